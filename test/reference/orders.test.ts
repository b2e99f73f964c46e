// Orders: whose rule is read first, what a purse allows, how fast the number in force follows, what a hand may do.

import { describe, expect, test } from 'vitest';
import type { LeverSpec, ModelSpec } from './build-model.ts';
import { play } from './play.ts';

const TROOPS: LeverSpec = {
  levels: { none: 0, company: 1, battalion: 3, brigade: 9 },
  costs: { none: 0, company: 1, battalion: 3, brigade: 9 },
};

describe('rules', () => {
  test('are read in order, policy before doctrine before strategy; the first that holds and names the lever sets it', () => {
    const { records } = play({
      turns: 3,
      levers: { presence: TROOPS },
      policies: {
        two: [
          { set: ['presence', 'brigade'], when: ['less', 2, 'turn'] },
          { set: ['presence', 'company'], when: ['equal', 'turn', 2] },
        ],
      },
      doctrines: { d: [{ set: ['presence', 'battalion'], when: ['less-equal', 2, 'turn'] }] },
      strategies: [{ set: ['presence', 'none'], origin: 'caretaker' }],
    });
    expect(records.map(({ levers }) => [levers[0]!.after, levers[0]!.origin])).toEqual([
      ['none', 'caretaker'],
      ['company', 'two'],
      ['brigade', 'two'],
    ]);
  });

  test('that do not name a lever leave its last order standing', () => {
    const { records, last } = play({
      turns: 3,
      levers: { presence: TROOPS },
      policies: { p: [{ set: ['presence', 'company'], when: ['equal', 'turn', 1] }] },
    });
    expect(records.map(({ levers }) => levers[0]!.origin)).toEqual(['p', null, null]);
    expect(last.ordered).toEqual([1]);
  });

  test('are all read before any lever moves', () => {
    const swap = (one: string, other: string) => [
      { set: [one, 'on'] as const, when: ['at', other, 'on'] as const },
      { set: [one, 'off'] as const },
    ];
    const { positions } = play({
      turns: 2,
      levers: { a: { levels: { off: 0, on: 1 }, start: 'on' }, b: { levels: { off: 0, on: 1 } } },
      policies: { swap: [...swap('a', 'b'), ...swap('b', 'a')] },
    });
    expect(positions.map(({ ordered }) => ordered)).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  test('of the arm that is asked for are read, and no others', () => {
    const spec: ModelSpec = {
      turns: 1,
      levers: { presence: TROOPS },
      policies: { a: [{ set: ['presence', 'company'] }], b: [] },
      doctrines: { c: [], d: [{ set: ['presence', 'brigade'] }] },
    };
    const level = (policy: number, doctrine: number) => play(spec, { policy, doctrine }).last.ordered[0];
    expect([level(0, 0), level(0, 1), level(1, 0), level(1, 1)]).toEqual([1, 1, 0, 3]);
  });
});

describe('a purse', () => {
  const spec = (start: number, perTurn: number): ModelSpec => ({
    turns: 3,
    purses: { nato: { start, perTurn } },
    levers: { presence: { ...TROOPS, purse: 'nato' }, exercise: { ...TROOPS, purse: 'nato' } },
    policies: { most: [{ set: ['presence', 'brigade'] }, { set: ['exercise', 'brigade'] }] },
  });

  test('is filled before orders and pays the levers in order; an order too dear becomes the highest lower one', () => {
    const { positions, records } = play(spec(2, 4));
    expect(positions.map(({ ordered }) => ordered)).toEqual([
      [0, 0],
      [2, 2],
      [2, 1],
      [2, 1],
    ]);
    expect(positions.map(({ purses }) => purses[0])).toEqual([2, 0, 0, 0]);
    expect(positions.map(({ costs }) => costs)).toEqual([
      [0, 0],
      [3, 3],
      [3, 1],
      [3, 1],
    ]);
    expect(records[0]!.levers[0]).toEqual({
      lever: 0,
      name: 'presence',
      before: 'none',
      asked: 'brigade',
      after: 'battalion',
      refused: true,
      origin: 'most',
      cost: 3,
      inForceBefore: 0,
      inForce: 3,
    });
  });

  test('always allows the first level, even below nothing', () => {
    const first: ModelSpec = {
      turns: 1,
      purses: { nato: {} },
      levers: { guard: { levels: { home: 0, away: 1 }, costs: { home: 2, away: 3 }, purse: 'nato' } },
      policies: { p: [{ set: ['guard', 'away'] }] },
    };
    const { last } = play(first);
    expect([last.ordered[0], last.purses[0]]).toEqual([0, -2]);
  });

  test('and the cost of an order can be read by formulas in the same turn', () => {
    const { stock } = play({
      ...spec(20, 0),
      stocks: {
        spent: { next: ['add', 'spent', ['cost', 'presence'], ['cost', 'exercise']] },
        left: { next: ['funds', 'nato'] },
      },
    });
    expect(stock('spent')).toEqual([0, 18, 20, 20]);
    expect(stock('left')).toEqual([0, 2, 0, 0]);
  });
});

describe('the number in force', () => {
  test('follows the order no faster than its ramp, up and down', () => {
    const { positions } = play({
      turns: 8,
      levers: {
        presence: { levels: { none: 0, most: 1 }, up: 0.3, down: 0.5 },
        quick: { levels: { none: 0, most: 1 } },
      },
      policies: {
        p: [
          { set: ['presence', 'most'], when: ['less-equal', 'turn', 5] },
          { set: ['presence', 'none'] },
          { set: ['quick', 'most'] },
        ],
      },
    });
    expect(positions.map(({ inForce }) => inForce[0])).toEqual([0, 0.3, 0.6, 0.8999999999999999, 1, 1, 0.5, 0, 0]);
    expect(positions.map(({ inForce }) => inForce[1])).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test('is what a formula reads, while `at` asks for the order', () => {
    const { stock } = play({
      turns: 2,
      levers: { presence: { levels: { none: 0, most: 1 }, up: 0.25 } },
      policies: { p: [{ set: ['presence', 'most'] }] },
      stocks: { force: { next: 'presence' }, order: { next: ['if', ['at', 'presence', 'most'], 1, 0] } },
    });
    expect(stock('force')).toEqual([0, 0.25, 0.5]);
    expect(stock('order')).toEqual([0, 1, 1]);
  });
});

describe('an order by hand', () => {
  test('overrides the rules of its lever for one turn, within budget and ramp', () => {
    const { records } = play(
      {
        turns: 3,
        purses: { nato: { start: 5 } },
        levers: { presence: { ...TROOPS, purse: 'nato', up: 2 } },
        policies: { p: [{ set: ['presence', 'company'] }] },
      },
      { byHand: { 1: { orders: [{ lever: 0, level: 3 }] } } },
    );
    expect(records.map(({ levers: [lever] }) => [lever!.asked, lever!.after, lever!.origin, lever!.inForce])).toEqual([
      ['company', 'company', 'p', 1],
      ['brigade', 'battalion', 'by hand', 3],
      ['company', 'company', 'p', 1],
    ]);
  });
});
