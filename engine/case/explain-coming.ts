// A case as it stands -> what may come in the next turn, as far as a seat can tell.

import type { NodeId } from '../model/model.ts';
import { candidatesOf } from '../reference/asking.ts';
import { beforeOrders } from '../reference/before-orders.ts';
import { incidentProspect } from '../reference/incident-draw.ts';
import { holds } from '../reference/interpreter.ts';
import { openStep } from '../reference/open-step.ts';
import { eyesOf, nodeOf } from './eyes.ts';
import type { Ground } from './ground.ts';
import { byHandOf, type Standing } from './standing.ts';
import { createTeller } from './teller.ts';
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
  const teller = createTeller(ground, eyes, position);
  const openOf = (when: NodeId | null): boolean | typeof HIDDEN =>
    when === null || eyes.sees(when) ? holds(interpreter, position, when) : HIDDEN;
  return model.phases.flatMap((phase) => [
    ...phase.incidents.flatMap((index): ComingEvent[] => {
      const incident = model.incidents[index]!;
      if (!eyes.all && own.incidents[index] === null) return [];
      const open = openOf(incident.when);
      if (open === false) return [];
      const node = incident.rate ?? nodeOf(incident.chance);
      const isSeen = open === true && (node === null || eyes.sees(node));
      const prospect = isSeen ? incidentProspect(interpreter, position, incident) : null;
      const odds = prospect === null ? HIDDEN : prospect.kind === 'certain' ? null : prospect.odds;
      const { formula } = teller.incident(index);
      return [
        { ...teller.head('incident', index), phase: phase.name, from: '', to: incident.name, open, odds, formula },
      ];
    }),
    ...phase.machines.flatMap((index): ComingEvent[] => {
      const sight = own.machines[index];
      if (!eyes.all && sight?.how !== 'exact') return [];
      const { states } = model.machines[index]!;
      const path = interpreter.shapes[index]!.paths[position.leaves[index]!]!;
      return path.flatMap((state) => {
        const open = candidatesOf(interpreter, position, states[state]!);
        return states[state]!.transitions.flatMap((way, transition): ComingEvent[] => {
          const isOpen = openOf(way.when);
          if (isOpen === false) return [];
          const candidate = open.find((one) => one.transition === transition);
          // A certain way before it takes everything.
          if (eyes.all && candidate === undefined) return [];
          const node = nodeOf(way.chance);
          const isSeen = isOpen === true && (node === null || eyes.sees(node));
          const odds = isSeen ? (candidate === undefined ? null : candidate.odds) : HIDDEN;
          const { formula } = teller.transition(index, state, transition);
          const [from, to] = [states[state]!.name, states[way.target]!.name];
          return [{ ...teller.head('machine', index), phase: phase.name, from, to, open: isOpen, odds, formula }];
        });
      });
    }),
  ]);
}
