// Model + what the arms leave constant -> the range of every formula, before and after a turn's orders; and which formulas are constants.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';
import { logistic } from '../arithmetic/logistic.ts';
import { pow } from '../arithmetic/pow.ts';
import { support } from '../chance/distribution.ts';
import { MAX_POISSON_COUNT } from '../chance/poisson.ts';
import type { Lever, Model, Node, NodeId } from '../model/model.ts';
import { childrenOf } from '../model/ranges.ts';
import { between, binaryRange, exactly, hullOf, type Range, TRUTH, truthOf, UNKNOWN, unaryRange } from './range.ts';

/** Range and constant of every node; a condition's constant is 0 or 1. Null: not constant. */
export interface NodeRanges {
  readonly ranges: readonly Range[];
  readonly constants: readonly (number | null)[];
  /** The node that a node always equals (a choice whose condition is constant equals one branch); else itself. */
  readonly same: readonly NodeId[];
}

export interface RangeRequest {
  readonly model: Model;
  readonly nodes: readonly Node[];
  readonly conditions: readonly boolean[];
  /** Take the declared distributions as bounds of the uncertainties. */
  readonly trustWorlds: boolean;
  /** For each lever the level that it has after every turn's orders, or null. */
  readonly fixedLevels: readonly (number | null)[];
}

/** Normal quantiles of the uniform numbers that there are stay within this. */
const MOST_DEVIATIONS = 8.5;

/** `early`: before the orders of a turn, where a lever may stand anywhere. `late`: after them. */
export function rangeNodes(request: RangeRequest): { readonly early: NodeRanges; readonly late: NodeRanges } {
  const { model, fixedLevels } = request;
  const free = fixedLevels.map(() => null);
  const blind = model.views.map(() => UNKNOWN);
  const first = rangeTable(request, free, blind);
  const shown = model.views.map((_, view) => viewRange(request, first, view));
  return { early: rangeTable(request, free, shown), late: rangeTable(request, fixedLevels, shown) };
}

function rangeTable(request: RangeRequest, levels: RangeRequest['fixedLevels'], views: readonly Range[]): NodeRanges {
  const ranges: Range[] = [];
  const constants: (number | null)[] = [];
  const same: NodeId[] = [];
  for (const [id, node] of request.nodes.entries()) {
    ranges.push(rangeOf(request, node, ranges, levels, views));
    constants.push(constantOf(node, ranges[id]!, constants, request.conditions[id]!));
    same.push(sameAs(node, id, constants, same));
  }
  return { ranges, constants, same };
}

function viewRange({ model, nodes }: RangeRequest, { ranges }: NodeRanges, index: number): Range {
  const view = model.views[index]!;
  if (readsView(nodes, view.source)) return UNKNOWN;
  const source = ranges[view.source]!;
  // Before the first turn every view shows 0 to whoever looks at one then.
  const shown = startReadsViews(model, nodes) ? hullOf(source, exactly(0)) : source;
  if (view.kind !== 'noisy') return shown;
  const spread = MOST_DEVIATIONS * Math.abs(view.sd);
  return binaryRange('add', shown, between(-spread, spread));
}

function startReadsViews({ views, reducers }: Model, nodes: readonly Node[]): boolean {
  return (
    views.some(({ source }) => readsView(nodes, source)) ||
    reducers.some(({ reduction, of }) => reduction === 'start' && readsView(nodes, of))
  );
}

function readsView(nodes: readonly Node[], id: number): boolean {
  const open = [id];
  const seen = new Set<number>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const node = nodes[at]!;
    if (node.op === 'view') return true;
    open.push(...childrenOf(node));
  }
  return false;
}

function rangeOf(
  request: RangeRequest,
  node: Node,
  ranges: readonly Range[],
  levels: RangeRequest['fixedLevels'],
  views: readonly Range[],
): Range {
  if (!('a' in node)) return leafRange(request, node, levels, views);
  const a = ranges[node.a]!;
  if (!('b' in node)) return unaryRange(node.op, a);
  const b = ranges[node.b]!;
  if (node.op !== 'if') return binaryRange(node.op, a, b);
  const truth = truthOf(a);
  return truth === null ? hullOf(b, ranges[node.c]!) : truth ? b : ranges[node.c]!;
}

function leafRange(
  { model, trustWorlds }: RangeRequest,
  node: Exclude<Node, { readonly a: number }>,
  levels: RangeRequest['fixedLevels'],
  views: readonly Range[],
): Range {
  switch (node.op) {
    case 'number':
      return exactly(node.value);
    case 'boolean':
      return exactly(node.value ? 1 : 0);
    case 'parameter':
      return trustWorlds ? parameterRange(model, node.index) : UNKNOWN;
    case 'stock': {
      const { low, high } = model.stocks[node.index]!;
      return between(low, high);
    }
    case 'lever':
      return leverRange(model.levers[node.index]!, levels[node.index]!);
    case 'at':
      return levels[node.index] === null ? TRUTH : exactly(levels[node.index] === node.level ? 1 : 0);
    case 'noise':
      return between(...support(model.noises[node.index]!.distribution));
    case 'view':
      return views[node.index]!;
    case 'turn':
      return between(1, model.turns);
    case 'month':
    case 'year':
      return dateRange(model, node.op);
    case 'in':
      return TRUTH;
    case 'turns-in':
      return between(0, model.turns);
    case 'times':
      return between(0, mostTimes(model, node.index));
    case 'count':
      return between(0, mostTimes(model, node.index) * model.turns);
    case 'cost':
    case 'funds':
    case 'reduced':
      return UNKNOWN;
  }
}

/** The values that an uncertainty can have by its declaration. */
export function parameterRange(model: Model, index: number): Range {
  const { distribution, fixed } = model.parameters[index]!;
  return fixed === null ? between(...support(distribution)) : exactly(fixed);
}

function mostTimes(model: Model, incident: number): number {
  return model.incidents[incident]!.rate === null ? 1 : MAX_POISSON_COUNT;
}

function leverRange({ levels, rampUp, rampDown }: Lever, fixed: number | null): Range {
  if (fixed !== null) return exactly(levels[fixed]!.value);
  if ((rampUp ?? 0) < 0 || (rampDown ?? 0) < 0) return UNKNOWN;
  const values = levels.map(({ value }) => value);
  return between(Math.min(...values), Math.max(...values));
}

function dateRange(model: Model, part: 'month' | 'year'): Range {
  const values = model.clock.dates.map((date) => date[part]);
  return between(Math.min(...values), Math.max(...values));
}

/** Exact when the parts are constants; else from the range, unless it is a zero, whose sign is not known. */
function constantOf(
  node: Node,
  range: Range,
  constants: readonly (number | null)[],
  isCondition: boolean,
): number | null {
  if (node.op === 'number') return node.value;
  const exact = exactValue(node, constants);
  if (exact !== null) return exact;
  const known = !range.nan && range.low === range.high && (isCondition || range.low !== 0);
  return known ? range.low : null;
}

function sameAs(node: Node, id: NodeId, constants: readonly (number | null)[], same: readonly NodeId[]): NodeId {
  if (node.op === 'if' && constants[node.a] !== null) return same[constants[node.a] === 1 ? node.b : node.c]!;
  if (node.op !== 'and' && node.op !== 'or') return id;
  const neutral = node.op === 'and' ? 1 : 0;
  if (constants[node.a] === neutral) return same[node.b]!;
  return constants[node.b] === neutral ? same[node.a]! : id;
}

function exactValue(node: Node, constants: readonly (number | null)[]): number | null {
  if (!('a' in node)) return null;
  const a = constants[node.a]!;
  if (a === null) return null;
  if (!('b' in node)) return node.op === 'not' ? 1 - a : UNARY[node.op](a);
  if (node.op === 'if') return constants[a === 1 ? node.b : node.c]!;
  const b = constants[node.b]!;
  return b === null || !(node.op in BINARY) ? null : BINARY[node.op as keyof typeof BINARY](a, b);
}

const UNARY = {
  negate: (a: number) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp,
  log,
  logistic,
  floor: Math.floor,
} as const;

const BINARY = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
  power: pow,
  min: Math.min,
  max: Math.max,
} as const;
