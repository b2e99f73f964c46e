// Draws by inversion for all lanes: the normal quantile and counts of a Poisson law, operation by operation as in ../arithmetic and ../chance.

import {
  CENTRE_BOTTOM,
  CENTRE_TOP,
  MIDDLE_BOTTOM,
  MIDDLE_TOP,
  TAIL_BOTTOM,
  TAIL_TOP,
} from '../arithmetic/normal-quantile.ts';
import { MAX_POISSON_COUNT } from '../chance/poisson.ts';
import type { Lanes, LaneWriter } from './wasm-lanes.ts';
import { expLanes, logLanes } from './wasm-math.ts';

/** u in (0, 1). What no lane needs is left out. */
export function normalLanes(lanes: LaneWriter, u: Lanes): Lanes {
  const c = (value: number) => lanes.constant(value);
  const q = lanes.subtract(u, c(0.5));
  const square = lanes.subtract(c(0.180625), lanes.multiply(q, q));
  const result = lanes.variable(lanes.multiply(q, ratio(lanes, CENTRE_TOP, CENTRE_BOTTOM, square)));
  const isOuter = lanes.compare('gt', lanes.unary('f64x2.abs', q), c(0.425));
  lanes.whenAny(isOuter, () => {
    const isLow = lanes.compare('lt', q, c(0));
    const nearer = lanes.select(isLow, u, lanes.subtract(c(1), u));
    const r = lanes.unary('f64x2.sqrt', lanes.unary('f64x2.neg', logLanes(lanes, nearer, true)));
    const size = lanes.variable(ratio(lanes, MIDDLE_TOP, MIDDLE_BOTTOM, lanes.subtract(r, c(1.6))));
    const isFar = lanes.compare('gt', r, c(5));
    lanes.whenAny(isFar, () => {
      const far = ratio(lanes, TAIL_TOP, TAIL_BOTTOM, lanes.subtract(r, c(5)));
      lanes.assign(size, lanes.select(isFar, far, size));
    });
    const outer = lanes.select(isLow, lanes.unary('f64x2.neg', size), size);
    lanes.assign(result, lanes.select(isOuter, outer, result));
  });
  return result;
}

function ratio(lanes: LaneWriter, top: readonly number[], bottom: readonly number[], x: Lanes): Lanes {
  return lanes.divide(polynomial(lanes, top, x), polynomial(lanes, bottom, x));
}

function polynomial(lanes: LaneWriter, [first, ...others]: readonly number[], x: Lanes): Lanes {
  return others.reduce(
    (value, next) => lanes.add(lanes.multiply(value, x), lanes.constant(next)),
    lanes.constant(first!),
  );
}

/** Lanes that are done wait for the others. Rates out of range are somebody else's fault, and end as well. */
export function poissonLanes(lanes: LaneWriter, rate: Lanes, u: Lanes): Lanes {
  const { code } = lanes;
  const lasting = (value: Lanes): Lanes => {
    const variable = lanes.variable(value);
    for (const part of variable.parts) code.pin(part);
    return variable;
  };
  for (const part of [...rate.parts, ...u.parts]) code.pin(part);
  const count = lasting(lanes.constant(0));
  const probability = lasting(expLanes(lanes, lanes.unary('f64x2.neg', rate)));
  const sum = lasting(probability);
  const open = lasting(lanes.compare('ge', u, sum));
  // Mostly nothing happens, and then nothing has to be divided.
  lanes.any(open);
  code.when(() =>
    code.loop(() => {
      const below = lanes.compare('lt', count, lanes.constant(MAX_POISSON_COUNT));
      const following = lanes.add(count, lanes.constant(1));
      const part = lanes.divide(lanes.multiply(probability, rate), following);
      const next = lanes.add(sum, part);
      const goes = lanes.both(open, lanes.both(below, lanes.compare('ne', next, sum)));
      lanes.assign(probability, part);
      lanes.assign(sum, lanes.select(goes, next, sum));
      lanes.assign(count, lanes.select(goes, following, count));
      lanes.assign(open, lanes.laid(lanes.both(goes, lanes.compare('ge', u, sum))));
      lanes.any(open);
    }),
  );
  return count;
}
