// Why a chance by log odds may be decided by comparing with a threshold, and how far from it that is safe.
//
// The rule is: it fires iff u * (1 + exp(-x)) < 1 in doubles. With t = ln(u / (1 - u)) and x = t + d the left side is
// u + (1 - u) e^-d (1 + e), |e| <= EXP_RELATIVE_ERROR, plus rounding of at most 3 * 2^-53; it is compared with 1 = u + (1 - u).
// So the rule agrees with `x > t` when (1 - u) |1 - e^-d (1 + e)| exceeds the rounding. As u is (w + 1/2) / 2^32, 1 - u is at least 2^-33,
// and |d| > 3 * 2^-53 * 2^33 + 1e-11 (about 3e-6) is enough; for small u the product's rounding is relative and smaller still. The computed t
// is off by at most 1e-11. GUARD_BAND is three times what is needed; inside it the rule itself is asked.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';

/** Log odds nearer than this to the threshold are decided by the rule itself. */
export const GUARD_BAND = 1e-5;

/** ln(u / (1 - u)) for u = (w + 1/2) / 2^32; both u and 1 - u are exact. */
export function thresholdOf(u: number): number {
  return log(u / (1 - u));
}

/** The rule itself. */
export function firesExactly(x: number, u: number): boolean {
  return u * (1 + exp(-x)) < 1;
}
