// The few functions that every kernel calls: the exact rule of a log-odds chance, counts of a Poisson law, powers with a free exponent.

import { MAX_POISSON_COUNT } from '../chance/poisson.ts';
import { type FunctionCode, F64, V128 } from './wasm-bytes.ts';
import { FunctionWriter } from './wasm-function.ts';
import { HalfWriter, type Lanes } from './wasm-lanes.ts';
import { expForTest, expLanes } from './wasm-math.ts';
import { UNKNOWN } from './range.ts';

/** Two doubles and two doubles give two doubles (or a mask). */
export const HELPERS = ['exact', 'poisson', 'pow_lanes'] as const;

export function helperFunctions(powIndex: number): readonly FunctionCode[] {
  return [exactFunction(), poissonFunction(), powFunction(powIndex)];
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
      code.pin(variable.halves[0]);
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
    const [a, b] = [x.halves[0], y.halves[0]];
    for (const lane of [0, 1]) {
      code.get(a).op('f64x2.extract_lane', lane).get(b).op('f64x2.extract_lane', lane).call(powIndex, []);
      if (lane === 0) code.op('f64x2.splat');
      else code.op('f64x2.replace_lane', lane);
    }
    const value = lanes.taken(V128);
    return { halves: [value, value] };
  });
}

function helper(
  name: (typeof HELPERS)[number],
  write: (lanes: HalfWriter, a: Lanes, b: Lanes) => Lanes,
): FunctionCode {
  const code = new FunctionWriter(name, [V128, V128], [V128]);
  const lanes = new HalfWriter(code);
  const [a, b] = [code.parameter(0), code.parameter(1)];
  const result = write(lanes, { halves: [a, a] }, { halves: [b, b] });
  code.get(result.halves[0]);
  return code.finish();
}

export const POW_IMPORT = { name: 'pow', parameters: [F64, F64], results: [F64] } as const;
