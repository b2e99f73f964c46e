// In: a combination of outcomes, future by future. Out: in what share of worlds it is as claimed, neither, or the other way.
// Each world counts once, by the mean of its replications: with few of these, chance can still tip a world.
import type { Interval } from './interval.ts';
import { countInWorld, type Sample, sumInWorld } from './sample.ts';
import { wilsonInterval } from './wilson-interval.ts';

export type Standing = 'holds' | 'ties' | 'against';

/** What is claimed: above 0 (`orEqual`: or 0), or at most `within` away from 0. */
export interface Claimed {
  readonly within: number | null;
  readonly orEqual: boolean;
}

export interface WorldShare {
  readonly worlds: number;
  /** Null when no world counts. */
  readonly share: number | null;
  /** 95 %. */
  readonly interval: Interval | null;
}

/** Mean of each world over its values present; NaN when it has none. */
export function worldMeans(sample: Sample): Float64Array {
  return Float64Array.from({ length: sample.worlds }, (_, world) => {
    const count = countInWorld(sample, world);
    return count === 0 ? Number.NaN : sumInWorld(sample, world, (value) => value) / count;
  });
}

/** `rounding`: a mean no farther from 0 is 0. A tie is a mean of 0, where more than 0 is claimed. Null for NaN. */
export function standingOf(mean: number, { within, orEqual }: Claimed, rounding: number): Standing | null {
  if (Number.isNaN(mean)) return null;
  if (within !== null) return Math.abs(mean) <= within + rounding ? 'holds' : 'against';
  if (Math.abs(mean) <= rounding) return orEqual ? 'holds' : 'ties';
  return mean > 0 ? 'holds' : 'against';
}

/** Worlds are independent draws, so Wilson's interval (1927) counts them as they are. */
export function worldShares(standings: readonly (Standing | null)[]): Readonly<Record<Standing, WorldShare>> {
  const counted = standings.filter((standing) => standing !== null);
  const shareOf = (wanted: Standing): WorldShare => {
    const worlds = counted.filter((standing) => standing === wanted).length;
    if (counted.length === 0) return { worlds, share: null, interval: null };
    const share = worlds / counted.length;
    return { worlds, share, interval: wilsonInterval(share, counted.length) };
  };
  return { holds: shareOf('holds'), ties: shareOf('ties'), against: shareOf('against') };
}
