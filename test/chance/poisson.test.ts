// Counts by inversion: against exact probabilities, at the ends, and in the mean.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelKey, LARGEST_UNIFORM, SMALLEST_UNIFORM, uniform53 } from '../../engine/chance/channel.ts';
import { MAX_POISSON_COUNT, MAX_POISSON_RATE, poissonQuantile } from '../../engine/chance/poisson.ts';
import { sampleMean, sampleVariance } from './sample.ts';

describe('poissonQuantile', () => {
  test('steps where the exact probabilities step', () => {
    for (const rate of [0.01, 0.5, 1, 3.7, 20]) {
      let probability = Math.exp(-rate);
      let below = 0;
      for (let k = 0; k < 12; k++) {
        const upTo = below + probability;
        if (probability > 1e-8) {
          expect(poissonQuantile(rate, below + 1e-3 * probability)).toBe(k);
          expect(poissonQuantile(rate, upTo - 1e-3 * probability)).toBe(k);
        }
        below = upTo;
        probability *= rate / (k + 1);
      }
    }
  });

  test('a u just below 1 gives a count that such a tail allows, never the limit', () => {
    expect(poissonQuantile(0.01, LARGEST_UNIFORM)).toBeLessThanOrEqual(8);
    expect(poissonQuantile(1, LARGEST_UNIFORM)).toBeLessThanOrEqual(19);
    expect(poissonQuantile(64, LARGEST_UNIFORM)).toBeLessThanOrEqual(155);
    expect(poissonQuantile(64, LARGEST_UNIFORM)).toBeLessThan(MAX_POISSON_COUNT);
    expect(poissonQuantile(64, SMALLEST_UNIFORM)).toBeGreaterThan(5);
  });

  test('rate 0 gives 0; a rate or a u outside gives no number', () => {
    expect(poissonQuantile(0, LARGEST_UNIFORM)).toBe(0);
    for (const rate of [-1e-9, MAX_POISSON_RATE + 1e-9, NaN, Infinity]) expect(poissonQuantile(rate, 0.5)).toBeNaN();
    for (const u of [-0.1, 1, NaN]) expect(poissonQuantile(1, u)).toBeNaN();
  });

  test('does not fall as u rises', () => {
    const unit = fc.double({ min: 0, max: LARGEST_UNIFORM, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 64, noNaN: true }), unit, unit, (rate, u, v) => {
        expect(poissonQuantile(rate, Math.min(u, v))).toBeLessThanOrEqual(poissonQuantile(rate, Math.max(u, v)));
      }),
    );
  });

  test.each([0.3, 4, 64])('draws at rate %d have that mean and variance', (rate) => {
    const key = channelKey('poisson', 'test');
    const n = 20_000;
    const values = Array.from({ length: n }, (_, i) => poissonQuantile(rate, uniform53(key, i, 0, 0)));
    expect(Math.abs(sampleMean(values) - rate)).toBeLessThan(4 * Math.sqrt(rate / n));
    const fourth = rate * (1 + 3 * rate);
    expect(Math.abs(sampleVariance(values) - rate)).toBeLessThan(4 * Math.sqrt((fourth - rate * rate) / n));
  });
});
