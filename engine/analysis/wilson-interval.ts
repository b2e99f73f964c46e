// In: a share and how many independent trials it is worth. Out: the 95 % Wilson score interval.
// Unlike share +- 1.96 errors it stays within 0..1 and has a width at 0 and at 1.
import type { Interval } from './interval.ts';

/** The 0.975 quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n) with z = 1.96 (Wilson 1927, JASA 22, 209-212; method 3 of Newcombe 1998,
 * Stat. Med. 17, 857-872). `share` in 0..1; `trials` > 0, need not be an integer.
 */
export function wilsonInterval(share: number, trials: number): Interval {
  const shrink = 1 + (Z * Z) / trials;
  const middle = (share + (Z * Z) / (2 * trials)) / shrink;
  const half = (Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials))) / shrink;
  return { low: share === 0 ? 0 : Math.max(0, middle - half), high: share === 1 ? 1 : Math.min(1, middle + half) };
}
