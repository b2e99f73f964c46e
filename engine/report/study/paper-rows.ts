// Rows of a long table of policies -> those that stand on paper: the best few, the baseline and the worst few; and a line on the others.

import type { Better } from '../../vocabulary.ts';
import { counted } from '../text-layout.ts';
import type { StudyTable } from './study.ts';

/** Of policies; shorter tables are printed whole. */
export const ROWS_ON_PAPER = 12;
const BEST = 5;
const WORST = 3;

/** Where the rows that paper leaves out can be found. */
export const ELSEWHERE =
  'the page on a screen, the Markdown and the JSON have them, and "greyzone query" asks the runs themselves';

export interface PaperRow {
  readonly policy: string;
  /** Unknown values come last. */
  readonly value: number | null;
  /** Rows are chosen within it: one structure and doctrine. */
  readonly group?: string;
}

/** `better`: of the values; where neither is, the ends are the lowest and the highest. Undefined for a table that paper can hold. */
export function paperRows(
  rows: readonly PaperRow[],
  baseline: string,
  better: Better,
): StudyTable['onPaper'] | undefined {
  if (new Set(rows.map(({ policy }) => policy)).size <= ROWS_ON_PAPER) return undefined;
  const sign = better === 'higher' ? -1 : 1;
  const groups = [...new Set(rows.map(({ group }) => group))];
  const kept = groups.flatMap((group) => {
    const own = [...rows.entries()].filter(([, row]) => row.group === group);
    const loss = ({ value }: PaperRow): number => (value === null ? Number.POSITIVE_INFINITY : sign * value);
    const sorted = own.toSorted(([i, a], [k, b]) => (loss(a) === loss(b) ? i - k : loss(a) - loss(b)));
    const chosen = new Set([...sorted.slice(0, BEST), ...sorted.slice(-WORST)].map(([place]) => place));
    return own.filter(([place, { policy }]) => chosen.has(place) || policy === baseline).map(([place]) => place);
  });
  const left = rows.length - kept.length;
  if (left <= 0) return undefined;
  const ends = better === 'neither' ? 'the lowest, the highest' : 'the best, the worst';
  return {
    rows: kept,
    note: `On paper: ${ends} and the baseline. ${counted(left, 'row is', 'rows are')} left out; ${ELSEWHERE}.`,
  };
}
