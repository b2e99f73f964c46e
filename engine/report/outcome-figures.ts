// The figures of one outcome as text: shares in percent, their differences in percentage points (pp), never more digits than the error allows.

import { formatEstimate, formatInterval, formatShare, formatShareInterval } from '../analysis/figure.ts';
import type { Interval } from '../analysis/interval.ts';
import type { DifferenceRow, EstimateRow, OutcomeRow } from './comparison.ts';

type Kind = Pick<OutcomeRow, 'kind'>;

/** `0.308 ± 0.028`, `30.8 ± 2.8 %`. */
export function estimateText({ kind }: Kind, { estimate, mcse }: EstimateRow): string {
  return kind === 'share' ? formatShare(estimate, mcse) : formatEstimate(estimate, mcse);
}

/** `0.308`, `30.8 %`. */
export function plainText(outcome: Kind, row: EstimateRow): string {
  return estimateText(outcome, row).replace(/ ± [^ ]+/, '');
}

/** Where the estimate lies: `0.255 to 0.366`, `25.5 to 36.6 %`. */
export function rangeText({ kind }: Kind, { interval, mcse }: EstimateRow): string {
  return kind === 'share' ? formatShareInterval(interval, mcse) : formatInterval(interval, mcse);
}

/** Arm minus baseline: `-0.11 to -0.09`, `-32.0 to -21.9 pp`. */
export function differenceText(outcome: Kind, { interval, mcse }: DifferenceRow): string {
  return pointsText(outcome, interval, mcse);
}

/** The size of a difference with a known direction: `0.09 to 0.11`. */
export function sizeText(outcome: Kind, { interval, mcse, verdict }: DifferenceRow): string {
  const turned = interval === null || verdict !== 'lower' ? interval : { low: -interval.high, high: -interval.low };
  return pointsText(outcome, turned, mcse);
}

function pointsText({ kind }: Kind, interval: Interval | null, mcse: number | null): string {
  if (kind !== 'share') return formatInterval(interval, mcse);
  return formatShareInterval(interval, mcse).replace(/%$/, 'pp');
}

/** `lower`, `higher` or `n.d.`, not distinguishable. */
export function verdictText({ verdict }: DifferenceRow): string {
  return verdict === 'not distinguishable' ? 'n.d.' : verdict;
}

/** The same as one sign. */
export function verdictSign(change: DifferenceRow | undefined): string {
  if (change === undefined || change.verdict === 'not distinguishable') return ' ';
  return change.verdict === 'lower' ? '<' : '>';
}
