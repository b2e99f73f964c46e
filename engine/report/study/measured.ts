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

/** Relative to the number, or to those that it is a difference of: what sums of doubles leave behind is less. */
const NOISE = 1e-12;
const EXACT_DIGITS = 6;

/** An error that is only the rounding of sums is no error; the number is then exact, and one that is only rounding is 0. */
function withoutNoise({ estimate, mcse, interval }: WithError, scale: number): WithError & { readonly exact: boolean } {
  const least = NOISE * Math.max(Math.abs(estimate ?? 0), Math.abs(scale));
  const width = interval === null ? 0 : interval.high - interval.low;
  const exact = estimate !== null && mcse !== null && mcse <= least && width <= 8 * least;
  if (!exact) return { estimate, mcse, interval, exact };
  return { estimate: Math.abs(estimate) <= least ? 0 : estimate, mcse: null, interval: null, exact };
}

/** At most six significant digits. */
function exactText(estimate: number | null, factor = 1): string {
  if (estimate === null) return formatEstimate(null, null);
  const rounded = Number((factor * estimate).toPrecision(EXACT_DIGITS)) + 0;
  const [whole, ...rest] = String(rounded).split('.');
  return rounded < 1e15 && !String(rounded).includes('e')
    ? [whole!.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
    : String(rounded);
}

export const UNKNOWN: Measured = { estimate: null, mcse: null, interval: null, text: 'n/a', range: 'n/a' };

type Kind = Pick<StudyOutcome, 'kind'>;

/** An outcome: a share in percent, anything else as it is. Where every run said the same, how far that can be trusted: `0 (to 5.7) %`. */
export function measured(kind: Kind, one: WithError): Measured {
  if (kind.kind !== 'share') return plain(one);
  const { estimate, mcse, interval, exact } = withoutNoise(one, 0);
  if (exact) return { estimate, mcse, interval, text: `${exactText(estimate, 100)} %`, range: 'n/a' };
  const range = formatShareInterval(interval, mcse);
  const certain = mcse === null && interval !== null && (estimate === 0 || estimate === 1);
  const [low = '', high = ''] = range.replace(' %', '').split(' to ');
  const sure = estimate === 0 ? `0 (to ${high}) %` : `(${low} to) 100 %`;
  return { estimate, mcse, interval, range, text: certain && range !== 'n/a' ? sure : formatShare(estimate, mcse) };
}

/** A difference of outcomes; of shares in percentage points. `scale`: the size of what was compared, against which noise is known. */
export function measuredDifference(kind: Kind, one: WithError, scale = 0): Measured {
  if (kind.kind !== 'share') return plain(one, scale);
  const { estimate, mcse, interval, exact } = withoutNoise(one, scale);
  if (exact) return { estimate, mcse, interval, text: `${exactText(estimate, 100)} pp`, range: 'n/a' };
  const text = inPoints(formatShare(estimate, mcse));
  return { estimate, mcse, interval, text, range: inPoints(formatShareInterval(interval, mcse)) };
}

/** A number in the unit that it has. */
export function plain(one: WithError, scale = 0): Measured {
  const { estimate, mcse, interval, exact } = withoutNoise(one, scale);
  if (exact) return { estimate, mcse, interval, text: exactText(estimate), range: 'n/a' };
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
