// The effect of a claim: known sums, the paired difference as a special case, and honesty where nothing varies or values are missing.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimEffect, type EffectTerm, onlyWorlds } from '../../engine/analysis/claim-effect.ts';
import { difference } from '../../engine/analysis/difference.ts';
import type { Measure, Sample } from '../../engine/analysis/sample.ts';
import { standingOf, worldMeans, worldShares } from '../../engine/analysis/world-shares.ts';
import { anyPair, NONE, onesOf, sampleOf } from './sample-of.ts';

function term(coefficient: number, sample: Sample, measure: Measure = 'mean', outcome = 'x'): EffectTerm {
  return { coefficient, sample, measure, outcome };
}

describe('the effect', () => {
  test('is the constant plus the sum of coefficients times means', () => {
    const a = sampleOf([
      [1, 3],
      [5, 7],
    ]);
    const b = sampleOf([
      [2, 2],
      [4, 8],
    ]);
    // Means 4 and 4: 3 + 2 * 4 - 0.5 * 4.
    const effect = claimEffect([term(2, a), term(-0.5, b)], 3);
    expect(effect).toMatchObject({ estimate: 9, n: 4, worlds: 2, missing: 0 });
    // World means of 2a - b/2 are 3 and 9, so the variance of their mean is 18 / 2 and t(0.975, 1) = 12.7062.
    expect(effect.mcse).toBeCloseTo(3, 12);
    expect(effect.interval!.low).toBeCloseTo(9 - 12.7062 * 3, 3);
    expect(effect.interval!.high).toBeCloseTo(9 + 12.7062 * 3, 3);
  });

  test('with factors 1 and -1 is the paired difference, exactly', () => {
    fc.assert(
      fc.property(anyPair(true), ([a, b]) => {
        const { estimate, mcse, interval, n, worlds, missing } = claimEffect([term(1, a), term(-1, b)], 0);
        const other = difference(a, b, 'mean');
        expect({ estimate, mcse, interval, n, worlds, missing }).toEqual({
          estimate: other.estimate,
          mcse: other.mcse,
          interval: other.interval,
          n: other.n,
          worlds: other.worlds,
          missing: other.dropped,
        });
      }),
    );
  });

  test('of shares that never differ reaches as far as the number of worlds allows', () => {
    const a = onesOf(0, 100);
    const same = claimEffect([term(1, a, 'share'), term(-1, a, 'share')], 0);
    // 1 - 0.025^(1/100) (Clopper and Pearson).
    expect(same.interval!.high).toBeCloseTo(0.036217, 6);
    expect(same.interval!.low).toBeCloseTo(-0.036217, 6);
    expect(same.mcse).toBeNull();
  });

  test("of one share is Wilson's interval, turned and moved", () => {
    // Newcombe (1998), table I: 15 of 148 is 0.0624 to 0.1605 by Wilson's method.
    const { interval } = claimEffect([term(-1, onesOf(15, 148), 'share')], 0.2);
    expect(interval!.low).toBeCloseTo(0.2 - 0.1605, 4);
    expect(interval!.high).toBeCloseTo(0.2 - 0.0624, 4);
  });

  test('of numbers that never vary has no interval', () => {
    const effect = claimEffect([term(1, sampleOf([[2], [2], [2]]))], -1);
    expect(effect).toMatchObject({ estimate: 1, mcse: null, interval: null, note: 'every future gave the same value' });
  });

  test('counts futures that are missing on one side apart from those missing on both', () => {
    const a = sampleOf([
      [1, NONE],
      [3, NONE],
    ]);
    const b = sampleOf([
      [0, NONE],
      [NONE, 2],
    ]);
    expect(claimEffect([term(1, a), term(-1, b)], 0)).toMatchObject({ n: 1, missing: 3, partly: 2 });
  });

  test('refuses arms over other futures', () => {
    expect(() => claimEffect([term(1, onesOf(1, 3)), term(1, onesOf(1, 4))], 0)).toThrow(RangeError);
    expect(() => claimEffect([], 0)).toThrow(RangeError);
  });
});

describe('worlds', () => {
  test('can be chosen, in any order', () => {
    expect(
      onlyWorlds(
        sampleOf([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
        [2, 0],
      ),
    ).toEqual(
      sampleOf([
        [5, 6],
        [1, 2],
      ]),
    );
  });

  test('each count once, by their mean', () => {
    const means = worldMeans(
      sampleOf([
        [1, NONE],
        [-1, 1],
        [-3, -1],
        [NONE, NONE],
      ]),
    );
    expect([...means]).toEqual([1, 0, -2, Number.NaN]);
    const above = { within: null, orEqual: false };
    const standings = [...means].map((mean) => standingOf(mean, above, 0));
    expect(standings).toEqual(['holds', 'ties', 'against', null]);
    const { holds, ties, against } = worldShares(standings);
    expect([holds.share, ties.share, against.share]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    // Wilson for 1 of 3.
    expect(holds.interval!.low).toBeCloseTo(0.0615, 4);
    expect(holds.interval!.high).toBeCloseTo(0.7923, 4);
  });

  test('"within" has no ties, and rounding makes none', () => {
    expect(standingOf(-0.5, { within: 0.5, orEqual: true }, 0)).toBe('holds');
    expect(standingOf(0.51, { within: 0.5, orEqual: true }, 0)).toBe('against');
    expect(standingOf(0.1 + 0.2 - 0.3, { within: null, orEqual: false }, 1e-12)).toBe('ties');
    expect(standingOf(0, { within: null, orEqual: true }, 0)).toBe('holds');
  });
});
