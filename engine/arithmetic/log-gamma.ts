// In: a positive number. Out: the logarithm of its gamma function, and of the beta function of two. Needed by the beta distribution.

import { log } from './log.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * ln Gamma(x) for x > 0, absolute error at most 1e-13 * (1 + |ln Gamma(x)|); NaN elsewhere.
 * The recurrence lifts x to at least 10, then Stirling's series with seven terms (Abramowitz and Stegun 6.1.15, 6.1.41).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return NaN;
  let lifted = x;
  let product = 1;
  while (lifted < 10) {
    product *= lifted;
    lifted += 1;
  }
  const stirling = (lifted - 0.5) * log(lifted) - lifted + HALF_LOG_TWO_PI + stirlingTail(lifted);
  return product === 1 ? stirling : stirling - log(product);
}

/** ln B(a, b) = ln Gamma(a) + ln Gamma(b) - ln Gamma(a + b), for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

function stirlingTail(x: number): number {
  const z = 1 / (x * x);
  const series =
    1 / 12 + z * (-1 / 360 + z * (1 / 1260 + z * (-1 / 1680 + z * (1 / 1188 + z * (-691 / 360360 + z * (1 / 156))))));
  return series / x;
}
