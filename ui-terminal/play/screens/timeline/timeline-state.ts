// The timeline as pure state: where the cursor stands in the present line, which line is looked at or compared; and the keys that change this.

import {
  type CaseEntry,
  diffLines,
  lineTo,
  type NewsLine,
  newsFor,
  printable,
  type Scenario,
  type Session,
  type Standing,
} from '../../../../engine/index.ts';
import { wrapText } from '../../frame.ts';
import { happeningLabel, leverLabel, words } from '../../labels.ts';
import type { Context, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { createMemory, movedIn } from '../remembered.ts';

export interface TimelineState {
  readonly pane: 'turns' | 'lines';
  /** Turns played at the cursor: 0 is before the first. */
  readonly turn: number;
  /** Row of the tree of lines. */
  readonly line: number;
  /** Entry at the end of the line that the present one is compared with. */
  readonly compared: number | null;
  readonly scroll: number;
  readonly typed: string;
}

/** What a seat knows of one turn of a line. */
export interface TurnRow {
  /** From 1; 0 stands for the time before the first turn. */
  readonly turn: number;
  readonly date: string;
  /** The entry after which the case stood there. */
  readonly entry: number;
  readonly news: readonly NewsLine[];
  /** Orders of the seat (white: of all), as `Presence: company`. */
  readonly orders: readonly string[];
  readonly remarks: readonly string[];
}

const WHITE = 'white';
const rowsOnce = createMemory<readonly TurnRow[]>();

/** The turns of the line that ends at an entry, as far as the seat knows. */
export function turnRows(session: Session, seat: string, entry: number): readonly TurnRow[] {
  const { ground } = session;
  const standing = session.standingAt(entry);
  return rowsOnce(standing, `${seat} ${entry}`, () => {
    const entries = lineTo(session.entries(), entry);
    const news = newsFor(ground, standing, seat);
    const isSeen = (owner: string): boolean => seat === WHITE || owner === seat;
    return Array.from({ length: standing.played + 1 }, (_, turn): TurnRow => {
      const own = entries.filter(({ input }) => input.turn === turn);
      const end = entries.findLast(({ input }) => input.kind === 'turn' && input.turn === turn)?.n;
      return {
        turn,
        date: turn === 0 ? '' : (ground.model.clock.dates[turn - 1]?.label ?? ''),
        entry: end ?? beforeFirst(entries),
        news: news.filter((one) => one.turn === turn),
        orders: own.flatMap(({ input }) =>
          input.kind === 'orders' && isSeen(input.seat)
            ? Object.entries(input.levers).map(([lever, level]) => orderText(ground.scenario, seat, lever, level))
            : [],
        ),
        remarks: remarksOf(entries, turn, standing.played, isSeen),
      };
    });
  });
}

function orderText(scenario: Scenario, seat: string, lever: string, level: string): string {
  return `${leverLabel(scenario, lever, seat)}: ${words(level)}`;
}

/** Who holds which seat is settled before anything else. */
function beforeFirst(entries: readonly CaseEntry[]): number {
  const first = entries.findIndex(({ input }) => input.kind !== 'holder');
  return first < 0 ? (entries.at(-1)?.n ?? 0) : first === 0 ? 0 : entries[first - 1]!.n;
}

/** Remarks belong to the turn that was to come; those of the turn that is still to come stand with the last one. */
function remarksOf(
  entries: readonly CaseEntry[],
  turn: number,
  played: number,
  isSeen: (seat: string) => boolean,
): readonly string[] {
  const isHere = (of: number): boolean => of === turn || (turn === played && of > played);
  return entries.flatMap(({ input }) => {
    if (!isHere(input.turn)) return [];
    if (input.kind === 'bookmark') return [say('timeline.bookmark', { name: input.name })];
    if (input.kind === 'note') return isSeen(input.seat) ? [say('timeline.note', { text: input.text })] : [];
    if (input.kind === 'ruling') return isSeen(WHITE) ? [say('timeline.ruling', { text: input.reason })] : [];
    return [];
  });
}

/** A line of the tree: `parent` is the row that it left, -1 for the first. */
export interface LineRow {
  readonly entry: number;
  readonly turns: number;
  /** Turns that it shares with its parent. */
  readonly shared: number;
  readonly parent: number;
  readonly depth: number;
  readonly isPresent: boolean;
}

export function lineRows(session: Session): readonly LineRow[] {
  const ends = session.lines();
  const head = session.head();
  const paths = ends.map(({ n }) => new Set(lineTo(session.entries(), n).map((entry) => entry.n)));
  const rows: LineRow[] = [];
  for (const [index, { n, turnsPlayed, parted }] of ends.entries()) {
    const parent =
      index === 0
        ? -1
        : Math.max(
            0,
            paths.findIndex((path, other) => other < index && (parted === 0 || path.has(parted))),
          );
    const shared = parent < 0 || parted === 0 ? 0 : session.standingAt(parted).played;
    const depth = parent < 0 ? 0 : rows[parent]!.depth + 1;
    rows.push({ entry: n, turns: turnsPlayed, shared, parent, depth, isPresent: n === head });
  }
  return rows;
}

export interface LineDifference {
  readonly turn: number;
  readonly date: string;
  readonly here: readonly string[];
  readonly there: readonly string[];
}

const differencesOnce = createMemory<readonly LineDifference[]>();

/** Where the present line and another differ. A seat compares what it heard and ordered; white, and everybody in a case that is over, what happened. */
export function lineDifferences(session: Session, seat: string, other: number): readonly LineDifference[] {
  const [a, b] = [session.standing(), session.standingAt(other)];
  return differencesOnce(a, `${seat} ${session.head()} ${other}`, () =>
    seat === WHITE || (a.over && b.over)
      ? trueDifferences(session.ground.scenario, seat, a, b)
      : seenDifferences(session, seat, other),
  );
}

function trueDifferences(scenario: Scenario, seat: string, a: Standing, b: Standing): readonly LineDifference[] {
  return diffLines(a, b).map(({ turn, date, orders, onlyA, onlyB }) => ({
    turn,
    date,
    here: [
      ...orders.map((one) => orderText(scenario, seat, one.name, one.a)),
      ...onlyA.map((text) => happeningLabel(scenario, text)),
    ],
    there: [
      ...orders.map((one) => orderText(scenario, seat, one.name, one.b)),
      ...onlyB.map((text) => happeningLabel(scenario, text)),
    ],
  }));
}

function seenDifferences(session: Session, seat: string, other: number): readonly LineDifference[] {
  const [here, there] = [turnRows(session, seat, session.head()), turnRows(session, seat, other)];
  const texts = ({ orders, news }: TurnRow): readonly string[] => [...orders, ...news.map(({ text }) => text)];
  return here.slice(1, there.length).flatMap((row, index) => {
    const one = texts(row);
    const two = texts(there[index + 1]!);
    const onlyHere = one.filter((text) => !two.includes(text));
    const onlyThere = two.filter((text) => !one.includes(text));
    return onlyHere.length + onlyThere.length === 0
      ? []
      : [{ turn: row.turn, date: row.date, here: onlyHere, there: onlyThere }];
  });
}

export function startTimeline({ session }: Context): TimelineState {
  const present = session === null ? 0 : lineRows(session).findIndex(({ isPresent }) => isPresent);
  return {
    pane: 'turns',
    turn: session?.standing().played ?? 0,
    line: Math.max(0, present),
    compared: null,
    scroll: 0,
    typed: '',
  };
}

/** Rows of turns that the filter lets through. */
export function shownTurns({ session, seat }: Context, typed: string): readonly TurnRow[] {
  if (session === null) return [];
  const text = typed.toLowerCase();
  return turnRows(session, seat, session.head()).filter(({ date, news, orders, remarks }) =>
    [date, ...news.map((one) => one.text), ...orders, ...remarks].join(' ').toLowerCase().includes(text),
  );
}

/** Columns of each of two lines side by side. */
export function halfOf(width: number): number {
  return Math.floor((width - 3) / 2);
}

/** How far two lines that are compared can be scrolled: a heading for every turn, and below it the longer side. */
function mostScroll(compared: number, { session, seat, width, height }: Context): number {
  if (session === null) return 0;
  const lines = (texts: readonly string[]): number =>
    texts.flatMap((text) => wrapText(printable(text), halfOf(width) - 2)).length;
  const turns = lineDifferences(session, seat, compared);
  const all = turns.reduce((sum, { here, there }) => sum + 1 + Math.max(lines(here), lines(there)), 0);
  return Math.max(0, all - (height - 3));
}

type Row = KeyRow<TimelineState>;

function scrub(by: number): Row['run'] {
  return (state, context) => {
    const rows = shownTurns(context, state.typed);
    const at = rows.findIndex(({ turn }) => turn === state.turn);
    return { state: { ...state, turn: rows[movedIn(at < 0 ? 0 : at, by, rows.length)]?.turn ?? 0 } };
  };
}

function moveBy(by: number): Row['run'] {
  return (state, context) => {
    if (state.compared !== null)
      return { state: { ...state, scroll: movedIn(state.scroll, by, mostScroll(state.compared, context) + 1) } };
    if (state.pane === 'turns') return scrub(by)(state, context);
    const count = context.session === null ? 0 : lineRows(context.session).length;
    return { state: { ...state, line: movedIn(state.line, by, count) } };
  };
}

function entryAtCursor(state: TimelineState, context: Context): number | null {
  if (context.session === null) return null;
  if (state.pane === 'lines') return lineRows(context.session)[state.line]?.entry ?? null;
  return shownTurns(context, state.typed).find(({ turn }) => turn === state.turn)?.entry ?? null;
}

export const TIMELINE_KEYS: readonly Row[] = [
  { keys: ['up', 'k'], does: say('key.up'), run: moveBy(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moveBy(1) },
  { keys: ['left', 'h'], does: say('timeline.earlier'), footer: true, run: scrub(-1) },
  { keys: ['right', 'l'], does: say('timeline.later'), footer: true, run: scrub(1) },
  { keys: ['page up'], does: say('key.page-up'), run: moveBy(-10) },
  { keys: ['page down'], does: say('key.page-down'), run: moveBy(10) },
  { keys: ['home'], does: say('key.top'), run: moveBy(-100_000) },
  { keys: ['end'], does: say('key.bottom'), run: moveBy(100_000) },
  {
    keys: ['enter'],
    does: say('timeline.look'),
    footer: true,
    run: (state, context) => {
      const entry = entryAtCursor(state, context);
      return { state, deeds: entry === null ? [] : [{ kind: 'go', to: 'board', about: { entry } }] };
    },
  },
  {
    keys: ['g'],
    does: say('timeline.go-on'),
    footer: true,
    run: (state, context) => {
      const entry = entryAtCursor(state, context);
      return { state: { ...state, compared: null }, deeds: entry === null ? [] : [{ kind: 'go to entry', entry }] };
    },
  },
  {
    keys: ['esc'],
    does: say('key.back'),
    when: ({ compared }) => compared !== null,
    run: (state) => ({ state: { ...state, compared: null, scroll: 0 } }),
  },
  {
    keys: ['tab'],
    does: say('key.other-pane'),
    footer: true,
    run: (state) => ({ state: { ...state, pane: state.pane === 'turns' ? 'lines' : 'turns', compared: null } }),
  },
  {
    keys: ['d'],
    does: say('timeline.compare'),
    footer: true,
    run: (state, { session }) => {
      if (state.compared !== null) return { state: { ...state, compared: null, scroll: 0 } };
      const rows = session === null ? [] : lineRows(session);
      const chosen = rows[state.line];
      const other = chosen === undefined || chosen.isPresent ? rows.findLast(({ isPresent }) => !isPresent) : chosen;
      if (other === undefined) return { state, deeds: [{ kind: 'say', text: say('timeline.one-line') }] };
      return { state: { ...state, compared: other.entry, scroll: 0 } };
    },
  },
  ...goKeys<TimelineState>('timeline'),
];
