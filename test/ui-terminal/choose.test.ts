// `greyzone choose` as a user meets it: what it decides and at what cost, the same for any number of workers, and what it refuses.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Choose } from '../../engine/report/sequential.ts';
import { root } from '../house/source-files.ts';
import { greyzone } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
const file = join(folder, 'raids.yaml');

/** The guard halves the chance of a raid, 0.4 in the mean: harm differs by 0.2 from none and by 0.1 from the half guard. A storm comes to nobody. */
const RAIDS = `
greyzone: 1
id: raids
version: 1.0.0
title: Raids
question: Does a guard pay?
clock: { start: 2014-11, turn: month, turns: 1 }
phases: [only]
seats: { home: Home }
uncertainties: { danger: { uniform: [0.2, 0.6], source: judgement, why: made up } }
levers: { guard: { seat: home, levels: { none: 1, half: 0.75, full: 0.5 }, source: judgement, why: made up } }
stocks: { harm: { start: 0, range: [0, 1], why: made up } }
incidents:
  raid: { phase: only, chance: danger * guard, effects: { harm: +1 } }
  storm: { phase: only, chance: 0.001 * guard }
options: { guarding: { without: { guard: none }, half: { guard: half }, with: { guard: full } } }
outcomes:
  harmed: { is: final(harm), better: lower, unit: share }
  stormy: { is: ever(happened(storm)), better: lower }
`;

beforeAll(() => writeFileSync(file, RAIDS));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function choose(...args: readonly string[]): Promise<Choose> {
  const { code, stdout, stderr } = await greyzone('choose', file, '--json', '--quiet', '--replications', '1', ...args);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Choose;
}

describe('choose', () => {
  test('decides the order and a width, and the command that it prints gives the same again', async () => {
    const until = 'ranking(harmed); diff(harmed, without, with) +- 0.05';
    const first = await choose('--until', until, '--budget', '30000', '--workers', '1');
    expect(first.status).toBe('decided');
    expect(first.goals[0]!.order).toEqual(['with', 'half', 'without']);
    const known = first.comparisons.at(-1)!;
    expect(known.verdict).toBe('known');
    expect(known.interval!.low < 0.2 && 0.2 < known.interval!.high).toBe(true);
    expect(first.runs).toBe(first.policies.reduce((sum, { runs }) => sum + runs, 0));
    expect(first.runs).toBeLessThan(30_000);
    expect(first.looks.at(-1)!.runs).toBe(first.runs);
    const args = first.reproduce
      .match(/'[^']*'|\S+/g)!
      .slice(3)
      .map((word) => word.replaceAll("'", ''));
    const again = await choose(...args, '--workers', '2');
    expect({ ...again, timing: null }).toEqual({ ...first, timing: null });
  });

  test('says that it does not know, and why', async () => {
    const args = [
      '--until',
      'diff(stormy, without, with) +- 0.1; best(harmed)',
      '--method',
      'spending',
      '--budget',
      '600',
    ];
    const { status, comparisons, procedure } = await choose(...args);
    expect(status).toBe('undecided');
    expect(comparisons[0]!.note).toContain('too few events to say anything yet');
    expect(procedure.planned).toHaveLength(10);
    const { stdout } = await greyzone('choose', file, '--quiet', '--replications', '1', ...args);
    expect(stdout).toMatch(/^Undecided: \d+ runs of 600 are spent/m);
    expect(stdout).toContain('10 looks were planned');
  });

  test('with ocba runs go where the best is in doubt', async () => {
    const { policies, status, goals } = await choose(
      '--until',
      'best(harmed)',
      '--allocate',
      'ocba',
      '--confidence',
      '0.99999999',
      '--budget',
      '20000',
    );
    expect([status, goals[0]!.order[0]]).toEqual(['decided', 'with']);
    const worlds = Object.fromEntries(policies.map((one) => [one.policy, one.worlds]));
    expect(worlds.half).toBeGreaterThan(worlds.without!);
  });

  test('every look is a row', async () => {
    const { stdout } = await greyzone(
      'choose',
      file,
      '--csv',
      '--quiet',
      '--until',
      'ranking(harmed)',
      '--looks',
      '128,256',
      '--budget',
      '2000',
    );
    const [head, ...rows] = stdout.trimEnd().split('\r\n');
    expect(head).toContain('look,runs,goal,goal_status,variant');
    expect(rows.length % 3).toBe(0);
    expect(rows[0]!).toContain('ranking(harmed)');
  });

  test.each([
    [['--until', 'rankin'], '--until:1:1 expected diff(...), ranking or best, got "rankin"'],
    [['--until', 'diff(harm, with, withot) +- 1'], 'did you mean "without"?'],
    [['--until', 'best(harmed)', '--design', 'lhs'], 'Latin hypercube'],
    [['--until', 'best(harmed)', '--budget', '10'], 'before 128 worlds nothing is said'],
    [['--until', 'best(harmed)', '--confidence', '2'], 'Expected a share between 0 and 1'],
    [['--until', 'best(harmed)', '--looks', 'soon'], 'Expected whole numbers of worlds'],
    [[], "required option '--until <goals>' not specified"],
  ])('refuses %j', async (args, message) => {
    const { code, stderr, stdout } = await greyzone('choose', file, ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('docs/stopping.md', () => {
  const text = readFileSync(join(root, 'docs/stopping.md'), 'utf8');
  const examples = [...text.matchAll(/```console\n\$ greyzone (.*)\n([\s\S]*?)```/g)];

  test.each(examples.map(([, command = '', lines = '']) => [command, lines] as const))('%s', async (command, shown) => {
    const args = command.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ''));
    const { code, stdout } = await greyzone(...args);
    expect(code).toBe(0);
    const answer = stdout.split('\n');
    let at = 0;
    for (const line of shown
      .trimEnd()
      .split('\n')
      .filter((one) => one !== '...')) {
      const found = answer.indexOf(line, at);
      expect(found, line).toBeGreaterThanOrEqual(0);
      at = found + 1;
    }
  });

  test('has examples', () => expect(examples).toHaveLength(2));
});
