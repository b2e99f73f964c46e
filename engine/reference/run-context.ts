// The context of the statechart: where the run stands, what the present phase has fired so far, and the record of the present turn.

import type { Position } from './position.ts';
import type { TurnRecord } from './turn-record.ts';

/** A transition that the statechart took in the present phase; indices into the model. */
export interface Fired {
  readonly machine: number;
  readonly state: number;
  readonly transition: number;
}

/** A type, not an interface: the statechart library wants an index signature. */
export type RunContext = {
  readonly position: Position;
  /** Filled by the transitions of a phase, emptied when the phase is committed. */
  readonly fired: readonly Fired[];
  readonly record: TurnRecord;
};

/** The context of a position with its failure or end written into the record. */
export function contextOf(position: Position, record: TurnRecord): RunContext {
  const { over, failure, outcomes } = position;
  const ended = over === record.over ? record : { ...record, over, failure, outcomes };
  return { position, fired: [], record: ended };
}
