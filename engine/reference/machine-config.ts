// A machine of the model -> the nested states of a statechart, as plain data. The running statechart and the exported one are both made
// from it; they differ only in what stands at a transition's guard and actions.

import type { Machine, State, Transition } from '../model/model.ts';

/** One transition in the statechart's own words, but for its target. */
export interface TransitionText<Guard, Action> {
  readonly guard?: Guard;
  readonly actions?: readonly Action[];
  readonly description?: string;
}

export interface TransitionConfig<Guard, Action> extends TransitionText<Guard, Action> {
  readonly target: string;
  readonly reenter: true;
}

export interface StateConfig<Guard, Action> {
  id?: string;
  type?: 'final' | 'parallel';
  initial?: string;
  description?: string;
  states?: Record<string, StateConfig<Guard, Action>>;
  on?: Record<string, readonly TransitionConfig<Guard, Action>[]>;
}

/** Says what stands at transition `transition` of state `state`; both are indices. */
export type Describe<Guard, Action> = (
  transition: Transition,
  state: number,
  index: number,
) => TransitionText<Guard, Action>;

/** The region of one machine. State ids are `name:state`, so they are unique over the whole chart. */
export function machineConfig<Guard, Action>(
  machine: Machine,
  name: string,
  event: string,
  describe: Describe<Guard, Action>,
): StateConfig<Guard, Action> {
  const idOf = (state: number): string => `${name}:${machine.states[state]!.name}`;
  const childrenOf = (parent: number): Record<string, StateConfig<Guard, Action>> => {
    const children = machine.states.flatMap((state, index) => (state.parent === parent ? [{ state, index }] : []));
    return Object.fromEntries(children.map(({ state, index }) => [state.name, stateConfig(state, index)]));
  };
  const stateConfig = (state: State, index: number): StateConfig<Guard, Action> => ({
    id: idOf(index),
    ...(state.final ? { type: 'final' } : {}),
    ...(state.initial < 0 ? {} : { initial: machine.states[state.initial]!.name, states: childrenOf(index) }),
    ...(state.transitions.length === 0 ? {} : { on: { [event]: transitionsOf(state, index) } }),
  });
  const transitionsOf = (state: State, index: number): readonly TransitionConfig<Guard, Action>[] =>
    state.transitions.map((transition, at) => ({
      target: `#${idOf(transition.target)}`,
      reenter: true,
      ...describe(transition, index, at),
    }));
  return { id: name, initial: machine.states[machine.initial]!.name, states: childrenOf(-1) };
}

/** The event that carries out a phase. */
export function phaseEvent(phase: string): `phase.${string}` {
  return `phase.${phase}`;
}
