// A node of the formula table -> readable text, in the spelling of the language: with names, or with the numbers of a position in their place.

import type { Model, Node, NodeId } from '../model/model.ts';
import type { Interpreter } from './interpreter.ts';
import type { Position } from './position.ts';

/** Significant digits of a number in a text. */
const DIGITS = 6;

const STRENGTH = { or: 1, and: 2, not: 3, compare: 4, sum: 5, product: 6, sign: 7, power: 8, atom: 9 };

/** An operator between its operands: its own strength, and the least strength of an operand that needs no brackets. */
interface Infix {
  readonly sign: string;
  /** The sign when the sides are exchanged, because `fear > 0.5` reads better than `0.5 < fear`. */
  readonly turned?: string;
  readonly own: number;
  readonly left: number;
  readonly right: number;
}

const INFIX: Readonly<Partial<Record<string, Infix>>> = {
  add: { sign: '+', own: STRENGTH.sum, left: STRENGTH.sum, right: STRENGTH.product },
  subtract: { sign: '-', own: STRENGTH.sum, left: STRENGTH.sum, right: STRENGTH.product },
  multiply: { sign: '*', own: STRENGTH.product, left: STRENGTH.product, right: STRENGTH.sign },
  divide: { sign: '/', own: STRENGTH.product, left: STRENGTH.product, right: STRENGTH.sign },
  power: { sign: '^', own: STRENGTH.power, left: STRENGTH.atom, right: STRENGTH.sign },
  less: { sign: '<', turned: '>', own: STRENGTH.compare, left: STRENGTH.sum, right: STRENGTH.sum },
  'less-equal': { sign: '<=', turned: '>=', own: STRENGTH.compare, left: STRENGTH.sum, right: STRENGTH.sum },
  equal: { sign: '==', turned: '==', own: STRENGTH.compare, left: STRENGTH.sum, right: STRENGTH.sum },
  'not-equal': { sign: '!=', turned: '!=', own: STRENGTH.compare, left: STRENGTH.sum, right: STRENGTH.sum },
  and: { sign: 'and', own: STRENGTH.and, left: STRENGTH.and, right: STRENGTH.not },
  or: { sign: 'or', own: STRENGTH.or, left: STRENGTH.or, right: STRENGTH.and },
};

interface Text {
  readonly text: string;
  readonly strength: number;
}

/** How the leaves (and named auxiliaries) of a formula are written. Null: write the formula out. */
type WriteLeaf = (node: Node, id: NodeId) => string | null;

/** The formula with names: `0.04 * grievance[latgale]`. An auxiliary inside it stands with its name; the node itself is written out. */
export function printNode(model: Model, id: NodeId): string {
  const auxiliaries = new Map(model.auxiliaries.map(({ name, node }) => [node, name]));
  return print(model, id, (node, at) => (at !== id ? auxiliaries.get(at) : undefined) ?? leafName(model, node));
}

/** The name of the auxiliary that the node is, else the formula as `printNode` writes it: for places where room is short. */
export function nameNode(model: Model, id: NodeId): string {
  const isNamed = 'a' in model.nodes[id]!;
  return (isNamed ? model.auxiliaries.find(({ node }) => node === id)?.name : undefined) ?? printNode(model, id);
}

/** `printNode` with the numbers of a position instead of the names: `0.04 * 0.35`. `veil` gives the word that stands for a number which is not to be shown. */
export function printNodeWithNumbers(
  { model, evaluate }: Interpreter,
  id: NodeId,
  position: Position,
  veil: (at: NodeId) => string | null = () => null,
): string {
  const auxiliaries = new Set(model.auxiliaries.map(({ node }) => node));
  return print(model, id, (node, at) => {
    if ('a' in node && (at === id || !auxiliaries.has(at))) return null;
    const word = veil(at);
    if (word !== null) return word;
    const value = evaluate(position, at);
    return model.conditions[at]! ? String(value === 1) : printNumber(value);
  });
}

/** At most 6 significant digits, for reading and not for counting on. */
export function printNumber(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

function print(model: Model, id: NodeId, writeLeaf: WriteLeaf): string {
  const write = (at: NodeId): Text => {
    const leaf = writeLeaf(model.nodes[at]!, at);
    if (leaf === null) return writeOut(model.nodes[at]!);
    return { text: leaf, strength: leaf.startsWith('-') ? STRENGTH.sign : STRENGTH.atom };
  };
  const inside = (at: NodeId, least: number): string => {
    const { text, strength } = write(at);
    return strength < least ? `(${text})` : text;
  };
  const call = (name: string, args: readonly NodeId[]): Text => ({
    text: `${name}(${args.map((arg) => write(arg).text).join(', ')})`,
    strength: STRENGTH.atom,
  });
  const writeOut = (node: Node): Text => {
    if (node.op === 'reduced') return call(model.reducers[node.index]!.reduction, [model.reducers[node.index]!.of]);
    if (!('a' in node)) throw new Error(`${node.op} is not a formula`);
    if (node.op === 'not') return { text: `not ${inside(node.a, STRENGTH.not)}`, strength: STRENGTH.not };
    if (node.op === 'negate') return { text: `-${inside(node.a, STRENGTH.power)}`, strength: STRENGTH.sign };
    if (!('b' in node)) return call(node.op, [node.a]);
    if (node.op === 'if') return call(node.op, [node.a, node.b, node.c]);
    const clamped = node.op === 'max' ? clampedOf(node) : null;
    if (clamped !== null) return call('clamp', clamped);
    const infix = INFIX[node.op];
    return infix === undefined ? call(node.op, argumentsOf(node.op, node)) : writeInfix(infix, node.a, node.b);
  };
  /** `max(max(a, b), c)` is written `max(a, b, c)`. */
  const argumentsOf = (op: Node['op'], { a, b }: { readonly a: NodeId; readonly b: NodeId }): readonly NodeId[] => {
    const first = model.nodes[a]!;
    const nested = 'b' in first && first.op === op && writeLeaf(first, a) === null;
    return nested ? [...argumentsOf(op, first), b] : [a, b];
  };
  /** `max(min(x, high), low)` with two numbers is written `clamp(x, low, high)`. */
  const clampedOf = ({ a, b }: { readonly a: NodeId; readonly b: NodeId }): readonly NodeId[] | null => {
    const inner = model.nodes[a]!;
    const isClamp = inner.op === 'min' && model.nodes[b]!.op === 'number' && model.nodes[inner.b]!.op === 'number';
    return isClamp ? [inner.a, b, inner.b] : null;
  };
  const writeInfix = ({ sign, turned, own, left, right }: Infix, a: NodeId, b: NodeId): Text => {
    const turn = turned !== undefined && model.nodes[a]!.op === 'number' && model.nodes[b]!.op !== 'number';
    const [first, word, second] = turn ? [b, turned, a] : [a, sign, b];
    return { text: `${inside(first, left)} ${word} ${inside(second, right)}`, strength: own };
  };
  return write(id).text;
}

function leafName(model: Model, node: Node): string | null {
  switch (node.op) {
    case 'number':
      return printNumber(node.value);
    case 'boolean':
      return String(node.value);
    case 'parameter':
      return model.parameters[node.index]!.name;
    case 'stock':
      return model.stocks[node.index]!.name;
    case 'lever':
      return model.levers[node.index]!.name;
    case 'at':
      return `at(${model.levers[node.index]!.name}, ${model.levers[node.index]!.levels[node.level]!.name})`;
    case 'cost':
      return `cost(${model.levers[node.index]!.name})`;
    case 'funds':
      return `funds(${model.seats[model.purses[node.index]!.seat]!.name})`;
    case 'noise':
      return model.noises[node.index]!.name;
    case 'view':
      return `seen(${model.views[node.index]!.name})`;
    case 'turn':
    case 'month':
    case 'year':
      return node.op;
    case 'in':
      return `in(${machineState(model, node)})`;
    case 'turns-in':
      return `turns_in(${machineState(model, node)})`;
    case 'times':
      return `times(${model.incidents[node.index]!.name})`;
    case 'count':
      return `count(${model.incidents[node.index]!.name})`;
    default:
      return null;
  }
}

function machineState(model: Model, node: { readonly machine: number; readonly state: number }): string {
  const { name, states } = model.machines[node.machine]!;
  return `${name}, ${states[node.state]!.name}`;
}
