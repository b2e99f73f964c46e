// One whole run from its beginning to its end, by an actor: the way for many turns.

import type { Failure } from '../model/model.ts';
import type { Reference } from './reference.ts';
import { turnEvents } from './run.ts';
import { type RunSetup, startContext } from './start-step.ts';
import type { RunActor, RunEvent } from './statechart.ts';
import type { TurnRecord } from './turn-record.ts';

/** What one run came to. */
export interface SimulatedRun {
  /** Values of `model.outcomes`; NaN is missing, and all are NaN when the run failed. */
  readonly outcomes: readonly number[];
  readonly failure: Failure | null;
  /** Turns that were completed. */
  readonly turns: number;
  /** One record a turn, the last one possibly cut short by a failure; null unless traced. */
  readonly records: readonly TurnRecord[] | null;
}

/** Plays the run to its end. A run that fails is an answer, not an error. */
export function simulate(reference: Reference, setup: RunSetup, { trace }: { readonly trace: boolean }): SimulatedRun {
  const actor = reference.chart.start(startContext(reference.interpreter, setup));
  const events = turnEvents(reference.model, setup.draws);
  const records: TurnRecord[] = [];
  while (!actor.snapshot().context.position.over) {
    sendTurn(actor, events);
    if (trace) records.push(actor.snapshot().context.record);
  }
  const { outcomes, failure, played } = actor.snapshot().context.position;
  const missing = reference.model.outcomes.map(() => Number.NaN);
  return { outcomes: outcomes ?? missing, failure, turns: played, records: trace ? records : null };
}

function sendTurn(actor: RunActor, events: readonly RunEvent[]): void {
  for (const event of events) {
    actor.send(event);
    if (actor.snapshot().context.position.failure !== null) return;
  }
}
