// The exponential: its stated error, its ends, and its bits, which another language's text of the same scheme printed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXP_RELATIVE_ERROR, exp } from '../../engine/arithmetic/exp.ts';
import { expMinusOne } from '../../engine/arithmetic/exp-minus-one.ts';
import { POWER_OFFSET, POWERS_OF_TWO } from '../../engine/arithmetic/power-of-two.ts';
import { relativeError, worstError } from './relative-error.ts';

/** A few 1e-16 belong to the platform's exp, against which we measure. */
const BOUND = EXP_RELATIVE_ERROR + 1e-14;

const view = new DataView(new ArrayBuffer(8));
function bits(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

describe('exp', () => {
  test('stays within its error on dense grids', () => {
    expect(worstError(exp, Math.exp, -708, 709.7, 200_000)).toBeLessThan(BOUND);
    expect(worstError(exp, Math.exp, -2, 2, 200_000)).toBeLessThan(BOUND);
  });

  test('the stated error is not far from the error it has', () => {
    expect(worstError(exp, Math.exp, -2, 2, 200_000)).toBeGreaterThan(EXP_RELATIVE_ERROR / 2);
  });

  test('stays within its error anywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 709.7, noNaN: true }), (x) => relativeError(exp(x), Math.exp(x)) < BOUND),
    );
  });

  test('has the special values that it states', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(NaN)).toBeNaN();
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(709.70001)).toBe(Infinity);
    expect(exp(709.7)).toBeLessThan(Infinity);
    expect(exp(-708.00001)).toBe(0);
    expect(exp(-708)).toBeGreaterThan(2.2250738585072014e-308);
  });

  // Printed by a C program of the same scheme, compiled without fused multiply-add.
  test.each([
    [-60, 0x3a85ae191a9936f6n],
    [-41.25, 0x3c3673f0ec020a9bn],
    [-17.3, 0x3e60772c096d61b7n],
    [-3.7, 0x3f99511fc6870b8an],
    [-1, 0x3fd78b56362ca968n],
    [-0.3465735902799727, 0x3fe6a09e667ebeaan],
    [-0.1, 0x3fecf46d99d52b3bn],
    [-1e-9, 0x3fefffffff768fa1n],
    [0.5, 0x3ffa61298e1e05ecn],
    [0.34657359027997264, 0x3ff6a09e667ebeaan],
    [1, 0x4005bf0a8b143281n],
    [7.25, 0x4096006b5d53b32cn],
    [33.3, 0x42f078401f5a3ec8n],
    [60, 0x45579dbc9dc4fd34n],
  ])('exp(%d) has the bits of the C text', (x, expected) => {
    expect(bits(exp(x))).toBe(expected);
  });

  test('every thousandth in [-60, 60] has the bits of the C text', () => {
    let hash = 14695981039346656037n; // FNV-1a over 64-bit words
    for (let i = -60_000; i <= 60_000; i++) hash = BigInt.asUintN(64, (hash ^ bits(exp(i / 1000))) * 1099511628211n);
    expect(hash.toString(16)).toBe('b790559a3451297');
  });

  test('falls, where it falls at all, by less than its error', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -700, max: 700, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, step) => exp(x + step) >= exp(x) * (1 - EXP_RELATIVE_ERROR),
      ),
    );
  });
});

describe('expMinusOne', () => {
  test('keeps its digits near zero and elsewhere', () => {
    expect(worstError(expMinusOne, Math.expm1, -3, 3, 20_001)).toBeLessThan(1e-10);
    for (const x of [1e-300, -1e-17, 1e-12, -3e-6, 0.01])
      expect(relativeError(expMinusOne(x), Math.expm1(x))).toBeLessThan(1e-15);
    expect(expMinusOne(NaN)).toBeNaN();
    expect(expMinusOne(-Infinity)).toBe(-1);
  });
});

test('the table holds exact powers of two', () => {
  expect(POWERS_OF_TWO).toHaveLength(2046);
  for (const k of [-1022, -700, -1, 0, 1, 52, 1023]) expect(POWERS_OF_TWO[k + POWER_OFFSET]).toBe(2 ** k);
});
