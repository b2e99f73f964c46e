// The keys of a cell's terminal: one table, which the footer and the help are made from; and the line that is typed.

import type { SeatView } from '../../engine/index.ts';
import { edited } from '../play/app-state.ts';
import { cleanText } from './clean-text.ts';
import { liveKeys, type RoomKey } from './room-keys.ts';
import { chosen, seatLines } from './seat-pages.ts';
import {
  comingTurn,
  draftedCount,
  isOpen,
  leverRows,
  ordersOnTheWay,
  SEAT_PAGES,
  type SeatContext,
  type SeatPage,
  type SeatState,
  scrollOf,
  toSeal,
  type Unsent,
} from './seat-state.ts';
import { say } from './strings.ts';

export interface SeatStep {
  readonly state: SeatState;
  /** To be handed in, in this order. */
  readonly messages: readonly Unsent[];
  readonly isOver: boolean;
}

type Run = RoomKey<SeatState, SeatContext>['run'];
type When = NonNullable<RoomKey<SeatState, SeatContext>['when']>;

function withView(act: (state: SeatState, view: SeatView, context: SeatContext) => SeatState): Run {
  return (state, context) => (context.seen.view === null ? state : act(state, context.seen.view, context));
}

function toPage(page: SeatPage): Run {
  return (state) => ({ ...state, page, scroll: 0 });
}

function pageAfter(by: number): Run {
  return (state, context) => {
    const at = SEAT_PAGES.indexOf(state.page) + by + SEAT_PAGES.length;
    return toPage(SEAT_PAGES[at % SEAT_PAGES.length]!)(state, context);
  };
}

/** Moves the chosen row where there is one, else scrolls. */
function moved(by: number): Run {
  return withView((state, view, context) => {
    if (state.page === 'orders') return { ...state, lever: chosen(state.lever + by, view.levers.length) };
    if (state.page === 'chances') return { ...state, event: chosen(state.event + by, view.forecasts.length) };
    const { lines, height } = seatLines(state, context);
    const scroll = Math.min(Math.max(0, scrollOf(state, context) + by), Math.max(0, lines.length - height));
    return { ...state, scroll, heard: view.injects.length };
  });
}

/** Another level of the chosen lever; `around` goes on from the last to the first. */
function toLevel(by: number, around: boolean): Run {
  return withView((state, view) => {
    const row = leverRows(state, view)[chosen(state.lever, view.levers.length)];
    if (row === undefined || row.levels.length === 0) return state;
    const count = row.levels.length;
    const at = row.levels.findIndex(({ name }) => name === row.asked) + by;
    const level = row.levels[around ? (at + count) % count : chosen(at, count)]!.name;
    const draftTurn = draftedCount(state, view) === 0 ? comingTurn(view) : state.draftTurn;
    return { ...state, draft: { ...state.draft, [row.name]: level }, draftTurn };
  });
}

const onOrders: When = ({ page }, { seen }) => page === 'orders' && seen.view !== null && isOpen(seen.view);
const isDrafted: When = (state, { seen }) => seen.view !== null && draftedCount(state, seen.view) > 0;
const chosenIsDrafted: When = (state, context) => {
  const { view } = context.seen;
  if (view === null || !onOrders(state, context)) return false;
  return leverRows(state, view)[chosen(state.lever, view.levers.length)]?.isDrafted === true;
};
const onChances: When = ({ page }, { seen }) => page === 'chances' && (seen.view?.forecasts.length ?? 0) > 0;

const discardChosen = withView((state, view) => {
  const name = leverRows(state, view)[chosen(state.lever, view.levers.length)]?.name;
  return { ...state, draft: Object.fromEntries(Object.entries(state.draft).filter(([lever]) => lever !== name)) };
});

const askOdds = withView((state, { forecasts }) => {
  const event = forecasts[chosen(state.event, forecasts.length)];
  if (event === undefined) return state;
  return { ...state, asking: { kind: 'odds', typed: '', event: event.name, label: event.label } };
});

/** Sealing sends something, so it stands apart: see `pressSeat`. */
const SEAL = 'e';

export const SEAT_KEYS: readonly RoomKey<SeatState, SeatContext>[] = [
  { keys: ['left', 'h'], does: say('orders.less'), footer: true, when: onOrders, run: toLevel(-1, false) },
  { keys: ['right', 'l'], does: say('orders.more'), footer: true, when: onOrders, run: toLevel(1, false) },
  { keys: ['space', 'enter'], does: say('orders.next-level'), when: onOrders, run: toLevel(1, true) },
  { keys: [SEAL], does: say('orders.seal'), footer: true, when: isDrafted, run: (state) => state },
  { keys: ['x'], does: say('orders.discard'), footer: true, when: chosenIsDrafted, run: discardChosen },
  { keys: ['X'], does: say('orders.discard-all'), when: isDrafted, run: (state) => ({ ...state, draft: {} }) },
  { keys: ['p', 'enter'], does: say('key.odds'), footer: true, when: onChances, run: askOdds },
  {
    keys: ['a'],
    does: say('key.ask'),
    footer: true,
    run: (state) => ({ ...state, page: 'requests', scroll: 0, asking: { kind: 'request', typed: '' } }),
  },
  { keys: ['tab'], does: say('key.next-page'), footer: true, run: pageAfter(1) },
  { keys: ['shift+tab'], does: say('key.page-before'), run: pageAfter(-1) },
  ...SEAT_PAGES.map((page, index) => ({
    keys: [String(index + 1)],
    does: say('key.to-page', { page: say(`page.${page}`).toLowerCase() }),
    run: toPage(page),
  })),
  { keys: ['up', 'k'], does: say('key.up'), run: moved(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moved(1) },
  { keys: ['page up'], does: say('key.page-up'), run: moved(-10) },
  { keys: ['page down'], does: say('key.page-down'), run: moved(10) },
  { keys: ['home', 'g'], does: say('key.first'), run: moved(-1_000_000) },
  { keys: ['end', 'G'], does: say('key.last'), run: moved(1_000_000) },
];

function only(state: SeatState): SeatStep {
  return { state, messages: [], isOver: false };
}

export function pressSeat(before: SeatState, key: string, context: SeatContext): SeatStep {
  const state = { ...before, message: '', isLeaving: false };
  const { view } = context.seen;
  if (state.asking !== null) return typed(state, key);
  if (key === 'q') return leaving(before, context);
  if (state.isHelp) return only({ ...state, isHelp: false });
  if (key === '?') return only({ ...state, isHelp: true });
  if (view === null) return only(state);
  const row = liveKeys(SEAT_KEYS, state, context).find(({ keys }) => keys.includes(key));
  if (row === undefined) return only(state);
  return key === SEAL ? sealing(state, view) : only(row.run(state, context));
}

function sealing(state: SeatState, view: SeatView): SeatStep {
  const turn = comingTurn(view);
  const replaces =
    view.orders === 'sealed here' || view.orders === 'sealed by white' || ordersOnTheWay(state, view) !== null;
  const message = say(replaces ? 'orders.replaces' : 'orders.sealed', { turn });
  return {
    state: { ...state, draft: {}, message },
    messages: [{ kind: 'orders', turn, levers: toSeal(state, view) }],
    isOver: false,
  };
}

/** With a draft open the first time only asks. */
function leaving(state: SeatState, { seen }: SeatContext): SeatStep {
  if (!state.isLeaving && seen.view !== null && draftedCount(state, seen.view) > 0)
    return only({ ...state, isHelp: false, isLeaving: true, message: say('orders.unsealed') });
  return { state, messages: [], isOver: true };
}

/** Longest question to white, in signs: well within what a message may hold. */
const MOST_SIGNS = 2000;

function oneLine(text: string): string {
  return cleanText(text)
    .slice(0, MOST_SIGNS)
    .replace(/[\ud800-\udbff]$/, '');
}

/** Into the line that is being typed; the lines of a pasted text are no keys. */
export function pasted(state: SeatState, text: string): SeatState {
  const { asking } = state;
  return asking === null ? state : { ...state, asking: { ...asking, typed: oneLine(asking.typed + text) } };
}

function typed(state: SeatState, key: string): SeatStep {
  const { asking } = state;
  if (asking === null || key === 'esc') return only({ ...state, asking: null });
  if (key !== 'enter') return only({ ...state, asking: { ...asking, typed: oneLine(edited(asking.typed, key)) } });
  const text = asking.typed.trim();
  if (asking.kind === 'request') {
    if (text === '') return only({ ...state, message: say('ask.nothing') });
    return { state: { ...state, asking: null }, messages: [{ kind: 'request', text }], isOver: false };
  }
  const percent = /^\d+([.,]\d+)?\s*%?$/.test(text) ? Number.parseFloat(text.replace(',', '.')) : Number.NaN;
  if (!(percent >= 0 && percent <= 100)) return only({ ...state, message: say('ask.per-cent') });
  return {
    state: { ...state, asking: null },
    messages: [{ kind: 'estimate', outcome: asking.event, probability: percent / 100 }],
    isOver: false,
  };
}
