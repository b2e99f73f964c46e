// In: a sample of an outcome that is 0 or 1 in every run. Out: the share of ones with its error and 95 % Wilson interval.
// Runs of one world are alike, so the interval is computed as if there were fewer runs: the effective number.
import { type ClusterMean, clusterMean, type ErrorBasis } from './cluster-mean.ts';
import { errorNote } from './estimate-mean.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { checkZeroOne, type Sample } from './sample.ts';
import { studentTQuantile } from './student-t.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Plain data; shares from 0 to 1. An unknown number is null. */
export interface ShareEstimate {
  readonly estimate: number | null;
  /** Monte Carlo standard error; null at shares 0 and 1, where the spread tells nothing (the interval still does). */
  readonly mcse: number | null;
  /** 95 % interval. */
  readonly interval: Interval | null;
  /** Values present. */
  readonly n: number;
  /** The number of independent runs that the interval counts, at most n. */
  readonly effectiveN: number | null;
  /** Kish's design effect: variance of the share over what independent runs would have; null at shares 0 and 1 and in one world. */
  readonly designEffect: number | null;
  /** Worlds with a value present. */
  readonly worlds: number;
  readonly missing: number;
  readonly basis: ErrorBasis;
  /** What a reader must know before using the numbers, or null. */
  readonly note: string | null;
}

/**
 * Share p of ones among the values present. Design effect D = v / (p(1-p)/(n-1)), v the clustered variance of `clusterMean` (Kish
 * 1965, Survey Sampling); mcse = sqrt(D p(1-p)/n), which is sqrt(p(1-p)/n) with one replication a world (Morris, White and
 * Crowther 2019). The interval is Wilson's (1927) on the effective number of runs
 *   n_eff = min(n, n/D * (t(0.975, n-1) / t(0.975, worlds-1))^2)
 * (Korn and Graubard 1998, Survey Methodology 24, 193-201, who use it with the exact interval): the t ratio pays for estimating D
 * from a finite number of worlds. At p = 0 or 1 D is unknown and n_eff is the number of worlds: the worst case, all runs of a world
 * alike. Hence the interval of 0 in 1000 runs of 50 worlds is wider than that of 1 in 1000. With one world n_eff = n, and all holds
 * for that world alone. Throws a RangeError for a malformed sample or a value other than 0, 1 and NaN.
 */
export function estimateShare(sample: Sample): ShareEstimate {
  checkZeroOne(sample);
  const moments = clusterMean(sample);
  const { n, worlds, missing, mean, basis } = moments;
  const designEffect = findDesignEffect(moments);
  const effectiveN = n > 0 ? findEffectiveN(moments, designEffect) : null;
  return {
    estimate: n > 0 ? mean : null,
    mcse: moments.constant || n < 2 ? null : Math.sqrt(((designEffect ?? 1) * mean * (1 - mean)) / n),
    interval: effectiveN === null ? null : wilsonInterval(mean, effectiveN),
    n,
    effectiveN,
    designEffect,
    worlds,
    missing,
    basis,
    note: shareNote(moments),
  };
}

function findDesignEffect(moments: ClusterMean): number | null {
  const { n, mean, constant, worlds, variance } = moments;
  if (n < 2 || constant || worlds === 1) return null;
  return variance / ((mean * (1 - mean)) / (n - 1));
}

function findEffectiveN(moments: ClusterMean, designEffect: number | null): number {
  const { n, worlds, degreesOfFreedom } = moments;
  if (worlds === 1) return n;
  if (designEffect === null) return worlds;
  const quantile = (df: number): number => studentTQuantile((1 + CONFIDENCE) / 2, df);
  const certainty = quantile(n - 1) / quantile(degreesOfFreedom);
  return Math.min(n, (n / designEffect) * certainty * certainty);
}

function shareNote(moments: ClusterMean): string | null {
  if (moments.n === 0 || !moments.constant) return errorNote(moments);
  if (moments.worlds === 1)
    return 'every run gave the same answer, in one world only: the interval holds for this world';
  return 'every run gave the same answer: the interval counts worlds, not runs';
}
