// Ranges of numbers that are safe to compile by: an interval, and whether the value may be NaN.
// The checker's intervals let `min` and `max` swallow a NaN, which is good advice but no proof; here nothing is swallowed.
// Every operation rounds the same way at run time, and rounding is monotone, so bounds taken from the ends hold for the doubles.

import { ANYTHING, BINARY_INTERVAL, type Interval, UNARY_INTERVAL } from '../model/interval.ts';
import type { Node } from '../model/model.ts';

/** The value lies in [low, high], or is NaN if `nan`. A condition is 0 or 1 and never NaN. The sign of a zero is not known. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly nan: boolean;
}

type Binary = Extract<Node, { readonly b: number; readonly c?: never }>['op'];
type Unary = keyof typeof UNARY_INTERVAL;

export const UNKNOWN: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, nan: true };
export const TRUTH: Range = { low: 0, high: 1, nan: false };

export function between(low: number, high: number): Range {
  return low <= high ? { low, high, nan: false } : UNKNOWN;
}

export function exactly(value: number): Range {
  return between(value, value);
}

export function hullOf(a: Range, b: Range): Range {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), nan: a.nan || b.nan };
}

export function isWithin(range: Range, low: number, high: number): boolean {
  return !range.nan && range.low >= low && range.high <= high;
}

export function isFiniteRange(range: Range): boolean {
  return isWithin(range, -Number.MAX_VALUE, Number.MAX_VALUE);
}

export function holdsZero({ low, high }: Range): boolean {
  return low <= 0 && high >= 0;
}

/** True, false, or null when it can be both. */
export function truthOf({ low, high }: Range): boolean | null {
  return low === 1 ? true : high === 0 ? false : null;
}

export function binaryRange(op: Binary, a: Range, b: Range): Range {
  return isComparison(op) ? compared(op, a, b) : { ...boundsOf(op, a, b), nan: a.nan || b.nan || MAKES_NAN[op](a, b) };
}

export function unaryRange(op: Unary, a: Range): Range {
  const [low, high] = UNARY_INTERVAL[op]([a.low, a.high]);
  return { low, high, nan: a.nan || ((op === 'sqrt' || op === 'log') && a.low < 0) };
}

/** A sum of a base and amounts that may or may not be added, each at most once, in this order. */
export function sumRange(base: Range, amounts: readonly Range[]): Range {
  return amounts.reduce((sum, amount) => binaryRange('add', sum, hullOf(amount, exactly(0))), base);
}

type Comparison = 'less' | 'less-equal' | 'equal' | 'not-equal';

function isComparison(op: Binary): op is Comparison {
  return op === 'less' || op === 'less-equal' || op === 'equal' || op === 'not-equal';
}

/** With a NaN every comparison is false, but for `not-equal`. */
function compared(op: Comparison, a: Range, b: Range): Range {
  const [low, high] = BINARY_INTERVAL[op]([a.low, a.high], [b.low, b.high]);
  const nan = a.nan || b.nan;
  return op === 'not-equal' ? between(low, nan ? 1 : high) : between(nan ? 0 : low, high);
}

function boundsOf(
  op: Exclude<Binary, Comparison>,
  a: Range,
  b: Range,
): { readonly low: number; readonly high: number } {
  const [low, high] = intervalOf(op, a, b);
  // Very small powers are not accurate to a share of themselves, but they are not negative.
  return { low: op === 'power' && low > 0 && low < 1e-290 ? 0 : low, high };
}

function intervalOf(op: Exclude<Binary, Comparison>, a: Range, b: Range): Interval {
  if (op === 'divide' && holdsZero(b)) return ANYTHING;
  return BINARY_INTERVAL[op]([a.low, a.high], [b.low, b.high]);
}

/** Which operations can make a NaN from numbers. */
const MAKES_NAN: Readonly<Record<Exclude<Binary, Comparison>, (a: Range, b: Range) => boolean>> = {
  add: (a, b) => (a.high === Infinity && b.low === -Infinity) || (a.low === -Infinity && b.high === Infinity),
  subtract: (a, b) => (a.high === Infinity && b.high === Infinity) || (a.low === -Infinity && b.low === -Infinity),
  multiply: (a, b) => (holdsZero(a) && isUnbounded(b)) || (holdsZero(b) && isUnbounded(a)),
  divide: (a, b) => (holdsZero(a) && holdsZero(b)) || (isUnbounded(a) && isUnbounded(b)),
  power: (a, b) => isUnbounded(a) || isUnbounded(b) || (a.low < 0 && !(b.low === b.high && Number.isInteger(b.low))),
  min: () => false,
  max: () => false,
  and: () => false,
  or: () => false,
};

function isUnbounded({ low, high }: Range): boolean {
  return low === -Infinity || high === Infinity;
}
