// Every formula of a scenario with the element that it belongs to: what the checks walk over.

import type { Term } from '../expression/term.ts';
import type { Happening, MachineBody, RuleElement, Scenario } from './scenario.ts';
import type { Path } from './yaml-text.ts';

export interface OwnedFormula {
  /** Name of the element (stock, machine, option group, ...) that the formula is part of. */
  readonly owner: string;
  readonly path: Path;
  readonly term: Term;
}

export function everyFormula(scenario: Scenario): OwnedFormula[] {
  return [...elementFormulas(scenario), ...machineFormulas(scenario), ...decisionFormulas(scenario)];
}

function* elementFormulas(scenario: Scenario): Generator<OwnedFormula> {
  const { levers, stocks, auxiliaries, incidents, injects, outcomes } = scenario;
  for (const lever of levers.values())
    for (const level of lever.levels) yield* some(lever.name, [...lever.path, 'cost'], level.cost);
  for (const stock of stocks.values()) {
    for (const term of stock.start.values()) yield* some(stock.name, [...stock.path, 'start'], term);
    yield* some(stock.name, [...stock.path, 'next'], stock.next);
    yield* gate(stock.name, stock);
  }
  for (const auxiliary of auxiliaries.values()) {
    yield* some(auxiliary.name, [...auxiliary.path, 'is'], auxiliary.is);
    for (const [variant, term] of auxiliary.variants)
      yield* some(auxiliary.name, [...auxiliary.path, 'variants', variant], term);
  }
  for (const incident of incidents.values()) {
    for (const key of ['when', 'chance', 'rate'] as const)
      yield* some(incident.name, [...incident.path, key], incident[key]);
    yield* effects(incident.name, incident.path, incident);
    yield* gate(incident.name, incident);
  }
  for (const inject of injects.values()) {
    yield* some(inject.name, [...inject.path, 'when'], inject.when);
    yield* effects(inject.name, inject.path, inject);
  }
  for (const outcome of outcomes.values()) yield* some(outcome.name, [...outcome.path, 'is'], outcome.is);
  for (const series of scenario.record?.series ?? [])
    yield* some(`record.${series.name}`, series.formula.path, series.formula.term);
  yield* seminarFormulas(scenario);
  yield* some('end when', ['end when'], scenario.endWhen);
}

/** An entry that takes the condition of its inject has no formula of its own. */
function* seminarFormulas({ seminar, injects }: Scenario): Generator<OwnedFormula> {
  for (const { id, inject, moment, path } of seminar?.msel ?? [])
    if (moment.kind === 'condition' && (inject === null || injects.get(inject)?.when !== moment.when))
      yield* some(`seminar.${id}`, [...path, 'when'], moment.when);
  for (const { label, condition, path } of seminar?.watch ?? []) yield* some(`watch ${label}`, path, condition);
}

function* machineFormulas({ machines }: Scenario): Generator<OwnedFormula> {
  for (const machine of machines.values()) {
    yield* gate(machine.name, machine);
    for (const body of [machine.body, ...machine.variants.values()]) yield* bodyFormulas(machine.name, body);
  }
}

function* bodyFormulas(owner: string, body: MachineBody): Generator<OwnedFormula> {
  for (const { transitions } of body.states) {
    for (const transition of transitions) {
      for (const key of ['when', 'chance', 'after'] as const)
        yield* some(owner, [...transition.path, key], transition[key]);
      yield* effects(owner, transition.path, transition);
    }
  }
}

function* decisionFormulas(scenario: Scenario): Generator<OwnedFormula> {
  for (const [owner, rules] of everyRuleList(scenario))
    for (const rule of rules) yield* some(owner, [...rule.path, 'when'], rule.when);
}

function everyRuleList({
  optionGroups,
  doctrines,
  strategies,
}: Scenario): [owner: string, rules: readonly RuleElement[]][] {
  return [
    ...optionGroups.flatMap((group) =>
      group.options.map((option): [string, readonly RuleElement[]] => [`${group.name}.${option.name}`, option.rules]),
    ),
    ...doctrines.map((doctrine): [string, readonly RuleElement[]] => [`doctrine ${doctrine.name}`, doctrine.rules]),
    ...strategies.map((strategy): [string, readonly RuleElement[]] => [`strategy of ${strategy.seat}`, strategy.rules]),
  ];
}

function* effects(owner: string, path: Path, happening: Happening): Generator<OwnedFormula> {
  for (const effect of happening.effects) {
    const target =
      effect.whose === 'own'
        ? effect.stock
        : `${effect.stock}[${effect.whose === 'all' ? 'all' : effect.whose.member}]`;
    yield { owner, path: [...path, 'effects', target], term: effect.amount };
  }
}

function* gate(
  owner: string,
  { path, seenBy }: { readonly path: Path; readonly seenBy: { readonly gated: { readonly when: Term } | null } },
): Generator<OwnedFormula> {
  yield* some(owner, [...path, 'seen_by', 'if', 'when'], seenBy.gated?.when ?? null);
}

function* some(owner: string, path: Path, term: Term | null): Generator<OwnedFormula> {
  if (term !== null) yield { owner, path, term };
}
