// What a batch is asked: which arms, over which futures. Names as a person wrote them; `planBatch` checks them.

import type { Setting } from '../model/setting.ts';
import type { DesignKind, EngineName } from '../vocabulary.ts';

/** Arms are every variant x policy x doctrine named here; futures are every world x replication. */
export interface Question {
  readonly variants: readonly string[];
  readonly policies: readonly string[];
  readonly doctrines: readonly string[];
  readonly seed: string;
  readonly design: DesignKind;
  /** At least 1. */
  readonly worlds: number;
  /** At least 1, in every world. */
  readonly replications: number;
  /** The uncertainties and facts that were held fixed when the models were made. */
  readonly settings: readonly Setting[];
  readonly engine: EngineName;
}
