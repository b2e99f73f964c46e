// The logarithm: its stated error over all positive doubles, and its ends.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp } from '../../engine/arithmetic/exp.ts';
import { LOG_RELATIVE_ERROR, log } from '../../engine/arithmetic/log.ts';
import { relativeError, worstError } from './relative-error.ts';

describe('log', () => {
  test('stays within its error on dense grids', () => {
    expect(worstError(log, Math.log, 1e-5, 4, 200_000)).toBeLessThan(1e-15);
    expect(worstError(log, Math.log, 0.999, 1.001, 100_000)).toBeLessThan(1e-15);
    expect(
      worstError(
        (power) => log(10 ** power),
        (power) => Math.log(10 ** power),
        -320,
        308,
        100_000,
      ),
    ).toBeLessThan(1e-15);
  });

  test('stays within its error for any positive double', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
        (x) => relativeError(log(x), Math.log(x)) <= LOG_RELATIVE_ERROR,
      ),
    );
  });

  test('has the special values that it states', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(-Infinity)).toBeNaN();
    expect(log(NaN)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
    expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 12);
    expect(log(Number.MAX_VALUE)).toBeCloseTo(709.782712893384, 12);
  });

  test('undoes exp', () => {
    fc.assert(fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => Math.abs(log(exp(x)) - x) < 1.1e-11));
  });
});
