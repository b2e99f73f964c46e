// Instructions that name their values -> the bytes of one function. Values are virtual locals, each written where it is made; when the
// function is done, they are given real locals, which are used again as soon as their value is needed no more.

import { F64, type FunctionCode, I32, signed, unsigned, V128, type ValueType } from './wasm-bytes.ts';
import { OPCODES, type Opcode } from './wasm-opcodes.ts';

/** A value held in a local. */
export interface Value {
  readonly index: number;
  readonly type: ValueType;
}

/** A token is a byte, or a local that is read or written. */
const FIRST_LOCAL_TOKEN = 256;

export class FunctionWriter {
  private readonly name: string;
  private readonly parameters: readonly ValueType[];
  private readonly results: readonly ValueType[];
  private readonly exported: boolean;
  private readonly values: Value[] = [];
  private readonly pinned = new Set<number>();
  private readonly constants = new Map<string, Value>();
  private prologue: number[] = [];
  private body: number[] = [];
  private isPrologue = false;

  constructor(name: string, parameters: readonly ValueType[], results: readonly ValueType[], exported = false) {
    this.name = name;
    this.parameters = parameters;
    this.results = results;
    this.exported = exported;
    for (const type of parameters) this.pin(this.fresh(type));
  }

  parameter(index: number): Value {
    return this.values[index]!;
  }

  fresh(type: ValueType): Value {
    const value = { index: this.values.length, type };
    this.values.push(value);
    return value;
  }

  /** Keeps its real local for itself: for values that live from one round of a loop to the next. */
  pin(value: Value): Value {
    this.pinned.add(value.index);
    return value;
  }

  /** A value made once, before everything else. */
  once(key: string, make: () => Value): Value {
    const old = this.constants.get(key);
    if (old !== undefined) return old;
    const outer = this.isPrologue;
    this.isPrologue = true;
    const value = this.pin(make());
    this.isPrologue = outer;
    this.constants.set(key, value);
    return value;
  }

  get(value: Value): this {
    return this.token(FIRST_LOCAL_TOKEN + 2 * value.index);
  }

  set(value: Value): this {
    return this.token(FIRST_LOCAL_TOKEN + 2 * value.index + 1);
  }

  op(name: Opcode, ...immediates: readonly number[]): this {
    const code = OPCODES[name];
    if (code < 0x100) this.token(code);
    else {
      this.token(0xfd);
      for (const byte of unsigned(code - 0x100)) this.token(byte);
    }
    for (const byte of immediates) this.token(byte);
    return this;
  }

  /** The value of an instruction whose operands are read from locals. */
  make(type: ValueType, name: Opcode, operands: readonly Value[], ...immediates: readonly number[]): Value {
    for (const operand of operands) this.get(operand);
    const value = this.fresh(type);
    this.op(name, ...immediates).set(value);
    return value;
  }

  i32(value: number): this {
    return this.op('i32.const', ...signed(value));
  }

  f64(value: number): this {
    return this.op('f64.const', ...doubleBytes(value));
  }

  load(name: Opcode, address: Value, offset: number, type: ValueType = V128): Value {
    return this.make(type, name, [address], ...this.place(name, offset));
  }

  store(name: Opcode, address: Value, offset: number, value: Value): this {
    return this.get(address)
      .get(value)
      .op(name, ...this.place(name, offset));
  }

  call(index: number, operands: readonly Value[]): this {
    for (const operand of operands) this.get(operand);
    return this.op('call', ...unsigned(index));
  }

  /** Written when the condition on the stack holds. */
  when(body: () => void): void {
    this.op('if', 0x40);
    body();
    this.op('end');
  }

  /** `body` leaves on the stack whether to go round again. */
  loop(body: () => void): void {
    this.op('loop', 0x40);
    body();
    this.op('br_if', 0).op('end');
  }

  size(): number {
    return this.body.length;
  }

  finish(): FunctionCode {
    const places = new LocalPlaces(this.values, this.parameters.length, this.pinned, [this.prologue, this.body]);
    const body = places.resolve([this.prologue, this.body]);
    const { name, parameters, results, exported } = this;
    return { name, parameters, results, exported, locals: places.types, body };
  }

  private place(name: Opcode, offset: number): readonly number[] {
    return [ALIGNMENT[name] ?? 4, ...unsigned(offset)];
  }

  private token(token: number): this {
    (this.isPrologue ? this.prologue : this.body).push(token);
    return this;
  }
}

const ALIGNMENT: Partial<Record<Opcode, number>> = {
  'v128.load64_splat': 3,
  'v128.load32_splat': 2,
  'i32.load': 2,
  'i32.store': 2,
  'f64.load': 3,
  'f64.store': 3,
};

export function doubleBytes(value: number): readonly number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)];
}

/** Gives values their real locals, by the order in which tokens stand. There are no loops but such whose lasting values are pinned. */
class LocalPlaces {
  readonly types: ValueType[] = [];
  private readonly values: readonly Value[];
  private readonly parameters: number;
  private readonly places: number[];
  private readonly last: Int32Array;

  constructor(
    values: readonly Value[],
    parameters: number,
    pinned: ReadonlySet<number>,
    parts: readonly (readonly number[])[],
  ) {
    this.values = values;
    this.parameters = parameters;
    this.places = values.map((_, index) => (index < parameters ? index : -1));
    this.last = new Int32Array(values.length).fill(-1);
    let at = 0;
    for (const part of parts) {
      for (const token of part) {
        if (token >= FIRST_LOCAL_TOKEN) this.last[(token - FIRST_LOCAL_TOKEN) >> 1] = at;
        at += 1;
      }
    }
    for (const index of pinned) this.last[index] = at;
  }

  resolve(parts: readonly (readonly number[])[]): readonly number[] {
    const bytes: number[] = [];
    const free: Record<ValueType, number[]> = { [I32]: [], [F64]: [], [V128]: [] };
    let at = 0;
    for (const part of parts) {
      for (const token of part) {
        if (token < FIRST_LOCAL_TOKEN) bytes.push(token);
        else {
          const index = (token - FIRST_LOCAL_TOKEN) >> 1;
          const { type } = this.values[index]!;
          if (this.places[index]! < 0)
            this.places[index] = free[type].pop() ?? this.parameters + this.types.push(type) - 1;
          bytes.push((token & 1) === 0 ? 0x20 : 0x21);
          for (const byte of unsigned(this.places[index]!)) bytes.push(byte);
          if (this.last[index] === at) free[type].push(this.places[index]!);
        }
        at += 1;
      }
    }
    return bytes;
  }
}
