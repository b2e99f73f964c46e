// Play and branch: one pure turn at a time. A run state is never changed, so keeping an old one is undo, and playing it twice is a branch.

import type { Model } from '../model/model.ts';
import type { Draws } from './draws.ts';
import { phaseEvent } from './machine-config.ts';
import type { ByHand } from './open-step.ts';
import type { Position } from './position.ts';
import type { Reference } from './reference.ts';
import { type RunSetup, startContext } from './start-step.ts';
import type { RunEvent, RunSnapshot } from './statechart.ts';
import type { TurnRecord } from './turn-record.ts';

/** Where a run stands. The snapshot holds all that the run knows; the draws are the source of its chance. */
export interface RunState {
  readonly snapshot: RunSnapshot;
  readonly draws: Draws;
}

export interface PlayedTurn {
  readonly state: RunState;
  readonly record: TurnRecord;
}

/** A run before its first turn. It may have failed already: see `isOver`. */
export function begin(reference: Reference, setup: RunSetup): RunState {
  const context = startContext(reference.interpreter, setup);
  return { snapshot: reference.chart.initial(context), draws: setup.draws };
}

/** The next turn of a run that is not over. */
export function playTurn(reference: Reference, { snapshot, draws }: RunState, byHand: ByHand = {}): PlayedTurn {
  if (snapshot.context.position.over) throw new Error('this run is over: it has no next turn');
  let after = snapshot;
  for (const event of turnEvents(reference.model, draws, byHand)) {
    after = reference.chart.next(after, event);
    if (after.context.position.failure !== null) break;
  }
  return { state: { snapshot: after, draws }, record: after.context.record };
}

/** The steps of one turn, in order. */
export function turnEvents(model: Model, draws: Draws, byHand: ByHand = {}): readonly RunEvent[] {
  return [
    { type: 'open', draws, byHand },
    ...model.phases.map(({ name }) => ({ type: phaseEvent(name), draws })),
    { type: 'end' },
  ];
}

export function positionOf({ snapshot }: RunState): Position {
  return snapshot.context.position;
}

/** No turn follows: the last one is played, the scenario's end came, or the run failed. */
export function isOver(state: RunState): boolean {
  return positionOf(state).over;
}
