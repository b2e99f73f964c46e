// One machine of the model -> what its nesting means: who is inside whom, and which states a transition leaves and enters.

import type { Machine, State } from '../model/model.ts';

/** What a transition does to a machine: its new leaf, and the active states that it enters anew or keeps. */
export interface Move {
  readonly leaf: number;
  readonly enters: readonly number[];
  readonly keeps: readonly number[];
}

export interface MachineShape {
  /** For every state: itself and the states around it, innermost first. */
  readonly paths: readonly (readonly number[])[];
  /** For every state, for each of its transitions in order. */
  readonly moves: readonly (readonly Move[])[];
  readonly start: Move;
}

export function shapeOf(machine: Machine): MachineShape {
  const paths = machine.states.map((_, state) => pathOf(machine.states, state));
  const moves = machine.states.map((state, source) =>
    state.transitions.map(({ target }) => moveOf(machine.states, paths, source, target)),
  );
  const leaf = leafUnder(machine.states, machine.initial);
  return { paths, moves, start: { leaf, enters: paths[leaf]!, keeps: [] } };
}

/** The entry turns after a move in `turn`; -1 for every state that is not active any more. */
export function enteredAfter(entered: readonly number[], move: Move, turn: number): readonly number[] {
  const after = entered.map(() => -1);
  for (const state of move.keeps) after[state] = entered[state]!;
  for (const state of move.enters) after[state] = turn;
  return after;
}

function pathOf(states: readonly State[], state: number): readonly number[] {
  const { parent } = states[state]!;
  return parent < 0 ? [state] : [state, ...pathOf(states, parent)];
}

/** The leaf reached by entering a state and then initial children. */
function leafUnder(states: readonly State[], state: number): number {
  const { initial } = states[state]!;
  return initial < 0 ? state : leafUnder(states, initial);
}

/** Everything below the nearest state that properly contains both source and target is left, and entered anew on the way to the target. */
function moveOf(states: readonly State[], paths: readonly (readonly number[])[], source: number, target: number): Move {
  const aroundSource = paths[source]!.slice(1);
  const keeps = paths[target]!.slice(1).filter((state) => aroundSource.includes(state));
  const leaf = leafUnder(states, target);
  return { leaf, enters: paths[leaf]!.filter((state) => !keeps.includes(state)), keeps };
}
