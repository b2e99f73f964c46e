// In: when the looks will be. Out: how far from 0 a normal score must lie at each look, so that all looks together err as rarely as one.
// For a number of looks that is fixed beforehand; the last look then costs little more than a plain interval.
import { normalCdf, normalDensity } from '../arithmetic/normal-cdf.ts';
import { normalQuantile } from '../arithmetic/normal-quantile.ts';
import { type Moments, normalEnough } from './confidence-sequence.ts';
import type { Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

/** Less than this is not worth a look: the error waits for the next one. */
const LEAST_SPENT = 1e-8;
const FARTHEST = 8;
export const MOST_LOOKS = 100;

/**
 * The two-sided error that may be spent up to the share t of all units, 0 < t <= 1: 4 (1 - Phi(z / sqrt t)) with z the 1 - alpha/4 quantile, the
 * spending function after O'Brien and Fleming (Lan and DeMets 1983, Biometrika 70, 659-663). At t = 1 it is alpha.
 */
export function errorSpent(share: number, alpha: number): number {
  return 4 * normalCdf(normalQuantile(alpha / 4) / Math.sqrt(share));
}

/**
 * Bounds c_1, c_2, ... on |Z| at looks at these shares of all units (ascending, the last at most 1): the chance that |Z_k| > c_k at look k and at no
 * look before is what was newly spent. Found by integrating the density of the score from look to look (Armitage, McPherson and Rowe
 * 1969, J. R. Stat. Soc. A 132, 235-244), absolute error below 1e-3 up to 20 looks. Infinity where less than 1e-8 could be spent: no
 * decision is possible at that look. Throws a RangeError for shares out of order, more than 100 looks, or alpha not within 0..1.
 */
export function spendingBounds(shares: readonly number[], alpha: number): number[] {
  if (shares.length === 0 || shares.length > MOST_LOOKS)
    throw new RangeError(`1 to ${MOST_LOOKS} looks: ${shares.length}`);
  if (!shares.every((share, look) => share > (shares[look - 1] ?? 0) && share <= 1))
    throw new RangeError(`looks are at ascending shares within 0..1: ${shares.join(', ')}`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha lies between 0 and 1: ${alpha}`);
  let density: Grid = { points: Float64Array.of(0), weights: Float64Array.of(1) };
  let spent = 0;
  return shares.map((share, look) => {
    const deviation = Math.sqrt(share - (shares[look - 1] ?? 0));
    const target = errorSpent(share, alpha) - spent;
    const farthest = FARTHEST * Math.sqrt(share);
    const bound = target < LEAST_SPENT ? Number.POSITIVE_INFINITY : boundFor(density, deviation, target, farthest);
    spent += exitChance(density, deviation, bound);
    density = carryOn(density, deviation, Math.min(bound, farthest));
    return bound / Math.sqrt(share);
  });
}

/** A symmetric density of the sum so far, without the parts that have crossed: points and masses at them. */
interface Grid {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

function exitChance({ points, weights }: Grid, deviation: number, bound: number): number {
  if (bound === Number.POSITIVE_INFINITY) return 0;
  let chance = 0;
  for (let i = 0; i < points.length; i++) chance += weights[i]! * normalCdf((points[i]! - bound) / deviation);
  return 2 * chance;
}

function boundFor(density: Grid, deviation: number, target: number, farthest: number): number {
  let [low, high] = [0, farthest];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (exitChance(density, deviation, middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The density at the next look between -bound and bound, by Simpson's rule on a grid of a fifth of the step's deviation. */
function carryOn(density: Grid, deviation: number, bound: number): Grid {
  const intervals = 2 * Math.ceil((5 * bound) / deviation);
  const width = (2 * bound) / intervals;
  const points = Float64Array.from({ length: intervals + 1 }, (_, i) => -bound + i * width);
  const weights = points.map((point, i) => {
    let height = 0;
    for (let j = 0; j < density.points.length; j++) {
      const score = (point - density.points[j]!) / deviation;
      if (score < FARTHEST && score > -FARTHEST) height += density.weights[j]! * normalDensity(score);
    }
    const simpson = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    return (height * simpson * width) / (3 * deviation);
  });
  return { points, weights };
}

/**
 * Repeated confidence interval (Jennison and Turnbull 1989, J. R. Stat. Soc. B 51, 305-361): mean +- t s / sqrt n, t the Student quantile with the tail
 * of the bound (their significance-level approach). All looks together miss the mean with the chance alpha of the bounds, about, for few
 * units. Null for an infinite bound, fewer than 2 units, or while values are equal or too skewed, see `normalEnough`.
 */
export function repeatedInterval(moments: Moments, bound: number): Interval | null {
  const { n, mean, variance } = moments;
  if (n < 2 || !normalEnough(moments) || !(bound < FARTHEST)) return null;
  const half = studentTQuantile(1 - normalCdf(-bound), n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}
