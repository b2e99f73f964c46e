// In: the first turn of an event in every run of a batch, each followed to the end. Out: how soon it comes: a curve, a median, a mean.
// Runs in which it never comes are censored at the horizon, all at the same time; so the curve of Kaplan and Meier is a plain share, turn by turn.
import { estimateMean, type MeanEstimate } from './estimate-mean.ts';
import { estimateShare } from './estimate-share.ts';
import type { Interval } from './interval.ts';
import { checkSample, type Sample } from './sample.ts';

/** After one turn. Plain data. */
export interface CurvePoint {
  /** 1 to the horizon. */
  readonly turn: number;
  /** Share of runs in which the event has come by the end of this turn; 1 less this is the survival curve. */
  readonly share: number;
  readonly mcse: number | null;
  /** 95 % at this turn alone; the whole curve lies within all of them less often. */
  readonly interval: Interval | null;
  /** Runs in which it comes in this very turn, of those `atRisk` in which it had not come before. */
  readonly events: number;
  readonly atRisk: number;
}

/** How soon it comes, in turns; shares are 0..1. */
export interface TimeToEvent {
  readonly horizon: number;
  readonly curve: readonly CurvePoint[];
  /** First turn by which it has come in half of the runs or more; null when it comes in fewer within the horizon. */
  readonly median: number | null;
  /** 95 %. An end is null where the curve does not settle it within the horizon: later, how much later is not known. */
  readonly medianInterval: { readonly low: number | null; readonly high: number | null };
  /** Mean of min(turn, horizon), in turns. */
  readonly restrictedMean: MeanEstimate;
  /** Runs counted, and runs left out. */
  readonly n: number;
  readonly missing: number;
}

/** What a missing value says: `failed`, nothing is known of the run; `never`, the event did not come (as `first(c)` without an end gives it). */
export type Missing = 'failed' | 'never';

/**
 * Values: the turn of the first event, 1 or later; anything above `horizon`: it did not come. Without earlier censoring the product-limit estimate
 * (Kaplan and Meier 1958, JASA 53, 457-481) is the plain share and Greenwood's variance (1926) is p (1 - p) / n. Each point is an `estimateShare`:
 * worlds are clusters, the interval is Wilson's. The median's interval holds the turns at which that of the share holds one half (Brookmeyer and
 * Crowley 1982, Biometrics 38, 29-41). The restricted mean is the area under the survival curve up to the horizon. Throws a RangeError for a malformed
 * sample, a horizon that is not whole and positive, or a turn that is below 1 or not whole.
 */
export function timeToEvent(sample: Sample, horizon: number, missing: Missing = 'failed'): TimeToEvent {
  checkSample(sample);
  if (!(Number.isInteger(horizon) && horizon >= 1))
    throw new RangeError(`a horizon must be a whole number of turns: ${horizon}`);
  const times = { ...sample, values: sample.values.map((value) => timeOf(value, horizon, missing)) };
  const curve: CurvePoint[] = [];
  let before = 0;
  for (let turn = 1; turn <= horizon; turn++) {
    const { estimate, mcse, interval, n } = estimateShare(mapPresent(times, (time) => (time <= turn ? 1 : 0)));
    if (estimate === null) break;
    const come = times.values.filter((time) => time <= turn).length;
    curve.push({ turn, share: estimate, mcse, interval, events: come - before, atRisk: n - before });
    before = come;
  }
  const restrictedMean = estimateMean(mapPresent(times, (time) => Math.min(time, horizon)));
  return {
    horizon,
    curve,
    median: firstTurn(curve, ({ share }) => share >= 0.5),
    medianInterval: {
      low: firstTurn(curve, ({ interval }) => interval !== null && interval.high >= 0.5),
      high: firstTurn(curve, ({ interval }) => interval !== null && interval.low >= 0.5),
    },
    restrictedMean,
    n: restrictedMean.n,
    missing: restrictedMean.missing,
  };
}

function timeOf(value: number, horizon: number, missing: Missing): number {
  if (Number.isNaN(value)) return missing === 'never' ? horizon + 1 : value;
  if (!(value >= 1)) throw new RangeError(`turns are counted from 1: ${value}`);
  if (value > horizon) return horizon + 1;
  if (!Number.isInteger(value)) throw new RangeError(`a turn must be a whole number: ${value}`);
  return value;
}

function firstTurn(curve: readonly CurvePoint[], test: (point: CurvePoint) => boolean): number | null {
  return curve.find(test)?.turn ?? null;
}

/** Missing values stay missing. */
function mapPresent(sample: Sample, change: (value: number) => number): Sample {
  return { ...sample, values: sample.values.map((value) => (Number.isNaN(value) ? value : change(value))) };
}
