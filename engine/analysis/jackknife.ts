// In: values of independent units and a smooth statistic of them. Out: the statistic's standard error, leaving out one unit at a time.
import { blockSum, blockSumOf } from './block-sum.ts';

/**
 * sqrt((n - 1)/n * sum (T_(i) - mean T_(.))^2), T_(i) the statistic without unit i (Tukey 1958; Efron 1982, The Jackknife, ch. 3). Of a mean it is
 * s / sqrt(n) exactly. Values keep their order. For smooth statistics only: of a median or an extreme it means nothing. Null from fewer than 2
 * units, without spread, or when the statistic is not finite somewhere.
 */
export function jackknifeError(values: Float64Array, statistic: (values: Float64Array) => number): number | null {
  const n = values.length;
  if (n < 2) return null;
  const rest = values.slice(1);
  const without = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (i > 0) rest[i - 1] = values[i - 1]!;
    without[i] = statistic(rest);
  }
  const mean = blockSum(without) / n;
  const squares = blockSumOf(n, (i) => (without[i]! - mean) * (without[i]! - mean));
  const error = Math.sqrt(((n - 1) / n) * squares);
  return Number.isFinite(error) && error > 0 ? error : null;
}
