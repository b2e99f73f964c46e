// In: two arms over the same futures. Out: their paired difference, its error and interval, and what the pairing was worth.
// Common random numbers make the difference policy and not luck, so it is far surer than two separate means.
import { type ClusterMean, clusterMean, type ErrorBasis } from './cluster-mean.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { type Differing, pairedInterval } from './paired-interval.ts';
import { checkSample, checkZeroOne, type Measure, type Sample } from './sample.ts';

/** The arm against the baseline, where its interval leaves 0 out. */
export type Verdict = 'higher' | 'lower' | 'not distinguishable';

/** Arm minus baseline, plain data in the outcome's unit (shares: -1 to 1). An unknown number is null. */
export interface Difference {
  readonly estimate: number | null;
  /** Monte Carlo standard error; null rather than 0 when all pairs differ by the same amount. */
  readonly mcse: number | null;
  readonly interval: Interval | null;
  /** Confidence of the interval and of the verdict. */
  readonly confidence: number;
  /** The arm against the baseline: `higher` or `lower` when the interval excludes 0. */
  readonly verdict: Verdict;
  /** (Var(arm mean) + Var(baseline mean)) / Var(difference mean): above 1 the pairing saves runs. */
  readonly varianceReduction: number | null;
  /** Share of the pairs in which the two arms differ at all. */
  readonly differing: number | null;
  /** Worlds in which any pair differs. */
  readonly differingWorlds: number;
  /** Pairs compared. */
  readonly n: number;
  /** Worlds with a pair compared. */
  readonly worlds: number;
  /** Pairs dropped because one side or both are missing. */
  readonly dropped: number;
  /** Of these, pairs with exactly one side missing: futures that do differ, but not by a number. */
  readonly oneSided: number;
  readonly basis: ErrorBasis;
  /** What a reader must know before using the numbers, or null. */
  readonly note: string | null;
}

/**
 * Mean of arm minus baseline over the pairs in which both are present (`clusterMean` of the differences), interval by Student's t over
 * worlds, corrected where that would be falsely sure (`pairedInterval`; the spread of a share is 1, otherwise the observed range of both arms).
 * With one world, replications stand for worlds and the result holds for that world alone. `confidence` between 0 and 1. Throws a
 * RangeError when the arms have different shapes, are malformed or, for a share, hold a value other than 0, 1 and NaN.
 */
export function difference(arm: Sample, baseline: Sample, measure: Measure, confidence = CONFIDENCE): Difference {
  if (measure === 'share') for (const side of [arm, baseline]) checkZeroOne(side);
  const pairs = pairUp(arm, baseline);
  const moments = clusterMean(pairs.difference);
  const armMoments = clusterMean(pairs.arm);
  const baselineMoments = clusterMean(pairs.baseline);
  const spread = measure === 'share' ? 1 : rangeOf(armMoments, baselineMoments);
  const reach = { low: -spread, high: spread };
  const { interval, rare, differing } = pairedInterval(
    pairs.difference,
    moments,
    reach,
    measure === 'share',
    confidence,
  );
  const { n, worlds, variance, basis } = moments;
  return {
    estimate: n > 0 ? moments.mean : null,
    mcse: variance > 0 ? Math.sqrt(variance) : null,
    interval,
    confidence,
    verdict: judge(interval),
    varianceReduction: variance > 0 ? (armMoments.variance + baselineMoments.variance) / variance : null,
    differing: n > 0 ? differing.runs / n : null,
    differingWorlds: differing.worlds,
    n,
    worlds,
    dropped: moments.missing,
    oneSided: pairs.oneSided,
    basis,
    note: differenceNote(moments, differing, rare, pairs.oneSided),
  };
}

interface Pairs {
  readonly arm: Sample;
  readonly baseline: Sample;
  readonly difference: Sample;
  readonly oneSided: number;
}

function pairUp(arm: Sample, baseline: Sample): Pairs {
  checkSample(arm);
  checkSample(baseline);
  if (arm.worlds !== baseline.worlds || arm.replications !== baseline.replications)
    throw new RangeError('arms can be paired only over the same futures');
  const differences = arm.values.map((value, i) => value - baseline.values[i]!);
  const keepPaired = (sample: Sample): Sample => ({
    ...sample,
    values: sample.values.map((value, i) => (Number.isNaN(differences[i]!) ? Number.NaN : value)),
  });
  const isOneSided = (value: number, i: number): boolean => Number.isNaN(value) !== Number.isNaN(baseline.values[i]!);
  const oneSided = arm.values.filter(isOneSided).length;
  return {
    arm: keepPaired(arm),
    baseline: keepPaired(baseline),
    difference: { ...arm, values: differences },
    oneSided,
  };
}

function rangeOf(arm: ClusterMean, baseline: ClusterMean): number {
  return Math.max(arm.most, baseline.most) - Math.min(arm.least, baseline.least);
}

function judge(interval: Interval | null): Verdict {
  if (interval === null) return 'not distinguishable';
  if (interval.low > 0) return 'higher';
  return interval.high < 0 ? 'lower' : 'not distinguishable';
}

function differenceNote(moments: ClusterMean, differing: Differing, rare: boolean, oneSided: number): string | null {
  const notes: string[] = [];
  if (moments.n === 0) notes.push('no pair to compare');
  else if (moments.constant)
    notes.push(moments.mean === 0 ? 'no run differed' : 'every run differed by the same amount');
  if (rare)
    notes.push(
      `only ${differing.runs} runs in ${differing.worlds} of ${moments.worlds} worlds differ: too few for a verdict`,
    );
  if (moments.worlds === 1) notes.push('one world only: the interval holds for this world');
  else if (!moments.constant && moments.basis === 'replications')
    notes.push('all worlds agree exactly: the error is that of single runs');
  if (oneSided > 0) notes.push(`${oneSided} pairs left out: the outcome is missing on one side only`);
  return notes.length > 0 ? notes.join('; ') : null;
}
