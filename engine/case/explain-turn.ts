// A turn of a case -> everything that hung on chance in it: odds, draws, the slices of competing ways, the formulas and what they read.
// A phase reads the position of its beginning, so a played turn is played again step by step and every formula is told on the position that it truly read.
// A seat is told numbers only of what it sees exactly; white, and everybody once the case is over, sees all.

import type { Model, State } from '../model/model.ts';
import type { Hearing } from '../model/sights.ts';
import { type Candidate, candidatesOf } from '../reference/asking.ts';
import type { ByHand } from '../reference/open-step.ts';
import { BY_HAND } from '../reference/orders-step.ts';
import type { Position } from '../reference/position.ts';
import { positionOf, type RunState, turnEvents } from '../reference/run.ts';
import type { AskedRecord, IncidentRecord, PhaseRecord, TurnRecord } from '../reference/turn-record.ts';
import { eyesOf } from './eyes.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';
import { createTeller, type Teller } from './teller.ts';
import type { ExplainedEvent, ExplainedWay } from './told-event.ts';

/** Positions at the beginning of every phase of a turn that was played. A turn that failed ends early. */
export function phasePositions({ reference, model }: Ground, start: RunState, record: TurnRecord): readonly Position[] {
  const events = turnEvents(model, start.draws, handOf(model, record));
  const positions: Position[] = [];
  let snapshot = start.snapshot;
  for (const event of events.slice(0, 1 + record.phases.length)) {
    if (event.type !== 'open') positions.push(snapshot.context.position);
    snapshot = reference.chart.next(snapshot, event);
  }
  return positions;
}

/** What was given by hand, read back from the record. */
function handOf(model: Model, { levers, injects }: TurnRecord): ByHand {
  return {
    orders: levers.flatMap(({ lever, asked, origin }) => {
      const level = model.levers[lever]!.levels.findIndex(({ name }) => name === asked);
      return origin === BY_HAND ? [{ lever, level }] : [];
    }),
    injects: injects.filter(({ reason }) => reason === 'by hand').map(({ inject }) => inject),
  };
}

/**
 * What was drawn or moved in turn `turn` (0-based, played), in order. A seat is told of incidents that came and machines that moved, if it has
 * heard of them by now; white (and everybody after the end) also of what was possible and did not come. Throws for a turn not played yet.
 */
export function explainTurn(ground: Ground, standing: Standing, seat: string, turn: number): readonly ExplainedEvent[] {
  const record = standing.records[turn];
  const start = standing.starts[turn];
  if (record === undefined || start === undefined) throw new Error(`turn ${turn + 1} has not been played`);
  const positions = phasePositions(ground, start, record);
  const eyes = eyesOf(ground, standing, seat);
  const own = ground.sights[ground.model.seats.findIndex(({ name }) => name === seat)]!;
  const after = positionOf(standing.runs[turn + 1]!);
  const hasHeard = (hearing: Hearing | null | undefined): boolean => {
    if (eyes.all) return true;
    if (hearing === null || hearing === undefined) return false;
    if (hearing.how === 'late' && standing.played < turn + 2) return false;
    return hearing.gate === null || ground.reference.interpreter.evaluate(after, hearing.gate) === 1;
  };
  return record.phases.flatMap((phase, index) => {
    const position = positions[index]!;
    const teller = createTeller(ground, eyes, position);
    const incidents = phase.incidents.filter(
      ({ incident, times }) => (eyes.all || times > 0) && hasHeard(own.incidents[incident]),
    );
    const moves = phase.asked.filter(({ machine, to }) => (eyes.all || to !== null) && hasHeard(own.machines[machine]));
    return [
      ...incidents.map((record) => tellIncident(ground.model, teller, phase, record)),
      ...moves.map((asked) => tellMove(ground, teller, position, phase, asked)),
    ];
  });
}

function tellIncident(
  model: Model,
  teller: Teller,
  { name: phase }: PhaseRecord,
  record: IncidentRecord,
): ExplainedEvent {
  const { incident, kind: form, odds, draw, times } = record;
  const way = {
    ...teller.incident(incident),
    from: '',
    to: model.incidents[incident]!.name,
    odds: form === 'certain' ? null : odds,
    slice: form === 'rate' ? ([0, 0] as const) : ([0, Math.min(1, odds)] as const),
    taken: times > 0,
  };
  return { ...teller.head('incident', incident), phase, form, draw, times, ways: [way] };
}

function tellMove(
  { model, reference }: Ground,
  teller: Teller,
  position: Position,
  { name: phase }: PhaseRecord,
  asked: AskedRecord,
): ExplainedEvent {
  const { states } = model.machines[asked.machine]!;
  const state = states.findIndex(({ name }) => name === asked.state);
  const candidates = candidatesOf(reference.interpreter, position, states[state]!);
  const ways = candidates.map(({ transition, odds, from, until }): ExplainedWay => {
    const to = states[states[state]!.transitions[transition]!.target]!.name;
    const isIn = asked.draw === null ? odds === null : asked.draw >= from && asked.draw < until;
    const taken = asked.to === to && (isIn || !isRepeated(states[state]!, candidates, to, states));
    const told = teller.transition(asked.machine, state, transition);
    return { ...told, from: asked.state, to, odds, slice: [from, Math.min(1, until)], taken };
  });
  const form = ways.every(({ odds }) => odds === null) ? 'certain' : 'chance';
  const times = asked.to === null ? 0 : 1;
  return { ...teller.head('machine', asked.machine), phase, form, draw: asked.draw, times, ways };
}

/** Do several open ways lead to the same state? Then only the draw tells them apart. */
function isRepeated(state: State, candidates: readonly Candidate[], to: string, states: readonly State[]): boolean {
  return candidates.filter(({ transition }) => states[state.transitions[transition]!.target]!.name === to).length > 1;
}
