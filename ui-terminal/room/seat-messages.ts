// Orders, a question and odds from the command line -> messages to white, held against what the cell may see and do; or what is wrong with them.

import { type SeatView, unknownName } from '../../engine/index.ts';
import { cleanText } from './clean-text.ts';
import { comingTurn, type Levers, startSeat, toSeal, type Unsent } from './seat-state.ts';
import { say } from './strings.ts';

/** As they were written. */
export interface Wishes {
  readonly order?: readonly string[];
  readonly ask?: readonly string[];
  readonly odds?: readonly string[];
}

export function areWishes({ order = [], ask = [], odds = [] }: Wishes): boolean {
  return order.length + ask.length + odds.length > 0;
}

type Fault = { readonly fault: string };

/** All of them, or the first fault and none. Orders keep what is sealed already. */
export function messagesOf({ order = [], ask = [], odds = [] }: Wishes, view: SeatView): readonly Unsent[] | Fault {
  const orders = order.length === 0 ? [] : ordersOf(order, view);
  if ('fault' in orders) return orders;
  const questions: Unsent[] = ask.map((text) => ({ kind: 'request', text: cleanText(text).trim() }));
  if (questions.some((one) => one.kind === 'request' && one.text === '')) return { fault: say('plain.nothing-asked') };
  const estimates: Unsent[] = [];
  for (const text of odds) {
    const estimate = oddsOf(text, view);
    if ('fault' in estimate) return estimate;
    if (estimates.some((one) => one.kind === 'estimate' && one.outcome === estimate.outcome))
      return { fault: say('plain.twice', { name: estimate.outcome }) };
    estimates.push(estimate);
  }
  return [...orders, ...questions, ...estimates];
}

function ordersOf(order: readonly string[], view: SeatView): readonly Unsent[] | Fault {
  if (view.over) return { fault: say('plain.over') };
  if (view.orders === 'strategy') return { fault: say('plain.strategy', { seat: view.label }) };
  const levers: Record<string, string> = {};
  for (const text of order) {
    const pair = pairOf(text, 'lever=level');
    if ('fault' in pair) return pair;
    const lever = leverOf(pair.name, view);
    if ('fault' in lever) return lever;
    const level = levelOf(lever, pair.value);
    if ('fault' in level) return level;
    if (levers[lever.name] !== undefined) return { fault: say('plain.twice', { name: lever.name }) };
    levers[lever.name] = level.name;
  }
  const sealed: Levers = toSeal(startSeat(), view);
  return [{ kind: 'orders', turn: comingTurn(view), levers: { ...sealed, ...levers } }];
}

/** The level and the chance stand after the last sign of equality: names in brackets hold none. */
function pairOf(text: string, form: string): { readonly name: string; readonly value: string } | Fault {
  const at = text.lastIndexOf('=');
  const [name, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  return at < 1 || name === '' || value === ''
    ? { fault: say('plain.pair', { text: cleanText(text), form }) }
    : { name, value };
}

/** By its name, or without its member where only one lever is meant: `policing` for `policing[estonia]`. */
function leverOf(name: string, { levers }: SeatView): SeatView['levers'][number] | Fault {
  const exact = levers.find((lever) => lever.name === name);
  if (exact !== undefined) return exact;
  const [only, ...others] = levers.filter((lever) => lever.name.startsWith(`${name}[`));
  if (only !== undefined && others.length === 0) return only;
  const known = levers.map((lever) => lever.name);
  return { fault: say('plain.no-lever', { name: cleanText(name), hint: hintOf('lever', name, known) }) };
}

function levelOf({ name: lever, levels }: SeatView['levers'][number], name: string): { readonly name: string } | Fault {
  const level = levels.find((one) => one.name === name);
  const known = levels.map((one) => one.name);
  return (
    level ?? { fault: say('plain.no-level', { lever, name: cleanText(name), hint: hintOf('level', name, known) }) }
  );
}

function oddsOf(text: string, { forecasts }: SeatView): Extract<Unsent, { kind: 'estimate' }> | Fault {
  const pair = pairOf(text, 'event=0.3');
  if ('fault' in pair) return pair;
  const known = forecasts.map(({ name }) => name);
  if (!known.includes(pair.name))
    return { fault: say('plain.no-event', { name: cleanText(pair.name), hint: hintOf('event', pair.name, known) }) };
  const probability = /^(\d+\.?\d*|\.\d+)$/.test(pair.value) ? Number(pair.value) : Number.NaN;
  if (!(probability >= 0 && probability <= 1)) return { fault: say('plain.no-odds', { text: cleanText(pair.value) }) };
  return { kind: 'estimate', outcome: pair.name, probability };
}

function hintOf(kind: string, name: string, known: readonly string[]): string {
  return unknownName(kind, name, known)?.notes[0] ?? say('plain.none');
}
