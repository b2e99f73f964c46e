// In: what a batch measured for one arm and one outcome, world by world. Out: the same, checked, and sums over it.
// This is the only shape in which results enter the analysis, so every estimator shares one idea of "missing".
import { blockSumOf } from './block-sum.ts';

/** How an outcome is summarised: `share` for outcomes that are 0 or 1 in every run, `mean` for all others. */
export type Measure = 'mean' | 'share';

/**
 * One outcome of one arm over the futures of a batch. Worlds are independent clusters (epistemic); the replications of a
 * world share its parameters and are therefore correlated (aleatory).
 */
export interface Sample {
  /** Number of worlds, at least 1. */
  readonly worlds: number;
  /** Replications in every world, at least 1. */
  readonly replications: number;
  /** `values[world * replications + replication]`, in the outcome's own unit; NaN = missing (failed run, or it did not occur). */
  readonly values: Float64Array;
}

/** Throws a RangeError when the sample breaks its contract: a fault of the caller, not of the data. */
export function checkSample(sample: Sample): void {
  const { worlds, replications, values } = sample;
  if (!Number.isInteger(worlds) || worlds < 1)
    throw new RangeError(`worlds must be an integer of at least 1: ${worlds}`);
  if (!Number.isInteger(replications) || replications < 1)
    throw new RangeError(`replications must be an integer of at least 1: ${replications}`);
  if (values.length !== worlds * replications)
    throw new RangeError(
      `${worlds} worlds of ${replications} replications need ${worlds * replications} values: ${values.length}`,
    );
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) === Number.POSITIVE_INFINITY) throw new RangeError(`value ${i} is infinite`);
  }
}

/** Throws a RangeError when a value of a share is anything but 0, 1 or missing. */
export function checkZeroOne(sample: Sample): void {
  for (const value of sample.values) {
    if (value !== 0 && value !== 1 && !Number.isNaN(value)) throw new RangeError(`a share needs 0, 1 or NaN: ${value}`);
  }
}

/** Number of values present in one world. */
export function countInWorld(sample: Sample, world: number): number {
  const { values, replications } = sample;
  let count = 0;
  for (let i = world * replications; i < (world + 1) * replications; i++) {
    if (!Number.isNaN(values[i]!)) count += 1;
  }
  return count;
}

/** Sum of term(x) over the values present in one world; a missing one adds an exact 0, so all others keep their places in the tree. */
export function sumInWorld(sample: Sample, world: number, term: (value: number) => number): number {
  const { values, replications } = sample;
  return blockSumOf(replications, (replication) => {
    const value = values[world * replications + replication]!;
    return Number.isNaN(value) ? 0 : term(value);
  });
}

/** Sum of term(x) over all values present: within each world first, then over the worlds. */
export function sumOverWorlds(sample: Sample, term: (value: number) => number): number {
  return blockSumOf(sample.worlds, (world) => sumInWorld(sample, world, term));
}
