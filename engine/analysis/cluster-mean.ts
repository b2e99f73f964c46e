// In: a sample. Out: its mean and the variance of that mean, with the worlds as independent clusters.
// Mean, share and paired difference are all this one calculation; they differ in the interval they make of it.
import { blockSumOf } from './block-sum.ts';
import { checkSample, countInWorld, type Sample, sumInWorld, sumOverWorlds } from './sample.ts';

/**
 * What an error rests on. `worlds`: variation between worlds, so it holds for a new draw of the unknowns. `replications`: variation
 * between single runs, because there is one world only (it then holds for that world alone) or all world means agree exactly.
 */
export type ErrorBasis = 'worlds' | 'replications';

export interface ClusterMean {
  /** Values present. */
  readonly n: number;
  /** Worlds with at least one value present. */
  readonly worlds: number;
  readonly missing: number;
  /** NaN when n is 0. */
  readonly mean: number;
  /** Variance of the mean; 0 when all values are equal, NaN when n is below 2. */
  readonly variance: number;
  /** Degrees of freedom of `variance`: worlds - 1, with one world n - 1. */
  readonly degreesOfFreedom: number;
  readonly basis: ErrorBasis;
  /** Sum of (x - mean)^2 over all values present. */
  readonly squares: number;
  /** All values present are equal. */
  readonly constant: boolean;
  readonly least: number;
  readonly most: number;
}

/**
 * Ratio estimator over clusters: mean m = sum S_w / sum N_w (S_w, N_w: sum and count of the values present in world w), with
 * linearised variance W/(W-1) * sum (S_w - m N_w)^2 / (sum N_w)^2, W worlds with N_w > 0 (Cochran 1977, Sampling Techniques,
 * 6.4 and 9A). Balanced: exactly the variance of the world means over W. One world, or worlds that agree to rounding though runs
 * differ: squares / (n (n - 1)).
 */
export function clusterMean(sample: Sample): ClusterMean {
  checkSample(sample);
  const { n, worlds } = countPresent(sample);
  const { least, most } = range(sample.values);
  const constant = least === most;
  const mean = constant ? least : sumOverWorlds(sample, (value) => value) / n;
  const squares = constant ? 0 : sumOverWorlds(sample, (value) => (value - mean) * (value - mean));
  const between = worlds > 1 && !constant ? varianceBetweenWorlds(sample, (value) => value - mean) : 0;
  const agree = Math.sqrt(between) <= 1e-14 * Math.max(Math.abs(least), Math.abs(most));
  const basis = worlds === 1 || (agree && !constant) ? 'replications' : 'worlds';
  const known = basis === 'worlds' ? between : squares / (n * (n - 1));
  return {
    n,
    worlds,
    missing: sample.values.length - n,
    mean,
    variance: n < 2 ? Number.NaN : known,
    degreesOfFreedom: (worlds > 1 ? worlds : n) - 1,
    basis,
    squares,
    constant,
    least,
    most,
  };
}

/**
 * Clustered variance of any statistic from its influence function: W/(W-1) * sum over worlds of (sum of influence(x) in it)^2 / n^2, for
 * W worlds of at least 2 with a value present.
 */
export function varianceBetweenWorlds(sample: Sample, influence: (value: number) => number): number {
  const { n, worlds } = countPresent(sample);
  const squares = blockSumOf(sample.worlds, (world) => {
    const total = sumInWorld(sample, world, influence);
    return total * total;
  });
  return ((worlds / (worlds - 1)) * squares) / (n * n);
}

/** Values present, and worlds that have any. */
function countPresent(sample: Sample): { n: number; worlds: number } {
  let n = 0;
  let worlds = 0;
  for (let world = 0; world < sample.worlds; world++) {
    const count = countInWorld(sample, world);
    n += count;
    if (count > 0) worlds += 1;
  }
  return { n, worlds };
}

function range(values: Float64Array): { least: number; most: number } {
  let least = Number.NaN;
  let most = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (!(least <= value)) least = value;
    if (!(most >= value)) most = value;
  }
  return { least, most };
}
