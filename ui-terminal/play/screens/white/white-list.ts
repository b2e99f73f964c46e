// A list and what is said about the chosen row: what most screens of the white cell look like. Pure state, keys and look.

import { beside, box, clipText, type Frame, type Line, line, scrolled, span, type Tone } from '../../frame.ts';
import { readingLines, type Section, tellReading } from '../../reading.ts';
import type { Context, Deed, KeyRow, Screen, ScreenId, Step } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { movedIn } from '../remembered.ts';
import { type Seminar, seminarIn } from './white-facts.ts';

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

function cursorIn({ cursor }: ListState, rows: readonly unknown[]): number {
  return movedIn(cursor, 0, rows.length);
}

/** The row under the cursor; null where there is none. */
export function chosenIn<Row>(state: ListState, rows: readonly Row[]): Row | null {
  return rows[cursorIn(state, rows)] ?? null;
}

/** The cursor on the row of that key, else on the first. */
export function startAt(rows: readonly ListRow[], key: string | undefined): ListState {
  return {
    ...LIST_START,
    cursor: Math.max(
      0,
      rows.findIndex((row) => row.key === key),
    ),
  };
}

function lookListing(listing: Listing, state: ListState, { width, height, looks }: Context): Frame {
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
function tellListing(listing: Listing, state: ListState): readonly string[] {
  const cursor = cursorIn(state, listing.rows);
  return [
    `${listing.title}.`,
    ...(listing.rows.length === 0
      ? [listing.empty]
      : listing.rows.map(({ text }, index) => `${index === cursor ? '> ' : ''}${text.trim()}`)),
    ...tellReading(listing.about),
  ];
}

/** What a screen of this kind has of its own. */
export interface ListScreen<State extends ListState> {
  readonly id: ScreenId;
  readonly start: Screen<State>['start'];
  readonly own: readonly KeyRow<State>[];
  readonly rows: (state: State, context: Context) => readonly ListRow[];
  readonly listing: (state: State, context: Context) => Listing;
}

export function listScreen<State extends ListState>(screen: ListScreen<State>): Screen<State> {
  const { id, start, own, rows, listing } = screen;
  return {
    id,
    title: () => say(`screen.${id}`),
    start,
    keys: listKeys(id, own, (state, context) => rows(state, context).length),
    look: (state, context) => lookListing(listing(state, context), state, context),
    filter: (state, typed) => ({ ...state, typed, cursor: 0, scroll: 0 }),
    tell: (state, context) => tellListing(listing(state, context), state),
  };
}

/** A key that works while there is what it is for: the chosen row, or a seminar at all. */
export function keyFor<State, For>(
  found: (state: State, context: Context) => For | null,
  key: string,
  does: string,
  deedOf: (one: For) => Deed,
  footer = true,
): KeyRow<State> {
  return {
    keys: [key],
    does,
    footer,
    when: (state, context) => found(state, context) !== null,
    run: (state, context) => {
      const one = found(state, context);
      return { state, deeds: one === null ? [] : [deedOf(one)] };
    },
  };
}

/** For keys that work wherever a seminar is open. */
export function anySeminar<State>(_: State, context: Context): Seminar | null {
  return seminarIn(context);
}

/** Goes round the views of a list. */
export function viewKey<View extends string, State extends ListState & { readonly view: View }>(
  views: readonly View[],
  does: string,
): KeyRow<State> {
  return {
    keys: ['v', 'tab'],
    does,
    footer: true,
    run: (state) => ({
      state: { ...state, cursor: 0, scroll: 0, view: views[(views.indexOf(state.view) + 1) % views.length]! },
    }),
  };
}

/** Keys that move in the list and scroll the right side; those of all screens come last. `own` are the screen's. */
function listKeys<State extends ListState>(
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
