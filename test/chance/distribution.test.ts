// Distributions: known quantiles, drawn moments against closed forms, and the promises that hold for every kind.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelKey, LARGEST_UNIFORM, SMALLEST_UNIFORM, uniform53 } from '../../engine/chance/channel.ts';
import { type Distribution, mean, quantile, support, variance } from '../../engine/chance/distribution.ts';
import { distributionFaults } from '../../engine/chance/distribution-faults.ts';
import { anyDistribution } from './any-distribution.ts';
import { sampleMean, sampleVariance } from './sample.ts';

const examples: [string, Distribution][] = [
  ['uniform', { kind: 'uniform', low: -2, high: 5 }],
  ['triangular', { kind: 'triangular', low: 1, mode: 2, high: 6 }],
  ['triangular, mode at its low end', { kind: 'triangular', low: 0, mode: 0, high: 1 }],
  ['triangular, mode at its high end', { kind: 'triangular', low: 0, mode: 1, high: 1 }],
  ['truncated-normal, both sides', { kind: 'truncated-normal', mean: 1, sd: 2, low: 0, high: 4 }],
  ['truncated-normal, upper tail', { kind: 'truncated-normal', mean: 0, sd: 1, low: 4, high: 9 }],
  ['truncated-normal, lower tail', { kind: 'truncated-normal', mean: 0, sd: 1, low: -9, high: -4 }],
  ['truncated-normal, hardly cut', { kind: 'truncated-normal', mean: 3, sd: 0.1, low: 0, high: 10 }],
  ['normal', { kind: 'normal', mean: 10, sd: 3 }],
  ['lognormal', { kind: 'lognormal', median: 2, sigma: 0.4 }],
  ['beta', { kind: 'beta', alpha: 2, beta: 5, low: 0, high: 1 }],
  ['beta, bathtub', { kind: 'beta', alpha: 0.5, beta: 0.5, low: -1, high: 1 }],
  ['pert', { kind: 'pert', low: 0, mode: 2, high: 10 }],
  ['discrete', { kind: 'discrete', values: [3, 1, 2], weights: [1, 2, 0.5] }],
];

const RUNS = 20_000;

describe.each(examples)('%s', (name, law) => {
  const key = channelKey('law test', name);
  const draws = Array.from({ length: RUNS }, (_, world) => quantile(law, uniform53(key, world, 0, 0)));
  const centre = mean(law);
  const spread = variance(law);

  test('drawn mean and variance are the stated ones, within four standard errors', () => {
    expect(Math.abs(sampleMean(draws) - centre)).toBeLessThan(4 * Math.sqrt(spread / RUNS));
    const fourth = sampleMean(draws.map((x) => (x - centre) ** 4));
    expect(Math.abs(sampleVariance(draws) - spread)).toBeLessThan(4 * Math.sqrt((fourth - spread ** 2) / RUNS));
  });

  test('the quantile function integrates to the stated mean and variance', () => {
    const values = Array.from({ length: RUNS }, (_, i) => quantile(law, (i + 0.5) / RUNS));
    expect(Math.abs(sampleMean(values) - centre)).toBeLessThan(1e-3 * Math.sqrt(spread));
    expect(Math.abs(sampleVariance(values) / spread - 1)).toBeLessThan(5e-3);
  });

  test('it is without faults', () => {
    expect(distributionFaults(law)).toEqual([]);
  });
});

describe('every distribution', () => {
  const unit = fc.double({ min: SMALLEST_UNIFORM, max: LARGEST_UNIFORM, noNaN: true });

  test('is without faults as generated here', () => {
    fc.assert(fc.property(anyDistribution, (law) => distributionFaults(law).length === 0));
  });

  test('does not fall as u rises, but for rounding', () => {
    fc.assert(
      fc.property(anyDistribution, unit, unit, (law, u, v) => {
        const [below, above] = [quantile(law, Math.min(u, v)), quantile(law, Math.max(u, v))];
        const rounding = 1e-10 * (Math.sqrt(variance(law)) + Math.abs(below)) + Number.MIN_VALUE;
        expect(above).toBeGreaterThanOrEqual(below - rounding);
      }),
      { numRuns: 600 },
    );
  });

  test('never leaves its support, up to the outermost uniforms', () => {
    fc.assert(
      fc.property(anyDistribution, unit, (law, u) => {
        const [low, high] = support(law);
        for (const at of [SMALLEST_UNIFORM, u, LARGEST_UNIFORM]) {
          expect(quantile(law, at)).toBeGreaterThanOrEqual(low);
          expect(quantile(law, at)).toBeLessThanOrEqual(high);
        }
      }),
      { numRuns: 600 },
    );
  });

  test('has its mean inside its support and a variance that is not negative', () => {
    fc.assert(
      fc.property(anyDistribution, (law) => {
        const [low, high] = support(law);
        const rounding = 1e-9 * (Math.abs(low) + Math.abs(high));
        expect(mean(law)).toBeGreaterThanOrEqual(low - rounding);
        expect(mean(law)).toBeLessThanOrEqual(high + rounding);
        expect(variance(law)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('known quantiles', () => {
  test('uniform', () => {
    expect(quantile({ kind: 'uniform', low: 2, high: 6 }, 0.25)).toBe(3);
  });

  test('triangular', () => {
    const law: Distribution = { kind: 'triangular', low: 0, mode: 1, high: 4 };
    expect(quantile(law, 0.25)).toBe(1);
    expect(quantile(law, 0.0625)).toBe(0.5);
    expect(quantile(law, 0.75)).toBeCloseTo(4 - Math.sqrt(3), 14);
  });

  test('triangular: rounding carries neither side past the mode', () => {
    const turn = (-1.8 + 4.3) / (5 + 4.3);
    const law: Distribution = { kind: 'triangular', low: -4.3, mode: -1.8, high: 5 };
    expect(quantile(law, turn - turn * 2 ** -53)).toBeLessThanOrEqual(-1.8);
    expect(quantile({ kind: 'triangular', low: -0.2, mode: -0.2, high: 5.24 }, SMALLEST_UNIFORM)).toBe(-0.2);
  });

  test('normal and lognormal', () => {
    expect(quantile({ kind: 'normal', mean: 100, sd: 15 }, 0.975)).toBeCloseTo(129.399459768, 8);
    expect(quantile({ kind: 'lognormal', median: 3, sigma: 0.7 }, 0.5)).toBe(3);
    expect(quantile({ kind: 'lognormal', median: 3, sigma: 0.7 }, 0.975)).toBeCloseTo(
      3 * Math.exp(0.7 * 1.959963984540054),
      9,
    );
  });

  test('truncated normal: the middle of a symmetric cut, and a tail as an exponential', () => {
    expect(quantile({ kind: 'truncated-normal', mean: 5, sd: 2, low: 3, high: 7 }, 0.5)).toBeCloseTo(5, 12);
    // The median beyond 7, by multiple-precision arithmetic.
    expect(quantile({ kind: 'truncated-normal', mean: 0, sd: 1, low: 7, high: 40 }, 0.5)).toBeCloseTo(
      7.096472655647,
      10,
    );
    expect(quantile({ kind: 'truncated-normal', mean: 0, sd: 1, low: -40, high: -7 }, 0.5)).toBeCloseTo(
      -7.096472655647,
      10,
    );
  });

  test('beta(1/2, 1/2) is the arcsine law, pert(0, 1, 2) its symmetric middle', () => {
    const law: Distribution = { kind: 'beta', alpha: 0.5, beta: 0.5, low: 0, high: 1 };
    for (const u of [1e-6, 0.1, 0.3, 0.9]) expect(quantile(law, u)).toBeCloseTo(Math.sin((Math.PI * u) / 2) ** 2, 10);
    expect(quantile({ kind: 'pert', low: 0, mode: 1, high: 2 }, 0.5)).toBeCloseTo(1, 12);
  });

  test('discrete: each value its share, whatever the order of the list', () => {
    const law: Distribution = { kind: 'discrete', values: [30, 10, 20, 5], weights: [1, 2, 1, 0] };
    expect([0.01, 0.49, 0.51, 0.74, 0.76, 0.99].map((u) => quantile(law, u))).toEqual([10, 10, 20, 20, 30, 30]);
    expect(quantile(law, SMALLEST_UNIFORM)).toBe(10);
    expect(quantile(law, LARGEST_UNIFORM)).toBe(30);
    expect(support(law)).toEqual([10, 30]);
    expect(mean(law)).toBe(17.5);
    expect(variance(law)).toBe(68.75);
  });
});

describe('a range without width is a constant', () => {
  test.each<[string, Distribution]>([
    ['uniform', { kind: 'uniform', low: 3, high: 3 }],
    ['triangular', { kind: 'triangular', low: 3, mode: 3, high: 3 }],
    ['pert', { kind: 'pert', low: 3, mode: 3, high: 3 }],
    ['beta', { kind: 'beta', alpha: 2, beta: 2, low: 3, high: 3 }],
    ['truncated-normal', { kind: 'truncated-normal', mean: 0, sd: 1, low: 3, high: 3 }],
    ['discrete', { kind: 'discrete', values: [3], weights: [1] }],
  ])('%s', (_, law) => {
    for (const u of [SMALLEST_UNIFORM, 0.3, LARGEST_UNIFORM]) expect(quantile(law, u)).toBe(3);
    expect(support(law)).toEqual([3, 3]);
    expect(mean(law)).toBeCloseTo(3, 12);
    expect(variance(law)).toBe(0);
    expect(distributionFaults(law)).toEqual([]);
  });
});

describe('moments in closed form', () => {
  test('of the lognormal, also where sigma is small', () => {
    for (const sigma of [1e-6, 0.01, 0.5, 1.5]) {
      const law: Distribution = { kind: 'lognormal', median: 2, sigma };
      expect(mean(law) / (2 * Math.exp(sigma ** 2 / 2))).toBeCloseTo(1, 10);
      expect(variance(law) / (4 * Math.exp(sigma ** 2) * Math.expm1(sigma ** 2))).toBeCloseTo(1, 9);
    }
  });

  test('of the truncated normal, where its closed form is good', () => {
    const height = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    // One standard deviation to each side holds 0.6826894921370859 of the curve.
    const held = 0.6826894921370859;
    const law: Distribution = { kind: 'truncated-normal', mean: 10, sd: 2, low: 8, high: 12 };
    expect(mean(law)).toBeCloseTo(10, 10);
    expect(variance(law)).toBeCloseTo(4 * (1 - (2 * height(1)) / held), 8);
    // The half normal.
    const half: Distribution = { kind: 'truncated-normal', mean: 0, sd: 1, low: 0, high: 100 };
    expect(mean(half)).toBeCloseTo(Math.sqrt(2 / Math.PI), 9);
    expect(variance(half)).toBeCloseTo(1 - 2 / Math.PI, 9);
  });

  test('of the truncated normal, where its closed form is lost: a narrow range is nearly uniform', () => {
    const law: Distribution = { kind: 'truncated-normal', mean: 0, sd: 1, low: 2, high: 2.00001 };
    expect(variance(law) / (1e-10 / 12)).toBeCloseTo(1, 5);
  });

  test('of the beta and the pert', () => {
    expect(mean({ kind: 'beta', alpha: 2, beta: 6, low: 0, high: 4 })).toBe(1);
    expect(variance({ kind: 'beta', alpha: 1, beta: 1, low: 0, high: 6 })).toBeCloseTo(3, 12);
    expect(mean({ kind: 'pert', low: 0, mode: 3, high: 6 })).toBe(3);
    expect(variance({ kind: 'pert', low: 0, mode: 3, high: 6 })).toBeCloseTo(36 / 28, 12);
  });
});
