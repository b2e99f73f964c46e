// In: a number and its error. Out: the number as text with no more digits than the error allows.
// Every figure that a reader sees passes here, so no table looks surer than its batch.
import type { Interval } from './interval.ts';

/** What stands in place of an unknown number. */
const UNKNOWN = 'n/a';

/**
 * The value rounded to the last digit of its error. The error keeps two significant digits when its first is 1 or 2 (before
 * rounding), otherwise one (the rounding habit of physics, after the GUM, JCGM 100:2008, 7.2.6). Without a usable error (null, 0,
 * negative, NaN, infinite): three significant digits, but whole numbers in full. Never -0; NaN and infinities return as they are.
 */
export function roundToError(value: number, error: number | null): number {
  return round(value, decimalsFor(value, error));
}

/** `0.308 ± 0.028`; without a usable error the value alone; `n/a` for an unknown value. Thousands are parted by commas. */
export function formatEstimate(value: number | null, error: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN;
  const decimals = decimalsFor(value, error);
  return usable(error) ? `${toText(value, decimals)} ± ${toText(error, decimals)}` : toText(value, decimals);
}

/**
 * `0.255 to 0.366`, to the digits of the error; without a usable error a quarter of the width stands for it. `n/a` when unknown or
 * without width: an interval of width zero claims a certainty that no batch has.
 */
export function formatInterval(interval: Interval | null, error: number | null): string {
  if (interval === null || !(interval.high > interval.low) || !Number.isFinite(interval.high - interval.low))
    return UNKNOWN;
  const quarter = (interval.high - interval.low) / 4;
  const finest = usable(error) ? Math.min(error, interval.high - interval.low) : quarter;
  const decimals = decimalsFor(Math.max(Math.abs(interval.low), Math.abs(interval.high)), finest);
  return `${toText(interval.low, decimals)} to ${toText(interval.high, decimals)}`;
}

/** `30.8 ± 2.8 %` for a share of 0.308 with an error of 0.028; otherwise as `formatEstimate`. */
export function formatShare(share: number | null, error: number | null): string {
  return percent(formatEstimate(share === null ? null : 100 * share, error === null ? null : 100 * error));
}

/** `25.5 to 36.6 %`; otherwise as `formatInterval`. */
export function formatShareInterval(interval: Interval | null, error: number | null): string {
  const scaled = interval === null ? null : { low: 100 * interval.low, high: 100 * interval.high };
  return percent(formatInterval(scaled, error === null ? null : 100 * error));
}

/** `30.8 %` of `30.8 ± 2.8 %`: the figure alone, still to the digits of its error. */
export function withoutError(text: string): string {
  return text.replace(/ ± \S+/, '');
}

/** Percent of a difference of shares are percentage points: `-3.1 to 2.2 pp`. */
export function inPoints(text: string): string {
  return text.replace(/%$/, 'pp');
}

function percent(text: string): string {
  return text === UNKNOWN ? text : `${text} %`;
}

function usable(error: number | null): error is number {
  return error !== null && error > 0 && Number.isFinite(error);
}

/** Decimals to show; negative: tens, hundreds. Never more than the 15 significant digits that a double holds. */
function decimalsFor(value: number, error: number | null): number {
  if (!usable(error)) return Math.max(0, 2 - exponentOf(value));
  const wanted = (firstDigit(error) <= 2 ? 1 : 0) - exponentOf(error);
  return Math.min(wanted, 14 - exponentOf(Math.max(Math.abs(value), error)));
}

/** Exponent and first digit of the shortest decimal form: exact, where a logarithm could land on the wrong side. */
function exponentOf(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0 : Number(value.toExponential().split('e')[1]);
}

function firstDigit(value: number): number {
  return Number(value.toExponential().charAt(0));
}

function round(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  if (decimals >= 0) return Number(value.toFixed(Math.min(decimals, 100))) + 0;
  const unit = Number(`1e${-decimals}`);
  return Math.sign(value) * Math.round(Math.abs(value) / unit) * unit + 0;
}

function toText(value: number, decimals: number): string {
  const rounded = round(value, decimals);
  const [whole, fraction] = rounded.toFixed(Math.min(Math.max(0, decimals), 100)).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
