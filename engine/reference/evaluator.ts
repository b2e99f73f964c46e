// A node of the formula table + a position -> its value, by plain interpretation of the table.
// A node is worked out at most once a position: its value is kept with the stamp of the position that it was made for.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';
import { logistic } from '../arithmetic/logistic.ts';
import { pow } from '../arithmetic/pow.ts';
import type { BinaryNumberOp, CompareOp, Model, Node, NodeId, UnaryNumberOp } from '../model/model.ts';
import type { Position } from './position.ts';
import { reducedValue } from './reduce.ts';

/** Value of a node on a position. A condition gives 1 (it holds) or 0. */
export type Evaluate = (position: Position, id: NodeId) => number;

type BinaryOp = BinaryNumberOp | CompareOp | 'and' | 'or';
type Leaf = Exclude<Node, { readonly a: NodeId }>;

export function createEvaluator(model: Model): Evaluate {
  const { nodes } = model;
  const values = new Float64Array(nodes.length);
  const stamps = new Float64Array(nodes.length);
  let stamp = 0;
  let last: Position | null = null;

  const look = (position: Position, id: NodeId): number => {
    if (stamps[id] !== stamp) {
      values[id] = workOut(position, nodes[id]!);
      stamps[id] = stamp;
    }
    return values[id]!;
  };
  const workOut = (position: Position, node: Node): number => {
    if (!('a' in node)) return leafValue(model, position, node);
    const a = look(position, node.a);
    if (!('b' in node)) return unaryValue(node.op, a);
    if (node.op === 'if') return look(position, a === 1 ? node.b : node.c);
    return binaryValue(node.op, a, look(position, node.b));
  };
  return (position, id) => {
    if (position !== last) {
      last = position;
      stamp += 1;
    }
    return look(position, id);
  };
}

function leafValue(model: Model, position: Position, node: Leaf): number {
  switch (node.op) {
    case 'number':
      return node.value;
    case 'boolean':
      return bit(node.value);
    case 'parameter':
      return position.parameters[node.index]!;
    case 'stock':
      return position.stocks[node.index]!;
    case 'lever':
      return position.inForce[node.index]!;
    case 'at':
      return bit(position.ordered[node.index] === node.level);
    case 'cost':
      return position.costs[node.index]!;
    case 'funds':
      return position.purses[node.index]!;
    case 'noise':
      return position.noises[node.index]!;
    case 'view':
      return position.views[node.index]!;
    case 'turn':
      return position.turn + 1;
    case 'month':
      return model.clock.dates[position.turn]!.month;
    case 'year':
      return model.clock.dates[position.turn]!.year;
    case 'in':
      return bit(position.entered[node.machine]![node.state]! >= 0);
    case 'turns-in':
      return turnsIn(position, node.machine, node.state);
    case 'times':
      return position.times[node.index]!;
    case 'count':
      return position.counts[node.index]!;
    case 'reduced':
      return reducedValue(model.reducers[node.index]!.reduction, position.reduced[node.index]!, position.played);
  }
}

function turnsIn(position: Position, machine: number, state: number): number {
  const entered = position.entered[machine]![state]!;
  return entered < 0 ? 0 : position.turn - entered;
}

function unaryValue(op: UnaryNumberOp | 'not', a: number): number {
  switch (op) {
    case 'negate':
      return -a;
    case 'abs':
      return Math.abs(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'exp':
      return exp(a);
    case 'log':
      return log(a);
    case 'logistic':
      return logistic(a);
    case 'floor':
      return Math.floor(a);
    case 'not':
      return 1 - a;
  }
}

function binaryValue(op: BinaryOp, a: number, b: number): number {
  switch (op) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return a / b;
    case 'power':
      return pow(a, b);
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'less':
      return bit(a < b);
    case 'less-equal':
      return bit(a <= b);
    case 'equal':
      return bit(a === b);
    case 'not-equal':
      return bit(a !== b);
    case 'and':
      return bit(a === 1 && b === 1);
    case 'or':
      return bit(a === 1 || b === 1);
  }
}

function bit(holds: boolean): number {
  return holds ? 1 : 0;
}
