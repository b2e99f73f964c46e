// One outcome of a batch -> its estimates and paired differences, group by group; and of the leading outcome the headline.

import { difference } from '../../analysis/difference.ts';
import { estimateMean } from '../../analysis/estimate-mean.ts';
import { estimateShare } from '../../analysis/estimate-share.ts';
import { type Ranking, rankArms } from '../../analysis/ranking.ts';
import type { Sample } from '../../analysis/sample.ts';
import { worldMeans } from '../../analysis/world-shares.ts';
import { counted, grouped, listNames } from '../text-layout.ts';
import { figureOf, measured, measuredDifference, sizeWords, UNKNOWN } from './measured.ts';
import { armsIn, directionOf, groupsOf, namedSamples, type OutcomeColumn, type StudySource } from './source.ts';
import type { EstimateRow, Group, Headline, HeadlineRow, HeatMap, StudyPolicy } from './study.ts';

export function estimateRows(source: StudySource, column: OutcomeColumn): EstimateRow[] {
  return groupsOf(source).flatMap((group) => rowsOf(source, group, column));
}

function rowsOf(source: StudySource, group: Group, column: OutcomeColumn): EstimateRow[] {
  const { outcome } = column;
  const arms = armsIn(source, group);
  const base = arms.find(({ names }) => names.policy === source.baseline);
  const direction = directionOf(outcome);
  const ranking = direction === null ? null : rankArms(namedSamples(source, group, column), outcome.kind, direction);
  return arms.map((arm): EstimateRow => {
    const sample = column.sampleOf(arm);
    const own = outcome.kind === 'share' ? estimateShare(sample) : estimateMean(sample);
    const change = base === undefined || base === arm ? null : difference(sample, column.sampleOf(base), outcome.kind);
    const { policy } = arm.names;
    return {
      ...group,
      outcome: outcome.name,
      policy,
      value: measured(outcome, own),
      difference: change === null ? null : measuredDifference(outcome, change, own.estimate ?? 0),
      verdict: change?.verdict ?? null,
      candidate:
        ranking === null || ranking.best === null
          ? null
          : policy === ranking.best || ranking.notToldApart.includes(policy),
      runs: own.n,
      missing: own.missing,
      note: change?.note ?? own.note,
    };
  });
}

/** The scenario's option groups two by two, those with most options among the policies; every group of arms. */
export function heatMapsOf(
  rows: readonly EstimateRow[],
  policies: readonly StudyPolicy[],
  baseline: string,
): readonly HeatMap[] {
  const pair = groupPair(policies);
  if (pair === null) return [];
  const [rowGroup, columnGroup] = pair;
  const optionsOf = (group: string): string[] => [
    ...new Set(
      policies.flatMap(({ options }) => options.filter((one) => one.group === group).map(({ option }) => option)),
    ),
  ];
  const [down, across] = [optionsOf(rowGroup), optionsOf(columnGroup)];
  const others = heldOptions(policies, pair, baseline);
  const isCell = ({ options }: StudyPolicy, row: string, column: string): boolean =>
    options.every(({ group, option }) => {
      if (group === rowGroup) return option === row;
      return group === columnGroup ? option === column : others.get(group) === option;
    });
  const keys = new Map(
    rows.map(({ variant, doctrine, outcome }) => [`${outcome}/${variant}/${doctrine}`, { variant, doctrine, outcome }]),
  );
  return [...keys.values()].map((key) => ({
    ...key,
    rowGroup,
    columnGroup,
    rows: down,
    columns: across,
    cells: down.map((row) =>
      across.map((column) => {
        const policy = policies.find((one) => isCell(one, row, column));
        const found = rows.find(
          (one) =>
            one.policy === policy?.name &&
            one.outcome === key.outcome &&
            one.variant === key.variant &&
            one.doctrine === key.doctrine,
        );
        return found === undefined
          ? null
          : { policy: found.policy, value: found.value, difference: found.difference, verdict: found.verdict };
      }),
    ),
  }));
}

/** Two groups of which both vary; null when there are no two. */
export function groupPair(policies: readonly StudyPolicy[]): readonly [string, string] | null {
  const counts = new Map<string, Set<string>>();
  for (const { options } of policies)
    for (const { group, option } of options) counts.set(group, (counts.get(group) ?? new Set()).add(option));
  const varied = [...counts].filter(([, options]) => options.size > 1).sort((a, b) => b[1].size - a[1].size);
  const [first, second] = varied;
  if (first === undefined || second === undefined) return null;
  const order = [...counts.keys()];
  return [first[0], second[0]].sort((a, b) => order.indexOf(a) - order.indexOf(b)) as [string, string];
}

/** What a map with more than two groups holds fixed: the options of the baseline. */
function heldOptions(
  policies: readonly StudyPolicy[],
  pair: readonly string[],
  baseline: string,
): ReadonlyMap<string, string> {
  const options = policies.find(({ name }) => name === baseline)?.options ?? [];
  return new Map(options.filter(({ group }) => !pair.includes(group)).map(({ group, option }) => [group, option]));
}

export const NO_HEADLINE: Headline = {
  outcome: null,
  sentences: ['None of the outcomes asked for has a better direction, so no policy can be called the best.'],
  rows: [],
};

/** Of the leading outcome, which must have a better direction. */
export function headlineOf(source: StudySource, column: OutcomeColumn): Headline {
  const { outcome } = column;
  const groups = groupsOf(source);
  const made = groups.map((group) => headlineRow(source, group, column));
  const sentences = made.map(({ row, ranking }) => {
    const where = groups.length === 1 ? '' : `${groupWords(source, row)}. `;
    return `${where}${headlineWords(source, column, row, ranking)}`;
  });
  const bests = new Set(made.map(({ row }) => row.best));
  const agree =
    groups.length > 1 && !bests.has(null)
      ? [
          bests.size === 1
            ? `The same policy has the best estimate under ${groups.length === 2 ? 'both' : `all ${groups.length}`} combinations of structure and doctrine.`
            : `Which policy has the best estimate hangs on structure or doctrine: ${[...bests].join(', ')}.`,
        ]
      : [];
  return { outcome: outcome.name, sentences: [...sentences, ...agree], rows: made.map(({ row }) => row) };
}

function headlineRow(
  source: StudySource,
  group: Group,
  column: OutcomeColumn,
): { readonly row: HeadlineRow; readonly ranking: Ranking } {
  const { outcome } = column;
  const samples = namedSamples(source, group, column);
  const ranking = rankArms(samples, outcome.kind, directionOf(outcome) ?? 'lower');
  const best = ranking.arms.find(({ name }) => name === ranking.best);
  const base = ranking.arms.find(({ name }) => name === source.baseline);
  const toBest = base?.toBest ?? null;
  const interval = toBest?.interval ?? null;
  const sampleOf = (name: string | undefined): Sample | undefined => samples.find((one) => one.name === name)?.sample;
  const [own, other] = [sampleOf(best?.name), sampleOf(base?.name)];
  const row: HeadlineRow = {
    ...group,
    best: ranking.best,
    estimate: best === undefined ? UNKNOWN : measured(outcome, best),
    difference:
      toBest === null
        ? null
        : measuredDifference(
            outcome,
            {
              estimate: toBest.estimate === null ? null : 0 - toBest.estimate,
              mcse: toBest.mcse,
              interval: interval === null ? null : { low: 0 - interval.high, high: 0 - interval.low },
            },
            best?.estimate ?? 0,
          ),
    notToldApart: ranking.notToldApart,
    betterIn: toBest === null || own === undefined || other === undefined ? null : betterIn(own, other, ranking.better),
  };
  return { row, ranking };
}

/** Worlds by the mean over their replications; one without a value on either side counts nowhere. */
export function betterIn(own: Sample, other: Sample, better: 'lower' | 'higher'): NonNullable<HeadlineRow['betterIn']> {
  const [one, two] = [worldMeans(own), worldMeans(other)];
  const differences = one.map((value, world) => value - two[world]!).filter((value) => !Number.isNaN(value));
  return {
    worlds: differences.filter((value) => (better === 'lower' ? value < 0 : value > 0)).length,
    equal: differences.filter((value) => value === 0).length,
    of: differences.length,
  };
}

/** `Structure base, doctrine opportunist`. */
export function groupWords({ plan }: Pick<StudySource, 'plan'>, { variant, doctrine }: Group): string {
  const { variants, doctrines } = plan.question;
  const parts = [
    ...(variants.length > 1 ? [`structure ${variant}`] : []),
    ...(doctrines.length > 1 ? [`doctrine ${doctrine}`] : []),
  ];
  const text = parts.join(', ') || `doctrine ${doctrine}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const NAMES = 5;

function headlineWords(source: StudySource, { outcome }: OutcomeColumn, row: HeadlineRow, ranking: Ranking): string {
  const { best, estimate, difference: change, notToldApart } = row;
  if (best === null) return `${outcome.label}: no run has a value, so no policy can be called the best.`;
  const rivals = ranking.arms.filter(({ estimate: value }) => value !== null).length - 1;
  const word = outcome.better === 'lower' ? 'lowest' : 'highest';
  const itself = best === source.baseline ? ', the baseline itself' : '';
  const first = `${outcome.label}: ${word} under ${best}${itself}, at ${figureOf(estimate)}${estimate.range === 'n/a' ? '' : ` (95 % interval ${estimate.range})`}.`;
  return [first, changeWords(source, outcome, row, change, rivals), equalsWords(notToldApart, rivals)]
    .filter((text) => text !== '')
    .join(' ');
}

function changeWords(
  { baseline }: StudySource,
  outcome: OutcomeColumn['outcome'],
  { betterIn: worlds, best }: HeadlineRow,
  change: HeadlineRow['difference'],
  rivals: number,
): string {
  if (change === null) return '';
  const fair = rivals > 1 ? `95 % interval, fair to all ${rivals} comparisons,` : '95 % interval';
  if (change.interval === null) return `Against ${baseline} this batch shows no difference.`;
  const { low, high } = change.interval;
  if (low <= 0 && high >= 0)
    return `Its difference to ${baseline} cannot be told from none: ${change.range} (${fair.replace(/,$/, '')}).`;
  const verb = high < 0 ? 'lowers' : 'raises';
  return `${best} ${verb} it by ${sizeWords(outcome, change, fair)} against ${baseline}${worldsWords(worlds)}.`;
}

export function worldsWords(worlds: HeadlineRow['betterIn']): string {
  if (worlds === null || worlds.of === 0) return '';
  const equal = worlds.equal > 0 ? `, in ${grouped(worlds.equal)} both are equal` : '';
  return `; in ${grouped(worlds.worlds)} of ${counted(worlds.of, 'world')} it is the better one${equal}`;
}

function equalsWords(names: readonly string[], rivals: number): string {
  if (rivals < 1) return '';
  if (names.length === 0) return rivals === 1 ? '' : `This batch tells it apart from all ${rivals} others.`;
  if (names.length === rivals && rivals > 1) return `None of the ${rivals} others can be told apart from it.`;
  if (rivals === 1) return `The other one, ${names[0]}, cannot be told apart from it.`;
  return `${names.length} of the ${rivals} others cannot be told apart from it: ${listNames(names, NAMES)}.`;
}

/** Paragraphs of the section. */
export function estimateWords(source: StudySource, rows: readonly EstimateRow[]): readonly string[] {
  const { baseline } = source;
  const open = rows.filter(({ verdict }) => verdict === 'not distinguishable').length;
  const compared = rows.filter(({ verdict }) => verdict !== null).length;
  return [
    `Each estimate is followed by its Monte Carlo standard error. A difference is policy minus ${baseline} over the same futures, with a 95 % interval of its own; of many such intervals about one in twenty misses. Over the same futures even a tiny difference can be told from none, so read its size too.`,
    ...(compared > 0
      ? [
          open === 0
            ? `All ${counted(compared, 'difference')} can be told from none by their own intervals.`
            : `Of ${counted(compared, 'difference')} ${grouped(compared - open)} can be told from none by their own intervals and ${grouped(open)} cannot.`,
        ]
      : []),
  ];
}
