// A box over uncertainties -> one row for each that it restricts: the range of the uncertainty as a line, the box on it.

import { figure, type Picture } from './picture.ts';
import { LETTER, LINE, line, linesOf, type Marks, plate, rectangle, words } from './plate.ts';
import { COLOURS, INK } from './theme.ts';

export interface BoxRows {
  readonly title: string;
  readonly rows: readonly BoxRow[];
}

export type BoxRow =
  | {
      readonly kind: 'number';
      readonly label: string;
      readonly unit: string;
      /** The whole range. */
      readonly from: number;
      readonly until: number;
      /** The box; null is no limit on that side. */
      readonly low: number | null;
      readonly high: number | null;
    }
  | {
      readonly kind: 'category';
      readonly label: string;
      readonly inside: readonly string[];
      readonly outside: readonly string[];
    };

const WIDTH = 330;
const ROW = 56;

export function boxRowsPicture(box: BoxRows): Picture {
  const { title, rows } = box;
  const titles = linesOf(title, WIDTH / LETTER, 3);
  const top = 16 + titles.length * LINE;
  const marks = rows.flatMap((row, i) => [
    words(0, top + i * ROW + 8, linesOf(labelOf(row), WIDTH / LETTER, 1)),
    ...(row.kind === 'number' ? numberMarks(row, top + i * ROW) : categoryMarks(row, top + i * ROW)),
  ]);
  return {
    svg: plate(WIDTH, top + Math.max(1, rows.length) * ROW, [words(0, 10, titles, { bold: true, size: 12 }), ...marks]),
    alt: `${title}. ${rows.length === 0 ? 'Nothing is restricted.' : `Inside the box: ${rows.map(told).join('; ')}.`}`,
    table: {
      columns: ['What', 'Unit', 'From', 'Until', 'Box from', 'Box until', 'In the box', 'Not in it'],
      rows: rows.map((row) =>
        row.kind === 'number'
          ? [row.label, row.unit, row.from, row.until, row.low, row.high, null, null]
          : [row.label, '', null, null, null, null, row.inside.join(', '), row.outside.join(', ')],
      ),
    },
  };
}

function labelOf(row: BoxRow): string {
  return row.kind === 'number' && row.unit !== '' ? `${row.label} (${row.unit})` : row.label;
}

const EDGE = 14;

function numberMarks({ from, until, low, high }: Extract<BoxRow, { kind: 'number' }>, top: number): readonly Marks[] {
  const span = until > from ? until - from : 1;
  const place = (value: number): number =>
    EDGE + ((WIDTH - 2 * EDGE) * (Math.min(until, Math.max(from, value)) - from)) / span;
  const [left, right] = [place(low ?? from), place(high ?? until)];
  const y = top + 25;
  const ends = [
    ...(low === null || right - left < 60
      ? []
      : [words(left, y + 17, [figure(low)], { anchor: 'middle', bold: true })]),
    ...(high === null || right - left < 60
      ? []
      : [words(right, y + 17, [figure(high)], { anchor: 'middle', bold: true })]),
    ...(right - left < 60 && (low !== null || high !== null)
      ? [
          words(Math.min(Math.max((left + right) / 2, 60), WIDTH - 60), y + 17, [boxWords(low, high)], {
            anchor: 'middle',
            bold: true,
          }),
        ]
      : []),
  ];
  const isFree = (x: number): boolean => Math.min(Math.abs(left - x), Math.abs(right - x)) > 60;
  return [
    line(EDGE, y, WIDTH - EDGE, y, { opacity: 0.6 }),
    ...[EDGE, WIDTH - EDGE].map((x) => line(x, y - 5, x, y + 5, { opacity: 0.6 })),
    rectangle(left, y - 7, Math.max(2, right - left), 14, { fill: COLOURS.blue, opacity: 0.55 }),
    rectangle(left, y - 7, Math.max(2, right - left), 14, { stroke: INK, strokeWidth: 1.2 }),
    ...ends,
    ...(isFree(EDGE) || (low === null && right - left >= 60) ? [words(0, y + 17, [figure(from)], { size: 10 })] : []),
    ...(isFree(WIDTH - EDGE) || (high === null && right - left >= 60)
      ? [words(WIDTH, y + 17, [figure(until)], { anchor: 'end', size: 10 })]
      : []),
  ];
}

function categoryMarks({ inside, outside }: Extract<BoxRow, { kind: 'category' }>, top: number): readonly Marks[] {
  const all = [...inside.map((word) => [word, true] as const), ...outside.map((word) => [word, false] as const)];
  const each = (WIDTH - 2 * EDGE) / Math.max(1, all.length);
  return all.flatMap(([word, isIn], i) => {
    const x = EDGE + i * each;
    return [
      ...(isIn ? [rectangle(x, top + 18, each, 20, { fill: COLOURS.blue, opacity: 0.3 })] : []),
      rectangle(x, top + 18, each, 20, {
        stroke: INK,
        strokeWidth: isIn ? 1.2 : 0.5,
        ...(isIn ? {} : { dash: '3 3' }),
      }),
      words(x + each / 2, top + 28, linesOf(isIn ? `in: ${word}` : word, each / LETTER, 1), {
        anchor: 'middle',
        bold: isIn,
        size: 10,
      }),
    ];
  });
}

function boxWords(low: number | null, high: number | null): string {
  if (low === null) return high === null ? 'any' : `up to ${figure(high)}`;
  return high === null ? `from ${figure(low)}` : `${figure(low)} to ${figure(high)}`;
}

function told(row: BoxRow): string {
  if (row.kind === 'category') return `${row.label} is ${row.inside.join(' or ')}`;
  return `${row.label} ${boxWords(row.low, row.high)} (of ${figure(row.from)} to ${figure(row.until)})`;
}
