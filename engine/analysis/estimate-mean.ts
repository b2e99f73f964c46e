// In: a sample of a numeric outcome. Out: its mean with Monte Carlo standard error and 95 % interval, and its spread.
// The error is that of a batch with other worlds: replications of one world are not counted as independent evidence.
import { type ClusterMean, clusterMean, type ErrorBasis, varianceBetweenWorlds } from './cluster-mean.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { type Sample, sumOverWorlds } from './sample.ts';
import { studentTQuantile } from './student-t.ts';

/** Plain data in the outcome's unit. An unknown number is null, and an error is null rather than 0 when no spread was seen. */
export interface MeanEstimate {
  readonly estimate: number | null;
  /** Monte Carlo standard error of the estimate. */
  readonly mcse: number | null;
  /** 95 % interval. */
  readonly interval: Interval | null;
  /** Standard deviation of single runs over worlds and replications together (divisor n - 1). */
  readonly standardDeviation: number | null;
  /** Monte Carlo standard error of the standard deviation. */
  readonly standardDeviationMcse: number | null;
  /** Values present. */
  readonly n: number;
  /** Worlds with a value present. */
  readonly worlds: number;
  readonly missing: number;
  readonly basis: ErrorBasis;
  /** What a reader must know before using the numbers, or null. */
  readonly note: string | null;
}

/**
 * Mean over the values present: ratio estimator over worlds with linearised cluster variance (formula in `clusterMean`), mcse its
 * root, interval mean +- t(0.975, worlds - 1) * mcse. With one replication a world the mcse is s / sqrt(n) and the error of the standard
 * deviation tends to s / sqrt(2 (n - 1)) for normal outcomes (Morris, White and Crowther 2019, Stat. Med. 38, 2074-2102).
 * With missing values this is the mean *given that the outcome occurred*. Throws a RangeError for a malformed sample.
 */
export function estimateMean(sample: Sample): MeanEstimate {
  const moments = clusterMean(sample);
  const { n, worlds, missing, mean, basis } = moments;
  const known = moments.variance > 0;
  return {
    estimate: n > 0 ? mean : null,
    mcse: known ? Math.sqrt(moments.variance) : null,
    interval: known ? studentInterval(moments, CONFIDENCE) : null,
    standardDeviation: n > 1 ? Math.sqrt(moments.squares / (n - 1)) : null,
    standardDeviationMcse: known ? standardDeviationError(sample, moments) : null,
    n,
    worlds,
    missing,
    basis,
    note: errorNote(moments),
  };
}

/** mean +- t((1 + confidence) / 2, degrees of freedom) * sqrt(variance). */
export function studentInterval(moments: ClusterMean, confidence: number): Interval {
  const half = studentTQuantile((1 + confidence) / 2, moments.degreesOfFreedom) * Math.sqrt(moments.variance);
  return { low: moments.mean - half, high: moments.mean + half };
}

/** Why an error is unknown, or what it does not cover; null when there is nothing to say. */
export function errorNote(moments: ClusterMean): string | null {
  if (moments.n === 0) return 'no value present';
  if (moments.n === 1) return 'one value only: its error is unknown';
  if (moments.constant) return 'every run gave the same value: its error is unknown, not zero';
  if (moments.worlds === 1) return 'one world only: the error is that of chance within this world';
  if (moments.basis === 'replications') return 'all worlds agree exactly: the error is that of single runs';
  return null;
}

/** Linearised: influence of x on s is ((x - m)^2 - s^2) / (2 s). */
function standardDeviationError(sample: Sample, moments: ClusterMean): number | null {
  const { n, mean, squares } = moments;
  const variance = squares / n;
  const influence = (value: number): number => ((value - mean) * (value - mean) - variance) / (2 * Math.sqrt(variance));
  const singleRuns = (): number =>
    sumOverWorlds(sample, (value) => influence(value) * influence(value)) / (n * (n - 1));
  const error = Math.sqrt(moments.basis === 'worlds' ? varianceBetweenWorlds(sample, influence) : singleRuns());
  return error > 1e-14 * Math.sqrt(variance) ? error : null;
}
