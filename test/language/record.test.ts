// The record of a scenario: what it means, its periods on every clock, and every slip answered with its place.

import { describe, expect, test } from 'vitest';
import { type Clock, readDate } from '../../engine/language/calendar.ts';
import { readPeriod, turnsOfPeriod } from '../../engine/language/period.ts';
import type { TurnUnit } from '../../engine/vocabulary.ts';
import { caretsOf, EVERY_WORD, edited, inspect, unmarked } from './every-word.ts';

describe('the record of the fixture', () => {
  const { scenario } = inspect(EVERY_WORD);
  const record = scenario?.record;

  test('says whose policy it is held against', () => {
    expect(record).toMatchObject({ policy: 'history', doctrine: 'opportunist', variants: ['base', 'product'] });
    expect(record?.cannotTell).toEqual(['How often something would happen that has not happened yet.']);
  });

  test('has one observation for each period, the earlier first, whatever the order of the file', () => {
    const [taken, none] = record?.series ?? [];
    expect(taken?.observations.map(({ period, turns, observed }) => [period, turns, observed])).toEqual([
      ['2014-09/2014-12', [0, 3], 1],
      ['2015', [4, 15], 0],
      ['2016-03', [18, 18], 0],
    ]);
    expect(taken).toMatchObject({
      label: 'Officers taken near the border',
      unit: 'cases',
      informs: ['appetite', 'resolve'],
    });
    expect(none?.observations).toMatchObject([{ period: null, turns: null, observed: 0 }]);
    expect(none).toMatchObject({ label: 'no insurgency', informs: ['appetite'] });
  });

  test('leaves a scenario without one as it was', () => {
    const without = EVERY_WORD.replace(/\nrecord:[\s\S]*?\n(?=end when:)/, '\n');
    expect(without.length).toBeLessThan(EVERY_WORD.length - 300);
    expect(inspect(without)).toMatchObject({ problems: [], scenario: { record: null } });
  });
});

describe('a period', () => {
  const clock = (start: string, unit: TurnUnit, turns: number): Clock => ({ ...readDate(start)!, unit, turns });
  const turns = (on: Clock, text: string) => {
    const found = turnsOfPeriod(on, text);
    return 'turns' in found ? found.turns : found.fault.message;
  };

  test('is a year, a month, a day, or from the first of one to the last of another', () => {
    const day = (year: number, month: number, date: number) => ({ year, month, day: date });
    expect(readPeriod('2016')).toEqual({ first: day(2016, 1, 1), last: day(2016, 12, 31) });
    expect(readPeriod('2016-02')).toEqual({ first: day(2016, 2, 1), last: day(2016, 2, 29) });
    expect(readPeriod('2015-02-03')).toEqual({ first: day(2015, 2, 3), last: day(2015, 2, 3) });
    expect(readPeriod('2014-09/2015')).toEqual({ first: day(2014, 9, 1), last: day(2015, 12, 31) });
    expect(['', 'soon', '2015-13', '2015-02-30', '2015/', '2014/2015/2016', '15'].map(readPeriod)).toEqual(
      Array(7).fill(null),
    );
  });

  test('on a clock of months has the months in it', () => {
    const months = clock('2014-09', 'month', 28);
    expect(turns(months, '2014-09')).toEqual([0, 0]);
    expect(turns(months, '2015')).toEqual([4, 15]);
    expect(turns(months, '2014-09/2016-12')).toEqual([0, 27]);
    expect(turns(clock('2014-09-15', 'month', 28), '2015')).toEqual([4, 15]);
  });

  test('on a clock of weeks has the weeks that begin in it, so that none belongs to two', () => {
    const weeks = clock('2015-01-01', 'week', 53);
    const found = Array.from({ length: 12 }, (_, i) => turns(weeks, `2015-${String(i + 1).padStart(2, '0')}`));
    expect(found[0]).toEqual([0, 4]);
    expect(found[1]).toEqual([5, 8]);
    const covered = found.flatMap((part) => {
      const [first, last] = part as readonly [number, number];
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
    expect(covered).toEqual(Array.from({ length: 53 }, (_, i) => i));
    expect(turns(weeks, '2015-01-02/2015-01-07')).toBe('no week begins in "2015-01-02/2015-01-07"');
  });

  test('on a clock of days has the days', () => {
    expect(turns(clock('2014-09-01', 'day', 60), '2014-10')).toContain('lies partly outside');
    expect(turns(clock('2014-09-01', 'day', 61), '2014-10')).toEqual([30, 60]);
  });

  test('on a clock of quarters or years begins and ends with a turn', () => {
    const quarters = clock('2014-07', 'quarter', 6);
    expect(turns(quarters, '2015')).toEqual([2, 5]);
    expect(turns(quarters, '2014-10/2015-03')).toEqual([1, 2]);
    expect(turns(quarters, '2014-09/2014-12')).toContain('cuts a quarter in two');
    expect(turns(quarters, '2014-08')).toBe('no quarter begins in "2014-08"');
    expect(turns(clock('2014-07', 'year', 2), '2015')).toContain('cuts a year in two');
    expect(turns(clock('2014', 'year', 3), '2015/2016')).toEqual([1, 2]);
  });

  test('lies inside the clock, all of it', () => {
    const months = clock('2014-09', 'month', 28);
    const inside = 'expected a period inside the clock, September 2014 to December 2016';
    expect(turns(months, '2013')).toBe(`${inside}; "2013" lies outside it`);
    expect(turns(months, '2017')).toBe(`${inside}; "2017" lies outside it`);
    expect(turns(months, '2014')).toBe(`${inside}; "2014" lies partly outside it`);
    expect(turns(months, '2016-12/2017-01')).toBe(`${inside}; "2016-12/2017-01" lies partly outside it`);
    const partly = turnsOfPeriod(months, '2014/2018');
    expect('fault' in partly && partly.fault.notes).toEqual([
      'Write 2014-09/2016-12, and count only what happened in it.',
    ]);
    const weeks = turnsOfPeriod(clock('2015-01-05', 'week', 52), '2015');
    expect('fault' in weeks && weeks.fault.notes).toEqual([
      'Write 2015-01-05/2015-12-31, and count only what happened in it.',
    ]);
    expect(turns(months, '2015-06/2015-03')).toBe('expected the earlier date first in "2015-06/2015-03"');
  });
});

describe('one slip', () => {
  const slips: [old: string, by: string, says: string, note?: string][] = [
    ['policy: history\n', 'policy: «histry»\n', 'expected a policy, got "histry"', 'Did you mean "history"?'],
    [
      '\n  doctrine: opportunist\n',
      '\n  doctrine: «oportunist»\n',
      'expected a doctrine, got "oportunist"',
      'Did you mean "opportunist"?',
    ],
    [
      'variants: [base, product]\n  series',
      'variants: [base, «produkt»]\n  series',
      'expected a structural variant, got "produkt"',
      'Did you mean "product"?',
    ],
    ['officers_taken:\n', 'officers_taken:\n      «obseved»: 1\n', 'unknown key "obseved"', 'Did you mean "observed"?'],
    ['      observed: { 2014-09/2014-12: 1, 2015: 0, 2016-03: 0 }\n', '', 'missing key "observed"'],
    ['      unit: cases\n      source: R1\n', '      unit: cases\n', 'missing key "source"'],
    [
      'unit: cases\n      source: R1',
      'unit: cases\n      source: «R7»',
      'the register has no source "R7"',
      'Did you mean "R1"?',
    ],
    [
      'source: judgement, why: it would have been noticed, informs',
      'source: judgement, informs',
      '"no_insurgency" is a judgement without a reason',
      'with "why: ..."',
    ],
    ['2014-09/2014-12: 1', '«2014/2014-12»: 1', '"2014/2014-12" lies partly outside it', 'Write 2014-09/2014-12'],
    ['2016-03: 0', '«2017-03»: 0', '"2017-03" lies outside it'],
    ['2016-03: 0', '«2016-3»: 0', 'expected a period as 2015, 2015-03 or 2014-09/2014-12, got "2016-3"'],
    ['2016-03: 0', '«2016-03/2016-01»: 0', 'expected the earlier date first'],
    ['2016-03: 0', '2016-03: «many»', 'expected a number, got "many"'],
    [
      'observed: { 2014-09/2014-12: 1, 2015: 0, 2016-03: 0 }',
      'observed: «1»',
      'expected a map of periods for "per_turn", got a number',
      'write is: total(...)',
    ],
    [
      'observed: 0, source: judgement',
      'observed: «{ 2015: 0 }», source: judgement',
      'expected one number for "is", got a map',
      'Periods need "per_turn"',
    ],
    [
      'observed: 0, source: judgement',
      'observed: «0.5», source: judgement',
      'expected 0 or 1, since "is" is a condition, got 0.5',
    ],
    [
      'per_turn: "sum(times(kidnapping))"',
      'per_turn: "sum(times(«kidnaping»))"',
      'unknown name "kidnaping"',
      'Did you mean "kidnapping"?',
    ],
    ['per_turn: "sum(times(kidnapping))"', 'per_turn: "«total(sum(times(kidnapping)))»"', 'belongs in an outcome'],
    [
      'per_turn: "sum(times(kidnapping))"',
      'per_turn: "«any(happened(kidnapping))»"',
      'expected a number, got a condition',
    ],
    [
      'is: "ever(any(in(ladder, insurgency)))", observed',
      'is: "any(«in(ladder, insurgency)»)", observed',
      'expected a reduction over the turns around in(...)',
    ],
    [
      'is: "ever(any(in(ladder, insurgency)))", observed',
      'is: "true", «per_turn»: 1, observed',
      'expected one of "is" and "per_turn"',
    ],
    [
      '{ is: "ever(any(in(ladder, insurgency)))", observed',
      '{ observed',
      'missing key "is" or "per_turn"',
      'For example per_turn',
    ],
    [
      'informs: [appetite, resolve]',
      'informs: [appetite, «resolv»]',
      'expected an uncertainty, got "resolv"',
      'Did you mean "resolve"?',
    ],
    ['informs: appetite }', 'informs: «habit» }', 'expected an uncertainty, got "habit"'],
    ['  cannot_tell:\n    - How', '  cannot_tell: «How»\n#', 'expected a list'],
  ];

  test.each(slips)('%s -> %s', (old, by, says, note) => {
    const isMarked = by.includes('«');
    const marked = edited(old, by);
    const place = isMarked ? unmarked(marked) : null;
    const { problems, render, scenario } = inspect(place?.text ?? marked);
    expect(scenario).toBeNull();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(says)]);
    const [problem] = problems;
    if (place !== null) {
      expect(problem?.place).toMatchObject({ line: place.line, column: place.column });
      if (!place.under.includes('\n')) expect(caretsOf(render(problem!))?.under).toBe(place.under);
    } else expect(problem?.place).not.toBeNull();
    if (note !== undefined) expect(problem?.notes.join(' ')).toContain(note);
  });

  test('an empty map of periods, and no series at all', () => {
    const none = edited('observed: { 2014-09/2014-12: 1, 2015: 0, 2016-03: 0 }', 'observed: {}');
    expect(inspect(none).said).toContain('expected at least one period with its number');
    const empty = EVERY_WORD.replace(/\n {2}series:[\s\S]*?\n {2}cannot_tell/, '\n  series: {}\n  cannot_tell');
    expect(inspect(empty).said).toContain('expected at least one series');
  });
});
