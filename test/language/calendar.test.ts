// Turns and dates: each turn has a first day, and each day lies in a turn, over leap years and ends of months.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CalendarDay,
  type Clock,
  dateOfTurn,
  labelOfTurn,
  readDate,
  turnOfDate,
} from '../../engine/language/calendar.ts';
import { TURN_UNITS, type TurnUnit } from '../../engine/vocabulary.ts';
import { EVERY_WORD, edited, inspect } from './every-word.ts';

/** Without its record, whose periods belong to its own clock. */
const UNRECORDED = EVERY_WORD.replace(/\nrecord:[\s\S]*?\n(?=end when:)/, '\n');

const DAY = 86_400_000;

/** Days since 1970 as the platform counts them. */
function platformDay({ year, month, day }: CalendarDay): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY);
}

const anyDay: fc.Arbitrary<CalendarDay> = fc
  .date({ min: new Date('1500-01-01T00:00:00Z'), max: new Date('2899-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => ({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }));
const anyClock: fc.Arbitrary<Clock> = fc
  .record({ start: anyDay, unit: fc.constantFrom(...TURN_UNITS), turns: fc.integer({ min: 1, max: 4096 }) })
  .map(({ start, ...rest }) => ({ ...start, ...rest }));
const anyTurn = fc.integer({ min: -100, max: 4095 });

function clock(start: string, unit: TurnUnit): Clock {
  const day = readDate(start);
  if (day === null) throw new Error(`no date: ${start}`);
  return { ...day, unit, turns: 100 };
}

function written({ year, month, day }: CalendarDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

describe('reading dates', () => {
  test.each<[string | number, string]>([
    ['2014-09-15', '2014-09-15'],
    ['2014-09', '2014-09-01'],
    ['2014', '2014-01-01'],
    [2014, '2014-01-01'],
    ['2016-02-29', '2016-02-29'],
    ['2000-02-29', '2000-02-29'],
  ])('%s', (text, day) => {
    expect(written(readDate(text) as CalendarDay)).toBe(day);
  });

  test.each([
    '2014-13',
    '2014-00',
    '2014-09-31',
    '2015-02-29',
    '1900-02-29',
    '2014-9',
    '14-09',
    '2014/09',
    '2014-09-15T00:00',
    '',
    'soon',
    ' 2014',
    -2014,
    2014.5,
    201_409,
  ])('%s is no date', (text) => {
    expect(readDate(text)).toBeNull();
  });

  test('agrees with the platform on which days there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1583, max: 2500 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = written({ year, month, day });
          const date = new Date(`${text}T00:00:00Z`);
          const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
          expect(readDate(text) !== null).toBe(real);
        },
      ),
    );
  });
});

describe('turns', () => {
  test.each<[string, TurnUnit, number, string, string]>([
    ['2014-09', 'day', 30, '2014-10-01', '1 October 2014'],
    ['2016-02-28', 'day', 1, '2016-02-29', '29 February 2016'],
    ['2015-02-28', 'day', 1, '2015-03-01', '1 March 2015'],
    ['2014-12-29', 'week', 1, '2015-01-05', '5 January 2015'],
    ['2014-09', 'month', 0, '2014-09-01', 'September 2014'],
    ['2014-09', 'month', 23, '2016-08-01', 'August 2016'],
    ['2014-01-31', 'month', 1, '2014-02-28', 'February 2014'],
    ['2014-09', 'quarter', 1, '2014-12-01', 'Q4 2014'],
    ['2014-01', 'quarter', 5, '2015-04-01', 'Q2 2015'],
    ['2014', 'year', 3, '2017-01-01', '2017'],
    ['2016-02-29', 'year', 1, '2017-02-28', '2017'],
  ])('from %s in %ss, turn %d begins on %s', (start, unit, turn, day, label) => {
    expect(written(dateOfTurn(clock(start, unit), turn))).toBe(day);
    expect(labelOfTurn(clock(start, unit), turn)).toBe(label);
  });

  test('lead to their first day and back', () => {
    fc.assert(
      fc.property(anyClock, anyTurn, (time, turn) => {
        const day = dateOfTurn(time, turn);
        expect(readDate(written(day))).toEqual(day);
        expect(turnOfDate(time, day)).toBe(turn);
      }),
      { numRuns: 500 },
    );
  });

  test('of days and weeks agree with the platform', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (start, day) => {
        const days = platformDay(day) - platformDay(start);
        const time = { ...start, turns: 1 };
        expect(turnOfDate({ ...time, unit: 'day' }, day)).toBe(days);
        expect(turnOfDate({ ...time, unit: 'week' }, day)).toBe(Math.floor(days / 7));
        expect(dateOfTurn({ ...time, unit: 'day' }, days)).toEqual(day);
      }),
      { numRuns: 500 },
    );
  });

  test('of months, quarters and years count calendar months', () => {
    fc.assert(
      fc.property(anyClock, anyTurn, (time, turn) => {
        const months = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[time.unit];
        if (months === 0) return;
        const { year, month } = dateOfTurn(time, turn);
        expect((year - time.year) * 12 + month - time.month).toBe(months * turn);
      }),
    );
  });
});

describe('dates in a scenario', () => {
  const election = (date: string, start = '2014-09', unit = 'month') =>
    inspect(
      edited(
        'date: 2015-10',
        `date: ${date}`,
        edited('start: 2014-09, turn: month', `start: ${start}, turn: ${unit}`, UNRECORDED),
      ),
    );

  test.each([
    ['2014-09', 0],
    ['2016-08', 23],
    ['2015-10-31', 13],
  ])('%s is turn %d', (date, turn) => {
    expect(election(date).scenario?.injects.get('election')?.turn).toBe(turn);
  });

  test.each([
    ['2016-09', 25],
    ['2014-08', 0],
  ])('%s is outside', (date, turn) => {
    expect(election(date).said).toContain(`inside the scenario, turn 1 to 24; this would be turn ${turn}`);
  });

  test('a year alone is a date where turns are years', () => {
    const answer = election('2016', '2014', 'year');
    expect(answer.scenario?.injects.get('election')?.turn).toBe(2);
  });
});
