import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile, quantiles } from '../../engine/analysis/quantiles.ts';
import { anySample, mapSample, NONE, reverseReplications, sampleOf } from './sample-of.ts';

test('type 7 by hand: 1 to 10', () => {
  const found = quantiles(
    sampleOf([
      [10, 9, 8, 7, 6],
      [1, 2, 3, 4, 5],
    ]),
  );
  expect(found).toMatchObject({ p25: 3.25, p50: 5.5, p75: 7.75, n: 10, missing: 0 });
  expect(found.p05).toBeCloseTo(1.45, 12);
  expect(found.p95).toBeCloseTo(9.55, 12);
});

test('missing values are dropped; one value is all its quantiles; none has none', () => {
  expect(
    quantiles(
      sampleOf([
        [NONE, 4],
        [2, NONE],
      ]),
    ),
  ).toMatchObject({ p25: 2.5, p50: 3, p75: 3.5, n: 2, missing: 2 });
  expect(quantiles(sampleOf([[7]]))).toMatchObject({ p05: 7, p50: 7, p95: 7 });
  expect(quantiles(sampleOf([[NONE]]))).toEqual({
    p05: null,
    p25: null,
    p50: null,
    p75: null,
    p95: null,
    n: 0,
    missing: 1,
  });
});

test('sorts numbers as numbers, and its ends are the extremes', () => {
  const sorted = Float64Array.of(-10, -9, 2, 10);
  expect(quantiles(sampleOf([[10, -9, 2, -10]])).p50).toBe(-3.5);
  expect([quantile(sorted, 0), quantile(sorted, 1)]).toEqual([-10, 10]);
});

test('ascending, equivariant, blind to order, and the sample is left as it was', () => {
  fc.assert(
    fc.property(anySample(true), (sample) => {
      const copy = sample.values.slice();
      const { p05, p25, p50, p75, p95, n } = quantiles(sample);
      expect(sample.values).toEqual(copy);
      if (n === 0) return;
      expect([p05, p25, p50, p75, p95]).toEqual([p05!, p25!, p50!, p75!, p95!].sort((a, b) => a - b));
      expect(quantiles(mapSample(sample, (value) => 3 * value + 1)).p25).toBeCloseTo(3 * p25! + 1, 9);
      expect(quantiles(reverseReplications(sample)).p75).toBe(p75);
    }),
  );
});
