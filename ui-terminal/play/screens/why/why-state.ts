// The why screen as pure state: which turn, which event of it, how far its story is scrolled; and the keys that change this.

import {
  type ComingEvent,
  type ExplainedEvent,
  explainComing,
  explainTurn,
  newsFor,
  type Scenario,
  type Standing,
} from '../../../../engine/index.ts';
import { labelOf, stateLabel } from '../../labels.ts';
import type { Context, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { createMemory, movedIn } from '../remembered.ts';

export interface WhyState {
  /** 0-based; the number of turns played is the turn to come. */
  readonly turn: number;
  readonly cursor: number;
  readonly scroll: number;
  readonly typed: string;
  /** Which pane up and down move. */
  readonly pane: 'list' | 'story';
}

/** A row of the list: what was drawn, what was announced, or what may come. */
export type WhyRow =
  | { readonly kind: 'drawn'; readonly event: ExplainedEvent; readonly news: readonly string[] }
  | { readonly kind: 'inject'; readonly name: string; readonly text: string }
  | { readonly kind: 'coming'; readonly event: ComingEvent };

const rowsOnce = createMemory<readonly WhyRow[]>();

/** All rows of a turn as far as the seat has heard of it; what came stands first. */
export function whyRows(
  { session, seat }: Context,
  { turn, typed }: Pick<WhyState, 'turn' | 'typed'>,
): readonly WhyRow[] {
  if (session === null) return [];
  const standing = session.standing();
  const rows = rowsOnce(standing, `${seat} ${turn}`, () =>
    turn < standing.played
      ? playedRows(session.ground, standing, seat, turn)
      : explainComing(session.ground, standing, seat).map((event) => ({ kind: 'coming', event })),
  );
  const text = typed.toLowerCase();
  return rows.filter((row) => `${rowName(row)} ${rowLabel(row, session.ground.scenario)}`.toLowerCase().includes(text));
}

function playedRows(
  ground: Parameters<typeof explainTurn>[0],
  standing: Standing,
  seat: string,
  turn: number,
): readonly WhyRow[] {
  const heard = newsFor(ground, standing, seat).filter(
    ({ turn: when, isLate }) => when - (isLate ? 1 : 0) === turn + 1,
  );
  const events = explainTurn(ground, standing, seat, turn).map((event): WhyRow => {
    const news = heard.filter(({ about }) => about.kind !== 'inject' && about.name === event.name);
    return { kind: 'drawn', event, news: [...new Set(news.map(({ text }) => text))] };
  });
  const came = (row: WhyRow): boolean => row.kind === 'drawn' && (row.event.times ?? 0) > 0;
  const injects = heard
    .filter(({ about }) => about.kind === 'inject')
    .map(({ about, text }): WhyRow => ({ kind: 'inject', name: about.name, text }));
  return [...injects, ...events.filter(came), ...events.filter((row) => !came(row))];
}

export function rowName(row: WhyRow): string {
  return row.kind === 'inject' ? row.name : row.event.name;
}

export function rowLabel(row: WhyRow, scenario: Scenario): string {
  const name = rowName(row);
  const label = labelOf(scenario, name);
  if (row.kind === 'inject' || row.event.kind === 'incident') return label;
  const state = (of: string): string => stateLabel(scenario, name, of);
  if (row.kind === 'coming') return `${label}: ${state(row.event.from)} -> ${state(row.event.to)}`;
  const taken = row.event.ways.find((way) => way.taken);
  const from = state(row.event.ways[0]?.from ?? '');
  return taken === undefined ? `${label}: stays ${from}` : `${label}: ${from} -> ${state(taken.to)}`;
}

/** `about` is a line of news ({ turn, kind, name }, the turn from 1 as it was heard) or a turn ({ turn }, from 1). */
export function startWhy(context: Context, about?: unknown): WhyState {
  const played = context.session?.standing().played ?? 0;
  const asked = (about ?? {}) as { readonly turn?: number; readonly name?: string };
  const heard = asked.turn === undefined ? Math.max(0, played - 1) : Math.min(Math.max(0, asked.turn - 1), played);
  const plain: WhyState = { turn: heard, cursor: 0, scroll: 0, typed: '', pane: 'list' };
  if (asked.name === undefined) return plain;
  // News may be a turn late: then it is found in the turn before.
  for (const turn of [heard, heard - 1].filter((candidate) => candidate >= 0)) {
    const cursor = whyRows(context, { turn, typed: '' }).findIndex((row) => rowName(row) === asked.name);
    if (cursor >= 0) return { ...plain, turn, cursor };
  }
  return plain;
}

type Row = KeyRow<WhyState>;

function moveBy(by: number): Row['run'] {
  return (state, context) => ({
    state:
      state.pane === 'story'
        ? { ...state, scroll: Math.max(0, state.scroll + by) }
        : { ...state, scroll: 0, cursor: movedIn(state.cursor, by, whyRows(context, state).length) },
  });
}

function turnBy(by: number): Row['run'] {
  return (state, { session }) => {
    const played = session?.standing().played ?? 0;
    const last = session?.standing().over ? played - 1 : played;
    return { state: { ...state, turn: movedIn(state.turn, by, last + 1), cursor: 0, scroll: 0 } };
  };
}

export const WHY_KEYS: readonly Row[] = [
  { keys: ['up', 'k'], does: say('key.up'), run: moveBy(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moveBy(1) },
  { keys: ['page up'], does: say('key.page-up'), run: moveBy(-10) },
  { keys: ['page down'], does: say('key.page-down'), run: moveBy(10) },
  { keys: ['left', 'h'], does: say('why.turn-before'), footer: true, run: turnBy(-1) },
  { keys: ['right', 'l'], does: say('why.turn-after'), footer: true, run: turnBy(1) },
  {
    keys: ['tab', 'enter'],
    does: say('key.other-pane'),
    footer: true,
    run: (state) => ({ state: { ...state, pane: state.pane === 'list' ? 'story' : 'list' } }),
  },
  {
    keys: ['x'],
    does: say('why.what-next'),
    footer: true,
    when: (_, { session }) => session !== null && !session.standing().over,
    run: (state, { session }) => ({
      state: { ...state, turn: session!.standing().played, cursor: 0, scroll: 0, pane: 'list' },
    }),
  },
  ...goKeys<WhyState>('why'),
];
