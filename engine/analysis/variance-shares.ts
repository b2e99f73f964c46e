// In: a sample with two or more replications a world. Out: how much of its variance is epistemic and how much aleatory.
// Epistemic variance could shrink if we knew more about the world; aleatory variance is chance and would remain.

import { blockSumOf } from './block-sum.ts';
import { clusterMean } from './cluster-mean.ts';
import { fisherFQuantile } from './fisher-f.ts';
import { CONFIDENCE, clipInterval, type Interval } from './interval.ts';
import { countInWorld, type Sample, sumInWorld } from './sample.ts';

/** Plain data; shares from 0 to 1 that sum to 1, variances in the outcome's unit squared. All null when `reason` says why. */
export interface VarianceShares {
  /** Share of variance between worlds. */
  readonly epistemic: number | null;
  /** Share of variance between the replications of a world. */
  readonly aleatory: number | null;
  /** 95 % interval of the epistemic share; null when a value is missing or chance plays no part. */
  readonly interval: Interval | null;
  readonly epistemicVariance: number | null;
  readonly aleatoryVariance: number | null;
  /** The between-world component came out negative and was set to 0: it is too small for this batch to see. */
  readonly floored: boolean;
  /** Values present. */
  readonly n: number;
  /** Worlds with a value present. */
  readonly worlds: number;
  readonly missing: number;
  /** Why there is no answer, or null. */
  readonly reason: string | null;
}

/**
 * One-way random-effects analysis of variance (Searle, Casella and McCulloch 1992, Variance Components, ch. 3): with k worlds of n_i
 * values, N in all, MSB and MSW the mean squares between and within worlds, n0 = (N - sum n_i^2 / N) / (k - 1):
 * epistemic variance = max(0, (MSB - MSW) / n0), aleatory variance = MSW. Balanced interval: with F = MSB / MSW and
 * L, U = (F / F(0.975), F(0.025); k - 1, N - k) - 1) / n, the share lies in L / (1 + L) to U / (1 + U), cut at 0; exact for normal
 * outcomes, approximate for others. Throws a RangeError for a malformed sample.
 */
export function varianceShares(sample: Sample): VarianceShares {
  const { n, worlds, missing, mean, squares, constant } = clusterMean(sample);
  const reason = whyNot(sample, n, worlds, constant);
  if (reason !== null) return { ...nothing, n, worlds, missing, reason };

  const counts = Array.from({ length: sample.worlds }, (_, world) => countInWorld(sample, world));
  const means = counts.map((count, world) => sumInWorld(sample, world, (value) => value) / count);
  const within = blockSumOf(sample.worlds, (world) =>
    sumInWorld(sample, world, (value) => (value - means[world]!) * (value - means[world]!)),
  );
  const between = blockSumOf(sample.worlds, (world) =>
    counts[world] === 0 ? 0 : counts[world]! * (means[world]! - mean) * (means[world]! - mean),
  );
  const withinSquare = within <= 1e-28 * squares ? 0 : within / (n - worlds);
  const betweenSquare = between / (worlds - 1);
  const perWorld = (n - counts.reduce((sum, count) => sum + count * count, 0) / n) / (worlds - 1);
  const component = (betweenSquare - withinSquare) / perWorld;
  const epistemicVariance = Math.max(0, component);
  const epistemic = epistemicVariance / (epistemicVariance + withinSquare);
  return {
    epistemic,
    aleatory: 1 - epistemic,
    interval: missing === 0 && withinSquare > 0 ? shareInterval(betweenSquare / withinSquare, worlds, n) : null,
    epistemicVariance,
    aleatoryVariance: withinSquare,
    floored: component < 0,
    n,
    worlds,
    missing,
    reason: null,
  };
}

const nothing = {
  epistemic: null,
  aleatory: null,
  interval: null,
  epistemicVariance: null,
  aleatoryVariance: null,
  floored: false,
} as const;

function whyNot(sample: Sample, n: number, worlds: number, constant: boolean): string | null {
  if (sample.replications < 2) return 'one replication a world: chance and world cannot be told apart';
  if (n === 0) return 'no value present';
  if (worlds < 2) return 'one world only: nothing varies between worlds';
  if (n === worlds) return 'one value a world: chance and world cannot be told apart';
  return constant ? 'every run gave the same value: no variance to share out' : null;
}

function shareInterval(ratio: number, worlds: number, n: number): Interval {
  const end = (probability: number): number => {
    const odds = (ratio / fisherFQuantile(probability, worlds - 1, n - worlds) - 1) / (n / worlds);
    return odds / (1 + odds);
  };
  return clipInterval(
    { low: Math.max(0, end((1 + CONFIDENCE) / 2)), high: Math.max(0, end((1 - CONFIDENCE) / 2)) },
    0,
    1,
  );
}
