// Robustness by regret: how much worse a policy does than the best policy of each world would have done.
// It depends on which policies are compared: adding one can change the ranks of the others.
import { quantile } from './quantiles.ts';
import type { RobustnessMetric } from './robustness-metric.ts';

/** `regret[policy][world]` = f' - max over policies of f' in that world: at most 0, and 0 for the best. Rows: larger is better. */
export function regretRows(rows: readonly Float64Array[]): Float64Array[] {
  const best = Float64Array.from(rows[0]!, (_, world) => Math.max(...rows.map((row) => row[world]!)));
  return rows.map((row) => row.map((value, world) => value - best[world]!));
}

/** Minimax regret (Savage 1951). T1 regret from the best policy, T2 worst case, T3 identity. Shown: the largest regret, unit of the outcome. */
export const minimaxRegret: RobustnessMetric = {
  name: 'minimax-regret',
  uses: 'regret',
  value: (ascending) => ascending[0]!,
  reading: 'amount',
  error: 'none',
};

/**
 * 90th percentile minimax regret (Herman et al. 2015). T1 regret from the best policy, T2 its 90th percentile over worlds, T3 identity. Shown:
 * the regret that only one world in ten exceeds, unit of the outcome. The percentile is of type 7, as all quantiles here.
 */
export const regret90: RobustnessMetric = {
  name: 'regret-90',
  uses: 'regret',
  value: (ascending) => quantile(ascending, 0.1),
  reading: 'amount',
  error: 'bootstrap',
};
