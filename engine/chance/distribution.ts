// In: a distribution as plain data, and a uniform number. Out: a draw by inversion, its range, mean and variance.
// One uniform number a draw, so that Latin hypercubes and Sobol' points keep their even spread in the drawn values.

import { exp } from '../arithmetic/exp.ts';
import { expMinusOne } from '../arithmetic/exp-minus-one.ts';
import { inverseIncompleteBeta } from '../arithmetic/incomplete-beta.ts';
import { normalQuantile } from '../arithmetic/normal-quantile.ts';
import { LARGEST_UNIFORM, SMALLEST_UNIFORM } from './channel.ts';
import { truncatedNormalMoments, truncatedNormalQuantile } from './truncated-normal.ts';

/**
 * - lognormal: `median` is e^mu, `sigma` the standard deviation of the logarithm.
 * - beta: shapes alpha and beta on [0, 1], stretched to [low, high].
 * - pert: the beta with alpha = 1 + 4 (mode - low) / (high - low), beta = 1 + 4 (high - mode) / (high - low).
 * - discrete: weights need not sum to 1; the order in which values are listed does not matter.
 */
export type Distribution =
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'triangular'; readonly low: number; readonly mode: number; readonly high: number }
  | {
      readonly kind: 'truncated-normal';
      readonly mean: number;
      readonly sd: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly sigma: number }
  | {
      readonly kind: 'beta';
      readonly alpha: number;
      readonly beta: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'pert'; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly weights: readonly number[] };

type Law<Kind extends Distribution['kind']> = Extract<Distribution, { kind: Kind }>;

/**
 * The value at the share u in (0, 1), within support(distribution). Non-decreasing in u up to rounding (1e-10 of the spread).
 * The distribution must be free of distributionFaults; nothing is checked here.
 */
export function quantile(distribution: Distribution, u: number): number {
  switch (distribution.kind) {
    case 'uniform':
      return stretch(distribution, u);
    case 'triangular':
      return triangularQuantile(distribution, u);
    case 'truncated-normal':
      return truncatedNormalQuantile(distribution, u);
    case 'normal':
      return distribution.mean + distribution.sd * normalQuantile(u);
    case 'lognormal':
      return distribution.median * exp(distribution.sigma * normalQuantile(u));
    case 'beta':
      return stretch(distribution, inverseIncompleteBeta(distribution.alpha, distribution.beta, u));
    case 'pert':
      return quantile(betaOfPert(distribution), u);
    case 'discrete':
      return discreteQuantile(distribution, u);
  }
}

/** How much wider than the outermost draws the support of an unbounded law is said to be. */
const MARGIN = 1e-9;

/**
 * The closed range [low, high] that no draw leaves. For normal and lognormal it is the range that uniform numbers in
 * [SMALLEST_UNIFORM, LARGEST_UNIFORM] can reach (some 8.3 standard deviations), widened by MARGIN of its size.
 */
export function support(distribution: Distribution): readonly [number, number] {
  switch (distribution.kind) {
    case 'normal':
    case 'lognormal': {
      const low = quantile(distribution, SMALLEST_UNIFORM);
      const high = quantile(distribution, LARGEST_UNIFORM);
      const widened = low - MARGIN * (Math.abs(low) + (high - low));
      return [
        distribution.kind === 'lognormal' ? low * (1 - MARGIN) : widened,
        high + MARGIN * (Math.abs(high) + (high - low)),
      ];
    }
    case 'discrete': {
      const possible = sortedEntries(distribution).map(([value]) => value);
      return [possible[0] ?? NaN, possible.at(-1) ?? NaN];
    }
    default:
      return [distribution.low, distribution.high];
  }
}

/** Expected value, in closed form (truncated normal: by quadrature). */
export function mean(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'uniform':
      return distribution.low + (distribution.high - distribution.low) / 2;
    case 'triangular':
      return (distribution.low + distribution.mode + distribution.high) / 3;
    case 'truncated-normal':
      return truncatedNormalMoments(distribution).mean;
    case 'normal':
      return distribution.mean;
    case 'lognormal':
      return distribution.median * exp(0.5 * distribution.sigma * distribution.sigma);
    case 'beta':
      return stretch(distribution, distribution.alpha / (distribution.alpha + distribution.beta));
    case 'pert':
      return (distribution.low + 4 * distribution.mode + distribution.high) / 6;
    case 'discrete':
      return weightedMean(distribution, (value) => value);
  }
}

/** Variance, in closed form (truncated normal: by quadrature). */
export function variance(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'uniform':
      return square(distribution.high - distribution.low) / 12;
    case 'triangular': {
      const { low, mode, high } = distribution;
      return (square(mode - low) + square(high - mode) + square(high - low)) / 36;
    }
    case 'truncated-normal':
      return truncatedNormalMoments(distribution).variance;
    case 'normal':
      return square(distribution.sd);
    case 'lognormal': {
      const s2 = square(distribution.sigma);
      return square(distribution.median) * exp(s2) * expMinusOne(s2);
    }
    case 'beta': {
      const { alpha, beta, low, high } = distribution;
      const total = alpha + beta;
      return (square(high - low) * (alpha / total) * (beta / total)) / (total + 1);
    }
    case 'pert':
      return variance(betaOfPert(distribution));
    case 'discrete': {
      const centre = mean(distribution);
      return weightedMean(distribution, (value) => square(value - centre));
    }
  }
}

function square(x: number): number {
  return x * x;
}

function stretch({ low, high }: { readonly low: number; readonly high: number }, share: number): number {
  const value = low + (high - low) * share;
  return value > high ? high : value;
}

/** Measured from the nearer end, so that neither tail loses digits. */
function triangularQuantile({ low, mode, high }: Law<'triangular'>, u: number): number {
  const width = high - low;
  if (width === 0) return low;
  const turn = (mode - low) / width;
  if (u < turn) {
    const value = low + width * Math.sqrt(u * turn);
    return value > mode ? mode : value;
  }
  const value = high - width * Math.sqrt((1 - u) * ((high - mode) / width));
  return value < mode ? mode : value;
}

function betaOfPert({ low, mode, high }: Law<'pert'>): Law<'beta'> {
  const width = high - low;
  if (width === 0) return { kind: 'beta', alpha: 1, beta: 1, low, high };
  return { kind: 'beta', alpha: 1 + (4 * (mode - low)) / width, beta: 1 + (4 * (high - mode)) / width, low, high };
}

/** Values that can occur with their weights, smallest value first. */
function sortedEntries({ values, weights }: Law<'discrete'>): (readonly [number, number])[] {
  return values
    .map((value, i) => [value, weights[i] ?? 0] as const)
    .filter(([, weight]) => weight > 0)
    .sort(([a], [b]) => a - b);
}

function discreteQuantile(distribution: Law<'discrete'>, u: number): number {
  const entries = sortedEntries(distribution);
  let total = 0;
  for (const [, weight] of entries) total += weight;
  let reached = 0;
  for (const [value, weight] of entries) {
    reached += weight;
    if (u * total < reached) return value;
  }
  return entries.at(-1)?.[0] ?? NaN;
}

function weightedMean(distribution: Law<'discrete'>, of: (value: number) => number): number {
  let total = 0;
  let sum = 0;
  for (const [value, weight] of sortedEntries(distribution)) {
    total += weight;
    sum += weight * of(value);
  }
  return sum / total;
}
