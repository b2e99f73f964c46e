// What stood when, row by row -> a strip of coloured stretches, each with its word on it or in the table.

import type { Pen } from './pen.ts';
import type { Picture } from './picture.ts';
import { INK, SERIES, titleOf, WIDTH } from './theme.ts';

export interface Strip {
  readonly title: string;
  readonly along: string;
  readonly rows: readonly {
    readonly label: string;
    /** `from` and `until` as places on the axis, the latter not included. */
    readonly stretches: readonly { readonly from: number; readonly until: number; readonly word: string }[];
  }[];
  /** Words in the order of their colours; words that are not named are left without a colour. */
  readonly words: readonly string[];
}

const ROW = 40;
const PIXELS_A_LETTER = 6;

export async function stripPicture(pen: Pen, strip: Strip): Promise<Picture> {
  const { title, along, rows, words } = strip;
  const ends = rows.flatMap(({ stretches }) => stretches.flatMap(({ from, until }) => [from, until]));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = {
    type: 'quantitative',
    title: along,
    scale: { domain: [low, high], nice: false, zero: false },
    axis: { tickMinStep: 1, tickCount: 6, grid: false },
  } as const;
  const y = {
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, rows.length], reverse: true, nice: false },
  } as const;
  const values = rows.flatMap(({ label, stretches }, row) =>
    stretches.map((stretch, i) => ({
      ...stretch,
      word:
        stretch.word.length * PIXELS_A_LETTER <= ((stretch.until - stretch.from) / (high - low)) * WIDTH
          ? stretch.word
          : '',
      fill: words.indexOf(stretch.word),
      top: row + 0.42,
      bottom: row + 0.95,
      middle: row + 0.69,
      above: row + 0.22,
      left: low,
      label: i === 0 ? label : '',
      centre: (stretch.from + stretch.until) / 2,
    })),
  );
  const svg = await pen({
    title: titleOf(title),
    width: WIDTH,
    height: ROW * rows.length,
    data: { values },
    layer: [
      {
        mark: { type: 'rect', opacity: 0.45, stroke: INK, strokeWidth: 0.6 },
        encoding: {
          x: { ...x, field: 'from' },
          x2: { field: 'until' },
          y: { ...y, field: 'top' },
          y2: { field: 'bottom' },
          color: {
            field: 'fill',
            type: 'nominal',
            legend: null,
            scale: {
              domain: [-1, ...words.keys()],
              range: ['none', ...words.map((_, i) => SERIES[i % SERIES.length]!)],
            },
          },
        },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle' },
        encoding: {
          x: { ...x, field: 'left' },
          y: { ...y, field: 'above' },
          text: { field: 'label', type: 'nominal' },
        },
      },
      {
        mark: { type: 'text', baseline: 'middle' },
        encoding: {
          x: { ...x, field: 'centre' },
          y: { ...y, field: 'middle' },
          text: { field: 'word', type: 'nominal' },
        },
      },
    ],
  });
  const told = rows.map(
    ({ label, stretches }) => `${label}: ${stretches.map(({ word, from }) => `${word} from ${from}`).join(', ')}`,
  );
  return {
    svg,
    alt: `${title}. ${told.join('; ')}.`,
    table: {
      columns: ['What', 'From', 'Until (not included)', 'Stands'],
      rows: rows.flatMap(({ label, stretches }) =>
        stretches.map(({ from, until, word }) => [label, from, until, word]),
      ),
    },
  };
}
