// A scenario + a name of it -> what a screen of the room calls it, since no such screen has the scenario at hand.

import type { Scenario } from '../language/scenario.ts';
import { elementOf, memberOf } from '../model/slot-name.ts';

/** `in_2014` -> `in 2014`. */
export function inWords(name: string): string {
  return name.replaceAll('_', ' ').replaceAll('+', ' + ');
}

/** `ladder[riga]` -> `Ladder, Riga`; of one's own member the element alone. */
export function slotWords(scenario: Scenario, slot: string, seat: string | null): string {
  const [name, member] = [elementOf(slot), memberOf(slot)];
  const { stocks, auxiliaries, machines } = scenario;
  const element = stocks.get(name) ?? auxiliaries.get(name) ?? machines.get(name);
  const label = capital(element?.label ?? inWords(name));
  return member === null || member === seat ? label : `${label}, ${memberWords(scenario, member)}`;
}

/** The member first, where it is not the seat itself. */
export function leverWords(scenario: Scenario, slot: string, seat: string): string {
  const [name, member] = [elementOf(slot), memberOf(slot)];
  const label = capital(scenario.levers.get(name)?.label ?? inWords(name));
  return member === null || member === seat ? label : `${memberWords(scenario, member)}: ${label}`;
}

/** `the rest of Latvia` -> `Rest of Latvia`. */
export function memberWords({ labels }: Scenario, member: string): string {
  return capital((labels.get(member) ?? inWords(member)).replace(/^the /, ''));
}

/** `machine` is its slot or its element. */
export function stateWords({ machines }: Scenario, machine: string, state: string): string {
  const states = machines.get(elementOf(machine))?.body.states;
  return states?.find(({ name }) => name === state)?.label ?? inWords(state);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
