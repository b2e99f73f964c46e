// A piece of a turn, told once to find out which formulas it needs where, and once more to be written. Each formula is worked out once,
// in the innermost block that holds all its uses, before the first of them. The piece becomes a function that goes over all groups.

import type { NodeId } from '../model/model.ts';
import { childrenOf } from '../model/ranges.ts';
import type { NodeRanges } from './node-ranges.ts';
import { type Program, rangesIn } from './program.ts';
import { type FunctionCode, I32, unsigned, V128 } from './wasm-bytes.ts';
import { FunctionWriter, type Value } from './wasm-function.ts';
import { type Lanes, LaneWriter, type Mask } from './wasm-lanes.ts';
import { cellAt, FAULTED, type MemoryLayout } from './wasm-memory.ts';
import { type NodeWriting, writeNode } from './wasm-node.ts';

/** What all pieces of a module share. */
export interface WasmFrame {
  readonly program: Program;
  readonly memory: MemoryLayout;
  readonly thresholds: boolean;
  /** Index of a function by its name. */
  readonly indexOf: (name: string) => number;
}

/** Which kept formulas can be fetched: none, those of the world, those of the turn. */
export type Keeps = 'nothing' | 'world' | 'turn';

/** Every piece is called with: first record, its row of draws, turn, end of the records. */
export const PIECE_PARAMETERS = [I32, I32, I32, I32] as const;

export interface PieceOptions {
  readonly stage: number;
  readonly keeps: Keeps;
}

/** A block of statements; `parent` is where it stands. */
interface Block {
  readonly depth: number;
  readonly parent: Place | null;
  ticks: number;
}

/** Before event `index` of a block. */
interface Place {
  readonly block: number;
  readonly index: number;
}

/** What the first telling found: blocks in the order in which they open, and formulas due at a place. */
interface Survey {
  readonly blocks: Block[];
  readonly roots: { readonly node: NodeId; readonly place: Place }[];
}

export function writePiece(
  frame: WasmFrame,
  name: string,
  options: PieceOptions,
  tell: (piece: Piece) => void,
): FunctionCode {
  const survey: Survey = { blocks: [], roots: [] };
  tell(new Piece(frame, options, new FunctionWriter(name, PIECE_PARAMETERS, []), survey, null));
  const code = new FunctionWriter(name, PIECE_PARAMETERS, [], true);
  const piece = new Piece(frame, options, code, { blocks: [], roots: [] }, placeNodes(frame, options, survey));
  const [record, row, , end] = [0, 1, 2, 3].map((index) => code.parameter(index)) as [Value, Value, Value, Value];
  code.loop(() => {
    tell(piece);
    code.get(row).i32(frame.memory.draws.group).op('i32.add').set(row);
    code.get(record).i32(frame.memory.record).op('i32.add').set(record);
    code.get(record).get(end).op('i32.lt_u');
  });
  return code.finish();
}

export class Piece {
  readonly frame: WasmFrame;
  readonly lanes: LaneWriter;
  readonly code: FunctionWriter;
  readonly stage: number;
  readonly record: Value;
  /** What parts of the piece tell each other, by a name that they agree on. */
  readonly variables = new Map<string, Lanes>();
  private readonly row: Value;
  private readonly turnNumber: Value;
  private readonly ranges: NodeRanges;
  private readonly kept: ReadonlyMap<NodeId, number>;
  private readonly survey: Survey;
  private readonly due: ReadonlyMap<string, readonly NodeId[]> | null;
  private readonly values = new Map<NodeId, Lanes | Mask>();
  private readonly asNumbers: Map<NodeId, Lanes>[] = [new Map()];
  private readonly fetched: Map<string, Lanes | Mask>[] = [new Map()];
  private readonly writing: NodeWriting;
  private block: number;

  constructor(
    frame: WasmFrame,
    { stage, keeps }: PieceOptions,
    code: FunctionWriter,
    survey: Survey,
    due: ReadonlyMap<string, readonly NodeId[]> | null,
  ) {
    this.frame = frame;
    this.code = code;
    this.lanes = new LaneWriter(code);
    this.stage = stage;
    this.record = code.parameter(0);
    this.row = code.parameter(1);
    this.turnNumber = code.parameter(2);
    this.ranges = rangesIn(frame.program, stage);
    this.kept = keptCells(frame, stage, keeps);
    this.survey = survey;
    this.due = due;
    this.block = survey.blocks.push({ depth: 0, parent: null, ticks: 0 }) - 1;
    this.writing = {
      program: frame.program,
      ranges: this.ranges,
      memory: frame.memory,
      lanes: this.lanes,
      number: (id) => this.numberOf(id),
      condition: (id) => this.conditionOf(id),
      cell: (offset) => this.cell(offset),
      drawn: (column) => this.drawn(column),
      turn: (from) => this.turn(from),
      ofTurn: (table) => this.ofTurn(table),
      inLeaves: (machine, leaves) => this.inLeaves(machine, leaves),
      pow: (x, y) => this.lanes.call(frame.indexOf('pow_lanes'), [x, y]),
    };
  }

  number(node: NodeId): Lanes {
    this.root(node);
    return this.due === null ? this.dummy() : this.numberOf(node);
  }

  condition(node: NodeId | null): Mask {
    if (node === null) return 'all';
    const constant = this.constantOf(node);
    this.root(node);
    if (constant !== null) return constant === 1 ? 'all' : 'none';
    // Only constants are masks known in advance: both tellings must open the same blocks.
    return this.due === null ? this.dummy() : this.lanes.laid(this.conditionOf(node));
  }

  /** What is known of a formula here. */
  rangeOf(node: NodeId) {
    return this.ranges.ranges[this.ranges.same[node]!]!;
  }

  constantOf(node: NodeId): number | null {
    return this.ranges.constants[this.ranges.same[node]!]!;
  }

  cell(offset: number): Lanes {
    return this.lanes.load(this.record, offset);
  }

  put(offset: number, value: Lanes): void {
    this.lanes.store(this.record, offset, value);
  }

  drawn(column: number): Lanes {
    this.makeDraw(column);
    return this.lanes.load(this.row, this.frame.memory.draws.columns[column]!);
  }

  /** Calls for a column that nobody has asked for in this pair of turns. */
  private makeDraw(column: number): void {
    const { draws } = this.frame.memory;
    const lazy = draws.lazy.find((one) => one.column === column);
    if (lazy === undefined) return;
    const { code } = this;
    code
      .get(this.row)
      .op('i32.load8_u', 0, ...unsigned(lazy.stamp))
      .op('i32.eqz');
    code.when(() => {
      code.get(this.record).get(this.row).get(this.turnNumber);
      for (const value of [lazy.table, draws.columns[column]!, lazy.stamp]) code.i32(value);
      code.call(this.frame.indexOf(`draw_${lazy.kind}`), []);
    });
  }

  /** The uniform number behind a threshold. */
  uniform(column: number): Lanes {
    return this.lanes.load(this.row, this.frame.memory.draws.uniforms[column]!);
  }

  turn(from: 0 | 1): Lanes {
    const half = this.code.once(`turn ${from}`, () => {
      this.code.get(this.turnNumber).i32(from).op('i32.add');
      return this.lanes.splat(this.lanes.taken(I32)).parts[0]!;
    });
    return this.lanes.alike(half);
  }

  /** Leaves on the stack whether this is turn `turn`. */
  isTurn(turn: number): void {
    this.code.get(this.turnNumber).i32(turn).op('i32.eq');
  }

  /** As a mask. */
  turnMask(turn: number): Lanes {
    return this.lanes.compare('eq', this.turn(0), this.lanes.constant(turn));
  }

  /** Calls another piece for the present group. */
  callPiece(name: string): void {
    const { code } = this;
    code.get(this.record).get(this.row).get(this.turnNumber).get(this.record);
    code.i32(this.frame.memory.record).op('i32.add');
    code.call(this.frame.indexOf(name), []);
  }

  inLeaves(machine: number, leaves: readonly number[]): Mask {
    return this.remembered(`${machine}: ${leaves.join()}`, () => {
      const { model } = this.frame.program;
      const all = model.machines[machine]!.states.flatMap(({ initial }, index) => (initial < 0 ? [index] : []));
      const others = all.filter((index) => !leaves.includes(index));
      if (others.length === 0) return 'all';
      if (leaves.length === 0) return 'none';
      return this.leafTest(this.leaf(machine), leaves, others);
    });
  }

  leaf(machine: number): Lanes {
    const { layout } = this.frame.program;
    return this.remembered(`leaf ${machine}`, () =>
      this.cell(cellAt(this.frame.memory.wholes, layout.at.leaf[machine]!)),
    ) as Lanes;
  }

  /** Runs the body if any lane is in the mask. */
  whenAny(mask: Mask, body: () => void): void {
    if (mask === 'none') return;
    if (mask === 'all') body();
    else this.inBlock(() => this.lanes.any(mask), body);
  }

  /** Runs the body if what `test` leaves on the stack is not 0. */
  inBlock(test: () => void, body: () => void): void {
    const outer = this.block;
    const place = this.tick();
    this.block = this.survey.blocks.push({ depth: this.survey.blocks[outer]!.depth + 1, parent: place, ticks: 0 }) - 1;
    this.asNumbers.push(new Map());
    this.fetched.push(new Map());
    test();
    this.code.when(body);
    this.asNumbers.pop();
    this.fetched.pop();
    this.block = outer;
  }

  /** Lanes of the mask that still run have failed here: they are frozen as they are, and the rest of the turn no longer counts for them. */
  fail(fault: number, bad: Mask): void {
    if (fault === 0) return;
    const { memory } = this.frame;
    const { lanes, code } = this;
    this.whenAny(bad, () => {
      const alive = this.cell(memory.alive.at);
      const failing = lanes.laid(lanes.both(alive, bad));
      this.whenAny(failing, () => {
        this.put(memory.fault.at, lanes.select(failing, lanes.constant(fault), this.cell(memory.fault.at)));
        this.put(memory.faultTurn.at, lanes.select(failing, this.turn(0), this.cell(memory.faultTurn.at)));
        this.put(memory.alive.at, lanes.laid(lanes.without(alive, failing)));
        code.i32(FAULTED).i32(1).op('i32.store', 2, 0);
      });
    });
  }

  /** Fails where the value is not a finite number. */
  failUnlessFinite(fault: number, value: Lanes, where: Mask = 'all'): void {
    if (fault === 0) return;
    const { lanes } = this;
    const isSound = lanes.compare('eq', lanes.subtract(value, value), lanes.constant(0));
    this.fail(fault, lanes.without(where, isSound));
  }

  flag(index: number): number {
    return this.frame.memory.flags.at + 4 * index;
  }

  setFlag(index: number, value: 0 | 1): void {
    this.code
      .get(this.record)
      .i32(value)
      .op('i32.store', 2, ...unsigned(this.flag(index)));
  }

  getFlag(index: number): void {
    this.code.get(this.record).op('i32.load', 2, ...unsigned(this.flag(index)));
  }

  private tick(): Place {
    const block = this.survey.blocks[this.block]!;
    const place = { block: this.block, index: block.ticks };
    block.ticks += 1;
    for (const id of this.due?.get(keyOf(place)) ?? []) this.values.set(id, this.workOut(id));
    return place;
  }

  private root(node: NodeId): void {
    this.survey.roots.push({ node, place: this.tick() });
  }

  private workOut(id: NodeId): Lanes | Mask {
    const offset = this.kept.get(id);
    return offset === undefined ? writeNode(this.frame.program.nodes[id]!, this.writing) : this.cell(offset);
  }

  private numberOf(node: NodeId): Lanes {
    const id = this.ranges.same[node]!;
    const constant = this.ranges.constants[id]!;
    if (constant !== null) return this.lanes.constant(constant);
    const value = this.values.get(id)!;
    if (!this.frame.program.conditions[id]) return value as Lanes;
    const old = this.asNumbers.findLast((known) => known.has(id))?.get(id);
    if (old !== undefined) return old;
    const made = this.lanes.orZero(value, this.lanes.constant(1));
    this.asNumbers.at(-1)!.set(id, made);
    return made;
  }

  private conditionOf(node: NodeId): Mask {
    const id = this.ranges.same[node]!;
    const constant = this.ranges.constants[id]!;
    if (constant !== null) return constant === 1 ? 'all' : 'none';
    const value = this.values.get(id)!;
    if (this.frame.program.conditions[id]) return value;
    return this.lanes.compare('eq', value as Lanes, this.lanes.constant(1));
  }

  private remembered(key: string, make: () => Lanes | Mask): Lanes | Mask {
    const old = this.fetched.findLast((known) => known.has(key))?.get(key);
    if (old !== undefined) return old;
    const made = make();
    this.fetched.at(-1)!.set(key, made);
    return made;
  }

  private ofTurn(table: number): Lanes {
    const half = this.code.once(`table ${table}`, () => {
      this.code.get(this.turnNumber).i32(8).op('i32.mul');
      return this.code.load('v128.load64_splat', this.lanes.taken(I32), table);
    });
    return this.lanes.alike(half);
  }

  private leafTest(leaf: Lanes, leaves: readonly number[], others: readonly number[]): Mask {
    const { lanes } = this;
    const is = (op: 'eq' | 'ne' | 'ge' | 'le', index: number) => lanes.compare(op, leaf, lanes.constant(index));
    const [first, last] = [leaves[0]!, leaves.at(-1)!];
    if (leaves.length === 1) return is('eq', first);
    if (others.length === 1) return is('ne', others[0]!);
    if (others.every((index) => index > last)) return is('le', last);
    if (others.every((index) => index < first)) return is('ge', first);
    if (others.every((index) => index < first || index > last)) return lanes.both(is('ge', first), is('le', last));
    return leaves.reduce<Mask>((any, index) => lanes.either(any, is('eq', index)), 'none');
  }

  private dummy(): Lanes {
    const half = this.code.fresh(V128);
    return this.lanes.alike(half);
  }
}

/** Conditions are kept as masks. Formulas that a stage keeps for others it works out itself. */
function keptCells({ program, memory }: WasmFrame, stage: number, keeps: Keeps): ReadonlyMap<NodeId, number> {
  const cells = new Map<NodeId, number>();
  if (keeps === 'nothing') return cells;
  for (const { node, slot } of program.world) cells.set(node, cellAt(memory.world, slot));
  if (keeps === 'world') return cells;
  for (const { node, slot, stage: home, until } of program.shared) {
    if (home < stage && stage <= until) cells.set(node, cellAt(memory.scratch, slot));
  }
  return cells;
}

/** For every place the formulas that are to be worked out before it, parts before wholes. */
function placeNodes(
  frame: WasmFrame,
  { stage, keeps }: PieceOptions,
  { blocks, roots }: Survey,
): ReadonlyMap<string, readonly NodeId[]> {
  const { program } = frame;
  const { constants, same } = rangesIn(program, stage);
  const kept = keptCells(frame, stage, keeps);
  const places = new Map<NodeId, Place>();
  const note = (node: NodeId, place: Place): void => {
    const id = same[node]!;
    if (constants[id] !== null) return;
    const old = places.get(id);
    places.set(id, old === undefined ? place : commonPlace(blocks, old, place));
  };
  for (const { node, place } of roots) note(node, place);
  // Parents have larger ids, so a formula's uses are complete when its turn comes.
  for (let id = program.nodes.length - 1; id >= 0; id--) {
    const place = places.get(id);
    if (place === undefined || kept.has(id)) continue;
    for (const child of childrenOf(program.nodes[id]!)) note(child, place);
  }
  const due = new Map<string, NodeId[]>();
  for (const id of [...places.keys()].sort((a, b) => a - b)) {
    const key = keyOf(places.get(id)!);
    due.set(key, [...(due.get(key) ?? []), id]);
  }
  return due;
}

function keyOf({ block, index }: Place): string {
  return `${block} ${index}`;
}

/** The innermost place from which both are reached. */
function commonPlace(blocks: readonly Block[], a: Place, b: Place): Place {
  let [x, y] = [a, b];
  while (x.block !== y.block) {
    if (blocks[x.block]!.depth >= blocks[y.block]!.depth) x = blocks[x.block]!.parent!;
    else y = blocks[y.block]!.parent!;
  }
  return x.index <= y.index ? x : y;
}
