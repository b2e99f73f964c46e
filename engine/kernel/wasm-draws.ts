// The function that fills the draws of two turns for all groups: threefry for the futures of a group at once, then what each column holds.

import { type FunctionCode, I32, unsigned, V128 } from './wasm-bytes.ts';
import { FunctionWriter, type Value } from './wasm-function.ts';
import { CELL, LANES, type Lanes, LaneWriter } from './wasm-lanes.ts';
import { normalLanes } from './wasm-laws.ts';
import { logLanes } from './wasm-math.ts';
import { type ColumnRun, type MemoryLayout, TABLE_ENTRY } from './wasm-memory.ts';

/** Rotations of Threefry-2x32, eight rounds in turn. */
export const ROTATIONS: readonly number[] = [13, 15, 26, 6, 17, 29, 16, 24];
const ROUNDS = 20;
/** Exclusive-or of the three words of a key. */
export const PARITY = 0x1bd11bda;

/** Called with: first record, its first row of the pair of turns, number of the first turn, end of the records. */
const PARAMETERS = [I32, I32, I32, I32] as const;

/**
 * Fills two rows of every group; `law` is the function that gives a number by any law. Words of two turns come from one block; other columns take a block a turn. Columns of one kind are made
 * in a loop, each by its table entry.
 */
export function fillFunction(memory: MemoryLayout, law: number): FunctionCode {
  const code = new FunctionWriter('fill', PARAMETERS, [], true);
  const lanes = new LaneWriter(code);
  const [record, row, turn, end] = PARAMETERS.map((_, index) => code.parameter(index)) as [Value, Value, Value, Value];
  const { draws } = memory;
  code.loop(() => {
    const world = pinned(code, worldsOf(code, record, memory));
    const future = futuresOf(code, record, memory);
    const numberOf = (of: () => void): Words => {
      of();
      const splat = code.make(V128, 'i32x4.splat', [lanes.taken(I32)]);
      return pinned(code, sum(code, future, [splat]));
    };
    const pair = numberOf(() => code.get(turn).i32(1).op('i32.shr_u'));
    const first = numberOf(() => code.get(turn));
    const second = pinned(code, sum(code, first, [words(code, 1)]));
    for (const run of draws.runs) {
      eachColumn(code, row, run, (entry, cell) => {
        const fill = new ColumnFill(lanes, memory, law, run, entry, cell);
        if (run.kind === 'words' || run.kind === 'thresholds') fill.words(world, pair);
        else fill.reals(world, [first, second]);
      });
    }
    for (let at = 0; at < CELL * draws.stamps.cells; at += 16) {
      for (const offset of [0, draws.row]) {
        code.store('v128.store', row, draws.stamps.at + at + offset, lanes.constant(0).parts[0]!);
      }
    }
    code.get(row).i32(draws.group).op('i32.add').set(row);
    code.get(record).i32(memory.record).op('i32.add').set(record);
    code.get(record).get(end).op('i32.lt_u');
  });
  return code.finish();
}

/** Called with: record, its row of draws, turn, the column's table entry, byte offset of its cell and of its stamp in the row. */
export const DRAW_PARAMETERS = [I32, I32, I32, I32, I32, I32] as const;

/** Makes a column for the present turn and the other one of its pair, for one group. */
export function drawFunction(kind: 'words' | 'thresholds', memory: MemoryLayout): FunctionCode {
  const code = new FunctionWriter(`draw_${kind}`, DRAW_PARAMETERS, []);
  const lanes = new LaneWriter(code);
  const [record, row, turn, entry, offset, stamp] = DRAW_PARAMETERS.map((_, index) => code.parameter(index)) as [
    Value,
    Value,
    Value,
    Value,
    Value,
    Value,
  ];
  const { draws } = memory;
  code.get(row).get(turn).i32(1).op('i32.and').i32(draws.row).op('i32.mul').op('i32.sub');
  const pairRow = code.pin(lanes.taken(I32));
  const cell = code.pin(code.make(I32, 'i32.add', [pairRow, offset]));
  code.get(turn).i32(1).op('i32.shr_u').op('i32x4.splat');
  const pair = sum(code, futuresOf(code, record, memory), [lanes.taken(V128)]);
  const world = worldsOf(code, record, memory);
  const run: ColumnRun = { kind, columns: [], at: 0, table: 0, apart: CELL };
  new ColumnFill(lanes, memory, 0, run, entry, cell).words(world, pair);
  const mark = code.make(I32, 'i32.add', [pairRow, stamp]);
  for (const at of [0, draws.row])
    code
      .get(mark)
      .i32(1)
      .op('i32.store8', 0, ...unsigned(at));
  return code.finish();
}

/** A loop over the columns of a run: their table entries and cells. */
function eachColumn(
  code: FunctionWriter,
  row: Value,
  { columns, at, table }: ColumnRun,
  body: (entry: Value, cell: Value) => void,
): void {
  const [entry, cell] = [code.pin(code.fresh(I32)), code.pin(code.fresh(I32))];
  code.i32(table).set(entry);
  code.get(row).i32(at).op('i32.add').set(cell);
  code.loop(() => {
    body(entry, cell);
    code.get(cell).i32(CELL).op('i32.add').set(cell);
    code.get(entry).i32(TABLE_ENTRY).op('i32.add').set(entry);
    code
      .get(entry)
      .i32(table + columns.length * TABLE_ENTRY)
      .op('i32.lt_u');
  });
}

class ColumnFill {
  private readonly lanes: LaneWriter;
  private readonly code: FunctionWriter;
  private readonly memory: MemoryLayout;
  private readonly law: number;
  private readonly run: ColumnRun;
  private readonly entry: Value;
  private readonly cell: Value;
  private readonly keys: readonly [Value, Value, Value];

  constructor(lanes: LaneWriter, memory: MemoryLayout, law: number, run: ColumnRun, entry: Value, cell: Value) {
    this.lanes = lanes;
    this.code = lanes.code;
    this.memory = memory;
    this.law = law;
    this.run = run;
    this.entry = entry;
    this.cell = cell;
    const key = (index: number) => this.code.load('v128.load', entry, 16 * index);
    this.keys = [key(0), key(1), key(2)];
  }

  words(world: Words, pair: Words): void {
    for (const [index, word] of this.block(world, pair).entries()) {
      const u = uniform32(this.lanes, word);
      const offset = index * this.memory.draws.row;
      if (this.run.kind === 'words') this.lanes.store(this.cell, offset, u);
      else {
        this.lanes.store(this.cell, offset + this.run.apart, u);
        this.lanes.store(this.cell, offset, thresholdLanes(this.lanes, u));
      }
    }
  }

  reals(world: Words, turns: readonly [Words, Words]): void {
    for (const [index, turn] of turns.entries()) {
      const u = uniform53(this.lanes, ...this.block(world, turn));
      this.lanes.store(this.cell, index * this.memory.draws.row, this.changed(u));
    }
  }

  private changed(u: Lanes): Lanes {
    const { lanes, code } = this;
    if (this.run.kind === 'reals') return u;
    if (this.run.kind === 'laws') return this.byLaw(u);
    const normal = normalLanes(lanes, u);
    if (this.run.kind === 'normals') return normal;
    const [mean, spread] = [3, 4].map((index) => code.load('v128.load', this.entry, 16 * index)) as [Value, Value];
    const scaled = lanes.multiply(lanes.alike(spread), normal);
    return lanes.add(lanes.alike(mean), scaled);
  }

  /** The column's number is kept in the place of its mean. */
  private byLaw(u: Lanes): Lanes {
    const { lanes, code } = this;
    return lanes.each((part) => {
      for (const lane of [0, 1]) {
        code.get(this.entry).op('f64.load', 3, 48);
        code.get(u.parts[part]!).op('f64x2.extract_lane', lane);
        code.call(this.law, []);
        if (lane === 0) code.op('f64x2.splat');
        else code.op('f64x2.replace_lane', lane);
      }
      return lanes.taken(V128);
    });
  }

  private block(world: Words, counter: Words): readonly [Words, Words] {
    const { code, keys } = this;
    return threefry(code, keys, sum(code, world, [keys[0]]), sum(code, counter, [keys[1]]));
  }
}

/** A 32-bit word in every lane: vectors of four, or one for all. */
type Words = readonly Value[];

function pinned(code: FunctionWriter, all: Words): Words {
  return all.map((one) => code.pin(one));
}

function worldsOf(code: FunctionWriter, record: Value, { counters }: MemoryLayout): Words {
  return wordVectors((at) => code.load('v128.load', record, counters.at + at));
}

function futuresOf(code: FunctionWriter, record: Value, { counters }: MemoryLayout): Words {
  return wordVectors((at) => code.load('v128.load', record, counters.at + 4 * LANES + at));
}

function wordVectors(load: (at: number) => Value): Words {
  return Array.from({ length: LANES / 4 }, (_, index) => load(16 * index));
}

function threefry(
  code: FunctionWriter,
  keys: readonly [Value, Value, Value],
  x0: Words,
  x1: Words,
): readonly [Words, Words] {
  let [a, b] = [x0, x1];
  for (let round = 0; round < ROUNDS; round++) {
    a = sum(code, a, b);
    const turned = b.map((one) => rotated(code, one, ROTATIONS[round % ROTATIONS.length]!));
    b = turned.map((one, index) => code.make(V128, 'v128.xor', [one, a[index]!]));
    if (round % 4 !== 3) continue;
    const group = (round + 1) / 4;
    a = sum(code, a, [keys[group % 3]!]);
    b = sum(code, sum(code, b, [keys[(group + 1) % 3]!]), [words(code, group)]);
  }
  return [a, b];
}

function sum(code: FunctionWriter, a: Words, b: Words): Words {
  return a.map((one, index) => code.make(V128, 'i32x4.add', [one, b[index] ?? b[0]!]));
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
  code
    .get(x)
    .i32(32 - left)
    .op('i32x4.shr_u');
  code.op('v128.or');
  const value = code.fresh(V128);
  code.set(value);
  return value;
}

/** Words as doubles. */
function doubles(lanes: LaneWriter, x: Words): Lanes {
  const { code } = lanes;
  const upper = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];
  return lanes.each((part) => {
    const four = x[part >> 1]!;
    const pair = part % 2 === 0 ? four : code.make(V128, 'i8x16.shuffle', [four, four], ...upper);
    return code.make(V128, 'f64x2.convert_low_i32x4_u', [pair]);
  });
}

/** (word + 1/2) / 2^32. */
function uniform32(lanes: LaneWriter, word: Words): Lanes {
  return lanes.multiply(lanes.add(doubles(lanes, word), lanes.constant(0.5)), lanes.constant(2 ** -32));
}

function uniform53(lanes: LaneWriter, a: Words, b: Words): Lanes {
  const { code } = lanes;
  const shifted = (x: Words, by: number): Words =>
    x.map((one) => {
      code.get(one).i32(by).op('i32x4.shr_u');
      return lanes.taken(V128);
    });
  const high = lanes.multiply(doubles(lanes, shifted(a, 5)), lanes.constant(2 ** 26));
  const n = lanes.add(high, doubles(lanes, shifted(b, 6)));
  const isZero = lanes.compare('eq', n, lanes.constant(0));
  return lanes.select(isZero, lanes.constant(2 ** -54), lanes.multiply(n, lanes.constant(2 ** -53)));
}

/** ln(u / (1 - u)); see guard-band.ts. */
function thresholdLanes(lanes: LaneWriter, u: Lanes): Lanes {
  return logLanes(lanes, lanes.divide(u, lanes.subtract(lanes.constant(1), u)), true);
}
