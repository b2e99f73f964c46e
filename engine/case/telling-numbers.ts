// A scenario + numbers that are seen -> those that a room should read, the most telling first, with labels and units.

import { ingredientsOf } from '../language/readers.ts';
import type { Scenario } from '../language/scenario.ts';
import { elementOf } from '../model/slot-name.ts';
import type { Observation } from './observation.ts';
import { isElsewhere } from './room-places.ts';
import type { RoomNumber } from './room-view.ts';
import { slotWords } from './room-words.ts';

/** Without a list of its own the first outcomes of a scenario lead. */
const LEADING = 8;

/**
 * Left out: conditions, steps of a sum (derived, without a label of their own, read by no leading outcome) and what is not finite.
 * Order: a seat's own members before those of others; what leading outcomes read, what has a label of its own, the rest; then as declared.
 */
export function tellingNumbers(
  scenario: Scenario,
  { stocks, auxiliaries }: Pick<Observation, 'stocks' | 'auxiliaries'>,
  seat: string | null,
): readonly RoomNumber[] {
  const leading = leadingElements(scenario);
  return [...stocks, ...auxiliaries]
    .flatMap(({ name, value, how }) => {
      const element = elementOf(name);
      const auxiliary = scenario.auxiliaries.get(element);
      const declared = scenario.stocks.get(element) ?? auxiliary;
      if (declared === undefined || auxiliary?.isCondition === true || !Number.isFinite(value)) return [];
      const isLabelled = !isBareName(declared.label, element);
      if (isStep(scenario, element, leading)) return [];
      const rank = (isElsewhere(scenario, name, seat) ? 4 : 0) + (leading.has(element) ? 0 : isLabelled ? 1 : 2);
      return [{ rank, shown: { name, label: slotWords(scenario, name, seat), value, unit: declared.unit, how } }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ shown }) => shown);
}

/** A derived number whose label says no more than its name and that no leading outcome reads: a step of a sum. `leading`: of `leadingElements`. */
export function isStep({ auxiliaries }: Scenario, element: string, leading: ReadonlySet<string>): boolean {
  const label = auxiliaries.get(element)?.label;
  return label !== undefined && isBareName(label, element) && !leading.has(element);
}

function isBareName(label: string, element: string): boolean {
  return label.toLowerCase() === element.replaceAll('_', ' ').toLowerCase();
}

/** Outcomes that the scenario shows first, by their elements. */
export function leadingOutcomes({ outcomes, defaults }: Scenario): readonly string[] {
  return (defaults.outcomes ?? [...outcomes.keys()].slice(0, LEADING)).map(elementOf);
}

/** Elements that the leading outcomes read. */
export function leadingElements(scenario: Scenario): ReadonlySet<string> {
  const found = leadingOutcomes(scenario).flatMap((name) => scenario.outcomes.get(name) ?? []);
  return new Set(found.flatMap((outcome) => [...ingredientsOf(outcome)]));
}
