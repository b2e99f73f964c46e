// What sampled runs see: exact on scenarios whose answers are known, the same from every engine.

import { describe, expect, test } from 'vitest';
import { defaultReachRuns, planReach, runReach } from '../../engine/batch/run-reach.ts';
import { lower } from '../../engine/model/lower.ts';
import { neverSeen, type Reach, type ReachRow, reachReport } from '../../engine/report/reach-report.ts';
import { reachText } from '../../engine/report/reach-text.ts';
import type { EngineName } from '../../engine/vocabulary.ts';
import { scenarioOf } from '../model/small-model.ts';

/** One coin a turn from a purse of 1: the goal is 3, so it is reached with chance 1/3; nobody ever owes money. */
const RUIN = `
clock: { start: 2014-11, turn: month, turns: 60 }
stocks:
  purse: { integer: true, start: 1, range: [0, 3] }
machines:
  game:
    phase: first
    initial: playing
    states:
      playing:
        - { to: won, when: purse == 2, chance: 0.5, effects: { purse: +1 }, inject: cheers }
        - { to: playing, when: purse < 2, chance: 0.5, effects: { purse: +1 } }
        - { to: owing, when: purse < 0 }
        - { to: ruined, when: purse == 1, effects: { purse: -1 } }
        - { to: playing, effects: { purse: -1 } }
      ended:
        initial: ruined
        states: { won: final, ruined: final, owing: final }
  watch:
    each: country
    phase: second
    initial: awake
    states:
      awake: [{ to: asleep, when: country == latvia and turn == 3 }]
      asleep: final
    variants:
      restless:
        initial: awake
        states:
          awake: [{ to: pacing, when: turn == 2 }]
          pacing: final
incidents:
  rain: { phase: first, chance: 1 }
  snow: { phase: first, when: turn > 99 }
  hail: { each: country, phase: first, when: country == estonia }
levers: { guard: { seat: nato, levels: { none: 0, one: 1, two: 2 }, source: judgement, why: x } }
options: { guarding: { without: { guard: none }, with: { guard: one } } }
injects:
  spring: { turn: 2 }
  cheers: {}
  flood: { when: purse > 50 }
  telegram: { by: hand }
end when: turn > 90
`;

const scenario = scenarioOf(RUIN);
const models = scenario.variants.map((variant) => lower(scenario, { variant }).model!);

async function reach(runs: number, engine: EngineName = 'auto', workers = 1): Promise<Reach> {
  const { plan } = planReach(models, { runs, seed: 'a seed', engine });
  const end = await runReach(plan!, { workers });
  if (end.kind !== 'done') throw new Error('interrupted');
  return reachReport(end.results);
}

function rowOf({ rows }: Reach, element: string, part: string | null = null, member: string | null = null): ReachRow {
  const found = rows.find((row) => row.element === element && row.part === part && row.member === member);
  if (found === undefined) throw new Error(`no row ${element} ${part} ${member}`);
  return found;
}

describe("the gambler's ruin", async () => {
  const found = await reach(6000);

  test('is spread evenly over policies and variants', () => {
    expect(found).toMatchObject({
      policies: 2,
      doctrines: 1,
      variants: ['base', 'restless'],
      worlds: 1500,
      runs: 6000,
    });
  });

  test('shows states as often as the closed form says', () => {
    const won = rowOf(found, 'game', 'won');
    expect(won.share).toBeCloseTo(1 / 3, 1);
    expect(won.interval!.low).toBeLessThan(1 / 3);
    expect(won.interval!.high).toBeGreaterThan(1 / 3);
    expect(rowOf(found, 'game', 'ruined').seen + won.seen).toBe(6000);
    expect(rowOf(found, 'game', 'ended')).toMatchObject({ seen: 6000, share: 1, depth: 0 });
    expect(rowOf(found, 'game', 'playing').share).toBe(1);
    expect(won.depth).toBe(1);
  });

  test('counts runs that share a world for what they are worth', () => {
    const { interval, share } = rowOf(found, 'game', 'won');
    const alone = Math.sqrt((share! * (1 - share!)) / 6000);
    expect((interval!.high - interval!.low) / (2 * 1.96 * alone)).toBeGreaterThan(1.8);
  });

  test('never owes: a report with bounds', () => {
    const owing = rowOf(found, 'game', 'owing');
    expect(owing).toMatchObject({ seen: 0, share: 0, atMost: { runs: 3 / 6000, worlds: 3 / 1500 } });
  });

  test('tells members apart, and keeps states that only one variant has', () => {
    expect(rowOf(found, 'watch', 'asleep', 'estonia').seen).toBe(0);
    expect(rowOf(found, 'watch', 'asleep', 'latvia')).toMatchObject({ seen: 3000, runs: 3000 });
    expect(rowOf(found, 'watch', 'asleep').seen).toBe(3000);
    expect(rowOf(found, 'watch', 'pacing')).toMatchObject({ seen: 3000, runs: 3000 });
  });

  test('knows incidents, injects and levels', () => {
    expect(rowOf(found, 'rain').share).toBe(1);
    expect(rowOf(found, 'snow').seen).toBe(0);
    expect(rowOf(found, 'hail', null, 'estonia').share).toBe(1);
    expect(rowOf(found, 'hail', null, 'latvia').seen).toBe(0);
    expect(rowOf(found, 'spring').share).toBe(1);
    expect(rowOf(found, 'cheers').seen).toBe(rowOf(found, 'game', 'won').seen);
    expect(rowOf(found, 'flood').seen).toBe(0);
    expect(found.rows.some(({ element }) => element === 'telegram')).toBe(false);
    expect(rowOf(found, 'guard', 'one').share).toBe(0.5);
    expect(rowOf(found, 'guard', 'two').seen).toBe(0);
  });

  test('lists what no member ever saw, levels apart', () => {
    expect(neverSeen(found).map(({ element, part }) => `${element} ${part ?? ''}`)).toEqual([
      'game owing',
      'snow ',
      'flood ',
    ]);
  });

  test.each([60, 80, 200])('is told within %i columns, by sign and word and without colour', (width) => {
    const text = reachText(found, { width });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(text).toMatch(/! +owing +never/);
    expect(text).toMatch(/! asleep: never in estonia/);
    expect(text).toContain('! never ordered: guard = two');
    expect(text).toContain('Never seen: 1 of 8 states, 1 of 3 incidents, 1 of 3 injects.');
  });
});

test('every engine and any number of workers sees the same', async () => {
  const seen = async (engine: EngineName, workers: number) => (await reach(160, engine, workers)).rows;
  const first = await seen('reference', 1);
  expect(await seen('kernel-js', 2)).toEqual(first);
  expect(await seen('kernel-wasm', 1)).toEqual(first);
});

test('watching changes nothing that happens', async () => {
  const [small, large] = [await reach(400), await reach(800)];
  const wins = (found: Reach) => rowOf(found, 'game', 'won').seen;
  expect(wins(small)).toBeLessThan(wins(large));
  expect(defaultReachRuns(models)).toBe(50_000);
});

test('an abort keeps nothing', async () => {
  const stop = new AbortController();
  const { plan } = planReach(models, { runs: 4000, seed: 'x', engine: 'auto' });
  const end = await runReach(plan!, { workers: 1, signal: stop.signal, onProgress: () => stop.abort() });
  expect(end.kind).toBe('interrupted');
});
