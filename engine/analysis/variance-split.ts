// In: a sample with two or more replications a world. Out: the shares of variance of world and of chance, each with an interval, for reports.
// `varianceShares` has the estimate and an interval that is exact for normal outcomes; here is one that leans on no distribution.

import { blockSum, blockSumOf } from './block-sum.ts';
import { clusterMean } from './cluster-mean.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { countInWorld, type Sample, sumInWorld } from './sample.ts';
import { studentTQuantile } from './student-t.ts';
import { varianceShares } from './variance-shares.ts';

export interface ShareOfVariance {
  /** 0..1. */
  readonly share: number;
  /** Standard error, the same for both; null when it cannot be told. */
  readonly mcse: number | null;
  readonly interval: Interval | null;
}

/** Plain data. */
export interface VarianceSplit {
  /** What more knowledge of the world could remove; null when `reason` says why. */
  readonly world: ShareOfVariance | null;
  /** What would remain. */
  readonly chance: ShareOfVariance | null;
  readonly reason: string | null;
}

const FEWEST_WORLDS = 5;

/**
 * Shares as in `varianceShares`. Error by the delete-one-world jackknife of the share before it is cut at 0 (Arvesen 1969, Ann. Math. Stat. 40,
 * 2076-2100), interval +- t(0.975, worlds - 1) * mcse around it, then cut to 0..1. It holds for outcomes of any shape, also 0 and 1 and with missing
 * values, and needs some dozens of worlds; with fewer than 5 there is none. An interval of the world that starts at 0 cannot exclude that all is
 * chance. Throws a RangeError for a malformed sample.
 */
export function varianceSplit(sample: Sample): VarianceSplit {
  const { epistemic, reason } = varianceShares(sample);
  if (epistemic === null) return { world: null, chance: null, reason };
  const parts = partsOf(sample);
  const mcse = parts.length < FEWEST_WORLDS ? null : jackknifeOverWorlds(parts);
  const half = mcse === null ? null : studentTQuantile((1 + CONFIDENCE) / 2, parts.length - 1) * mcse;
  const centre = shareOf(totalOf(parts));
  const between = (low: number, high: number): Interval => ({ low: cut(low), high: cut(high) });
  return {
    world: { share: epistemic, mcse, interval: half === null ? null : between(centre - half, centre + half) },
    chance: {
      share: 1 - epistemic,
      mcse,
      interval: half === null ? null : between(1 - centre - half, 1 - centre + half),
    },
    reason: null,
  };
}

function cut(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Sums over one world or several, of values less the mean of all: what an analysis of variance needs. */
interface Part {
  readonly worlds: number;
  readonly count: number;
  readonly countSquared: number;
  readonly sum: number;
  /** count * mean^2, and squares around the mean, world by world. */
  readonly raised: number;
  readonly within: number;
}

function partsOf(sample: Sample): Part[] {
  const { mean } = clusterMean(sample);
  return [...Array(sample.worlds).keys()].flatMap((world) => {
    const count = countInWorld(sample, world);
    if (count === 0) return [];
    const sum = sumInWorld(sample, world, (value) => value - mean);
    const within = sumInWorld(sample, world, (value) => (value - mean - sum / count) ** 2);
    return [{ worlds: 1, count, countSquared: count * count, sum, raised: (sum * sum) / count, within }];
  });
}

function totalOf(parts: readonly Part[]): Part {
  const over = (of: (part: Part) => number): number => blockSumOf(parts.length, (i) => of(parts[i]!));
  return {
    worlds: parts.length,
    count: over(({ count }) => count),
    countSquared: over(({ countSquared }) => countSquared),
    sum: over(({ sum }) => sum),
    raised: over(({ raised }) => raised),
    within: over(({ within }) => within),
  };
}

/** The share between worlds before it is cut at 0; formulas at `varianceShares`. NaN without variance or without repetition. */
function shareOf({ worlds, count, countSquared, sum, raised, within }: Part): number {
  const withinSquare = within / (count - worlds);
  const betweenSquare = (raised - (sum * sum) / count) / (worlds - 1);
  const component = ((betweenSquare - withinSquare) * (worlds - 1)) / (count - countSquared / count);
  return component / (component + withinSquare);
}

function jackknifeOverWorlds(parts: readonly Part[]): number | null {
  const n = parts.length;
  const total = totalOf(parts);
  const without = Float64Array.from(parts, (part) =>
    shareOf({
      worlds: n - 1,
      count: total.count - part.count,
      countSquared: total.countSquared - part.countSquared,
      sum: total.sum - part.sum,
      raised: total.raised - part.raised,
      within: total.within - part.within,
    }),
  );
  const mean = blockSum(without) / n;
  const error = Math.sqrt(((n - 1) / n) * blockSumOf(n, (i) => (without[i]! - mean) * (without[i]! - mean)));
  return error > 0 && Number.isFinite(error) ? error : null;
}
