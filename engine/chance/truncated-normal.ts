// In: a normal curve cut to a range. Out: its quantile, mean and variance.
// Apart from the other laws because it needs care: the tails must be measured from their own end.

import { exp } from '../arithmetic/exp.ts';
import { normalCdf } from '../arithmetic/normal-cdf.ts';
import { normalQuantile } from '../arithmetic/normal-quantile.ts';

export interface TruncatedNormal {
  readonly mean: number;
  readonly sd: number;
  readonly low: number;
  readonly high: number;
}

/** Value at the share u in (0, 1), within [low, high]. Inversion between the two cut ends, in the lower tail's mirror if need be. */
export function truncatedNormalQuantile({ mean, sd, low, high }: TruncatedNormal, u: number): number {
  const a = (low - mean) / sd;
  const b = (high - mean) / sd;
  const z = a > 0 ? -between(-b, -a, 1 - u) : between(a, b, u);
  const value = mean + sd * z;
  return value < low ? low : value > high ? high : value;
}

function between(a: number, b: number, u: number): number {
  const below = normalCdf(a);
  return normalQuantile(below + u * (normalCdf(b) - below));
}

const PANELS = 64;
const REACH = 12;
// Gauss-Legendre points and weights on [-1, 1], five of them: [point, weight].
const GAUSS: readonly (readonly [number, number])[] = [
  [-0.906179845938664, 0.23692688505618908],
  [-0.5384693101056831, 0.47862867049936647],
  [0, 0.5688888888888889],
  [0.5384693101056831, 0.47862867049936647],
  [0.906179845938664, 0.23692688505618908],
];

/**
 * Mean and variance, relative error about 1e-9. By quadrature (64 panels of five Gauss-Legendre points): the closed form
 * loses all its digits when the range is narrow or lies in a tail.
 */
export function truncatedNormalMoments({ mean, sd, low, high }: TruncatedNormal): { mean: number; variance: number } {
  const a = (low - mean) / sd;
  const b = (high - mean) / sd;
  const peak = a > 0 ? a : b < 0 ? b : 0;
  const from = a < peak - REACH ? peak - REACH : a;
  const to = b > peak + REACH ? peak + REACH : b;
  const density = (z: number) => exp(-0.5 * (z - peak) * (z + peak));
  const mass = integral(density, from, to);
  const shift = mass > 0 ? integral((z) => (z - peak) * density(z), from, to) / mass : 0;
  const centre = peak + shift;
  const spread = mass > 0 ? integral((z) => (z - centre) * (z - centre) * density(z), from, to) / mass : 0;
  return { mean: mean + sd * centre, variance: sd * sd * spread };
}

function integral(f: (z: number) => number, from: number, to: number): number {
  const half = (to - from) / (2 * PANELS);
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    const middle = from + (2 * panel + 1) * half;
    for (const [point, weight] of GAUSS) sum += weight * f(middle + half * point);
  }
  return sum * half;
}
