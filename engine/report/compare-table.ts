// Comparison -> the printed answer to "which policy, how sure, compared with what". Fits its width without wrapping.

import { drawnTexts, scenarioTitle } from './batch-facts.ts';
import { readOutcome } from './compare-reading.ts';
import type { Comparison, FailureRow, OutcomeRow } from './comparison.ts';
import { differenceOf, estimateOf, type Group, groupsOf, missingShares, rankingOf } from './comparison-rows.ts';
import { glanceTable, outcomeTable, type Page } from './outcome-table.ts';
import {
  counted,
  grouped,
  joinParts,
  listNames,
  type PaperOptions,
  paperOf,
  printable,
  wrap,
  wrapCommand,
} from './text-layout.ts';

export interface TableOptions extends PaperOptions {
  /** Outcomes to show in full, in this order, and no others. */
  readonly outcomes?: readonly string[];
  /** Without `outcomes`: the first of these in full, then the others at a glance, then what else fits. */
  readonly main?: readonly string[];
}

/** What the pages of all groups show. */
interface Shown {
  readonly full: readonly OutcomeRow[];
  readonly glance: readonly OutcomeRow[];
  /** Names of those that were not estimated. */
  readonly unshown: readonly string[];
}

const FAILURE_KINDS = 5;
const FAILED_ARMS = 6;

/** At least 60 columns wide. */
export function compareTable(comparison: Comparison, options: TableOptions): string {
  const page = { comparison, ...paperOf(options) };
  const shown = outcomesToShow(comparison, options);
  return joinParts([
    header(page),
    ...groupsOf(comparison).flatMap((group) => groupParts(page, group, shown)),
    legend(page, shown),
    ...failures(page),
    footer(page),
  ]);
}

function outcomesToShow({ outcomes, estimates }: Comparison, { outcomes: asked = [], main = [] }: TableOptions): Shown {
  const find = (names: readonly string[]) =>
    names.flatMap((name) => outcomes.find((outcome) => outcome.name === name) ?? []);
  if (asked.length > 0) return { full: find(asked), glance: [], unshown: [] };
  const isEstimated = new Set(estimates.map(({ outcome }) => outcome));
  const [first, ...others] = [...new Set([...find(main), ...outcomes])].filter(({ name }) => isEstimated.has(name));
  const unshown = outcomes.filter(({ name }) => !isEstimated.has(name)).map(({ name }) => name);
  return { full: first === undefined ? [] : [first], glance: others, unshown };
}

function header({ comparison, width, paint }: Page): string[] {
  const { scenario, worlds, replications, engine, arms } = comparison;
  const futures = `${counted(worlds, 'world')} x ${counted(replications, 'replication')}`;
  const facts = [
    `${counted(arms.length, 'arm')} x ${futures} = ${counted(arms.length * worlds * replications, 'run')} of ${counted(scenario.turns, 'turn')}`,
    ...drawnTexts(comparison, engine),
  ];
  return [
    ...wrap(scenarioTitle(scenario), width, '', '  ').map((line) => paint('heading', line)),
    ...wrap(printable(scenario.question), width),
    ...wrap(facts.join('; '), width),
  ];
}

function groupParts(page: Page, group: Group, { full, glance, unshown }: Shown): string[][] {
  const { comparison, paint } = page;
  const title = `Doctrine ${group.doctrine}, variant ${group.variant}; baseline ${comparison.baseline}`;
  return [
    [paint('heading', title)],
    ...full.map((outcome) => outcomeTable(page, group, outcome)),
    ...(glance.length > 0 ? [glanceTable(page, group, { outcomes: glance, unshown }, full[0]!)] : []),
    ...full.map((outcome) => reading(page, group, outcome)),
  ].filter((lines) => lines.length > 0);
}

function reading({ comparison, width }: Page, group: Group, outcome: OutcomeRow): string[] {
  const ranking = rankingOf(comparison, group, outcome);
  if (ranking === undefined || ranking.best === null) return [];
  const best = estimateOf(comparison, group, outcome, ranking.best);
  const change = differenceOf(comparison, group, outcome, ranking.best);
  return best === undefined ? [] : wrap(readOutcome(comparison, outcome, ranking, best, change), width);
}

function legend({ comparison, width, paint }: Page, { full, glance }: Shown): string[] {
  const shown = [...full, ...glance];
  const isPartial = groupsOf(comparison).some((group) =>
    glance.some((outcome) => missingShares(comparison, group, outcome)[1] > 0),
  );
  const sentences = [
    'After ±: one Monte Carlo standard error.',
    isUnanimous(comparison, full) ? '(to ...): every run gave the same answer; how far the 95 % interval reaches.' : '',
    `lower, higher${glance.length > 0 ? ' and the signs < and >' : ''}: the 95 % interval of the paired difference to the baseline excludes 0; n.d.: not distinguishable.`,
    comparison.design === 'mc'
      ? ''
      : `Errors treat worlds as independent; the ${comparison.design} design spreads them evenly, so the true ones are rather smaller.`,
    shown.some(({ kind }) => kind === 'share') ? 'pp: percentage points.' : '',
    isPartial ? '*: over the runs in which it has a value.' : '',
    'All of it holds under the assumptions of the scenario; none of it is a forecast.',
  ];
  return wrap(sentences.filter((sentence) => sentence !== '').join(' '), width).map((line) => paint('faint', line));
}

/** Somewhere every run gave the same answer, so that there is no ± to show. */
function isUnanimous({ estimates }: Comparison, full: readonly OutcomeRow[]): boolean {
  const shares = full.filter(({ kind }) => kind === 'share').map(({ name }) => name);
  return estimates.some(({ outcome, mcse, n }) => shares.includes(outcome) && mcse === null && n > 0);
}

function failures({ comparison, width, paint }: Page): string[][] {
  const { failures, arms, worlds, replications } = comparison;
  if (failures.length === 0) return [];
  const kinds = Map.groupBy(failures, ({ reason, element }) => `${reason}: ${element}`);
  const total = counted(arms.length * worlds * replications, 'run');
  const title = `${grouped(failures.length)} of ${total} failed and are left out; the others stand`;
  const more = kinds.size > FAILURE_KINDS ? [`  ${counted(kinds.size - FAILURE_KINDS, 'more kind')} in --json`] : [];
  const lines = [...kinds].slice(0, FAILURE_KINDS).flatMap(([kind, rows]) => failureLines(kind, rows, width));
  const hit = arms.filter(({ failed }) => failed > 0);
  const byArm = hit.map(
    ({ policy, doctrine, variant, failed }) => `${policy}/${doctrine}/${variant} ${grouped(failed)}`,
  );
  const share = `by arm, of ${grouped(worlds * replications)} each: ${listNames(byArm, FAILED_ARMS)}`;
  return [[paint('worse', title), ...wrap(share, width, '  ', '    '), ...lines, ...more]];
}

function failureLines(kind: string, rows: readonly FailureRow[], width: number): string[] {
  const first = rows[0]!;
  const where = `turn ${first.turn}${first.phase === null ? '' : `, phase ${first.phase}`}`;
  return [
    ...wrap(`${kind} (${counted(rows.length, 'run')}; the first in ${where})`, width, '  ', '    '),
    ...wrapCommand(first.reproduce, width, '    ', '      '),
  ];
}

function footer({ comparison, width, paint }: Page): string[] {
  const { timing, digest, reproduce } = comparison;
  const rate = timing.seconds > 0 ? `, ${grouped(Math.round(timing.runs / timing.seconds))} runs/s` : '';
  return [
    `digest ${digest}`,
    `${counted(timing.runs, 'run')} in ${timing.seconds.toFixed(1)} s on ${counted(timing.workers, 'worker')}${rate}; again with:`,
    ...wrapCommand(reproduce, width, '  ', '    '),
  ].map((line) => paint('faint', line));
}
