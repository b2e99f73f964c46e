// `greyzone hindcast` as a user meets it: a scenario with a record, one without, and the same answer for any engine and number of workers.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hindcast } from '../../engine/report/hindcast.ts';
import { root } from '../house/source-files.ts';
import { greyzone } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
const file = join(folder, 'wait.yaml');

const RECORD = `
record:
  policy: default
  series:
    wait: { is: "first(happened(success), horizon)", observed: 14, unit: turns, source: GEOMETRIC, trust: good }
    successes: { per_turn: times(success), observed: { 2014: 1 }, unit: cases, source: GEOMETRIC, trust: good }
  cannot_tell: [Whether the chance ever changed.]
`;

beforeAll(() => {
  const path = join(root, 'scenarios/verification/geometric-wait/scenario.yaml');
  writeFileSync(file, readFileSync(path, 'utf8') + RECORD);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function hindcast(...args: readonly string[]): Promise<Hindcast> {
  const { code, stdout, stderr } = await greyzone('hindcast', file, '--json', '--quiet', ...args);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Hindcast;
}

describe('hindcast', () => {
  test('places the observation where the geometric distribution has it', async () => {
    const { observations, cannotTell } = await hindcast();
    const [wait, successes] = observations;
    const exact = 1 - 0.95 ** 13 + (0.05 * 0.95 ** 13) / 2;
    expect(Math.abs(wait!.position! - exact)).toBeLessThan(4 * wait!.mcse!);
    expect(wait!.mcse).toBeLessThan(0.004);
    // The run ends with the first success, so 2014 has none or one.
    const none = 0.95 ** 12;
    expect(Math.abs(successes!.position! - (none + (1 - none) / 2))).toBeLessThan(4 * successes!.mcse!);
    expect(cannotTell).toEqual(['Whether the chance ever changed.']);
  });

  test('gives the same answer for any engine and number of workers, and from the command it prints', async () => {
    const few = ['--replications', '3000', '--seed', 'demo'];
    const first = await hindcast(...few, '--workers', '1', '--engine', 'kernel-wasm');
    const others = [
      await hindcast(...few, '--workers', '2', '--engine', 'kernel-js'),
      await hindcast(...few, '--workers', '2', '--engine', 'reference'),
      await hindcast(...first.reproduce.split(' ').slice(3)),
    ];
    for (const other of others)
      expect({ ...other, engine: null, timing: null }).toEqual({ ...first, engine: null, timing: null });
    expect((await hindcast('--replications', '3000', '--seed', 'other')).digest).not.toBe(first.digest);
  });

  test('holds a fact at another number with --set', async () => {
    const [wait] = (await hindcast('--set', 'chance_of_success=0.5', '--replications', '3000')).observations;
    expect(wait).toMatchObject({ verdict: 'above' });
    expect(wait!.position).toBeGreaterThan(0.99);
  });

  test('prints at most 80 columns when nobody says how wide, without colour', async () => {
    const { code, stdout } = await greyzone('hindcast', file, '-q', '--replications', '3000');
    expect(code).toBe(0);
    expect(stdout).toContain('2 of 2 observations lie inside the 90 % band');
    expect(stdout).not.toContain('\u001b');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('writes CSV to a file', async () => {
    const path = join(folder, 'hindcast.csv');
    const { code, stdout } = await greyzone('hindcast', file, '-q', '--csv', '-o', path, '--replications', '100');
    expect([code, stdout]).toEqual([0, '']);
    expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(1 + 2 + 1);
  });

  test('says in one line what is missing and what to do', async () => {
    const { code, stdout, stderr } = await greyzone('hindcast', 'geometric-wait');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'greyzone: geometric-wait has no record of what happened: add a section "record:" with dated observations (see scenarios/README.md, The record)\n',
    );
  });

  test('refuses a variant that there is not, with a suggestion', async () => {
    const { code, stderr } = await greyzone('hindcast', file, '--variants', 'bas');
    expect(code).toBe(2);
    expect(stderr).toContain('unknown variant "bas"; did you mean "base"?');
  });
});
