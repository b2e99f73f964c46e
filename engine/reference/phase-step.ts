// One synchronous step: incidents are drawn, the statechart's transitions are taken, stocks move; then all writes commit together.
// Runs last in the event of a phase, when the statechart has selected its transitions. Every formula reads the position of its beginning.

import type { Incident, Machine, Phase } from '../model/model.ts';
import { type Ask, type Asked, askMachine } from './asking.ts';
import type { Draws } from './draws.ts';
import { drawIncident, type IncidentDraw } from './incident-draw.ts';
import { askFor } from './injects-step.ts';
import type { Interpreter } from './interpreter.ts';
import { enteredAfter } from './machine-shape.ts';
import { failAt, type Position } from './position.ts';
import { contextOf, type Fired, type RunContext } from './run-context.ts';
import { stockMoves } from './stock-moves.ts';
import { applyWrites, type Write, type Written, writesOf } from './stocks.ts';
import type { AskedRecord, IncidentRecord, PhaseRecord, TransitionRecord } from './turn-record.ts';

interface Drawn {
  readonly index: number;
  readonly incident: Incident;
  readonly draw: IncidentDraw;
}

export function phaseStep(
  interpreter: Interpreter,
  ask: Ask,
  context: RunContext,
  draws: Draws,
  index: number,
): RunContext {
  const { position, record } = context;
  const phase = interpreter.model.phases[index]!;
  const fired = inOrder(phase, context.fired);
  const drawn = drawAll(interpreter, position, draws, phase);
  const asked = phase.machines.flatMap((machine) => askMachine(ask, interpreter, position, draws, machine));
  const written = write(interpreter, position, phase, drawn, fired);
  const moved = moveMachines(interpreter, position, fired);
  const failed = firstFault(interpreter, moved, index, drawn, asked, written);
  if (failed !== null || 'faulty' in written) return contextOf(failed ?? moved, record);
  const after = commit(interpreter, moved, drawn, fired, written.stocks);
  const told = recordPhase(interpreter, index, position, after, drawn, asked, fired);
  return contextOf(after, { ...record, phases: [...record.phases, told] });
}

function drawAll(interpreter: Interpreter, position: Position, draws: Draws, phase: Phase): readonly Drawn[] {
  return phase.incidents.map((index) => {
    const incident = interpreter.model.incidents[index]!;
    return { index, incident, draw: drawIncident(interpreter, position, draws, incident) };
  });
}

/** Effects of incidents, then of machines, each in the order of the phase. */
function write(
  interpreter: Interpreter,
  position: Position,
  phase: Phase,
  drawn: readonly Drawn[],
  fired: readonly Fired[],
): Written {
  const bases = phase.moves.map(({ stock, next }) => ({ stock, amount: interpreter.evaluate(position, next) }));
  const writes: Write[] = [];
  for (const { incident, draw } of drawn) {
    if (draw.times > 0) writes.push(...writesOf(interpreter, position, incident, draw.times));
  }
  for (const one of fired) writes.push(...writesOf(interpreter, position, transitionOf(interpreter, one), 1));
  return applyWrites(interpreter.model, position.stocks, bases, writes);
}

/** The mirror of what the statechart does to its own state. */
function moveMachines(interpreter: Interpreter, position: Position, fired: readonly Fired[]): Position {
  if (fired.length === 0) return position;
  const leaves = [...position.leaves];
  const entered = [...position.entered];
  for (const { machine, state, transition } of fired) {
    const move = interpreter.shapes[machine]!.moves[state]![transition]!;
    leaves[machine] = move.leaf;
    entered[machine] = enteredAfter(entered[machine]!, move, position.turn);
  }
  return { ...position, leaves, entered };
}

/** The first fault in the order of the manual: incidents, machines, stocks. The state of a failed run is of no use to anybody. */
function firstFault(
  { model }: Interpreter,
  position: Position,
  phase: number,
  drawn: readonly Drawn[],
  asked: readonly Asked[],
  written: Written,
): Position | null {
  const incident = drawn.find(({ draw }) => draw.fault !== null);
  if (incident !== undefined) return failAt(position, incident.draw.fault!, phase, incident.incident.name);
  const state = asked.find(({ faulty }) => faulty);
  if (state !== undefined) return failAt(position, 'chance out of range', phase, siteOf(model.machines, state));
  if (!('faulty' in written)) return null;
  return failAt(position, 'stock not finite', phase, model.stocks[written.faulty]!.name);
}

function siteOf(machines: readonly Machine[], { machine, state }: Asked): string {
  return `${machines[machine]!.name}.${machines[machine]!.states[state]!.name}`;
}

function commit(
  interpreter: Interpreter,
  position: Position,
  drawn: readonly Drawn[],
  fired: readonly Fired[],
  stocks: readonly number[],
): Position {
  const times = [...position.times];
  const counts = [...position.counts];
  const asks: number[] = [];
  for (const { index, incident, draw } of drawn) {
    times[index] = draw.times;
    counts[index]! += draw.times;
    if (draw.times > 0) asks.push(...incident.asks);
  }
  for (const one of fired) asks.push(...transitionOf(interpreter, one).asks);
  return { ...position, stocks, times, counts, asked: askFor(position.asked, asks) };
}

/** The transitions taken, in the order of the phase's machines. */
function inOrder(phase: Phase, fired: readonly Fired[]): readonly Fired[] {
  if (fired.length < 2) return fired;
  return phase.machines.flatMap((machine) => fired.filter((one) => one.machine === machine));
}

function transitionOf({ model }: Interpreter, { machine, state, transition }: Fired) {
  return model.machines[machine]!.states[state]!.transitions[transition]!;
}

function recordPhase(
  interpreter: Interpreter,
  phase: number,
  before: Position,
  after: Position,
  drawn: readonly Drawn[],
  asked: readonly Asked[],
  fired: readonly Fired[],
): PhaseRecord {
  const { model } = interpreter;
  return {
    phase,
    name: model.phases[phase]!.name,
    incidents: drawn.flatMap(recordIncident),
    asked: asked.filter(({ candidates }) => candidates.length > 0).map((one) => recordAsked(model.machines, one)),
    transitions: fired.map((one) => recordTransition(interpreter, one)),
    moves: stockMoves(model, before.stocks, after.stocks),
  };
}

function recordIncident({ index, incident, draw }: Drawn): readonly IncidentRecord[] {
  const { kind, odds, times } = draw;
  if (kind === 'idle') return [];
  const news = times > 0 ? incident.news : null;
  return [{ incident: index, name: incident.name, kind, odds, draw: draw.draw, times, news }];
}

function recordAsked(machines: readonly Machine[], { machine, state, candidates, draw, chosen }: Asked): AskedRecord {
  const { name, states } = machines[machine]!;
  const { transitions } = states[state]!;
  const targetOf = (transition: number): string => states[transitions[transition]!.target]!.name;
  return {
    machine,
    name,
    state: states[state]!.name,
    candidates: candidates.map(({ transition, odds, from, until }) => ({
      to: targetOf(transition),
      odds,
      from,
      until,
    })),
    draw,
    to: chosen < 0 ? null : targetOf(chosen),
  };
}

function recordTransition(interpreter: Interpreter, one: Fired): TransitionRecord {
  const { name, states } = interpreter.model.machines[one.machine]!;
  const { target, news } = transitionOf(interpreter, one);
  const { leaf } = interpreter.shapes[one.machine]!.moves[one.state]![one.transition]!;
  return {
    machine: one.machine,
    name,
    from: states[one.state]!.name,
    to: states[target]!.name,
    leaf: states[leaf]!.name,
    news,
  };
}
