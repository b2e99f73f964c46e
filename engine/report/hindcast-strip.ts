// One observation and the band of the runs -> a strip of characters: where it lies, readable without colour.

/** All in one unit. */
export interface StripMarks {
  readonly observed: number;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

const SIGN = { outside: '·', band: '─', low: '├', high: '┤', middle: '┼', observed: '●' } as const;

/**
 * `├──┼──●──┤` with dots up to an observation outside. It reaches from the lowest of the marks to the highest, so only places in one strip
 * compare, not strips with one another. The observation covers what stands in its place. `width` is at least 5.
 */
export function strip({ observed, p05, p50, p95 }: StripMarks, width: number): string {
  const low = Math.min(observed, p05);
  const high = Math.max(observed, p95);
  const place = (value: number): number =>
    high > low ? Math.round(((value - low) / (high - low)) * (width - 1)) : Math.floor(width / 2);
  const [from, until] = [place(p05), place(p95)];
  const signs = Array.from({ length: width }, (_, at): string => {
    if (high === low) return ' ';
    return at >= from && at <= until ? SIGN.band : SIGN.outside;
  });
  signs[from] = SIGN.low;
  signs[until] = SIGN.high;
  signs[place(p50)] = SIGN.middle;
  signs[place(observed)] = SIGN.observed;
  return signs.join('').trimEnd();
}
