// In: a sample. Out: one number a world, the mean over its replications, and how much of that number is still chance.
// Shares of variance are of the expected outcome of a world; what chance adds to a finite mean must be taken off again.
import { countInWorld, type Sample, sumInWorld } from './sample.ts';

export interface WorldOutputs {
  /** Mean over the values present in each world, in the outcome's unit; NaN where there is none. */
  readonly means: Float64Array;
  /** Variance of that mean by chance alone, s^2 / n; NaN where a world has fewer than 2 values. Null with one replication a world. */
  readonly noise: Float64Array | null;
}

/** Takes a checked sample. */
export function worldOutputs(sample: Sample): WorldOutputs {
  const means = new Float64Array(sample.worlds);
  const noise = new Float64Array(sample.worlds);
  for (let world = 0; world < sample.worlds; world++) {
    const count = countInWorld(sample, world);
    const mean = sumInWorld(sample, world, (value) => value) / count;
    means[world] = count === 0 ? Number.NaN : mean;
    const squares = sumInWorld(sample, world, (value) => (value - mean) * (value - mean));
    noise[world] = count < 2 ? Number.NaN : squares / (count - 1) / count;
  }
  return { means, noise: sample.replications > 1 ? noise : null };
}
