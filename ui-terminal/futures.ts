// Options of a batch + the scenario's defaults -> which futures are asked for.

import { type Futures, type Scenario, settleFutures } from '../engine/index.ts';
import type { BatchCommandOptions } from './options.ts';

export { namesAsked } from '../engine/index.ts';

/** Everything of a question but its arms: as asked, else as the scenario usually has it. */
export function futuresOf(scenario: Scenario, options: BatchCommandOptions): Futures {
  return settleFutures(scenario, { ...options, settings: options.set ?? [] });
}
