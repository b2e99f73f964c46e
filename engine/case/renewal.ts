// Particles whose weights have become unequal -> as many equal ones: drawn by weight, and each moved a little, so that a belief narrows by what was
// heard and not by running out of worlds. Liu and West 2001, Combined parameter and state estimation in simulation-based filtering: a draw from the
// kernel a z + (1 - a) m + sqrt(1 - a^2) s e keeps mean m and variance s^2 of the weighted particles. Done on normal scores z of each parameter,
// so that every value stays inside its distribution.

import { normalCdf } from '../arithmetic/normal-cdf.ts';
import { normalQuantile } from '../arithmetic/normal-quantile.ts';
import { channelKey, LARGEST_UNIFORM, SMALLEST_UNIFORM, uniform53 } from '../chance/channel.ts';
import { quantile } from '../chance/distribution.ts';
import type { Parameter } from '../model/model.ts';
import { normalisedWeights, systematicSample } from './particle-weights.ts';
import type { Particle } from './reliving.ts';

/** Discount 0.98 of Liu and West, who advise 0.95 to 0.99: a = (3 * 0.98 - 1) / (2 * 0.98). */
const SHRINK = (3 * 0.98 - 1) / (2 * 0.98);
const SPREAD = Math.sqrt(1 - SHRINK * SHRINK);

/** Below this share of equally weighted particles they are renewed (one half is customary). */
const LEAST_SHARE = 0.5;

/** The same particles while their weights are even enough. `seed` and `turn` say which draws are used. */
export function renewed(
  particles: readonly Particle[],
  parameters: readonly Parameter[],
  seed: string,
  turn: number,
): readonly Particle[] {
  const { weights, effective } = normalisedWeights(particles);
  if (effective >= LEAST_SHARE * particles.length) return particles;
  const uniformOf = (name: string) => {
    const key = channelKey(`${seed}/renewal`, name);
    return (place: number): number => uniform53(key, place, 0, turn);
  };
  const chosen = systematicSample(weights, particles.length, uniformOf('offset')(0));
  const moves = parameters.map((parameter, index) =>
    parameter.fixed === null ? moveOf(particles, weights, index, uniformOf(`parameter:${parameter.name}`)) : null,
  );
  return chosen.map((from, place): Particle => {
    const old = particles[from]!;
    const scores = old.scores.map((score, index) => moves[index]?.(score, place) ?? score);
    const values = parameters.map(({ fixed, distribution }, index) =>
      fixed === null ? quantile(distribution, inside(normalCdf(scores[index]!))) : fixed,
    );
    // Each goes on with draws of its own, also where it has a twin.
    const position = { ...old.position, parameters: values, world: place };
    return { ...old, scores, parameters: values, position, logWeight: 0 };
  });
}

function moveOf(
  particles: readonly Particle[],
  weights: readonly number[],
  index: number,
  uniform: (place: number) => number,
): (score: number, place: number) => number {
  const mean = particles.reduce((sum, { scores }, i) => sum + weights[i]! * scores[index]!, 0);
  const variance = particles.reduce((sum, { scores }, i) => sum + weights[i]! * (scores[index]! - mean) ** 2, 0);
  const width = SPREAD * Math.sqrt(variance);
  return (score, place) => SHRINK * score + (1 - SHRINK) * mean + width * normalQuantile(uniform(place));
}

/** A share that a quantile can be taken of. */
function inside(share: number): number {
  return Math.min(LARGEST_UNIFORM, Math.max(SMALLEST_UNIFORM, share));
}
