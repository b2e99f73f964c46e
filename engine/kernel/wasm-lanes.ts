// Four futures at a time: a number is two vectors of two doubles, and every operation is written for the one half and then for the other
// (the processor overlaps them). A condition is a mask of all bits or none in each lane; masks known when compiling write nothing.

import { F64, I32, V128, type ValueType } from './wasm-bytes.ts';
import { doubleBytes, type FunctionWriter, type Value } from './wasm-function.ts';
import type { Opcode } from './wasm-opcodes.ts';

export const LANES = 4;
/** Bytes of a number of all lanes. */
export const CELL = 32;
const HALF = 16;

/** A number in four lanes, or a mask. */
export interface Lanes {
  readonly halves: readonly [Value, Value];
}

/** A condition: lanes, or what is known of all lanes alike. */
export type Mask = Lanes | 'all' | 'none';

export class LaneWriter {
  readonly code: FunctionWriter;

  constructor(code: FunctionWriter) {
    this.code = code;
  }

  /** The same in both halves. */
  constant(value: number): Lanes {
    return this.bits(doubleBytes(value));
  }

  /** The same eight bytes in every lane. */
  bits(bytes: readonly number[]): Lanes {
    const { code } = this;
    const half = code.once(`constant ${bytes.join()}`, () => code.make(V128, 'v128.const', [], ...bytes, ...bytes));
    return { halves: [half, half] };
  }

  each(make: (half: 0 | 1) => Value): Lanes {
    return { halves: [make(0), make(1)] };
  }

  unary(op: Opcode, a: Lanes): Lanes {
    return this.each((half) => this.code.make(V128, op, [a.halves[half]]));
  }

  binary(op: Opcode, a: Lanes, b: Lanes): Lanes {
    return this.each((half) => this.code.make(V128, op, [a.halves[half], b.halves[half]]));
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
    return this.each((half) => {
      this.code.get(x.halves[half]).i32(by).op(op);
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
    return this.each((half) =>
      this.code.make(V128, 'v128.bitselect', [yes.halves[half], no.halves[half], mask.halves[half]]),
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
    return this.each((half) => this.code.load('v128.load', address, offset + half * HALF));
  }

  store(address: Value, offset: number, value: Lanes): void {
    for (const half of [0, 1] as const)
      this.code.store('v128.store', address, offset + half * HALF, value.halves[half]);
  }

  /** A value that later statements may change. */
  variable(value: Lanes): Lanes {
    const copy = this.each(() => this.code.fresh(V128));
    this.assign(copy, value);
    return copy;
  }

  assign(variable: Lanes, value: Lanes): void {
    for (const half of [0, 1] as const) this.code.get(value.halves[half]).set(variable.halves[half]);
  }

  /** Leaves on the stack whether any lane is in the mask. */
  any(mask: Lanes): void {
    const [a, b] = mask.halves;
    if (a !== b) this.code.get(a).get(b).op('v128.or').op('v128.any_true');
    else this.code.get(a).op('v128.any_true');
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
    return { halves: [half, half] };
  }

  call(index: number, operands: readonly Lanes[]): Lanes {
    return this.each((half) => {
      this.code.call(
        index,
        operands.map(({ halves }) => halves[half]),
      );
      return this.taken(V128);
    });
  }

  whole(value: number): Value {
    this.code.i32(value);
    return this.taken(I32);
  }
}

/** Two futures at a time, for functions that are called for each half. */
export class HalfWriter extends LaneWriter {
  override each(make: (half: 0 | 1) => Value): Lanes {
    const value = make(0);
    return { halves: [value, value] };
  }
}
