// What is measured at the end: every reduction, a missing first, an early end.

import { describe, expect, test } from 'vitest';
import type { ModelSpec } from './build-model.ts';
import { play } from './play.ts';

const WAVE: ModelSpec = {
  turns: 4,
  stocks: {
    x: {
      start: 5,
      next: ['if', ['equal', 'turn', 1], 1, ['if', ['equal', 'turn', 2], 4, ['if', ['equal', 'turn', 3], -2, 3]]],
    },
  },
};
const HIGH = ['less', 2, 'x'] as const;

describe('reductions', () => {
  const { outcome } = play({
    ...WAVE,
    outcomes: {
      ever: ['ever', HIGH],
      ever_not: ['ever', ['less', 9, 'x']],
      turns: ['turns', HIGH],
      first: ['first', HIGH],
      final: ['final', 'x'],
      start: ['start', 'x'],
      highest: ['highest', 'x'],
      lowest: ['lowest', 'x'],
      average: ['average', 'x'],
      total: ['total', 'x'],
      mixed: ['subtract', ['highest', 'x'], ['multiply', 10, ['ever', HIGH]]],
    },
  });

  test.each([
    ['ever', 1],
    ['ever_not', 0],
    ['turns', 2],
    ['first', 2],
    ['final', 3],
    ['start', 5],
    ['highest', 4],
    ['lowest', -2],
    ['average', 1.5],
    ['total', 6],
    ['mixed', -6],
  ])('%s is %d over 1, 4, -2, 3 that started at 5', (name, value) => expect(outcome(name)).toBe(value));
});

describe('a first that never held', () => {
  const never = ['first', ['less', 9, 'x']] as const;

  test('makes its outcome missing, which is no failure', () => {
    const { outcome, last } = play({
      ...WAVE,
      outcomes: { late: { value: never, missing: true }, other: ['final', 'x'] },
    });
    expect(outcome('late')).toBeNaN();
    expect(outcome('other')).toBe(3);
    expect(last.failure).toBeNull();
  });

  test('may have a value instead', () => {
    const { outcome } = play({ ...WAVE, outcomes: { late: ['if', ['equal', never, never], never, 99] } });
    expect(outcome('late')).toBe(99);
  });
});

describe('an early end', () => {
  test('stops the run after its turn, and averages go over the turns that were played', () => {
    const { records, last, outcome } = play({
      ...WAVE,
      endWhen: ['equal', 'x', 4],
      outcomes: { average: ['average', 'x'], final: ['final', 'x'] },
    });
    expect(records).toHaveLength(2);
    expect(records.map(({ over }) => over)).toEqual([false, true]);
    expect(records[1]!.outcomes).toEqual([2.5, 4]);
    expect([last.played, outcome('average'), outcome('final')]).toEqual([2, 2.5, 4]);
  });
});

test('formulas read the number of the turn from 1, the month and the year', () => {
  const { stock } = play({
    turns: 14,
    stocks: { turn: { next: 'turn' }, month: { next: 'month' }, year: { next: 'year' } },
  });
  expect([0, 1, 12, 13, 14].map((turn) => [stock('turn')[turn], stock('month')[turn], stock('year')[turn]])).toEqual([
    [0, 0, 0],
    [1, 1, 2014],
    [12, 12, 2014],
    [13, 1, 2015],
    [14, 2, 2015],
  ]);
});
