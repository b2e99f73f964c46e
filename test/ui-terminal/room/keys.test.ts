// What keys make of a cell's terminal and of the projector: drafts, sealing, questions, odds, and what white answers.

import { expect, test } from 'vitest';
import type { ScreenView, SeatView } from '../../../engine/index.ts';
import { pasted, pressSeat } from '../../../ui-terminal/room/seat-keys.ts';
import { lookOfSeat } from '../../../ui-terminal/room/seat-look.ts';
import { type SeatState, startSeat, type Unsent } from '../../../ui-terminal/room/seat-state.ts';
import { pressWatch } from '../../../ui-terminal/room/watch-keys.ts';
import { lookOfWatch } from '../../../ui-terminal/room/watch-look.ts';
import { scrollOf, startWatch, type WatchState } from '../../../ui-terminal/room/watch-state.ts';
import { looksFor, NOW, pictureOf, SCREEN, SEAT, seenAs } from './made-views.ts';

const PLACE = { columns: 80, rows: 24, looks: looksFor(), now: NOW };
const at = (view: SeatView | null = SEAT) => ({ ...PLACE, seen: seenAs(view) });

/** Keys one after the other; `text:abc` types. What is sent gets the ids m1, m2, ... */
function pressed(keys: readonly string[], view: SeatView = SEAT, first: SeatState = startSeat()) {
  let [state, isOver] = [first, false];
  const sent: Unsent[] = [];
  for (const key of keys.flatMap((one) => (one.startsWith('text:') ? [...one.slice(5)] : [one]))) {
    const step = pressSeat(state, key, at(view));
    sent.push(...step.messages);
    const known = state.sent.length;
    const given = step.messages.map((message, index) => ({ ...message, id: `m${known + index + 1}` }));
    state = { ...step.state, sent: [...step.state.sent, ...given] };
    isOver = step.isOver;
  }
  return { state, sent, isOver };
}

const shown = (state: SeatState, view: SeatView = SEAT): string => pictureOf(lookOfSeat(state, at(view)));

test('a draft is sealed for the coming turn, with what was sealed before', () => {
  const { state, sent } = pressed(['3', 'down', 'right', 'e']);
  expect(sent).toEqual([
    { kind: 'orders', turn: 5, levers: { 'policing[latvia]': 'firm', 'talks[latvia]': 'mayors' } },
  ]);
  expect(shown(state)).toContain('Sealed for turn 5; it replaces what was sealed before.');
  expect(shown({ ...state, message: '' })).toContain('on the way');
});

test('pasted text becomes one line of what is typed, and does nothing elsewhere', () => {
  const text = 'first\nq\u001b[31m\u202e 😀';
  expect(pasted(startSeat(), text)).toEqual(startSeat());
  const { state } = pressed(['a', 'text:To ask: ']);
  const { asking } = pasted(state, text);
  expect(asking?.typed).toBe('To ask: first q[31m 😀');
  expect(pasted(state, 'x'.repeat(100_000)).asking?.typed).toHaveLength(2000);
});

test('levels end where they end; space goes around; the way back is no draft', () => {
  expect(pressed(['3', 'right', 'right', 'right']).state.draft).toEqual({ 'policing[latvia]': 'firm' });
  expect(pressed(['3', 'left', 'left', 'left']).state.draft).toEqual({ 'policing[latvia]': 'restrained' });
  expect(pressed(['3', 'space']).state.draft).toEqual({ 'policing[latvia]': 'restrained' });
  expect(pressed(['3', 'left', 'right', 'e']).sent).toEqual([]);
  expect(pressed(['3', 'left', 'x', 'e']).sent).toEqual([]);
  expect(pressed(['3', 'left', 'down', 'right', 'X', 'e']).sent).toEqual([]);
});

test('sealing again while the first orders are on the way builds on them', () => {
  const { sent } = pressed(['3', 'left', 'e', 'down', 'right', 'e']);
  expect(sent.map((one) => one.kind === 'orders' && one.levers)).toEqual([
    { 'policing[latvia]': 'present' },
    { 'policing[latvia]': 'present', 'talks[latvia]': 'mayors' },
  ]);
});

test('white takes the orders, or turns them away and says why', () => {
  const { state } = pressed(['3', 'left', 'e', '1']);
  expect(shown(state)).toContain('Orders for turn 5: on the way.');
  expect(shown(state, { ...SEAT, receipts: [{ message: 'm1', why: '' }] })).toContain(
    'White has your orders for turn 5.',
  );
  const refused = { ...SEAT, played: 5, receipts: [{ message: 'm1', why: 'turn 5 had been played already' }] };
  expect(shown(state, refused)).toContain('turned away. turn 5 had been played already');
  expect(shown({ ...state, page: 'orders' }, refused)).toContain('turned away. turn 5 had been played already');
});

test('a draft outlives the turn it was made for, and says so', () => {
  const { state } = pressed(['3', 'left']);
  expect(shown(state)).toContain('1 drafted (*): e seals.');
  const next = { ...SEAT, played: 5 };
  expect(shown(state, next)).toContain('1 drafted (*) for turn 5, which has been played: e seals for turn 6.');
  expect(pressed(['e'], next, state).sent).toMatchObject([{ turn: 6 }]);
});

test('a draft outlives white, a screen that is too small, and any resize', () => {
  const { state } = pressed(['3', 'left']);
  const small = { ...at(), columns: 40, rows: 10 };
  expect(pictureOf(lookOfSeat(state, small))).not.toContain('Levers');
  const away = { ...PLACE, seen: seenAs(SEAT, { white: { isThere: false, since: NOW } }) };
  const after = pressSeat(state, 'down', away);
  expect(pressSeat(after.state, 'e', away).messages).toMatchObject([{ levers: { 'policing[latvia]': 'present' } }]);
});

test('leaving with a draft asks once', () => {
  const first = pressed(['3', 'left', 'q']);
  expect(first.isOver).toBe(false);
  expect(shown(first.state)).toContain('Not sealed yet');
  expect(pressed(['q'], SEAT, first.state).isOver).toBe(true);
  expect(pressed(['down', 'q'], SEAT, first.state).isOver).toBe(false);
  expect(pressed(['3', 'q']).isOver).toBe(true);
});

test('no orders when a strategy gives them or all is over', () => {
  for (const view of [
    { ...SEAT, orders: 'strategy' },
    { ...SEAT, over: true },
  ] as const) {
    const { state, sent } = pressed(['3', 'left', 'e'], view);
    expect(sent).toEqual([]);
    expect(state.draft).toEqual({});
    expect(shown(state, view)).not.toContain('left less');
  }
});

test('a question is typed, sent, waits and is answered', () => {
  const { state, sent } = pressed(['a', 'text:Kas tas ir? q', 'backspace', 'enter']);
  expect(sent).toEqual([{ kind: 'request', text: 'Kas tas ir?' }]);
  expect(shown(state)).toMatch(/Kas tas ir\?\s*│\n│ +On the way\./);
  const taken: SeatView = {
    ...SEAT,
    receipts: [{ message: 'm1', why: '' }],
    requests: [{ id: 'm1', turn: 5, text: 'Kas tas ir?', answer: 'Saraksts.' }],
  };
  expect(shown(state, taken)).toContain('White: Saraksts.');
  expect(shown(state, taken)).not.toContain('On the way.');
  expect(pressed(['a', 'text:   ', 'enter']).sent).toEqual([]);
  expect(pressed(['a', 'text:Why', 'esc', 'enter']).sent).toEqual([]);
});

test('control signs that are typed or pasted do not get through', () => {
  const { state, sent } = pressed(['a', '\x1b[31m', '\u202e', 'text:ok', 'enter']);
  expect(sent).toEqual([{ kind: 'request', text: '[31mok' }]);
  expect(shown(state)).not.toContain('\x1b');
});

test('odds are per cent from 0 to 100', () => {
  expect(pressed(['5', 'p', 'text:30', 'enter']).sent).toEqual([
    { kind: 'estimate', outcome: 'riot', probability: 0.3 },
  ]);
  expect(pressed(['5', 'down', 'p', 'text:2,5 %', 'enter']).sent).toEqual([
    { kind: 'estimate', outcome: 'article4', probability: 0.025 },
  ]);
  const wrong = pressed(['5', 'p', 'text:130', 'enter']);
  expect(wrong.sent).toEqual([]);
  expect(shown(wrong.state)).toContain('Write a number from 0 to 100.');
  expect(shown(pressed(['5', 'p', 'text:45', 'enter']).state)).toContain('you say 45 %, on the way');
});

test('help lists every key that works now, and any key closes it', () => {
  const { state } = pressed(['3', '?']);
  for (const word of ['seal', 'less', 'to role', 'quit'])
    expect(shown(pressed(['3', 'left', '?']).state)).toContain(word);
  expect(pressed(['x'], SEAT, state).state.isHelp).toBe(false);
});

// The projector.

const watch = (keys: readonly string[], view: ScreenView = SCREEN, first: WatchState = startWatch()): WatchState =>
  keys.reduce((state, key) => {
    const next = pressWatch(state, key, { ...PLACE, seen: seenAs(view) });
    return next === 'quit' ? state : next;
  }, first);

test('the projector changes its page, its size, and leaves with q', () => {
  expect(watch(['3']).page).toBe('questions');
  expect(watch(['tab', 'tab']).page).toBe('questions');
  expect(watch(['shift+tab']).page).toBe('news');
  expect(watch(['b']).isBig).toBe(true);
  expect(watch(['b', 'b']).isBig).toBe(false);
  expect(pressWatch(startWatch(), 'q', { ...PLACE, seen: seenAs(SCREEN) })).toBe('quit');
  expect(pressWatch(startWatch(), 'q', { ...PLACE, seen: seenAs<ScreenView>(null) })).toBe('quit');
});

test('it scrolls no farther than to the end, and a new inject brings it back to the top', () => {
  const long = { ...SCREEN, injects: Array.from({ length: 20 }, () => SCREEN.injects[0]!) };
  const context = { ...PLACE, seen: seenAs(long) };
  const end = watch(['4', 'end'], long);
  expect(watch(['down', 'page down'], long, end)).toEqual(end);
  expect(scrollOf(end, context)).toBeGreaterThan(40);
  expect(scrollOf(watch(['up'], long, end), context)).toBe(scrollOf(end, context) - 1);
  const more = { ...long, injects: [...long.injects, { ...SCREEN.injects[1]!, label: 'Brand new', turn: 9 }] };
  expect(pictureOf(lookOfWatch(end, context))).not.toContain('Brand new');
  expect(pictureOf(lookOfWatch(end, { ...PLACE, seen: seenAs(more) }))).toContain('Brand new');
});
