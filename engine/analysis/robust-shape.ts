// Robustness by the shape of the cloud of worlds around its own middle: undesirable deviations, skewness, peakedness.
// They say nothing of how good a policy is: a policy that is equally bad in every world has no undesirable deviation at all.
import { blockSumOf } from './block-sum.ts';
import { quantile } from './quantiles.ts';
import type { RobustnessMetric } from './robustness-metric.ts';

/**
 * Undesirable deviations (after Takriti and Ahmed 2004; Kwakkel et al. 2016). T1 regret from the policy's own median, f' - median f'; T2 the worse
 * half of the worlds, ceil(n / 2) of them; T3 sum. As in the software of McPhail et al. (RAPID) the sum is divided by its number of worlds,
 * which changes no rank and does not grow with the batch. Shown as an amount of at least 0, unit of the outcome.
 */
export const undesirableDeviations: RobustnessMetric = {
  name: 'undesirable-deviations',
  uses: 'outcome',
  value: (ascending) => {
    const median = quantile(ascending, 0.5);
    const half = Math.ceil(ascending.length / 2);
    return blockSumOf(half, (i) => ascending[i]! - median) / half;
  },
  reading: 'amount',
  error: 'bootstrap',
};

/**
 * Percentile-based skewness (Voudouris et al. 2014). T1 identity; T2 10th, 50th and 90th percentiles; T3
 * R = (p50 - (p90 + p10) / 2) / ((p90 - p10) / 2), in -1..1: above 0 most worlds lie near the good end and the long tail is bad. This is the sign of
 * the software of McPhail et al. (RAPID: "skewed towards better performance"); Hamarat et al. 2014 write the negative. NaN when p90 = p10.
 */
export const skewness: RobustnessMetric = {
  name: 'skewness',
  uses: 'outcome',
  value: (ascending) => {
    const [p10, p50, p90] = [quantile(ascending, 0.1), quantile(ascending, 0.5), quantile(ascending, 0.9)];
    return p90 > p10 ? (p50 - (p90 + p10) / 2) / ((p90 - p10) / 2) : Number.NaN;
  },
  reading: 'index',
  error: 'bootstrap',
};

/**
 * Percentile-based peakedness (Voudouris et al. 2014). T1 identity; T2 10th, 25th, 75th and 90th percentiles; T3 R = (p90 - p10) / (p75 - p25), at
 * least 1: the higher, the closer the middle half lies together. NaN when p75 = p25.
 */
export const peakedness: RobustnessMetric = {
  name: 'peakedness',
  uses: 'outcome',
  value: (ascending) => {
    const middle = quantile(ascending, 0.75) - quantile(ascending, 0.25);
    return middle > 0 ? (quantile(ascending, 0.9) - quantile(ascending, 0.1)) / middle : Number.NaN;
  },
  reading: 'index',
  error: 'bootstrap',
};
