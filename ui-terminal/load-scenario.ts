// What a person typed -> a checked scenario and its models, or a stop with every problem in it.

import {
  elementOf,
  inspectScenario,
  isError,
  lower,
  type Model,
  openScenario,
  type Problem,
  renderProblems,
  type Scenario,
  type Setting,
  settingsByName,
  unknownName,
} from '../engine/index.ts';
import { badInput, type Stop } from './exit-code.ts';

/** Null instead of a scenario when there are errors among the problems. */
export interface ReadScenario<S = Scenario | null> {
  readonly scenario: S;
  readonly problems: readonly Problem[];
  /** File names and contents, for the source lines. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads and checks, every variant included. */
export function readScenario(idOrPath: string): ReadScenario {
  const { texts, problems, files } = openScenario(idOrPath);
  const read = new Map(files.map(({ name, text }) => [name, text]));
  return texts === null ? { scenario: null, problems, texts: read } : { ...inspectScenario(texts), texts: read };
}

/** Stops when the scenario has errors. Warnings are for `check`. */
export function loadScenario(idOrPath: string): Scenario {
  const { scenario, problems, texts } = readScenario(idOrPath);
  if (scenario !== null) return scenario;
  const errors = problems.filter(isError);
  if (errors.every(({ place }) => place === null)) throw refusal(errors);
  throw problemsIn(idOrPath, errors, texts);
}

/** The model of one structural variant; stops when a name is unknown. */
export function loadModel(scenario: Scenario, variant: string, settings: readonly Setting[]): Model {
  stopOn([unknownName('variant', variant, scenario.variants)]);
  checkSettings(scenario, settings);
  const { model, faults } = lower(scenario, { variant, settings: settingsByName(settings) });
  if (model !== null) return model;
  throw refusal(faults);
}

/** Stops when something is to be held that the scenario does not have. */
export function checkSettings({ uncertainties, facts }: Scenario, settings: readonly Setting[]): void {
  const known = [...uncertainties.keys(), ...facts.keys()];
  stopOn(settings.map(({ name }) => unknownName('fact or uncertainty', elementOf(name), known)));
}

/** Problems that stand in files, each with its source line. `texts`: file names and contents. */
export function problemsIn(where: string, problems: readonly Problem[], texts: ReadonlyMap<string, string>): Stop {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return badInput(`${count} in ${where}\n\n${renderProblems(problems, texts)}`);
}

/** Stops when there is a problem among these. */
export function stopOn(problems: readonly (Problem | null)[]): void {
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw refusal(found);
}

/** What stands in no file, each on one line. */
export function refusal(problems: readonly Pick<Problem, 'message' | 'notes'>[]): Stop {
  return badInput(problems.map(({ message, notes }) => [message, ...notes].join('; ')).join('\n'));
}
