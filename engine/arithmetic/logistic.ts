// In: log odds. Out: the probability. The link between a formula's score and a chance.

import { exp } from './exp.ts';

/** 1 / (1 + e^-x), in [0, 1]; 0 below -709.7, NaN for NaN. Relative error at most 1.1e-11. */
export function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}
