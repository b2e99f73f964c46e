// The figures of one outcome as text: shares in percent, their differences in percentage points (pp), never more digits than the error allows.

import {
  formatEstimate,
  formatInterval,
  formatShare,
  formatShareInterval,
  inPoints,
  withoutError,
} from '../analysis/figure.ts';
import type { Interval } from '../analysis/interval.ts';
import type { DifferenceRow, EstimateRow, OutcomeRow } from './comparison.ts';

type Kind = Pick<OutcomeRow, 'kind'>;

/** `0.308 ± 0.028`, `30.8 ± 2.8 %`; where every run gave the same answer, how far that can be trusted: `0 (to 5.7) %`. */
export function estimateText(outcome: Kind, row: EstimateRow): string {
  const { estimate, mcse, interval } = row;
  if (outcome.kind !== 'share') return formatEstimate(estimate, mcse);
  if (mcse !== null || interval === null) return formatShare(estimate, mcse);
  const [low = '', high = ''] = rangeText(outcome, row).replace(' %', '').split(' to ');
  return estimate === 0 ? `0 (to ${high}) %` : `(${low} to) 100 %`;
}

/** `0.308`, `30.8 %`. */
export function plainText({ kind }: Kind, { estimate, mcse }: EstimateRow): string {
  const text = kind === 'share' ? formatShare(estimate, mcse) : formatEstimate(estimate, mcse);
  return withoutError(text);
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
  return inPoints(formatShareInterval(interval, mcse));
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
