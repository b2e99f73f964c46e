import { describe, expect, test } from 'vitest';
import { addToMoments, type Moments, NO_MOMENTS } from '../../engine/analysis/confidence-sequence.ts';
import {
  type PlannedComparison,
  planStopping,
  type StoppingGoal,
  type StoppingMethod,
  type StoppingPlan,
  type StoppingStanding,
  startStopping,
  takeLook,
} from '../../engine/analysis/stopping-rule.ts';
import { channelKey, uniform53 } from '../../engine/chance/channel.ts';

const SEQUENCE: StoppingMethod = { kind: 'sequence', sharpestAt: 500, burnIn: 50 };
const RANKING: StoppingGoal = { kind: 'ranking', outcome: 'unrest', arms: ['a', 'b', 'c'] };
const WITHIN: StoppingGoal = { kind: 'within', outcome: 'unrest', arm: 'a', baseline: 'b', halfWidth: 0.2 };

/** Runs until the rule ends: each arm's value in a world is its mean and its own noise. */
function run(plan: StoppingPlan, means: Readonly<Record<string, number>>, seed: string, mostLooks = 40, block = 50) {
  const keys = Object.fromEntries(Object.keys(means).map((arm) => [arm, channelKey(seed, arm)]));
  const value = (arm: string, world: number): number => means[arm]! + 3 * (uniform53(keys[arm]!, world, 0, 0) - 0.5);
  const seen = new Map<string, Moments>();
  let standing = startStopping(plan);
  for (let look = 0; standing.status === 'going on'; look++) {
    const momentsOf = ({ arm, baseline }: PlannedComparison): Moments => {
      const worlds = Array.from({ length: block }, (_, i) => look * block + i);
      const name = `${arm} ${baseline}`;
      const moments = addToMoments(
        seen.get(name) ?? NO_MOMENTS,
        worlds.map((world) => value(arm, world) - value(baseline, world)),
      );
      seen.set(name, moments);
      return moments;
    };
    standing = takeLook(plan, standing, momentsOf, look + 1 === mostLooks);
  }
  return standing;
}

describe('a plan', () => {
  test('shares its error among all pairs of all goals', () => {
    const plan = planStopping([RANKING, WITHIN], SEQUENCE);
    expect(plan.comparisons.map(({ goal, arm, baseline }) => `${goal} ${arm} ${baseline}`)).toEqual([
      '0 a b',
      '0 a c',
      '0 b c',
      '1 a b',
    ]);
    expect(plan.comparisonConfidence).toBeCloseTo(1 - 0.05 / 4, 12);
    expect(plan.bounds).toBeNull();
    const spending = planStopping([WITHIN], { kind: 'spending', looks: [100, 200] });
    expect(spending.bounds![0]).toBeCloseTo(2.963, 3);
    expect(spending.bounds![1]).toBeCloseTo(1.969, 3);
    expect(JSON.parse(JSON.stringify(startStopping(spending)))).toEqual(startStopping(spending));
  });

  test('refuses what cannot be decided', () => {
    const faults: StoppingGoal[][] = [
      [],
      [{ ...WITHIN, baseline: 'a' } as StoppingGoal],
      [{ ...WITHIN, halfWidth: 0 } as StoppingGoal],
      [{ kind: 'ranking', outcome: 'x', arms: ['a'] }],
      [{ kind: 'ranking', outcome: 'x', arms: ['a', 'a'] }],
      [{ kind: 'ranking', outcome: 'x', arms: ['a', 'b'], indifference: -1 }],
    ];
    for (const goals of faults) expect(() => planStopping(goals, SEQUENCE)).toThrow(RangeError);
    expect(() => planStopping([WITHIN], { kind: 'spending', looks: [200, 100] })).toThrow(RangeError);
  });
});

describe('what is decided', () => {
  test('a width: as soon as the interval is narrow enough', () => {
    const { status, comparisons, looks } = run(planStopping([WITHIN], SEQUENCE), { a: 0.3, b: 0 }, 'w');
    expect(status).toBe('decided');
    const [{ interval, verdict, decidedAt }] = comparisons as [StoppingStanding['comparisons'][0]];
    expect(verdict).toBe('known');
    expect((interval!.high - interval!.low) / 2).toBeLessThanOrEqual(0.2);
    expect(interval!.low < 0.3 && 0.3 < interval!.high).toBe(true);
    expect(decidedAt).toBe(50 * looks);
    expect(looks).toBeGreaterThan(2);
  });

  test('a ranking: when all neighbours are told apart, and not before', () => {
    const { status, comparisons, goals } = run(planStopping([RANKING], SEQUENCE), { a: 2, b: 0, c: 1 }, 'r');
    expect([status, goals[0]]).toEqual(['decided', 'decided']);
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(['higher', 'higher', 'lower']);
    expect(comparisons.every(({ decidedAt }) => decidedAt !== null)).toBe(true);
  });

  test('equal arms are never ranked, unless a difference is named that does not matter', () => {
    const equal = { a: 1, b: 1, c: 0 };
    const open = run(planStopping([RANKING], SEQUENCE), equal, 'e');
    expect([open.status, open.looks]).toEqual(['undecided', 40]);
    expect(open.comparisons[0]).toMatchObject({ status: 'undecided', verdict: null, decidedAt: null });
    expect(open.comparisons[1]).toMatchObject({ status: 'decided', verdict: 'higher' });
    const close = run(planStopping([{ ...RANKING, indifference: 0.3 } as StoppingGoal], SEQUENCE), equal, 'e');
    expect(close.status).toBe('decided');
    expect(close.comparisons[0]!.verdict).toBe('equal');
  });

  test('spending ends of itself at its last look, and an end is an end', () => {
    const plan = planStopping([RANKING], { kind: 'spending', looks: [50, 100, 150] });
    const ended = run(plan, { a: 0, b: 0, c: 0.01 }, 's');
    expect([ended.status, ended.looks]).toEqual(['undecided', 3]);
    expect(takeLook(plan, ended, () => ({ n: 200, mean: 9, variance: 1, skew: 0 }))).toBe(ended);
  });
});

test.each([SEQUENCE, { kind: 'spending', looks: Array.from({ length: 20 }, (_, look) => 50 * (look + 1)) } as const])(
  'equal arms are called different in at most 5 batches of 100 ($kind)',
  (method) => {
    const plan = planStopping([RANKING], method);
    let wrong = 0;
    for (let batch = 0; batch < 400; batch++) {
      const { comparisons } = run(plan, { a: 0, b: 0, c: 0 }, `n${batch}`, 20);
      if (comparisons.some(({ verdict }) => verdict !== null)) wrong += 1;
    }
    // Three standard errors of 400 trials at 5 % are 3.3 points.
    expect(wrong / 400).toBeLessThan(0.083);
  },
);
