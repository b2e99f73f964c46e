// A number with its error -> the same with its texts, to the digits that the error supports. Every figure of the report is made here.

import {
  formatEstimate,
  formatInterval,
  formatShare,
  formatShareInterval,
  inPoints,
  withoutError,
} from '../../analysis/figure.ts';
import type { Interval } from '../../analysis/interval.ts';
import type { Measured, StudyOutcome } from './study.ts';

export interface WithError {
  readonly estimate: number | null;
  readonly mcse: number | null;
  readonly interval: Interval | null;
}

export const UNKNOWN: Measured = { estimate: null, mcse: null, interval: null, text: 'n/a', range: 'n/a' };

type Kind = Pick<StudyOutcome, 'kind'>;

/** An outcome: a share in percent, anything else as it is. Where every run said the same, how far that can be trusted: `0 (to 5.7) %`. */
export function measured({ kind }: Kind, { estimate, mcse, interval }: WithError): Measured {
  if (kind !== 'share') return plain({ estimate, mcse, interval });
  const range = formatShareInterval(interval, mcse);
  const certain = mcse === null && interval !== null && (estimate === 0 || estimate === 1);
  const [low = '', high = ''] = range.replace(' %', '').split(' to ');
  const sure = estimate === 0 ? `0 (to ${high}) %` : `(${low} to) 100 %`;
  return { estimate, mcse, interval, range, text: certain && range !== 'n/a' ? sure : formatShare(estimate, mcse) };
}

/** A difference of outcomes; of shares in percentage points. */
export function measuredDifference({ kind }: Kind, { estimate, mcse, interval }: WithError): Measured {
  if (kind !== 'share') return plain({ estimate, mcse, interval });
  const text = inPoints(formatShare(estimate, mcse));
  return { estimate, mcse, interval, text, range: inPoints(formatShareInterval(interval, mcse)) };
}

/** A number in the unit that it has. */
export function plain({ estimate, mcse, interval }: WithError): Measured {
  return { estimate, mcse, interval, text: formatEstimate(estimate, mcse), range: formatInterval(interval, mcse) };
}

/** A share of anything, in percent. */
export function share(one: WithError): Measured {
  return measured({ kind: 'share' }, one);
}

/** `0.308` of `0.308 ± 0.028`: to the digits of its error. */
export function figureOf({ text }: Measured): string {
  return withoutError(text);
}

/** The size of a difference with a known sign: `0.12 (95 % interval 0.10 to 0.14)`. */
export function sizeWords(kind: Kind, { estimate, mcse, interval }: Measured, what = '95 % interval'): string {
  const turn = (estimate ?? 0) < 0;
  const size = measuredDifference(kind, {
    estimate: estimate === null ? null : Math.abs(estimate),
    mcse,
    interval: interval === null || !turn ? interval : { low: -interval.high, high: -interval.low },
  });
  return size.range === 'n/a' ? figureOf(size) : `${figureOf(size)} (${what} ${size.range})`;
}

/** A share without an error of its own, in whole percent; `under 1 %` rather than 0 where it is not 0. */
export function percent(value: number): string {
  const whole = Math.round(100 * value);
  if (whole === 0 && value > 0) return 'under 1 %';
  if (whole === 100 && value < 1) return 'over 99 %';
  return `${whole} %`;
}
