// In: values of paired runs (arm minus baseline, or any combination that is 0 where arms agree). Out: the interval of their mean, honest
// also where few runs or none tell the arms apart.
import type { ClusterMean } from './cluster-mean.ts';
import { studentInterval } from './estimate-mean.ts';
import { clipInterval, type Interval } from './interval.ts';
import { type Sample, sumInWorld } from './sample.ts';

/** How many runs are not 0, and in how many worlds. */
export interface Differing {
  readonly runs: number;
  readonly worlds: number;
}

export interface PairedInterval {
  /** Null when no value is present, or when all are equal and nothing is known of how far they could reach. */
  readonly interval: Interval | null;
  /** Stretched to take in 0. */
  readonly rare: boolean;
  readonly differing: Differing;
}

/**
 * Student's t over worlds for `moments` = clusterMean(values). Where that would be falsely sure:
 * - All values are the same amount c (mostly 0). With exact binomial confidence a future departs from c with chance at most
 *   q = 1 - (alpha/2)^(1/worlds) (Clopper and Pearson 1934), and then no farther than `reach`. So the interval is
 *   c - q (c - reach.low) to c + q (reach.high - c); of shares at c = 0, +- q. A reach without width: null.
 * - Fewer than half of the worlds differ from 0, and so few that an exact sign test over them could never reject (fewer than 6 at 95 %):
 *   the interval is stretched to take in 0.
 * `clip`: nothing lies outside `reach` (shares).
 */
export function pairedInterval(
  values: Sample,
  moments: ClusterMean,
  reach: Interval,
  clip: boolean,
  confidence: number,
): PairedInterval {
  const differing = countDiffering(values);
  const rare = tooFewDiffer(differing, moments, confidence);
  return { interval: findInterval(moments, reach, clip, confidence, rare), rare, differing };
}

function countDiffering(values: Sample): Differing {
  let runs = 0;
  let worlds = 0;
  for (let world = 0; world < values.worlds; world++) {
    const inWorld = sumInWorld(values, world, (value) => (value === 0 ? 0 : 1));
    runs += inWorld;
    if (inWorld > 0) worlds += 1;
  }
  return { runs, worlds };
}

/** A sign test over k worlds (of one world: runs) has a smallest two-sided p of 2^(1-k), which must reach 1 - confidence. */
function tooFewDiffer(differing: Differing, moments: ClusterMean, confidence: number): boolean {
  const [some, all] = moments.worlds > 1 ? [differing.worlds, moments.worlds] : [differing.runs, moments.n];
  return !moments.constant && 2 * some < all && 2 ** (1 - some) > 1 - confidence;
}

function findInterval(
  moments: ClusterMean,
  reach: Interval,
  clip: boolean,
  confidence: number,
  rare: boolean,
): Interval | null {
  if (moments.n === 0) return null;
  if (moments.constant) return sameAmountInterval(moments, reach, confidence);
  const student = studentInterval(moments, confidence);
  const interval = rare ? { low: Math.min(0, student.low), high: Math.max(0, student.high) } : student;
  return clip ? clipInterval(interval, reach.low, reach.high) : interval;
}

function sameAmountInterval(moments: ClusterMean, reach: Interval, confidence: number): Interval | null {
  if (!(reach.high > reach.low)) return null;
  const trials = moments.worlds > 1 ? moments.worlds : moments.n;
  const chance = Number((-Math.expm1(Math.log((1 - confidence) / 2) / trials)).toPrecision(10));
  const amount = moments.mean;
  return { low: amount - chance * (amount - reach.low), high: amount + chance * (reach.high - amount) };
}
