// In: what was seen so far. Out: an interval that stays true however often one looks and whenever one stops.
// A plain 95 % interval that is read after every block misses the truth at some block far more often than 5 times in 100.
import { log } from '../arithmetic/log.ts';
import { CONFIDENCE, clipInterval, type Interval } from './interval.ts';

/** Count, mean, variance (over n - 1) and skewness m3 / m2^1.5 of independent units: one value a world. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly skew: number;
}

/** Before anything was seen. */
export const NO_MOMENTS: Moments = { n: 0, mean: 0, variance: 0, skew: 0 };

/** Moments with more values, missing ones (NaN) left out, by updating sums of powers about the mean (Pebay 2008, SAND2008-6212). */
export function addToMoments(moments: Moments, values: Iterable<number>): Moments {
  let { n, mean } = moments;
  let squares = moments.variance * Math.max(0, n - 1);
  let cubes = n > 0 ? (moments.skew * squares * Math.sqrt(squares)) / Math.sqrt(n) : 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n += 1;
    const part = (value - mean) / n;
    const square = part * part * n * (n - 1);
    mean += part;
    cubes += square * part * (n - 2) - 3 * part * squares;
    squares += square;
  }
  const skew = squares > 0 ? (Math.sqrt(n) * cubes) / (squares * Math.sqrt(squares)) : 0;
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0, skew };
}

/**
 * Is the mean of so many values near enough to normal? n >= 25 skew^2 (Cochran 1977, Sampling Techniques, 2.15). For an event or a difference that
 * is rare: it must have been seen some 25 times. Without this, shares of 1 % would be missed twice as often as promised.
 */
export function normalEnough({ n, variance, skew }: Moments): boolean {
  return variance > 0 && n >= 25 * skew * skew;
}

/** How an interval that may be looked at all the time is set. */
export interface SequenceSetting {
  /** The interval is narrowest, for what it promises, at about this number of units. */
  readonly sharpestAt: number;
  /** Before this number of units there is no interval: the promise rests on the central limit theorem. */
  readonly burnIn: number;
  /** Chance that all intervals hold the truth together; 0.95 unless told. */
  readonly confidence?: number;
}

/** A hundred units before the first look; narrowest at a thousand. */
export const SEQUENCE_SETTING: SequenceSetting = { sharpestAt: 1000, burnIn: 100 };

/**
 * Asymptotic confidence sequence for a mean: mean +- s sqrt(2 (n r^2 + 1) / (n r)^2 log(sqrt(n r^2 + 1) / alpha)), the boundary of a normal
 * mixture (Robbins 1970), with r^2 = (-2 log alpha + log(1 - 2 log alpha)) / sharpestAt. With chance 1 - alpha all intervals from `burnIn` on
 * hold the mean, as burnIn grows; values need a variance, no bounds (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, Ann. Stat. 52,
 * 2613-2640, theorem 2.2). Units must be independent and come in an order that does not look at them. Null before burnIn, while all
 * values are equal (no spread seen is no certainty) and while they are too skewed for their number, see `normalEnough`. Throws a RangeError for
 * a setting out of range.
 */
export function sequenceInterval(moments: Moments, setting: SequenceSetting): Interval | null {
  const { sharpestAt, burnIn, confidence = CONFIDENCE } = setting;
  if (!(sharpestAt > 0 && burnIn >= 2))
    throw new RangeError(`sharpestAt above 0, burnIn at least 2: ${sharpestAt}, ${burnIn}`);
  checkConfidence(confidence);
  const { n, mean, variance } = moments;
  if (n < burnIn || !normalEnough(moments)) return null;
  const logAlpha = log(1 - confidence);
  const mixed = (n * (log(1 - 2 * logAlpha) - 2 * logAlpha)) / sharpestAt;
  const half = Math.sqrt((variance / n) * 2 * (1 + 1 / mixed) * (0.5 * log(mixed + 1) - logAlpha));
  return { low: mean - half, high: mean + half };
}

/** What a bounded sequence remembers. Values are scaled to 0..1 by `range`. */
export interface BoundedSequence {
  readonly range: Interval;
  readonly confidence: number;
  readonly n: number;
  readonly sum: number;
  /** Sum of squared distances of each value from the mean of it and those before (all with half a value at 1/2). */
  readonly squares: number;
  /** Sums of the bets, of the bets times their values, and of what the bets cost. */
  readonly bets: number;
  readonly won: number;
  readonly cost: number;
}

const LARGEST_BET = 0.5;

/** Nothing seen yet of values that cannot leave `range`. */
export function startBounded(range: Interval, confidence: number = CONFIDENCE): BoundedSequence {
  if (!(range.low < range.high)) throw new RangeError(`a range from low to high: ${range.low}, ${range.high}`);
  checkConfidence(confidence);
  return { range, confidence, n: 0, sum: 0, squares: 0, bets: 0, won: 0, cost: 0 };
}

/**
 * Empirical-Bernstein confidence sequence with predictable bets (Waudby-Smith and Ramdas 2024, J. R. Stat. Soc. B 86, 1-27, theorem 2): with
 * b_t = min(1/2, sqrt(2 log(2/alpha) / (v_(t-1) t log(1 + t)))) and costs c_t = (x_t - m_(t-1))^2 (-log(1 - b_t) - b_t), m and v running mean
 * and variance with half a value at 1/2 and a quarter, the interval is (sum b x +- (log(2/alpha) + sum c)) / sum b. Holds at all times
 * together with chance 1 - alpha for any number of values, without approximation, if they lie in the range and each has the same mean given
 * those before. NaN is passed over. Throws a RangeError for a value out of range.
 */
export function addToBounded(sequence: BoundedSequence, values: Iterable<number>): BoundedSequence {
  const { range, confidence } = sequence;
  let { n, sum, squares, bets, won, cost } = sequence;
  const doubt = log(2 / (1 - confidence));
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const x = (value - range.low) / (range.high - range.low);
    if (!(x >= 0 && x <= 1)) throw new RangeError(`a value is outside ${range.low} to ${range.high}: ${value}`);
    const mean = (0.5 + sum) / (n + 1);
    const variance = (0.25 + squares) / (n + 1);
    n += 1;
    const bet = Math.min(LARGEST_BET, Math.sqrt((2 * doubt) / (variance * n * log(1 + n))));
    cost += (x - mean) ** 2 * (-log(1 - bet) - bet);
    bets += bet;
    won += bet * x;
    sum += x;
    squares += (x - (0.5 + sum) / (n + 1)) ** 2;
  }
  return { range, confidence, n, sum, squares, bets, won, cost };
}

/** The interval now, cut to the range; the whole range before the first value. */
export function boundedInterval({ range, confidence, bets, won, cost }: BoundedSequence): Interval {
  if (bets === 0) return range;
  const width = range.high - range.low;
  const half = (log(2 / (1 - confidence)) + cost) / bets;
  const at = (share: number): number => range.low + width * share;
  return clipInterval({ low: at(won / bets - half), high: at(won / bets + half) }, range.low, range.high);
}

function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence lies between 0 and 1: ${confidence}`);
}
