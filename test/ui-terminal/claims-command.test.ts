// `greyzone claims` as a user meets it: exit codes, claims that stand in another scenario, and one clear line for every mistake.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ClaimsReport } from '../../engine/report/claims.ts';
import { greyzone } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A scenario in a folder of its own, beside the others; its path. */
function scenario(id: string, claims: string): string {
  const at = join(folder, id);
  mkdirSync(at, { recursive: true });
  const text = `greyzone: 1
id: ${id}
title: ${id}
question: How large is x?
clock: { start: 2014-09, turn: month, turns: 2 }
phases: [news]
uncertainties:
  x: { uniform: [0, 10], trust: guess, why: nobody knows }
outcomes:
  size: { is: final(x), better: higher }
${claims}`;
  writeFileSync(join(at, 'scenario.yaml'), text);
  return at;
}

const first = scenario(
  'first',
  `claims:
  SF-1: { says: x is above one, kind: implied, arms: { only: {} }, expect: size > 1 }
  SF-2: { says: x is above nine, kind: implied, arms: { only: {} }, expect: size > 9 }
  SF-3: { tested_in: second }
`,
);
scenario('second', 'claims:\n  SF-3: { tested_in: third }\n');
scenario('third', 'claims:\n  SF-3: { says: x is above two, kind: assumed, arms: { only: {} }, expect: size > 2 }\n');
const few = ['--worlds', '64', '--quiet'];

async function report(...args: readonly string[]): Promise<ClaimsReport> {
  const { code, stdout, stderr } = await greyzone('claims', first, ...few, '--json', ...args);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as ClaimsReport;
}

describe('claims', () => {
  test('prints every claim in one go, those tested elsewhere in their own scenario, and ends well whatever the verdicts', async () => {
    const { code, stdout, stderr } = await greyzone('claims', first, ...few);
    expect([code, stderr]).toEqual([0, '']);
    for (const id of ['SF-1', 'SF-2', 'SF-3']) expect(stdout).toContain(id);
    expect(stdout).toContain('FAILS');
    expect(stdout).toContain('Tested in third');
    expect(stdout).toContain('assumed: restates an input');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const { sections } = await report();
    expect(sections.map((section) => [section.scenario.id, section.claims.map(({ id }) => id)])).toEqual([
      ['first', ['SF-1', 'SF-2']],
      ['third', ['SF-3']],
    ]);
  });

  test('tests only the claims that are named, and they come out as with all the others', async () => {
    const { sections } = await report('SF-2', '--only', 'SF-3');
    expect(sections.map((section) => section.claims.map(({ id }) => id))).toEqual([['SF-2'], ['SF-3']]);
    const all = await report();
    expect(sections[0]!.claims[0]).toEqual(all.sections[0]!.claims[1]);
  });

  test('the command it prints tests the same again', async () => {
    const { sections } = await report('SF-2', '--seed', 'demo');
    const [, ...words] = sections[0]!.reproduce.split(' ');
    const again = await greyzone(...words, '--json', '--quiet');
    const found = JSON.parse(again.stdout) as ClaimsReport;
    expect(found.sections[0]!.claims).toEqual(sections[0]!.claims);
    expect(found.sections[0]!.digests).toEqual(sections[0]!.digests);
  });

  test('an engine changes nothing but its name', async () => {
    const [reference, kernel] = [await report('--engine', 'reference'), await report('--engine', 'kernel-js')];
    expect(reference.sections[0]!.claims).toEqual(kernel.sections[0]!.claims);
  });
});

describe('mistakes', () => {
  const circle = scenario('circle', 'claims:\n  SF-1: { tested_in: back }\n');
  scenario('back', 'claims:\n  SF-1: { tested_in: circle }\n');
  const nowhere = scenario('nowhere', 'claims:\n  SF-1: { tested_in: thrid }\n');
  const absent = scenario('absent', 'claims:\n  SF-33: { tested_in: third }\n');
  const silent = scenario('silent', '');

  test.each([
    ['an unknown claim', [first, 'SF-22'], 'unknown claim "SF-22"; did you mean "SF-2"?'],
    ['an unknown claim after --only', [first, '--only', 'SF-2,XY'], 'unknown claim "XY"'],
    ['an unknown quantity', [first, '--set', 'z=1'], 'unknown fact or uncertainty "z"'],
    ['no claims at all', [silent], 'silent makes no claims'],
    ['a circle', [circle], 'is sent in a circle: circle, back, circle'],
    ['no such scenario', [nowhere], 'no scenario "thrid" beside this one or among those that come along'],
    ['no such claim there', [absent], 'third has no claim SF-33'],
    ['two answers', [first, '--json', '--csv'], 'cannot be used with'],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await greyzone('claims', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    ['a circle', circle, 'is sent in a circle: circle, back, circle'],
    ['no such scenario', nowhere, 'no scenario "thrid" beside this one'],
    ['no such claim there', absent, 'third has no claim SF-33'],
  ])('are told by check as well: %s', async (_, path, says) => {
    const { code, stdout } = await greyzone('check', path);
    expect(code).toBe(2);
    expect(stdout).toContain(says);
    expect(stdout).toMatch(/scenario\.yaml:12:\d+ claims\.SF-\d+\.tested_in/);
    expect((await greyzone('check', '--strict', first)).stdout).toContain('no problems');
  });

  test('a claim sent to a scenario with mistakes of its own', async () => {
    scenario('broken', 'claims:\n  SF-1: { says: x, kind: implied, arms: { only: {} }, expect: sise > 1 }\n');
    const { code, stdout } = await greyzone('check', scenario('sender', 'claims:\n  SF-1: { tested_in: broken }\n'));
    expect(code).toBe(2);
    expect(stdout).toContain('broken, where the claim SF-1 is tested, has mistakes of its own');
  });

  test('a scenario without machines has nothing to draw', async () => {
    const { code, stdout, stderr } = await greyzone('diagram', first);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('has no machines to draw');
  });

  test('runs that fail are counted with their reason and a command that shows one', async () => {
    const failing = scenario(
      'failing',
      `incidents:
  storm: { phase: news, chance: 0.1 * x, why: one in ten for each }
claims:
  SF-1: { says: x is above one, kind: implied, arms: { only: { settings: { x: 70 } } }, expect: size > 1 }
`,
    );
    const { code, stdout, stderr } = await greyzone('claims', failing, '--worlds', '8', '--quiet');
    expect([code, stderr]).toEqual([1, 'greyzone: every run failed\n']);
    expect(stdout).toContain('chance out of range: storm (16 runs)');
    expect(stdout.replace(/\s*\\\n\s*/g, ' ')).toMatch(/greyzone run .* --set x=70 --world 0 --replication 0/);
  });

  test('of a claim sent elsewhere are shown where the word stands', async () => {
    const { stderr } = await greyzone('claims', nowhere);
    expect(stderr).toMatch(/scenario\.yaml:12:22 claims\.SF-1\.tested_in/);
    expect(stderr).toContain('SF-1: { tested_in: thrid }');
  });
});
