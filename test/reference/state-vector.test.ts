// The row of numbers by which two engines are compared.

import { expect, test } from 'vitest';
import { stateVector } from '../../engine/reference/state-vector.ts';
import { play } from './play.ts';

test('holds stocks, leaves, entry turns, levers, purses, incidents and views, in this order', () => {
  const { last } = play({
    turns: 2,
    stocks: { a: { start: 7 }, b: { start: 8 } },
    machines: {
      m: { initial: 'x', states: { x: [{ to: 'y', after: 1 }], y: [] } },
      n: { initial: 'z', states: { z: [] } },
    },
    purses: { nato: { start: 20 } },
    levers: { presence: { levels: { none: 0, most: 5 }, costs: { most: 3 }, up: 2, purse: 'nato' } },
    policies: { p: [{ set: ['presence', 'most'] }] },
    incidents: { i: { when: ['equal', 'turn', 1] }, j: { when: true } },
    views: { late: { of: 'turn', kind: 'late' } },
  });
  expect(Array.from(stateVector(last))).toEqual([
    ...[7, 8], // stocks
    ...[1, 0], // leaves
    ...[-1, 1, 0], // entry turns: m.x, m.y, n.z
    ...[4, 1, 3, 14], // in force, ordered level, cost, purse
    ...[0, 1, 1, 2], // times, counts
    1, // view
  ]);
});
