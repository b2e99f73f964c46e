import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatedInterval, spendingBounds } from '../../engine/analysis/alpha-spending.ts';
import {
  addToBounded,
  addToMoments,
  boundedInterval,
  type Moments,
  NO_MOMENTS,
  sequenceInterval,
  startBounded,
} from '../../engine/analysis/confidence-sequence.ts';
import type { Interval } from '../../engine/analysis/interval.ts';
import { studentTQuantile } from '../../engine/analysis/student-t.ts';
import { channelKey, uniform53 } from '../../engine/chance/channel.ts';

const SEQUENCES = 2000;
const BLOCK = 50;
const LOOKS = 20;
/** 5 % and three standard errors of 2,000 trials. */
const MOST_MISSES = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / SEQUENCES);

type Draw = (u: number) => number;
/** Skewed, of mean 1. */
const waiting: Draw = (u) => -Math.log(u);
/** Mostly 0, as paired differences are; of mean 0. */
const mostlyZero: Draw = (u) => (u < 0.1 ? -1 : u > 0.9 ? 1 : 0);
const flat: Draw = (u) => u;
const rare: Draw = (u) => (u < 0.03 ? 1 : 0);

/** One row of numbers a sequence, from the engine's own chance. */
const UNIFORMS = Array.from({ length: SEQUENCES }, (_, world) => {
  const key = channelKey('peeking', 'test');
  return Float64Array.from({ length: BLOCK * LOOKS }, (_, turn) => uniform53(key, world, 0, turn));
});

/** Share of sequences in which an interval at some look misses the mean. */
function missedEver(draw: Draw, mean: number, intervalAt: (moments: Moments, look: number) => Interval | null): number {
  let missed = 0;
  for (const row of UNIFORMS) {
    let moments = NO_MOMENTS;
    for (let look = 0; look < LOOKS; look++) {
      moments = addToMoments(moments, row.subarray(look * BLOCK, (look + 1) * BLOCK).map(draw));
      const interval = intervalAt(moments, look);
      if (interval === null || (interval.low <= mean && mean <= interval.high)) continue;
      missed += 1;
      break;
    }
  }
  return missed / SEQUENCES;
}

const MODELS: readonly [string, Draw, number][] = [
  ['even', flat, 0.5],
  ['skewed', waiting, 1],
  ['mostly zero', mostlyZero, 0],
  ['rare', rare, 0.03],
];

describe('twenty looks, 2,000 sequences', () => {
  // Every other one of the looks, from the fourth: earlier ones decide nothing, and quantiles take time.
  const planned = [3, 5, 7, 9, 11, 13, 15, 17, 19];
  const bounds = spendingBounds(
    planned.map((look) => (look + 1) / LOOKS),
    0.05,
  );

  test.each(MODELS)('the sequence misses at any look at most 5 times in 100 (%s values)', (_, draw, mean) => {
    const missed = missedEver(draw, mean, (moments) => sequenceInterval(moments, { sharpestAt: 500, burnIn: 100 }));
    expect(missed).toBeLessThan(MOST_MISSES);
  });

  test.each(MODELS)(
    'so does alpha spending, which spends most of it unless events are rare (%s values)',
    (name, draw, mean) => {
      const missed = missedEver(draw, mean, (moments, look) =>
        repeatedInterval(moments, bounds[planned.indexOf(look)] ?? Number.POSITIVE_INFINITY),
      );
      expect(missed).toBeLessThan(MOST_MISSES);
      if (name !== 'rare') expect(missed).toBeGreaterThan(0.03);
    },
  );

  test.each(MODELS)('a plain interval read at every look does not pass (%s values)', (_, draw, mean) => {
    const quantiles = Array.from({ length: LOOKS }, (_, look) => studentTQuantile(0.975, BLOCK * (look + 1) - 1));
    const missed = missedEver(draw, mean, ({ n, mean: middle, variance }, look) => {
      const half = quantiles[look]! * Math.sqrt(variance / n);
      return { low: middle - half, high: middle + half };
    });
    expect(missed).toBeGreaterThan(0.2);
  });
});

describe('the sequence', () => {
  test('its edge is where the normal mixture martingale reaches 1 / alpha', () => {
    // exp(r^2 S^2 / 2 (1 + n r^2)) / sqrt(1 + n r^2), S = n (mean - edge) in units of s: Robbins 1970.
    const alpha = 0.05;
    const rho2 = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / 300;
    for (const n of [50, 300, 5000]) {
      const { high } = sequenceInterval({ n, mean: 2, variance: 9, skew: 0 }, { sharpestAt: 300, burnIn: 2 })!;
      const sum = (n * (high - 2)) / 3;
      const martingale = Math.exp((rho2 * sum * sum) / 2 / (1 + n * rho2)) / Math.sqrt(1 + n * rho2);
      expect(martingale * alpha).toBeCloseTo(1, 8);
    }
  });

  test('is narrowest where it was asked to be, against other settings', () => {
    const width = (sharpestAt: number): number => {
      const { low, high } = sequenceInterval({ n: 400, mean: 0, variance: 1, skew: 0 }, { sharpestAt, burnIn: 2 })!;
      return high - low;
    };
    for (const other of [100, 200, 800, 1600]) expect(width(400)).toBeLessThan(width(other));
  });

  test('waits for a rare event until it has been seen about 25 times', () => {
    const seen = (events: number): Moments =>
      addToMoments(
        NO_MOMENTS,
        Array.from({ length: 2000 }, (_, i) => (i < events ? 1 : 0)),
      );
    expect(sequenceInterval(seen(22), { sharpestAt: 500, burnIn: 100 })).toBeNull();
    expect(sequenceInterval(seen(28), { sharpestAt: 500, burnIn: 100 })).not.toBeNull();
  });

  test('says nothing before its burn-in, or when no spread was seen', () => {
    expect(sequenceInterval({ n: 99, mean: 0, variance: 1, skew: 0 }, { sharpestAt: 500, burnIn: 100 })).toBeNull();
    expect(sequenceInterval({ n: 100, mean: 0, variance: 0, skew: 0 }, { sharpestAt: 500, burnIn: 100 })).toBeNull();
    expect(() => sequenceInterval(NO_MOMENTS, { sharpestAt: 0, burnIn: 100 })).toThrow(RangeError);
    expect(() => sequenceInterval(NO_MOMENTS, { sharpestAt: 5, burnIn: 9, confidence: 1 })).toThrow(RangeError);
  });
});

describe('moments', () => {
  test('in parts and at once are the same, missing values aside', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2 }), fc.nat(), (values, cut) => {
        const parts = addToMoments(addToMoments(NO_MOMENTS, values.slice(0, cut)), [Number.NaN, ...values.slice(cut)]);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        expect(parts.n).toBe(values.length);
        expect(parts.mean).toBeCloseTo(mean, 9);
        expect(parts.variance).toBeCloseTo(squares / (values.length - 1), 8);
        const cubes = values.reduce((sum, value) => sum + (value - mean) ** 3, 0);
        if (squares > 0) expect(parts.skew).toBeCloseTo((cubes * Math.sqrt(values.length)) / squares ** 1.5, 6);
      }),
    );
  });
});

describe('values within bounds', () => {
  function missedBounded(draw: Draw, mean: number): { missed: number; width: number } {
    let [missed, width] = [0, 0];
    for (const row of UNIFORMS) {
      let sequence = startBounded({ low: 0, high: 1 });
      let out = false;
      for (const u of row.subarray(0, 300)) {
        sequence = addToBounded(sequence, [draw(u)]);
        const { low, high } = boundedInterval(sequence);
        if (low > mean || high < mean) out = true;
      }
      const { low, high } = boundedInterval(sequence);
      width += (high - low) / SEQUENCES;
      if (out) missed += 1;
    }
    return { missed: missed / SEQUENCES, width };
  }

  test.each([
    ['even', flat, 0.5, 0.2],
    ['rare', rare, 0.03, 0.12],
  ] as const)(
    '300 looks, one after each value, from the first: at most 5 misses in 100 (%s)',
    (_, draw, mean, widest) => {
      const { missed, width } = missedBounded(draw, mean);
      expect(missed).toBeLessThan(MOST_MISSES);
      expect(width).toBeLessThan(widest);
    },
  );

  test('the range goes with the values, and parts with the whole', () => {
    const values = [0.1, 0.9, 0.4, Number.NaN, 0.4, 0.7];
    const unit = boundedInterval(addToBounded(startBounded({ low: 0, high: 1 }), values));
    const parts = addToBounded(addToBounded(startBounded({ low: 0, high: 1 }), values.slice(0, 2)), values.slice(2));
    expect(boundedInterval(parts)).toEqual(unit);
    const scaled = addToBounded(
      startBounded({ low: -10, high: 10 }),
      values.map((value) => 20 * value - 10),
    );
    expect(boundedInterval(scaled).low).toBeCloseTo(20 * unit.low - 10, 9);
    expect(boundedInterval(startBounded({ low: 2, high: 3 }))).toEqual({ low: 2, high: 3 });
    expect(() => addToBounded(startBounded({ low: 0, high: 1 }), [1.1])).toThrow(RangeError);
    expect(() => startBounded({ low: 1, high: 1 })).toThrow(RangeError);
  });
});
