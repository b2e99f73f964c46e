// A case as it stands -> what may come in the next turn, as far as a seat can tell.

import type { Model, NodeId } from '../model/model.ts';
import type { SeatSights } from '../model/sights.ts';
import { candidatesOf } from '../reference/asking.ts';
import { beforeOrders } from '../reference/before-orders.ts';
import { incidentProspect } from '../reference/incident-draw.ts';
import { holds, type Interpreter } from '../reference/interpreter.ts';
import { openStep } from '../reference/open-step.ts';
import type { Position } from '../reference/position.ts';
import { byHandOf } from './by-hand.ts';
import { type Eyes, eyesOf, nodeOf } from './eyes.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';
import { createTeller, type Teller } from './teller.ts';
import { type ComingEvent, HIDDEN } from './told-event.ts';

/**
 * Incidents and ways out of active states of the turn to come, as things stand. White: after the orders that are in, and only what is open.
 * Others: what they may hear of, before the orders; open or not, and how likely, only where they see everything that it hangs on.
 */
export function explainComing(ground: Ground, standing: Standing, seat: string): readonly ComingEvent[] {
  if (standing.over) return [];
  const { model, reference, sights } = ground;
  const { interpreter } = reference;
  const eyes = eyesOf(ground, standing, seat, true);
  const { snapshot, draws } = standing.run;
  const position = eyes.all
    ? openStep(interpreter, snapshot.context, draws, byHandOf(ground, standing)).position
    : beforeOrders(reference, standing.run);
  if (position.failure !== null) return [];
  const own = sights[model.seats.findIndex(({ name }) => name === seat)]!;
  const outlook = { interpreter, model, eyes, own, position, teller: createTeller(ground, eyes, position) };
  return model.phases.flatMap(({ name, incidents, machines }) => [
    ...incidents.flatMap((index) => comingIncident(outlook, name, index)),
    ...machines.flatMap((index) => comingWays(outlook, name, index)),
  ]);
}

/** From where one seat looks ahead. */
interface Outlook {
  readonly interpreter: Interpreter;
  readonly model: Model;
  readonly eyes: Eyes;
  readonly own: SeatSights;
  readonly position: Position;
  readonly teller: Teller;
}

function openOf({ interpreter, eyes, position }: Outlook, when: NodeId | null): ComingEvent['open'] {
  return when === null || eyes.sees(when) ? holds(interpreter, position, when) : HIDDEN;
}

function isSeen({ eyes }: Outlook, open: ComingEvent['open'], odds: NodeId | null): boolean {
  return open === true && (odds === null || eyes.sees(odds));
}

function comingIncident(outlook: Outlook, phase: string, index: number): ComingEvent[] {
  const { interpreter, model, eyes, own, position, teller } = outlook;
  const incident = model.incidents[index]!;
  if (!eyes.all && own.incidents[index] === null) return [];
  const open = openOf(outlook, incident.when);
  if (open === false) return [];
  const prospect = isSeen(outlook, open, incident.rate ?? nodeOf(incident.chance))
    ? incidentProspect(interpreter, position, incident)
    : null;
  const odds = prospect === null ? HIDDEN : prospect.kind === 'certain' ? null : prospect.odds;
  const { formula } = teller.incident(index);
  return [{ ...teller.head('incident', index), phase, from: '', to: incident.name, open, odds, formula }];
}

function comingWays(outlook: Outlook, phase: string, index: number): ComingEvent[] {
  const { interpreter, model, eyes, own, position, teller } = outlook;
  if (!eyes.all && own.machines[index]?.how !== 'exact') return [];
  const { states } = model.machines[index]!;
  const path = interpreter.shapes[index]!.paths[position.leaves[index]!]!;
  return path.flatMap((state) => {
    const { name: from, transitions } = states[state]!;
    const candidates = candidatesOf(interpreter, position, states[state]!);
    return transitions.flatMap((way, transition): ComingEvent[] => {
      const open = openOf(outlook, way.when);
      if (open === false) return [];
      const candidate = candidates.find((one) => one.transition === transition);
      // A certain way before it takes everything.
      if (eyes.all && candidate === undefined) return [];
      const odds = isSeen(outlook, open, nodeOf(way.chance)) ? (candidate?.odds ?? null) : HIDDEN;
      const { formula } = teller.transition(index, state, transition);
      const to = states[way.target]!.name;
      return [{ ...teller.head('machine', index), phase, from, to, open, odds, formula }];
    });
  });
}
