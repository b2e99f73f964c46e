// Shares with intervals by turn, one curve for each -> steps with bands, told apart by colour, dash and a word at their end.

import { type Panels, panels } from './panels.ts';
import type { Pen } from './pen.ts';
import { extentOf, figure } from './picture.ts';
import { LETTER, LINE, line, linesOf, plate, words } from './plate.ts';
import { DASHES, INK, SERIES, titleOf, WIDTH } from './theme.ts';

export interface Curves {
  readonly title: string;
  readonly along: string;
  readonly measure: string;
  /** Six at most have a colour and a dash of their own. */
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly {
      readonly at: number;
      readonly value: number;
      readonly low: number | null;
      readonly high: number | null;
    }[];
  }[];
}

const HEIGHT = 180;

export async function curvesPicture(pen: Pen, curves: Curves): Promise<Panels> {
  const { title, along, measure } = curves;
  const all = curves.curves.flatMap(({ points }) => points);
  const highest = Math.max(0.01, Math.min(1, extentOf(all.flatMap(({ value, high }) => [value, high]))[1]));
  const x = {
    field: 'at',
    type: 'quantitative',
    title: along,
    axis: { tickMinStep: 1, grid: false, tickCount: 6 },
    scale: { nice: false, zero: false },
  } as const;
  const y = {
    type: 'quantitative',
    title: measure,
    scale: { domain: [0, highest], nice: false, zero: true },
    axis: { tickCount: 5, format: '.0%' },
  } as const;
  const nominal = { field: 'label', type: 'nominal', legend: null } as const;
  const names = curves.curves.map(({ label }) => label);
  const svg = await pen({
    title: titleOf(title),
    width: WIDTH,
    height: HEIGHT,
    data: { values: [] },
    layer: [
      ...curves.curves.map(({ points }, i) => ({
        data: { values: points.filter(({ low, high }) => low !== null && high !== null) },
        mark: { type: 'area', interpolate: 'step-after', color: SERIES[i % SERIES.length]!, opacity: 0.16 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      })),
      {
        data: { values: curves.curves.flatMap(({ label, points }) => points.map((point) => ({ ...point, label }))) },
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 2 },
        encoding: {
          x,
          y: { ...y, field: 'value' },
          color: { ...nominal, scale: { domain: names, range: names.map((_, i) => SERIES[i % SERIES.length]!) } },
          strokeDash: {
            ...nominal,
            scale: { domain: names, range: names.map((_, i) => [...DASHES[i % DASHES.length]!]) },
          },
        },
      },
      {
        data: {
          values: ends(curves, highest),
        },
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 3, color: INK },
        encoding: {
          x,
          y: { ...y, field: 'place' },
          text: { field: 'letter', type: 'nominal' },
        },
      },
    ],
  });
  return panels(title, [svg, key(names)], {
    alt: altOf(curves),
    table: {
      columns: ['Which', along, measure, 'Low', 'High'],
      rows: curves.curves.flatMap(({ label, points }) =>
        points.map(({ at, value, low, high }) => [label, at, value, low, high]),
      ),
    },
  });
}

/** Where the letters stand at the ends of the curves: as near as they can without lying on one another. */
function ends(
  { curves }: Curves,
  highest: number,
): readonly { readonly at: number; readonly place: number; readonly letter: string }[] {
  const gap = (highest * 12) / HEIGHT;
  let below = Number.NEGATIVE_INFINITY;
  return curves
    .flatMap(({ points }, i) => {
      const last = points.at(-1);
      return last === undefined ? [] : [{ at: last.at, value: last.value, letter: letterOf(i) }];
    })
    .toSorted((a, b) => a.value - b.value)
    .map(({ at, value, letter }) => {
      below = Math.max(value, below + gap);
      return { at, place: below, letter };
    });
}

const KEY_WIDTH = 300;

function key(names: readonly string[]): string {
  let y = 34;
  const marks = names.map((name, i) => {
    const lines = linesOf(name, (KEY_WIDTH - 60) / LETTER, 2);
    const mark = [
      line(6, y, 34, y, {
        stroke: SERIES[i % SERIES.length]!,
        strokeWidth: 2.2,
        dash: DASHES[i % DASHES.length]!.join(' '),
      }),
      words(42, y, [letterOf(i)], { bold: true }),
      words(56, y, lines),
    ];
    y += 6 + lines.length * LINE;
    return mark;
  });
  return plate(KEY_WIDTH, y, [words(6, 12, ['Policies'], { bold: true }), ...marks]);
}

/** Stands at the end of the curve and in the key. */
function letterOf(place: number): string {
  return String.fromCharCode(97 + (place % 26));
}

function altOf({ title, along, curves }: Curves): string {
  const ends = curves.flatMap(({ label, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [`${label} ${figure(100 * last.value)} %`];
  });
  const at = curves[0]?.points.at(-1)?.at;
  return `${title}, by ${along.toLowerCase()} ${at ?? 'none'}: ${ends.length === 0 ? 'nothing' : ends.join('; ')}.`;
}
