// A share of a whole -> a bar of exactly `width` columns.

import type { Glyphs } from '../frame.ts';

/** `share` outside 0..1 is shown at the end it passed; what is not a number leaves the bar empty. */
export function bar(share: number, width: number, { full, empty }: Glyphs): string {
  const filled = Number.isFinite(share) ? Math.round(Math.min(Math.max(share, 0), 1) * width) : 0;
  return full.repeat(filled) + empty.repeat(Math.max(0, width - filled));
}

/** -1..1 -> a bar of exactly `2 * half + 1` columns with nought in the middle: what is negative goes to the left. */
export function barBothWays(share: number, half: number, glyphs: Glyphs): string {
  const left = [...bar(-share, half, glyphs)].reverse().join('');
  return left + glyphs.vertical + bar(share, half, glyphs);
}
