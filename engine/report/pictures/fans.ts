// Quantiles of many runs by turn, one fan each -> small multiples on one scale.

import { type Panels, panels } from './panels.ts';
import type { Pen } from './pen.ts';
import { extentOf, figure } from './picture.ts';
import { COLOURS, INK, titleOf } from './theme.ts';

export interface Fans {
  readonly title: string;
  readonly along: string;
  /** Unit of the values, or empty. */
  readonly unit: string;
  readonly panels: readonly FanPanel[];
}

export interface FanPanel {
  readonly label: string;
  /** 5, 25, 50, 75 and 95 % quantiles; null for a point that nothing reached. */
  readonly rows: readonly {
    readonly at: number;
    readonly fan: readonly [number, number, number, number, number] | null;
  }[];
}

const PANEL_WIDTH = 230;
const PANEL_HEIGHT = 105;

/** 5 to 95 % lightly, 25 to 75 % strongly, the median as a line. */
export async function fansPicture(pen: Pen, fans: Fans): Promise<Panels> {
  const { title, along, unit } = fans;
  const domain = extentOf(fans.panels.flatMap(({ rows }) => rows.flatMap(({ fan }) => fan ?? [])));
  const ats = fans.panels.flatMap(({ rows }) => rows.map(({ at }) => at));
  const ends = [Math.min(...ats), Math.max(...ats)];
  const drawn: string[] = [];
  for (const { label, rows } of fans.panels) {
    const x = {
      field: 'at',
      type: 'quantitative',
      title: along,
      axis: { tickMinStep: 1, grid: false, tickCount: 5 },
      scale: { domain: ends, nice: false, zero: false },
    } as const;
    const y = {
      type: 'quantitative',
      title: unit === '' ? null : unit,
      scale: { domain: [...domain], zero: false, nice: false },
      axis: { tickCount: 4 },
    } as const;
    drawn.push(
      await pen({
        title: titleOf(label, PANEL_WIDTH),
        width: PANEL_WIDTH,
        height: PANEL_HEIGHT,
        data: {
          values: rows.flatMap(({ at, fan }) =>
            fan === null ? [] : [{ at, p05: fan[0], p25: fan[1], p50: fan[2], p75: fan[3], p95: fan[4] }],
          ),
        },
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
            mark: { type: 'line', color: INK, strokeWidth: 1.6 },
            encoding: { x, y: { ...y, field: 'p50' } },
          },
        ],
      }),
    );
  }
  return panels(title, drawn, {
    alt: altOf(fans),
    table: {
      columns: ['Which', along, '5 %', '25 %', 'Median', '75 %', '95 %'],
      rows: fans.panels.flatMap(({ label, rows }) =>
        rows.map(({ at, fan }) => [label, at, ...(fan ?? [null, null, null, null, null])]),
      ),
    },
  });
}

function altOf({ title, along, panels }: Fans): string {
  const ends = panels.flatMap(({ label, rows }) => {
    const last = rows.findLast(({ fan }) => fan !== null);
    return last === undefined || last.fan === null
      ? []
      : [
          `${label}: at ${along.toLowerCase()} ${last.at} half of the runs lie between ${figure(last.fan[1])} and ${figure(last.fan[3])}`,
        ];
  });
  return `${title}. ${ends.length === 0 ? 'No run reached a turn' : ends.join('; ')}.`;
}
