// In: an estimate and what each independent unit (a world, a base point, a trajectory) moves it by. Out: the same with error and interval.
// Ratios and squares have no simple error; their influence functions do.
import { blockSumOf } from './block-sum.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

/** Plain data. `error` is the standard error, `interval` holds the truth with 95 % confidence; both null from fewer than 2 units. */
export interface EstimateWithError {
  readonly estimate: number;
  readonly error: number | null;
  readonly interval: Interval | null;
}

/** Estimate +- t error, Student's t with the given degrees of freedom. */
export function withError(estimate: number, error: number, degreesOfFreedom: number): EstimateWithError {
  if (!(degreesOfFreedom >= 1)) return { estimate, error: null, interval: null };
  const half = studentTQuantile((1 + CONFIDENCE) / 2, degreesOfFreedom) * error;
  return { estimate, error, interval: { low: estimate - half, high: estimate + half } };
}

/**
 * The delta method (Hampel 1974, JASA 69, 383-393): error^2 = sum (influence - mean influence)^2 / (n (n - 1)) over n units.
 */
export function byInfluence(estimate: number, influences: Float64Array): EstimateWithError {
  return withError(estimate, Math.sqrt(influenceVariance(influences)), influences.length - 1);
}

/** Variance of an estimate of which these are the influences; NaN from fewer than 2. */
export function influenceVariance(influences: Float64Array): number {
  const n = influences.length;
  const mean = blockSumOf(n, (i) => influences[i]!) / n;
  return blockSumOf(n, (i) => (influences[i]! - mean) ** 2) / (n * (n - 1));
}
