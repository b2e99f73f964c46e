// The normal distribution: published quantiles, reference values of the distribution function, and the way there and back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalDensity } from '../../engine/arithmetic/normal-cdf.ts';
import { normalQuantile } from '../../engine/arithmetic/normal-quantile.ts';
import { relativeError } from './relative-error.ts';

describe('normalQuantile', () => {
  // The three check values that Wichura printed.
  test.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])('quantile of %d is the published one', (u, expected) => {
    expect(relativeError(normalQuantile(u), expected)).toBeLessThan(1e-15);
  });

  test('has the special values that it states', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
    expect(normalQuantile(NaN)).toBeNaN();
  });

  test('is antisymmetric', () => {
    for (const u of [0.25, 0.125, 2 ** -10, 2 ** -30]) expect(normalQuantile(1 - u)).toBe(-normalQuantile(u));
  });
});

describe('normalCdf', () => {
  // To 18 digits by multiple-precision arithmetic.
  test.each([
    [-37, 5.725571222524577e-300, 1.1e-11],
    [-20, 2.7536241186062337e-89, 1.1e-11],
    [-8.5, 9.479534822203318e-18, 1.1e-11],
    [-5, 2.866515718791939e-7, 1.1e-11],
    [-3, 0.0013498980316300946, 1.1e-11],
    [-2.5, 0.006209665325776135, 1e-12],
    [-2, 0.02275013194817921, 1e-12],
    [-1, 0.15865525393145705, 1e-12],
    [-0.25, 0.4012936743170763, 1e-12],
    [0, 0.5, 0],
    [0.5, 0.6914624612740131, 1e-12],
    [1.5, 0.9331927987311419, 1e-12],
    [2.75, 0.9970202367649454, 1e-12],
    [6, 0.9999999990134123, 1e-12],
  ])('at %d it is %d', (x, expected, bound) => {
    expect(relativeError(normalCdf(x), expected)).toBeLessThanOrEqual(bound);
  });

  test('ends and nonsense', () => {
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(40)).toBe(1);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(NaN)).toBeNaN();
  });

  test('joins without a step where its two formulas meet', () => {
    for (const x of [-2.5, 2.5])
      expect(relativeError(normalCdf(x * (1 + 2 ** -52)), normalCdf(x))).toBeLessThan(1.1e-11);
  });

  test('undoes the quantile', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-300, max: 0.5, noNaN: true }),
        (u) => relativeError(normalCdf(normalQuantile(u)), u) < 1.2e-11,
      ),
    );
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        (u) => Math.abs(normalCdf(normalQuantile(u)) - u) < 1e-12,
      ),
    );
  });

  test('has the density for its slope', () => {
    for (const x of [-4, -2.4, -1, 0, 0.7, 2.4]) {
      const slope = (normalCdf(x + 1e-4) - normalCdf(x - 1e-4)) / 2e-4;
      expect(slope).toBeCloseTo(normalDensity(x), 8);
    }
  });
});
