// Where the arms stand -> which one looks best, and how many worlds each gets next.

import { type Moments, normalEnough } from '../../analysis/confidence-sequence.ts';
import { ocbaAllocation } from '../../analysis/ocba.ts';
import type { Better } from '../../analysis/ranking.ts';

/** Paired difference one minus other over the worlds that both have, by the arms' numbers. */
export type DifferenceOf = (one: number, other: number) => Moments;

/** The arm that is better than the most others, each on the worlds that both have; the first of equals. */
export function bestLooking(arms: readonly number[], better: Better, differenceOf: DifferenceOf): number {
  const sign = better === 'lower' ? -1 : 1;
  const wins = (arm: number): number =>
    arms.filter((other) => other !== arm && sign * differenceOf(arm, other).mean > 0).length;
  return arms.reduce((best, arm) => (wins(arm) > wins(best) ? arm : best));
}

/**
 * Worlds to add to each arm by `ocbaAllocation`, in the order of `arms`. Arms share their worlds, so what counts is the variance v_i of each paired
 * difference to the best-looking arm and its distance d_i. A world of one arm without its counterpart is lost, so the best-looking arm must run
 * as long as the longest other, and no longer: it counts with the variance v_b = max w_i^2 / sum (w_i^2 / v_i), w_i = v_i / d_i^2, at which the rule of Chen
 * and others, N_b = sqrt(v_b sum N_i^2 / v_i), gives just that. Of a difference with too few events for a normal law nothing is known: it counts as
 * noisy as the noisiest and as close as the closest, or it would never be looked at again, or always.
 */
export function ocbaWorlds(
  arms: readonly number[],
  worldsOf: (arm: number) => number,
  add: number,
  better: Better,
  indifference: number,
  differenceOf: DifferenceOf,
): readonly number[] {
  const best = bestLooking(arms, better, differenceOf);
  const known = arms
    .filter((arm) => arm !== best)
    .map((arm) => differenceOf(arm, best))
    .filter(normalEnough);
  const noisiest = Math.max(...known.map(({ variance }) => variance), known.length === 0 ? 1 : 0);
  const distances = known.map(({ mean }) => Math.abs(mean)).filter((distance) => distance > 0);
  const closest = distances.length === 0 ? 1 : Math.min(...distances);
  const others = arms.map((arm) => {
    const moments = arm === best ? null : differenceOf(arm, best);
    const isKnown = moments !== null && normalEnough(moments);
    // The distance alone counts: on fewer worlds an arm may beat the one that wins the most pairs.
    const distance = isKnown ? Math.max(Math.abs(moments.mean), closest) : closest;
    return { arm, distance, variance: isKnown ? moments.variance : noisiest };
  });
  const weights = others
    .filter(({ arm }) => arm !== best)
    .map(({ distance, variance }) => ({ weight: variance / Math.max(distance, indifference) ** 2, variance }));
  const longest = Math.max(...weights.map(({ weight }) => weight));
  const sum = weights.reduce((total, { weight, variance }) => total + (weight / longest) ** 2 / variance, 0);
  const standings = others.map(({ arm, distance, variance }) => {
    const done = worldsOf(arm);
    if (arm === best) return { mean: 0, variance: 1 / sum, done };
    return { mean: better === 'lower' ? distance : -distance, variance, done };
  });
  return ocbaAllocation(standings, add, better, indifference);
}
