// The whole model as one parallel statechart: a region for every machine, and last a region that keeps the books.
// The only file that speaks xstate. Its types cannot follow a machine whose states are data, hence the one cast, in `build`.

import {
  type ActorRefFrom,
  assign,
  createActor,
  createMachine,
  type EventObject,
  initialTransition,
  type SnapshotFrom,
  type StateValue,
  transition,
} from 'xstate';
import { type Ask, createAsk } from './asking.ts';
import type { Draws } from './draws.ts';
import { endStep } from './end-step.ts';
import type { Interpreter } from './interpreter.ts';
import { machineConfig, phaseEvent, type StateConfig } from './machine-config.ts';
import { type ByHand, openStep } from './open-step.ts';
import { phaseStep } from './phase-step.ts';
import type { Fired, RunContext } from './run-context.ts';

/** One step of a turn. Chance and what people do arrive with the event; everything else is in the snapshot. */
export type RunEvent =
  | { readonly type: 'open'; readonly draws: Draws; readonly byHand: ByHand }
  | { readonly type: `phase.${string}`; readonly draws: Draws }
  | { readonly type: 'end' };

type Chart = ReturnType<typeof build>;
export type RunSnapshot = SnapshotFrom<Chart>;

/** The statechart with its two ways of being run; both give the same snapshots. */
export interface Statechart {
  readonly initial: (context: RunContext) => RunSnapshot;
  /** The pure way: snapshot + event -> snapshot. */
  readonly next: (snapshot: RunSnapshot, event: RunEvent) => RunSnapshot;
  /** A snapshot made again from its parts (of a saved run). */
  readonly restore: (value: StateValue, context: RunContext) => RunSnapshot;
  /** The fast way: one actor that is sent all events of a run. */
  readonly start: (context: RunContext) => RunActor;
}

export interface RunActor {
  readonly send: (event: RunEvent) => void;
  readonly snapshot: () => RunSnapshot;
}

type Args = { readonly context: RunContext; readonly event: RunEvent };
type Guard = (args: Args) => boolean;
type Action = ReturnType<typeof keepBooks>;
type Config = StateConfig<Guard, Action>;

export function createStatechart(interpreter: Interpreter): Statechart {
  const chart = build(interpreter);
  return {
    initial: (context) => initialTransition(chart, context)[0],
    next: (snapshot, event) => transition(chart, snapshot, event)[0],
    restore: (value, context) => chart.resolveState({ value, context }),
    start: (context) => startActor(createActor(chart, { input: context })),
  };
}

/** An actor reports a throw in a guard (a bug of ours) to its observers and goes on; we want it where it happened. */
function startActor(actor: ActorRefFrom<Chart>): RunActor {
  let bug: { readonly error: unknown } | null = null;
  actor.subscribe({ error: (error) => (bug = { error }) });
  actor.start();
  return {
    send: (event) => {
      actor.send(event);
      if (bug !== null) throw bug.error;
    },
    snapshot: () => actor.getSnapshot(),
  };
}

const create = createMachine<RunContext, RunEvent, never, never, never, never, never, RunContext, unknown, EventObject>;

function build(interpreter: Interpreter) {
  const ask = createAsk(interpreter);
  const { id, machines } = interpreter.model;
  const regions = machines.map((_, index) => [machines[index]!.name, machineRegion(interpreter, ask, index)] as const);
  const config = {
    id,
    type: 'parallel',
    context: ({ input }: { readonly input: RunContext }) => input,
    states: { ...Object.fromEntries(regions), [bookkeepingKey(interpreter)]: bookkeeping(interpreter, ask) },
  };
  return create(config as unknown as Parameters<typeof create>[0]);
}

/** A machine: each transition is guarded by "asking this state gives me", and notes that it was taken. */
function machineRegion(interpreter: Interpreter, ask: Ask, machine: number): Config {
  const { machines, phases } = interpreter.model;
  const { name, phase } = machines[machine]!;
  const event = phaseEvent(phases[phase]!.name);
  return machineConfig<Guard, Action>(machines[machine]!, name, event, (_, state, transition) => ({
    guard: ({ context, event }) =>
      'draws' in event && ask(context.position, event.draws, machine, state).chosen === transition,
    actions: [note({ machine, state, transition })],
  }));
}

/** The region after all others: by then the phase's transitions are noted, and it commits the step as a whole. */
function bookkeeping(interpreter: Interpreter, ask: Ask): object {
  const phases = interpreter.model.phases.map(({ name }, index) => [
    phaseEvent(name),
    {
      actions: keepBooks((context, event) =>
        'draws' in event ? phaseStep(interpreter, ask, context, event.draws, index) : context,
      ),
    },
  ]);
  return {
    on: {
      open: { actions: keepBooks((context, event) => openTurn(interpreter, context, event)) },
      ...Object.fromEntries(phases),
      end: { actions: keepBooks((context) => endStep(interpreter, context)) },
    },
  };
}

function openTurn(interpreter: Interpreter, context: RunContext, event: RunEvent): RunContext {
  if (event.type !== 'open') return context;
  return openStep(interpreter, context, event.draws, event.byHand);
}

function note(fired: Fired) {
  return keepBooks((context) => ({ ...context, fired: [...context.fired, fired] }));
}

function keepBooks(step: (context: RunContext, event: RunEvent) => RunContext) {
  return assign<RunContext, RunEvent, undefined, RunEvent, never>(({ context, event }) => step(context, event));
}

/** `bookkeeping`, unless a machine of the scenario has that name. */
function bookkeepingKey({ model }: Interpreter): string {
  return model.machines.some(({ name }) => name === 'bookkeeping') ? 'bookkeeping of the run' : 'bookkeeping';
}
