// Injects: by turn, by condition, asked for, by hand; each at most once, all effects together.

import { describe, expect, test } from 'vitest';
import { play } from './play.ts';

describe('an inject', () => {
  test('fires in its turn, on its condition after the orders, or the turn after it was asked for; each once', () => {
    const { records } = play({
      turns: 5,
      stocks: { fear: { next: ['add', 'fear', 1] } },
      levers: { presence: { levels: { none: 0, most: 1 } } },
      policies: { p: [{ set: ['presence', 'most'], when: ['equal', 'turn', 2] }] },
      incidents: {
        leak: { when: ['equal', 'turn', 2], asks: ['summit', 'by_turn'] },
        again: { when: ['equal', 'turn', 3], asks: ['summit'] },
      },
      injects: {
        by_turn: { turn: 3 },
        early: { turn: 0, news: 'It begins.' },
        on_condition: { when: ['less', 2, 'fear'] },
        on_order: { when: ['at', 'presence', 'most'] },
        summit: { asks: ['press'] },
        press: {},
        never: {},
      },
    });
    expect(records.map(({ injects }) => injects.map(({ name, reason }) => `${name}: ${reason}`))).toEqual([
      ['early: turn'],
      ['on_order: condition'],
      ['by_turn: asked', 'summit: asked'],
      ['on_condition: condition', 'press: asked'],
      [],
    ]);
    expect(records[0]!.injects[0]!.news).toBe('It begins.');
  });

  test('may be released by hand, once', () => {
    const byHand = { 1: { injects: [0] }, 2: { injects: [0] } };
    const { records, stock } = play(
      { turns: 3, stocks: { fear: {} }, injects: { rumour: { effects: [['fear', 'add', 2]] } } },
      { byHand },
    );
    expect(records.map(({ injects }) => injects.map(({ reason }) => reason))).toEqual([[], ['by hand'], []]);
    expect(stock('fear')).toEqual([0, 0, 2, 2]);
  });

  test('commits its effects together with those of the others, before the first phase', () => {
    const { stock, records } = play({
      turns: 1,
      stocks: { a: { start: 1, range: [0, 5] }, b: { start: 2 }, seen: { next: 'a' } },
      injects: {
        one: {
          turn: 0,
          effects: [
            ['a', 'add', 'b'],
            ['b', 'add', 'a'],
          ],
        },
        two: {
          turn: 0,
          effects: [
            ['a', 'add', 'b'],
            ['b', 'set', 10],
          ],
        },
      },
    });
    expect([stock('a')[1], stock('b')[1], stock('seen')[1]]).toEqual([5, 11, 5]);
    expect(records[0]!.injectMoves).toEqual([
      { stock: 0, name: 'a', before: 1, after: 5 },
      { stock: 1, name: 'b', before: 2, after: 11 },
    ]);
  });
});
