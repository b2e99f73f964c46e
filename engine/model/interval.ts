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

/** The next double above a finite number. */
export function above(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const real = new Float64Array([value]);
  const bits = new BigInt64Array(real.buffer);
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return real[0] ?? value;
}

/** The smallest interval that holds all; anything when one of them is not a number. */
function around(...values: readonly number[]): Interval {
  return values.some(Number.isNaN) ? ANYTHING : [Math.min(...values), Math.max(...values)];
}

type BinaryRule = (a: Interval, b: Interval) => Interval;
type UnaryRule = (a: Interval) => Interval;

function mayBeNaN([low, high]: Interval): boolean {
  return low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY;
}

/** A possible NaN stays possible through every operation on numbers: `min(1, 0 / 0)` is no 1. */
const binary =
  (rule: BinaryRule): BinaryRule =>
  (a, b) =>
    mayBeNaN(a) || mayBeNaN(b) ? ANYTHING : rule(a, b);
const unary =
  (rule: UnaryRule): UnaryRule =>
  (a) =>
    mayBeNaN(a) ? ANYTHING : rule(a);
const comparison =
  (rule: BinaryRule): BinaryRule =>
  (a, b) =>
    mayBeNaN(a) || mayBeNaN(b) ? EITHER : rule(a, b);

const equal = comparison((a, b) =>
  isPoint(a) && isPoint(b) ? (a[0] === b[0] ? TRUE : FALSE) : a[1] < b[0] || b[1] < a[0] ? FALSE : EITHER,
);

export const BINARY_INTERVAL = {
  add: binary((a, b) => around(a[0] + b[0], a[1] + b[1])),
  subtract: binary((a, b) => around(a[0] - b[1], a[1] - b[0])),
  multiply: binary((a, b) => around(a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])),
  // A zero has a sign that intervals do not keep: what it divides may go either way.
  divide: binary((a, b) =>
    b[0] <= 0 && b[1] >= 0 ? ANYTHING : around(a[0] / b[0], a[0] / b[1], a[1] / b[0], a[1] / b[1]),
  ),
  power: binary(powerInterval),
  min: binary((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1])]),
  max: binary((a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1])]),
  less: comparison((a, b) => (a[1] < b[0] ? TRUE : a[0] >= b[1] ? FALSE : EITHER)),
  'less-equal': comparison((a, b) => (a[1] <= b[0] ? TRUE : a[0] > b[1] ? FALSE : EITHER)),
  equal,
  'not-equal': (a: Interval, b: Interval): Interval => not(equal(a, b)),
  and: (a: Interval, b: Interval): Interval => [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
  or: (a: Interval, b: Interval): Interval => [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
} as const;

export const UNARY_INTERVAL = {
  negate: unary(([low, high]) => [-high, -low]),
  abs: unary(([low, high]) => (low >= 0 ? [low, high] : high <= 0 ? [-high, -low] : [0, Math.max(-low, high)])),
  sqrt: unary(([low, high]) => (low < 0 ? ANYTHING : [Math.sqrt(low), Math.sqrt(high)])),
  exp: unary((a) => rounded(a, exp)),
  log: unary((a) => (a[0] < 0 ? ANYTHING : rounded(a, log))),
  logistic: unary((a) => {
    const [low, high] = rounded(a, logistic);
    return [Math.max(0, low), Math.min(1, high)];
  }),
  floor: unary(([low, high]) => [Math.floor(low), Math.floor(high)]),
  not: (a: Interval): Interval => not(a),
} as const;

function not([low, high]: Interval): Interval {
  return [1 - high, 1 - low];
}

/** Our elementary functions rise, but for their rounding: widen by it. */
function rounded([low, high]: Interval, rising: (x: number) => number): Interval {
  const [a, b] = [rising(low), rising(high)];
  return low === high || Number.isNaN(a) || Number.isNaN(b) ? around(a, b) : widened([a, b]);
}

/** Numbers so small that rounding may have made them 0. */
const TINY = 1e-290;

function widened([low, high]: Interval): Interval {
  const by = (value: number) => (Number.isFinite(value) ? Math.abs(value) * 1e-9 : 0);
  return [low > 0 && low < TINY ? 0 : low - by(low), high < 0 && high > -TINY ? 0 : high + by(high)];
}

function powerInterval(a: Interval, b: Interval): Interval {
  if (isPoint(a) && isPoint(b) && a[0] !== 0) return point(pow(a[0], b[0]));
  const whole = isPoint(b) && Number.isInteger(b[0]) && b[0] >= 0;
  if (a[0] < 0 && !whole) return ANYTHING;
  if (a[0] <= 0 && b[0] < 0) return ANYTHING;
  // 1 to an infinite power is no number.
  if (!Number.isFinite(b[1] - b[0]) && a[0] <= 1 && a[1] >= 1) return ANYTHING;
  const corners = around(pow(a[0], b[0]), pow(a[0], b[1]), pow(a[1], b[0]), pow(a[1], b[1]));
  return widened(whole && b[0] % 2 === 0 && a[0] < 0 && a[1] > 0 ? hull(corners, FALSE) : corners);
}
