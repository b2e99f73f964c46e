// A scenario with a seminar -> the same scenario as a room plays it: what its master events list names comes by hand alone. And, so that the
// console can ask what is due, every condition of the list and every watched one as a number under a name that no formula can read.

import type { Term } from '../expression/term.ts';
import type { AuxiliaryElement, MachineBody, Scenario, SeminarElement } from '../language/scenario.ts';
import type { Path } from '../language/yaml-text.ts';
import type { Model, NodeId } from './model.ts';
import type { SeatSights } from './sights.ts';

/** Of an entry that waits for a condition. */
export function dueName(entry: string): string {
  return `due ${entry}`;
}

/** Of a watched condition, counted from 0 in the order of the seminar. */
export function watchName(index: number): string {
  return `watch ${index}`;
}

/** A named inject loses its turn and its condition, and no event asks for it. The others keep their own moment; the hash stays that of the file. */
export function withSeminarByHand(scenario: Scenario, seminar: SeminarElement): Scenario {
  const named = new Set(seminar.msel.map(({ inject }) => inject));
  const silent = <E extends { readonly asks: readonly string[] }>(happening: E): E =>
    happening.asks.length === 0 ? happening : { ...happening, asks: happening.asks.filter((ask) => !named.has(ask)) };
  const silentBody = (body: MachineBody): MachineBody => ({
    ...body,
    states: body.states.map((state) => ({ ...state, transitions: state.transitions.map(silent) })),
  });
  const injects = mapped(scenario.injects, (inject) =>
    silent(named.has(inject.name) ? { ...inject, turn: null, when: null } : inject),
  );
  const incidents = mapped(scenario.incidents, silent);
  const machines = mapped(scenario.machines, (machine) => ({
    ...machine,
    body: silentBody(machine.body),
    variants: mapped(machine.variants, silentBody),
  }));
  const asked = [
    ...seminar.msel.flatMap(({ id, label, moment, path }) =>
      moment.kind === 'condition' ? [asNumber(dueName(id), label, moment.when, path)] : [],
    ),
    ...seminar.watch.map(({ label, condition, path }, i) => asNumber(watchName(i), label, condition, path)),
  ];
  const auxiliaries = new Map([...scenario.auxiliaries, ...asked.map((one) => [one.name, one] as const)]);
  return { ...scenario, injects, incidents, machines, auxiliaries };
}

function mapped<T>(map: ReadonlyMap<string, T>, change: (value: T) => T): ReadonlyMap<string, T> {
  return new Map(Array.from(map, ([name, value]) => [name, change(value)]));
}

function asNumber(name: string, label: string, condition: Term, path: Path): AuxiliaryElement {
  const is: Term = {
    op: 'apply',
    operation: 'indicator',
    args: [condition],
    type: 'number',
    unit: null,
    at: condition.at,
  };
  const provenance = { sources: [], why: null, trust: null, note: null };
  return { name, label, each: null, unit: null, provenance, path, isCondition: false, is, variants: new Map() };
}

/** A model of `withSeminarByHand` without what was added to be asked: no seat sees it, white included, and no formula is told by its name. */
export function withoutAsked(
  scenario: Scenario,
  model: Model,
  sights: readonly SeatSights[],
): {
  readonly model: Model;
  readonly sights: readonly SeatSights[];
  /** By name, 1 where it holds and 0 where it does not. */
  readonly asked: ReadonlyMap<string, NodeId>;
} {
  const isAsked = model.auxiliaries.map(({ name }) => {
    const [element = ''] = name.split('[');
    return !scenario.auxiliaries.has(element);
  });
  const keep = <T>(items: readonly T[]): T[] => items.filter((_, i) => !isAsked[i]);
  return {
    model: { ...model, auxiliaries: keep(model.auxiliaries) },
    sights: sights.map((seat) => ({ ...seat, auxiliaries: keep(seat.auxiliaries) })),
    asked: new Map(model.auxiliaries.filter((_, i) => isAsked[i]).map(({ name, node }) => [name, node])),
  };
}
