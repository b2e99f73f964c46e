// A scenario + a seat -> the numbers worth watching first. By convention, so that every scenario gets sensible indicators without saying so.

import { ingredientsOf, type Scenario } from '../../../../engine/index.ts';

/**
 * Names of what the seat sees, as `fear[latvia]`, the most telling first: helpers last; a seat's own members before those of others; then what the
 * outcomes that lead the scenario's table read themselves, then what its author gave a label, then what other outcomes read, then the rest;
 * inside each, labels first, and the order in which outcomes ask. Conditions are left out: machines and news tell them better.
 */
export function indicatorNames(scenario: Scenario, seat: string, seen: readonly string[]): readonly string[] {
  const asked = outcomesAsking(scenario);
  const ranked = seen.flatMap((name, order) => {
    const { element, member } = partsOf(name);
    const declared = scenario.stocks.get(element) ?? scenario.auxiliaries.get(element);
    if (declared === undefined || scenario.auxiliaries.get(element)?.isCondition === true) return [];
    const hasLabel = isLabelled(scenario, element);
    const isLeading = asked.leading.has(element);
    const isAsked = asked.ranks.has(element);
    const isForeign = member !== null && isPlaceOf(scenario, seat) && !liesIn(scenario, member, seat);
    const key = [
      isHelper(scenario, name) ? 1 : 0,
      isForeign ? 1 : 0,
      isLeading ? 0 : hasLabel ? 1 : isAsked ? 2 : 3,
      hasLabel ? 0 : 1,
      asked.ranks.get(element) ?? asked.ranks.size,
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

/** A derived number whose label says no more than its name and that no leading outcome reads: a step of a sum, shown only when it is looked for. */
export function isHelper(scenario: Scenario, slot: string): boolean {
  const { element } = partsOf(slot);
  const label = scenario.auxiliaries.get(element)?.label;
  if (label === undefined || label.toLowerCase() !== element.replaceAll('_', ' ').toLowerCase()) return false;
  return !leadingOf(scenario).has(element);
}

const leadings = new WeakMap<Scenario, ReadonlySet<string>>();

function leadingOf(scenario: Scenario): ReadonlySet<string> {
  const known = leadings.get(scenario) ?? outcomesAsking(scenario).leading;
  leadings.set(scenario, known);
  return known;
}

/** `fear[latvia]` -> its element and its member. */
export function partsOf(slot: string): { readonly element: string; readonly member: string | null } {
  const [, element = slot, member] = /^([^[]+)\[(.+)\]$/.exec(slot) ?? [];
  return { element, member: member ?? null };
}

/** Is the seat a member of a set, as a country that has a seat of its own? */
export function isPlaceOf({ sets }: Scenario, seat: string): boolean {
  return sets.sets.some(({ members }) => members.some(({ name }) => name === seat));
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

/** Without a list of its own the first outcomes of a scenario lead. */
const LEADING = 8;

interface Asked {
  /** Element -> place in the queue of the outcomes that read it. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Read by the outcomes that the scenario shows first. */
  readonly leading: ReadonlySet<string>;
}

function outcomesAsking({ outcomes, defaults }: Scenario): Asked {
  const first = (defaults.outcomes ?? [...outcomes.keys()].slice(0, LEADING)).map((name) => partsOf(name).element);
  const queue = [...new Set([...first, ...outcomes.keys()])].flatMap((name) => outcomes.get(name) ?? []);
  const ranks = new Map<string, number>();
  const leading = new Set<string>();
  for (const outcome of queue)
    for (const name of ingredientsOf(outcome)) {
      if (!ranks.has(name)) ranks.set(name, ranks.size);
      if (first.includes(outcome.name)) leading.add(name);
    }
  return { ranks, leading };
}

/** For sorting by several keys, the first one first. */
export function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
