// Bots play a list of events: exact on a scenario whose chances are known, the same from every engine.

import { describe, expect, test } from 'vitest';
import { planPreflight, runPreflight } from '../../engine/batch/run-preflight.ts';
import { lower } from '../../engine/model/lower.ts';
import { withSeminarPlayed } from '../../engine/model/preflight-model.ts';
import { type Preflight, preflightFaults, preflightReport } from '../../engine/report/preflight.ts';
import { preflightText } from '../../engine/report/preflight-text.ts';
import type { EngineName } from '../../engine/vocabulary.ts';
import { scenarioOf } from '../model/small-model.ts';

/** The lamp is lit with chance 1/2 a turn, in turn t at the latest with 1 - 2^-t. What waits for it comes in the turn after. */
const LAMP = `
clock: { start: 2014-11, turn: month, turns: 7 }
stocks:
  purse: { integer: true, start: 0, range: [0, 9] }
machines:
  lamp: { phase: first, initial: dark, states: { dark: [{ to: broken, when: purse < 0 }, { to: lit, chance: 0.5 }], lit: final, broken: final } }
levers: { guard: { seat: nato, levels: { none: 0, one: 1 }, source: judgement, why: x } }
options: { guarding: { without: { guard: none }, with: { guard: one } } }
injects:
  frost: { turn: 2, news: Frost. }
  gift: { by: hand, news: A gift., effects: { purse: 1 } }
  letter: { by: hand, news: A letter. }
  late: { when: turn > 6, news: Late. }
seminar:
  aim: To see.
  handling: FOR TRAINING ONLY
  objectives: { see: See what comes }
  briefing: 5
  hot_wash: 10
  moves:
    one: { turns: 3, minutes: 10, situation: Dark. }
    two: { turns: 3, minutes: 20, situation: Later. }
  not_played: [{ turns: [7, 7], why: the end }]
  roles: { nato: { who: You., aims: [Light], brings: [A match] } }
  evaluation: [{ objective: see, capability: Sight, tasks: [Looks] }]
  msel:
    L-1: { inject: frost, from: x, to: all, delivery: x, expected: x, objective: see, minutes: 2 }
    L-2: { inject: gift, at: { turn: 4 }, from: x, to: all, delivery: x, expected: x, objective: see, minutes: 4 }
    L-3: { text: Light., when: "in(lamp, lit)", from: x, to: all, delivery: x, expected: x, objective: see, minutes: 8 }
    L-4: { text: Guards., when: "at(guard, one)", from: x, to: all, delivery: x, expected: x, objective: see, minutes: 1 }
    L-5: { text: Rich., when: purse > 5, from: x, to: all, delivery: x, expected: x, objective: see }
    L-6: { inject: letter, from: x, to: all, delivery: x, expected: x, objective: see, minutes: 3 }
    L-7: { text: Put off., at: { turn: 1 }, from: x, to: all, delivery: x, expected: x, objective: see, status: deferred, reason: too long, minutes: 9 }
    L-8: { inject: late, from: x, to: all, delivery: x, expected: x, objective: see }
  watch:
    Light: "in(lamp, lit)"
    A gift has come: purse > 0
`;

const scenario = scenarioOf(LAMP);
const seminar = scenario.seminar!;
const model = lower(withSeminarPlayed(scenario, seminar)).model!;

async function preflight(
  runs: number,
  minutes: number | null = null,
  engine: EngineName = 'auto',
  workers = 1,
): Promise<Preflight> {
  const { plan } = planPreflight(model, seminar, { runs, seed: 'a seed', engine, doctrines: null });
  const end = await runPreflight(plan!, { workers });
  if (end.kind !== 'done') throw new Error('interrupted');
  return preflightReport(end.result, end.measured, seminar, minutes);
}

describe('a lamp that is lit one time in two', async () => {
  const found = await preflight(8000);
  const entry = (id: string) => found.entries.find((one) => one.id === id)!;

  test('is played evenly by both policies', () => {
    expect(found).toMatchObject({ policies: 2, doctrines: ['none'], worlds: 4000, runs: 8000, failed: 0 });
  });

  test('plays what is planned in its turn, injects by hand as well', () => {
    expect(entry('L-1')).toMatchObject({ fires: { share: 1 }, turn: { p05: 2, p50: 2, p95: 2 }, byMove: [1, 0] });
    expect(entry('L-2')).toMatchObject({ fires: { share: 1 }, turn: { p05: 4, p50: 4, p95: 4 }, byMove: [0, 1] });
    expect(found.watch[1]!.byMove.map(({ share }) => share)).toEqual([0, 1]);
  });

  test('plays what waits for a condition in the turn after, with the chance of the condition', () => {
    const { fires, turn, byMove } = entry('L-3');
    expect(fires!.interval!.low).toBeLessThan(31 / 32);
    expect(fires!.interval!.high).toBeGreaterThan(31 / 32);
    expect(turn).toEqual({ p05: 2, p50: 2, p95: 5 });
    expect(byMove![0]).toBeCloseTo(3 / 4, 1);
    const [early, late] = found.watch[0]!.byMove;
    for (const [chance, exact] of [
      [early, 7 / 8],
      [late, 63 / 64],
    ] as const) {
      expect(chance!.interval!.low).toBeLessThan(exact);
      expect(chance!.interval!.high).toBeGreaterThan(exact);
    }
  });

  test('gives no interval to what the policy alone decides', () => {
    expect(entry('L-4').fires).toEqual({ share: 0.5, interval: null });
  });

  test('names what never comes, also where it comes only in a turn that is not played', () => {
    expect(entry('L-5')).toMatchObject({ fires: { share: 0 }, turn: null, dead: { atMost: 3 / 4000 } });
    expect(entry('L-8')).toMatchObject({ fires: { share: 0 }, turn: null, byMove: [0, 0] });
    expect(found.statesNeverReached).toEqual(['lamp.broken']);
    expect(found.states).toBe(3);
  });

  test('leaves to the director what is by hand, and what is put off', () => {
    for (const id of ['L-6', 'L-7'])
      expect(entry(id)).toMatchObject({ fires: null, turn: null, byMove: null, dead: null });
  });

  test('adds up the minutes of entries by move, and the schedule', () => {
    const { moves, ...plan } = found.schedule;
    expect(plan).toEqual({ briefing: 5, hotWash: 10, total: 45, available: null, spare: null, inHand: 3 });
    const [one, two] = moves;
    const light = entry('L-3').byMove!;
    expect(one!.entryMinutes).toEqual({ expected: 2 + 8 * light[0]! + 0.5, most: 11 });
    expect(two!.entryMinutes).toEqual({ expected: 4 + 8 * light[1]!, most: 12 });
    expect(preflightFaults(found)).toEqual(['L-5 never comes', 'L-8 never comes']);
  });

  test('reads as prose', () => {
    const text = preflightText(found, { width: 100 });
    expect(text).toContain('Never came: 2 of 6 played entries (L-5, L-8). Never reached: 1 of 3 states (lamp.broken).');
    expect(text).toMatch(/! +L-5 +never +at most <0\.1 %|! +L-5 +never +at most 0\.1 %/);
    expect(text).toMatch(/L-6 +by hand/);
    expect(text).toMatch(/L-7 +deferred/);
    expect(text).toContain('By hand are entries of 3 min more.');
  });
});

test('says whether the schedule fits the time at hand', async () => {
  const [fits, short] = await Promise.all([preflight(200, 90), preflight(200, 40)]);
  expect(fits.schedule.spare).toBe(45);
  expect(preflightText(fits, { width: 80 })).toContain('It fits: 45 of 90 min, 45 min to spare.');
  expect(preflightText(short, { width: 80 })).toContain('It does not fit: 45 min are planned and 40 are at hand.');
  expect(preflightFaults(short)).toContain('the schedule is 5 min too long');
});

test('is the same from every engine and number of workers', async () => {
  const { engine: _, ...wanted } = await preflight(600, null, 'reference');
  for (const [engine, workers] of [
    ['kernel-js', 1],
    ['kernel-wasm', 2],
  ] as const) {
    const { engine: name, ...found } = await preflight(600, null, engine, workers);
    expect(name).toBe(engine);
    expect(found).toEqual(wanted);
  }
});
