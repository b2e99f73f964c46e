// What it is worth to know: the plain shape of an answer and its interval, shared by perfect and by partial information.
// Choosing the largest of noisy numbers flatters and choosing by other data than one is judged by humbles; so each answer carries both.
import { blockSum } from './block-sum.ts';
import { influenceVariance } from './influence-error.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { studentTQuantile } from './student-t.ts';

/** Plain data, in the outcome's unit and always a gain: 0 or more whichever direction is better. */
export interface ValueOfInformation {
  /** Mean gain from choosing the best policy for each world (or each value of the uncertainty). Leans upwards. */
  readonly estimate: number;
  /** Monte Carlo standard error; null when no world would gain, or from fewer than 2 worlds. */
  readonly mcse: number | null;
  /** Mean gain of choices made without looking at what they are judged by. Leans downwards, may be below 0; null when it cannot be had. */
  readonly attained: number | null;
  /** 95 %, from that of `attained` below to that of `estimate` above, cut at 0; null with `mcse`. */
  readonly interval: Interval | null;
}

/**
 * `gains[world]`: what the informed choice gains over the policy that is best on average; their spread gives the error (at the optimum a small
 * change of the rule changes nothing of first order). Where two policies are almost equally good on average, the error is rough.
 */
export function worthWithError(estimate: number, gains: Float64Array, attained: number | null): ValueOfInformation {
  const mcse = gains.length < 2 ? 0 : Math.sqrt(influenceVariance(gains));
  if (!(mcse > 0)) return { estimate, mcse: null, attained, interval: null };
  const half = studentTQuantile((1 + CONFIDENCE) / 2, gains.length - 1) * mcse;
  const low = Math.min(estimate, attained ?? estimate) - half;
  const high = Math.max(estimate, attained ?? estimate) + half;
  return { estimate, mcse, attained, interval: { low: Math.max(0, low), high: Math.max(0, high) } };
}

/** Rows with larger better, at least one. The policy with the highest mean, the first of equals, and every row less the row of that policy. */
export function againstBest(rows: readonly Float64Array[]): { readonly best: number; readonly gains: Float64Array[] } {
  const sums = rows.map((row) => blockSum(row));
  const best = sums.indexOf(Math.max(...sums));
  return { best, gains: rows.map((row) => row.map((value, world) => value - rows[best]![world]!)) };
}

/** Index of the largest at one world, the first of equals. */
export function largestAt(rows: readonly Float64Array[], world: number): number {
  return rows.reduce((best, row, policy) => (row[world]! > rows[best]![world]! ? policy : best), 0);
}

export function meanOf(values: Float64Array): number {
  return blockSum(values) / values.length;
}
