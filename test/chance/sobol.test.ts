// Sobol' points: published points bit for bit, sound direction numbers, and the even spread that is their purpose.
import { describe, expect, test } from 'vitest';
import { JOE_KUO } from '../../engine/chance/joe-kuo.ts';
import { MAX_SOBOL_DIMENSIONS, sobolBits, sobolPoint } from '../../engine/chance/sobol.ts';
import { SOBOL_DEEP, SOBOL_DEEP_DIMENSIONS, SOBOL_MIX, SOBOL_POINTS } from './known-answers.ts';

const dimensions = Array.from({ length: MAX_SOBOL_DIMENSIONS }, (_, i) => i);

describe('direction numbers', () => {
  test('reach 256 dimensions', () => {
    expect(MAX_SOBOL_DIMENSIONS).toBe(256);
  });

  test('every polynomial is primitive over GF(2), and no two are the same', () => {
    const polynomials = JOE_KUO.map(([a = 0, ...m]) => 2 ** m.length + 2 * a + 1);
    expect(new Set(polynomials).size).toBe(JOE_KUO.length);
    JOE_KUO.forEach((row, i) => {
      const degree = row.length - 1;
      expect(orderOfX(polynomials[i]!, degree)).toBe(2 ** degree - 1);
    });
  });

  test('polynomials stand in the order of degree, then of a', () => {
    for (let i = 1; i < JOE_KUO.length; i++) {
      const [before, here] = [JOE_KUO[i - 1]!, JOE_KUO[i]!];
      expect(here.length > before.length || here[0]! > before[0]!).toBe(true);
    }
  });

  test('every m_i is odd and below 2^i', () => {
    for (const [, ...m] of JOE_KUO) expect(m.every((value, i) => value % 2 === 1 && value < 2 ** (i + 1))).toBe(true);
  });
});

/** Smallest n > 0 with x^n = 1 modulo the polynomial, whose bits are its coefficients. */
function orderOfX(polynomial: number, degree: number): number {
  let power = 1;
  for (let n = 1; n <= 2 ** degree; n++) {
    power <<= 1;
    if (power >> degree === 1) power ^= polynomial;
    if (power === 1) return n;
  }
  return 0;
}

describe('sobolPoint', () => {
  test('gives the published points bit for bit', () => {
    SOBOL_POINTS.forEach((point, index) => {
      expect(point.map((_, dimension) => sobolPoint(index, dimension))).toEqual(point);
    });
  });

  test('gives the points of SciPy in deep dimensions', () => {
    for (const [index, expected] of SOBOL_DEEP)
      expect(SOBOL_DEEP_DIMENSIONS.map((dimension) => sobolBits(index, dimension))).toEqual(expected);
  });

  test('gives the points of SciPy in all 256 dimensions', () => {
    let hash = 0;
    for (let index = 0; index < 8192; index += 7)
      for (const dimension of dimensions) hash = (hash * 31 + sobolBits(index, dimension)) % 2 ** 32;
    expect(hash).toBe(SOBOL_MIX);
  });

  test('the first 2^k points put one into each of 2^k strata, in every dimension', () => {
    for (const dimension of dimensions) {
      for (const k of [1, 4, 10]) {
        const strata = new Set<number>();
        for (let index = 0; index < 2 ** k; index++) strata.add(Math.floor(sobolPoint(index, dimension) * 2 ** k));
        expect(strata.size).toBe(2 ** k);
      }
    }
  });

  test('the first 2^k points of two dimensions fill every elementary box', () => {
    for (const k of [2, 6, 10]) {
      for (let left = 0; left <= k; left++) {
        const boxes = new Set<number>();
        for (let index = 0; index < 2 ** k; index++) {
          const row = Math.floor(sobolPoint(index, 0) * 2 ** left);
          boxes.add(row * 2 ** (k - left) + Math.floor(sobolPoint(index, 1) * 2 ** (k - left)));
        }
        expect(boxes.size).toBe(2 ** k);
      }
    }
  });

  test('works to the last index and no further than the last dimension', () => {
    for (const dimension of [0, 1, 255]) {
      const last = sobolBits(2 ** 32 - 1, dimension);
      expect(Number.isInteger(last) && last >= 0 && last < 2 ** 32).toBe(true);
    }
    for (const dimension of [-1, 256, 0.5, NaN]) expect(() => sobolPoint(1, dimension)).toThrow(RangeError);
  });
});
