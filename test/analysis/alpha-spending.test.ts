import { describe, expect, test } from 'vitest';
import { errorSpent, repeatedInterval, spendingBounds } from '../../engine/analysis/alpha-spending.ts';

describe('published bounds', () => {
  test('five even looks, two-sided 5 %: Reboussin, DeMets, Kim and Lan 2000, Control. Clin. Trials 21, 190-207', () => {
    const published = [4.8769, 3.3569, 2.6803, 2.2898, 2.031];
    spendingBounds([0.2, 0.4, 0.6, 0.8, 1], 0.05).forEach((bound, look) => {
      expect(Math.abs(bound - published[look]!)).toBeLessThan(2e-4);
    });
  });

  test('one look is a plain test; all error is spent at the end', () => {
    expect(spendingBounds([1], 0.05)[0]).toBeCloseTo(1.959964, 5);
    expect(errorSpent(1, 0.05)).toBeCloseTo(0.05, 12);
    expect(errorSpent(0.5, 0.05)).toBeLessThan(0.0035);
  });

  test('one look at the middle: the chance of two looks together, by the bivariate normal', () => {
    const [middle, end] = spendingBounds([0.5, 1], 0.05);
    // P(|Z1| <= c1, |Z2| <= c2) with correlation sqrt(1/2), by a fine sum over Z1.
    let inside = 0;
    const cells = 4000;
    const phi = (x: number): number => 1 / (1 + Math.exp(-1.5957691216 * x - 0.0713548 * x ** 3));
    for (let i = 0; i < cells; i++) {
      const z = -middle! + ((i + 0.5) * 2 * middle!) / cells;
      const height = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
      const [low, high] = [-end!, end!].map((edge) => (edge - z * Math.SQRT1_2) / Math.SQRT1_2);
      inside += (height * (phi(high!) - phi(low!)) * 2 * middle!) / cells;
    }
    expect(1 - inside).toBeCloseTo(0.05, 3);
  });
});

describe('bounds', () => {
  test('fall from look to look; too early a look decides nothing', () => {
    const bounds = spendingBounds(
      Array.from({ length: 20 }, (_, look) => (look + 1) / 20),
      0.05,
    );
    expect(bounds.slice(0, 2)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    for (let look = 3; look < 20; look++) expect(bounds[look]!).toBeLessThan(bounds[look - 1]!);
    expect(bounds[19]!).toBeLessThan(2.13);
  });

  test('refuse looks out of order', () => {
    for (const shares of [[], [0.5, 0.5], [0.6, 0.4], [0, 1], [0.5, 1.1]])
      expect(() => spendingBounds(shares, 0.05)).toThrow(RangeError);
    expect(() => spendingBounds([1], 0)).toThrow(RangeError);
  });
});

test('the interval: mean and Student quantile of the bound, or nothing', () => {
  const { low, high } = repeatedInterval({ n: 10, mean: 3, variance: 4, skew: 0 }, 1.959963984540054)!;
  expect((high - low) / 2).toBeCloseTo(2.262157 * Math.sqrt(0.4), 5);
  expect(repeatedInterval({ n: 10, mean: 3, variance: 4, skew: 0 }, Number.POSITIVE_INFINITY)).toBeNull();
  expect(repeatedInterval({ n: 10, mean: 3, variance: 0, skew: 0 }, 2)).toBeNull();
  expect(repeatedInterval({ n: 1, mean: 3, variance: 0, skew: 0 }, 2)).toBeNull();
});
