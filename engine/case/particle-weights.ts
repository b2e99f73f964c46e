// Weighted particles -> weights that sum to 1, and particles drawn by them.

import { exp } from '../arithmetic/exp.ts';
import type { Particle } from './reliving.ts';

/** Weights that sum to 1, and how many equally weighted particles they are worth: 1 / sum of squares (Kong, Liu and Wong 1994). */
export function normalisedWeights(particles: readonly Particle[]): {
  readonly weights: readonly number[];
  readonly effective: number;
} {
  const most = Math.max(...particles.map(({ logWeight }) => logWeight));
  const raw = particles.map(({ logWeight }) => (logWeight === -Infinity ? 0 : exp(logWeight - most)));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  const weights = sum > 0 ? raw.map((weight) => weight / sum) : raw.map(() => 1 / particles.length);
  return { weights, effective: 1 / weights.reduce((total, weight) => total + weight * weight, 0) };
}

/** Systematic resampling (Kitagawa 1996): `count` indices, each particle about as often as its weight says. `offset` in [0, 1). */
export function systematicSample(weights: readonly number[], count: number, offset: number): readonly number[] {
  const chosen: number[] = [];
  let [index, reached] = [0, weights[0] ?? 1];
  for (let i = 0; i < count; i++) {
    const place = (i + offset) / count;
    while (reached < place && index < weights.length - 1) reached += weights[++index]!;
    chosen.push(index);
  }
  return chosen;
}
