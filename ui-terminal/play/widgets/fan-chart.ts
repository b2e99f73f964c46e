// Futures of a number -> a fan: the middle future as a line, half of them and nine in ten of them as bands, with axes.
//
//   fanChart(rows, { width, height, glyphs, labels, past, others, range }) -> exactly `height` lines of exactly `width` columns
//
// `rows[i]` holds 5, 25, 50, 75 and 95 % of the futures i + 1 turns from now, as a forecast gives them. `past` are the values so far, the
// last one the present, where the fan begins. `others` are further medians to compare with (no bands), each with a mark of one column at
// its right end, so that colour is never alone. Bands: dense dots hold half of the futures, sparse dots nine in ten (ASCII `:` and `.`,
// the median `*`). Least useful size 20 x 5; what does not fit is left out, and a chart without a number says so in one line.

import { clipText, type Frame, fitFrame, type Glyphs, type Line, line, span, type Tone } from '../frame.ts';
import { say } from '../strings.ts';
import { type Canvas, createCanvas, type Ink } from './canvas.ts';
import { numberText } from './number-text.ts';

export type FanQuantiles = readonly [p05: number, p25: number, p50: number, p75: number, p95: number];

export interface FanOptions {
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
  readonly labels?: {
    /** Over the chart; left out, the row is given to the chart. */
    readonly title?: string;
    /** Under the left and the right end, as `September 2014`. */
    readonly from?: string;
    readonly to?: string;
    /** Under the border of past and future. */
    readonly now?: string;
  };
  readonly past?: readonly number[];
  readonly tone?: Tone;
  /** One column, drawn at the right end of the median; wanted as soon as there are others. */
  readonly mark?: string;
  readonly others?: readonly { readonly rows: readonly FanQuantiles[]; readonly tone: Tone; readonly mark: string }[];
  /** Of the axis; left out, what is shown fits it. */
  readonly range?: { readonly low: number; readonly high: number };
}

export function fanChart(rows: readonly FanQuantiles[], options: FanOptions): Frame {
  const { width, height, glyphs, labels = {}, past = [], others = [] } = options;
  const title: Frame = labels.title === undefined ? [] : [line(span('strong', clipText(labels.title, width)))];
  const low = options.range?.low ?? lowest(rows, past, others);
  const high = options.range?.high ?? highest(rows, past, others);
  const plotRows = height - title.length - 2;
  const scale = scaleOf(low, high, plotRows);
  const axisWidth = scale.texts.reduce((most, text) => Math.max(most, text.length), 1);
  const marks = others.length > 0 || options.mark !== undefined ? 1 : 0;
  const plotColumns = width - axisWidth - 1 - marks;
  if (!Number.isFinite(low) || plotRows < 1 || plotColumns < 4)
    return fitFrame([...title, line(say('chart.nothing'))], width, height);
  const place = placing(plotColumns, plotRows, scale, past.length, longest(rows, others));
  const canvas = createCanvas(plotColumns, plotRows);
  draw(canvas, rows, options, place);
  const ends = endMarks(rows, options, place, plotRows);
  const plot = canvas.frame(glyphs).map((cells, row): Line => {
    const text = scale.rows.get(row) ?? '';
    return [span('faint', text.padStart(axisWidth) + glyphs.vertical), ...cells, ...(marks > 0 ? [ends[row]!] : [])];
  });
  const foot: Frame = [
    line(span('faint', ' '.repeat(axisWidth) + glyphs.corners[2] + glyphs.horizontal.repeat(plotColumns))),
    line(span('faint', ' '.repeat(axisWidth + 1) + underText(labels, plotColumns, place.now))),
  ];
  return fitFrame([...title, ...plot, ...foot], width, height);
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly texts: readonly string[];
  /** Text of the axis by row of the plot. */
  readonly rows: ReadonlyMap<number, string>;
}

function scaleOf(low: number, high: number, plotRows: number): Scale {
  const same = !(high - low > 1e-9);
  const [from, to] = same ? [low - 0.5, high + 0.5] : [low, high];
  const marks: [number, number][] = [
    [0, to],
    ...(plotRows >= 7
      ? [
          [
            Math.floor((plotRows - 1) / 2),
            from + ((to - from) * (plotRows - 1 - Math.floor((plotRows - 1) / 2))) / (plotRows - 1),
          ] as [number, number],
        ]
      : []),
    ...(plotRows >= 2 ? [[plotRows - 1, from] as [number, number]] : []),
  ];
  const rows = new Map(marks.map(([row, value]) => [row, numberText(value)]));
  return { low: from, high: to, texts: [...rows.values()], rows };
}

/** Where a turn and a value lie on the canvas, in dots. Turn 0 is the present. */
interface Place {
  readonly x: (turn: number) => number;
  readonly y: (value: number) => number;
  readonly last: number;
  /** Column of the present, -1 when the chart begins there. */
  readonly now: number;
}

function placing(columns: number, rows: number, { low, high }: Scale, pastCount: number, futureCount: number): Place {
  const first = pastCount > 0 ? 1 - pastCount : 1;
  const span = Math.max(1, futureCount - first);
  const x = (turn: number): number => ((turn - first) / span) * (columns * 2 - 1);
  const y = (value: number): number => (1 - (value - low) / (high - low)) * (rows * 4 - 1);
  return { x, y, last: futureCount, now: pastCount > 1 ? Math.floor(x(0) / 2) : -1 };
}

function draw(canvas: Canvas, rows: readonly FanQuantiles[], options: FanOptions, place: Place): void {
  const { past = [], others = [], tone = 'series1' } = options;
  const present = past.at(-1);
  const from = (fan: readonly FanQuantiles[]): readonly FanQuantiles[] =>
    present === undefined ? fan : [[present, present, present, present, present], ...fan];
  const start = present === undefined ? 1 : 0;
  if (place.now >= 0)
    for (let y = 0; y < canvas.height; y += 4) canvas.dot(place.now * 2 + 1, y, { tone: 'faint', letter: '|' });
  const outer: Ink = { tone: 'faint', letter: '.' };
  const inner: Ink = { tone, letter: ':' };
  const fan = from(rows);
  band(canvas, fan, start, place, [0, 4], (x, y) => (x + 2 * y) % 4 === 0, outer);
  band(canvas, fan, start, place, [1, 3], (x, y) => (x + y) % 2 === 0, inner);
  for (const other of others)
    path(
      canvas,
      from(other.rows).map((row) => row[2]),
      start,
      place,
      { tone: other.tone, letter: other.mark },
    );
  path(
    canvas,
    fan.map((row) => row[2]),
    start,
    place,
    { tone, letter: '*' },
  );
  path(canvas, past, 1 - past.length, place, { tone: 'plain', letter: '*' });
}

/** Shades the dots between two quantiles; between turns they run straight. */
function band(
  canvas: Canvas,
  fan: readonly FanQuantiles[],
  start: number,
  { x, y }: Place,
  [low, high]: readonly [number, number],
  isShaded: (x: number, y: number) => boolean,
  ink: Ink,
): void {
  for (let dotX = Math.ceil(x(start)); dotX < canvas.width; dotX++) {
    const turn = (dotX - x(start)) / (x(start + 1) - x(start));
    const [before, after] = [fan[Math.floor(turn)], fan[Math.min(Math.ceil(turn), fan.length - 1)]];
    if (before === undefined || after === undefined || turn > fan.length - 1 + 1e-9) continue;
    const part = turn - Math.floor(turn);
    const top = Math.round(y(before[high]! + (after[high]! - before[high]!) * part));
    const bottom = Math.round(y(before[low]! + (after[low]! - before[low]!) * part));
    for (let dotY = Math.max(0, top); dotY <= Math.min(bottom, canvas.height - 1); dotY++)
      if (isShaded(dotX, dotY)) canvas.dot(dotX, dotY, ink);
  }
}

function path(canvas: Canvas, values: readonly number[], start: number, { x, y }: Place, ink: Ink): void {
  for (const [index, value] of values.entries()) {
    const next = values[index + 1] ?? value;
    canvas.line(
      x(start + index),
      y(value),
      x(index + 1 < values.length ? start + index + 1 : start + index),
      y(next),
      ink,
    );
  }
}

/** One span a row; where two medians end in one row, the first keeps it. */
function endMarks(
  rows: readonly FanQuantiles[],
  { tone = 'series1', mark = ' ', others = [] }: FanOptions,
  { y }: Place,
  plotRows: number,
): readonly { readonly text: string; readonly tone?: Tone }[] {
  const ends: { text: string; tone?: Tone }[] = Array.from({ length: plotRows }, () => ({ text: ' ' }));
  for (const series of [{ rows, tone, mark }, ...others]) {
    const value = series.rows.at(-1)?.[2];
    if (value === undefined || !Number.isFinite(value)) continue;
    const row = Math.min(Math.max(0, Math.floor(y(value) / 4)), plotRows - 1);
    const free = [row, row + 1, row - 1, row + 2, row - 2].find((candidate) => ends[candidate]?.text === ' ');
    if (free !== undefined) ends[free] = { text: series.mark, tone: series.tone };
  }
  return ends;
}

function underText(
  { from = '', to = '', now = '' }: NonNullable<FanOptions['labels']>,
  columns: number,
  at: number,
): string {
  const cells = [...' '.repeat(columns)];
  const write = (text: string, column: number): void => {
    const shown = [...clipText(text, columns)];
    const start = Math.min(Math.max(0, column), columns - shown.length);
    const around = cells.slice(Math.max(0, start - 1), start + shown.length + 1);
    if (around.every((cell) => cell === ' ')) for (const [i, letter] of shown.entries()) cells[start + i] = letter;
  };
  write(from, 0);
  write(to, columns);
  if (at >= 0 && now !== '') write(now, at - Math.floor(now.length / 2));
  return cells.join('');
}

type Others = NonNullable<FanOptions['others']>;

function lowest(rows: readonly FanQuantiles[], past: readonly number[], others: Others): number {
  return Math.min(
    ...finite([...rows.map((row) => row[0]), ...past, ...others.flatMap((one) => one.rows.map((row) => row[2]))]),
  );
}

function highest(rows: readonly FanQuantiles[], past: readonly number[], others: Others): number {
  return Math.max(
    ...finite([...rows.map((row) => row[4]), ...past, ...others.flatMap((one) => one.rows.map((row) => row[2]))]),
  );
}

function finite(values: readonly number[]): readonly number[] {
  return values.filter((value) => Number.isFinite(value));
}

function longest(rows: readonly FanQuantiles[], others: Others): number {
  return Math.max(rows.length, ...others.map((one) => one.rows.length), 0);
}
