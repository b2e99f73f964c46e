// In: a double. Out: its natural logarithm, by our own text, because the platforms' own functions differ in their last bits.
// The exponent is read from the bits (exact); the rest is + - * / left to right.

import { SMALLEST_NORMAL } from './power-of-two.ts';

/** Bound on the relative error of log(x), for every positive double. */
export const LOG_RELATIVE_ERROR = 1e-12;

const LN2_HIGH = 0.6931471803691238; // ln 2 cut to 32 bits: k * LN2_HIGH is exact
const LN2_LOW = 1.9082149292705877e-10;

const scratch = new Float64Array(1);
const halves = new Uint32Array(scratch.buffer);
scratch[0] = 1;
const HIGH = halves[1] === 0x3ff00000 ? 1 : 0; // which half holds the exponent depends on the byte order

/**
 * ln x with relative error at most LOG_RELATIVE_ERROR (about 3e-16 is reached).
 *
 * x = 2^k m with m in (sqrt(1/2), sqrt 2], then ln m = 2 atanh(s), s = (m - 1) / (m + 1), by its series to s^19
 * (Abramowitz and Stegun 4.1.27).
 * 0 and -0 give -Infinity, a negative number or NaN gives NaN, Infinity gives Infinity.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const subnormal = x < SMALLEST_NORMAL;
  scratch[0] = subnormal ? x * 18014398509481984 : x; // 2^54
  const high = halves[HIGH]!;
  let k = (high >>> 20) - (subnormal ? 1077 : 1023);
  halves[HIGH] = (high & 0x000fffff) | 0x3ff00000;
  let m = scratch[0]!;
  if (m > Math.SQRT2) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  const last = 2 / 15 + z * (2 / 17 + z * (2 / 19));
  const series = 2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * (2 / 13 + z * last)))));
  return k * LN2_HIGH + (2 * s + (s * (z * series) + k * LN2_LOW));
}
