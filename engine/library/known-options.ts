// What a script hands over -> an error for what the compiler would have found. Plain scripts have no compiler.

import { unknownName } from '../batch/unknown-name.ts';
import type { Scenario } from '../language/scenario.ts';
import { throwProblems } from './scenario-error.ts';

/** Every option of a function by its name. */
export type OptionNames<Options> = Readonly<Record<keyof Options, true>>;

/** Throws a ScenarioError for an option that there is not, and a TypeError where no loaded scenario stands. */
export function checkAsked<Options extends object>(
  scenario: Scenario & { readonly place: string },
  options: Options,
  known: OptionNames<Options>,
): void {
  if (typeof scenario !== 'object' || typeof scenario?.place !== 'string')
    throw new TypeError('expected a scenario as loadScenario gives it, for example loadScenario("baltic-2014")');
  throwProblems(Object.keys(options).map((name) => unknownName('option', name, Object.keys(known))));
}
