// One phase is one synchronous step: what is read, what is written, and in which order.

import { describe, expect, test } from 'vitest';
import { play } from './play.ts';

describe('a synchronous step', () => {
  test('lets two stocks exchange their values', () => {
    const { stock } = play({ turns: 2, stocks: { a: { start: 1, next: 'b' }, b: { start: 2, next: 'a' } } });
    expect(stock('a')).toEqual([1, 2, 1]);
    expect(stock('b')).toEqual([2, 1, 2]);
  });

  test('shows nobody what another machine or incident does in it', () => {
    const { leaf, stock } = play({
      turns: 2,
      stocks: { heat: { start: 0 } },
      incidents: { spark: { when: ['in', 'one', 'cold'], effects: [['heat', 'add', 1]] } },
      machines: {
        one: { initial: 'cold', states: { cold: [{ to: 'warm' }], warm: [] } },
        two: { initial: 'cold', states: { cold: [{ to: 'warm', when: ['in', 'one', 'warm'] }], warm: [] } },
        three: { initial: 'cold', states: { cold: [{ to: 'warm', when: ['less', 0, 'heat'] }], warm: [] } },
      },
    });
    expect(leaf('one')).toEqual(['cold', 'warm', 'warm']);
    expect(leaf('two')).toEqual(['cold', 'cold', 'warm']);
    expect(leaf('three')).toEqual(['cold', 'cold', 'warm']);
    expect(stock('heat')).toEqual([0, 1, 1]);
  });

  test('shows its writes to the next phase of the same turn', () => {
    const { stock } = play({
      turns: 1,
      phases: ['first', 'second'],
      stocks: { a: { start: 1, phase: 'first', next: ['add', 'a', 1] }, b: { phase: 'second', next: 'a' } },
    });
    expect(stock('b')).toEqual([0, 2]);
  });
});

describe('writes to one stock', () => {
  test('are its next value, then what sets, then what adds', () => {
    const { stock } = play({
      turns: 1,
      stocks: {
        a: { start: 10, next: ['multiply', 'a', 2] },
        b: { start: 10, next: ['multiply', 'b', 2] },
        c: { start: 10 },
      },
      incidents: {
        adds: {
          when: true,
          effects: [
            ['a', 'add', 3],
            ['b', 'add', 3],
            ['c', 'add', 3],
          ],
        },
        sets: {
          when: true,
          effects: [
            ['b', 'set', 100],
            ['c', 'set', 100],
          ],
        },
        sets_again: { when: true, effects: [['c', 'set', 200]] },
      },
    });
    expect(stock('a')[1]).toBe(23);
    expect(stock('b')[1]).toBe(103);
    expect(stock('c')[1]).toBe(203);
  });

  test('add up in the order of incidents, then of machines', () => {
    const tiny = 2 ** -53;
    const { stock } = play({
      turns: 1,
      stocks: { a: { start: 1 } },
      machines: { m: { initial: 'x', states: { x: [{ to: 'y', effects: [['a', 'add', -1]] }], y: [] } } },
      incidents: { i: { when: true, effects: [['a', 'add', tiny]] }, j: { when: true, effects: [['a', 'add', tiny]] } },
    });
    expect(stock('a')[1]).toBe(0); // (1 + tiny) + tiny is 1 when added one after the other, and so 0; in another order it is 2 tiny
  });

  test('are rounded half up where the stock is whole, then clamped', () => {
    const range = [-5, 5] as const;
    const { stock } = play({
      turns: 1,
      stocks: {
        up: { integer: true, next: 2.5, range },
        down: { integer: true, next: -2.5, range },
        over: { next: 7, range },
        under: { next: -7.5, integer: true, range },
        start: { start: 9.6, range },
      },
    });
    expect(['up', 'down', 'over', 'under'].map((name) => stock(name)[1])).toEqual([3, -2, 5, -5]);
    expect(stock('start')).toEqual([5, 5]);
  });
});

describe('incidents', () => {
  test('happen when the draw is below the chance', () => {
    const spec = { turns: 1, incidents: { riot: { chance: 0.25, news: 'Riot.' } } };
    expect(play(spec, { draws: { riot: 0.2499 } }).last.times).toEqual([1]);
    expect(play(spec, { draws: { riot: 0.25 } }).last.times).toEqual([0]);
    expect(play(spec, { draws: { riot: 0.2499 } }).records[0]!.phases[0]!.incidents).toEqual([
      { incident: 0, name: 'riot', kind: 'chance', odds: 0.25, draw: 0.2499, times: 1, news: 'Riot.' },
    ]);
  });

  test('with log odds decide as the probability would', () => {
    const spec = { turns: 1, incidents: { riot: { logit: 0.4 } } };
    const odds = 1 / (1 + Math.exp(-0.4));
    expect(play(spec, { draws: { riot: odds - 1e-9 } }).last.times).toEqual([1]);
    expect(play(spec, { draws: { riot: odds + 1e-9 } }).last.times).toEqual([0]);
    expect(play(spec).records[0]!.phases[0]!.incidents[0]!.odds).toBeCloseTo(odds, 9);
  });

  test('with a rate happen as often as Poisson says, and multiply what they add but not what they set', () => {
    const { stock, last } = play(
      {
        turns: 2,
        stocks: { seized: {}, alarm: {} },
        incidents: {
          seizure: {
            rate: 1,
            effects: [
              ['seized', 'add', 10],
              ['alarm', 'set', 7],
            ],
          },
        },
      },
      { draws: { seizure: [0.95, 0.1] } },
    );
    expect(stock('seized')).toEqual([0, 30, 30]); // P(X <= 2) = 0.92, P(X <= 3) = 0.98; P(X = 0) = 0.37
    expect(stock('alarm')).toEqual([0, 7, 7]);
    expect(last.times).toEqual([0]);
    expect(last.counts).toEqual([3]);
  });

  test('whose condition does not hold have happened 0 times in their latest phase', () => {
    const { stock } = play({
      turns: 3,
      stocks: { latest: { next: ['times', 'parade'] }, all: { next: ['count', 'parade'] } },
      incidents: { parade: { when: ['equal', 'turn', 1] } },
    });
    expect(stock('latest')).toEqual([0, 0, 1, 0]);
    expect(stock('all')).toEqual([0, 0, 1, 1]);
  });
});
