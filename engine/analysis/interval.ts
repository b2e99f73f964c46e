// The plain shape of an interval and the confidence that all intervals of the analysis have unless they say otherwise.
// It stands alone so that estimates, pictures and tables share one shape.

/** Closed interval from `low` to `high`, in the estimate's unit. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The confidence of an interval unless it says otherwise. */
export const CONFIDENCE = 0.95;

/** The part of an interval that lies within [least, most]. */
export function clipInterval(interval: Interval, least: number, most: number): Interval {
  return { low: Math.max(least, interval.low), high: Math.min(most, interval.high) };
}
