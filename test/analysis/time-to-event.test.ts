import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeToEvent } from '../../engine/analysis/time-to-event.ts';
import { wilsonInterval } from '../../engine/analysis/wilson-interval.ts';
import { NONE, sampleBy, sampleOf } from './sample-of.ts';

describe('known answers', () => {
  // Freireich et al. 1963, Blood 21, 699-716: weeks in remission of the 21 patients on placebo, none censored. The product-limit estimates and
  // Greenwood's errors are printed in the textbooks of survival analysis.
  const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
  const found = timeToEvent(
    sampleBy(21, (i) => [placebo[i]!]),
    35,
  );

  test.each([
    [1, 0.9048, 0.0641, 21, 2],
    [2, 0.8095, 0.0857, 19, 2],
    [3, 0.7619, 0.0929, 17, 1],
    [4, 0.6667, 0.1029, 16, 2],
    [5, 0.5714, 0.108, 14, 2],
    [8, 0.381, 0.106, 12, 4],
    [11, 0.2857, 0.0986, 8, 2],
    [12, 0.1905, 0.0857, 6, 2],
    [15, 0.1429, 0.0764, 4, 1],
    [17, 0.0952, 0.0641, 3, 1],
    [22, 0.0476, 0.0465, 2, 1],
  ])('week %d: survival %d, error %d', (turn, survival, error, atRisk, events) => {
    const point = found.curve[turn - 1]!;
    expect(1 - point.share).toBeCloseTo(survival, 4);
    expect(point.mcse).toBeCloseTo(error, 4);
    expect(point).toMatchObject({ turn, atRisk, events });
    const wilson = wilsonInterval(point.share, 21);
    expect(point.interval!.low).toBeCloseTo(wilson.low, 12);
    expect(point.interval!.high).toBeCloseTo(wilson.high, 12);
  });

  test('median 8 weeks, mean 8.67', () => {
    expect(found.median).toBe(8);
    expect(found.medianInterval).toEqual({ low: 4, high: 11 });
    expect(found.restrictedMean.estimate).toBeCloseTo(8.667, 3);
    expect(found).toMatchObject({ n: 21, missing: 0, horizon: 35 });
  });
});

describe('edges', () => {
  test('cut at a horizon: the rest are censored there, and the median may not be reached', () => {
    const found = timeToEvent(sampleOf([[1], [4], [9], [9]]), 4);
    expect(found.curve.map(({ share }) => share)).toEqual([0.25, 0.25, 0.25, 0.5]);
    expect(found.median).toBe(4);
    expect(found.restrictedMean.estimate).toBe((1 + 4 + 4 + 4) / 4);
    const never = timeToEvent(sampleOf([[9], [9], [9]]), 4);
    expect(never).toMatchObject({ median: null, medianInterval: { high: null } });
    expect(never.curve.every(({ share, mcse, interval }) => share === 0 && mcse === null && interval!.high > 0)).toBe(
      true,
    );
  });

  test('missing: a failed run is left out, a run in which it never came is not', () => {
    const sample = sampleOf([[1], [2], [NONE], [NONE]]);
    expect(timeToEvent(sample, 3)).toMatchObject({ n: 2, missing: 2, median: 1 });
    expect(timeToEvent(sample, 3, 'never')).toMatchObject({ n: 4, missing: 0, median: 2 });
    const nothing = timeToEvent(sampleOf([[NONE]]), 3);
    expect(nothing).toMatchObject({ n: 0, curve: [], median: null });
    expect(JSON.parse(JSON.stringify(nothing))).toEqual(nothing);
  });

  test('worlds are clusters: runs that are alike within a world count once', () => {
    const alike = timeToEvent(
      sampleBy(10, (i) => Array(5).fill(i < 5 ? 1 : 9)),
      3,
    );
    const single = timeToEvent(
      sampleBy(10, (i) => [i < 5 ? 1 : 9]),
      3,
    );
    expect(alike.curve[0]!.share).toBe(0.5);
    expect(alike.curve[0]!.mcse).toBeGreaterThan(0.95 * single.curve[0]!.mcse!);
  });

  test('faults of the caller', () => {
    expect(() => timeToEvent(sampleOf([[1]]), 0)).toThrow(RangeError);
    expect(() => timeToEvent(sampleOf([[0]]), 3)).toThrow(RangeError);
    expect(() => timeToEvent(sampleOf([[1.5]]), 3)).toThrow(RangeError);
  });
});

test('laws: the curve rises, its steps are its events, and the area above it is the restricted mean', () => {
  const turns = fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(turns, (values) => {
      const { curve, restrictedMean, n, median } = timeToEvent(
        sampleBy(values.length, (i) => [values[i]!]),
        10,
      );
      let [before, area, atRisk] = [0, 0, n];
      for (const point of curve) {
        area += 1 - before;
        expect(point.share).toBeCloseTo(before + point.events / n, 12);
        expect(point.atRisk).toBe(atRisk);
        expect(point.interval!.low <= point.share && point.share <= point.interval!.high).toBe(true);
        atRisk -= point.events;
        before = point.share;
      }
      expect(restrictedMean.estimate).toBeCloseTo(area, 9);
      const sorted = [...values].sort((a, b) => a - b);
      const middle = sorted[Math.ceil(n / 2) - 1]!;
      expect(median).toBe(middle > 10 ? null : middle);
    }),
  );
});
