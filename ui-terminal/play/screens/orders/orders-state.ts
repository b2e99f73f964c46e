// The orders screen as pure state: which lever, what is drafted, the filter; and its keys. What is sealed stands in the log.

import type { Context, Deed, KeyRow, Step } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { movedIn } from '../remembered.ts';
import { type Draft, type OrderRow, ordersOf, toSeal } from './orders-data.ts';

export interface OrdersState {
  readonly cursor: number;
  /** Lever -> level, for levers that were changed since orders were sealed. */
  readonly draft: Draft;
  readonly filter: string;
  /** Which pane up and down move, and how far the right one is scrolled. */
  readonly pane: 'levers' | 'detail';
  readonly scroll: number;
  /** Leaving was asked for once, with a draft open. */
  readonly isLeaving: boolean;
}

/** `about`: the lever to begin with, `{ lever }`. */
export function startOrders(context: Context, about?: unknown): OrdersState {
  const state: OrdersState = { cursor: 0, draft: {}, filter: '', pane: 'levers', scroll: 0, isLeaving: false };
  const { lever } = (about ?? {}) as { readonly lever?: string };
  const at = rowsIn(state, context).findIndex(({ name }) => name === lever);
  return { ...state, cursor: Math.max(0, at) };
}

/** The levers that are shown. */
export function rowsIn(state: OrdersState, { session, seat }: Context): readonly OrderRow[] {
  if (session === null) return [];
  const { rows } = ordersOf(session, seat, state.draft);
  const typed = state.filter.toLowerCase();
  return rows.filter(({ label, preview }) => `${label} ${preview.asked}`.toLowerCase().includes(typed));
}

/** The lever under the cursor. */
export function chosenIn(state: OrdersState, context: Context): OrderRow | null {
  const rows = rowsIn(state, context);
  return rows[movedIn(state.cursor, 0, rows.length)] ?? null;
}

function isOpen(_: OrdersState, { session, seat }: Context): boolean {
  return session !== null && ordersOf(session, seat, {}).isOpen;
}

export function hasDraft(state: OrdersState, { session, seat }: Context): boolean {
  if (session === null) return false;
  const { isOpen, rows } = ordersOf(session, seat, state.draft);
  return isOpen && rows.some(({ isDrafted }) => isDrafted);
}

/** No text about a lever is longer; the look stops at its end. */
const MOST_LINES = 400;

type Run = KeyRow<OrdersState>['run'];

function moved(by: number): Run {
  return (state, context) => ({
    state:
      state.pane === 'detail'
        ? { ...state, isLeaving: false, scroll: movedIn(state.scroll, by, MOST_LINES) }
        : { ...state, isLeaving: false, scroll: 0, cursor: movedIn(state.cursor, by, rowsIn(state, context).length) },
  });
}

/** Another level of the lever under the cursor; `around` goes on from the last to the first. */
function toLevel(by: number, around: boolean): Run {
  return (state, context) => {
    const row = chosenIn(state, context);
    if (row === null) return { state };
    const { name, preview } = row;
    const count = preview.levels.length;
    const at = preview.levels.findIndex((level) => level.name === preview.asked) + by;
    const level = preview.levels[around ? (at + count) % count : movedIn(at, 0, count)]!.name;
    return { state: { ...state, isLeaving: false, draft: { ...state.draft, [name]: level } } };
  };
}

function without(draft: Draft, lever: string | undefined): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([name]) => name !== lever));
}

/** The deed that seals what is drafted, with what was sealed before. */
function sealing(state: OrdersState, context: Context): readonly Deed[] {
  if (context.session === null || !hasDraft(state, context)) return [];
  return [{ kind: 'order', levers: toSeal(context.session, context.seat, state.draft) }];
}

/** The first time a key that leaves only warns, when there is a draft that would be lost. */
function leaving(deed: Deed): Run {
  return (state, context): Step<OrdersState> =>
    state.isLeaving || !hasDraft(state, context)
      ? { state, deeds: [deed] }
      : { state: { ...state, isLeaving: true }, deeds: [{ kind: 'say', text: say('orders.unsealed') }] };
}

const OWN_KEYS: readonly KeyRow<OrdersState>[] = [
  { keys: ['left', 'h'], does: say('orders.less'), footer: true, when: isOpen, run: toLevel(-1, false) },
  { keys: ['right', 'l'], does: say('orders.more'), footer: true, when: isOpen, run: toLevel(1, false) },
  { keys: ['space', 'enter'], does: say('orders.next-level'), when: isOpen, run: toLevel(1, true) },
  {
    keys: ['e'],
    does: say('orders.seal'),
    footer: true,
    when: hasDraft,
    run: (state, context) => ({ state: { ...state, draft: {}, isLeaving: false }, deeds: sealing(state, context) }),
  },
  {
    keys: ['n'],
    does: say('orders.seal-and-end'),
    footer: true,
    when: (_, { session }) => session !== null && !session.standing().over,
    run: (state, context) => ({
      state: { ...state, draft: {}, isLeaving: false },
      deeds: [...sealing(state, context), { kind: 'play' }],
    }),
  },
  {
    keys: ['x'],
    does: say('orders.discard'),
    footer: true,
    when: (state, context) => chosenIn(state, context)?.isDrafted === true,
    run: (state, context) => ({
      state: { ...state, isLeaving: false, draft: without(state.draft, chosenIn(state, context)?.name) },
    }),
  },
  {
    keys: ['X'],
    does: say('orders.discard-all'),
    when: hasDraft,
    run: (state) => ({ state: { ...state, draft: {}, isLeaving: false } }),
  },
  {
    keys: ['f'],
    does: say('screen.forecast').toLowerCase(),
    footer: true,
    when: (_, { session }) => session !== null && !session.standing().over,
    run: (state, { session, seat }) => ({
      state: { ...state, isLeaving: false },
      deeds:
        session === null ? [] : [{ kind: 'go', to: 'forecast', about: { levers: toSeal(session, seat, state.draft) } }],
    }),
  },
  {
    keys: ['tab', 'shift+tab'],
    does: say('board.next-pane'),
    run: (state) => ({ state: { ...state, pane: state.pane === 'levers' ? 'detail' : 'levers' } }),
  },
  { keys: ['up', 'k'], does: say('key.up'), run: moved(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moved(1) },
  { keys: ['page up'], does: say('board.page-up'), run: moved(-10) },
  { keys: ['page down'], does: say('board.page-down'), run: moved(10) },
  { keys: ['home', 'g'], does: say('board.first'), run: moved(-100_000) },
  { keys: ['end', 'G'], does: say('board.last'), run: moved(100_000) },
  {
    keys: ['b'],
    does: say('screen.board').toLowerCase(),
    footer: true,
    run: (state) => ({ state, deeds: [{ kind: 'go', to: 'board' }] }),
  },
  { keys: ['esc'], does: say('key.back'), run: leaving({ kind: 'back' }) },
];

const OWN = new Set(OWN_KEYS.flatMap(({ keys }) => keys));

export const ORDERS_KEYS: readonly KeyRow<OrdersState>[] = [
  ...OWN_KEYS,
  ...goKeys<OrdersState>('orders').filter(({ keys }) => !keys.some((key) => OWN.has(key))),
];
