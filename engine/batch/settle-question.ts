// What is asked of a scenario, as little as one likes -> the names and futures of a question; what is not said comes from the scenario's
// defaults. Names may be unknown still: whoever asks says so in its own way.

import type { Scenario } from '../language/scenario.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../problem.ts';
import { everyPolicy } from './every-policy.ts';
import type { Question } from './question.ts';
import { unknownName } from './unknown-name.ts';

const ALL = 'all';

/** The names asked for; `all` among them stands for everything, and nothing for the usual. */
export function namesAsked(
  asked: readonly string[] | 'all' | undefined,
  all: readonly string[],
  usual: readonly string[],
): readonly string[] {
  if (asked === undefined) return usual;
  const names = typeof asked === 'string' ? [asked] : asked;
  return names.includes(ALL) ? all : names;
}

/** Arms as somebody names them. */
export interface NamedArms {
  /** Unless told the scenario's usual policies, or all. */
  readonly policies?: readonly string[] | 'all';
  /** Unless told the scenario's usual doctrines, or the first. */
  readonly doctrines?: readonly string[] | 'all';
}

/** The policies named, else the usual ones, else all. */
export function settlePolicies({ defaults }: Scenario, model: Model, { policies }: NamedArms): readonly string[] {
  const every = everyPolicy(model);
  return namesAsked(policies, every, defaults.policies ?? every);
}

/** Policies and doctrines; `always` is a policy that runs whether or not it is asked for, or null. */
export function settleArms(
  scenario: Scenario,
  model: Model,
  named: NamedArms,
  always: string | null,
): Pick<Question, 'policies' | 'doctrines'> {
  const policies = settlePolicies(scenario, model, named);
  const doctrines = model.doctrines.map(({ name }) => name);
  return {
    policies: always === null || policies.includes(always) ? policies : [always, ...policies],
    doctrines: namesAsked(named.doctrines, doctrines, scenario.defaults.doctrines ?? doctrines.slice(0, 1)),
  };
}

/** A name that was settled, and what is wrong with it, or null. */
export interface SettledName {
  readonly name: string;
  readonly problem: Problem | null;
}

/** What policies are compared with: as asked, else the scenario's, else the first policy that runs. */
export function settleBaseline(
  scenario: Scenario,
  model: Model,
  asked: NamedArms & { readonly baseline?: string },
): SettledName {
  const name = asked.baseline ?? scenario.defaults.baseline ?? settlePolicies(scenario, model, asked)[0] ?? '';
  const known = model.policies.map((policy) => policy.name);
  return { name, problem: unknownName('policy', name, known) };
}

/** Outcomes by name; one that exists for each member of a set can be named as a whole. A problem, or null, for each name. */
export function settleOutcomes(
  { outcomes }: Model,
  names: readonly string[],
): { readonly outcomes: readonly string[]; readonly problems: readonly (Problem | null)[] } {
  const known = [...new Set(outcomes.flatMap(({ name, element }) => (name === element ? [name] : [element, name])))];
  return {
    outcomes: names.flatMap((asked) =>
      outcomes.filter(({ name, element }) => asked === name || asked === element).map(({ name }) => name),
    ),
    problems: names.map((name) => unknownName('outcome', name, known)),
  };
}

/** Everything of a question but its arms. */
export type Futures = Omit<Question, 'variants' | 'policies' | 'doctrines'>;

/** As asked, else as the scenario usually has it. */
export function settleFutures(
  { defaults }: Scenario,
  asked: Pick<Futures, 'seed' | 'settings' | 'engine'> & Partial<Futures>,
): Futures {
  return {
    seed: asked.seed,
    design: asked.design ?? defaults.design,
    worlds: asked.worlds ?? defaults.worlds,
    replications: asked.replications ?? defaults.replications,
    settings: asked.settings,
    engine: asked.engine,
  };
}
