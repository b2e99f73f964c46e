// The state of a run between two turns, as any engine tells it -> the slots of a kernel.

import type { Program } from './program.ts';

/** The parts of a run's state by their place in the model. The reference's position is one. */
export interface StandingState {
  readonly stocks: readonly number[];
  readonly leaves: readonly number[];
  /** 0-based turn of entry of every state of every machine, -1 while it is not active. */
  readonly entered: readonly (readonly number[])[];
  readonly ordered: readonly number[];
  readonly inForce: readonly number[];
  readonly costs: readonly number[];
  readonly purses: readonly number[];
  readonly views: readonly number[];
  readonly coming: readonly number[];
  readonly times: readonly number[];
  readonly counts: readonly number[];
  readonly released: readonly boolean[];
  readonly asked: readonly boolean[];
  readonly reduced: readonly number[];
}

/** Slots of `program.layout`, numbers and whole numbers. */
export interface KernelState {
  readonly numbers: Float64Array;
  readonly wholes: Int32Array;
}

export function kernelStateOf({ layout }: Pick<Program, 'layout'>, standing: StandingState): KernelState {
  const value = (kind: string, index: number, state: number): number => {
    if (kind === 'entered') return standing.entered[index]![state]!;
    return Number(PARTS[kind as keyof typeof PARTS](standing)[index]!);
  };
  return {
    numbers: Float64Array.from(layout.numbers, ({ kind, index, state }) => value(kind, index, state)),
    wholes: Int32Array.from(layout.wholes, ({ kind, index, state }) => value(kind, index, state)),
  };
}

const PARTS = {
  stock: ({ stocks }: StandingState) => stocks,
  force: ({ inForce }: StandingState) => inForce,
  cost: ({ costs }: StandingState) => costs,
  purse: ({ purses }: StandingState) => purses,
  view: ({ views }: StandingState) => views,
  coming: ({ coming }: StandingState) => coming,
  times: ({ times }: StandingState) => times,
  count: ({ counts }: StandingState) => counts,
  reduced: ({ reduced }: StandingState) => reduced,
  leaf: ({ leaves }: StandingState) => leaves,
  ordered: ({ ordered }: StandingState) => ordered,
  released: ({ released }: StandingState) => released,
  asked: ({ asked }: StandingState) => asked,
} as const;
