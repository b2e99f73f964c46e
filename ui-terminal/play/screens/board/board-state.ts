// What the board remembers between keys (pane, cursors, which map, filter), its rows after the filter, and its keys.

import { liesIn, type NewsLine, type Session } from '../../../../engine/index.ts';
import type { Context, Deed, KeyRow, Step } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { movedIn } from '../remembered.ts';
import { type BoardMap, type BoardPicture, type LeverRow, pictureOf } from './picture.ts';

export const PANES = ['map', 'machines', 'mine', 'indicators', 'others', 'news'] as const;
export type Pane = (typeof PANES)[number];

export interface BoardState {
  readonly pane: Pane;
  readonly cursors: Readonly<Record<Pane, number>>;
  /** Which of the maps is shown. */
  readonly map: number;
  readonly filter: string;
  /** Entry of the log to look back at; null: the case as it stands. */
  readonly entry: number | null;
}

export const FIRST_STATE: BoardState = {
  pane: 'news',
  cursors: { map: 0, machines: 0, mine: 0, indicators: 0, others: 0, news: 0 },
  map: 0,
  filter: '',
  entry: null,
};

/** The cursor of the map begins at home, where the seat has one. `about`: `{ entry }` to look back. */
export function startBoard({ session, seat }: Context, about?: unknown): BoardState {
  if (session === null) return FIRST_STATE;
  const { scenario } = session.ground;
  const { entry = null } = (about ?? {}) as { readonly entry?: number };
  const home = rowsOf(FIRST_STATE, session, seat).places.findIndex(({ member }) => liesIn(scenario, member, seat));
  return {
    ...FIRST_STATE,
    entry: entry === session.head() ? null : entry,
    cursors: { ...FIRST_STATE.cursors, map: Math.max(0, home) },
  };
}

/** The rows that are shown, by pane; the filter holds for the pane with the cursor. */
export interface BoardRows {
  readonly map: BoardMap | null;
  readonly places: BoardMap['groups'][number]['places'];
  readonly machines: BoardPicture['machines'];
  readonly mine: readonly LeverRow[];
  readonly indicators: BoardPicture['indicators'];
  readonly others: readonly LeverRow[];
  readonly news: readonly NewsLine[];
}

export function rowsOf(state: BoardState, session: Session, seat: string): BoardRows {
  const picture = pictureOf(session, seat, state.entry);
  const shown = <Row>(pane: Pane, rows: readonly Row[], text: (row: Row) => string): readonly Row[] =>
    state.pane === pane && state.filter !== ''
      ? rows.filter((row) => text(row).toLowerCase().includes(state.filter.toLowerCase()))
      : rows;
  const map = picture.maps[state.map % Math.max(1, picture.maps.length)] ?? null;
  return {
    map,
    places: map?.groups.flatMap(({ places }) => places) ?? [],
    machines: shown('machines', picture.machines, ({ label, state: now }) => `${label} ${now}`),
    mine: shown('mine', picture.mine, ({ label, level }) => `${label} ${level}`),
    others: shown('others', picture.others, ({ label, level, seatLabel }) => `${label} ${level} ${seatLabel}`),
    indicators: shown('indicators', indicatorsIn(state, picture), ({ label }) => label),
    news: shown('news', picture.news, ({ text, date }) => `${text} ${date}`),
  };
}

/** Helpers only when the filter looks for them, or when there is nothing else. */
function indicatorsIn({ pane, filter }: BoardState, { indicators }: BoardPicture): BoardPicture['indicators'] {
  if (pane === 'indicators' && filter !== '') return indicators;
  const shown = indicators.filter((row) => !row.isHelper);
  return shown.length === 0 ? indicators : shown;
}

/** The cursor of a pane, inside what is there now. */
export function cursorOf(state: BoardState, rows: BoardRows, pane: Pane): number {
  return Math.min(state.cursors[pane], Math.max(0, countOf(rows, pane) - 1));
}

function countOf(rows: BoardRows, pane: Pane): number {
  return pane === 'map' ? rows.places.length : rows[pane].length;
}

function moved(by: number): (state: BoardState, context: Context) => Step<BoardState> {
  return (state, { session, seat }) => {
    if (session === null) return { state };
    const rows = rowsOf(state, session, seat);
    const cursor = movedIn(cursorOf(state, rows, state.pane), by, countOf(rows, state.pane));
    return { state: { ...state, cursors: { ...state.cursors, [state.pane]: cursor } } };
  };
}

function toPane(by: number): (state: BoardState) => Step<BoardState> {
  return (state) => {
    const at = PANES.indexOf(state.pane) + by + PANES.length;
    return { state: { ...state, pane: PANES[at % PANES.length]!, filter: '' } };
  };
}

/** What Enter on the row under the cursor opens. */
export function opening(state: BoardState, { session, seat }: Context): Deed | null {
  if (session === null) return null;
  const rows = rowsOf(state, session, seat);
  const at = cursorOf(state, rows, state.pane);
  switch (state.pane) {
    case 'map': {
      const place = rows.places[at];
      return place === undefined ? null : { kind: 'go', to: 'statechart', about: { machine: place.machine } };
    }
    case 'machines': {
      const row = rows.machines[at];
      return row === undefined ? null : { kind: 'go', to: 'statechart', about: { machine: row.machine } };
    }
    case 'indicators': {
      const row = rows.indicators[at];
      // A forecast starts where the case stands, not where one looks back to.
      return row === undefined || state.entry !== null
        ? null
        : { kind: 'go', to: 'forecast', about: { number: row.name } };
    }
    case 'mine': {
      const row = rows.mine[at];
      return row === undefined ? null : { kind: 'go', to: 'orders', about: { lever: row.name } };
    }
    case 'others':
      return null;
    case 'news': {
      const row = rows.news[at];
      return row === undefined ? null : { kind: 'go', to: 'why', about: whyAbout(row) };
    }
  }
}

/** `turn` from 1, as it was heard. */
function whyAbout({ turn, about }: NewsLine): { turn: number; kind: string; name: string } {
  return { turn, kind: about.kind, name: about.name };
}

const hasCase = (_: BoardState, { session }: Context): boolean => session !== null;

const OWN_KEYS: readonly KeyRow<BoardState>[] = [
  {
    keys: ['n'],
    does: say('key.end-turn'),
    footer: true,
    when: ({ entry }, { session }) => session !== null && entry === null && !session.standing().over,
    run: (state) => ({ state, deeds: [{ kind: 'play' }] }),
  },
  {
    keys: ['enter'],
    does: say('key.open'),
    footer: true,
    when: (state, context) => opening(state, context) !== null,
    run: (state, context) => {
      const deed = opening(state, context);
      return deed === null ? { state } : { state, deeds: [deed] };
    },
  },
  {
    keys: ['b'],
    does: say('board.now'),
    footer: true,
    when: ({ entry }) => entry !== null,
    run: (state) => ({ state: { ...state, entry: null } }),
  },
  { keys: ['tab'], does: say('board.next-pane'), footer: true, when: hasCase, run: toPane(1) },
  { keys: ['shift+tab'], does: say('board.previous-pane'), when: hasCase, run: toPane(-1) },
  { keys: ['up', 'k'], does: say('key.up'), when: hasCase, run: moved(-1) },
  { keys: ['down', 'j'], does: say('key.down'), when: hasCase, run: moved(1) },
  { keys: ['left', 'h'], does: say('board.previous-pane'), when: hasCase, run: toPane(-1) },
  { keys: ['right', 'l'], does: say('board.next-pane'), when: hasCase, run: toPane(1) },
  { keys: ['page up'], does: say('board.page-up'), when: hasCase, run: moved(-10) },
  { keys: ['page down'], does: say('board.page-down'), when: hasCase, run: moved(10) },
  { keys: ['home', 'g'], does: say('board.first'), when: hasCase, run: moved(-100_000) },
  { keys: ['end', 'G'], does: say('board.last'), when: hasCase, run: moved(100_000) },
  ...PANES.map(
    (pane, index): KeyRow<BoardState> => ({
      keys: [String(index + 1)],
      does: say('board.to-pane', { pane: say(`board.${pane}`).toLowerCase() }),
      when: hasCase,
      run: (state) => ({ state: { ...state, pane, filter: '' } }),
    }),
  ),
  {
    keys: ['m'],
    does: say('board.next-map'),
    footer: true,
    when: (_, { session, seat }) => session !== null && pictureOf(session, seat).maps.length > 1,
    run: (state) => ({
      state: { ...state, map: state.map + 1, pane: 'map', cursors: { ...state.cursors, map: 0 }, filter: '' },
    }),
  },
  {
    keys: ['w'],
    does: say('screen.why').toLowerCase(),
    footer: true,
    when: hasCase,
    run: (state, context) => ({
      state,
      deeds: [opening({ ...state, pane: 'news', filter: '' }, context) ?? { kind: 'go', to: 'why' }],
    }),
  },
];

const OWN = new Set(OWN_KEYS.flatMap(({ keys }) => keys));

const GO_KEYS = goKeys<BoardState>('board').filter(({ keys }) => !keys.some((key) => OWN.has(key)));

/** After the last turn, how it ended. Orders and forecast are shown in the footer: they are what a turn is made of. */
export const BOARD_KEYS: readonly KeyRow<BoardState>[] = [
  ...GO_KEYS.filter(({ keys }) => keys.includes('E')),
  ...OWN_KEYS,
  ...GO_KEYS.filter(({ keys }) => !keys.includes('E')).map((row) =>
    row.keys.includes('o') || row.keys.includes('f') ? { ...row, footer: true } : row,
  ),
];
