// A scenario + a name of it -> what every screen and report calls it: the label that its author gave, else the name in words.

import type { Scenario } from '../language/scenario.ts';
import { elementOf, memberOf } from '../model/slot-name.ts';

/** `in_2014` -> `in 2014`, `rotations_2014+hold` -> `rotations 2014 + hold`: levels, states, policies and doctrines inside a sentence. */
export function inWords(name: string): string {
  return name.replaceAll('_', ' ').replaceAll('+', ' + ');
}

/** `a probe` -> `A probe`. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * `ladder[riga]` -> `Ladder, Riga`; of a seat's own member the element alone, and with null always both. For everything but outcomes, which may
 * bear the name of what they read.
 */
export function slotWords(scenario: Scenario, slot: string, seat: string | null): string {
  const [name, member] = [elementOf(slot), memberOf(slot)];
  const { stocks, auxiliaries, machines, incidents, levers, injects, uncertainties, facts } = scenario;
  const all = [stocks, auxiliaries, machines, incidents, levers, uncertainties, facts];
  const declared = all.map((elements) => elements.get(name)).find((one) => one !== undefined);
  const label = capital(declared?.label ?? injects.get(name)?.label ?? inWords(name));
  return member === null || member === seat ? label : `${label}, ${memberWords(scenario, member)}`;
}

/** The member first, where it is not the seat itself: it tells a lever from its neighbours when the line is cut. */
export function leverWords(scenario: Scenario, slot: string, seat: string): string {
  const [name, member] = [elementOf(slot), memberOf(slot)];
  const label = capital(scenario.levers.get(name)?.label ?? inWords(name));
  return member === null || member === seat ? label : `${memberWords(scenario, member)}: ${label}`;
}

/** `the rest of Latvia` -> `Rest of Latvia`: as a name, not inside a sentence. */
export function memberWords({ labels }: Pick<Scenario, 'labels'>, member: string): string {
  return capital((labels.get(member) ?? inWords(member)).replace(/^the /, ''));
}

/** The state of a machine; `machine` is its slot or its element. */
export function stateWords({ machines }: Scenario, machine: string, state: string): string {
  const states = machines.get(elementOf(machine))?.body.states;
  return states?.find(({ name }) => name === state)?.label ?? inWords(state);
}
