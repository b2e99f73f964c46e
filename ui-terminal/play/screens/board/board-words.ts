// The board as sentences, for a screen reader; and how a seat comes to see something, in words.

import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { numberText } from '../../widgets/number-text.ts';
import { type BoardState, rowsOf } from './board-state.ts';
import type { Manner } from './picture.ts';

export function howText(how: Manner): string {
  return say(`board.how-${how}`);
}

/** Indicators and news are told as far as a person listens: the first dozen of each. */
const TOLD = 12;

export function tellBoard(state: BoardState, { session, seat }: Context): readonly string[] {
  if (session === null) return [say('game.no-case')];
  const { map, places, machines, orders, indicators, news } = rowsOf(state, session, seat);
  return [
    ...(map === null ? [] : [`${map.label}:`]),
    ...places.map(({ label, state: now }) => `${label}: ${now}.`),
    `${say('board.machines')}:`,
    ...machines.map(({ label, state: now, how }) => `${label}: ${now}${how === 'exact' ? '' : `, ${howText(how)}`}.`),
    `${say('board.orders')}:`,
    ...orders.map(
      ({ seatLabel, label, level, value }) => `${seatLabel}, ${label}: ${level === '' ? numberText(value) : level}.`,
    ),
    `${say('board.indicators')}:`,
    ...indicators.slice(0, TOLD).map(({ label, values }) => {
      const [before, now] = [values.at(-2), values.at(-1)!];
      const change = before === undefined ? '' : `, ${say('board.was', { before: numberText(before) })}`;
      return `${label}: ${numberText(now)}${change}.`;
    }),
    `${say('board.news')}:`,
    ...news.slice(0, TOLD).map(({ turn, text }) => `${say('board.in-turn', { turn })}: ${text}`),
  ];
}
