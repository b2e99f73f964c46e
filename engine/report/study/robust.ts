// Performances of the policies over the worlds of the main group -> the metrics of robustness, regret, and a sentence on whether they agree.

import { largerIsBetter, type PerformanceOfArms } from '../../analysis/performance.ts';
import { quantile } from '../../analysis/quantiles.ts';
import { regretRows } from '../../analysis/robust-regret.ts';
import { type MetricResult, robustness } from '../../analysis/robustness.ts';
import type { MetricName } from '../../analysis/robustness-metric.ts';
import { studentTQuantile } from '../../analysis/student-t.ts';
import type { UnitPoints } from '../../analysis/unit-points.ts';
import type { Outcome } from '../../model/model.ts';
import { counted, grouped, listNames } from '../text-layout.ts';
import { measured, measuredDifference, percent, plain, share, type WithError } from './measured.ts';
import type { Measured, MetricRow, OutcomeRobustness, RegretRow } from './study.ts';

/** Work that bootstraps may take: resamples x worlds x policies. */
const MOST_DRAWS = 1e7;
const FEWEST_RESAMPLES = 200;
const USUAL_RESAMPLES = 1000;

/** Worlds that metrics and fronts rest on: more would take minutes and settle little. */
export const MOST_METRIC_WORLDS = 2048;

export function firstWorlds(byWorld: PerformanceOfArms): PerformanceOfArms {
  const worlds = byWorld.worlds.slice(0, MOST_METRIC_WORLDS);
  return { ...byWorld, worlds, values: byWorld.values.map((row) => row.subarray(0, worlds.length)) };
}

/** As many resamples as time allows: 1,000 for small batches, 200 for the largest. */
export function resamplesFor(worlds: number, policies: number): number {
  const affordable = Math.floor(MOST_DRAWS / Math.max(1, worlds * policies));
  return Math.min(USUAL_RESAMPLES, Math.max(FEWEST_RESAMPLES, affordable));
}

export function robustnessOf(
  outcome: Outcome,
  byWorld: PerformanceOfArms,
  points: UnitPoints,
  threshold: number | null,
): OutcomeRobustness {
  const first = firstWorlds(byWorld);
  const resamples = resamplesFor(first.worlds.length, byWorld.policies.length);
  const results = robustness(first, points, { resamples, ...(threshold === null ? {} : { threshold }) });
  const metrics = results.map((result) => metricRow(outcome, result));
  return {
    outcome: outcome.name,
    threshold,
    metrics,
    regret: regretOf(outcome, byWorld),
    sentence: agreement(outcome, metrics),
  };
}

const METRICS: Readonly<Record<MetricName, readonly [label: string, reading: string]>> = {
  maximin: ['Worst world', 'How bad is it in the worst world?'],
  maximax: ['Best world', 'How good is it in the best world?'],
  hurwicz: ['Hurwicz', 'How good is the middle between the best and the worst world?'],
  laplace: ['Mean (Laplace)', 'How good is it on average over the worlds?'],
  'minimax-regret': ['Greatest regret', 'How much is lost against the best policy of each world, at the worst?'],
  'regret-90': ['Regret at 90 %', 'How much is lost against the best policy in all but the worst tenth of the worlds?'],
  'mean-variance': [
    'Mean and variance',
    'How good is the mean for its spread? The index mixes units and is only for ranking.',
  ],
  'undesirable-deviations': ['Undesirable deviations', 'How far does the worse half fall from the median?'],
  skewness: ['Skewness', 'Do the worlds lean towards the good side?'],
  peakedness: ['Peakedness', 'How narrow is the middle of the worlds against their tails?'],
  'starr-domain': ['Good enough (Starr)', 'In what share of the worlds is the threshold met?'],
};

function metricRow(outcome: Outcome, { metric, reading, robust, scores, note }: MetricResult): MetricRow {
  const [label, question] = METRICS[metric];
  const show = (one: WithError): Measured => {
    if (metric === 'starr-domain') return share(one);
    if (reading === 'outcome') return measured(outcome, one);
    return reading === 'amount' ? measuredDifference(outcome, one) : plain(one);
  };
  return {
    metric,
    label,
    reading: question,
    robust,
    scores: scores.map(({ policy, rank, first, ...one }) => ({
      policy,
      value: show(one),
      rank,
      first,
    })),
    note,
  };
}

function regretOf(outcome: Outcome, byWorld: PerformanceOfArms): RegretRow[] {
  const rows = regretRows(largerIsBetter(byWorld)).map((row) => row.map((value) => 0 - value));
  return rows.map((row, i): RegretRow => {
    const n = row.length;
    const mean = row.reduce((sum, value) => sum + value, 0) / n;
    const squares = row.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const mcse = n > 1 && squares > 0 ? Math.sqrt(squares / (n - 1) / n) : null;
    const half = mcse === null ? 0 : studentTQuantile(0.975, n - 1) * mcse;
    const sorted = row.toSorted();
    return {
      policy: byWorld.policies[i]!,
      mean: measuredDifference(outcome, {
        estimate: mean,
        mcse,
        interval: mcse === null ? null : { low: Math.max(0, mean - half), high: mean + half },
      }),
      p90: quantile(sorted, 0.9) + 0,
      greatest: (sorted.at(-1) ?? 0) + 0,
      bestIn: row.filter((value) => value <= 0).length,
    };
  });
}

function agreement({ label }: Outcome, metrics: readonly MetricRow[]): string {
  const known = metrics.filter(({ scores }) => scores.some(({ rank }) => rank === 1));
  const winners = known.map(({ label: metric, scores }) => ({
    metric,
    names: scores.filter(({ rank }) => rank === 1).map(({ policy }) => policy),
  }));
  if (winners.length === 0) return `${label}: no metric could be computed.`;
  const always = winners[0]!.names.filter((name) => winners.every(({ names }) => names.includes(name)));
  if (always.length > 0)
    return `${label}: by their estimates all ${winners.length} metrics put ${listNames(always, MOST_METRICS).replace(/, ([^,]*)$/, ' and $1')} first.${kept(metrics)}`;
  const names = [...new Set(winners.flatMap((one) => one.names))];
  const byMetrics = new Map<string, { readonly names: string[]; readonly by: readonly string[] }>();
  for (const name of names) {
    const by = winners.filter((one) => one.names.includes(name)).map(({ metric }) => metric);
    const known = byMetrics.get(by.join());
    if (known === undefined) byMetrics.set(by.join(), { names: [name], by });
    else known.names.push(name);
  }
  const parts = [...byMetrics.values()]
    .sort((a, b) => b.by.length - a.by.length)
    .slice(0, MOST_PARTS)
    .map(
      (one) =>
        `${listNames(one.names, MOST_METRICS)} by ${one.by.length} of ${winners.length} (${listNames(one.by, MOST_METRICS)})`,
    );
  return `${label}: which policy comes first hangs on the metric: ${parts.join('; ')}.${kept(metrics)}`;
}

/** How sure the first place by the mean is, where it is not. */
function kept(metrics: readonly MetricRow[]): string {
  const mean = metrics.find(({ metric }) => metric === 'laplace');
  const winners = (mean?.scores ?? []).filter(({ rank }) => rank === 1);
  const [winner] = winners;
  if (winner === undefined || winner.first === null || winners.length > 1 || winner.first >= SURE) return '';
  return ` By the mean, ${winner.policy} is first in only ${percent(winner.first)} of the resamples of the worlds.`;
}

const SURE = 0.95;

const MOST_PARTS = 5;
const MOST_METRICS = 4;
/** Share of chance in the variance of world means that is worth a sentence. */
const MUCH = 0.1;

export interface ChanceLeft {
  readonly label: string;
  /** Of the policy with most; null when it cannot be told for any. */
  readonly share: number | null;
}

export function robustnessWords(worlds: number, resamples: number, chance: readonly ChanceLeft[]): readonly string[] {
  const much = chance.filter(({ share: left }) => left !== null && left > MUCH);
  const unknown = chance.filter(({ share: left }) => left === null);
  return [
    `Every metric turns the outcome in ${worlds > MOST_METRIC_WORLDS ? `the first ${counted(MOST_METRIC_WORLDS, 'world')} of ${grouped(worlds)}` : counted(worlds, 'world')}, each taken as the mean of its replications, into one number for each policy. None is the right one: each is an attitude to risk.${worlds > MOST_METRIC_WORLDS ? ' Regret rests on every world.' : ''}`,
    `Errors of metrics that use percentiles rest on ${grouped(resamples)} resamples of the worlds. Metrics of extremes (worst and best world, Hurwicz, greatest regret) have no error: they rest on the one or two most extreme worlds that were drawn.`,
    ...(much.length > 0
      ? [
          `Chance that few replications leave in the world means widens spreads and pulls extremes outwards. The part of chance in the variance of world means goes up, by policy, to ${much.map(({ label, share: left }) => `${percent(left ?? 0)} (${label})`).join(', ')}.`,
        ]
      : []),
    ...(unknown.length > 0
      ? [
          `How much chance is left in the world means cannot be told for ${unknown.map(({ label }) => label).join('; ')}.`,
        ]
      : []),
  ];
}
