// In: the runs of one outcome and one number that was observed. Out: where the observation lies among the runs.
// An observation is one more draw if the model is right, so its position is then spread evenly over 0..1.
import { estimateMean } from './estimate-mean.ts';
import { quantile } from './quantiles.ts';
import type { Sample } from './sample.ts';

/** Plain data; all null when no value is present. */
export interface RankPosition {
  /** Mid-rank percentile of the observation as a share, 0..1. */
  readonly position: number | null;
  /** Monte Carlo standard error of the position; null when no spread was seen. */
  readonly mcse: number | null;
  /** Share of runs strictly below the observation, and share at it. */
  readonly below: number | null;
  readonly equal: number | null;
  /** The central 90 % band: the 5 and 95 % quantiles, type 7. */
  readonly band: { readonly low: number; readonly high: number } | null;
  /** Is the observation in the band, its ends included, or on which side of it? */
  readonly verdict: 'inside' | 'below' | 'above' | null;
  /** Share of the runs in the band, at least about 0.9 and more where values repeat: what a right model's chance of `inside` is. */
  readonly held: number | null;
  /** Values present. */
  readonly n: number;
  readonly missing: number;
}

/**
 * Position = (runs below + runs equal / 2) / runs: the mean of the two ends of the probability integral transform [F(x-), F(x)] of a discrete
 * predictive distribution (Czado, Gneiting and Held 2009, Biometrics 65, 1254-1261). Its error counts worlds as the independent units, as for
 * any mean. Throws a RangeError for a malformed sample or an observation that is not finite.
 */
export function rankPosition(sample: Sample, observed: number): RankPosition {
  if (!Number.isFinite(observed)) throw new RangeError(`an observation must be finite: ${observed}`);
  const ranks = sample.values.map((value) => (Number.isNaN(value) ? value : rankOf(value, observed)));
  const { estimate, mcse, n, missing } = estimateMean({ ...sample, values: ranks });
  if (estimate === null)
    return { position: null, mcse: null, below: null, equal: null, band: null, verdict: null, held: null, n, missing };
  const sorted = sample.values.filter((value) => !Number.isNaN(value)).sort();
  const share = (test: (value: number) => boolean): number => sorted.filter(test).length / n;
  const [low, high] = [quantile(sorted, 0.05), quantile(sorted, 0.95)];
  return {
    position: estimate,
    mcse,
    below: share((value) => value < observed),
    equal: share((value) => value === observed),
    band: { low, high },
    verdict: observed < low ? 'below' : observed > high ? 'above' : 'inside',
    held: share((value) => value >= low && value <= high),
    n,
    missing,
  };
}

/** 1 for a run below the observation, 1/2 for one at it, 0 for one above. */
function rankOf(value: number, observed: number): number {
  return value < observed ? 1 : value === observed ? 0.5 : 0;
}
