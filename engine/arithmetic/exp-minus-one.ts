// In: a double. Out: e to that power less one, without the cancellation that exp(x) - 1 suffers near zero.
// It exists for closed-form variances (lognormal), not for scenario formulas.

import { exp } from './exp.ts';

/** e^x - 1 with relative error at most 1e-10: Taylor series (18 terms, Horner) for |x| < 1/2, else exp(x) - 1. */
export function expMinusOne(x: number): number {
  if (!(Math.abs(x) < 0.5)) return exp(x) - 1;
  let tail = 1;
  for (let n = 18; n > 1; n--) tail = 1 + (x / n) * tail;
  return x * tail;
}
