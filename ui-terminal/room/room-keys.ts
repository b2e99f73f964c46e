// One table of keys for each terminal: what a key does, the footer and the help all come from it. Pure.

import {
  box,
  clipText,
  columnsOf,
  type Frame,
  fitFrame,
  fitLine,
  type Glyphs,
  type Line,
  line,
  type Span,
  span,
} from '../play/frame.ts';
import type { Looks } from '../play/looks.ts';
import { say } from './strings.ts';

export const LEAST_COLUMNS = 60;
export const LEAST_ROWS = 16;

/** What a terminal of the room draws with. */
export interface Place {
  readonly looks: Looks;
  readonly columns: number;
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface RoomKey<State, Context> {
  /** As `keyName` gives them; the first one is shown. */
  readonly keys: readonly string[];
  readonly does: string;
  /** Shown in the footer; all are in the help. */
  readonly footer?: boolean;
  readonly when?: (state: State, context: Context) => boolean;
  readonly run: (state: State, context: Context) => State;
}

export function liveKeys<State, Context>(
  table: readonly RoomKey<State, Context>[],
  state: State,
  context: Context,
): readonly RoomKey<State, Context>[] {
  return table.filter(({ when }) => when === undefined || when(state, context));
}

interface ListedKey {
  readonly keys: readonly string[];
  readonly does: string;
  readonly footer?: boolean;
}

const HELP: ListedKey = { keys: ['?'], does: say('key.help') };
const QUIT: ListedKey = { keys: ['q'], does: say('key.quit') };

/** While a line is typed. */
export function typingFooter(columns: number): Line {
  const keys = [
    { key: 'enter', does: say('key.send') },
    { key: 'esc', does: say('key.leave') },
  ];
  return fitLine(
    keys.flatMap(({ key, does }) => line(' ', span('key', key), ` ${does} `)),
    columns,
  );
}

/** Keys that work now, as many as fit; help and quit always do. */
export function footer(live: readonly ListedKey[], columns: number): Line {
  const shown = (row: ListedKey): Line => line(' ', span('key', row.keys[0]!), ` ${row.does} `);
  const last = [...shown(QUIT), ...shown(HELP)];
  let used = last.reduce((sum, { text }) => sum + columnsOf(text), 0);
  const spans: Span[] = [];
  for (const row of live.filter((one) => one.footer)) {
    const next = shown(row);
    const width = next.reduce((sum, { text }) => sum + columnsOf(text), 0);
    if (used + width > columns) break;
    used += width;
    spans.push(...next);
  }
  return fitLine([...spans, ...last], columns);
}

/** In place of the body. */
export function helpFrame(live: readonly ListedKey[], columns: number, rows: number, glyphs: Glyphs): Frame {
  const all = [...live, QUIT, HELP];
  const width = Math.max(...all.map(({ keys }) => columnsOf(keys.join(' '))));
  const cells = all.map(
    ({ keys, does }): Line => [...fitLine([span('key', keys.join(' '))], width), { text: `  ${does}` }],
  );
  const height = Math.max(1, rows - 2);
  const across = Math.ceil(cells.length / height);
  const cell = Math.floor((columns - 2) / across);
  const inside = Array.from({ length: Math.min(height, cells.length) }, (_, row) =>
    Array.from({ length: across }, (__, column) => fitLine(cells[column * height + row] ?? [], cell)).flat(),
  );
  return box(say('app.help'), inside, { width: columns, height: Math.min(rows, inside.length + 2), glyphs });
}

export function tooSmall(columns: number, rows: number): Frame {
  const least = `${LEAST_COLUMNS} x ${LEAST_ROWS}`;
  return fitFrame([line(say('app.too-small', { columns, rows, least })), line(say('app.enlarge'))], columns, rows);
}

export function isTooSmall({ columns, rows }: Place): boolean {
  return columns < LEAST_COLUMNS || rows < LEAST_ROWS;
}

/** For the ear. */
export function spokenKeys(live: readonly ListedKey[]): string {
  const keys = [...live, QUIT, HELP].map(({ keys: [key], does }) => `${key} ${does}`);
  return say('app.keys', { keys: keys.join(', ') });
}

/** The line above the footer. */
export function remark(text: string, columns: number, { ellipsis }: Glyphs): Line {
  return fitLine(line(span('warn', text === '' ? '' : clipText(` ${text}`, columns, ellipsis))), columns);
}
