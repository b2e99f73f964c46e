// A cell's terminal as pure state: the page, the draft of orders, what was sent and whether white has answered, the line that is being typed.

import type { RoomLever, SeatView } from '../../engine/index.ts';
import type { Seen } from './room-door.ts';
import type { Place } from './room-keys.ts';
import { say } from './strings.ts';

export const SEAT_PAGES = ['situation', 'injects', 'orders', 'requests', 'chances', 'role'] as const;
export type SeatPage = (typeof SEAT_PAGES)[number];

export type Levers = Readonly<Record<string, string>>;

/** A message without its id, which is given when it is sent. */
export type Unsent =
  | { readonly kind: 'orders'; readonly turn: number; readonly levers: Levers }
  | { readonly kind: 'request'; readonly text: string }
  | { readonly kind: 'estimate'; readonly outcome: string; readonly probability: number };

export type Sent = Unsent & { readonly id: string };

export type Asking =
  | { readonly kind: 'request'; readonly typed: string }
  | { readonly kind: 'odds'; readonly typed: string; readonly event: string; readonly label: string };

export interface SeatState {
  readonly page: SeatPage;
  readonly scroll: number;
  /** Injects that there were when their page was scrolled: a new one brings it back to its top. */
  readonly heard: number;
  /** Rows chosen on the pages that have some. */
  readonly lever: number;
  readonly event: number;
  readonly draft: Levers;
  /** Turn (from 1) that the draft was begun for. */
  readonly draftTurn: number;
  /** In this sitting, the latest last. */
  readonly sent: readonly Sent[];
  readonly asking: Asking | null;
  readonly isHelp: boolean;
  /** Leaving was asked for once, with a draft open. */
  readonly isLeaving: boolean;
  /** What was done with the last key, or why not. */
  readonly message: string;
}

export interface SeatContext extends Place {
  readonly seen: Seen<SeatView>;
}

export function startSeat(): SeatState {
  return {
    page: 'situation',
    scroll: 0,
    heard: 0,
    lever: 0,
    event: 0,
    draft: {},
    draftTurn: 0,
    sent: [],
    asking: null,
    isHelp: false,
    isLeaving: false,
    message: '',
  };
}

/** Lines above the first one that is shown. */
export function scrollOf({ scroll, heard, page }: SeatState, { seen }: SeatContext): number {
  return page === 'injects' && heard !== (seen.view?.injects.length ?? 0) ? 0 : scroll;
}

/** The turn that orders are for. */
export function comingTurn({ played }: Pick<SeatView, 'played'>): number {
  return played + 1;
}

/** May this cell give orders? */
export function isOpen({ over, orders, levers }: SeatView): boolean {
  return !over && orders !== 'strategy' && levers.length > 0;
}

// What was sent.

export type Answer =
  | { readonly kind: 'on the way' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly why: string };

export function answerTo({ id }: Sent, { receipts }: Pick<SeatView, 'receipts'>): Answer {
  const receipt = receipts.findLast(({ message }) => message === id);
  if (receipt === undefined) return { kind: 'on the way' };
  return receipt.why === '' ? { kind: 'taken' } : { kind: 'refused', why: receipt.why };
}

/** Orders for the coming turn that white has not answered yet: the last ones hold. */
export function ordersOnTheWay({ sent }: SeatState, view: SeatView): Levers | null {
  const last = sent.findLast((one) => one.kind === 'orders' && one.turn === comingTurn(view));
  return last?.kind === 'orders' && answerTo(last, view).kind === 'on the way' ? last.levers : null;
}

/** What white turned away of messages from an earlier sitting; those of this one say themselves what they were. */
export function earlierRefusals({ sent }: SeatState, { receipts }: SeatView): readonly string[] {
  const own = new Set(sent.map(({ id }) => id));
  return receipts.filter(({ message, why }) => why !== '' && !own.has(message)).map(({ why }) => why);
}

export function shareText(probability: number): string {
  return `${Number((probability * 100).toFixed(1))} %`;
}

function nameOfSent(one: Sent, { forecasts }: SeatView): string {
  if (one.kind === 'orders') return say('orders.of', { turn: one.turn });
  if (one.kind === 'request') return say('sent.request', { text: one.text });
  const event = forecasts.find(({ name }) => name === one.outcome)?.label ?? one.outcome;
  return say('sent.odds', { event, share: shareText(one.probability) });
}

/** How it stands with a message, in a sentence. */
export function sentText(one: Sent, view: SeatView): string {
  const [what, answer] = [nameOfSent(one, view), answerTo(one, view)];
  if (answer.kind === 'on the way') return say('sent.waiting', { what });
  if (answer.kind === 'refused') return say('sent.refused', { what, why: answer.why });
  return one.kind === 'orders' ? say('sent.has-orders', { turn: one.turn }) : say('sent.has', { what });
}

// Levers.

export interface LeverRow {
  readonly name: string;
  readonly label: string;
  readonly levels: RoomLever['levels'];
  /** What would hold if all that is drafted were sealed. */
  readonly asked: string;
  readonly stands: string;
  readonly sealed: string | null;
  readonly sent: string | null;
  readonly isDrafted: boolean;
}

export function leverRows(state: SeatState, view: SeatView): readonly LeverRow[] {
  const onTheWay = ordersOnTheWay(state, view);
  return view.levers.map(({ name, label, level, ordered, levels }) => {
    const sent = onTheWay?.[name] ?? null;
    const before = sent ?? ordered ?? level;
    const drafted = levels.some((one) => one.name === state.draft[name]) ? state.draft[name]! : before;
    return { name, label, levels, asked: drafted, stands: level, sealed: ordered, sent, isDrafted: drafted !== before };
  });
}

export function levelLabel({ levels }: Pick<LeverRow, 'levels'>, level: string): string {
  return levels.find(({ name }) => name === level)?.label ?? level;
}

export function draftedCount(state: SeatState, view: SeatView): number {
  return isOpen(view) ? leverRows(state, view).filter(({ isDrafted }) => isDrafted).length : 0;
}

/** All that would be sealed: what is sealed or on the way, and the draft on top. */
export function toSeal(state: SeatState, view: SeatView): Levers {
  const sealed = Object.fromEntries(
    view.levers.flatMap(({ name, ordered }) => (ordered === null ? [] : [[name, ordered]])),
  );
  const drafted = leverRows(state, view).filter(({ isDrafted }) => isDrafted);
  return {
    ...sealed,
    ...ordersOnTheWay(state, view),
    ...Object.fromEntries(drafted.map(({ name, asked }) => [name, asked])),
  };
}

/** `Riot police: firm`, with whose word it is. */
export function leverText(row: LeverRow): string {
  const notes = [
    ...(row.isDrafted ? [say('orders.is-drafted')] : []),
    ...(row.sent !== null ? [say('orders.is-sent')] : row.sealed !== null ? [say('orders.is-sealed')] : []),
  ];
  return `${row.label}: ${[levelLabel(row, row.asked), ...notes].join(', ')}`;
}

/** How it stands with the orders of the coming turn. */
export function ordersText(state: SeatState, view: SeatView): string {
  const turn = comingTurn(view);
  if (view.over) return say('orders.state-over');
  if (ordersOnTheWay(state, view) !== null && view.orders !== 'strategy') return say('orders.sealed', { turn });
  return say(`orders.state-${view.orders}`, { turn });
}

/** Empty without a draft. */
export function draftText(state: SeatState, view: SeatView): string {
  const count = draftedCount(state, view);
  if (count === 0) return '';
  const turn = comingTurn(view);
  return state.draftTurn === turn
    ? say('orders.drafted', { count })
    : say('orders.drafted-before', { count, before: state.draftTurn, turn });
}
