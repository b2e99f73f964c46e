// Model -> the same model with other outcomes: one for each state, incident, inject and level, which is 1 in a run that saw it.
// Nothing that happens in a run changes, so every engine can run it and what it sees is what the scenario does.

import type { Consequence, Inject, Machine, Model, Node, NodeId, Outcome, Reducer, Stock } from './model.ts';
import { elementOf, memberOf } from './slot-name.ts';

/** What one outcome of the model watches; `outcome` is its place in `model.outcomes`. */
export interface Watched {
  readonly kind: 'state' | 'incident' | 'inject' | 'level';
  /** The machine, incident, inject or lever as declared, and the member it stands for (null without `each`). */
  readonly element: string;
  readonly member: string | null;
  /** The state of the machine, or the level of the lever. */
  readonly part: string | null;
  /** How many states are around a state. */
  readonly depth: number;
}

export interface ReachModel {
  readonly model: Model;
  /** In the order of `model.outcomes`. */
  readonly watched: readonly Watched[];
}

/**
 * A state counts as seen when it is active at the start or at the end of a turn (a machine takes at most one transition a turn, so none is
 * missed); a level when it is ordered. Injects that only a person can fire (`by: hand`, asked for by nothing) are left out.
 */
export function reachModel(model: Model): ReachModel {
  const nodes: Node[] = [...model.nodes];
  const conditions: boolean[] = [...model.conditions];
  const reducers: Reducer[] = [...model.reducers];
  const outcomes: Outcome[] = [];
  const watched: Watched[] = [];
  const add = (node: Node, isCondition: boolean): NodeId => {
    conditions.push(isCondition);
    return nodes.push(node) - 1;
  };
  const watch = (what: Watched, value: NodeId): void => {
    watched.push(what);
    outcomes.push(outcomeOf(what, value));
  };
  const ever = (condition: NodeId): NodeId =>
    add({ op: 'reduced', index: reducers.push({ reduction: 'ever', of: condition }) - 1 }, false);
  const zero = add({ op: 'number', value: 0 }, false);
  const one = add({ op: 'number', value: 1 }, false);
  const everAbove = (number: NodeId): NodeId => ever(add({ op: 'less', a: zero, b: number }, true));

  for (const [index, machine] of model.machines.entries()) {
    const first = activeAtStart(machine);
    for (const [state, { name }] of machine.states.entries()) {
      const { element, member } = machine;
      const seen = first.has(state) ? one : ever(add({ op: 'in', machine: index, state }, true));
      watch({ kind: 'state', element, member, part: name, depth: depthOf(machine, state) }, seen);
    }
  }
  for (const [index, { element, member }] of model.incidents.entries())
    watch({ kind: 'incident', element, member, part: null, depth: 0 }, everAbove(add({ op: 'count', index }, false)));
  const flags: Stock[] = [];
  const injects = model.injects.map((inject, index): Inject => {
    if (isByHand(model, inject, index)) return inject;
    const flag = model.stocks.length + flags.length;
    flags.push({ name: `fired ${inject.name}`, start: zero, low: 0, high: 1, integer: false });
    const seen = everAbove(add({ op: 'stock', index: flag }, false));
    watch({ kind: 'inject', element: inject.name, member: null, part: null, depth: 0 }, seen);
    return { ...inject, effects: [...inject.effects, { stock: flag, mode: 'set', amount: one }] };
  });
  for (const [index, lever] of model.levers.entries()) {
    const [element, member] = [elementOf(lever.name), memberOf(lever.name)];
    for (const [level, { name }] of lever.levels.entries())
      watch({ kind: 'level', element, member, part: name, depth: 0 }, ever(add({ op: 'at', index, level }, true)));
  }
  const stocks = [...model.stocks, ...flags];
  return { model: { ...model, nodes, conditions, reducers, outcomes, stocks, injects }, watched };
}

function outcomeOf({ kind, element, member, part }: Watched, value: NodeId): Outcome {
  const name = [kind, element, ...(member === null ? [] : [member]), ...(part === null ? [] : [part])].join(' ');
  return { name, element: name, member, label: name, unit: null, better: 'neither', kind: 'share', value, firsts: [] };
}

/** The initial state, the states around it and those it leads into. */
function activeAtStart({ states, initial }: Machine): ReadonlySet<number> {
  const active = new Set<number>();
  for (let state = initial; state >= 0; state = states[state]!.parent) active.add(state);
  for (let state = initial; state >= 0; state = states[state]!.initial) active.add(state);
  return active;
}

function depthOf({ states }: Machine, state: number): number {
  let depth = 0;
  for (let around = states[state]!.parent; around >= 0; around = states[around]!.parent) depth++;
  return depth;
}

function isByHand(model: Model, { turn, when }: Inject, index: number): boolean {
  const asks = ({ asks }: Consequence): boolean => asks.includes(index);
  const askedFor = [
    ...model.incidents,
    ...model.injects,
    ...model.machines.flatMap(({ states }) => states.flatMap(({ transitions }) => transitions)),
  ];
  return turn === null && when === null && !askedFor.some(asks);
}
