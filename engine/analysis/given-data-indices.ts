// In: a batch that was run anyway, the uncertainties of its worlds and one outcome. Out: each uncertainty's first-order share of variance.
// No further run is needed: worlds that are alike in one uncertainty are put into one bin, and what differs between bins is its doing.
import { blockSumOf } from './block-sum.ts';
import type { Driver } from './driver-split.ts';
import { type EstimateWithError, influenceVariance } from './influence-error.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { checkSample, type Sample } from './sample.ts';
import { studentTQuantile } from './student-t.ts';
import { worldOutputs } from './world-outputs.ts';

export interface GivenDataIndex {
  readonly name: string;
  /** Null when the uncertainty has the same value in every world. */
  readonly first: EstimateWithError | null;
  readonly bins: number;
}

/** Plain data; variances in the outcome's unit squared. */
export interface GivenDataIndices {
  /** In the order given; empty when `reason` says why. */
  readonly indices: readonly GivenDataIndex[];
  /** Variance of the expected outcome over worlds (of the observed world mean when `noiseShare` is null). */
  readonly variance: number | null;
  /** Share of chance in the variance of the observed world means, 0..1; null with one replication: chance then counts in `variance`. */
  readonly noiseShare: number | null;
  /** Worlds with a value. */
  readonly worlds: number;
  readonly missing: number;
  readonly reason: string | null;
}

const FEWEST_WORLDS = 20;
const MOST_BINS = 64;

/**
 * S = B / V. Worlds in rank order of the uncertainty fall into M bins, sqrt(worlds) of them and at most 64, equal values always together, none
 * with fewer than 2 worlds. B = sum p_b (m_b - m)^2 - sum (1 - p_b) s_b^2 / N: the variance between bins less what chance alone would put
 * there (p, m, s^2: share, mean, variance of a bin; m, N: of all). Binning after Plischke, Borgonovo and Smith 2013 (Eur. J. Oper. Res. 226,
 * 536-550); the correction is that of one-way analysis of variance. V: variance of world means, less the noise of their replications where
 * there are two or more. What varies inside a bin is lost: an effect that swings many times over the range is understated.
 *
 * Error: delta method; near S = 0 its first-order term vanishes and the variance of the quadratic form remains, q = 2 sum (1 - p_b) s_b^4 / (N V)^2.
 * The plug-in holds q twice over, so it is taken off once, and q is the least. Interval: the S that this variance, q at 0 and growing in
 * proportion to S, does not rule out. So an uncertainty without effect has an interval above 0 in about 2 to 6 batches of 100, fewer when the
 * outcome is rare. Not clipped: below 0 is error. Worlds count as independent.
 * Throws a RangeError for a malformed sample or other lengths.
 */
export function givenDataIndices(sample: Sample, drivers: readonly Driver[]): GivenDataIndices {
  checkSample(sample);
  for (const { name, values } of drivers) {
    if (values.length !== sample.worlds)
      throw new RangeError(`${name} needs a value for each of ${sample.worlds} worlds`);
    if (!values.every(Number.isFinite)) throw new RangeError(`a value of ${name} is not finite`);
  }
  const { means, noise } = worldOutputs(sample);
  const present = [...means.keys()].filter((world) => !Number.isNaN(means[world]!));
  const n = present.length;
  const missing = sample.worlds - n;
  const nothing = { indices: [], variance: null, noiseShare: null, worlds: n, missing };
  if (n < FEWEST_WORLDS) return { ...nothing, reason: `fewer than ${FEWEST_WORLDS} worlds have a value` };

  const mean = blockSumOf(n, (i) => means[present[i]!]!) / n;
  const seen = blockSumOf(n, (i) => (means[present[i]!]! - mean) ** 2) / (n - 1);
  if (seen <= 1e-28 * mean * mean)
    return { ...nothing, reason: 'every world gave the same value: no variance to share out' };
  const known = present.filter((world) => noise !== null && !Number.isNaN(noise[world]!));
  const chance = known.length === 0 ? 0 : blockSumOf(known.length, (i) => noise![known[i]!]!) / known.length;
  const variance = seen - chance;
  if (variance <= 0)
    return { ...nothing, reason: 'chance is as large as all that was seen: no variance of worlds to share out' };

  const centred = means.map((value) => value - mean);
  const noiseOf = (world: number): number => (known.length === 0 ? 0 : noise![world]! || 0);
  return {
    indices: drivers.map(({ name, values }) => {
      const bins = binsOf(values, present);
      return { name, first: bins.length < 2 ? null : indexOf(bins, centred, noiseOf, variance, n), bins: bins.length };
    }),
    variance,
    noiseShare: known.length === 0 ? null : chance / seen,
    worlds: n,
    missing,
    reason: null,
  };
}

/** Worlds in rank order, cut into bins of about equal size, never between equal values; a bin of one joins its neighbour. */
function binsOf(values: Float64Array, present: readonly number[]): number[][] {
  const ranked = [...present].sort((a, b) => values[a]! - values[b]! || a - b);
  const groups: number[][] = [];
  for (const world of ranked) {
    const last = groups.at(-1);
    if (last !== undefined && values[last[0]!] === values[world]) last.push(world);
    else groups.push([world]);
  }
  const wanted = Math.min(MOST_BINS, Math.floor(Math.sqrt(ranked.length)));
  const bins: number[][] = [];
  let before = 0;
  let filled = -1;
  for (const group of groups) {
    // A group belongs where its middle lies; few distinct values thus keep a bin each.
    const place =
      groups.length <= wanted ? filled + 1 : Math.floor(((before + group.length / 2) / ranked.length) * wanted);
    if (place === filled) bins.at(-1)!.push(...group);
    else bins.push([...group]);
    filled = place;
    before += group.length;
  }
  const merged: number[][] = [];
  for (const bin of bins) {
    if (merged.at(-1)?.length === 1) merged.at(-1)!.push(...bin);
    else merged.push(bin);
  }
  if (merged.length > 1 && merged.at(-1)!.length === 1) merged.at(-2)!.push(...merged.pop()!);
  return merged;
}

function indexOf(
  bins: readonly (readonly number[])[],
  centred: Float64Array,
  noiseOf: (world: number) => number,
  variance: number,
  n: number,
): EstimateWithError {
  const parts = bins.map((worlds) => {
    const size = worlds.length;
    const mean = blockSumOf(size, (i) => centred[worlds[i]!]!) / size;
    const within = blockSumOf(size, (i) => (centred[worlds[i]!]! - mean) ** 2) / (size - 1);
    return { worlds, mean, within, share: size / n };
  });
  const between = parts.reduce((sum, { share, mean }) => sum + share * mean * mean, 0);
  const byChance = parts.reduce((sum, { share, within }) => sum + ((1 - share) * within) / n, 0);
  const estimate = (between - byChance) / variance;
  const influences = Float64Array.from(
    parts.flatMap(({ worlds, mean }) =>
      worlds.map((world) => {
        const value = centred[world]!;
        return (mean * mean + 2 * mean * (value - mean) - estimate * (value * value - noiseOf(world))) / variance;
      }),
    ),
  );
  const quadratic =
    (2 * parts.reduce((sum, { share, within }) => sum + (1 - share) * within * within, 0)) / (n * variance) ** 2;
  const squared = Math.max(quadratic, influenceVariance(influences) - quadratic);
  const t = studentTQuantile((1 + CONFIDENCE) / 2, n - bins.length);
  const within = parts.reduce((sum, part) => sum + part.share * part.within, 0);
  return {
    estimate,
    error: Math.sqrt(squared),
    interval: byInversion(estimate, t, quadratic, squared - quadratic, (4 * within) / (n * variance)),
  };
}

/**
 * All S0 with (estimate - S0)^2 <= t^2 (quadratic + slope S0). The slope is that of `rest`, the first-order variance, from 0 to the estimate; where the
 * estimate is too small to tell, and as the least for the upper end, that of normal values, 4 s^2 / (N V).
 */
function byInversion(estimate: number, t: number, quadratic: number, rest: number, normalSlope: number): Interval {
  const idle = t * Math.sqrt(quadratic);
  const end = (slope: number, side: 1 | -1): number => {
    const middle = estimate + (t * t * slope) / 2;
    return middle + side * Math.sqrt(Math.max(0, middle * middle - estimate * estimate + idle * idle));
  };
  if (estimate <= idle) return { low: estimate - idle, high: Math.max(estimate + idle, end(normalSlope, 1)) };
  return { low: end(rest / estimate, -1), high: end(Math.max(rest / estimate, normalSlope), 1) };
}
