// The functions that fill a column of draws for all groups and turns: threefry for four futures at once, then what the column holds.

import { type FunctionCode, I32, V128 } from './wasm-bytes.ts';
import { FunctionWriter, type Value } from './wasm-function.ts';
import { type Lanes, LaneWriter } from './wasm-lanes.ts';
import { logLanes } from './wasm-math.ts';
import type { MemoryLayout } from './wasm-memory.ts';

/** Rotations of Threefry-2x32, eight rounds in turn. */
export const ROTATIONS: readonly number[] = [13, 15, 26, 6, 17, 29, 16, 24];
const ROUNDS = 20;
const PARITY = 0x1bd11bda;

/** `words`: u of two turns a block. `thresholds`: also ln(u / (1 - u)), in the column, and u behind it. `reals`: 53-bit uniforms. */
export type FillKind = 'words' | 'thresholds' | 'reals';

/** Called with: address of the two words of the key, first record, address of the column in the first row, end of the records, distance from a threshold to its uniform. */
const PARAMETERS = [I32, I32, I32, I32, I32] as const;

export function fillFunction(kind: FillKind, memory: MemoryLayout): FunctionCode {
  const code = new FunctionWriter(`fill_${kind}`, PARAMETERS, [], true);
  const lanes = new LaneWriter(code);
  const [key, record, column, end, apart] = PARAMETERS.map((_, index) => code.parameter(index)) as [
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  const { draws } = memory;
  const keys = keyWords(code, key);
  const [pointer, counter] = [code.pin(code.fresh(I32)), code.pin(code.fresh(I32))];
  const turnsABlock = kind === 'reals' ? 1 : 2;
  code.loop(() => {
    const start0 = code.pin(sum(code, code.load('v128.load', record, memory.counters.at), keys[0]));
    const start1 = code.pin(sum(code, code.load('v128.load', record, memory.counters.at + 16), keys[1]));
    code.get(column).set(pointer);
    code.i32(0).set(counter);
    code.loop(() => {
      const second = sum(code, start1, code.make(V128, 'i32x4.splat', [counter]));
      const [a, b] = threefry(code, keys, start0, second);
      const put = (offset: number, u: Lanes): void => {
        if (kind === 'thresholds') {
          const uniform = code.make(I32, 'i32.add', [pointer, apart]);
          lanes.store(uniform, offset, u);
          lanes.store(pointer, offset, thresholdLanes(lanes, u));
        } else lanes.store(pointer, offset, u);
      };
      if (kind === 'reals') put(0, uniform53(lanes, a, b));
      else for (const [index, word] of [a, b].entries()) put(index * draws.row, uniform32(lanes, word));
      code.get(pointer).i32(turnsABlock * draws.row).op('i32.add').set(pointer);
      code.get(counter).i32(1).op('i32.add').set(counter);
      code.get(counter).i32(draws.rows / turnsABlock).op('i32.lt_u');
    });
    code.get(column).i32(draws.group).op('i32.add').set(column);
    code.get(record).i32(memory.record).op('i32.add').set(record);
    code.get(record).get(end).op('i32.lt_u');
  });
  return code.finish();
}

function keyWords(code: FunctionWriter, key: Value): readonly [Value, Value, Value] {
  const k0 = code.pin(code.load('v128.load32_splat', key, 0));
  const k1 = code.pin(code.load('v128.load32_splat', key, 4));
  const both = code.make(V128, 'v128.xor', [k0, k1]);
  return [k0, k1, code.pin(code.make(V128, 'v128.xor', [both, words(code, PARITY)]))];
}

function threefry(
  code: FunctionWriter,
  keys: readonly [Value, Value, Value],
  x0: Value,
  x1: Value,
): readonly [Value, Value] {
  let [a, b] = [x0, x1];
  for (let round = 0; round < ROUNDS; round++) {
    a = sum(code, a, b);
    b = code.make(V128, 'v128.xor', [rotated(code, b, ROTATIONS[round % ROTATIONS.length]!), a]);
    if (round % 4 !== 3) continue;
    const group = (round + 1) / 4;
    a = sum(code, a, keys[group % 3]!);
    b = sum(code, sum(code, b, keys[(group + 1) % 3]!), words(code, group));
  }
  return [a, b];
}

function sum(code: FunctionWriter, a: Value, b: Value): Value {
  return code.make(V128, 'i32x4.add', [a, b]);
}

/** The same 32-bit word in every lane. */
function words(code: FunctionWriter, word: number): Value {
  const bytes = [...new Uint8Array(Uint32Array.of(word, word, word, word).buffer)];
  return code.once(`words ${word}`, () => code.make(V128, 'v128.const', [], ...bytes));
}

/** Whole bytes are moved, other distances take two shifts. */
function rotated(code: FunctionWriter, x: Value, left: number): Value {
  if (left % 8 === 0) {
    const bytes = Array.from({ length: 16 }, (_, at) => (at & 12) + ((at + 4 - left / 8) & 3));
    return code.make(V128, 'i8x16.shuffle', [x, x], ...bytes);
  }
  code.get(x).i32(left).op('i32x4.shl');
  code.get(x).i32(32 - left).op('i32x4.shr_u');
  code.op('v128.or');
  const value = code.fresh(V128);
  code.set(value);
  return value;
}

/** Four words as doubles. */
function doubles(lanes: LaneWriter, x: Value): Lanes {
  const { code } = lanes;
  const upper = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];
  return lanes.each((half) => {
    const pair = half === 0 ? x : code.make(V128, 'i8x16.shuffle', [x, x], ...upper);
    return code.make(V128, 'f64x2.convert_low_i32x4_u', [pair]);
  });
}

/** (word + 1/2) / 2^32. */
function uniform32(lanes: LaneWriter, word: Value): Lanes {
  return lanes.multiply(lanes.add(doubles(lanes, word), lanes.constant(0.5)), lanes.constant(2 ** -32));
}

function uniform53(lanes: LaneWriter, a: Value, b: Value): Lanes {
  const { code } = lanes;
  const shifted = (x: Value, by: number): Value => {
    code.get(x).i32(by).op('i32x4.shr_u');
    return lanes.taken(V128);
  };
  const high = lanes.multiply(doubles(lanes, shifted(a, 5)), lanes.constant(2 ** 26));
  const n = lanes.add(high, doubles(lanes, shifted(b, 6)));
  const isZero = lanes.compare('eq', n, lanes.constant(0));
  return lanes.select(isZero, lanes.constant(2 ** -54), lanes.multiply(n, lanes.constant(2 ** -53)));
}

/** ln(u / (1 - u)); see guard-band.ts. */
function thresholdLanes(lanes: LaneWriter, u: Lanes): Lanes {
  return logLanes(lanes, lanes.divide(u, lanes.subtract(lanes.constant(1), u)), true);
}
