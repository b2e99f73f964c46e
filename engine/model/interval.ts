// Closed intervals of numbers and of truth values: what a formula can be when its parts lie in known ranges.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';
import { logistic } from '../arithmetic/logistic.ts';
import { pow } from '../arithmetic/pow.ts';

/** low <= high. A truth value is [0, 0] (false), [1, 1] (true) or [0, 1] (either). A possible NaN is [-Infinity, Infinity]. */
export type Interval = readonly [low: number, high: number];

export const ANYTHING: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
export const EITHER: Interval = [0, 1];
const TRUE: Interval = [1, 1];
const FALSE: Interval = [0, 0];

export function point(value: number): Interval {
  return Number.isNaN(value) ? ANYTHING : [value, value];
}

export function isPoint([low, high]: Interval): boolean {
  return low === high;
}

export function isTrue(interval: Interval): boolean {
  return interval[0] === 1;
}

export function isFalse(interval: Interval): boolean {
  return interval[1] === 0;
}

export function hull(a: Interval, b: Interval): Interval {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

/** The smallest interval that holds all; anything when one of them is not a number. */
function around(...values: readonly number[]): Interval {
  return values.some(Number.isNaN) ? ANYTHING : [Math.min(...values), Math.max(...values)];
}

export const BINARY_INTERVAL = {
  add: (a: Interval, b: Interval): Interval => around(a[0] + b[0], a[1] + b[1]),
  subtract: (a: Interval, b: Interval): Interval => around(a[0] - b[1], a[1] - b[0]),
  multiply: (a: Interval, b: Interval): Interval => around(a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]),
  divide: (a: Interval, b: Interval): Interval =>
    b[0] <= 0 && b[1] >= 0 ? divideByZero(a, b) : around(a[0] / b[0], a[0] / b[1], a[1] / b[0], a[1] / b[1]),
  power: (a: Interval, b: Interval): Interval => powerInterval(a, b),
  min: (a: Interval, b: Interval): Interval => [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
  max: (a: Interval, b: Interval): Interval => [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
  less: (a: Interval, b: Interval): Interval => (a[1] < b[0] ? TRUE : a[0] >= b[1] ? FALSE : EITHER),
  'less-equal': (a: Interval, b: Interval): Interval => (a[1] <= b[0] ? TRUE : a[0] > b[1] ? FALSE : EITHER),
  equal: (a: Interval, b: Interval): Interval =>
    isPoint(a) && isPoint(b) ? (a[0] === b[0] ? TRUE : FALSE) : a[1] < b[0] || b[1] < a[0] ? FALSE : EITHER,
  'not-equal': (a: Interval, b: Interval): Interval => not(BINARY_INTERVAL.equal(a, b)),
  and: (a: Interval, b: Interval): Interval => [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
  or: (a: Interval, b: Interval): Interval => [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
} as const;

export const UNARY_INTERVAL = {
  negate: ([low, high]: Interval): Interval => [-high, -low],
  abs: ([low, high]: Interval): Interval =>
    low >= 0 ? [low, high] : high <= 0 ? [-high, -low] : [0, Math.max(-low, high)],
  sqrt: ([low, high]: Interval): Interval => (low < 0 ? ANYTHING : [Math.sqrt(low), Math.sqrt(high)]),
  exp: (a: Interval): Interval => rounded(a, exp),
  log: (a: Interval): Interval => (a[0] < 0 ? ANYTHING : rounded(a, log)),
  logistic: (a: Interval): Interval => BINARY_INTERVAL.min(BINARY_INTERVAL.max(rounded(a, logistic), FALSE), TRUE),
  floor: ([low, high]: Interval): Interval => [Math.floor(low), Math.floor(high)],
  not: (a: Interval): Interval => not(a),
} as const;

function not([low, high]: Interval): Interval {
  return [1 - high, 1 - low];
}

/** Our elementary functions rise, but for their rounding: widen by it. */
function rounded([low, high]: Interval, rising: (x: number) => number): Interval {
  const [a, b] = [rising(low), rising(high)];
  if (low === high || Number.isNaN(a) || Number.isNaN(b)) return around(a, b);
  return [a - Math.abs(a) * 1e-9, b + Math.abs(b) * 1e-9];
}

function divideByZero(a: Interval, b: Interval): Interval {
  if (isPoint(a) && isPoint(b)) return point(a[0] / b[0]);
  return ANYTHING;
}

function powerInterval(a: Interval, b: Interval): Interval {
  if (isPoint(a) && isPoint(b)) return point(pow(a[0], b[0]));
  const whole = isPoint(b) && Number.isInteger(b[0]) && b[0] >= 0;
  if (a[0] < 0 && !whole) return ANYTHING;
  if (a[0] <= 0 && b[0] < 0) return ANYTHING;
  const corners = around(pow(a[0], b[0]), pow(a[0], b[1]), pow(a[1], b[0]), pow(a[1], b[1]));
  const withZero = whole && b[0] % 2 === 0 && a[0] < 0 && a[1] > 0 ? hull(corners, FALSE) : corners;
  return [withZero[0] - Math.abs(withZero[0]) * 1e-9, withZero[1] + Math.abs(withZero[1]) * 1e-9];
}
