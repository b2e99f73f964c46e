// Numbers over the turns -> one line of bars, eight heights from lowest to highest. ASCII where the glyphs say so.

import type { Glyphs } from '../frame.ts';

export interface SparklineRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The last `width` values, oldest first, exactly one column each; shorter when there are fewer. Heights run from the lowest to the highest
 * value shown, or over `range`. What never moves is drawn at middle height. What is not a number leaves a gap.
 */
export function sparkline(values: readonly number[], width: number, { bars }: Glyphs, range?: SparklineRange): string {
  const shown = width <= 0 ? [] : values.slice(-width);
  const known = shown.filter((value) => Number.isFinite(value));
  const low = range?.low ?? Math.min(...known);
  const high = range?.high ?? Math.max(...known);
  const heights = [...bars];
  return shown
    .map((value) => {
      if (!Number.isFinite(value)) return ' ';
      if (!(high - low > 1e-9)) return heights[3]!;
      const height = Math.floor(((value - low) / (high - low)) * heights.length);
      return heights[Math.min(Math.max(height, 0), heights.length - 1)]!;
    })
    .join('');
}
