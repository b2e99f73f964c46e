// Estimates with intervals -> a dot plot: one row for each, its label above it, so that it also fits a narrow page.

import type { Pen } from './pen.ts';
import { extentOf, figure, type Picture } from './picture.ts';
import { COLOURS, INK, titleOf, WIDTH } from './theme.ts';

export interface DotPlot {
  readonly title: string;
  /** What the numbers are, with their unit. */
  readonly measure: string;
  /** A value to hold them against, as 0 for differences; null for none. */
  readonly mark: number | null;
  readonly dots: readonly Dot[];
}

export interface Dot {
  readonly label: string;
  readonly estimate: number | null;
  /** Null where the error is unknown. */
  readonly low: number | null;
  readonly high: number | null;
}

const ROW = 34;

export async function dotPlotPicture(pen: Pen, plot: DotPlot): Promise<Picture> {
  const { title, measure, mark, dots } = plot;
  const [low, high] = extentOf([mark, ...dots.flatMap(({ estimate, low, high }) => [estimate, low, high])]);
  const values = dots.map((dot, row) => ({
    ...dot,
    row: row + 0.66,
    above: row + 0.3,
    left: low,
    clear: isClear(dot, mark) ? 'clear' : 'open',
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
    scale: { domain: [0, dots.length], reverse: true, nice: false },
  } as const;
  const colour = { condition: { test: "datum.clear === 'clear'", value: COLOURS.vermilion }, value: COLOURS.blue };
  const svg = await pen({
    title: titleOf(title),
    width: WIDTH,
    height: ROW * dots.length,
    data: { values },
    layer: [
      ...(mark === null
        ? []
        : [
            {
              mark: { type: 'rule', color: INK, strokeDash: [3, 3] } as const,
              data: { values: [{ mark }] },
              encoding: { x: { ...x, field: 'mark' } },
            },
          ]),
      {
        mark: { type: 'rule', strokeWidth: 2.5 },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y: { ...y, field: 'row' }, color: colour },
      },
      {
        mark: { type: 'point', filled: true, size: 65, opacity: 1 },
        encoding: {
          x: { ...x, field: 'estimate' },
          y: { ...y, field: 'row' },
          color: colour,
          shape: { condition: { test: "datum.clear === 'clear'", value: 'diamond' }, value: 'circle' },
        },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', limit: 2 * WIDTH },
        encoding: {
          x: { ...x, field: 'left' },
          y: { ...y, field: 'above' },
          text: { field: 'label', type: 'nominal' },
        },
      },
    ],
  });
  return {
    svg,
    alt: altOf(plot),
    table: {
      columns: ['What', measure, 'Low', 'High'],
      rows: dots.map(({ label, estimate, low, high }) => [label, estimate, low, high]),
    },
  };
}

/** Does the interval leave out the mark? */
function isClear({ low, high }: Dot, mark: number | null): boolean {
  return mark !== null && low !== null && high !== null && (low > mark || high < mark);
}

function altOf({ title, mark, dots }: DotPlot): string {
  const known = dots.filter(({ estimate }) => estimate !== null).toSorted((a, b) => a.estimate! - b.estimate!);
  const [least, most] = [known[0], known.at(-1)];
  if (least === undefined || most === undefined) return `${title}: nothing could be estimated.`;
  const clear =
    mark === null
      ? ''
      : ` ${dots.filter((dot) => isClear(dot, mark)).length} of ${dots.length} intervals leave out ${figure(mark)}.`;
  return `${title}: from ${figure(least.estimate!)} (${least.label}) to ${figure(most.estimate!)} (${most.label}).${clear}`;
}
