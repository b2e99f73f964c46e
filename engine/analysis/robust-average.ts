// Robustness by averages over all worlds: Laplace's principle and the mean-variance index.
import { blockSum, blockSumOf } from './block-sum.ts';
import type { RobustnessMetric } from './robustness-metric.ts';

/** Laplace's principle of insufficient reason. T1 identity, T2 all worlds, T3 mean: R = mean of f'. Unit of the outcome. */
export const laplace: RobustnessMetric = {
  name: 'laplace',
  uses: 'outcome',
  value: meanOf,
  reading: 'outcome',
  error: 'jackknife',
};

/**
 * Mean-variance (Hamarat et al. 2014). T1 identity, T2 all worlds, T3: R = (mean f' + 1) / (s + 1), s the standard deviation with divisor n - 1.
 * Beware: the index depends on the unit of the outcome, and where mean f' is below -1 (mostly where lower is better) a wider spread *raises* R.
 * It is here because it is published; `robustness` says so where it happens. NaN with one world.
 */
export const meanVariance: RobustnessMetric = {
  name: 'mean-variance',
  uses: 'outcome',
  value: (ascending) => {
    const mean = meanOf(ascending);
    const squares = blockSumOf(ascending.length, (i) => (ascending[i]! - mean) * (ascending[i]! - mean));
    return (mean + 1) / (Math.sqrt(squares / (ascending.length - 1)) + 1);
  },
  reading: 'index',
  error: 'jackknife',
};

function meanOf(values: Float64Array): number {
  return blockSum(values) / values.length;
}
