// In: a number. Out: the share of the standard normal curve to its left, and the curve's height.
// Needed to cut a normal distribution to a range, and to check the quantile.

import { exp } from './exp.ts';

const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327;
const SERIES_LIMIT = 2.5;
const FRACTION_DEPTH = 70;

/** Height of the standard normal curve at x; relative error about 1e-11, 0 beyond |x| = 37.6. */
export function normalDensity(x: number): number {
  return ONE_OVER_ROOT_TWO_PI * exp(-0.5 * x * x);
}

/**
 * Standard normal distribution function. Relative error at most 1e-12 for |x| <= 2.5 and for x above, at most 1.1e-11
 * for x < -2.5 (that of exp); 0 below -37.6; NaN for NaN.
 * Sources: the alternating series and the continued fraction of Abramowitz and Stegun 26.2.10 and 26.2.14.
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) <= SERIES_LIMIT) return 0.5 + centralArea(x);
  return x < 0 ? upperTail(-x) : 1 - upperTail(x);
}

function centralArea(x: number): number {
  const step = -0.5 * x * x;
  let power = x;
  let sum = x;
  for (let n = 1; n <= 40; n++) {
    power *= step / n;
    sum += power / (2 * n + 1);
  }
  return ONE_OVER_ROOT_TWO_PI * sum;
}

function upperTail(x: number): number {
  const height = normalDensity(x);
  if (height === 0) return 0;
  let fraction = x;
  for (let n = FRACTION_DEPTH; n > 0; n--) fraction = x + n / fraction;
  return height / fraction;
}
