// In: a double. Out: e to that power, by our own text, because the platforms' own functions differ in their last bits.
// Only + - * and one exact scaling by a power of two, left to right; a vector kernel re-states this same text.

import { POWER_OFFSET, POWERS_OF_TWO } from './power-of-two.ts';

/** Bound on |exp(x) / e^x - 1| for x in [EXP_ZERO_BELOW, EXP_INFINITE_ABOVE]; about 9.4e-12 is reached. */
export const EXP_RELATIVE_ERROR = 1e-11;

/** Above this argument the result is Infinity, although e^x still has a double up to 709.78. */
export const EXP_INFINITE_ABOVE = 709.7;

/** Below this argument the result is 0, so no result is ever subnormal. */
export const EXP_ZERO_BELOW = -708;

const LN2_HIGH = 0.6931471803691238; // ln 2 cut to 32 bits: k * LN2_HIGH is exact for every k here
const LN2_LOW = 1.9082149292705877e-10;
const ROUNDER = 6755399441055744; // 1.5 * 2^52: adding and subtracting it rounds to the nearest whole number

/**
 * e^x with relative error at most EXP_RELATIVE_ERROR.
 *
 * x = k ln 2 + r with |r| <= ln 2 / 2 (Cody and Waite's two-part ln 2), then the Taylor polynomial of degree 9 in
 * Estrin's order, then an exact scaling by 2^k.
 * Non-decreasing only up to that error: where k steps, the value may drop by 5e-12 of itself, so a proof by intervals
 * must widen its bounds by EXP_RELATIVE_ERROR.
 * NaN gives NaN, x > 709.7 gives Infinity, x < -708 gives 0.
 */
export function exp(x: number): number {
  if (x < EXP_ZERO_BELOW) return 0;
  if (!(x <= EXP_INFINITE_ABOVE)) return x > EXP_INFINITE_ABOVE ? Infinity : NaN;
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const r2 = r * r;
  const r4 = r2 * r2;
  const a = 1 + r + r2 * (0.5 + r * 0.16666666666666666);
  const b = 0.041666666666666664 + r * 0.008333333333333333 + r2 * (0.001388888888888889 + r * 0.0001984126984126984);
  const c = 2.48015873015873e-5 + r * 2.7557319223985893e-6;
  const p = a + r4 * (b + r4 * c);
  // 2^1024 has no double: there the scaling takes two exact steps.
  if (k > 1023) return p * 2 * POWERS_OF_TWO[1023 + POWER_OFFSET]!;
  return p * POWERS_OF_TWO[(k + POWER_OFFSET) | 0]!;
}
