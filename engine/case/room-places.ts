// A scenario + machines that are seen -> the map with the state of its ladder in every place, and all other machines in words.

import type { MachineElement, Scenario } from '../language/scenario.ts';
import { memberOf } from '../model/slot-name.ts';
import type { SeenMachine } from './observation.ts';
import type { RoomPlace, RoomState } from './room-view.ts';
import { memberWords, slotWords, stateWords } from './room-words.ts';

/**
 * The machine that makes the map: of those that exist once for each member of a set the one whose set lies in another (regions of a country)
 * before the others, then the one with the most leaf states. Null without such a machine.
 */
export function ladderOf({ machines, sets }: Scenario): MachineElement | null {
  const rank = ({ each, body }: MachineElement): number =>
    (sets.sets.some(({ name, of }) => name === each && of !== null) ? 1000 : 0) + leavesOf(body).length;
  const all = [...machines.values()].filter(({ each }) => each !== null);
  return all.reduce<MachineElement | null>(
    (best, one) => (best !== null && rank(best) >= rank(one) ? best : one),
    null,
  );
}

/** Every place of the map, in the order of its set; the state only where it is seen. */
export function placesSeen(scenario: Scenario, seen: readonly SeenMachine[]): readonly RoomPlace[] {
  const ladder = ladderOf(scenario);
  const set = scenario.sets.sets.find(({ name }) => name === ladder?.each);
  if (ladder === null || set === undefined) return [];
  const leaves = leavesOf(ladder.body);
  return set.members.map(({ name }) => {
    const place = { name, label: memberWords(scenario, name) };
    const machine = seen.find(({ element, member }) => element === ladder.name && member === name);
    const leaf = machine?.states.at(-1);
    if (machine === undefined || leaf === undefined) return { ...place, state: null, rung: null };
    const rung = leaves.findIndex((state) => state.name === leaf);
    return { ...place, state: stateWords(scenario, ladder.name, leaf), rung: rung < 0 ? null : rung, how: machine.how };
  });
}

/** All but the ladder; a seat's own before those of others, and without mention of itself. */
export function machinesSeen(
  scenario: Scenario,
  seen: readonly SeenMachine[],
  seat: string | null,
): readonly RoomState[] {
  const ladder = ladderOf(scenario)?.name;
  return seen
    .filter(({ element }) => element !== ladder)
    .map(({ name, states, how }) => ({
      rank: isElsewhere(scenario, name, seat) ? 1 : 0,
      shown: {
        name,
        label: slotWords(scenario, name, seat),
        states: states.map((state) => stateWords(scenario, name, state)),
        how,
      },
    }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ shown }) => shown);
}

/** Of a seat that is a place itself, as a country: does the slot belong to a place that does not lie in it? */
export function isElsewhere(scenario: Scenario, slot: string, seat: string | null): boolean {
  const member = memberOf(slot);
  if (member === null || seat === null) return false;
  const isPlace = scenario.sets.sets.some(({ members }) => members.some(({ name }) => name === seat));
  return isPlace && !liesIn(scenario, member, seat);
}

/** Is the member the place itself, or does it lie in it? */
export function liesIn({ sets }: Scenario, member: string, place: string): boolean {
  const all = sets.sets.flatMap(({ members }) => members);
  for (let at: string | null = member; at !== null; ) {
    if (at === place) return true;
    const name: string = at;
    at = all.find((candidate) => candidate.name === name)?.in ?? null;
  }
  return false;
}

function leavesOf({ states }: MachineElement['body']): MachineElement['body']['states'] {
  return states.filter(({ initial }) => initial === null);
}
