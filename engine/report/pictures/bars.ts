// Sizes with intervals -> bars from 0, one row for each, its label above it; what may be nothing is drawn hollow.

import type { Pen } from './pen.ts';
import { extentOf, figure, type Picture } from './picture.ts';
import { COLOURS, INK, titleOf, WIDTH } from './theme.ts';

export interface Bars {
  readonly title: string;
  /** What the sizes are, with their unit. */
  readonly measure: string;
  readonly bars: readonly {
    readonly label: string;
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
    /** Is the value told apart from nothing? */
    readonly told: boolean;
  }[];
}

const ROW = 34;

export async function barsPicture(pen: Pen, { title, measure, bars }: Bars): Promise<Picture> {
  const [low, high] = extentOf([0, ...bars.flatMap(({ value, low, high }) => [value, low, high])]);
  const values = bars.map((bar, row) => ({
    ...bar,
    zero: 0,
    left: low,
    above: row + 0.25,
    top: row + 0.46,
    bottom: row + 0.86,
    middle: row + 0.66,
  }));
  const x = {
    type: 'quantitative',
    title: measure,
    scale: { domain: [low, high], zero: false, nice: false },
    axis: { tickCount: 5 },
  } as const;
  const y = {
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, Math.max(1, bars.length)], reverse: true, nice: false },
  } as const;
  const svg = await pen({
    title: titleOf(title),
    width: WIDTH,
    height: ROW * Math.max(1, bars.length),
    data: { values },
    layer: [
      ...[true, false].map((told) => ({
        data: { values: values.filter((bar) => bar.told === told) },
        mark: {
          type: 'rect',
          fill: COLOURS.blue,
          fillOpacity: told ? 0.6 : 0,
          stroke: COLOURS.blue,
          strokeWidth: 1.2,
          strokeDash: told ? [1, 0] : [3, 2],
        },
        encoding: {
          x: { ...x, field: 'zero' },
          x2: { field: 'value' },
          y: { ...y, field: 'top' },
          y2: { field: 'bottom' },
        },
      })),
      {
        mark: { type: 'rule', color: INK, strokeWidth: 1.6 },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y: { ...y, field: 'middle' } },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', limit: WIDTH },
        encoding: {
          x: { ...x, field: 'left' },
          y: { ...y, field: 'above' },
          text: { field: 'label', type: 'nominal' },
        },
      },
    ],
  });
  const known = bars.filter(({ value }) => value !== null);
  const told = known.filter((bar) => bar.told).map(({ label, value }) => `${label} ${figure(value!)}`);
  const rest = known.length - told.length;
  return {
    svg,
    alt:
      `${title}, ${measure}: ${told.length === 0 ? 'nothing is told apart from 0' : told.join('; ')}.` +
      (rest > 0 && told.length > 0 ? ` ${rest} more ${rest === 1 ? 'is' : 'are'} not told apart from 0.` : ''),
    table: {
      columns: ['What', measure, 'Low', 'High', 'Told from 0'],
      rows: bars.map(({ label, value, low, high, told }) => [label, value, low, high, told ? 'yes' : 'no']),
    },
  };
}
