// A group of futures at a time: a number is some vectors of two doubles, and every operation is written for one vector after the other (the
// processor overlaps them). A condition is a mask of all bits or none in each lane; masks known when compiling write nothing.

import { F64, I32, V128, type ValueType } from './wasm-bytes.ts';
import { doubleBytes, type FunctionWriter, type Value } from './wasm-function.ts';
import type { Opcode } from './wasm-opcodes.ts';

/** Vectors of a number. */
export const VECTORS = 2;
export const LANES: number = 2 * VECTORS;
/** Bytes of a number of all lanes. */
export const CELL: number = 16 * VECTORS;
const VECTOR_BYTES = 16;

/** A number in all lanes, or a mask: its vectors. */
export interface Lanes {
  readonly parts: readonly Value[];
}

/** A condition: lanes, or what is known of all lanes alike. */
export type Mask = Lanes | 'all' | 'none';

export class LaneWriter {
  readonly code: FunctionWriter;
  private readonly width: number;

  /** `width`: vectors of a number. */
  constructor(code: FunctionWriter, width: number = VECTORS) {
    this.code = code;
    this.width = width;
  }

  /** The same in every lane. */
  constant(value: number): Lanes {
    return this.bits(doubleBytes(value));
  }

  /** The same eight bytes in every lane. */
  bits(bytes: readonly number[]): Lanes {
    const { code } = this;
    const half = code.once(`constant ${bytes.join()}`, () => code.make(V128, 'v128.const', [], ...bytes, ...bytes));
    return this.alike(half);
  }

  /** The same vector for all. */
  alike(part: Value): Lanes {
    return { parts: new Array<Value>(this.width).fill(part) };
  }

  each(make: (part: number) => Value): Lanes {
    return { parts: Array.from({ length: this.width }, (_, part) => make(part)) };
  }

  unary(op: Opcode, a: Lanes): Lanes {
    return this.each((part) => this.code.make(V128, op, [a.parts[part]!]));
  }

  binary(op: Opcode, a: Lanes, b: Lanes): Lanes {
    return this.each((part) => this.code.make(V128, op, [a.parts[part]!, b.parts[part]!]));
  }

  add(a: Lanes, b: Lanes): Lanes {
    return this.binary('f64x2.add', a, b);
  }

  subtract(a: Lanes, b: Lanes): Lanes {
    return this.binary('f64x2.sub', a, b);
  }

  multiply(a: Lanes, b: Lanes): Lanes {
    return this.binary('f64x2.mul', a, b);
  }

  divide(a: Lanes, b: Lanes): Lanes {
    return this.binary('f64x2.div', a, b);
  }

  shift(op: Opcode, x: Lanes, by: number): Lanes {
    return this.each((part) => {
      this.code.get(x.parts[part]!).i32(by).op(op);
      return this.taken(V128);
    });
  }

  /** What is on the stack. */
  taken(type: ValueType): Value {
    const value = this.code.fresh(type);
    this.code.set(value);
    return value;
  }

  compare(op: 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge', a: Lanes, b: Lanes): Lanes {
    return this.binary(`f64x2.${op}`, a, b);
  }

  /** `yes` where the mask holds, else `no`. */
  select(mask: Mask, yes: Lanes, no: Lanes): Lanes {
    if (mask === 'all') return yes;
    if (mask === 'none') return no;
    return this.each((part) =>
      this.code.make(V128, 'v128.bitselect', [yes.parts[part]!, no.parts[part]!, mask.parts[part]!]),
    );
  }

  /** `yes` where the mask holds, else 0. */
  orZero(mask: Mask, yes: Lanes): Lanes {
    if (mask === 'all') return yes;
    return mask === 'none' ? this.constant(0) : this.binary('v128.and', yes, mask);
  }

  both(a: Mask, b: Mask): Mask {
    if (a === 'none' || b === 'none') return 'none';
    if (a === 'all') return b;
    return b === 'all' ? a : this.binary('v128.and', a, b);
  }

  either(a: Mask, b: Mask): Mask {
    if (a === 'all' || b === 'all') return 'all';
    if (a === 'none') return b;
    return b === 'none' ? a : this.binary('v128.or', a, b);
  }

  /** `a` and not `b`. */
  without(a: Mask, b: Mask): Mask {
    if (a === 'none' || b === 'all') return 'none';
    if (b === 'none') return a;
    return a === 'all' ? this.unary('v128.not', b) : this.binary('v128.andnot', a, b);
  }

  not(mask: Mask): Mask {
    return this.without('all', mask);
  }

  /** The mask as it lies in memory. */
  laid(mask: Mask): Lanes {
    if (mask === 'all') return this.bits([255, 255, 255, 255, 255, 255, 255, 255]);
    return mask === 'none' ? this.constant(0) : mask;
  }

  load(address: Value, offset: number): Lanes {
    return this.each((part) => this.code.load('v128.load', address, offset + part * VECTOR_BYTES));
  }

  store(address: Value, offset: number, value: Lanes): void {
    for (const [part, vector] of value.parts.entries()) {
      this.code.store('v128.store', address, offset + part * VECTOR_BYTES, vector);
    }
  }

  /** A value that later statements may change. */
  variable(value: Lanes): Lanes {
    const copy = this.each(() => this.code.fresh(V128));
    this.assign(copy, value);
    return copy;
  }

  assign(variable: Lanes, value: Lanes): void {
    for (const [part, target] of variable.parts.entries()) this.code.get(value.parts[part]!).set(target);
  }

  /** Leaves on the stack whether any lane is in the mask. */
  any(mask: Lanes): void {
    for (const [at, part] of [...new Set(mask.parts)].entries()) {
      this.code.get(part);
      if (at > 0) this.code.op('v128.or');
    }
    this.code.op('v128.any_true');
  }

  /** Runs the body if any lane is in the mask. */
  whenAny(mask: Mask, body: () => void): void {
    if (mask === 'none') return;
    if (mask === 'all') {
      body();
      return;
    }
    this.any(mask);
    this.code.when(body);
  }

  /** A whole number of all lanes alike, as doubles. */
  splat(whole: Value): Lanes {
    const half = this.code.make(V128, 'f64x2.splat', [this.code.make(F64, 'f64.convert_i32_s', [whole])]);
    return this.alike(half);
  }

  call(index: number, operands: readonly Lanes[]): Lanes {
    return this.each((part) => {
      this.code.call(
        index,
        operands.map(({ parts }) => parts[part]!),
      );
      return this.taken(V128);
    });
  }

  whole(value: number): Value {
    this.code.i32(value);
    return this.taken(I32);
  }
}
