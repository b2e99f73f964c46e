// Quantiles of many runs by turn, and one line -> a fan with the line in it.

import type { Pen } from './pen.ts';
import { extentOf, figure, type Picture } from './picture.ts';
import { COLOURS, HEIGHT, INK, titleOf, WIDTH } from './theme.ts';

export interface Fan {
  readonly title: string;
  /** What a row is, as `Turn`. */
  readonly along: string;
  /** Unit of the values, or empty. */
  readonly unit: string;
  /** What the line is, as `played`. */
  readonly line: string;
  readonly rows: readonly FanPoint[];
}

export interface FanPoint {
  readonly at: number;
  readonly p05: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  /** Null where the line has ended. */
  readonly line: number | null;
}

/** 5 to 95 % lightly, 25 to 75 % strongly, the median dashed, the line thick. */
export async function fanPicture(pen: Pen, fan: Fan): Promise<Picture> {
  const { title, along, unit, rows } = fan;
  const domain = extentOf(rows.flatMap(({ p05, p95, line }) => [p05, p95, line]));
  const x = {
    field: 'at',
    type: 'quantitative',
    title: along,
    axis: { tickMinStep: 1, grid: false, tickCount: 6 },
    scale: { nice: false },
  } as const;
  const y = {
    type: 'quantitative',
    title: unit === '' ? null : unit,
    scale: { domain: [...domain], zero: false, nice: false },
    axis: { tickCount: 5 },
  } as const;
  const svg = await pen({
    title: titleOf(title),
    width: WIDTH,
    height: HEIGHT,
    data: { values: rows.map((row) => ({ ...row })) },
    layer: [
      {
        mark: { type: 'area', color: COLOURS.blue, opacity: 0.22 },
        encoding: { x, y: { ...y, field: 'p05' }, y2: { field: 'p95' } },
      },
      {
        mark: { type: 'area', color: COLOURS.blue, opacity: 0.38 },
        encoding: { x, y: { ...y, field: 'p25' }, y2: { field: 'p75' } },
      },
      {
        mark: { type: 'line', color: COLOURS.blue, strokeDash: [5, 3], strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: 'p50' } },
      },
      {
        mark: { type: 'line', color: INK, strokeWidth: 2.5, invalid: 'filter' },
        encoding: { x, y: { ...y, field: 'line' } },
      },
    ],
  });
  return {
    svg,
    alt: altOf(fan),
    table: {
      columns: [along, '5 %', '25 %', 'Median', '75 %', '95 %', fan.line],
      rows: rows.map(({ at, p05, p25, p50, p75, p95, line }) => [at, p05, p25, p50, p75, p95, line]),
    },
  };
}

function altOf({ title, along, line, rows }: Fan): string {
  const known = rows.filter((row) => row.line !== null);
  const inside = known.filter((row) => row.line! >= row.p05 && row.line! <= row.p95).length;
  const last = known.at(-1);
  if (last === undefined) return `${title}: quantiles of the runs by ${along.toLowerCase()}.`;
  const end = `it ends at ${figure(last.line!)}, where half of the runs lie between ${figure(last.p25)} and ${figure(last.p75)}`;
  return `${title} by ${along.toLowerCase()}. The line "${line}" lies between the 5 % and 95 % quantiles of the runs in ${inside} of ${known.length}; ${end}.`;
}
