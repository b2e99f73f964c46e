// Robustness by a threshold: in what share of worlds the policy does well enough.
import type { Better } from './ranking.ts';
import type { RobustnessMetric } from './robustness-metric.ts';

/**
 * Starr's domain criterion (Starr 1963; Schneller and Sphicas 1983). T1 satisfaction of a constraint, 1 where f is as good as `threshold` or
 * better; T2 all worlds; T3 mean: the share of worlds that satisfy it, 0..1. `threshold` in the outcome's unit; a RangeError unless finite.
 */
export function starrDomain(threshold: number, better: Better): RobustnessMetric {
  if (!Number.isFinite(threshold)) throw new RangeError(`a threshold must be finite: ${threshold}`);
  const least = better === 'higher' ? threshold : -threshold;
  return {
    name: 'starr-domain',
    uses: 'outcome',
    value: (ascending) => ascending.filter((value) => value >= least).length / ascending.length,
    reading: 'index',
    error: 'share',
  };
}
