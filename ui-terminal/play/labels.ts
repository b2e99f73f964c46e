// A scenario + a name of it -> what every screen calls it: the label that its author gave, else the name in words.

import { elementOf, memberOf, type Scenario } from '../../engine/index.ts';

/** `in_2014` -> `in 2014`, `rotations_2014+hold` -> `rotations 2014 + hold`: levels, states, policies and doctrines inside a sentence. */
export function words(name: string): string {
  return name.replaceAll('_', ' ').replaceAll('+', ' + ');
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `airspace_probe[latvia]` -> `Airspace probe, Latvia`, for everything but outcomes, which may bear the name of what they read. */
export function labelOf(scenario: Scenario, slot: string): string {
  const element = elementOf(slot);
  const { stocks, auxiliaries, machines, incidents, levers, injects, uncertainties, facts } = scenario;
  const all = [stocks, auxiliaries, machines, incidents, levers, uncertainties, facts];
  const declared = all.map((elements) => elements.get(element)).find((one) => one !== undefined);
  return withMember(scenario, declared?.label ?? injects.get(element)?.label ?? words(element), memberOf(slot));
}

export function outcomeLabel(scenario: Scenario, slot: string): string {
  const element = elementOf(slot);
  return withMember(scenario, scenario.outcomes.get(element)?.label ?? words(element), memberOf(slot));
}

function withMember(scenario: Scenario, label: string, member: string | null): string {
  return member === null ? sentence(label) : `${sentence(label)}, ${memberLabel(scenario, member)}`;
}

/** The member first, where it is not the seat itself: it tells a lever from its neighbours when the line is cut. */
export function leverLabel(scenario: Scenario, slot: string, seat: string): string {
  const [element, member] = [elementOf(slot), memberOf(slot)];
  const label = sentence(scenario.levers.get(element)?.label ?? words(element));
  return member === null || member === seat ? label : `${memberLabel(scenario, member)}: ${label}`;
}

/** `the rest of Latvia` -> `Rest of Latvia`: as a name, not inside a sentence. */
export function memberLabel({ labels }: Pick<Scenario, 'labels'>, member: string): string {
  return sentence((labels.get(member) ?? words(member)).replace(/^the /, ''));
}

export function seatLabel({ seats }: Pick<Scenario, 'seats'>, seat: string): string {
  return seats.find(({ name }) => name === seat)?.label ?? sentence(words(seat));
}

/** The state of a machine; `slot` is the machine with its member or without. */
export function stateLabel({ machines }: Scenario, slot: string, state: string): string {
  const states = machines.get(elementOf(slot))?.body.states;
  return states?.find(({ name }) => name === state)?.label ?? words(state);
}

/** What happened: `inject wales_summit`, `abduction[latvia] x2`, `ladder[riga]: quiet -> covert_acts`. */
export function happeningLabel(scenario: Scenario, text: string): string {
  const [, slot = text, from, to] = /^(.+): (\S+) -> (\S+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined)
    return `${labelOf(scenario, slot)}: ${stateLabel(scenario, slot, from)} -> ${stateLabel(scenario, slot, to)}`;
  const [, name = text, times = ''] = /^(?:inject )?(\S+)( x\d+)?$/.exec(text) ?? [];
  return labelOf(scenario, name) + times;
}
