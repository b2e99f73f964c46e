// A scenario + a name of it -> what every screen calls it: the label that its author gave, else the name in words.

import {
  capital,
  elementOf,
  inWords,
  leverWords,
  memberOf,
  memberWords,
  type Scenario,
  slotWords,
  stateWords,
} from '../../engine/index.ts';

export {
  capital as sentence,
  inWords as words,
  leverWords as leverLabel,
  memberWords as memberLabel,
  stateWords as stateLabel,
};

/** `airspace_probe[latvia]` -> `Airspace probe, Latvia`, for everything but outcomes. */
export function labelOf(scenario: Scenario, slot: string): string {
  return slotWords(scenario, slot, null);
}

export function outcomeLabel(scenario: Scenario, slot: string): string {
  const [element, member] = [elementOf(slot), memberOf(slot)];
  const label = capital(scenario.outcomes.get(element)?.label ?? inWords(element));
  return member === null ? label : `${label}, ${memberWords(scenario, member)}`;
}

export function seatLabel({ seats }: Pick<Scenario, 'seats'>, seat: string): string {
  return seats.find(({ name }) => name === seat)?.label ?? capital(inWords(seat));
}

/** What happened: `inject wales_summit`, `abduction[latvia] x2`, `ladder[riga]: quiet -> covert_acts`. */
export function happeningLabel(scenario: Scenario, text: string): string {
  const [, slot = text, from, to] = /^(.+): (\S+) -> (\S+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined)
    return `${labelOf(scenario, slot)}: ${stateWords(scenario, slot, from)} -> ${stateWords(scenario, slot, to)}`;
  const [, name = text, times = ''] = /^(?:inject )?(\S+)( x\d+)?$/.exec(text) ?? [];
  return labelOf(scenario, name) + times;
}
