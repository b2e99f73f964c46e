// One group of arms -> a table of one outcome in full, and a table of many outcomes at a glance.

import type { Comparison, DifferenceRow, OutcomeRow } from './comparison.ts';
import { differenceOf, estimateOf, type Group, missingShares, policyOrder } from './comparison-rows.ts';
import { differenceText, estimateText, plainText, verdictSign, verdictText } from './outcome-figures.ts';
import {
  alignColumns,
  alignPoints,
  breakName,
  type Cell,
  faintCells,
  fitColumn,
  listNames,
  type Paper,
  printable,
  type Tone,
  tableWidth,
  wrap,
} from './text-layout.ts';

/** What is drawn, and on which paper. */
export interface Page extends Paper {
  readonly comparison: Comparison;
}

const NAME_LEAST = 14;
const HEAD_WIDTH = 9;
/** Outcomes named below the glance; a scenario may have a hundred. */
const MOST_NAMES = 12;

/** Policies as rows, best first: estimate, difference to the baseline, verdict. */
export function outcomeTable(page: Page, group: Group, outcome: OutcomeRow): string[] {
  const { comparison, paint, width } = page;
  const head = faintCells(['policy', 'estimate', 'minus baseline, 95 %', '']);
  const rows = alignFigures(
    policyOrder(comparison, group, outcome).map((policy) => outcomeRow(comparison, group, outcome, policy)),
  );
  return [
    ...wrap(outcomeTitle(outcome), width, '', '  ').map((line) => paint('strong', line)),
    ...alignColumns(fitColumn([head, ...rows], 0, NAME_LEAST, width), [false, true, true, false], paint),
    ...missingNote(page, group, outcome),
  ];
}

function outcomeTitle({ name, label, unit, better, kind }: OutcomeRow): string {
  const direction = better === 'neither' ? '' : `, ${better} is better`;
  const measure = kind === 'share' ? 'share of runs' : `mean over runs${unit === null ? '' : `, ${unit}`}`;
  const title = label === name ? name : `${label} (${name})`;
  return printable(`${title}: ${measure}${direction}`);
}

function outcomeRow(comparison: Comparison, group: Group, outcome: OutcomeRow, policy: string): Cell[] {
  const estimate = estimateOf(comparison, group, outcome, policy);
  const name: Cell = policy === comparison.baseline ? { text: policy, tone: 'strong' } : { text: policy };
  const figure: Cell = { text: estimate === undefined ? '' : estimateText(outcome, estimate) };
  const change = differenceOf(comparison, group, outcome, policy);
  if (change === undefined) return [name, figure, { text: policy === comparison.baseline ? 'baseline' : '' }];
  return [name, figure, { text: differenceText(outcome, change) }, toned(verdictText(change), toneOf(outcome, change))];
}

/** The points of the estimates, and of the differences, below one another. */
function alignFigures(rows: readonly (readonly Cell[])[]): Cell[][] {
  const columns = [1, 2].map((column) => alignPoints(rows.map((row) => row[column]?.text ?? '')));
  return rows.map((row, index) =>
    row.map((cell, column) => ({ ...cell, text: columns[column - 1]?.[index] ?? cell.text })),
  );
}

/** A mean over the runs in which something occurred is not a mean over all runs. */
function missingNote({ comparison, width, paint }: Page, group: Group, outcome: OutcomeRow): string[] {
  const [least, most] = missingShares(comparison, group, outcome).map((share) => Math.round(100 * share));
  if (least === undefined || most === undefined || most === 0) return [];
  const share = least === most ? `${most} %` : `${least} to ${most} %`;
  const text = `Without a value in ${share} of the runs; the figures are for the others, the differences for the pairs in which both have one.`;
  return wrap(text, width, '  ').map((line) => paint('faint', line));
}

/** As many outcomes as fit, with a sign where a policy differs from the baseline; the others by name. */
export function glanceTable(
  page: Page,
  group: Group,
  { outcomes, unshown }: { readonly outcomes: readonly OutcomeRow[]; readonly unshown: readonly string[] },
  order: OutcomeRow,
): string[] {
  const { comparison, width, paint } = page;
  const policies = policyOrder(comparison, group, order);
  const heads = outcomes.map((outcome) => glanceHead(comparison, group, outcome));
  const height = Math.max(...heads.map((head) => head.length));
  const columns = outcomes.map((outcome, index) => [
    ...headCells(heads[index]!, height),
    ...glanceColumn(comparison, group, outcome, policies),
  ]);
  const names = nameColumn(policies, height, Math.floor(0.45 * width));
  const fitting = columns.findLastIndex(
    (_, last) => tableWidth(transpose([names, ...columns.slice(0, last + 1)])) <= width,
  );
  const fits = transpose([names, ...columns.slice(0, fitting + 1)]);
  // A name that did not fit may have been the only one that needed the top line of the head.
  const shown = fits.filter((row) => row.some((cell) => cell.text.trim() !== ''));
  const left = [...outcomes.slice(fitting + 1).map(({ name }) => name), ...unshown];
  const note = `${left.length} more with --outcomes NAME,... or --json: ${listNames(left, MOST_NAMES)}`;
  return [
    paint('strong', 'Other outcomes at a glance'),
    ...alignColumns(shown, [false, ...outcomes.map(() => true)], paint),
    ...(left.length === 0 ? [] : wrap(note, width, '  ').map((line) => paint('faint', line))),
  ];
}

function nameColumn(policies: readonly string[], height: number, width: number): Cell[] {
  const cells: Cell[] = [...headCells(['policy'], height), ...policies.map((text): Cell => ({ text }))];
  const rows = fitColumn(
    cells.map((cell) => [cell]),
    0,
    NAME_LEAST,
    width,
  );
  return rows.map((row) => row[0]!);
}

/** A star: not every run has a value. */
function glanceHead(comparison: Comparison, group: Group, outcome: OutcomeRow): string[] {
  const star = missingShares(comparison, group, outcome)[1] > 0 ? '* ' : '  ';
  const lines = breakName(outcome.name, HEAD_WIDTH);
  return lines.map((line, index) => line + (index === lines.length - 1 ? star : '  '));
}

/** The last lines of a head of `height` lines. */
function headCells(lines: readonly string[], height: number): Cell[] {
  const empty = Array.from({ length: height - lines.length }, () => '');
  return faintCells([...empty, ...lines]);
}

function glanceColumn(comparison: Comparison, group: Group, outcome: OutcomeRow, policies: readonly string[]): Cell[] {
  return policies.map((policy) => {
    const estimate = estimateOf(comparison, group, outcome, policy);
    const change = differenceOf(comparison, group, outcome, policy);
    const figure = estimate === undefined ? '' : plainText(outcome, estimate);
    return toned(`${figure} ${verdictSign(change)}`, change === undefined ? null : toneOf(outcome, change));
  });
}

function toned(text: string, tone: Tone | null): Cell {
  return tone === null ? { text } : { text, tone };
}

function toneOf({ better }: OutcomeRow, { verdict }: DifferenceRow): Tone | null {
  if (better === 'neither' || verdict === 'not distinguishable') return null;
  return verdict === better ? 'better' : 'worse';
}

function transpose(columns: readonly (readonly Cell[])[]): Cell[][] {
  return columns[0]!.map((_, row) => columns.map((column) => column[row]!));
}
