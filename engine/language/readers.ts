// Who reads whom: a checked scenario and the name of something -> what reads it directly; an outcome -> what it is made of.

import { elementRead, everyTerm, type Term } from '../expression/term.ts';
import type { EffectTerm, MachineBody, OutcomeElement, Scenario } from './scenario.ts';

/** Something with a formula that names the element. In a machine the formula is a chance, a condition or an effect of a transition. */
export interface Reader {
  readonly kind: 'stock' | 'auxiliary' | 'incident' | 'machine' | 'outcome';
  readonly name: string;
  readonly label: string;
}

/** In the order of the file, stocks first; a start value does not count, nor do rules of strategies. Names of elements are unique in a scenario. */
export function readersOf(scenario: Scenario, element: string): readonly Reader[] {
  const reads = (terms: readonly (Term | null)[]): boolean => namesIn(terms).has(element);
  const found = <E extends { readonly name: string; readonly label: string }>(
    kind: Reader['kind'],
    elements: Iterable<E>,
    termsOf: (one: E) => readonly (Term | null)[],
  ): Reader[] => [...elements].filter((one) => reads(termsOf(one))).map(({ name, label }) => ({ kind, name, label }));
  return [
    ...found('stock', scenario.stocks.values(), ({ next }) => [next]),
    ...found('auxiliary', scenario.auxiliaries.values(), ({ is, variants }) => [is, ...variants.values()]),
    ...found('incident', scenario.incidents.values(), ({ when, chance, rate, effects }) => [
      when,
      chance,
      rate,
      ...amountsOf(effects),
    ]),
    ...found('machine', scenario.machines.values(), ({ body, variants }) =>
      [body, ...variants.values()].flatMap(termsOfBody),
    ),
    ...found('outcome', scenario.outcomes.values(), ({ is }) => [is]),
  ];
}

/** Names that the outcome's formula reads itself, in no order. */
export function ingredientsOf({ is }: OutcomeElement): ReadonlySet<string> {
  return namesIn([is]);
}

function namesIn(terms: readonly (Term | null)[]): ReadonlySet<string> {
  const names = terms.flatMap((term) => (term === null ? [] : [...everyTerm(term)].map(elementRead)));
  return new Set(names.filter((name) => name !== null));
}

function termsOfBody({ states }: MachineBody): readonly (Term | null)[] {
  return states.flatMap(({ transitions }) =>
    transitions.flatMap(({ when, after, chance, effects }) => [when, after, chance, ...amountsOf(effects)]),
  );
}

function amountsOf(effects: readonly EffectTerm[]): readonly Term[] {
  return effects.map(({ amount }) => amount);
}
