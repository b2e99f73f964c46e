// The few functions that every kernel calls, two futures at a time: the exact rule of a log-odds chance, and powers with a free exponent.

import { UNKNOWN } from './range.ts';
import { F64, type FunctionCode, V128 } from './wasm-bytes.ts';
import { FunctionWriter } from './wasm-function.ts';
import { type Lanes, LaneWriter } from './wasm-lanes.ts';
import { expForTest } from './wasm-math.ts';

type Helper = 'exact' | 'pow_lanes';

export function helperFunctions(powIndex: number): readonly FunctionCode[] {
  return [exactFunction(), powFunction(powIndex)];
}

/** (x, u): whether u * (1 + exp(-x)) < 1. */
function exactFunction(): FunctionCode {
  return helper('exact', (lanes, x, u) => {
    const e = expForTest(lanes, lanes.unary('f64x2.neg', x), UNKNOWN);
    const product = lanes.multiply(u, lanes.add(lanes.constant(1), e));
    return lanes.compare('lt', product, lanes.constant(1));
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

function helper(name: Helper, write: (lanes: LaneWriter, a: Lanes, b: Lanes) => Lanes): FunctionCode {
  const code = new FunctionWriter(name, [V128, V128], [V128]);
  const lanes = new LaneWriter(code, 1);
  const [a, b] = [code.parameter(0), code.parameter(1)];
  const result = write(lanes, { parts: [a] }, { parts: [b] });
  code.get(result.parts[0]!);
  return code.finish();
}

/** (number of a column, u): the value by the column's law. */
export const LAW_IMPORT = { name: 'law', parameters: [F64, F64], results: [F64] } as const;
export const POW_IMPORT = { name: 'pow', parameters: [F64, F64], results: [F64] } as const;
