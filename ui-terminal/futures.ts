// Options of a batch + the scenario's defaults -> which futures are asked for, and which names.

import type { Question, Scenario } from '../engine/index.ts';
import type { BatchCommandOptions } from './options.ts';

const ALL = 'all';

/** Everything of a question but its arms: as asked, else as the scenario usually has it. */
export function futuresOf(
  { defaults }: Scenario,
  options: BatchCommandOptions,
): Omit<Question, 'variants' | 'policies' | 'doctrines'> {
  return {
    seed: options.seed,
    design: options.design ?? defaults.design,
    worlds: options.worlds ?? defaults.worlds,
    replications: options.replications ?? defaults.replications,
    settings: options.set ?? [],
    engine: options.engine,
  };
}

/** The names asked for; `all` among them stands for everything, and nothing for the usual. */
export function namesAsked(
  asked: readonly string[] | undefined,
  all: readonly string[],
  usual: readonly string[],
): readonly string[] {
  if (asked === undefined) return usual;
  return asked.includes(ALL) ? all : asked;
}
