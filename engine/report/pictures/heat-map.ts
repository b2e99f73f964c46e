// A table of numbers -> coloured cells with the numbers in them. For differences a scale with its middle at 0, for levels one without.

import { figure, type Picture } from './picture.ts';
import { hatch, LETTER, LINE, linesOf, type Marks, plate, rectangle, words } from './plate.ts';
import { DIVERGING, inkOn, SEQUENTIAL } from './shades.ts';
import { INK } from './theme.ts';

export interface HeatMap {
  readonly title: string;
  /** What the numbers are, with their unit. */
  readonly measure: string;
  readonly down: Side;
  readonly across: Side;
  readonly scale: 'difference' | 'level';
  /** `cells[down][across]`. */
  readonly cells: readonly (readonly HeatCell[])[];
  /** What a frame around a cell says; null where no cell has one. */
  readonly framed: string | null;
}

/** What the rows, or the columns, are, and each of them. */
export interface Side {
  readonly title: string;
  readonly labels: readonly string[];
}

export interface HeatCell {
  readonly value: number | null;
  /** The number with the digits that its error supports. */
  readonly text: string;
  /** Null where the error is unknown. */
  readonly low: number | null;
  readonly high: number | null;
  readonly framed?: boolean;
}

const LABELS = 124;
const CELL_HEIGHT = 42;
const CELL_WIDTHS = [58, 92] as const;
/** Cells share this where they can. */
const FULL = 620;
const TITLE_LETTERS = 76;

export function heatMapPicture(map: HeatMap): Picture {
  const { title, measure, down, across, scale, cells, framed } = map;
  const cell = Math.max(CELL_WIDTHS[0], Math.min(CELL_WIDTHS[1], (FULL - LABELS) / Math.max(1, across.labels.length)));
  const width = LABELS + cell * across.labels.length + 8;
  const titles = linesOf(title, Math.min(TITLE_LETTERS, width / LETTER), 3);
  const heads = across.labels.map((label) => linesOf(label, cell / LETTER, 4));
  const most = Math.max(1, ...heads.map(({ length }) => length));
  const top = 14 + titles.length * LINE + 10 + LINE + most * LINE;
  const bottom = top + down.labels.length * CELL_HEIGHT;
  const shadeOf = shades(map);
  const marks: Marks[] = [
    words(0, 10, titles, { bold: true, size: 12 }),
    words(LABELS, 14 + titles.length * LINE + 4, linesOf(across.title, (width - LABELS) / LETTER, 1), { bold: true }),
    words(0, top - LINE, linesOf(down.title, LABELS / LETTER - 1, 1), { bold: true }),
    ...heads.map((lines, i) =>
      words(LABELS + (i + 0.5) * cell, top - 8 - (lines.length - 1) * LINE, lines, { anchor: 'middle' }),
    ),
    ...down.labels.map((label, row) => {
      const lines = linesOf(label, LABELS / LETTER - 1, 3);
      return words(0, top + (row + 0.5) * CELL_HEIGHT - ((lines.length - 1) * LINE) / 2, lines);
    }),
    ...cells.flatMap((row, i) =>
      row.map((one, k) => cellMarks(one, LABELS + k * cell, top + i * CELL_HEIGHT, cell, shadeOf(one.value), scale)),
    ),
    // Frames lie above their neighbours.
    ...cells.flatMap((row, i) =>
      row.flatMap((one, k) => (one.framed ? [frame(LABELS + k * cell, top + i * CELL_HEIGHT, cell)] : [])),
    ),
  ];
  const legend = legendMarks(map, bottom + 16, width);
  return {
    svg: plate(width, bottom + 16 + legend.height, [...marks, ...legend.marks]),
    alt: altOf(map),
    table: {
      columns: [
        down.title,
        across.title,
        measure,
        'Low',
        'High',
        ...(scale === 'difference' ? ['Told from 0'] : []),
        ...(framed === null ? [] : [framed]),
      ],
      rows: cells.flatMap((row, i) =>
        row.map((one, k) => [
          ...[down.labels[i] ?? '', across.labels[k] ?? '', one.value, one.low, one.high],
          ...(scale === 'difference' ? [one.value === null ? null : isOpen(one) ? 'no' : 'yes'] : []),
          ...(framed === null ? [] : [one.framed ? 'yes' : '']),
        ]),
      ),
    },
  };
}

function cellMarks(
  one: HeatCell,
  x: number,
  y: number,
  width: number,
  shade: string,
  scale: HeatMap['scale'],
): Marks[] {
  const ink = shade === UNKNOWN ? INK : inkOn(shade);
  const open = scale === 'difference' && isOpen(one);
  return [
    rectangle(x, y, width, CELL_HEIGHT, { fill: shade, stroke: INK, strokeWidth: 0.5 }),
    ...(open && one.value !== null ? [hatch(x, y, width, CELL_HEIGHT, ink)] : []),
    words(x + width / 2, y + CELL_HEIGHT / 2, linesOf(one.text, width / LETTER, 2), {
      anchor: 'middle',
      bold: !open && scale === 'difference' && one.value !== null,
      size: one.text.length * 7 > width - 8 ? 10 : 12,
      fill: ink,
      ...(open && one.value !== null ? { halo: shade } : {}),
    }),
  ];
}

/** Black within white: reads on every shade. */
function frame(x: number, y: number, width: number): Marks[] {
  return [
    rectangle(x + 2, y + 2, width - 4, CELL_HEIGHT - 4, { stroke: '#ffffff', strokeWidth: 4 }),
    rectangle(x + 2, y + 2, width - 4, CELL_HEIGHT - 4, { stroke: '#111111', strokeWidth: 2 }),
  ];
}

/** Does the interval hold 0? Without an interval nobody knows, which is no better. */
function isOpen({ low, high }: HeatCell): boolean {
  return low === null || high === null || (low <= 0 && high >= 0);
}

function known({ cells }: HeatMap): readonly number[] {
  return cells.flat().flatMap(({ value }) => (value === null ? [] : [value]));
}

/** The paper shows through. */
const UNKNOWN = 'none';

function shades(map: HeatMap): (value: number | null) => string {
  const values = known(map);
  if (map.scale === 'difference') {
    const most = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
    const middle = (DIVERGING.length - 1) / 2;
    return (value) => (value === null ? UNKNOWN : DIVERGING[Math.round(middle + (middle * value) / most)]!);
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const last = SEQUENTIAL.length - 1;
  return (value) =>
    value === null ? UNKNOWN : SEQUENTIAL[high > low ? Math.round((last * (value - low)) / (high - low)) : 0]!;
}

function legendMarks(
  map: HeatMap,
  y: number,
  width: number,
): { readonly marks: readonly Marks[]; readonly height: number } {
  const values = known(map);
  const isDifference = map.scale === 'difference';
  const palette = isDifference ? DIVERGING : SEQUENTIAL;
  const most = Math.max(0, ...values.map(Math.abs));
  const [low, high] = isDifference ? [-most, most] : [Math.min(...values), Math.max(...values)];
  const step = 15;
  const strip =
    values.length === 0
      ? []
      : [
          words(0, y + 6, [figure(low)]),
          ...palette.map((shade, i) =>
            rectangle(52 + i * step, y, step, 12, { fill: shade, stroke: INK, strokeWidth: 0.3 }),
          ),
          words(58 + palette.length * step, y + 6, [figure(high)]),
        ];
  const told = linesOf(map.measure, width / LETTER, 2);
  const marks: Marks[] = [...strip, words(0, y + 24, told)];
  let at = y + 24 + told.length * LINE + 3;
  const sample = (draw: readonly Marks[], text: string): void => {
    marks.push(...draw, words(36, at, linesOf(text, (width - 36) / LETTER, 1)));
    at += 19;
  };
  if (isDifference && map.cells.flat().some((one) => one.value !== null && isOpen(one)))
    sample(
      [
        rectangle(0, at - 7, 28, 14, { fill: DIVERGING[4]!, stroke: INK, strokeWidth: 0.5 }),
        hatch(0, at - 7, 28, 14, '#111111'),
      ],
      'hatched: the interval holds 0',
    );
  if (map.framed !== null)
    sample([rectangle(1, at - 6, 26, 12, { fill: '#ffffff', stroke: '#111111', strokeWidth: 2 })], map.framed);
  return { marks, height: at - y + 2 };
}

function altOf(map: HeatMap): string {
  const { title, measure, down, across, scale, cells, framed } = map;
  const all = cells.flatMap((row, i) =>
    row.map((one, k) => ({ ...one, where: `${down.labels[i]}, ${across.labels[k]}` })),
  );
  const sorted = all.filter(({ value }) => value !== null).toSorted((a, b) => a.value! - b.value!);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return `${title}: nothing could be estimated.`;
  const open = scale === 'difference' ? ` ${sorted.filter(isOpen).length} of ${sorted.length} intervals hold 0.` : '';
  const frames = all.filter(({ framed }) => framed).map(({ where }) => where);
  const told = framed === null || frames.length === 0 ? '' : ` ${framed}: ${frames.join('; ')}.`;
  return `${title}, ${measure}: from ${least.text} (${least.where}) to ${most.text} (${most.where}).${open}${told}`;
}
