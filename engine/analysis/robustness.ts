// In: performances of policies over worlds. Out: the robustness of every policy by each of the eleven metrics of McPhail et al. 2018, ranked.
// Metrics embody attitudes to risk and may well disagree; that they do is a finding, so none is preferred here.
import { type BootstrapError, bootstrapError, RESAMPLES, resampleCounts } from './bootstrap.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import { jackknifeError } from './jackknife.ts';
import { checkPerformance, largerIsBetter, type Performance } from './performance.ts';
import { laplace, meanVariance } from './robust-average.ts';
import { beyondExtreme, hurwicz, maximax, maximin } from './robust-extremes.ts';
import { minimaxRegret, regret90, regretRows } from './robust-regret.ts';
import { peakedness, skewness, undesirableDeviations } from './robust-shape.ts';
import type { ErrorMethod, MetricName, Reading, RobustnessMetric } from './robustness-metric.ts';
import { starrDomain } from './starr-domain.ts';
import { studentTQuantile } from './student-t.ts';
import type { UnitPoints } from './unit-points.ts';
import { wilsonInterval } from './wilson-interval.ts';

export interface RobustnessOptions {
  /** Weight of the worst case in Hurwicz's rule, 0..1; 0.5 unless told. */
  readonly alpha?: number;
  /** Of Starr's domain criterion, in the outcome's unit; without one this metric is left out. */
  readonly threshold?: number;
  /** 1,000 unless told; at least 2. */
  readonly resamples?: number;
}

/** Plain data. An unknown number is null. */
export interface RobustnessScore {
  readonly policy: string;
  /** As the metric's `reading` says. */
  readonly estimate: number | null;
  readonly mcse: number | null;
  /** 95 %. */
  readonly interval: Interval | null;
  /** 1 is the most robust; equals share the better rank. Null without an estimate. */
  readonly rank: number | null;
  /** Share of resamples in which this policy is the most robust, equals sharing it; null for metrics of extremes. */
  readonly first: number | null;
}

/** One metric over all policies. */
export interface MetricResult {
  readonly metric: MetricName;
  readonly reading: Reading;
  /** Which estimates are the more robust ones. */
  readonly robust: 'larger' | 'smaller';
  readonly error: ErrorMethod;
  /** In the order of the policies given. */
  readonly scores: readonly RobustnessScore[];
  /** For metrics of extremes: with 95 % confidence at most this share of unseen worlds lies beyond the extreme seen. Null for others. */
  readonly beyond: number | null;
  /** What a reader must know before using the numbers, or null. */
  readonly note: string | null;
}

/**
 * All eleven (ten without a threshold), in the order of the paper. Errors are over worlds as independent draws, and hold the chance that is left
 * in their means; that chance also widens spreads and pulls extremes outwards, for which `performanceOf` gives a measure.
 * - Laplace, mean-variance: delete-one jackknife, interval by Student's t with worlds - 1 degrees of freedom.
 * - Quantile metrics: bootstrap over worlds; rough below about 50 worlds.
 * - Starr: Wilson's interval on the number of worlds.
 * - Maximin, maximax, Hurwicz, minimax regret: none: neither the jackknife nor the bootstrap is valid for extremes. `beyond` says what the worlds can promise.
 * `points(resample, i)` for resample below `resamples` and i below the number of worlds. Throws a RangeError for a malformed performance or option.
 */
export function robustness(measured: Performance, points: UnitPoints, options: RobustnessOptions = {}): MetricResult[] {
  checkPerformance(measured);
  const { alpha = 0.5, threshold, resamples = RESAMPLES } = options;
  const starr = threshold === undefined ? [] : [starrDomain(threshold, measured.better)];
  const metrics: readonly RobustnessMetric[] = [
    maximin,
    maximax,
    hurwicz(alpha),
    laplace,
    minimaxRegret,
    regret90,
    meanVariance,
    undesirableDeviations,
    skewness,
    peakedness,
    ...starr,
  ];
  const rows = rowsOf(measured);
  const replicates = bootstrapAll(metrics, rows, points, resamples);
  return metrics.map((metric, i) => resultOf(metric, measured, rows, replicates[i]!));
}

/** One row of a policy, in ascending order, with the world of each value. */
interface Ordered {
  readonly values: Float64Array;
  readonly worlds: readonly number[];
}

type Rows = Readonly<Record<RobustnessMetric['uses'], readonly Ordered[]>>;

function rowsOf(measured: Performance): Rows {
  const turned = largerIsBetter(measured);
  return { outcome: turned.map(ordered), regret: regretRows(turned).map(ordered) };
}

function ordered(row: Float64Array): Ordered {
  const worlds = [...row.keys()].sort((a, b) => row[a]! - row[b]! || a - b);
  return { values: Float64Array.from(worlds, (world) => row[world]!), worlds };
}

/** `[metric][policy][resample]`: R in each resample. */
function bootstrapAll(
  metrics: readonly RobustnessMetric[],
  rows: Rows,
  points: UnitPoints,
  resamples: number,
): Float64Array[][] {
  const worlds = rows.outcome[0]!.values.length;
  const replicates = metrics.map(() => rows.outcome.map(() => new Float64Array(resamples)));
  for (let b = 0; b < resamples; b++) {
    const counts = resampleCounts(points, worlds, b);
    for (const uses of ['outcome', 'regret'] as const) {
      rows[uses].forEach((row, policy) => {
        const drawn = repeated(row, counts);
        metrics.forEach((metric, m) => {
          if (metric.uses === uses && metric.error !== 'none') replicates[m]![policy]![b] = metric.value(drawn);
        });
      });
    }
  }
  return replicates;
}

/** The resample, still in ascending order without sorting it again. */
function repeated({ values, worlds }: Ordered, counts: Uint32Array): Float64Array {
  const drawn = new Float64Array(values.length);
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const until = at + counts[worlds[i]!]!;
    drawn.fill(values[i]!, at, until);
    at = until;
  }
  return drawn;
}

function resultOf(
  metric: RobustnessMetric,
  { policies, better }: Performance,
  rows: Rows,
  replicates: readonly Float64Array[],
): MetricResult {
  const sorted = rows[metric.uses].map(({ values }) => values);
  const values = sorted.map(metric.value);
  const sign = metric.reading === 'amount' || (metric.reading === 'outcome' && better === 'lower') ? -1 : 1;
  const shown = (value: number): number => sign * value + 0;
  const first = metric.error === 'none' ? null : firstShares(replicates);
  const scores = policies.map((policy, i): RobustnessScore => {
    const value = values[i]!;
    if (!Number.isFinite(value)) return { policy, estimate: null, mcse: null, interval: null, rank: null, first: null };
    const { mcse, interval } = errorOf(metric, sorted[i]!, value, replicates[i]!);
    const ends = interval === null ? null : [shown(interval.low), shown(interval.high)];
    return {
      policy,
      estimate: shown(value),
      mcse,
      interval: ends === null ? null : { low: Math.min(...ends), high: Math.max(...ends) },
      rank: 1 + values.filter((other) => other > value).length,
      first: first?.[i] ?? null,
    };
  });
  const worlds = sorted[0]!.length;
  return {
    metric: metric.name,
    reading: metric.reading,
    robust: sign < 0 ? 'smaller' : 'larger',
    error: metric.error,
    scores,
    beyond: metric.error === 'none' ? beyondExtreme(worlds) : null,
    note: noteOf(metric, sorted, scores),
  };
}

function errorOf(
  metric: RobustnessMetric,
  ascending: Float64Array,
  value: number,
  replicates: Float64Array,
): BootstrapError {
  const worlds = ascending.length;
  switch (metric.error) {
    case 'none':
      return { mcse: null, interval: null };
    case 'bootstrap':
      return bootstrapError(replicates);
    case 'share': {
      const mcse = Math.sqrt((value * (1 - value)) / worlds);
      return { mcse: mcse > 0 ? mcse : null, interval: wilsonInterval(value, worlds) };
    }
    case 'jackknife': {
      const mcse = jackknifeError(ascending, metric.value);
      if (mcse === null) return { mcse, interval: null };
      const half = studentTQuantile((1 + CONFIDENCE) / 2, worlds - 1) * mcse;
      return { mcse, interval: { low: value - half, high: value + half } };
    }
  }
}

/** Equals share the first place. A policy without a number in a resample is not first in it; resamples without any number do not count. */
function firstShares(replicates: readonly Float64Array[]): Float64Array {
  const shares = new Float64Array(replicates.length);
  let counted = 0;
  for (let b = 0; b < (replicates[0]?.length ?? 0); b++) {
    const known = replicates.map((row) => row[b]!).filter((value) => !Number.isNaN(value));
    if (known.length === 0) continue;
    const best = Math.max(...known);
    const winners = replicates.flatMap((row, policy) => (row[b] === best ? policy : []));
    for (const policy of winners) shares[policy]! += 1 / winners.length;
    counted += 1;
  }
  return shares.map((share) => (counted === 0 ? 0 : share / counted));
}

const FEW_WORLDS = 50;

function noteOf(
  { name, error }: RobustnessMetric,
  sorted: readonly Float64Array[],
  scores: readonly RobustnessScore[],
): string | null {
  const notes: string[] = [];
  const worlds = sorted[0]!.length;
  if (error === 'none')
    notes.push('rests on the most extreme worlds seen: more worlds can only move it outwards, and it has no error');
  if (error === 'bootstrap' && worlds < FEW_WORLDS)
    notes.push(`only ${worlds} worlds: the error of a percentile is rough`);
  if (scores.some(({ estimate }) => estimate === null)) notes.push('not defined where worlds do not differ');
  if (name === 'mean-variance' && sorted.some((row) => laplace.value(row) < -1))
    notes.push(
      'for a policy whose mean, turned so that larger is better, is below -1, this index rewards a wider spread',
    );
  return notes.length > 0 ? notes.join('; ') : null;
}
