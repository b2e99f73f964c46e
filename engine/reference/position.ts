// Everything that one run knows between two steps, as plain data. A step reads one position and makes the next; nothing else is remembered.
// Numbers may be NaN or infinite where the model lets them (views, noise, reducers), so JSON cannot hold it as it stands.

import type { Arm, Failure } from '../model/model.ts';
import type { FailureReason } from '../vocabulary.ts';

export interface Position {
  readonly arm: Arm;
  readonly world: number;
  readonly replication: number;
  /** Values of `model.parameters` in this world. */
  readonly parameters: readonly number[];
  /** 0-based number of the turn being played; between two turns the one played last, before the first 0. */
  readonly turn: number;
  /** Number of turns that are complete. */
  readonly played: number;
  readonly stocks: readonly number[];
  /** Active leaf of every machine: the mirror of the statechart's own state. */
  readonly leaves: readonly number[];
  /** For every machine, for every state: the turn in which it was entered (0 for those active at the start), -1 while it is not active. */
  readonly entered: readonly (readonly number[])[];
  /** Ordered level, number in force and cost of this turn's order, for every lever. Before the first order the cost is 0. */
  readonly ordered: readonly number[];
  readonly inForce: readonly number[];
  readonly costs: readonly number[];
  readonly purses: readonly number[];
  /** This turn's draw of every noise. Before the first turn that of turn 0. */
  readonly noises: readonly number[];
  /** What every view shows, and what a late view will show next turn (for the others the same as what it shows). */
  readonly views: readonly number[];
  readonly coming: readonly number[];
  /** How often every incident happened in its latest phase, and in the run. */
  readonly times: readonly number[];
  readonly counts: readonly number[];
  /** Injects that have fired, and injects asked for since the last time injects were released. */
  readonly released: readonly boolean[];
  readonly asked: readonly boolean[];
  /** Running value of every reducer (see reduce.ts). */
  readonly reduced: readonly number[];
  /** True when no turn follows: the last one is played, `endWhen` held, or the run failed. */
  readonly over: boolean;
  readonly failure: Failure | null;
  /** Taken when the run is over; NaN is missing. */
  readonly outcomes: readonly number[] | null;
}

/** The position of a run that failed here. `phase` is -1 outside the phases. */
export function failAt(position: Position, reason: FailureReason, phase: number, element: string): Position {
  return { ...position, over: true, failure: { reason, turn: position.turn, phase, element } };
}
