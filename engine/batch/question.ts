// What a batch is asked: which arms, over which futures. Names as a person wrote them; `planBatch` checks them.

import type { DESIGN_KINDS, EngineName } from '../vocabulary.ts';

export type DesignName = (typeof DESIGN_KINDS)[number];

/** One uncertainty held at one number in every world. */
export interface Setting {
  readonly name: string;
  readonly value: number;
}

/** Arms are every variant x policy x doctrine named here; futures are every world x replication. */
export interface Question {
  readonly variants: readonly string[];
  readonly policies: readonly string[];
  readonly doctrines: readonly string[];
  readonly seed: string;
  readonly design: DesignName;
  /** At least 1. */
  readonly worlds: number;
  /** At least 1, in every world. */
  readonly replications: number;
  /** The uncertainties that were held fixed when the models were made. */
  readonly settings: readonly Setting[];
  readonly engine: EngineName;
}
