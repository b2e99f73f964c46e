// Draws by inversion for all lanes: the normal quantile and counts of a Poisson law, operation by operation as in ../arithmetic and ../chance.

import { MAX_POISSON_COUNT } from '../chance/poisson.ts';
import type { Lanes, LaneWriter } from './wasm-lanes.ts';
import { expLanes, logLanes } from './wasm-math.ts';

// Coefficients of ../arithmetic/normal-quantile.ts, highest power first.
const CENTRE_TOP: readonly number[] = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTRE_BOTTOM: readonly number[] = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const MIDDLE_TOP: readonly number[] = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const MIDDLE_BOTTOM: readonly number[] = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const TAIL_TOP: readonly number[] = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_BOTTOM: readonly number[] = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

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
