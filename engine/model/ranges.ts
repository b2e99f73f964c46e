// What every leaf of a formula can be, from the declared ranges; and from there the interval of any formula inside a box of leaves.

import { type Distribution, support } from '../chance/distribution.ts';
import {
  ANYTHING,
  BINARY_INTERVAL,
  EITHER,
  hull,
  type Interval,
  isFalse,
  isTrue,
  point,
  UNARY_INTERVAL,
} from './interval.ts';
import type { Model, Node, NodeId } from './model.ts';

/** Largest number of events that one draw of a rate is reckoned with (rates end at 64). */
const MAX_TIMES = 400;
/** Costs and funds are finite (a run fails otherwise), and that is all that is known. */
const ANY_FINITE: Interval = [-Number.MAX_VALUE, Number.MAX_VALUE];

/**
 * An independent quantity behind the leaves of formulas. Several leaves may read one atom: all states of a machine read which leaf is active,
 * a lever's number and its ordered level are one when it has no ramp. `choices` lists the possible values when they are few.
 */
export interface Atom {
  readonly key: string;
  readonly label: string;
  readonly range: Interval;
  readonly choices: readonly number[] | null;
  /** Only whole numbers are possible. */
  readonly whole: boolean;
  /** Text of a value, for example the name of a state. */
  readonly show: (value: number) => string;
}

/** Values of atoms: a box when they are intervals, a point when each is one number. */
export type Box = ReadonlyMap<string, Interval>;

export function atomOf(model: Model, node: Node): Atom | null {
  switch (node.op) {
    case 'parameter':
      return parameterAtom(model, node.index);
    case 'stock': {
      const stock = model.stocks[node.index];
      return stock
        ? { ...atom(`stock ${node.index}`, stock.name, [stock.low, stock.high]), whole: stock.integer }
        : null;
    }
    case 'lever':
    case 'at':
      return leverAtom(model, node);
    case 'noise': {
      const noise = model.noises[node.index];
      return noise ? atom(`noise ${node.index}`, noise.name, support(noise.distribution)) : null;
    }
    case 'turn':
    case 'month':
    case 'year':
      return whole('turn', 'turn', [1, model.turns]);
    case 'in':
      return machineAtom(model, node.machine);
    case 'turns-in':
      return whole(
        `turns-in ${node.machine} ${node.state}`,
        `turns in ${model.machines[node.machine]?.name}.${model.machines[node.machine]?.states[node.state]?.name}`,
        [0, model.turns],
      );
    case 'times':
    case 'count': {
      const incident = model.incidents[node.index];
      const most = incident?.rate === null ? 1 : MAX_TIMES;
      return whole(`${node.op} ${node.index}`, `${node.op} of ${incident?.name}`, [
        0,
        node.op === 'times' ? most : most * model.turns,
      ]);
    }
    case 'cost':
      return atom(`cost ${node.index}`, `cost of ${model.levers[node.index]?.name}`, ANY_FINITE);
    case 'funds':
      return atom(`funds ${node.index}`, `funds ${node.index}`, ANY_FINITE);
    case 'view':
      return atom(`view ${node.index}`, model.views[node.index]?.name ?? '?', viewRange(model, node.index));
    case 'reduced':
      return atom(`reduced ${node.index}`, `reduced ${node.index}`, ANYTHING);
    default:
      return null;
  }
}

function atom(key: string, label: string, range: Interval): Atom {
  return { key, label, range, choices: null, whole: false, show: String };
}

function whole(key: string, label: string, range: Interval): Atom {
  return { ...atom(key, label, range), whole: true };
}

function parameterAtom(model: Model, index: number): Atom | null {
  const parameter = model.parameters[index];
  if (parameter === undefined) return null;
  const { name, distribution, fixed } = parameter;
  if (fixed !== null) return atom(`parameter ${index}`, name, point(fixed));
  const found = atom(`parameter ${index}`, name, support(distribution));
  return distribution.kind === 'discrete' ? { ...found, choices: possibleValues(distribution) } : found;
}

function possibleValues({ values, weights }: Extract<Distribution, { kind: 'discrete' }>): number[] {
  return [...new Set(values.filter((_, i) => (weights[i] ?? 0) > 0))].sort((a, b) => a - b);
}

function leverAtom(model: Model, node: Extract<Node, { op: 'lever' | 'at' }>): Atom | null {
  const lever = model.levers[node.index];
  if (lever === undefined) return null;
  const values = lever.levels.map((level) => level.value);
  const ramped = lever.rampUp !== null || lever.rampDown !== null;
  if (node.op === 'lever' && ramped)
    return atom(`lever ${node.index}`, lever.name, [Math.min(...values), Math.max(...values)]);
  return {
    key: `level ${node.index}`,
    label: lever.name,
    range: [0, values.length - 1],
    choices: values.map((_, i) => i),
    whole: true,
    show: (i) => lever.levels[i]?.name ?? '?',
  };
}

function machineAtom(model: Model, index: number): Atom | null {
  const machine = model.machines[index];
  if (machine === undefined) return null;
  const leaves = machine.states.flatMap((state, i) => (state.initial < 0 ? [i] : []));
  return {
    key: `machine ${index}`,
    label: machine.name,
    range: [0, machine.states.length - 1],
    choices: leaves,
    whole: true,
    show: (i) => machine.states[i]?.name ?? '?',
  };
}

function viewRange(model: Model, index: number): Interval {
  const view = model.views[index];
  if (view === undefined) return ANYTHING;
  const [low, high] = nodeRange(model, view.source);
  const spread = view.kind === 'noisy' ? 8.5 * view.sd : 0;
  return [low - spread, high + spread];
}

/** The interval of one formula over all declared ranges. */
export function nodeRange(model: Model, id: NodeId): Interval {
  const order = nodesBelow(model, [id]);
  return evaluate(model, order, new Map()).get(id) ?? ANYTHING;
}

/** The nodes that the given ones need, children first. */
export function nodesBelow(model: Model, ids: readonly NodeId[]): NodeId[] {
  const needed = new Set<NodeId>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    const node = model.nodes[id];
    if (node !== undefined) open.push(...childrenOf(node));
  }
  return [...needed].sort((a, b) => a - b);
}

export function childrenOf(node: Node): NodeId[] {
  const found: NodeId[] = [];
  if ('a' in node) found.push(node.a);
  if ('b' in node) found.push(node.b);
  if ('c' in node) found.push(node.c);
  return found;
}

/** Atoms missing in the box have their whole range. */
export function evaluate(model: Model, order: readonly NodeId[], box: Box): Map<NodeId, Interval> {
  const values = new Map<NodeId, Interval>();
  for (const id of order) {
    const node = model.nodes[id];
    if (node !== undefined) values.set(id, intervalOf(model, node, values, box));
  }
  return values;
}

function intervalOf(model: Model, node: Node, values: ReadonlyMap<NodeId, Interval>, box: Box): Interval {
  if (node.op === 'number') return point(node.value);
  if (node.op === 'boolean') return point(node.value ? 1 : 0);
  const of = (id: NodeId) => values.get(id) ?? ANYTHING;
  if (node.op === 'if')
    return isTrue(of(node.a)) ? of(node.b) : isFalse(of(node.a)) ? of(node.c) : hull(of(node.b), of(node.c));
  if ('b' in node) return BINARY_INTERVAL[node.op](of(node.a), of(node.b));
  if ('a' in node) return UNARY_INTERVAL[node.op](of(node.a));
  return leafInterval(model, node, box);
}

function leafInterval(model: Model, node: Node, box: Box): Interval {
  const leaf = atomOf(model, node);
  if (leaf === null) return ANYTHING;
  const range = box.get(leaf.key) ?? leaf.range;
  if (node.op === 'in') return activeInterval(model, node.machine, node.state, range, leaf);
  if (leaf.key.startsWith('level')) return levelInterval(model, node, range);
  if (node.op === 'month' || node.op === 'year') return dateInterval(model, node.op, range);
  return range;
}

/** Month and year follow from the turn. */
function dateInterval({ clock, turns }: Model, part: 'month' | 'year', [low, high]: Interval): Interval {
  if (part === 'month' && low <= 1 && high >= turns && turns >= 12 && clock.unit !== 'year') return [1, 12];
  const parts = clock.dates.slice(low - 1, high).map((date) => date[part]);
  return [Math.min(...parts), Math.max(...parts)];
}

function levelInterval(model: Model, node: Node, [low, high]: Interval): Interval {
  if (node.op === 'at')
    return low === high ? point(low === node.level ? 1 : 0) : node.level < low || node.level > high ? [0, 0] : EITHER;
  if (node.op !== 'lever') return ANYTHING;
  const values = (model.levers[node.index]?.levels ?? [])
    .filter((_, i) => i >= low && i <= high)
    .map((level) => level.value);
  return [Math.min(...values), Math.max(...values)];
}

function activeInterval(model: Model, machine: number, state: number, [low, high]: Interval, leaf: Atom): Interval {
  const states = model.machines[machine]?.states ?? [];
  const holds = (leaf.choices ?? []).filter((i) => i >= low && i <= high).map((i) => isInside(states, i, state));
  return holds.every(Boolean) ? [1, 1] : holds.some(Boolean) ? EITHER : [0, 0];
}

/** Is the state `inner` the state `outer`, or one inside it? */
export function isInside(states: readonly { readonly parent: number }[], inner: number, outer: number): boolean {
  for (let at = inner; at >= 0; at = states[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}
