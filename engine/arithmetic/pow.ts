// In: base and exponent. Out: the power, by one rule that both engines can re-state.
// Small whole exponents are plain products, so x^2 in a formula is x * x and nothing else.

import { exp } from './exp.ts';
import { log } from './log.ts';

/** Whole exponents up to this size are repeated products. */
export const LARGEST_PRODUCT_EXPONENT = 16;

/**
 * x^y. The first rule that fits holds:
 * 1. x is 0 or -0: 0 for y > 0, 1 for y = 0, Infinity for y < 0 (the sign of zero is not looked at).
 * 2. y is whole and |y| <= 16: ((x * x) * x) ... with |y| factors, left to right; for y < 0 one divided by it; 1 for y = 0.
 * 3. x > 0: exp(y * log(x)), relative error at most 1e-10.
 * 4. anything else (a negative base with another exponent, NaN): NaN.
 */
export function pow(x: number, y: number): number {
  if (x === 0) return y > 0 ? 0 : y === 0 ? 1 : y < 0 ? Infinity : NaN;
  if (Math.abs(y) <= LARGEST_PRODUCT_EXPONENT && Math.floor(y) === y) return product(x, y);
  return x > 0 ? exp(y * log(x)) : NaN;
}

function product(x: number, y: number): number {
  const factors = Math.abs(y);
  if (factors === 0) return 1;
  let result = x;
  for (let i = 1; i < factors; i++) result *= x;
  return y < 0 ? 1 / result : result;
}
