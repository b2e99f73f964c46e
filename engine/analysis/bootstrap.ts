// In: a number of independent units (worlds) and a source of uniform numbers. Out: resamples of the units, and what statistics of them say.
// For errors that have no formula. All policies are seen on the same resamples, so that comparisons stay paired.
import { blockSum, blockSumOf } from './block-sum.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { quantile } from './quantiles.ts';
import type { UnitPoints } from './unit-points.ts';

/** Enough for the ends of a 95 % percentile interval (Efron and Tibshirani 1993, section 19.3). */
export const RESAMPLES = 1000;

/** How often each of `units` units was drawn, with replacement, in resample number `resample`; the counts sum to `units`. */
export function resampleCounts(points: UnitPoints, units: number, resample: number): Uint32Array {
  const counts = new Uint32Array(units);
  for (let i = 0; i < units; i++) counts[Math.floor(points(resample, i) * units)]! += 1;
  return counts;
}

export interface BootstrapError {
  /** Standard deviation over resamples (divisor n - 1); null when no spread was seen. */
  readonly mcse: number | null;
  /** 95 % percentile interval. */
  readonly interval: Interval | null;
}

/** Shares of resamples without a number above this make the rest a biased choice: no error is given then. */
const MOST_WITHOUT = 0.05;

/**
 * Standard error and percentile interval (Efron 1979, Ann. Stat. 7, 1-26; Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 6
 * and 13) from the statistic in each resample; NaN where it has none. Not for maxima and minima, for which the bootstrap is inconsistent
 * (Bickel and Freedman 1981, Ann. Stat. 9, 1196-1217).
 */
export function bootstrapError(replicates: Float64Array): BootstrapError {
  const known = replicates.filter((value) => !Number.isNaN(value)).sort();
  const nothing = { mcse: null, interval: null };
  if (known.length < 2 || known.length < (1 - MOST_WITHOUT) * replicates.length) return nothing;
  if (known[0] === known.at(-1)) return nothing;
  const mean = blockSum(known) / known.length;
  const squares = blockSumOf(known.length, (i) => (known[i]! - mean) * (known[i]! - mean));
  return {
    mcse: Math.sqrt(squares / (known.length - 1)),
    interval: { low: quantile(known, (1 - CONFIDENCE) / 2), high: quantile(known, (1 + CONFIDENCE) / 2) },
  };
}
