// In: the effect of a claim in every world, and what each world was like. Out: the one cut through one uncertainty on one side of which the
// claim holds and on the other of which it is the other way, if there is one and a second half of the worlds confirms it.
import type { Interval } from './interval.ts';
import { quantile } from './quantiles.ts';

/** One uncertainty, its value in every world. */
export interface Driver {
  readonly name: string;
  readonly values: Float64Array;
}

/** `below`: value < cut. */
export interface Cut {
  readonly driver: string;
  readonly cut: number;
}

export interface DriverSplit extends Cut {
  /** The side on which the claim holds. */
  readonly side: 'below' | 'above';
  /** On the worlds that did not choose the cut, each side at `SPLIT_CONFIDENCE`. */
  readonly holding: Interval;
  readonly opposite: Interval;
}

export const SPLIT_CONFIDENCE = 0.99;
/** A side with fewer worlds is not looked at, in neither half. */
const FEWEST_WORLDS = 10;
const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** How far a mean lies on the claimed side; above 0 is as claimed. */
export type Score = (mean: number) => number;

/**
 * Proposed by one half, `worlds`: of all uncertainties and their deciles (over every world: they know nothing of effects) the cut with
 * opposite signs on its two sides that sorts best, which is the largest |n1 score(mean1) - n2 score(mean2)|: what would be gained by
 * believing the claim on one side and its contrary on the other (the empirical welfare of a threshold rule: Kitagawa and Tetenov 2018,
 * Econometrica 86, 591-616). For an effect that changes its sign once, that is where it changes. Of equals the first. Null when no cut
 * has opposite signs.
 */
export function proposeCut(
  effects: Float64Array,
  drivers: readonly Driver[],
  worlds: readonly number[],
  score: Score,
): Cut | null {
  const known = worlds.filter((world) => !Number.isNaN(effects[world]!));
  let best: Cut | null = null;
  let most = 0;
  for (const { name, values } of drivers) {
    const sorted = [...known].sort((a, b) => values[a]! - values[b]! || a - b);
    const ordered = Float64Array.from(sorted, (world) => values[world]!);
    const sums = runningSums(sorted.map((world) => effects[world]!));
    for (const cut of cutsOf(values.toSorted())) {
      const below = countBelow(ordered, cut);
      const above = ordered.length - below;
      if (below < FEWEST_WORLDS || above < FEWEST_WORLDS) continue;
      const low = score(sums[below]! / below);
      const high = score((sums[ordered.length]! - sums[below]!) / above);
      const gain = Math.abs(below * low - above * high);
      if (low * high < 0 && gain > most) [best, most] = [{ driver: name, cut }, gain];
    }
  }
  return best;
}

/**
 * Confirmed by the other half: `intervalOf` one side lies wholly on the claimed side and that of the other wholly opposite, both at
 * SPLIT_CONFIDENCE. As the cut was chosen without these worlds, nothing was searched here, and a claim that is the same everywhere
 * passes with a chance of at most 1 - SPLIT_CONFIDENCE.
 */
export function confirmCut(
  { driver, cut }: Cut,
  values: Float64Array,
  worlds: readonly number[],
  intervalOf: (worlds: readonly number[]) => Interval | null,
  standing: (interval: Interval) => 'claimed' | 'opposite' | 'open',
): DriverSplit | null {
  const below = worlds.filter((world) => values[world]! < cut);
  const above = worlds.filter((world) => values[world]! >= cut);
  if (below.length < FEWEST_WORLDS || above.length < FEWEST_WORLDS) return null;
  const [low, high] = [intervalOf(below), intervalOf(above)];
  if (low === null || high === null) return null;
  const sides = `${standing(low)} ${standing(high)}`;
  if (sides === 'claimed opposite') return { driver, cut, side: 'below', holding: low, opposite: high };
  if (sides === 'opposite claimed') return { driver, cut, side: 'above', holding: high, opposite: low };
  return null;
}

/** The deciles of ascending values, each rounded as far as it still lies nearer to itself than to its neighbours; ends are no cuts. */
function cutsOf(ordered: Float64Array): number[] {
  const deciles = DECILES.map((share) => quantile(ordered, share));
  const cuts = deciles.map((decile, i) => {
    const gaps = [deciles[i - 1], deciles[i + 1]].flatMap((other) =>
      other === undefined ? [] : Math.abs(other - decile),
    );
    const gap = Math.min(...gaps.filter((distance) => distance > 0));
    return Number.isFinite(gap) ? rounded(decile, gap / 2) : decile;
  });
  return [...new Set(cuts)];
}

/** With as few decimals as stay closer than `tolerance`. */
function rounded(value: number, tolerance: number): number {
  for (let digits = 1; digits <= 15; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.abs(short - value) < tolerance / 2) return short;
  }
  return value;
}

function runningSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, i) => {
    sums[i + 1] = sums[i]! + value;
  });
  return sums;
}

function countBelow(ordered: Float64Array, cut: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle]! < cut) low = middle + 1;
    else high = middle;
  }
  return low;
}
