// Rows measured in several ways -> a table of dots: in each column the best stands right, the worst left, and the number below.

import type { Picture } from './picture.ts';
import { circle, diamond, LETTER, LINE, line, linesOf, type Marks, plate, words } from './plate.ts';
import { COLOURS } from './theme.ts';

export interface StandingTable {
  readonly title: string;
  /** What a row is, as `Policy`. */
  readonly what: string;
  readonly measures: readonly { readonly label: string; readonly better: 'lower' | 'higher' }[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly StandingCell[] }[];
}

export interface StandingCell {
  readonly value: number | null;
  /** The number with the digits that its error supports. */
  readonly text: string;
}

const LABELS = 150;
const COLUMN = 92;
const ROW = 40;

export function standingTablePicture(table: StandingTable): Picture {
  const { title, what, measures, rows } = table;
  const width = LABELS + measures.length * COLUMN + 4;
  const titles = linesOf(title, width / LETTER, 3);
  const heads = measures.map(({ label, better }) => [...linesOf(label, COLUMN / LETTER - 1, 3), `${better} is better`]);
  const most = Math.max(1, ...heads.map(({ length }) => length));
  const top = 16 + titles.length * LINE + most * LINE + 8;
  const columns = measures.map(({ better }, column) => spanOf(rows, column, better));
  const marks: Marks[] = [
    words(0, 10, titles, { bold: true, size: 12 }),
    words(0, top - LINE - 3, linesOf(what, LABELS / LETTER - 1, 1), { bold: true }),
    ...heads.map((lines, i) => words(middleOf(i), top - 3 - lines.length * LINE, lines, { anchor: 'middle' })),
    line(0, top, width, top, { opacity: 0.7 }),
    ...rows.flatMap(({ label, cells }, row) => {
      const y = top + row * ROW;
      const lines = linesOf(label, LABELS / LETTER - 1, 2);
      return [
        words(0, y + ROW / 2 - ((lines.length - 1) * LINE) / 2, lines),
        ...cells.flatMap((cell, i) => cellMarks(cell, middleOf(i), y, columns[i]!)),
        line(0, y + ROW, width, y + ROW, { opacity: 0.2 }),
      ];
    }),
    words(
      0,
      top + rows.length * ROW + 14,
      linesOf('Right is better; a diamond marks the best of its column.', width / LETTER, 2),
      {
        size: 10,
      },
    ),
  ];
  return {
    svg: plate(width, top + rows.length * ROW + 34, marks),
    alt: altOf(table),
    table: {
      columns: [what, ...measures.map(({ label, better }) => `${label} (${better} is better)`)],
      rows: rows.map(({ label, cells }) => [label, ...cells.map(({ value }) => value)]),
    },
  };
}

function middleOf(column: number): number {
  return LABELS + (column + 0.5) * COLUMN;
}

interface Span {
  readonly worst: number;
  readonly best: number;
}

function spanOf(rows: StandingTable['rows'], column: number, better: 'lower' | 'higher'): Span {
  const values = rows.flatMap(({ cells }) => cells[column]?.value ?? []);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return better === 'lower' ? { worst: high, best: low } : { worst: low, best: high };
}

function cellMarks({ value, text }: StandingCell, middle: number, top: number, { worst, best }: Span): Marks[] {
  const half = COLUMN / 2 - 12;
  const y = top + 12;
  const isBest = value !== null && value === best;
  const number = words(middle, top + 28, [text], { anchor: 'middle', bold: isBest });
  if (value === null) return [number];
  const x = best === worst ? middle + half : middle - half + (2 * half * (value - worst)) / (best - worst);
  return [
    line(middle - half, y, middle + half, y, { opacity: 0.35 }),
    isBest ? diamond(x, y, 5.5, { fill: COLOURS.vermilion }) : circle(x, y, 4, { fill: COLOURS.blue }),
    number,
  ];
}

function altOf({ title, measures, rows }: StandingTable): string {
  const told = measures.map(({ label, better }, column) => {
    const { best } = spanOf(rows, column, better);
    const names = rows.filter(({ cells }) => cells[column]?.value === best).map(({ label }) => label);
    return names.length === 0 ? `${label}: not known` : `${label}: best is ${names.join(' and ')}`;
  });
  return `${title}. ${told.join('; ')}.`;
}
