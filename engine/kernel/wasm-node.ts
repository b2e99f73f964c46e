// One table from node op to instructions. A condition gives a mask, a number its lanes; a reader asks for the kind it needs.

import type { Machine, Node, NodeId, NodeOf } from '../model/model.ts';
import { isInside } from '../model/ranges.ts';
import type { NodeRanges } from './node-ranges.ts';
import type { Program } from './program.ts';
import { holdsZero, type Range } from './range.ts';
import type { Lanes, LaneWriter, Mask } from './wasm-lanes.ts';
import { expLanes, logisticLanes, logLanes, powLanes } from './wasm-math.ts';
import { cellAt, type MemoryLayout } from './wasm-memory.ts';

/** What a formula can ask of the piece that it stands in. */
export interface NodeWriting {
  readonly program: Program;
  readonly ranges: NodeRanges;
  readonly memory: MemoryLayout;
  readonly lanes: LaneWriter;
  readonly number: (id: NodeId) => Lanes;
  readonly condition: (id: NodeId) => Mask;
  readonly cell: (offset: number) => Lanes;
  readonly drawn: (column: number) => Lanes;
  /** Turn counted from `from`, and what a table of doubles says of the turn. */
  readonly turn: (from: 0 | 1) => Lanes;
  readonly ofTurn: (table: number) => Lanes;
  /** Lanes in which one of these leaves of a machine is active. */
  readonly inLeaves: (machine: number, leaves: readonly number[]) => Mask;
  readonly pow: (x: Lanes, y: Lanes) => Lanes;
}

type Writers = { readonly [Op in Node['op']]: (node: NodeOf<Op>, writing: NodeWriting) => Lanes | Mask };
type Pair = { readonly a: NodeId; readonly b: NodeId };

const binary =
  (op: 'add' | 'sub' | 'mul' | 'div') =>
  ({ a, b }: Pair, { lanes, number }: NodeWriting): Lanes =>
    lanes.binary(`f64x2.${op}`, number(a), number(b));

const compare =
  (op: 'eq' | 'ne' | 'lt' | 'le') =>
  ({ a, b }: Pair, { lanes, number }: NodeWriting): Mask =>
    lanes.compare(op, number(a), number(b));

const unary =
  (op: 'neg' | 'abs' | 'sqrt' | 'floor') =>
  ({ a }: { readonly a: NodeId }, { lanes, number }: NodeWriting): Lanes =>
    lanes.unary(`f64x2.${op}`, number(a));

export const NODE_WRITERS: Writers = {
  number: ({ value }, { lanes }) => lanes.constant(value),
  boolean: ({ value }) => (value ? 'all' : 'none'),
  parameter: ({ index }, { memory, cell }) => cell(cellAt(memory.parameters, index)),
  stock: ({ index }, writing) => numberSlot(writing, writing.program.layout.at.stock[index]!),
  lever: ({ index }, writing) => numberSlot(writing, writing.program.layout.at.force[index]!),
  at: ({ index, level }, writing) => {
    const ordered = wholeSlot(writing, writing.program.layout.at.ordered[index]!);
    return writing.lanes.compare('eq', ordered, writing.lanes.constant(level));
  },
  cost: ({ index }, writing) => numberSlot(writing, writing.program.layout.at.cost[index]!),
  funds: ({ index }, writing) => numberSlot(writing, writing.program.layout.at.purse[index]!),
  noise: ({ index }, { program, drawn }) =>
    drawn(program.draws.findIndex(({ use, noise }) => use === 'noise' && noise === index)),
  view: ({ index }, writing) => numberSlot(writing, writing.program.layout.at.view[index]!),
  turn: (_, { turn }) => turn(1),
  month: (_, { memory, ofTurn }) => ofTurn(memory.months),
  year: (_, { memory, ofTurn }) => ofTurn(memory.years),
  in: ({ machine, state }, writing) => activeMask(writing, machine, state),
  'turns-in': ({ machine, state }, writing) => {
    const { program, lanes, turn } = writing;
    const entered = wholeSlot(writing, program.layout.entered[machine]![state]!);
    return lanes.orZero(activeMask(writing, machine, state), lanes.subtract(turn(0), entered));
  },
  times: ({ index }, writing) => numberSlot(writing, writing.program.layout.at.times[index]!),
  count: ({ index }, writing) => numberSlot(writing, writing.program.layout.at.count[index]!),
  reduced: ({ index }, writing) => {
    const value = numberSlot(writing, writing.program.layout.at.reduced[index]!);
    const isAverage = writing.program.model.reducers[index]!.reduction === 'average';
    return isAverage ? writing.lanes.divide(value, writing.turn(1)) : value;
  },
  add: binary('add'),
  subtract: binary('sub'),
  multiply: binary('mul'),
  divide: binary('div'),
  power: ({ a, b }, { lanes, number, ranges, pow }) => {
    const y = ranges.constants[ranges.same[b]!]!;
    const short = y === null ? null : powLanes(lanes, number(a), y);
    return short ?? pow(number(a), number(b));
  },
  min: (node, writing) => extreme('min', node, writing),
  max: (node, writing) => extreme('max', node, writing),
  less: compare('lt'),
  'less-equal': compare('le'),
  equal: compare('eq'),
  'not-equal': compare('ne'),
  and: ({ a, b }, { lanes, condition }) => lanes.both(condition(a), condition(b)),
  or: ({ a, b }, { lanes, condition }) => lanes.either(condition(a), condition(b)),
  negate: unary('neg'),
  abs: unary('abs'),
  sqrt: unary('sqrt'),
  floor: unary('floor'),
  exp: ({ a }, { lanes, number, ranges }) => expLanes(lanes, number(a), rangeOf(ranges, a)),
  log: ({ a }, { lanes, number }) => logLanes(lanes, number(a), false),
  logistic: ({ a }, { lanes, number, ranges }) => logisticLanes(lanes, number(a), rangeOf(ranges, a)),
  not: ({ a }, { lanes, condition }) => lanes.not(condition(a)),
  if: ({ a, b, c }, { program, lanes, number, condition, ranges }) => {
    const test = condition(a);
    if (!program.conditions[b]!) return choice(lanes, ranges, test, number, b, c);
    return lanes.either(lanes.both(test, condition(b)), lanes.without(condition(c), test));
  },
};

export function writeNode(node: Node, writing: NodeWriting): Lanes | Mask {
  return (NODE_WRITERS[node.op] as (node: Node, writing: NodeWriting) => Lanes | Mask)(node, writing);
}

/** A branch that is a plain 0 is masked away; any other takes a selection. */
function choice(
  lanes: LaneWriter,
  ranges: NodeRanges,
  test: Mask,
  number: NodeWriting['number'],
  b: NodeId,
  c: NodeId,
): Lanes {
  const isZero = (id: NodeId) => Object.is(ranges.constants[ranges.same[id]!], 0);
  if (isZero(c)) return lanes.orZero(test, number(b));
  if (isZero(b) && typeof test !== 'string') return lanes.binary('v128.andnot', number(c), test);
  return lanes.select(test, number(b), number(c));
}

export function rangeOf({ ranges, same }: NodeRanges, id: NodeId): Range {
  return ranges[same[id]!]!;
}

/**
 * Math.min and Math.max. With one constant (or where neither a NaN nor zeros of two signs can meet) a single comparison does;
 * `min`, `max` of the processor's own kind look at both.
 */
function extreme(op: 'min' | 'max', { a, b }: Pair, { lanes, number, ranges }: NodeWriting): Lanes {
  const constantOf = (id: NodeId) => ranges.constants[ranges.same[id]!]!;
  const [x, c] = constantOf(b) !== null ? [a, b] : [b, a];
  const constant = constantOf(c);
  if (constant !== null && !Number.isNaN(constant)) {
    const isHardZero = Object.is(constant, op === 'min' ? -0 : 0);
    if (!isHardZero) return lanes.binary(`f64x2.p${op}`, number(x), number(c));
    if (op === 'max') {
      const value = number(x);
      return lanes.binary('v128.andnot', value, lanes.compare('le', value, lanes.constant(0)));
    }
  }
  const [one, other] = [rangeOf(ranges, a), rangeOf(ranges, b)];
  const isPlain = !one.nan && !other.nan && !(holdsZero(one) && holdsZero(other));
  return lanes.binary(`f64x2.${isPlain ? 'p' : ''}${op}`, number(a), number(b));
}

function numberSlot({ memory, cell }: NodeWriting, slot: number): Lanes {
  return cell(cellAt(memory.numbers, slot));
}

function wholeSlot({ memory, cell }: NodeWriting, slot: number): Lanes {
  return cell(cellAt(memory.wholes, slot));
}

function activeMask({ program, inLeaves }: NodeWriting, machine: number, state: number): Mask {
  return inLeaves(machine, leavesInside(program.model.machines[machine]!, state));
}

/** The leaves of a state, itself if it is one. */
export function leavesInside({ states }: Machine, state: number): readonly number[] {
  return states.flatMap(({ initial }, index) => (initial < 0 && isInside(states, index, state) ? [index] : []));
}
