// Several series over time -> lines, each with a colour and a dash; single points as marks.

import type { Pen } from './pen.ts';
import { extentOf, figure, type Picture } from './picture.ts';
import { DASHES, HEIGHT, INK, SERIES, titleOf, WIDTH } from './theme.ts';

export interface Lines {
  readonly title: string;
  readonly along: string;
  readonly measure: string;
  /** Ends of the axis; null for those of the data. */
  readonly range: readonly [low: number, high: number] | null;
  readonly series: readonly Series[];
  /** Marks by themselves, as an estimate that somebody gave. */
  readonly points: readonly { readonly label: string; readonly at: number; readonly value: number }[];
}

export interface Series {
  readonly label: string;
  /** The truth, or whatever the others are held against: thick and in the colour of the text. */
  readonly isReference?: boolean;
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
}

export async function linesPicture(pen: Pen, lines: Lines): Promise<Picture> {
  const { title, along, measure, range, series, points } = lines;
  const values = series.flatMap(({ label, points }) => points.map((point) => ({ ...point, label })));
  const domain = range ?? extentOf([...values, ...points].map(({ value }) => value));
  const x = {
    field: 'at',
    type: 'quantitative',
    title: along,
    axis: { tickMinStep: 1, grid: false, tickCount: 6 },
    scale: { nice: false },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    title: measure,
    scale: { domain: [...domain], nice: false, zero: false },
    axis: { tickCount: 5 },
  } as const;
  const names = series.map(({ label }) => label);
  const order = orderOf(series);
  const legend = {
    columns: 2,
    symbolType: 'stroke',
    symbolSize: 400,
    symbolStrokeWidth: 2.5,
    labelLimit: WIDTH / 2 - 30,
  };
  const colourOf = (label: string): string => {
    const place = order[names.indexOf(label)] ?? -1;
    return place < 0 ? INK : SERIES[place % SERIES.length]!;
  };
  const svg = await pen({
    title: titleOf(title),
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    layer: [
      {
        mark: { type: 'line', invalid: 'filter', point: false },
        encoding: {
          x,
          y,
          color: {
            field: 'label',
            type: 'nominal',
            scale: { domain: names, range: order.map((place) => (place < 0 ? INK : SERIES[place % SERIES.length]!)) },
            legend,
          },
          strokeDash: {
            field: 'label',
            type: 'nominal',
            scale: {
              domain: names,
              range: order.map((place) => [...(place < 0 ? [1, 0] : DASHES[place % DASHES.length]!)]),
            },
            legend,
          },
        },
      },
      // What the others are held against stands out.
      {
        data: { values: series.flatMap(({ isReference, points }) => (isReference ? points : [])) },
        mark: { type: 'line', color: INK, strokeWidth: 3, invalid: 'filter' },
        encoding: { x, y },
      },
      ...[...new Set(points.map(({ label }) => label))].map((label) => ({
        data: { values: points.filter((point) => point.label === label) },
        mark: { type: 'point', shape: 'diamond', filled: true, size: 70, opacity: 1, color: colourOf(label) },
        encoding: { x, y },
      })),
    ],
  });
  return { svg, alt: altOf(lines), table: tableOf(lines) };
}

/** Which colour each series takes; -1 for a reference. */
function orderOf(series: readonly Series[]): readonly number[] {
  let next = 0;
  return series.map(({ isReference }) => (isReference ? -1 : next++));
}

function tableOf({ along, series, points }: Lines): Picture['table'] {
  const given = [...new Set(points.map(({ label }) => label))];
  const ats = [...new Set([...series.flatMap(({ points }) => points), ...points].map(({ at }) => at))].sort(
    (a, b) => a - b,
  );
  return {
    columns: [along, ...series.map(({ label }) => label), ...given.map((label) => `${label} said`)],
    rows: ats.map((at) => [
      at,
      ...series.map(({ points }) => points.find((point) => point.at === at)?.value ?? null),
      ...given.map((label) => points.findLast((point) => point.label === label && point.at === at)?.value ?? null),
    ]),
  };
}

function altOf({ title, series }: Lines): string {
  const ends = series.flatMap(({ label, points }) => {
    const known = points.filter(({ value }) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [`${label} from ${figure(first.value!)} to ${figure(last.value!)}`];
  });
  return `${title}: ${ends.length === 0 ? 'no values' : ends.join('; ')}.`;
}
