// In: a linear combination of outcomes of arms over the same futures. Out: its mean with error and interval.
// One condition of a claim: the claimed side is above 0. With two arms and factors 1 and -1 it is exactly their paired difference.
import { clusterMean, type ErrorBasis } from './cluster-mean.ts';
import { errorNote } from './estimate-mean.ts';
import { estimateShare } from './estimate-share.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { pairedInterval } from './paired-interval.ts';
import { checkSample, checkZeroOne, type Measure, type Sample } from './sample.ts';

/** coefficient * outcome of one arm. */
export interface EffectTerm {
  readonly coefficient: number;
  /** Terms of one outcome share its observed range. */
  readonly outcome: string;
  readonly measure: Measure;
  readonly sample: Sample;
}

/** Plain data in the unit of the combination. An unknown number is null. */
export interface ClaimEffect {
  readonly estimate: number | null;
  /** Monte Carlo standard error; null rather than 0 when all futures give the same amount. */
  readonly mcse: number | null;
  readonly interval: Interval | null;
  readonly confidence: number;
  /** Futures in which every term has a value. */
  readonly n: number;
  readonly worlds: number;
  /** Futures left out because a term is missing in them. */
  readonly missing: number;
  /** Of these, futures in which only some of the terms are missing. */
  readonly partly: number;
  readonly basis: ErrorBasis;
  /** What a reader must know before using the numbers, or null. */
  readonly note: string | null;
}

/**
 * Mean of constant + sum of c x over the futures in which every x is present, with the worlds as clusters (`clusterMean`), interval by
 * `pairedInterval` with the reach that the terms allow: 0 to 1 for a share, else the range seen over all terms of the outcome. The
 * interval of a single share at 95 % is that of `estimateShare` (Wilson 1927, effective number of runs), which stays honest near 0 and 1.
 * Throws a RangeError without terms, for arms of different shapes, malformed samples, or a share with a value other than 0, 1 and NaN.
 */
export function claimEffect(terms: readonly EffectTerm[], constant: number, confidence = CONFIDENCE): ClaimEffect {
  for (const { measure, sample } of terms) (measure === 'share' ? checkZeroOne : checkSample)(sample);
  const values = combine(terms, 0);
  const moments = clusterMean(values);
  const { n, worlds, missing, variance, basis } = moments;
  const onlyShares = terms.every(({ measure }) => measure === 'share');
  const paired = pairedInterval(values, moments, reachOf(terms, values), onlyShares, confidence);
  const single = terms.length === 1 && onlyShares && confidence === CONFIDENCE;
  const interval = single ? singleShareInterval(terms[0]!) : paired.interval;
  const partly = countPartly(terms);
  return {
    estimate: n > 0 ? moments.mean + constant : null,
    mcse: variance > 0 ? Math.sqrt(variance) : null,
    interval: interval === null ? null : { low: interval.low + constant, high: interval.high + constant },
    confidence,
    n,
    worlds,
    missing,
    partly,
    basis,
    note: noteOf([
      moments.constant ? 'every future gave the same value' : errorNote(moments),
      paired.rare && !single
        ? `only ${paired.differing.runs} runs in ${paired.differing.worlds} of ${worlds} worlds differ from 0: too few for a verdict`
        : null,
      missing > 0 ? missingNote(missing, values.values.length, partly) : null,
    ]),
  };
}

/** constant + sum of c x, future by future; NaN where a term is missing. */
export function combine(terms: readonly EffectTerm[], constant: number): Sample {
  const [first] = terms;
  if (first === undefined) throw new RangeError('an effect needs at least one term');
  const { worlds, replications } = first.sample;
  if (terms.some(({ sample }) => sample.worlds !== worlds || sample.replications !== replications))
    throw new RangeError('arms can be combined only over the same futures');
  const values = first.sample.values.map((_, i) =>
    terms.reduce((sum, { coefficient, sample }) => sum + coefficient * sample.values[i]!, constant),
  );
  return { worlds, replications, values };
}

/** The worlds listed, in this order, and no others. */
export function onlyWorlds(sample: Sample, worlds: readonly number[]): Sample {
  const { replications } = sample;
  const values = new Float64Array(worlds.length * replications);
  worlds.forEach((world, i) => {
    values.set(sample.values.subarray(world * replications, (world + 1) * replications), i * replications);
  });
  return { worlds: worlds.length, replications, values };
}

function singleShareInterval({ coefficient, sample }: EffectTerm): Interval | null {
  const { interval } = estimateShare(sample);
  if (interval === null) return null;
  const ends = [coefficient * interval.low, coefficient * interval.high];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** How low and how high the combination could come, each term by itself. */
function reachOf(terms: readonly EffectTerm[], values: Sample): Interval {
  const ranges = new Map<string, Interval>();
  for (const { outcome, measure, sample } of terms) {
    const own = measure === 'share' ? { low: 0, high: 1 } : rangeOf(sample, values);
    const known = ranges.get(outcome) ?? own;
    ranges.set(outcome, { low: Math.min(known.low, own.low), high: Math.max(known.high, own.high) });
  }
  let low = 0;
  let high = 0;
  for (const { coefficient, outcome } of terms) {
    const range = ranges.get(outcome)!;
    low += Math.min(coefficient * range.low, coefficient * range.high);
    high += Math.max(coefficient * range.low, coefficient * range.high);
  }
  return { low, high };
}

/** Over the futures that count. */
function rangeOf(sample: Sample, counting: Sample): Interval {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  sample.values.forEach((value, i) => {
    if (Number.isNaN(counting.values[i]!)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

function countPartly(terms: readonly EffectTerm[]): number {
  let partly = 0;
  terms[0]?.sample.values.forEach((_, i) => {
    const missing = terms.filter(({ sample }) => Number.isNaN(sample.values[i]!)).length;
    if (missing > 0 && missing < terms.length) partly += 1;
  });
  return partly;
}

function missingNote(missing: number, all: number, partly: number): string {
  const some = partly > 0 ? `, ${partly} of them because it is missing in one arm only` : '';
  return `${missing} of ${all} futures left out: an outcome is missing in them${some}`;
}

function noteOf(notes: readonly (string | null)[]): string | null {
  const known = notes.filter((note) => note !== null);
  return known.length > 0 ? known.join('; ') : null;
}
