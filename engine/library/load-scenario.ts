// A scenario's name or path -> the checked scenario, ready for everything else that the library does, or an error with every problem in it.

import type { Scenario } from '../language/scenario.ts';
import { inspectScenario } from '../model/inspect-scenario.ts';
import { isError } from '../problem.ts';
import { openScenario } from '../scenario-folder.ts';
import { knownVariant } from './asked-model.ts';
import { ScenarioError } from './scenario-error.ts';

/** A checked scenario that knows how it was named. It can be handed to all that takes a `Scenario`. */
export interface LoadedScenario extends Scenario {
  /** As it was named: an id, a folder or a file. Commands that reproduce a result name it so. */
  readonly place: string;
  /** The structural variant that was asked for; null: each function takes its own usual one. */
  readonly variant: string | null;
}

/** How a scenario is loaded. */
export interface LoadOptions {
  /** Structural variant for all that is asked of this scenario afterwards, unless told otherwise there. */
  readonly variant?: string;
}

/**
 * Reads and checks a scenario, every structural variant included. `idOrPath`: the id of a scenario that comes along (`baltic-2014`), a folder
 * or a file; paths start from the working directory. Warnings are passed over. Throws a ScenarioError with all mistakes, each with file, line
 * and column.
 */
export function loadScenario(idOrPath: string, { variant }: LoadOptions = {}): LoadedScenario {
  const { texts, problems: unread, files } = openScenario(idOrPath);
  const { scenario, problems } = texts === null ? { scenario: null, problems: unread } : inspectScenario(texts);
  if (scenario === null)
    throw new ScenarioError(problems.filter(isError), new Map(files.map(({ name, text }) => [name, text])));
  if (variant !== undefined) knownVariant(scenario, variant);
  return { ...scenario, place: idOrPath, variant: variant ?? null };
}
