// A list and what is said about the chosen row: what most screens of the white cell look like. Pure state, keys and look.

import { beside, box, clipText, type Frame, type Line, line, scrolled, span, type Tone } from '../../frame.ts';
import { readingLines, type Section, tellReading } from '../../reading.ts';
import type { Context, KeyRow, ScreenId, Step } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { movedIn } from '../remembered.ts';

export interface ListState {
  readonly cursor: number;
  /** First line of the right side that is shown. */
  readonly scroll: number;
  readonly typed: string;
}

export const LIST_START: ListState = { cursor: 0, scroll: 0, typed: '' };

export interface ListRow {
  readonly key: string;
  readonly text: string;
  readonly tone?: Tone;
}

export interface Listing {
  readonly title: string;
  readonly rows: readonly ListRow[];
  /** What stands there when there are none. */
  readonly empty: string;
  readonly aboutTitle: string;
  readonly about: readonly Section[];
}

/** Rows that the filter lets through. */
export function matching<Row extends ListRow>(rows: readonly Row[], typed: string): readonly Row[] {
  const wanted = typed.toLowerCase();
  return rows.filter(({ text }) => text.toLowerCase().includes(wanted));
}

export function cursorIn({ cursor }: ListState, rows: readonly unknown[]): number {
  return movedIn(cursor, 0, rows.length);
}

export function lookListing(listing: Listing, state: ListState, { width, height, looks }: Context): Frame {
  const { glyphs } = looks;
  const listWidth = Math.min(66, Math.max(28, Math.floor(width * 0.48)));
  const cursor = cursorIn(state, listing.rows);
  const lines = listing.rows.map(({ text, tone }, index): Line => {
    const shown = clipText(`${index === cursor ? glyphs.cursor : ' '} ${text}`, listWidth - 2, glyphs.ellipsis);
    if (index === cursor) return line(span('cursor', shown));
    return line(span(tone ?? 'plain', shown));
  });
  const list = scrolled(lines.length === 0 ? [line(' ', span('faint', listing.empty))] : lines, cursor, height - 2);
  const aboutWidth = width - listWidth;
  const about = readingLines(listing.about, aboutWidth - 2);
  const from = Math.min(state.scroll, Math.max(0, about.length - (height - 2)));
  const place = about.length > height - 2 ? `${Math.min(about.length, from + height - 2)}/${about.length}` : '';
  return beside(
    [
      {
        frame: box(listing.title, list.frame, { width: listWidth, height, glyphs, more: list.more }),
        width: listWidth,
      },
      {
        frame: box(listing.aboutTitle, about.slice(from), { width: aboutWidth, height, glyphs, more: place }),
        width: aboutWidth,
      },
    ],
    0,
  );
}

/** Read aloud: the list with its cursor, then what is said about the chosen row. */
export function tellListing(listing: Listing, state: ListState): readonly string[] {
  const cursor = cursorIn(state, listing.rows);
  return [
    `${listing.title}.`,
    ...(listing.rows.length === 0
      ? [listing.empty]
      : listing.rows.map(({ text }, index) => `${index === cursor ? '> ' : ''}${text.trim()}`)),
    ...tellReading(listing.about),
  ];
}

/** Keys that move in the list and scroll the right side; those of all screens come last. `own` are the screen's. */
export function listKeys<State extends ListState>(
  here: ScreenId,
  own: readonly KeyRow<State>[],
  countOf: (state: State, context: Context) => number,
): readonly KeyRow<State>[] {
  const moved =
    (by: number) =>
    (state: State, context: Context): Step<State> => ({
      state: { ...state, scroll: 0, cursor: movedIn(state.cursor, by, countOf(state, context)) },
    });
  const scrolledBy =
    (by: number) =>
    (state: State): Step<State> => ({ state: { ...state, scroll: Math.max(0, state.scroll + by) } });
  const taken = new Set(own.flatMap(({ keys }) => keys));
  return [
    ...own,
    { keys: ['up', 'k'], does: say('key.up'), run: moved(-1) },
    { keys: ['down', 'j'], does: say('key.down'), run: moved(1) },
    { keys: ['home', 'g'], does: say('key.top'), run: moved(-100_000) },
    { keys: ['end', 'G'], does: say('key.bottom'), run: moved(100_000) },
    { keys: ['page down', 'space'], does: say('white.read-on'), run: scrolledBy(8) },
    { keys: ['page up'], does: say('white.read-back'), run: scrolledBy(-8) },
    ...goKeys<State>(here).filter(({ keys }) => !keys.some((key) => taken.has(key))),
  ];
}
