// The family of robustness metrics of McPhail et al. 2018 (Earth's Future 6, 169-191): each is three transformations of a row of performances.
// T1 says what is looked at, T2 in which worlds, T3 how these become one number. Types only; the metrics stand in files of their own.

export type MetricName =
  | 'maximin'
  | 'maximax'
  | 'hurwicz'
  | 'laplace'
  | 'minimax-regret'
  | 'regret-90'
  | 'mean-variance'
  | 'undesirable-deviations'
  | 'skewness'
  | 'peakedness'
  | 'starr-domain';

/**
 * How the number is shown. `outcome`: a performance, in the outcome's own unit and sign. `amount`: something bad of at least 0, in the outcome's
 * unit, shown as -R. `index`: R itself; without unit (the mean-variance index mixes them, see there).
 */
export type Reading = 'outcome' | 'amount' | 'index';

/** How its error is found. `none`: a statistic of extremes, of which no batch can tell an error. */
export type ErrorMethod = 'jackknife' | 'bootstrap' | 'share' | 'none';

export interface RobustnessMetric {
  readonly name: MetricName;
  /** T1. `outcome`: f', the performance itself. `regret`: f' less the best f' of any policy in the same world, so at most 0. What else a T1 does is in `value`. */
  readonly uses: 'outcome' | 'regret';
  /** R of values in ascending order, larger better (at least one): T2 and T3. A larger R is more robust. NaN where it is not defined. */
  readonly value: (ascending: Float64Array) => number;
  readonly reading: Reading;
  readonly error: ErrorMethod;
}
