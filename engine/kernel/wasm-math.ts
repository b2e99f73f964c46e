// exp, log and powers for all lanes: the same operations in the same order as in ../arithmetic, with masks for the ends of their ranges.
// An end that the ranges prove out of reach is left out.

import { EXP_INFINITE_ABOVE, EXP_ZERO_BELOW } from '../arithmetic/exp.ts';
import { LARGEST_PRODUCT_EXPONENT } from '../arithmetic/pow.ts';
import { SMALLEST_NORMAL } from '../arithmetic/power-of-two.ts';
import { type Range, UNKNOWN } from './range.ts';
import { doubleBytes } from './wasm-function.ts';
import type { Lanes, LaneWriter } from './wasm-lanes.ts';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const ROUNDER = 6755399441055744;
const MANTISSA = [255, 255, 255, 255, 255, 255, 15, 0];
const ONE_BITS = doubleBytes(1);
/** 2^52 and 2^54. */
const WHOLE = 4503599627370496;
const LIFT = 18014398509481984;

/**
 * e^x. k ends up in the lowest bits of x * log2(e) + ROUNDER, so shifting these into the exponent's place and adding them to the bits
 * of the polynomial's value is the exact scaling by 2^k: within the range the result is never subnormal and never overflows.
 */
export function expLanes(lanes: LaneWriter, x: Lanes, range: Range = UNKNOWN): Lanes {
  const inner = coreOfExp(lanes, x);
  const low = range.low < EXP_ZERO_BELOW;
  const high = range.high > EXP_INFINITE_ABOVE;
  let result = inner;
  if (low) result = lanes.binary('v128.andnot', result, lanes.compare('lt', x, lanes.constant(EXP_ZERO_BELOW)));
  if (high) {
    const above = lanes.compare('gt', x, lanes.constant(EXP_INFINITE_ABOVE));
    result = lanes.select(above, lanes.constant(Infinity), result);
  }
  if (range.nan) result = lanes.select(lanes.compare('ne', x, x), x, result);
  return result;
}

/** Something that compares with 1 as 1 + e^y does: the ends of the range are cut off, where nothing depends on them. */
export function expForTest(lanes: LaneWriter, y: Lanes, range: Range): Lanes {
  let x = y;
  if (range.low < EXP_ZERO_BELOW) x = lanes.binary('f64x2.pmax', x, lanes.constant(EXP_ZERO_BELOW));
  if (range.high > EXP_INFINITE_ABOVE) x = lanes.binary('f64x2.pmin', x, lanes.constant(EXP_INFINITE_ABOVE));
  return coreOfExp(lanes, x);
}

function coreOfExp(lanes: LaneWriter, x: Lanes): Lanes {
  const c = (value: number) => lanes.constant(value);
  const add = (a: Lanes, b: Lanes) => lanes.add(a, b);
  const mul = (a: Lanes, b: Lanes) => lanes.multiply(a, b);
  const shifted = add(mul(x, c(Math.LOG2E)), c(ROUNDER));
  const k = lanes.subtract(shifted, c(ROUNDER));
  const r = lanes.subtract(lanes.subtract(x, mul(k, c(LN2_HIGH))), mul(k, c(LN2_LOW)));
  const r2 = mul(r, r);
  const r4 = mul(r2, r2);
  const a = add(add(c(1), r), mul(r2, add(c(0.5), mul(r, c(0.16666666666666666)))));
  const b = add(
    add(c(0.041666666666666664), mul(r, c(0.008333333333333333))),
    mul(r2, add(c(0.001388888888888889), mul(r, c(0.0001984126984126984)))),
  );
  const top = add(c(2.48015873015873e-5), mul(r, c(2.7557319223985893e-6)));
  const p = add(a, mul(r4, add(b, mul(r4, top))));
  const exponent = lanes.shift('i64x2.shl', shifted, 52);
  return lanes.binary('i64x2.add', p, exponent);
}

/** ln x. `isOrdinary`: proven to be a normal positive number. */
export function logLanes(lanes: LaneWriter, x: Lanes, isOrdinary: boolean): Lanes {
  const c = (value: number) => lanes.constant(value);
  const add = (a: Lanes, b: Lanes) => lanes.add(a, b);
  const mul = (a: Lanes, b: Lanes) => lanes.multiply(a, b);
  const small = isOrdinary ? 'none' : lanes.compare('lt', x, c(SMALLEST_NORMAL));
  const lifted = small === 'none' ? x : lanes.select(small, mul(x, c(LIFT)), x);
  const high = lanes.binary('v128.or', lanes.shift('i64x2.shr_u', lifted, 52), lanes.bits(doubleBytes(WHOLE)));
  const bias = small === 'none' ? c(WHOLE + 1023) : lanes.select(small, c(WHOLE + 1077), c(WHOLE + 1023));
  const exponent = lanes.subtract(high, bias);
  const mantissa = lanes.binary(
    'v128.or',
    lanes.binary('v128.and', lifted, lanes.bits(MANTISSA)),
    lanes.bits(ONE_BITS),
  );
  const isUpper = lanes.compare('gt', mantissa, c(Math.SQRT2));
  const m = lanes.select(isUpper, mul(mantissa, c(0.5)), mantissa);
  const k = add(exponent, lanes.orZero(isUpper, c(1)));
  const s = lanes.divide(lanes.subtract(m, c(1)), add(m, c(1)));
  const z = mul(s, s);
  let series = add(c(2 / 17), mul(z, c(2 / 19)));
  for (const odd of [15, 13, 11, 9, 7, 5, 3]) series = add(c(2 / odd), mul(z, series));
  const tail = add(mul(c(2), s), add(mul(s, mul(z, series)), mul(k, c(LN2_LOW))));
  const result = add(mul(k, c(LN2_HIGH)), tail);
  return isOrdinary ? result : endsOfLog(lanes, x, result);
}

function endsOfLog(lanes: LaneWriter, x: Lanes, result: Lanes): Lanes {
  const positive = lanes.compare('gt', x, lanes.constant(0));
  const isZero = lanes.compare('eq', x, lanes.constant(0));
  const isInfinite = lanes.compare('eq', x, lanes.constant(Infinity));
  const others = lanes.select(isZero, lanes.constant(-Infinity), lanes.constant(Number.NaN));
  return lanes.select(positive, lanes.select(isInfinite, x, result), others);
}

export function logisticLanes(lanes: LaneWriter, x: Lanes, { low, high, nan }: Range): Lanes {
  const e = expLanes(lanes, lanes.unary('f64x2.neg', x), { low: -high, high: -low, nan });
  return lanes.divide(lanes.constant(1), lanes.add(lanes.constant(1), e));
}

/** x^y for a constant y; null when there is no short way. */
export function powLanes(lanes: LaneWriter, x: Lanes, y: number): Lanes | null {
  if (Number.isNaN(y)) return null;
  const isZero = lanes.compare('eq', x, lanes.constant(0));
  if (Math.abs(y) <= LARGEST_PRODUCT_EXPONENT && Math.floor(y) === y) return productLanes(lanes, x, y, isZero);
  const power = expLanes(lanes, lanes.multiply(lanes.constant(y), logLanes(lanes, x, false)));
  const positive = lanes.compare('gt', x, lanes.constant(0));
  const others = lanes.select(isZero, lanes.constant(y > 0 ? 0 : Infinity), lanes.constant(Number.NaN));
  return lanes.select(positive, power, others);
}

function productLanes(lanes: LaneWriter, x: Lanes, y: number, isZero: Lanes): Lanes {
  const factors = Math.abs(y);
  if (factors === 0) return lanes.constant(1);
  let product = x;
  for (let i = 1; i < factors; i++) product = lanes.multiply(product, x);
  if (y < 0) return lanes.select(isZero, lanes.constant(Infinity), lanes.divide(lanes.constant(1), product));
  return factors % 2 === 0 ? product : lanes.binary('v128.andnot', product, isZero);
}
