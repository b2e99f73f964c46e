import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ocbaAllocation, ocbaShares } from '../../engine/analysis/ocba.ts';

const MEANS = [1.2, 2.1, 3.4, 4.87, 6.05];
const VARIANCES = [3.3, 2.0, 4.5, 5.3, 6.9];
const arms = MEANS.map((mean, i) => ({ mean, variance: VARIANCES[i]!, done: [12, 6, 5, 5, 4][i]! }));

describe('known answers', () => {
  test('the example of Chen and Lee 2010, appendix', () => {
    expect(ocbaAllocation(arms, 100, 'lower')).toEqual([48, 38, 11, 2, 1]);
    const mirrored = arms.map((arm) => ({ ...arm, mean: -arm.mean }));
    expect(ocbaAllocation(mirrored, 100, 'higher')).toEqual([48, 38, 11, 2, 1]);
  });

  test('two arms share by their deviations', () => {
    expect(ocbaShares([1, 2], [1, 9], 'lower')[0]).toBeCloseTo(1 / 4, 12);
  });

  test('three by hand: distances 1 and 2, equal variances', () => {
    const [best, near, far] = ocbaShares([0, 1, 2], [1, 1, 1], 'lower');
    expect(near! / far!).toBeCloseTo(4, 12);
    expect(best! / near!).toBeCloseTo(Math.sqrt(1 + 1 / 16), 12);
  });
});

describe('edges', () => {
  test('a tie for the best takes all, and is the limit of a near tie', () => {
    const tie = ocbaShares([1, 1, 5], [1, 4, 9], 'lower');
    const near = ocbaShares([1, 1 + 1e-6, 5], [1, 4, 9], 'lower');
    expect(tie[2]).toBe(0);
    tie.forEach((share, i) => {
      expect(near[i]).toBeCloseTo(share, 9);
    });
    expect(ocbaShares([1, 1, 5], [1, 4, 9], 'lower', 0.5)[2]).toBeGreaterThan(0);
  });

  test('arms without variance need nothing; without any, all alike', () => {
    expect(ocbaShares([1, 2, 3], [0, 4, 0], 'lower')).toEqual([0, 1, 0]);
    expect(ocbaShares([1, 2, 3], [4, 0, 0], 'lower')).toEqual([1, 0, 0]);
    expect(ocbaShares([1, 1, 3], [0, 0, 4], 'lower')).toEqual([0, 0, 1]);
    expect(ocbaShares([1, 2], [0, 0], 'lower')).toEqual([0.5, 0.5]);
  });

  test('an arm that has more than its share gets nothing, and less than one run an arm goes to the best', () => {
    const spoilt = arms.map((arm, i) => (i === 4 ? { ...arm, done: 1000 } : arm));
    const added = ocbaAllocation(spoilt, 100, 'lower');
    expect(added[4]).toBe(0);
    expect(added.reduce((sum, runs) => sum + runs, 0)).toBe(100);
    expect(ocbaAllocation(arms, 0, 'lower')).toEqual([0, 0, 0, 0, 0]);
  });

  test('faults of the caller', () => {
    expect(() => ocbaShares([1], [1], 'lower')).toThrow(RangeError);
    expect(() => ocbaShares([1, 2], [1], 'lower')).toThrow(RangeError);
    expect(() => ocbaShares([1, Number.NaN], [1, 1], 'lower')).toThrow(RangeError);
    expect(() => ocbaShares([1, 2], [1, -1], 'lower')).toThrow(RangeError);
    expect(() => ocbaShares([1, 2], [1, 1], 'lower', -1)).toThrow(RangeError);
    expect(() => ocbaAllocation(arms, 1.5, 'lower')).toThrow(RangeError);
  });
});

describe('laws', () => {
  const anyArm = fc.record({
    mean: fc.integer({ min: -9, max: 9 }),
    variance: fc.integer({ min: 0, max: 9 }),
    done: fc.integer({ min: 0, max: 60 }),
  });
  const anyArms = fc.array(anyArm, { minLength: 2, maxLength: 8 });

  test('whole runs, none taken back, all of the budget', () => {
    fc.assert(
      fc.property(anyArms, fc.integer({ min: 0, max: 300 }), (some, add) => {
        const added = ocbaAllocation(some, add, 'higher');
        expect(added.every((runs) => Number.isInteger(runs) && runs >= 0)).toBe(true);
        expect(added.reduce((sum, runs) => sum + runs, 0)).toBe(add);
      }),
    );
  });

  test('shares do not hang on the unit, and runs follow the shares when the budget is large', () => {
    fc.assert(
      fc.property(anyArms, (some) => {
        const shares = ocbaShares(
          some.map(({ mean }) => mean),
          some.map(({ variance }) => variance),
          'lower',
        );
        const scaled = ocbaShares(
          some.map(({ mean }) => 5 - 3 * mean),
          some.map(({ variance }) => 9 * variance),
          'higher',
        );
        const added = ocbaAllocation(
          some.map((arm) => ({ ...arm, done: 0 })),
          100_000,
          'lower',
        );
        shares.forEach((share, i) => {
          expect(scaled[i]).toBeCloseTo(share, 9);
          expect(Math.abs(added[i]! / 100_000 - share)).toBeLessThan(1e-4);
        });
      }),
    );
  });
});
