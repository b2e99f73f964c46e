// The needs of a turn -> which formulas are worked out once and kept: once a world, or once a turn for several pieces.

import type { Model, Node, NodeId } from '../model/model.ts';
import { childrenOf } from '../model/ranges.ts';
import type { Need } from './needs.ts';
import type { NodeRanges } from './node-ranges.ts';
import { FIRST_PHASE, INJECTS_STAGE, type Kept, ORDERS_STAGE, type SharedNode, VIEWS_STAGE } from './program.ts';

export interface SharingRequest {
  readonly model: Model;
  readonly nodes: readonly Node[];
  readonly early: NodeRanges;
  readonly late: NodeRanges;
}

export interface Sharing {
  readonly world: readonly Kept[];
  readonly shared: readonly SharedNode[];
  readonly scratch: number;
}

/** A formula of fewer operations is cheaper made again than fetched. */
const WORTH_KEEPING = 2;

/** `once`: formulas needed at the start or the end of a run, which share only what is kept a world. */
export function shareNodes(request: SharingRequest, needs: readonly Need[], once: readonly NodeId[]): Sharing {
  const isWorld = worldNodes(request.nodes);
  const epochs = epochsOf(request.model);
  const sizes = nodeSizes(request.nodes);
  const uses = new Map<NodeId, Need[]>();
  const inWorld = new Set<NodeId>();
  const shared: SharedNode[] = [];
  const need = (one: Need): void => {
    const { constants, same } = one.stage <= ORDERS_STAGE ? request.early : request.late;
    const id = same[one.node]!;
    if (constants[id] !== null) return;
    if (isWorld[id]) inWorld.add(id);
    else uses.set(id, [...(uses.get(id) ?? []), { ...one, node: id }]);
  };
  for (const one of needs) need(one);
  for (const node of once) for (const stage of [VIEWS_STAGE, INJECTS_STAGE]) need(onceOnly(node, stage));
  for (let id = request.nodes.length - 1; id >= 0; id--) {
    const node = request.nodes[id]!;
    let left: readonly Need[] = uses.get(id) ?? [];
    const isWorth = sizes[id]! >= WORTH_KEEPING;
    for (const group of isWorth ? groupsOf(left, (stage) => epochs(node, id, stage, request.nodes)) : []) {
      const home = homeOf(group);
      if (home === null) continue;
      const users = group.filter(({ stage }) => stage >= home);
      shared.push({ node: id, slot: shared.length, stage: home, until: Math.max(...users.map(({ stage }) => stage)) });
      left = left.filter((one) => !users.includes(one));
      left = [...left, { node: id, stage: home, piece: 'shared', steady: true }];
    }
    for (const one of left) for (const child of childNeeds(node, one)) need(child);
  }
  const world = [...inWorld].sort((a, b) => a - b).map((node, slot) => ({ node, slot }));
  return { world, shared: shared.reverse(), scratch: shared.length };
}

/** Needs of the start and of the outcomes never meet another piece, so they share nothing of a turn. */
function onceOnly(node: NodeId, stage: number): Need {
  return { node, stage, piece: ONCE, steady: false };
}

const ONCE = 'once';

/** The first stage that always needs the formula, if a second piece needs it then or later; null when it is not worth sharing. */
function homeOf(group: readonly Need[]): number | null {
  const steady = group.filter((one) => one.steady).map(({ stage }) => stage);
  if (steady.length === 0) return null;
  const home = Math.min(...steady);
  const users = group.filter(({ stage }) => stage >= home);
  return new Set(users.map(({ stage, piece }) => `${stage} ${piece}`)).size > 1 ? home : null;
}

function groupsOf(needs: readonly Need[], epochOf: (stage: number) => number): readonly Need[][] {
  const groups = new Map<number, Need[]>();
  for (const one of needs) {
    if (one.piece === ONCE) continue;
    const epoch = epochOf(one.stage);
    groups.set(epoch, [...(groups.get(epoch) ?? []), one]);
  }
  return [...groups.values()];
}

/** A branch of a choice, and the second part of `and` and `or`, are not always worked out. */
function childNeeds(node: Node, { stage, piece, steady }: Need): readonly Need[] {
  const lazy = node.op === 'if' || node.op === 'and' || node.op === 'or';
  return childrenOf(node).map((child, place) => ({
    node: child,
    stage,
    piece,
    steady: steady && !(lazy && place > 0),
  }));
}

/** Reads uncertainties, and nothing else but numbers. */
export function worldNodes(nodes: readonly Node[]): readonly boolean[] {
  const plain: boolean[] = [];
  const world: boolean[] = [];
  for (const node of nodes) {
    const children = childrenOf(node);
    const isLeaf = children.length === 0;
    plain.push(isLeaf ? node.op === 'number' || node.op === 'boolean' : children.every((id) => plain[id]));
    world.push(
      isLeaf
        ? node.op === 'parameter'
        : children.every((id) => plain[id] || world[id]) && children.some((id) => world[id]),
    );
  }
  return world;
}

/** Operations of a formula, the roots and powers for more; counted as a tree, so a shared part counts each time. */
function nodeSizes(nodes: readonly Node[]): readonly number[] {
  const sizes: number[] = [];
  for (const node of nodes) {
    const below = childrenOf(node).reduce((sum, id) => sum + sizes[id]!, 0);
    sizes.push(Math.min(1e6, below + ('a' in node ? 1 : 0) + (DEAR.has(node.op) ? 4 : 0)));
  }
  return sizes;
}

const DEAR: ReadonlySet<Node['op']> = new Set(['divide', 'power', 'sqrt', 'exp', 'log', 'logistic']);

type Epochs = (node: Node, id: NodeId, stage: number, nodes: readonly Node[]) => number;

/** The last stage before this one in which something that the formula reads was written; -1 for the beginning of the turn. */
function epochsOf(model: Model): Epochs {
  const written = writingStages(model);
  const known = new Map<NodeId, ReadonlySet<number>>();
  const stagesOf = (id: NodeId, nodes: readonly Node[]): ReadonlySet<number> => {
    const old = known.get(id);
    if (old !== undefined) return old;
    const node = nodes[id]!;
    const stages = new Set<number>('a' in node ? [] : written(node));
    for (const child of childrenOf(node)) for (const stage of stagesOf(child, nodes)) stages.add(stage);
    known.set(id, stages);
    return stages;
  };
  return (_, id, stage, nodes) => Math.max(-1, ...[...stagesOf(id, nodes)].filter((one) => one < stage));
}

/** The stages at whose end a part of the state changes. */
function writingStages(model: Model): (leaf: Node) => readonly number[] {
  const stocks = model.stocks.map((): Set<number> => new Set());
  const note = (stage: number, effects: readonly { readonly stock: number }[]): void => {
    for (const { stock } of effects) stocks[stock]!.add(stage);
  };
  for (const { effects } of model.injects) note(INJECTS_STAGE, effects);
  for (const [index, { moves, incidents, machines }] of model.phases.entries()) {
    note(FIRST_PHASE + index, moves);
    for (const incident of incidents) note(FIRST_PHASE + index, model.incidents[incident]!.effects);
    for (const machine of machines) {
      for (const { transitions } of model.machines[machine]!.states) {
        for (const { effects } of transitions) note(FIRST_PHASE + index, effects);
      }
    }
  }
  const everyStep = [INJECTS_STAGE, ...model.phases.map((_, index) => FIRST_PHASE + index)];
  const restless = model.stocks.map((stock) => !isRestful(stock));
  const machineStage = model.machines.map((_, index) => phaseStages(model, 'machines', index));
  const incidentStage = model.incidents.map((_, index) => phaseStages(model, 'incidents', index));
  return (leaf) => {
    switch (leaf.op) {
      case 'stock':
        return restless[leaf.index] ? everyStep : [...stocks[leaf.index]!];
      case 'in':
      case 'turns-in':
        return machineStage[leaf.machine]!;
      case 'times':
      case 'count':
        return incidentStage[leaf.index]!;
      case 'view':
        return [VIEWS_STAGE];
      case 'funds':
        return [VIEWS_STAGE, ORDERS_STAGE];
      case 'lever':
      case 'at':
      case 'cost':
        return [ORDERS_STAGE];
      default:
        return [];
    }
  };
}

function phaseStages(model: Model, list: 'machines' | 'incidents', index: number): readonly number[] {
  return model.phases.flatMap((phase, at) => (phase[list].includes(index) ? [FIRST_PHASE + at] : []));
}

const LARGEST_STEADY = 2 ** 51;

/** Settling a settled value again changes nothing. Only bounds that no whole number meets can break this. */
export function isRestful({ integer, low, high }: Model['stocks'][number]): boolean {
  if (!(low <= high && low < Infinity && high > -Infinity)) return false;
  const isWhole = (x: number) => Number.isInteger(x) && Math.abs(x) <= LARGEST_STEADY && !Object.is(x, -0);
  return !integer || (isWhole(low) && isWhole(high));
}
