// A scenario + a seat -> the numbers worth watching first. By convention, so that every scenario gets sensible indicators without saying so.

import {
  elementOf,
  ingredientsOf,
  isElsewhere,
  isStep,
  leadingElements,
  leadingOutcomes,
  type Scenario,
} from '../../../../engine/index.ts';

/**
 * Names of what the seat sees, as `fear[latvia]`, the most telling first: helpers last; a seat's own members before those of others; then what the
 * outcomes that lead the scenario's table read themselves, then what its author gave a label, then what other outcomes read, then the rest;
 * inside each, labels first, and the order in which outcomes ask. Conditions are left out: machines and news tell them better.
 */
export function indicatorNames(scenario: Scenario, seat: string, seen: readonly string[]): readonly string[] {
  const ranks = ranksOf(scenario);
  const leading = leadingOf(scenario);
  const ranked = seen.flatMap((name, order) => {
    const element = elementOf(name);
    const declared = scenario.stocks.get(element) ?? scenario.auxiliaries.get(element);
    if (declared === undefined || scenario.auxiliaries.get(element)?.isCondition === true) return [];
    const hasLabel = isLabelled(scenario, element);
    const key = [
      isHelper(scenario, name) ? 1 : 0,
      isElsewhere(scenario, name, seat) ? 1 : 0,
      leading.has(element) ? 0 : hasLabel ? 1 : ranks.has(element) ? 2 : 3,
      hasLabel ? 0 : 1,
      ranks.get(element) ?? ranks.size,
      scenario.stocks.has(element) ? 0 : 1,
      order,
    ];
    return [{ name, key }];
  });
  return ranked.sort((a, b) => compared(a.key, b.key)).map(({ name }) => name);
}

function isLabelled(scenario: Scenario, element: string): boolean {
  const declared = scenario.stocks.get(element) ?? scenario.auxiliaries.get(element);
  return declared !== undefined && declared.label !== element.replaceAll('_', ' ');
}

/** A step of a sum, shown only when it is looked for. */
export function isHelper(scenario: Scenario, slot: string): boolean {
  return isStep(scenario, elementOf(slot), leadingOf(scenario));
}

const leadings = new WeakMap<Scenario, ReadonlySet<string>>();

function leadingOf(scenario: Scenario): ReadonlySet<string> {
  const known = leadings.get(scenario) ?? leadingElements(scenario);
  leadings.set(scenario, known);
  return known;
}

/** Element -> place in the queue of the outcomes that read it, those that lead before the others. */
function ranksOf(scenario: Scenario): ReadonlyMap<string, number> {
  const { outcomes } = scenario;
  const queue = [...new Set([...leadingOutcomes(scenario), ...outcomes.keys()])];
  const read = queue.flatMap((name) => outcomes.get(name) ?? []).flatMap((outcome) => [...ingredientsOf(outcome)]);
  return new Map([...new Set(read)].map((name, rank) => [name, rank]));
}

/** For sorting by several keys, the first one first. */
export function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
