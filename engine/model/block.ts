// The one interface between a question and an engine: a block of futures run under a list of arms into columns that the caller owns.

import type { Arm, Failure } from './model.ts';

/** What an engine needs to know once: the arms, the seed text, the values of the uncertainties. */
export interface BlockSetup {
  readonly arms: readonly Arm[];
  readonly seed: string;
  /** Values of `model.parameters` in world `world`. The array may be reused by the next call. */
  readonly parametersOf: (world: number) => Float64Array;
  readonly replications: number;
}

/**
 * Futures are numbered world * replications + replication. `columns[o]` is the column of outcome o, of length arms * count:
 * the value of future first + i under arm a stands at a * count + i. A failed run has NaN in every outcome.
 */
export interface Block {
  readonly first: number;
  readonly count: number;
  readonly columns: readonly Float64Array[];
}

export interface FailedRun extends Failure {
  readonly arm: number;
  readonly world: number;
  readonly replication: number;
}

/** An engine made ready for one model. `runBlock` fills the columns and returns the runs that failed, in order of arm, then future. */
export interface Engine {
  readonly name: string;
  runBlock(block: Block): readonly FailedRun[];
}
