import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateShare } from '../../engine/analysis/estimate-share.ts';
import { wilsonInterval } from '../../engine/analysis/wilson-interval.ts';
import { coverage } from './coverage.ts';
import { anySample, mapSample, NONE, onesOf, reverseReplications, sampleBy, sampleOf } from './sample-of.ts';

describe('published intervals', () => {
  // Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%d of %d', (ones, n, low, high) => {
    const share = estimateShare(onesOf(ones, n));
    expect(share.interval!.low).toBeCloseTo(low, 4);
    expect(share.interval!.high).toBeCloseTo(high, 4);
    expect(share.effectiveN).toBeCloseTo(n, 8);
    expect(wilsonInterval(ones / n, n).high).toBeCloseTo(high, 4);
  });

  test('one replication a world: the textbook error sqrt(p (1 - p) / n)', () => {
    const share = estimateShare(onesOf(81, 263));
    expect(share.mcse).toBeCloseTo(Math.sqrt((81 / 263) * (182 / 263)) / Math.sqrt(263), 12);
    expect(share.designEffect).toBeCloseTo(1, 10);
  });
});

describe('by hand', () => {
  test('all runs of a world alike: the design effect is near the number of replications', () => {
    const share = estimateShare(sampleBy(40, (world) => new Array(10).fill(world < 10 ? 1 : 0)));
    // Variance of 40 independent worlds p(1-p)/39 over that of 400 independent runs p(1-p)/399.
    expect(share.designEffect).toBeCloseTo(399 / 39, 10);
    expect(share.mcse).toBeCloseTo(Math.sqrt(((399 / 39) * 0.1875) / 400), 12);
    expect(share.effectiveN!).toBeLessThan(40);
  });

  test('worlds more even than chance: the effective number is not above n', () => {
    const share = estimateShare(sampleBy(30, (world) => [0, 1, world === 0 ? 1 : 0]));
    expect(share.designEffect!).toBeLessThan(1);
    expect(share.effectiveN).toBe(90);
  });

  test.each([0, 1])('share %d: the interval counts worlds, not runs', (value) => {
    const share = estimateShare(sampleBy(20, () => new Array(50).fill(value)));
    expect(share).toMatchObject({ estimate: value, mcse: null, effectiveN: 20, n: 1000, designEffect: null });
    const width = share.interval!.high - share.interval!.low;
    expect(width).toBeCloseTo(0.1611, 4);
    expect(share.note).toContain('worlds, not runs');
  });

  test('one world: binomial within it, and says so', () => {
    const share = estimateShare(sampleOf([[1, 0, 0, 0]]));
    expect(share.mcse).toBeCloseTo(Math.sqrt(0.1875 / 4), 12);
    expect(share).toMatchObject({ estimate: 0.25, effectiveN: 4, basis: 'replications' });
    expect(share.note).toContain('one world');
    expect(estimateShare(sampleOf([[0, 0, 0]])).note).toContain('this world');
  });

  test('missing values and nothing at all', () => {
    const share = estimateShare(
      sampleOf([
        [1, NONE],
        [0, 0],
        [NONE, NONE],
      ]),
    );
    expect(share).toMatchObject({ n: 3, worlds: 2, missing: 3 });
    expect(share.estimate).toBeCloseTo(1 / 3, 12);
    expect(estimateShare(sampleOf([[NONE]]))).toMatchObject({
      estimate: null,
      mcse: null,
      interval: null,
      effectiveN: null,
    });
    expect(() => estimateShare(sampleOf([[0.5]]))).toThrow(RangeError);
  });
});

describe('laws', () => {
  const zeroOne = anySample(true).map((sample) =>
    mapSample(sample, (value) => (value > 0 ? 1 : value <= 0 ? 0 : NONE)),
  );

  test('the interval lies in 0..1, holds the estimate and has a width; the complement mirrors it', () => {
    fc.assert(
      fc.property(zeroOne, (sample) => {
        const { estimate, interval, n } = estimateShare(sample);
        if (estimate === null || interval === null) {
          expect(n).toBe(0);
          return;
        }
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low <= estimate && estimate <= interval.high).toBe(true);
        expect(interval.high - interval.low).toBeGreaterThan(0.01);
        expect(estimateShare(mapSample(sample, (value) => 1 - value)).interval!.low).toBeCloseTo(1 - interval.high, 9);
      }),
    );
  });

  test('the order of replications inside a world changes nothing but rounding', () => {
    fc.assert(
      fc.property(zeroOne, (sample) => {
        const one = estimateShare(sample);
        const other = estimateShare(reverseReplications(sample));
        expect(other.estimate).toBe(one.estimate);
        expect(other.mcse ?? 0).toBeCloseTo(one.mcse ?? 0, 12);
        expect(other.interval?.low ?? 0).toBeCloseTo(one.interval?.low ?? 0, 12);
      }),
    );
  });
});

describe('the 95 % interval holds the truth in 93 to 97 % of batches', () => {
  test.each([
    ['independent', 60, 1, 0.3, 0],
    ['mildly clustered', 40, 10, 0.3, 0.25],
    ['strongly clustered', 20, 20, 0.5, 0.45],
    ['strongly clustered, seven worlds', 7, 60, 0.5, 0.3],
  ])('%s', (_, worlds, replications, share, spread) => {
    const held = coverage(
      share,
      (chance) =>
        estimateShare(
          sampleBy(worlds, () => {
            const ofThisWorld = share + spread * (2 * chance.uniform() - 1);
            return Array.from({ length: replications }, () => chance.trial(ofThisWorld));
          }),
        ).interval,
    );
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  });

  test('rare and living in a few worlds only: at least 93 %', () => {
    const held = coverage(
      0.02,
      (chance) =>
        estimateShare(
          sampleBy(50, () => {
            const ofThisWorld = chance.trial(0.05) * 0.4;
            return Array.from({ length: 20 }, () => chance.trial(ofThisWorld));
          }),
        ).interval,
    );
    expect(held).toBeGreaterThan(0.93);
  });
});
