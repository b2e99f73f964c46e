// Points on a plane, of a few kinds told apart by shape and colour -> a picture; points may be joined, have a word, or stand around a box.

import type { Pen } from './pen.ts';
import { extentOf, type Picture } from './picture.ts';
import { LETTER, linesOf } from './plate.ts';
import { COLOURS, INK, titleOf, WIDTH } from './theme.ts';

export interface Scatter {
  readonly title: string;
  readonly across: Axis;
  readonly up: Axis;
  /** In the order of their marks: a filled diamond, a hollow circle, a cross. Three at most. */
  readonly kinds: readonly string[];
  readonly points: readonly ScatterPoint[];
  /** Join the points in their order. */
  readonly joined: boolean;
  /** Drawn behind the points; null for none. */
  readonly box: { readonly x: readonly [number, number]; readonly y: readonly [number, number] } | null;
  /** What it shows, for those who do not see it; without it, how many of each kind. */
  readonly alt: string;
}

export interface Axis {
  readonly title: string;
  /** Ends of the axis; null for those of the data. */
  readonly range: readonly [number, number] | null;
}

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** Place in `kinds`. */
  readonly kind: number;
  /** In the table. */
  readonly label: string;
  /** Beside the point; empty for none. */
  readonly word: string;
}

const HEIGHT = 210;
const LOOKS = [
  { shape: 'diamond', color: COLOURS.vermilion, filled: true, size: 70 },
  { shape: 'circle', color: COLOURS.blue, filled: false, size: 40 },
  { shape: 'cross', color: INK, filled: false, size: 34 },
] as const;

export async function scatterPicture(pen: Pen, scatter: Scatter): Promise<Picture> {
  const { title, across, up, kinds, points, joined, box, alt } = scatter;
  const x = {
    type: 'quantitative',
    title: linesOf(across.title, WIDTH / LETTER, 3),
    scale: { domain: across.range ?? [...extentOf(points.map(({ x }) => x))], zero: false, nice: false },
    axis: { tickCount: 5 },
  } as const;
  const y = {
    type: 'quantitative',
    // As long as the axis at most: a longer one would push the picture apart.
    title: linesOf(up.title, HEIGHT / LETTER, 3),
    scale: { domain: up.range ?? [...extentOf(points.map(({ y }) => y))], zero: false, nice: false },
    axis: { tickCount: 5 },
  } as const;
  const xy = { x: { ...x, field: 'x' }, y: { ...y, field: 'y' } };
  const worded = roomFor(points, x.scale.domain, y.scale.domain);
  const dense = points.length > 100;
  const svg = await pen({
    title: titleOf(title),
    width: WIDTH,
    height: HEIGHT,
    data: { values: [] },
    layer: [
      ...(box === null
        ? []
        : [
            {
              data: { values: [{ x: box.x[0], x2: box.x[1], y: box.y[0], y2: box.y[1] }] },
              mark: { type: 'rect', fill: COLOURS.blue, fillOpacity: 0.12, stroke: INK, strokeWidth: 1.4 },
              encoding: {
                x: { ...x, field: 'x' },
                x2: { field: 'x2' },
                y: { ...y, field: 'y' },
                y2: { field: 'y2' },
              },
            },
          ]),
      ...(joined
        ? [
            {
              data: { values: points.map(({ x, y }, order) => ({ x, y, order })) },
              mark: { type: 'line', color: COLOURS.blue, strokeWidth: 1.2, opacity: 0.7 },
              encoding: { ...xy, order: { field: 'order', type: 'quantitative' } },
            },
          ]
        : []),
      // The first kind matters most and lies on top.
      ...kinds
        .map((kind, place) => {
          const { shape, color, filled, size } = LOOKS[place % LOOKS.length]!;
          return {
            data: { values: points.filter((point) => point.kind === place).map(({ x, y }) => ({ x, y, kind })) },
            mark: {
              type: 'point',
              shape,
              filled,
              size: dense ? size / 3 : size,
              opacity: dense ? 0.75 : 1,
              strokeWidth: dense ? 0.8 : 1.4,
              color,
            },
            encoding: xy,
          };
        })
        .toReversed(),
      ...(['left', 'right'] as const).map((align) => ({
        data: { values: worded.filter((one) => one.align === align).map(({ x, y, word }) => ({ x, y, word })) },
        mark: { type: 'text', align, baseline: 'middle', dx: align === 'left' ? BESIDE : -BESIDE, fontSize: 10 },
        encoding: { ...xy, text: { field: 'word', type: 'nominal' } },
      })),
    ],
  });
  const counts = kinds.map((kind, place) => `${points.filter((point) => point.kind === place).length} ${kind}`);
  return {
    svg,
    alt: alt === '' ? `${title}: ${counts.join(', ')}.` : alt,
    table: {
      columns: ['What', across.title, up.title, 'Kind'],
      rows: points.map(({ x, y, kind, label }) => [label, x, y, kinds[kind] ?? '']),
    },
  };
}

const BESIDE = 8;
const WORD_LETTER = 5.8;
const WORD_HEIGHT = 11;

/** Points whose word fits beside them, right or left, without covering a point or another word. The table has all of them. */
function roomFor(
  points: readonly ScatterPoint[],
  xs: readonly number[],
  ys: readonly number[],
): readonly (ScatterPoint & { readonly align: 'left' | 'right' })[] {
  const place = (value: number, [low = 0, high = 1]: readonly number[], size: number): number =>
    high > low ? (size * (value - low)) / (high - low) : 0;
  const spots = points.map(({ x, y }) => ({ x: place(x, xs, WIDTH), y: place(y, ys, HEIGHT) }));
  const taken: { readonly from: number; readonly until: number; readonly y: number }[] = [];
  return points.flatMap((point, i) => {
    if (point.word === '') return [];
    const { x, y } = spots[i]!;
    const long = point.word.length * WORD_LETTER;
    for (const align of ['left', 'right'] as const) {
      const [from, until] = align === 'left' ? [x + BESIDE, x + BESIDE + long] : [x - BESIDE - long, x - BESIDE];
      if (from < 0 || until > WIDTH + 20) continue;
      const hits = (other: { readonly y: number }, left: number, right: number): boolean =>
        Math.abs(other.y - y) < WORD_HEIGHT && right > from && left < until;
      const isCovered =
        spots.some((spot, k) => k !== i && hits(spot, spot.x - 4, spot.x + 4)) ||
        taken.some((other) => hits(other, other.from, other.until));
      if (isCovered) continue;
      taken.push({ from, until, y });
      return [{ ...point, align }];
    }
    return [];
  });
}
