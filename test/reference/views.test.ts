// What a seat sees: late, with noise, only while a gate is open; and noise in formulas.

import { describe, expect, test } from 'vitest';
import type { ModelSpec } from './build-model.ts';
import { play } from './play.ts';

const RISING: ModelSpec = { turns: 4, stocks: { fear: { start: 10, next: ['add', 'fear', 1] } } };

describe('a view', () => {
  test('that is late shows how things stood one turn ago', () => {
    const { records, positions } = play({ ...RISING, views: { late: { of: 'fear', kind: 'late' } } });
    expect(positions[0]!.views).toEqual([10]);
    expect(records.map(({ views }) => views[0]!.shown)).toEqual([10, 10, 11, 12]); // exactly: 10, 11, 12, 13
  });

  test('that is noisy shows the truth plus a normal draw', () => {
    const view = { of: 'fear', kind: 'noisy', sd: 2 } as const;
    const { records } = play(
      { ...RISING, views: { noisy: view } },
      { draws: { noisy: [0.5, 0.8413447460685429, 0.5, 0.15865525393145707] } },
    );
    const shown = records.map(({ views }) => views[0]!.shown);
    expect(shown[0]).toBe(10);
    expect(shown[1]).toBeCloseTo(11 + 2, 9);
    expect(shown[3]).toBeCloseTo(13 - 2, 9);
  });

  test('that is gated keeps what it saw last while the gate is shut', () => {
    const gate = ['or', ['equal', 'turn', 2], ['equal', 'turn', 4]] as const;
    const { records } = play({ ...RISING, views: { gated: { of: 'fear', kind: 'gated', gate } } });
    expect(records.map(({ views }) => views[0]!.shown)).toEqual([10, 11, 11, 13]);
  });

  test('is all that a rule of its seat goes by, and a condition is seen as 0 or 1', () => {
    const { records } = play({
      ...RISING,
      views: { late: { of: ['less', 10, 'fear'], kind: 'late' } },
      levers: { presence: { levels: { none: 0, most: 1 } } },
      policies: { p: [{ set: ['presence', 'most'], when: ['equal', 'late', 1] }] },
    });
    expect(records.map(({ levers }) => levers[0]!.after)).toEqual(['none', 'none', 'most', 'most']);
  });
});

test('noise is drawn once a turn and is the same in every phase', () => {
  const { stock } = play(
    {
      turns: 3,
      phases: ['one', 'two'],
      noise: { weather: { kind: 'uniform', low: 0, high: 10 } },
      stocks: {
        a: { phase: 'one', next: 'weather' },
        b: { phase: 'two', next: 'weather' },
        sum: { phase: 'two', next: ['add', 'sum', 'a'] },
      },
    },
    { draws: { weather: [0.1, 0.2, 0.4] } },
  );
  expect(stock('a')).toEqual([0, 1, 2, 4]);
  expect(stock('b')).toEqual([0, 1, 2, 4]);
  expect(stock('sum')).toEqual([0, 1, 3, 7]);
});
