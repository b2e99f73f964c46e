// Dates of turns: the clock of a scenario -> name, month and year of every turn, and the turn of a date.

import type { TurnUnit } from '../vocabulary.ts';

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface Clock extends CalendarDay {
  readonly unit: TurnUnit;
  readonly turns: number;
}

/** `2014`, `2014-09` or `2014-09-15`; null when it is no such day. */
export function readDate(text: string | number): CalendarDay | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(String(text));
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const real = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return real ? { year, month, day } : null;
}

/** First day of the turn (0-based). */
export function dateOfTurn(clock: Clock, turn: number): CalendarDay {
  switch (clock.unit) {
    case 'day':
      return fromDayNumber(dayNumber(clock) + turn);
    case 'week':
      return fromDayNumber(dayNumber(clock) + 7 * turn);
    case 'month':
      return monthsLater(clock, turn);
    case 'quarter':
      return monthsLater(clock, 3 * turn);
    case 'year':
      return monthsLater(clock, 12 * turn);
  }
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export function labelOfTurn(clock: Clock, turn: number): string {
  const { year, month, day } = dateOfTurn(clock, turn);
  switch (clock.unit) {
    case 'day':
    case 'week':
      return `${day} ${MONTHS[month - 1]} ${year}`;
    case 'month':
      return `${MONTHS[month - 1]} ${year}`;
    case 'quarter':
      return `Q${Math.floor((month - 1) / 3) + 1} ${year}`;
    case 'year':
      return String(year);
  }
}

/** The turn (0-based, perhaps outside the scenario) that holds the day. */
export function turnOfDate(clock: Clock, date: CalendarDay): number {
  const days = dayNumber(date) - dayNumber(clock);
  const months = (date.year - clock.year) * 12 + date.month - clock.month;
  switch (clock.unit) {
    case 'day':
      return days;
    case 'week':
      return Math.floor(days / 7);
    case 'month':
      return months;
    case 'quarter':
      return Math.floor(months / 3);
    case 'year':
      return Math.floor(months / 12);
  }
}

function monthsLater(from: CalendarDay, months: number): CalendarDay {
  const index = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return { year, month, day: Math.min(from.day, daysIn(year, month)) };
}

export function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Days since 1 March of year 0 (proleptic Gregorian calendar; Hinnant's `days_from_civil`). */
export function dayNumber({ year, month, day }: CalendarDay): number {
  const y = month <= 2 ? year - 1 : year;
  const shifted = (month + 9) % 12;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * shifted + 2) / 5) +
    day -
    1
  );
}

export function fromDayNumber(days: number): CalendarDay {
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}
