// In: mean, variance and runs done of every arm, and how many runs may be added. Out: where to run them, so that the best arm is found soonest.
// Runs go where the doubt is: to arms close to the best and to noisy ones.
import type { Better } from './ranking.ts';

/** One arm as it stands, in the outcome's unit. */
export interface ArmStanding {
  readonly mean: number;
  /** Variance of one run, 0 or more. */
  readonly variance: number;
  /** Runs done. */
  readonly done: number;
}

/**
 * Asymptotically best shares of all runs, summing to 1: N_i / N_j = (v_i / d_i^2) / (v_j / d_j^2) for arms other than the best b, d the
 * distance of the mean from that of b, and N_b = sqrt(v_b sum N_i^2 / v_i) (Chen, Lin, Yucesan and Chick 2000, Discrete Event Dyn. Syst. 10,
 * 251-270, theorem 1). Distances below `indifference` count as it. In the limit of a tie for the best all runs go to the tied arms, by their
 * variances. An arm without variance needs no runs; if none has any, all shares are equal. The best: the first given of equals.
 * Throws a RangeError for fewer than 2 arms, other lengths, or numbers out of range.
 */
export function ocbaShares(
  means: readonly number[],
  variances: readonly number[],
  better: Better,
  indifference = 0,
): number[] {
  if (means.length < 2 || means.length !== variances.length)
    throw new RangeError(`at least 2 arms with a mean and a variance each: ${means.length} and ${variances.length}`);
  if (!means.every(Number.isFinite)) throw new RangeError(`means must be finite: ${means.join(', ')}`);
  if (!variances.every((value) => value >= 0 && Number.isFinite(value)))
    throw new RangeError(`variances must be finite and not negative: ${variances.join(', ')}`);
  if (!(indifference >= 0)) throw new RangeError(`indifference must not be negative: ${indifference}`);
  const best = means.indexOf(better === 'lower' ? Math.min(...means) : Math.max(...means));
  const distances = means.map((mean) => Math.max(indifference, Math.abs(mean - means[best]!)));
  const others = [...means.keys()].filter((arm) => arm !== best);
  const noisy = others.filter((arm) => variances[arm]! > 0);
  const nearest = Math.min(...noisy.map((arm) => distances[arm]!));
  // Relative to the nearest, so that nothing overflows; with a tie only the tied arms count.
  const weights = means.map((_, arm) => {
    if (!noisy.includes(arm)) return 0;
    const far = nearest === 0 ? (distances[arm] === 0 ? 1 : Number.POSITIVE_INFINITY) : distances[arm]! / nearest;
    return variances[arm]! / far / far;
  });
  const squares = noisy.reduce((sum, arm) => sum + weights[arm]! ** 2 / variances[arm]!, 0);
  weights[best] = noisy.length === 0 ? variances[best]! : Math.sqrt(variances[best]! * squares);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? weights.map((weight) => weight / total) : weights.map(() => 1 / weights.length);
}

/**
 * Runs to add to each arm: whole, not negative, summing to `add`. All runs, done and new, are shared out by `ocbaShares`; an arm that has
 * more than its share keeps what it has and the others divide the rest anew; whole numbers by rounding down, what is left goes to the best arm
 * (the sequential procedure of Chen and Lee 2010, Stochastic Simulation Optimization, ch. 4). Throws a RangeError as `ocbaShares`, and for
 * counts that are not whole and at least 0.
 */
export function ocbaAllocation(arms: readonly ArmStanding[], add: number, better: Better, indifference = 0): number[] {
  const means = arms.map(({ mean }) => mean);
  const variances = arms.map(({ variance }) => variance);
  const shares = ocbaShares(means, variances, better, indifference);
  for (const count of [add, ...arms.map(({ done }) => done)]) {
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`runs are whole and not negative: ${count}`);
  }
  const open = new Set(arms.keys());
  let budget = add + arms.reduce((sum, { done }) => sum + done, 0);
  let parts = partition(budget, shares, open);
  for (;;) {
    const full = [...open].filter((arm) => parts[arm]! < arms[arm]!.done);
    if (full.length === 0) break;
    for (const arm of full) {
      open.delete(arm);
      budget -= arms[arm]!.done;
    }
    parts = partition(budget, shares, open);
  }
  const added = arms.map(({ done }, arm) => (open.has(arm) ? parts[arm]! - done : 0));
  const best = means.indexOf(better === 'lower' ? Math.min(...means) : Math.max(...means));
  added[best]! += add - added.reduce((sum, runs) => sum + runs, 0);
  return added;
}

/** Whole parts of a budget among the open arms, by their shares, rounded down; equal parts where no open arm has a share. */
function partition(budget: number, shares: readonly number[], open: ReadonlySet<number>): number[] {
  const total = shares.reduce((sum, share, arm) => (open.has(arm) ? sum + share : sum), 0);
  return shares.map((share, arm) => {
    if (!open.has(arm)) return 0;
    return Math.floor(total > 0 ? (budget * share) / total : budget / open.size);
  });
}
