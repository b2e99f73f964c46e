// The console as whole frames, its keys as deeds of the case, and what is refused in words.

import { describe, expect, onTestFinished, test } from 'vitest';
import { type App, frameOf, openApp, press, tellOf, topOf } from '../../../ui-terminal/play/app-state.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import type { Context, ScreenId } from '../../../ui-terminal/play/screen.ts';
import { tempFolder } from '../../case/played-case.ts';
import { textOfFrame } from '../play/board-case.ts';
import { type ConsoleOfSeminar, consoleOf, heldSeminar } from './seminar-case.ts';

process.env.TZ = 'UTC';

const MIDWAY = `startex 2026-03-04T09:00:00Z
wait 4
move flags
release N-01
complete N-01
orders estonia policing[estonia]=usual talks[estonia]=mayors
request nato May we ask which vehicles they were, and who invited them?
play
wait 3
rule incident:officer_taken[latvia] comes because the room should meet a case without an author
play
wait 4
note strength "Estonia asked the mayor first." on N-01 for speak_alike
note improve "Nobody asked who lives there." for tell_apart
skip N-02 because the room had spoken of it already
release N-13
ad hoc "Rain" from "Radio" to all "It rains on both banks. Nobody marches." because the room argued about a march
orders latvia talks[latvia]=mayors
hold eu_osce strategy
rule incident:officer_taken[estonia] not because there is one already
rate tell_apart 1 S because they named two sources and mixed up a third
improve tell_apart "Ask the mayors before the ministers" by "Interior Ministry" due 2026-06-01
feedback estonia 5 4 3 5 4 4 3 3 2 4 words "The exam." "I would ask first."`;

interface Driven extends ConsoleOfSeminar {
  readonly context: () => Context;
  readonly app: () => App;
  /** Keys one after the other; what is longer than a key is typed. */
  readonly keys: (...keys: readonly string[]) => void;
  readonly message: () => string;
}

function driven(script: string, columns = 80, rows = 24): Driven {
  const held = consoleOf(heldSeminar(tempFolder(), script));
  onTestFinished(() => held.game.close());
  const context = (): Context => held.game.context(columns, rows - 3);
  let app = openApp('control', context());
  const one = (key: string): void => {
    const pressed = press(app, key, context());
    app = held.game.perform(pressed.app, pressed.deeds).app;
  };
  return {
    ...held,
    context,
    app: () => app,
    keys: (...keys) => keys.forEach(one),
    message: () => app.message,
  };
}

const PLACES: readonly (readonly [key: string, id: ScreenId])[] = [
  ['C', 'control'],
  ['M', 'msel'],
  ['O', 'cells'],
  ['R', 'ruling'],
  ['A', 'requests'],
  ['L', 'notes'],
  ['V', 'evaluation'],
  ['P', 'preview'],
];

describe('the screens of the white cell', () => {
  for (const [columns, rows] of [
    [60, 16],
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const)
    test(`at ${columns}x${rows}`, async () => {
      const { keys, app, context } = driven(MIDWAY, columns, rows);
      for (const [key, id] of PLACES) {
        keys(key);
        expect(topOf(app()).id).toBe(id);
        const frame = textOfFrame(frameOf(app(), context(), columns, rows));
        if (columns === 80 || columns === 120)
          await expect(frame).toMatchFileSnapshot(`frames/${id}-${columns}x${rows}.txt`);
        expect(frame.split('\n')).toHaveLength(rows + 1);
        const count = (sign: string): number => frame.split(sign).length - 1;
        expect(count('┌')).toBe(count('┘'));
        expect(count('┐')).toBe(count('└'));
      }
    });

  test('in plain ASCII', () => {
    const { keys, app, context } = driven(MIDWAY);
    const looks = looksOf({ colour: false, ascii: true, screenReader: false });
    for (const [key] of PLACES) {
      keys(key);
      const frame = textOfFrame(frameOf(app(), { ...context(), looks }, 80, 24));
      expect(frame).toMatch(/^[\x20-\x7e\n]*$/);
    }
  });

  test('as sentences', async () => {
    const { keys, app, context } = driven(MIDWAY);
    const told = PLACES.flatMap(([key]) => {
      keys(key);
      return [...tellOf(app(), context()), ''];
    });
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('frames/as-sentences.txt');
  });
});

describe('keys', () => {
  test('begin the exercise, stop the clock, begin the moves and end it', () => {
    const { keys, session, clock, message } = driven('');
    const stands = () => session.standing().seminar;
    keys('x');
    expect(stands().clock.startex).toBe('2026-03-04T09:00:00.000Z');
    clock.wait(60_000);
    keys('x');
    clock.wait(600_000);
    keys('x');
    expect(stands().clock).toMatchObject({ before: 60_000, since: '2026-03-04T09:11:00.000Z' });
    keys('m');
    expect(stands().move?.name).toBe('flags');
    keys('X', 'yes', 'enter');
    expect(message()).toBe('Type endex to end it, or leave with Esc.');
    expect(stands().clock.endex).toBeNull();
    keys('esc', 'X', 'endex', 'enter');
    expect(stands().clock.endex).toBe('2026-03-04T09:11:00.000Z');
  });

  test('release an entry, and an entry that was released is not changed any more', () => {
    const { keys, session, message } = driven('startex 2026-03-04T09:00:00Z');
    keys('M', 'r');
    expect(session.standing().seminar.entries.get('N-01')?.status).toBe('released');
    const before = session.entries().length;
    for (const key of ['d', 'x', 'a']) {
      keys(key);
      expect(message()).toMatch(/^N-01 was released into turn 1: what the room has heard stays as it is/);
    }
    keys('r');
    expect(message()).toMatch(/^Not done: N-01 was released into turn 1/);
    expect(session.entries()).toHaveLength(before);
    keys('e');
    expect(session.standing().seminar.entries.get('N-01')?.status).toBe('complete');
  });

  test('defer and skip with a reason, never without', () => {
    const { keys, session, message } = driven('startex 2026-03-04T09:00:00Z');
    keys('M', 'down', 'd', 'enter');
    expect(message()).toBe('Write something, or leave with Esc.');
    keys('they need time', 'enter', '5', 'enter');
    expect(session.standing().seminar.entries.get('N-02')).toMatchObject({
      status: 'deferred',
      reason: 'they need time',
      until: 5,
    });
    keys('down', 'x', 'not now', 'enter');
    expect(session.standing().seminar.entries.get('N-03')).toMatchObject({ status: 'skipped', reason: 'not now' });
  });

  test('tell the room something that was not planned', () => {
    const { keys, session } = driven('startex 2026-03-04T09:00:00Z');
    keys('M', 'i', 'It rains.', 'enter', 'Rain', 'enter', 'enter');
    keys(...Array.from({ length: 3 }, () => 'backspace'), 'estonia', 'enter', 'enter', 'because', 'enter');
    expect(session.standing().seminar.adHoc).toMatchObject([
      { id: 'A-1', text: 'It rains.', label: 'Rain', from: 'White cell', to: ['estonia'], reason: 'because' },
    ]);
  });

  test('rule on a question of chance: another answer, other odds, another draw, and back', () => {
    const { keys, session } = driven('startex 2026-03-04T09:00:00Z');
    const ruled = () => [...session.standing().seminar.adjudications.values()].at(-1);
    keys('R', 'enter', 'comes', 'enter', 'it is time', 'enter', 'enter');
    expect(ruled()).toMatchObject({ ruling: { way: 'override', answer: 'comes' }, mode: 'free', reason: 'it is time' });
    keys('m', 'comes', 'enter', '60', 'enter', 'I see it so', 'enter', 'enter');
    expect(ruled()).toMatchObject({ ruling: { way: 'moderate', answer: 'comes', chance: 0.6 }, mode: 'semi-rigid' });
    keys('a');
    expect(ruled()?.ruling).toEqual({ way: 'accept' });
    const before = session.entries().length;
    keys('enter', 'comes', 'enter', 'half a reas', 'esc');
    expect(session.entries()).toHaveLength(before);
    keys('n');
    expect(session.standing().played).toBe(1);
  });

  test('type in the orders of a cell, without a curtain, and come back to white', () => {
    const { keys, session, app, context, message } = driven('startex 2026-03-04T09:00:00Z');
    keys('O', 'enter');
    expect(topOf(app()).id).toBe('orders');
    expect(context().seat).toBe('estonia');
    keys('l', 'C');
    expect(message()).toMatch(/^Not sealed yet/);
    keys('e', 'C');
    expect(context().seat).toBe('white');
    expect(session.standing().orders.estonia).toEqual({ 'policing[estonia]': 'firm' });
    keys('n');
    expect(message()).toBe('Turn 1 is played. What stood went on for 4 cells.');
    expect(topOf(app()).id).toBe('control');
  });

  test('play on until something is due, and say what', () => {
    const { keys, session, message } = driven('startex 2026-03-04T09:00:00Z\nmove flags\nrelease N-01');
    keys('p');
    expect(message()).toMatch(/^Played on to turn 2: .*N-02 is due/);
    expect(session.standing().played).toBe(2);
  });

  test('take a seat over and hand it back', () => {
    const { keys, session } = driven('startex 2026-03-04T09:00:00Z');
    keys('O', 'x');
    expect(session.standing().holders.estonia).toBe('strategy');
    keys('x');
    expect(session.standing().holders.estonia).toBe('person');
  });

  test('answer a request, write a note on an entry, rate a task, take in a form', () => {
    const { keys, session } = driven('startex 2026-03-04T09:00:00Z\nrequest nato Whose vehicles?');
    keys('enter', 'enter', 'American ones.', 'enter');
    expect(session.standing().seminar.requests[0]?.answer?.text).toBe('American ones.');
    keys('N', 'They asked.', 'enter', 's', 'enter', 'N-01', 'enter', 'tell_apart', 'enter');
    expect(session.standing().remarks.at(-1)).toMatchObject({ kind: 'note', mark: 'strength', entry: 'N-01' });
    keys('M', 'down', 'N', 'It was heard.', 'enter', 'enter', 'enter', 'enter');
    expect(session.standing().remarks.at(-1)).toMatchObject({ text: 'It was heard.', entry: 'N-02' });
    keys('V', 'enter', 's', 'enter', 'two sources', 'enter');
    expect(session.standing().seminar.ratings.get('tell_apart/0')).toEqual({ rating: 'S', why: 'two sources' });
    keys('v', 'i', 'Ask first', 'enter', 'tell_apart', 'enter', 'Interior', 'enter', 'enter');
    expect(session.standing().seminar.improvements).toMatchObject([{ what: 'Ask first', owner: 'Interior', due: '' }]);
    keys('v', 'i', 'estonia', 'enter', '7', 'enter');
    keys(
      'backspace',
      '5',
      'enter',
      ...Array.from({ length: 9 }, () => 'enter'),
      'The exam.',
      'enter',
      'enter',
      'enter',
    );
    expect(session.standing().seminar.feedback).toEqual([
      { seat: 'estonia', scores: { role: 5 }, words: ['The exam.', '', ''] },
    ]);
  });

  test('go back to an earlier turn, which leaves the room as it is', () => {
    const { keys, session } = driven('startex 2026-03-04T09:00:00Z\nrelease N-01\nplay 2\nnote They laughed.');
    keys('u');
    keys('t', 'home', 'left', 'left', 'left', 'g');
    expect(session.standing().played).toBeLessThan(2);
    expect(session.standing().seminar.clock.startex).not.toBeNull();
    keys('C', 'n');
    expect(session.lines().length).toBeGreaterThan(1);
  });
});

test('a preview is what is published, and holds nothing of the events list', () => {
  const { keys, app, context } = driven(MIDWAY, 200, 60);
  keys('P', 'down');
  const told = tellOf(app(), context()).join('\n');
  expect(told).toContain('Independence Day is marched in Narva');
  expect(told).not.toContain('Let Russia answer last');
  expect(told).not.toContain('memorial');
});
