// The few functions that every kernel calls: the exact rule of a log-odds chance, counts of a Poisson law, powers with a free exponent.

import { MAX_POISSON_COUNT } from '../chance/poisson.ts';
import { UNKNOWN } from './range.ts';
import { F64, type FunctionCode, V128 } from './wasm-bytes.ts';
import { FunctionWriter } from './wasm-function.ts';
import { LaneWriter, type Lanes } from './wasm-lanes.ts';
import { expForTest, expLanes, logLanes } from './wasm-math.ts';

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

type Helper = 'exact' | 'poisson' | 'pow_lanes' | 'normal_lanes';

export function helperFunctions(powIndex: number): readonly FunctionCode[] {
  return [exactFunction(), poissonFunction(), powFunction(powIndex), normalFunction()];
}

/** (x, u): whether u * (1 + exp(-x)) < 1. */
function exactFunction(): FunctionCode {
  return helper('exact', (lanes, x, u) => {
    const e = expForTest(lanes, lanes.unary('f64x2.neg', x), UNKNOWN);
    const product = lanes.multiply(u, lanes.add(lanes.constant(1), e));
    return lanes.compare('lt', product, lanes.constant(1));
  });
}

/** (rate, u): the count, as in ../chance/poisson.ts; lanes that are done wait for the others. */
function poissonFunction(): FunctionCode {
  return helper('poisson', (lanes, rate, u) => {
    const { code } = lanes;
    const lasting = (value: Lanes): Lanes => {
      const variable = lanes.variable(value);
      code.pin(variable.parts[0]!);
      return variable;
    };
    const count = lasting(lanes.constant(0));
    const probability = lasting(expLanes(lanes, lanes.unary('f64x2.neg', rate)));
    const sum = lasting(probability);
    const open = lasting(lanes.laid('all'));
    code.loop(() => {
      const more = lanes.compare('ge', u, sum);
      const below = lanes.compare('lt', count, lanes.constant(MAX_POISSON_COUNT));
      const following = lanes.add(count, lanes.constant(1));
      const part = lanes.divide(lanes.multiply(probability, rate), following);
      const next = lanes.add(sum, part);
      const goes = lanes.both(lanes.both(open, more), lanes.both(below, lanes.compare('ne', next, sum)));
      lanes.assign(open, lanes.laid(goes));
      lanes.assign(probability, part);
      lanes.assign(sum, lanes.select(goes, next, sum));
      lanes.assign(count, lanes.select(goes, following, count));
      lanes.any(open);
    });
    return count;
  });
}

function powFunction(powIndex: number): FunctionCode {
  return helper('pow_lanes', (lanes, x, y) => {
    const { code } = lanes;
    const [a, b] = [x.parts[0]!, y.parts[0]!];
    for (const lane of [0, 1]) {
      code.get(a).op('f64x2.extract_lane', lane).get(b).op('f64x2.extract_lane', lane).call(powIndex, []);
      if (lane === 0) code.op('f64x2.splat');
      else code.op('f64x2.replace_lane', lane);
    }
    const value = lanes.taken(V128);
    return { parts: [value] };
  });
}

/** u in (0, 1): the normal quantile, as in ../arithmetic/normal-quantile.ts; what no lane needs is left out. */
function normalFunction(): FunctionCode {
  return helper('normal_lanes', (lanes, u) => {
    const { code } = lanes;
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
    code.pin(result.parts[0]!);
    return result;
  });
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

function helper(name: Helper, write: (lanes: LaneWriter, a: Lanes, b: Lanes) => Lanes): FunctionCode {
  const code = new FunctionWriter(name, write.length > 2 ? [V128, V128] : [V128], [V128]);
  const lanes = new LaneWriter(code, 1);
  const [a, b] = [code.parameter(0), code.parameter(write.length > 2 ? 1 : 0)];
  const result = write(lanes, { parts: [a] }, { parts: [b] });
  code.get(result.parts[0]!);
  return code.finish();
}

/** (number of a column, u): the value by the column's law. */
export const LAW_IMPORT = { name: 'law', parameters: [F64, F64], results: [F64] } as const;
export const POW_IMPORT = { name: 'pow', parameters: [F64, F64], results: [F64] } as const;
