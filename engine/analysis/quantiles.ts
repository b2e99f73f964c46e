// In: a sample. Out: five quantiles of its single runs, missing ones dropped.
// They draw the fan of a cloud of runs; they describe spread, not the error of an estimate.
import { checkSample, type Sample } from './sample.ts';

/** Plain data in the outcome's unit; all null when no value is present. */
export interface Quantiles {
  readonly p05: number | null;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p95: number | null;
  /** Values present. */
  readonly n: number;
  readonly missing: number;
}

/** The 5, 25, 50, 75 and 95 % quantiles of the values present, type 7. Throws a RangeError for a malformed sample. */
export function quantiles(sample: Sample): Quantiles {
  checkSample(sample);
  const sorted = sample.values.filter((value) => !Number.isNaN(value)).sort();
  const at = (probability: number): number | null => (sorted.length > 0 ? quantile(sorted, probability) : null);
  const missing = sample.values.length - sorted.length;
  return { p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), n: sorted.length, missing };
}

/**
 * Type-7 quantile of ascending values: linear between the order statistics around h = (n - 1) p, counted from 0 (Hyndman and Fan 1996,
 * Am. Stat. 50, 361-365). `probability` in 0..1; of no values: NaN.
 */
export function quantile(sorted: Float64Array, probability: number): number {
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  return low === high ? low : low + (place - below) * (high - low);
}
