// Powers and the logistic: the rules in the order in which they stand in the docstring.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exp } from '../../engine/arithmetic/exp.ts';
import { log } from '../../engine/arithmetic/log.ts';
import { logistic } from '../../engine/arithmetic/logistic.ts';
import { pow } from '../../engine/arithmetic/pow.ts';
import { relativeError, worstError } from './relative-error.ts';

describe('pow', () => {
  test('a zero base has no sign', () => {
    for (const zero of [0, -0]) {
      expect(pow(zero, 3)).toBe(0);
      expect(pow(zero, 0.5)).toBe(0);
      expect(pow(zero, 0)).toBe(1);
      expect(pow(zero, -1)).toBe(Infinity);
      expect(pow(zero, -2.5)).toBe(Infinity);
      expect(pow(zero, NaN)).toBeNaN();
    }
  });

  test('a whole exponent up to 16 is a product, left to right, for any base', () => {
    fc.assert(
      fc.property(fc.double(), fc.integer({ min: 1, max: 16 }), (x, y) => {
        fc.pre(x !== 0);
        let product = x;
        for (let i = 1; i < y; i++) product *= x;
        expect(pow(x, y)).toBe(product);
        expect(pow(x, -y)).toBe(1 / product);
        expect(pow(x, 0)).toBe(1);
      }),
    );
    expect(pow(-2, 3)).toBe(-8);
    expect(pow(-2, -3)).toBe(-0.125);
    expect(pow(-3, 16)).toBe(43046721);
  });

  test('a positive base with any other exponent goes through exp and log', () => {
    expect(pow(2, 0.5)).toBe(exp(0.5 * log(2)));
    expect(pow(2, 17)).toBe(exp(17 * log(2)));
    fc.assert(
      fc.property(
        fc.double({ min: 1e-30, max: 1e30, noNaN: true }),
        fc.double({ min: -9, max: 9, noNaN: true }),
        (x, y) => relativeError(pow(x, y), x ** y) < 1e-10,
      ),
    );
  });

  test('whatever is left has no value', () => {
    expect(pow(-2, 0.5)).toBeNaN();
    expect(pow(-2, 17)).toBeNaN();
    expect(pow(-2, -17)).toBeNaN();
    expect(pow(NaN, 2)).toBeNaN();
    expect(pow(2, NaN)).toBeNaN();
  });

  test('has limits at infinity', () => {
    expect(pow(Infinity, 0.5)).toBe(Infinity);
    expect(pow(2, Infinity)).toBe(Infinity);
    expect(pow(2, -Infinity)).toBe(0);
    expect(pow(0.5, Infinity)).toBe(0);
  });
});

describe('logistic', () => {
  test('follows its formula', () => {
    expect(worstError(logistic, (x) => 1 / (1 + Math.exp(-x)), -700, 700, 50_000)).toBeLessThan(1.1e-11);
    expect(logistic(0)).toBe(0.5);
    expect(logistic(1000)).toBe(1);
    expect(logistic(-1000)).toBe(0);
    expect(logistic(NaN)).toBeNaN();
  });
});
