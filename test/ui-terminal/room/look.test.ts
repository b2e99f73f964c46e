// What the projector and a cell's terminal look like, as whole frames, and that no view can break them.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScreenView, SeatView } from '../../../engine/index.ts';
import { textOf, widthOf } from '../../../ui-terminal/play/frame.ts';
import { cleaned } from '../../../ui-terminal/room/clean-text.ts';
import { pressSeat, SEAT_KEYS } from '../../../ui-terminal/room/seat-keys.ts';
import { lookOfSeat, seatSentences, tellSeat } from '../../../ui-terminal/room/seat-look.ts';
import { SEAT_PAGES, startSeat } from '../../../ui-terminal/room/seat-state.ts';
import { pressWatch, WATCH_KEYS } from '../../../ui-terminal/room/watch-keys.ts';
import { lookOfWatch, screenSentences, tellWatch } from '../../../ui-terminal/room/watch-look.ts';
import { startWatch, WATCH_PAGES, type WatchState } from '../../../ui-terminal/room/watch-state.ts';
import { looksFor, NOW, pictureOf, SCREEN, SEAT, seenAs } from './made-views.ts';

const SIZES = [
  [80, 24, 'unicode'],
  [120, 40, 'unicode'],
  [60, 16, 'ascii'],
] as const;
const file = (name: string): string => `frames/${name}.txt`;

for (const [columns, rows, wish] of SIZES) {
  const place = { columns, rows, now: NOW, looks: looksFor(wish) };
  const size = `${columns}x${rows}${wish === 'ascii' ? '-ascii' : ''}`;

  test(`the projector at ${size}`, async () => {
    const context = { ...place, seen: seenAs(SCREEN) };
    const picture = (state: Partial<WatchState>): string =>
      pictureOf(lookOfWatch({ ...startWatch(), ...state }, context));
    await expect(picture({})).toMatchFileSnapshot(file(`watch-all-${size}`));
    await expect(picture({ isBig: true })).toMatchFileSnapshot(file(`watch-big-${size}`));
    await expect(picture({ page: 'map' })).toMatchFileSnapshot(file(`watch-map-${size}`));
  });

  test(`a cell at ${size}`, async () => {
    const context = { ...place, seen: seenAs(SEAT) };
    for (const page of SEAT_PAGES)
      await expect(pictureOf(lookOfSeat({ ...startSeat(), page }, context))).toMatchFileSnapshot(
        file(`seat-${page}-${size}`),
      );
  });
}

test('a large screen shows everything at once', async () => {
  const context = { columns: 200, rows: 60, now: NOW, looks: looksFor(), seen: seenAs(SCREEN) };
  await expect(pictureOf(lookOfWatch(startWatch(), context))).toMatchFileSnapshot(file('watch-all-200x60'));
});

test('over time, paused and ended are said in words', () => {
  const place = { columns: 80, rows: 24, looks: looksFor() };
  const shown = (view: ScreenView, now = NOW): string =>
    pictureOf(lookOfWatch(startWatch(), { ...place, now, seen: seenAs(view) }));
  expect(shown(SCREEN)).toContain('02:00 left');
  expect(shown(SCREEN, NOW + 130_000)).toContain('00:10 over time');
  expect(shown({ ...SCREEN, clock: { ...SCREEN.clock, since: null, before: 900_000 } })).toContain(
    'PAUSED after 15:00',
  );
  expect(shown({ ...SCREEN, clock: { ...SCREEN.clock, since: null, endex: '2026-03-04T11:00:00Z' } })).toContain(
    'ended after 10:00',
  );
  expect(shown({ ...SCREEN, move: null, clock: { startex: null, endex: null, since: null, before: 0 } })).toContain(
    'exercise not begun',
  );
});

test('without a room it says what to start, and when white has gone since when', () => {
  const place = { columns: 80, rows: 24, looks: looksFor(), now: NOW };
  const lack = { kind: 'folder', folder: 'spring.room', caseFile: 'spring.case.jsonl' } as const;
  const waiting = pictureOf(lookOfWatch(startWatch(), { ...place, seen: seenAs<ScreenView>(null, { lack }) }));
  expect(waiting).toContain('Waiting for white');
  expect(waiting.replace(/\s+/g, ' ')).toContain('greyzone seminar --case spring.case.jsonl');
  const since = Date.parse('2026-03-04T10:32:00Z');
  const away = { white: { isThere: false, since } } as const;
  const gone = 'White is not there since 10:32; what you see is the last.';
  expect(pictureOf(lookOfWatch(startWatch(), { ...place, seen: seenAs(SCREEN, away) }))).toContain(gone);
  expect(pictureOf(lookOfSeat(startSeat(), { ...place, seen: seenAs(SEAT, away) }))).toContain(gone);
});

test('too small a screen says what it needs', () => {
  for (const [columns, rows] of [
    [59, 24],
    [80, 15],
    [1, 1],
  ] as const) {
    const place = { columns, rows, looks: looksFor(), now: NOW };
    expect(lookOfWatch(startWatch(), { ...place, seen: seenAs(SCREEN) })).toHaveLength(rows);
    expect(lookOfSeat(startSeat(), { ...place, seen: seenAs(SEAT) })).toHaveLength(rows);
  }
  const place = { columns: 59, rows: 24, looks: looksFor(), now: NOW, seen: seenAs(SEAT) };
  expect(pictureOf(lookOfSeat(startSeat(), place))).toContain('at least 60 x 16 is needed');
});

test('for a screen reader there are sentences, without seconds that would be read again and again', () => {
  const place = { columns: 80, rows: 24, looks: looksFor('screen reader') };
  const told = (now: number): string => tellWatch(startWatch(), { ...place, now, seen: seenAs(SCREEN) }).join('\n');
  expect(told(NOW)).toContain('Up to 2 min of the move are left.');
  expect(told(NOW + 20_000)).toBe(told(NOW + 40_000));
  expect(told(NOW)).toContain('Ida-Viru: unrest.');
  expect(told(NOW)).not.toMatch(/[─│┌]/);
  const seat = tellSeat({ ...startSeat(), page: 'orders' }, { ...place, now: NOW, seen: seenAs(SEAT) }).join('\n');
  expect(seat).toContain('Riot police: firm, sealed; can be restrained, present, firm.');
});

// Any view at all.

const WORDS = [
  'čau',
  'Õismäe',
  'šķērsiela',
  'Нарва',
  'объявление',
  '地方',
  '신문',
  'a',
  '👩‍👩‍👧',
  'é',
  '\u202egnp',
  '\x1b[31mred',
  '\u009b2J',
  '\x07',
  'two\nlines',
];
const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 12 }));
const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
const long = fc.oneof(text, fc.constantFrom('地'.repeat(300), 'ж'.repeat(200)));
const how = fc.constantFrom('exact' as const, 'late' as const, 'noisy' as const, 'gated' as const);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });

const head = fc.record({
  title: text,
  handling: text,
  played: fc.nat(30),
  date: text,
  over: fc.boolean(),
  clock: fc.record({
    startex: fc.constantFrom(null, '2026-03-04T10:20:00Z'),
    endex: fc.constantFrom(null, '2026-03-04T11:20:00Z'),
    since: fc.constantFrom(null, '2026-03-04T10:30:00Z', '2027-01-01T00:00:00Z'),
    before: fc.nat(100_000_000),
  }),
  move: fc.option(
    fc.record({
      title: text,
      number: fc.nat(9),
      of: fc.nat(9),
      minutes: fc.nat(2000),
      began: fc.nat(10_000_000),
      situation: long,
      questions: fc.array(long, { maxLength: 6 }),
    }),
  ),
  injects: fc.array(
    fc.record({
      turn: fc.nat(30),
      date: text,
      at: fc.constantFrom(null, '2026-03-04T10:20:00Z'),
      from: text,
      delivery: text,
      label: text,
      text: long,
    }),
    { maxLength: 8 },
  ),
  news: fc.array(fc.record({ turn: fc.nat(30), date: text, text: long, importance: fc.nat(4) }), { maxLength: 8 }),
  numbers: fc.array(fc.record({ name: text, label: text, value: number, unit: fc.option(text), how }), {
    maxLength: 8,
  }),
  machines: fc.array(fc.record({ name: text, label: text, states: fc.array(text, { maxLength: 3 }), how }), {
    maxLength: 8,
  }),
  places: fc.array(
    fc.record({
      name: fc.oneof(fc.constantFrom('riga', 'latgale', 'harju', 'ida_viru'), text),
      label: text,
      state: fc.option(text),
      rung: fc.option(fc.nat(40)),
    }),
    { maxLength: 12 },
  ),
});
const cell = fc.record({
  label: text,
  brief: fc.option(long),
  role: fc.option(
    fc.record({ who: long, aims: fc.array(long, { maxLength: 3 }), brings: fc.array(text, { maxLength: 3 }) }),
  ),
  questions: fc.array(long, { maxLength: 4 }),
  levers: fc.array(
    fc.record({
      name: fc.string(),
      label: text,
      level: fc.constantFrom('a', 'b'),
      ordered: fc.constantFrom(null, 'a', 'c'),
      levels: fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), label: text }), { maxLength: 6 }),
    }),
    { maxLength: 14 },
  ),
  funds: fc.option(number),
  orders: fc.constantFrom('open' as const, 'sealed here' as const, 'sealed by white' as const, 'strategy' as const),
  requests: fc.array(fc.record({ id: text, turn: fc.nat(30), text: long, answer: fc.option(long) }), { maxLength: 5 }),
  receipts: fc.array(fc.record({ message: text, why: text }), { maxLength: 4 }),
  forecasts: fc.array(
    fc.record({ name: fc.string(), label: text, given: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) }),
    {
      maxLength: 20,
    },
  ),
});
const place = fc.record({
  columns: fc.integer({ min: 60, max: 210 }),
  rows: fc.integer({ min: 16, max: 70 }),
  now: fc.constant(NOW),
  looks: fc.constantFrom(looksFor(), looksFor('ascii')),
});

/** Control and format signs, and halves of surrogates. */
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}]/u;

function expectToFit(frame: ReturnType<typeof lookOfSeat>, { columns, rows }: { columns: number; rows: number }): void {
  expect(frame).toHaveLength(rows);
  for (const row of frame) {
    expect(widthOf(row)).toBeLessThanOrEqual(columns);
    expect(textOf(row)).not.toMatch(STEERING);
  }
}

test('whatever white shows, the projector stays inside the screen', () => {
  const keys = fc.array(fc.constantFrom(...WATCH_KEYS.flatMap(({ keys: [key] }) => key!), '?'), { maxLength: 8 });
  fc.assert(
    fc.property(head, place, keys, (shown, where, pressed) => {
      const view = cleaned<ScreenView>({ ...SCREEN, ...shown });
      const context = { ...where, seen: seenAs(view) };
      let state = startWatch();
      for (const key of pressed) {
        const next = pressWatch(state, key, context);
        if (next !== 'quit') state = next;
      }
      expectToFit(lookOfWatch(state, context), where);
      for (const sentence of screenSentences(view, NOW)) expect(sentence).not.toMatch(STEERING);
    }),
    { numRuns: 40, seed: 2015 },
  );
});

test('whatever white shows, and whatever is pressed and typed, so does a cell', () => {
  const keys = fc.array(
    fc.oneof(
      fc.constantFrom(...SEAT_KEYS.flatMap(({ keys: [key] }) => key!), '?', 'esc', 'backspace', 'a', '2', '3'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    {
      maxLength: 16,
    },
  );
  fc.assert(
    fc.property(head, cell, place, keys, (shown, own, where, pressed) => {
      const view = cleaned<SeatView>({ ...SEAT, ...shown, ...own });
      const context = { ...where, seen: seenAs(view) };
      let state = startSeat();
      for (const key of pressed) {
        const { state: next, messages } = pressSeat(state, key, context);
        state = {
          ...next,
          sent: [...next.sent, ...messages.map((message, index) => ({ ...message, id: `latvia-${index}` }))],
        };
      }
      expectToFit(lookOfSeat(state, context), where);
      for (const sentence of [...tellSeat(state, context), ...seatSentences(state, view, NOW)])
        expect(sentence).not.toMatch(STEERING);
    }),
    { numRuns: 40, seed: 2016 },
  );
});

test('every page of both stands in its table of keys', () => {
  expect(WATCH_KEYS.flatMap(({ keys }) => keys)).toEqual(
    expect.arrayContaining(WATCH_PAGES.map((_, index) => String(index + 1))),
  );
  expect(SEAT_KEYS.flatMap(({ keys }) => keys)).toEqual(
    expect.arrayContaining(SEAT_PAGES.map((_, index) => String(index + 1))),
  );
});
