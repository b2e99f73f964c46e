// A batch that stops by itself: it decides what is so, errs no more often than it says, and nothing about the machine shows in it.

import { describe, expect, test } from 'vitest';
import { createEngines, runnerSetup } from '../../engine/batch/block-runner.ts';
import type { Goal } from '../../engine/batch/sequential/goal.ts';
import { nextLook, sequenceLooks, spendingLooks } from '../../engine/batch/sequential/look-schedule.ts';
import { createPairedSums } from '../../engine/batch/sequential/paired-sums.ts';
import { planSequential } from '../../engine/batch/sequential/plan-sequential.ts';
import { createPartRunner } from '../../engine/batch/sequential/round-part.ts';
import { runInRounds } from '../../engine/batch/sequential/round-pool.ts';
import { type RunParts, runSequential } from '../../engine/batch/sequential/run-sequential.ts';
import { lower } from '../../engine/model/lower.ts';
import { scenarioOf } from '../model/small-model.ts';
import { armsModel, asked, noisy, OUTCOME, planned, runArms } from './sequential-arms.ts';
import { tinyModel } from './tiny-model.ts';

const BEST: Goal = { kind: 'best', outcome: OUTCOME, indifference: 0 };
const RANKING: Goal = { kind: 'ranking', outcome: OUTCOME, indifference: 0 };
const DIFF: Goal = { kind: 'diff', outcome: OUTCOME, policy: 'a', baseline: 'b', halfWidth: 0.05 };

describe('the looks', () => {
  test('come at multiples of 32, sixteen to a doubling at most, and a larger budget moves none', () => {
    const looks = sequenceLooks(20_000);
    expect(looks.slice(0, 4)).toEqual([128, 160, 192, 224]);
    expect(looks.at(-1)).toBe(20_000);
    expect(looks.slice(0, -1).every((worlds) => worlds % 32 === 0)).toBe(true);
    expect(sequenceLooks(40_000).slice(0, looks.length - 1)).toEqual(looks.slice(0, -1));
    for (let worlds = 1024; worlds < 2 ** 20; worlds = nextLook(worlds))
      expect((nextLook(worlds) - worlds) / worlds).toBeLessThanOrEqual(1 / 16);
    expect(spendingLooks(1000)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });
});

describe('what is decided', () => {
  test('the best, once it is told apart, and the rest may stay open', async () => {
    const result = await runArms(planned(asked(4, [BEST])), noisy('s', [0, 0.6, 0.6, 0.6]));
    expect([result.status, result.choices[0]!.arm]).toEqual(['decided', 0]);
    expect(result.runs).toBeLessThan(4000);
    expect(result.runs).toBe(4 * result.worlds[0]!);
    expect(result.choices[0]!.probability).toBeGreaterThan(0.99);
    expect(result.standing.comparisons.some(({ status }) => status !== 'decided')).toBe(true);
  });

  test('the order, and a width, in each variant and doctrine', async () => {
    const question = asked(3, [RANKING, DIFF], { budget: 30_000 });
    const plan = planned({ ...question, question: { ...question.question, doctrines: ['bold', 'cautious'] } });
    expect(plan.settled.goals.map(({ goal, doctrine }) => `${goal.kind} ${doctrine}`)).toEqual([
      'ranking bold',
      'ranking cautious',
      'diff bold',
      'diff cautious',
    ]);
    const means = plan.plan.arms.map(({ names }) => ({ a: 0.4, b: 0, c: 0.2 })[names.policy]!);
    const result = await runArms(plan, noisy('order', means));
    expect(result.goals).toEqual(['decided', 'decided', 'decided', 'decided']);
    const width = result.looks.at(-1)!.comparisons.at(-1)!.interval!;
    expect((width.high - width.low) / 2).toBeLessThanOrEqual(0.05);
    expect(width.low < 0.4 && 0.4 < width.high).toBe(true);
  });

  test('nothing, when two are alike; the margin decides that', async () => {
    const alike = noisy('alike', [0, 0, 1]);
    const open = await runArms(planned(asked(3, [BEST])), alike);
    expect([open.status, open.runs]).toEqual(['undecided', 3999]);
    const closed = await runArms(planned(asked(3, [{ ...BEST, indifference: 0.2 }])), alike);
    expect(closed.status).toBe('decided');
  });

  test('nothing, while there were too few events', async () => {
    const rare = (arm: number, future: number): number => (arm === 0 && future % 400 === 7 ? 1 : 0);
    const result = await runArms(planned(asked(2, [DIFF])), rare);
    expect([result.status, result.looks.at(-1)!.comparisons[0]!.interval]).toEqual(['undecided', null]);
    expect(result.differences[0]!.mean).toBeGreaterThan(0);
  });

  test('at planned looks the error is spent, and the last one is the end', async () => {
    const plan = planned(asked(2, [DIFF], { method: 'spending', looks: [200, 400, 800], budget: 1600 }));
    const result = await runArms(plan, noisy('spent', [0.3, 0]));
    expect(result.worlds[0]).toBeLessThanOrEqual(800);
    const never = await runArms(
      planned(asked(2, [{ ...DIFF, halfWidth: 1e-6 }], { method: 'spending', looks: [200, 400, 800], budget: 1600 })),
      noisy('spent', [0.3, 0]),
    );
    expect([never.status, never.looks.length, never.worlds[0]]).toEqual(['undecided', 3, 800]);
  });

  test.each([
    [{ question: { ...asked(2, []).question, design: 'lhs' as const } }, 'Latin hypercube'],
    [{ budget: 100 }, 'before 128 worlds nothing is said'],
    [{ confidence: 1 }, '--confidence'],
    [{ looks: [300, 200] }, 'ascending'],
    [{ looks: [9000] }, 'the budget of 4000 runs ends after 2000 worlds'],
    [{ looks: [50] }, 'before 100 worlds'],
    [{ allocate: 'ocba' as const, method: 'spending' as const }, 'the same planned number'],
    [{ allocate: 'ocba' as const, looks: [128] }, '--looks goes with'],
    [{ allocate: 'ocba' as const, goals: [DIFF] }, 'one best policy'],
    [{ goals: [] }, 'nothing to find out'],
    [{ question: { ...asked(1, []).question } }, 'at least two policies'],
    [{ question: { ...asked(2, []).question, policies: ['a', 'z'] } }, 'unknown policy "z"'],
  ])('is refused: %o', (changes, message) => {
    const { sequential, problems } = planSequential(asked(2, [RANKING], changes), [armsModel(2)]);
    expect(sequential).toBeNull();
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message);
  });

  test('two names for one policy cannot be ranked', () => {
    const model = armsModel(2);
    const twins = { ...model, policies: model.policies.map((policy) => ({ ...policy, options: ['same'] })) };
    expect(planSequential(asked(2, [RANKING]), [twins]).problems[0]!.message).toContain('are the same policy');
  });
});

describe('how often it errs', () => {
  test('peeking after every step, a difference is missed no more often than promised', async () => {
    const repetitions = 300;
    let missed = 0;
    for (let i = 0; i < repetitions; i++) {
      // Never decided, so that every look is taken.
      const plan = planned(asked(2, [{ ...DIFF, halfWidth: 1e-9 }], { confidence: 0.8, budget: 1600 }));
      const { looks } = await runArms(plan, noisy(`miss ${i}`, [0.3, 0]));
      expect(looks.length).toBeGreaterThan(15);
      if (looks.some(({ comparisons: [one] }) => one!.interval!.low > 0.3 || one!.interval!.high < 0.3)) missed++;
    }
    expect(missed / repetitions).toBeLessThan(0.2);
    // The promise is used, not far overfulfilled: the test would see intervals that are too narrow.
    expect(missed).toBeGreaterThan(0);
  });

  test.each(['equal', 'ocba'] as const)(
    'shared out %s, the wrong policy is called best no more often than promised',
    async (allocate) => {
      const repetitions = 150;
      let wrong = 0;
      let decided = 0;
      for (let i = 0; i < repetitions; i++) {
        const plan = planned(asked(4, [BEST], { confidence: 0.8, budget: 3000, allocate }));
        const { status, choices } = await runArms(plan, noisy(`wrong ${i}`, [0, 0.05, 0.1, 0.3]));
        if (status !== 'decided') continue;
        decided++;
        if (choices[0]!.arm !== 0) wrong++;
      }
      expect(wrong / repetitions).toBeLessThan(0.2);
      expect(decided).toBeGreaterThan(repetitions / 10);
    },
  );

  test('with the same budget ocba selects the best at least as often as equal shares', async () => {
    const means = [0, 0.06, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
    const correct = async (allocate: 'equal' | 'ocba'): Promise<number> => {
      let hits = 0;
      for (let i = 0; i < 60; i++) {
        // So sure that nothing decides: all of the budget is spent.
        const plan = planned(asked(8, [BEST], { confidence: 1 - 1e-12, budget: 1600, allocate }));
        const { choices, runs } = await runArms(plan, noisy(`ocba ${i}`, means, 3));
        expect(runs).toBe(1600);
        if (choices[0]!.arm === 0) hits++;
      }
      return hits;
    };
    const [equal, ocba] = [await correct('equal'), await correct('ocba')];
    expect(ocba).toBeGreaterThanOrEqual(equal);
    expect(ocba).toBeGreaterThan(30);
  });

  test('ocba spends on those that are near the best, and the best has the longest run of worlds', async () => {
    const plan = planned(asked(4, [BEST], { confidence: 1 - 1e-12, budget: 4000, allocate: 'ocba' }));
    const { worlds, choices } = await runArms(plan, noisy('where', [0, 0.1, 1, 1], 2));
    expect(choices[0]!.arm).toBe(0);
    expect(worlds[1]).toBeGreaterThan(3 * worlds[2]!);
    expect(worlds[0]).toBeGreaterThanOrEqual(Math.max(...worlds));
    expect(worlds.reduce((sum, count) => sum + count, 0)).toBe(4000);
  });
});

/** A game of chance whose answer is known: the guard halves the chance of a raid, so harm differs by 0.2. */
const RAIDS = scenarioOf(`
levers: { guard: { seat: nato, levels: { none: 0, one: 1 }, source: judgement, why: x } }
clock: { start: 2014-11, turn: month, turns: 1 }
stocks: { harm: { start: 0, range: [0, 1], why: x } }
uncertainties: { danger: { uniform: [0.2, 0.6], source: judgement, why: x } }
incidents: { raid: { phase: first, chance: "if(at(guard, one), danger / 2, danger)", effects: { harm: +1 } } }
options: { guarding: { without: { guard: none }, with: { guard: one } } }
outcomes: { harmed: { is: final(harm), better: lower, why: x } }
`);

describe('with an engine', () => {
  const { model } = lower(RAIDS, {});
  const question = (seed: string, changes: object = {}) => ({
    ...asked(2, [{ kind: 'diff', outcome: 'harmed', policy: 'without', baseline: 'with', halfWidth: 0.06 } as Goal]),
    question: {
      ...asked(2, []).question,
      policies: ['with', 'without'],
      doctrines: ['none'],
      seed,
      engine: 'kernel-js' as const,
    },
    confidence: 0.9,
    ...changes,
  });

  test('the difference that is known lies in the interval at which it stops', async () => {
    let missed = 0;
    for (let i = 0; i < 40; i++) {
      const plan = planned(question(`seed ${i}`), model!);
      const run = createPartRunner({ runner: runnerSetup(plan.plan), outcomes: plan.settled.outcomes });
      const runParts: RunParts = async (parts, take) => {
        for (const part of parts) take(part, await run(part));
        return true;
      };
      const end = await runSequential(plan, runParts);
      if (end.kind !== 'done') throw new Error('interrupted');
      expect(end.result.status).toBe('decided');
      const { low, high } = end.result.standing.comparisons[0]!.interval!;
      if (low > 0.2 || high < 0.2) missed++;
    }
    expect(missed).toBeLessThanOrEqual(4);
  });

  test('one arm alone has the same runs as among the others', async () => {
    const plan = planned(question('alone'), model!);
    const setup = { runner: runnerSetup(plan.plan), outcomes: plan.settled.outcomes };
    expect((await createEngines(setup.runner)).length).toBe(1);
    const run = createPartRunner(setup);
    const all = await run({ arm: null, first: 3, count: 50 });
    for (const arm of [0, 1]) {
      const one = await run({ arm, first: 3, count: 50 });
      expect(one.values).toEqual(all.values.slice(50 * arm, 50 * (arm + 1)));
    }
  });

  test.each(['equal', 'ocba'] as const)(
    'any number of workers and any order of parts give the same bits: %s',
    async (allocate) => {
      const goals: Goal[] = [{ kind: 'best', outcome: 'harmed', indifference: 0 }];
      const plan = planned(question('bits', { goals, allocate, confidence: 1 - 1e-15, budget: 3000 }), model!);
      const results = [];
      for (const workers of [1, 3]) {
        const end = await runInRounds(plan, { workers });
        if (end.kind !== 'done') throw new Error('interrupted');
        results.push(end.result);
      }
      const run = createPartRunner({ runner: runnerSetup(plan.plan), outcomes: plan.settled.outcomes });
      const backwards = await runSequential(plan, async (parts, take) => {
        for (const part of [...parts].reverse()) take(part, await run(part));
        return true;
      });
      if (backwards.kind !== 'done') throw new Error('interrupted');
      const told = [...results, backwards.result].map(({ looks, differences, choices, runs }) => ({
        looks,
        differences,
        choices,
        runs,
      }));
      expect(told[1]).toEqual(told[0]);
      expect(told[2]).toEqual(told[0]);
      expect(told[0]!.looks.length).toBeGreaterThan(1);
    },
  );

  test('stops when it is told to', async () => {
    const stop = new AbortController();
    const plan = planned(question('stop', { confidence: 0.999999, budget: 200_000 }), model!);
    const end = await runInRounds(plan, { workers: 1, signal: stop.signal, onProgress: () => stop.abort() });
    expect(end.kind).toBe('interrupted');
  });
});

describe('what is kept', () => {
  test('with equal shares no run stays in memory; without, only those beyond the shortest', () => {
    const sums = createPairedSums(2, 1, 2, [{ outcome: 0, arm: 0, baseline: 1 }]);
    sums.add(0, [Float64Array.of(1, 3, 5, 7)]);
    sums.add(1, [Float64Array.of(0, 0, 1, 1)]);
    sums.fold();
    expect(sums.held()).toBe(0);
    expect(sums.pair({ outcome: 0, arm: 0, baseline: 1 })).toMatchObject({ n: 2, mean: 3.5 });
    sums.add(0, [Float64Array.of(9, 9)]);
    sums.fold();
    expect(sums.held()).toBe(2);
    expect(sums.pair({ outcome: 0, arm: 0, baseline: 1 }).n).toBe(2);
    expect(sums.arm(0, 0).n).toBe(3);
    sums.add(1, [Float64Array.of(Number.NaN, 4)]);
    sums.fold();
    expect(sums.held()).toBe(0);
    expect(sums.pair({ outcome: 0, arm: 0, baseline: 1 })).toMatchObject({ n: 3, mean: 4 });
  });

  test('a world without a value on one side is left out', () => {
    const sums = createPairedSums(2, 1, 1, [{ outcome: 0, arm: 1, baseline: 0 }]);
    sums.add(0, [Float64Array.of(1, Number.NaN, 2)]);
    sums.add(1, [Float64Array.of(Number.NaN, 5, 3)]);
    sums.fold();
    expect(sums.pair({ outcome: 0, arm: 1, baseline: 0 })).toMatchObject({ n: 1, mean: 1 });
  });

  test('failed runs are counted by arm', async () => {
    const failing = tinyModel({ kind: 'uniform', low: 0.9, high: 1.2 });
    const goals: Goal[] = [{ kind: 'ranking', outcome: OUTCOME, indifference: 0 }];
    const question = asked(2, goals, { budget: 400 });
    const plan = planned({ ...question, question: { ...question.question, policies: ['none', 'some'] } }, failing);
    const end = await runInRounds(plan, { workers: 1 });
    if (end.kind !== 'done') throw new Error('interrupted');
    expect(end.result.failed[0]).toBeGreaterThan(10);
    expect(end.result.failed[1]).toBe(0);
    expect(end.result.differences[0]!.n).toBe(200 - end.result.failed[0]!);
  });
});
