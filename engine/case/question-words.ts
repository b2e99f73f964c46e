// A question of chance or an event of a turn -> what a person calls it, in the scenario's own words.

import type { Scenario } from '../language/scenario.ts';
import { elementOf, memberOf } from '../model/slot-name.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import { COMES, COMES_NOT, STAYS } from './chance-question.ts';
import { inWords, memberWords, stateWords } from './room-words.ts';

/** `riot[riga]` -> `Riot, Riga`, for incidents, machines, stocks and injects. */
export function eventWords(scenario: Scenario, slot: string): string {
  const [name, member] = [elementOf(slot), memberOf(slot)];
  const { incidents, machines, injects, stocks } = scenario;
  const element = incidents.get(name) ?? machines.get(name) ?? injects.get(name) ?? stocks.get(name);
  const label = element?.label ?? inWords(name);
  const head = label.charAt(0).toUpperCase() + label.slice(1);
  return member === null ? head : `${head}, ${memberWords(scenario, member)}`;
}

/** `state` is the one that is asked, null for an incident. */
export function answerWords(scenario: Scenario, slot: string, state: string | null, answer: string): string {
  if (state === null) return answer === COMES ? 'comes' : answer === COMES_NOT ? 'does not come' : inWords(answer);
  return answer === STAYS ? `stays: ${stateWords(scenario, slot, state)}` : stateWords(scenario, slot, answer);
}

/** Injects, incidents that came and machines that moved, in order; the news where there is some, else labels. */
export function eventsInWords(scenario: Scenario, { injects, phases }: TurnRecord): readonly string[] {
  return [
    ...injects.map(({ name, news }) => news ?? eventWords(scenario, name)),
    ...phases.flatMap(({ incidents, transitions }) => [
      ...incidents
        .filter(({ times }) => times > 0)
        .map(({ name, times, news }) => (news ?? eventWords(scenario, name)) + (times > 1 ? ` (${times} times)` : '')),
      ...transitions.map(({ name, from, leaf, news }) => {
        const way = `${stateWords(scenario, name, from)} -> ${stateWords(scenario, name, leaf)}`;
        return news ?? `${eventWords(scenario, name)}: ${way}`;
      }),
    ]),
  ];
}
