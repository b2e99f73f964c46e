// In: a rate and a uniform number. Out: a count of events. One uniform number a count, so common random numbers stay common.

import { exp } from '../arithmetic/exp.ts';

/** Largest rate that the sequential search takes. */
export const MAX_POISSON_RATE = 64;
/** No count is above this; for rates up to 64 none comes near (the largest is about 150). */
export const MAX_POISSON_COUNT = 255;

/**
 * Smallest count k with u < P(X <= k), for X Poisson with this rate in [0, MAX_POISSON_RATE] and u in [0, 1); NaN for a rate
 * or a u outside.
 *
 * Sequential search (Devroye 1986, chapter X.3.3): p = e^-rate, then p = p * rate / k and sum = sum + p, left to right. It ends
 * when the sum grows no more, because rounding can keep the whole sum below a u that is very near 1.
 */
export function poissonQuantile(rate: number, u: number): number {
  if (!(rate >= 0 && rate <= MAX_POISSON_RATE && u >= 0 && u < 1)) return NaN;
  let count = 0;
  let probability = exp(-rate);
  let sum = probability;
  while (u >= sum && count < MAX_POISSON_COUNT) {
    probability = (probability * rate) / (count + 1);
    const next = sum + probability;
    if (next === sum) break;
    sum = next;
    count += 1;
  }
  return count;
}
