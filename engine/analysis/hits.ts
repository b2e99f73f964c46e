// In: the chance of each of several independent hits. Out: how many hits to expect, and the 95 % range of their number.
// For chances that are all p it is the binomial distribution; bands of counts hold more than they say, so the chances differ.

export interface Hits {
  readonly expected: number;
  /** Central 95 % range: at most 2.5 % of probability lies below `low`, and at most 2.5 % above `high`. */
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.025;

/**
 * Poisson-binomial distribution by its recursion, one trial after the other: P(k of n + 1) = (1 - p) P(k of n) + p P(k - 1 of n)
 * (Hong 2013, Comput. Stat. Data Anal. 59, 41-51, section 2.2). Chances in 0..1, else a RangeError.
 */
export function expectedHits(chances: readonly number[]): Hits {
  for (const chance of chances)
    if (!(chance >= 0 && chance <= 1)) throw new RangeError(`a chance must lie in 0..1: ${chance}`);
  const masses = chances.reduce<readonly number[]>(
    (before, p) =>
      Array.from({ length: before.length + 1 }, (_, k) => (before[k] ?? 0) * (1 - p) + (before[k - 1] ?? 0) * p),
    [1],
  );
  return {
    expected: chances.reduce((sum, chance) => sum + chance, 0),
    low: firstBeyond(masses),
    high: chances.length - firstBeyond([...masses].reverse()),
  };
}

/** The least k with more than the tail's probability at or below it. */
function firstBeyond(masses: readonly number[]): number {
  let sum = 0;
  for (const [k, mass] of masses.entries()) {
    sum += mass;
    if (sum > TAIL) return k;
  }
  return masses.length - 1;
}
