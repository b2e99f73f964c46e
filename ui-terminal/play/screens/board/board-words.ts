// The board as sentences, for a screen reader; and how a seat comes to see something, in words.

import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { numberText } from '../../widgets/number-text.ts';
import { type BoardState, rowsOf } from './board-state.ts';
import type { LeverRow, Manner } from './picture.ts';

export function howText(how: Manner): string {
  return say(`board.how-${how}`);
}

/** Indicators and news are told as far as a person listens: the first dozen of each. */
const TOLD = 12;

export function tellBoard(state: BoardState, { session, seat }: Context): readonly string[] {
  if (session === null) return [say('game.no-case')];
  const { map, places, machines, mine, indicators, others, news } = rowsOf(state, session, seat);
  return [
    ...(map === null ? [] : [`${map.label}:`]),
    ...places.map(({ label, state: now }) => `${label}: ${now}.`),
    `${say('board.machines')}:`,
    ...machines.map(({ label, state: now, how }) => `${label}: ${now}${how === 'exact' ? '' : `, ${howText(how)}`}.`),
    `${say('board.mine')}:`,
    ...mine.map((row) => `${row.label}: ${leverText(row)}.`),
    `${say('board.indicators')}:`,
    ...indicators.slice(0, TOLD).map(({ label, values }) => {
      const [before, now] = [values.at(-2), values.at(-1)!];
      const change = before === undefined ? '' : `, ${say('board.was', { before: numberText(before) })}`;
      return `${label}: ${numberText(now)}${change}.`;
    }),
    `${say('board.others')}:`,
    ...others.map((row) => `${row.seatLabel}, ${row.label}: ${leverText(row)}.`),
    `${say('board.news')}:`,
    ...(news.length === 0 ? [say('board.no-news')] : []),
    ...news.slice(0, TOLD).map(({ turn, text }) => `${say('board.in-turn', { turn })}: ${text}`),
  ];
}

/** `battlegroup`, or the number where only that shows; `0.25 of 0.5` while it is on its way; what is sealed. */
export function leverText({ level, sealed, value, goal }: LeverRow): string {
  const force =
    goal !== null && Math.abs(goal - value) > 1e-9
      ? `, ${say('board.of', { now: numberText(value), goal: numberText(goal) })}`
      : '';
  return `${level === '' ? numberText(value) : level}${force}${sealed === null ? '' : `, ${say('board.sealed', { level: sealed })}`}`;
}
