// A period as people write it (`2015`, `2015-03`, `2014-09/2014-12`) + the clock -> the turns in it, or why it has none.

import {
  type CalendarDay,
  type Clock,
  dateOfTurn,
  dayNumber,
  daysIn,
  fromDayNumber,
  labelOfTurn,
  readDate,
} from './calendar.ts';

/** Both days included. */
export interface Period {
  readonly first: CalendarDay;
  readonly last: CalendarDay;
}

export interface PeriodFault {
  readonly message: string;
  readonly notes: readonly string[];
}

/** A year, a month or a day, or two of them with a slash between; null when it is none. The second may lie before the first. */
export function readPeriod(text: string): Period | null {
  const [from = '', until = from, ...rest] = text.split('/').map((part) => part.trim());
  const first = readDate(from);
  const last = lastDayOf(until);
  return first === null || last === null || rest.length > 0 ? null : { first, last };
}

function lastDayOf(text: string): CalendarDay | null {
  const date = readDate(text);
  if (date === null) return null;
  const [, month, day] = text.split('-');
  if (month === undefined) return { year: date.year, month: 12, day: 31 };
  return day === undefined ? { ...date, day: daysIn(date.year, date.month) } : date;
}

/**
 * First and last turn (0-based) whose first day lies in the period. A period that leaves the clock, holds no such day or, on a clock of
 * quarters or years, cuts a turn in two is a fault.
 */
export function turnsOfPeriod(
  clock: Clock,
  text: string,
): { readonly turns: readonly [first: number, last: number] } | { readonly fault: PeriodFault } {
  const period = readPeriod(text);
  if (period === null)
    return fault(`expected a period as 2015, 2015-03 or 2014-09/2014-12, got ${JSON.stringify(text)}`, []);
  const [from, until] = [dayNumber(period.first), dayNumber(period.last)];
  if (from > until) return fault(`expected the earlier date first in "${text}"`, []);
  const begins = dayNumber(clock);
  const ends = dayOfTurn(clock, clock.turns) - 1;
  if (until < begins || from > ends)
    return fault(`expected a period inside the clock, ${spanOf(clock)}; "${text}" lies outside it`, []);
  if (from < begins || until > ends)
    return fault(`expected a period inside the clock, ${spanOf(clock)}; "${text}" lies partly outside it`, [
      `Write ${partInside(clock, period)}, and count only what happened in it.`,
    ]);
  const inside = turnsBetween(clock, from, until);
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined)
    return fault(`no ${clock.unit} begins in "${text}"`, ['Write a period of at least one turn.']);
  const isCut = dayOfTurn(clock, first) !== from || dayOfTurn(clock, last + 1) !== until + 1;
  if (isCut && (clock.unit === 'quarter' || clock.unit === 'year'))
    return fault(`expected a period that begins and ends with a turn; "${text}" cuts a ${clock.unit} in two`, [
      `The turns that begin in it are ${labelOfTurn(clock, first)} to ${labelOfTurn(clock, last)}.`,
    ]);
  return { turns: [first, last] };
}

function turnsBetween(clock: Clock, from: number, until: number): number[] {
  return Array.from({ length: clock.turns }, (_, turn) => turn).filter((turn) => {
    const day = dayOfTurn(clock, turn);
    return day >= from && day <= until;
  });
}

function dayOfTurn(clock: Clock, turn: number): number {
  return dayNumber(dateOfTurn(clock, turn));
}

/** The part of a period that the clock holds, as one would write it. */
function partInside(clock: Clock, { first, last }: Period): string {
  const end = fromDayNumber(dayOfTurn(clock, clock.turns) - 1);
  const from = dayNumber(first) < dayNumber(clock) ? clock : first;
  const until = dayNumber(last) > dayNumber(end) ? end : last;
  const whole = from.day === 1 && until.day === daysIn(until.year, until.month);
  return `${iso(from, whole)}/${iso(until, whole)}`;
}

function iso({ year, month, day }: CalendarDay, isMonth: boolean): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return isMonth ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
}

function spanOf(clock: Clock): string {
  return `${labelOfTurn(clock, 0)} to ${labelOfTurn(clock, clock.turns - 1)}`;
}

function fault(message: string, notes: readonly string[]): { readonly fault: PeriodFault } {
  return { fault: { message, notes } };
}
