// In: how many inputs, a source of points; then the outcome at every point. Out: the points to run; then each input's share of variance.
// First order: what fixing the input would take away. Total: what would remain if only it were unknown, interactions included.
import { blockSumOf } from './block-sum.ts';
import { byInfluence, type EstimateWithError } from './influence-error.ts';
import { checkSample, type Sample } from './sample.ts';
import type { UnitPoints } from './unit-points.ts';
import { worldOutputs } from './world-outputs.ts';

/** The points of two matrices A and B and of AB_i (A with column i of B), Saltelli 2010. */
export interface SaltelliDesign {
  readonly inputs: number;
  /** Rows of A. */
  readonly base: number;
  /**
   * base * (inputs + 2) points in the unit cube, for each row j in turn: A_j, B_j, AB_1j, AB_2j, ... So a longer design begins with
   * a shorter one. Each point must be run as a world of its own, with chance of its own.
   */
  readonly points: readonly Float64Array[];
}

/** `source` has 2 * inputs dimensions: A is the first half, B the second. Even spread is best when `base` is a power of two. */
export function saltelliDesign(inputs: number, base: number, source: UnitPoints): SaltelliDesign {
  if (!(Number.isInteger(inputs) && inputs >= 1))
    throw new RangeError(`inputs must be whole and at least 1: ${inputs}`);
  if (!(Number.isInteger(base) && base >= 2)) throw new RangeError(`base points must be whole and at least 2: ${base}`);
  const points = Array.from({ length: base }, (_, row) => {
    const a = Float64Array.from({ length: inputs }, (_, input) => source(row, input));
    const b = Float64Array.from({ length: inputs }, (_, input) => source(row, inputs + input));
    return [a, b, ...Array.from(b, (value, input) => a.with(input, value))];
  }).flat();
  return { inputs, base, points };
}

export interface SobolIndex {
  readonly name: string;
  readonly first: EstimateWithError;
  readonly total: EstimateWithError;
}

/** Plain data; variances in the outcome's unit squared. */
export interface SobolIndices {
  /** In the order of the names; empty when `reason` says why. */
  readonly indices: readonly SobolIndex[];
  /** Variance of the expected outcome over the inputs (of the observed one when `noiseVariance` is null). */
  readonly variance: number | null;
  /** What chance adds to the mean of one point's replications; null with one replication: chance then counts as an input. */
  readonly noiseVariance: number | null;
  /** noise / (variance + noise), 0..1; null as above. */
  readonly noiseShare: number | null;
  /** Rows of A of which every point has a value. */
  readonly base: number;
  /** Rows left out because a point of theirs has no value. */
  readonly missing: number;
  readonly reason: string | null;
}

/**
 * `sample`: the outcome at the points of `saltelliDesign`, in their order, one world a point. With f centred at its mean, j over rows:
 * V = mean (f(A_j)^2 + f(B_j)^2) / 2, first order S_i = mean f(B_j) (f(AB_ij) - f(A_j)) / V (Saltelli and others 2010, Comput. Phys.
 * Commun. 181, 259-270, table 2 b), total T_i = mean (f(A_j) - f(AB_ij))^2 / 2V (Jansen 1999, Comput. Phys. Commun. 117, 35-43).
 * With two or more replications the noise of their mean, s^2 / r, is taken off V and off the numerator of T_i, so that both are shares
 * of the variance of the expected outcome; without, chance is one more input in V and in every T_i, and S_i is the smaller for it.
 * Intervals: delta method over rows, as if they were independent; points of a Sobol' sequence do better, so theirs are too wide.
 * Not clipped: an index a little below 0 or above 1 is error, never an effect. Throws a RangeError for a malformed sample.
 */
export function sobolIndices(sample: Sample, names: readonly string[]): SobolIndices {
  checkSample(sample);
  const width = names.length + 2;
  if (sample.worlds % width !== 0)
    throw new RangeError(`${names.length} inputs need a multiple of ${width} points: ${sample.worlds}`);
  const { means, noise } = worldOutputs(sample);
  const all = Array.from({ length: sample.worlds / width }, (_, row) => row * width);
  const rows = all.filter((start) => means.subarray(start, start + width).every((value) => !Number.isNaN(value)));
  const n = rows.length;
  const missing = all.length - n;
  const nothing = { indices: [], variance: null, noiseVariance: null, noiseShare: null, base: n, missing };
  if (n < 2) return { ...nothing, reason: 'fewer than two base points have all their values' };

  const centre = blockSumOf(n, (j) => means[rows[j]!]! + means[rows[j]! + 1]!) / (2 * n);
  const at = (j: number, column: number): number => means[rows[j]! + column]! - centre;
  const chance = (j: number, column: number): number => {
    const value = noise?.[rows[j]! + column] ?? 0;
    return Number.isNaN(value) ? 0 : value;
  };
  const spread = (j: number): number => (at(j, 0) ** 2 + at(j, 1) ** 2 - chance(j, 0) - chance(j, 1)) / 2;
  const seen = blockSumOf(n, (j) => at(j, 0) ** 2 + at(j, 1) ** 2) / (2 * n);
  const variance = blockSumOf(n, spread) / n;
  if (seen <= 1e-28 * centre * centre)
    return { ...nothing, reason: 'every point gave the same value: no variance to share out' };
  if (variance <= 0)
    return { ...nothing, reason: 'chance is as large as all that was seen: no variance of inputs to share out' };

  const share = (part: (j: number) => number): EstimateWithError => {
    const estimate = blockSumOf(n, part) / n / variance;
    return byInfluence(
      estimate,
      Float64Array.from({ length: n }, (_, j) => (part(j) - estimate * spread(j)) / variance),
    );
  };
  const noiseVariance = noise === null ? null : seen - variance;
  return {
    indices: names.map((name, input) => ({
      name,
      first: share((j) => at(j, 1) * (at(j, input + 2) - at(j, 0))),
      total: share((j) => ((at(j, 0) - at(j, input + 2)) ** 2 - chance(j, 0) - chance(j, input + 2)) / 2),
    })),
    variance,
    noiseVariance,
    noiseShare: noiseVariance === null ? null : noiseVariance / seen,
    base: n,
    missing,
    reason: null,
  };
}
