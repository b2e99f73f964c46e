// What a transition means in a tree of states: the leaf that is reached, and the states that are entered anew.

import type { State } from '../model/model.ts';
import { isInside } from '../model/ranges.ts';

/** The leaf reached by entering a state and then initial children. */
export function leafUnder(states: readonly State[], state: number): number {
  const { initial } = states[state]!;
  return initial < 0 ? state : leafUnder(states, initial);
}

/** All states active after the move, but for those that properly contain both source and target. */
export function enteredBy(states: readonly State[], source: number, target: number): readonly number[] {
  const leaf = leafUnder(states, target);
  const stays = (state: number) =>
    state !== source && state !== target && isInside(states, source, state) && isInside(states, target, state);
  return activeWith(states, leaf).filter((state) => !stays(state));
}

/** A leaf and the states around it. */
export function activeWith(states: readonly State[], leaf: number): readonly number[] {
  return [...states.keys()].filter((state) => isInside(states, leaf, state));
}
