// Model + rules -> every place of a turn where a formula is needed, and which parts of the state anybody reads.

import type { Consequence, Model, Node, NodeId } from '../model/model.ts';
import type { Reduction } from '../vocabulary.ts';
import type { NodeRanges } from './node-ranges.ts';
import type { Chain } from './program.ts';
import { endStage, FIRST_PHASE, INJECTS_STAGE, ORDERS_STAGE, VIEWS_STAGE } from './program.ts';

/** A formula needed by a piece of a stage. `steady`: the piece always works it out; else only in some branch. */
export interface Need {
  readonly node: NodeId;
  readonly stage: number;
  readonly piece: string;
  readonly steady: boolean;
}

/** What is asked for besides the model's own working. */
export interface Asked {
  readonly chains: readonly (readonly Chain[])[];
  readonly commonChains: readonly Chain[];
  readonly views: readonly number[];
  readonly reducers: readonly number[];
  readonly finals: readonly number[];
  readonly watches: readonly NodeId[];
}

type Add = (stage: number, piece: string, steady: boolean, ...nodes: readonly (NodeId | null)[]) => void;

/** The needs of one turn, stage by stage; not those of the start and of the outcomes, which come once a run. */
export function turnNeeds(model: Model, asked: Asked): readonly Need[] {
  const needs: Need[] = [];
  const add: Add = (stage, piece, steady, ...nodes) => {
    for (const node of nodes) if (node !== null) needs.push({ node, stage, piece, steady });
  };
  for (const view of asked.views) addView(model, view, add);
  for (const [arm, chains] of asked.chains.entries()) addChains(chains, `arm ${arm}`, add);
  addChains(asked.commonChains, 'orders', add);
  for (const [index, inject] of model.injects.entries()) {
    add(INJECTS_STAGE, `inject ${index}`, false, inject.when, ...amounts(inject));
  }
  for (const phase of model.phases.keys()) addPhase(model, phase, add);
  const end = endStage(model);
  for (const reducer of asked.reducers) {
    const { reduction, of } = model.reducers[reducer]!;
    add(end, 'end', !isOnce(reduction), of);
  }
  add(end, 'end', true, model.endWhen, ...asked.watches);
  return needs;
}

/** What is needed once a run: at the start, and of the last state. */
export function runNeeds(model: Model, asked: Asked): readonly NodeId[] {
  return [
    ...asked.views.map((view) => model.views[view]!.source),
    ...model.reducers.filter(({ reduction }) => reduction === 'start').map(({ of }) => of),
    ...asked.finals.map((reducer) => model.reducers[reducer]!.of),
  ];
}

/** What is needed of the reducers when the run is over. */
export function outcomeNeeds(model: Model): readonly NodeId[] {
  return model.outcomes.map(({ value }) => value);
}

function addView(model: Model, index: number, add: Add): void {
  const view = model.views[index]!;
  add(VIEWS_STAGE, 'views', true, view.source, view.kind === 'gated' ? view.gate : null);
}

function addChains(chains: readonly Chain[], piece: string, add: Add): void {
  for (const { rules } of chains) for (const { when } of rules) add(ORDERS_STAGE, piece, false, when);
}

function addPhase(model: Model, index: number, add: Add): void {
  const stage = FIRST_PHASE + index;
  const { moves, incidents, machines } = model.phases[index]!;
  for (const { next } of moves) add(stage, 'moves', true, next);
  for (const incident of incidents) {
    const { when, chance, rate, ...consequence } = model.incidents[incident]!;
    const odds = chance === null ? rate : chance.kind === 'logit' ? chance.x : chance.p;
    add(stage, `incident ${incident}`, true, when);
    add(stage, `incident ${incident}`, when === null, odds);
    add(stage, `incident ${incident}`, false, ...amounts(consequence));
  }
  for (const machine of machines) {
    for (const { transitions } of model.machines[machine]!.states) {
      for (const { when, chance, ...consequence } of transitions) {
        const odds = chance === null ? null : chance.kind === 'logit' ? chance.x : chance.p;
        add(stage, `machine ${machine}`, false, when, odds, ...amounts(consequence));
      }
    }
  }
}

function amounts({ effects }: Pick<Consequence, 'effects'>): readonly NodeId[] {
  return effects.map(({ amount }) => amount);
}

/** Reductions that are settled by the first turn in which their condition holds. */
export function isOnce(reduction: Reduction): boolean {
  return reduction === 'first' || reduction === 'ever';
}

/** The leaves that any of the formulas reads; `late` says what is folded away after the orders. */
export function leavesRead(
  nodes: readonly Node[],
  ids: readonly NodeId[],
  { constants, same }: NodeRanges,
): readonly Node[] {
  const found = new Set<NodeId>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const real = same[id]!;
    if (found.has(real) || constants[real] !== null) continue;
    found.add(real);
    const node = nodes[real]!;
    if ('a' in node) open.push(node.a);
    if ('b' in node) open.push(node.b);
    if ('c' in node) open.push(node.c);
  }
  return [...found].sort((a, b) => a - b).flatMap((id) => ('a' in nodes[id]! ? [] : [nodes[id]!]));
}
