// Robustness by the extreme worlds: maximin, maximax and Hurwicz's rule between the two.
// The most extreme of n worlds says what happened, not how bad it can be: see `beyondExtreme` for what n worlds can promise.
import { CONFIDENCE } from './interval.ts';
import type { RobustnessMetric } from './robustness-metric.ts';

/** Maximin (Wald 1950). T1 identity, T2 worst case, T3 identity: R = min over worlds of f'. Unit of the outcome. */
export const maximin: RobustnessMetric = {
  name: 'maximin',
  uses: 'outcome',
  value: (ascending) => ascending[0]!,
  reading: 'outcome',
  error: 'none',
};

/** Maximax. T1 identity, T2 best case, T3 identity: R = max over worlds of f'. Unit of the outcome. */
export const maximax: RobustnessMetric = {
  name: 'maximax',
  uses: 'outcome',
  value: (ascending) => ascending.at(-1)!,
  reading: 'outcome',
  error: 'none',
};

/**
 * Hurwicz's optimism-pessimism rule (1953). T1 identity, T2 worst and best cases, T3 weighted mean: R = alpha min f' + (1 - alpha) max f'. As in
 * McPhail et al., alpha in 0..1 is the weight of the *worst* case: 1 is maximin, 0 is maximax. Throws a RangeError for another alpha.
 */
export function hurwicz(alpha: number): RobustnessMetric {
  if (!(alpha >= 0 && alpha <= 1)) throw new RangeError(`alpha must lie in 0..1: ${alpha}`);
  return {
    name: 'hurwicz',
    uses: 'outcome',
    value: (ascending) => alpha * ascending[0]! + (1 - alpha) * ascending.at(-1)!,
    reading: 'outcome',
    error: 'none',
  };
}

/**
 * With 95 % confidence at most this share of unseen worlds lies beyond the most extreme of n independent ones, on one side:
 * 1 - 0.05^(1/n), a one-sided tolerance bound (Wilks 1941, Ann. Math. Stat. 12, 91-96). 0.30 % for 1,000 worlds, 26 % for 10.
 */
export function beyondExtreme(worlds: number): number {
  return worlds >= 1 ? Number((-Math.expm1(Math.log(1 - CONFIDENCE) / worlds)).toPrecision(10)) : 1;
}
