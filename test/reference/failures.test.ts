// A failed run stops where it fails, and says what failed: the first fault in the order of the manual.

import { describe, expect, test } from 'vitest';
import type { Expr, ModelSpec } from './build-model.ts';
import { play } from './play.ts';

const NAN: Expr = ['log', -1];
const failureOf = (spec: ModelSpec) => play(spec).last.failure;
const machine = (chances: readonly Expr[]): ModelSpec => ({
  machines: { m: { initial: 's', states: { s: chances.map((chance) => ({ to: 't', chance })), t: [] } } },
});

describe('a run fails', () => {
  test('before its first turn when a stock has no finite start', () => {
    const { last, records } = play({ stocks: { fine: {}, bad: { start: NAN }, worse: { start: NAN } } });
    expect(last.failure).toEqual({ reason: 'start not finite', turn: 0, phase: -1, element: 'bad' });
    expect(records).toEqual([]);
  });

  test('when the level asked for has no finite cost, even where no purse pays', () => {
    const cheap = { levels: { none: 0, most: 1 } };
    const spec: ModelSpec = {
      levers: { fine: cheap, dear: { ...cheap, costs: { most: ['divide', 1, 0] } } },
      policies: { p: [{ set: ['dear', 'most'], when: ['equal', 'turn', 2] }] },
      injects: { bad: { turn: 1, effects: [['x', 'add', NAN]] } },
      stocks: { x: {} },
    };
    expect(failureOf(spec)).toEqual({ reason: 'cost not finite', turn: 1, phase: -1, element: 'dear' });
  });

  test('when an inject makes a stock not finite', () => {
    const spec: ModelSpec = {
      stocks: { x: {}, y: {} },
      injects: { i: { turn: 2, effects: [['y', 'set', ['divide', 1, 0]]] } },
    };
    expect(failureOf(spec)).toEqual({ reason: 'stock not finite', turn: 2, phase: -1, element: 'y' });
  });

  test.each<[string, Expr, boolean]>([
    ['below 0', -1e-12, true],
    ['not a number', NAN, true],
    ['above 1', 1 + 2e-9, true],
    ['above 1 by no more than rounding', 1 + 1e-10, false],
    ['0', 0, false],
  ])('when the chance of an incident is %s', (_, chance, fails) => {
    const failure = failureOf({ turns: 1, phases: ['calm', 'storm'], incidents: { i: { phase: 'storm', chance } } });
    expect(failure).toEqual(fails ? { reason: 'chance out of range', turn: 0, phase: 1, element: 'i' } : null);
  });

  test('when log odds are not a number, but not when they are infinite', () => {
    expect(failureOf({ incidents: { i: { logit: NAN } } })?.reason).toBe('chance out of range');
    expect(
      play({ turns: 1, incidents: { i: { logit: ['divide', 1, 0] }, j: { logit: ['divide', -1, 0] } } }).last.times,
    ).toEqual([1, 0]);
  });

  test.each<[Expr, boolean]>([
    [-0.1, true],
    [64.1, true],
    [NAN, true],
    [64, false],
    [0, false],
  ])('when a rate is out of 0..64: %j', (rate, fails) => {
    const failure = failureOf({ turns: 1, incidents: { i: { rate } } });
    expect(failure).toEqual(fails ? { reason: 'rate out of range', turn: 0, phase: 0, element: 'i' } : null);
  });

  test.each<[readonly Expr[], boolean]>([
    [[0.5, -0.1], true],
    [[0.6, 0.4, 0.1], true],
    [[0.1, 0.2, 0.7], false],
    [[NAN], true],
  ])('when the chances of a state that is asked are out of range, each or their sum: %j', (chances, fails) => {
    const failure = failureOf({ turns: 1, ...machine(chances) });
    expect(failure).toEqual(fails ? { reason: 'chance out of range', turn: 0, phase: 0, element: 'm.s' } : null);
  });

  test('not when the faulty chance is behind a certain way out, a condition, or a state inside that fires', () => {
    const wild = { to: 't', chance: 7 };
    const states = (own: readonly object[]) =>
      ({ machines: { m: { initial: 's', states: { s: own, t: [] } } } }) as ModelSpec;
    expect(failureOf({ turns: 1, ...states([{ to: 't' }, wild]) })).toBeNull();
    expect(failureOf({ turns: 1, ...states([{ ...wild, when: false }]) })).toBeNull();
    const nested: ModelSpec = {
      turns: 1,
      machines: {
        m: { initial: 's', states: { s: { initial: 'a', states: { a: [{ to: 'b' }], b: [] }, leave: [wild] }, t: [] } },
      },
    };
    expect(failureOf(nested)).toBeNull();
    expect(failureOf({ ...nested, turns: 2 })).toEqual({
      reason: 'chance out of range',
      turn: 1,
      phase: 0,
      element: 'm.s',
    });
  });

  test('when a stock is not finite before the clamp, unless something sets it', () => {
    const stocks = { x: { next: ['divide', 1, 0] as Expr, range: [0, 1] as const } };
    expect(failureOf({ stocks })).toEqual({ reason: 'stock not finite', turn: 0, phase: 0, element: 'x' });
    expect(failureOf({ stocks, incidents: { i: { when: true, effects: [['x', 'set', 1]] } } })).toBeNull();
  });

  test('at its end when an outcome is not finite, and then has no outcomes', () => {
    const { last } = play({ turns: 3, outcomes: { fine: 1, bad: ['divide', ['final', 1], 0] } });
    expect(last.failure).toEqual({ reason: 'outcome not finite', turn: 2, phase: -1, element: 'bad' });
    expect([last.outcomes, last.played]).toEqual([null, 3]);
  });

  test('with the first fault of a phase: incidents, then machines, then stocks by index', () => {
    const all: ModelSpec = {
      turns: 1,
      stocks: { x: { next: NAN }, y: { next: NAN } },
      incidents: { rated: { rate: 99 }, chanced: { chance: 2 } },
      ...machine([2]),
    };
    expect(failureOf(all)?.element).toBe('rated');
    const { incidents: _, ...calm } = all;
    expect(failureOf(calm)?.element).toBe('m.s');
    expect(failureOf({ turns: 1, stocks: all.stocks! })?.element).toBe('x');
    const two = { ...machine([2]).machines, n: machine([2]).machines!.m! };
    expect(failureOf({ turns: 1, machines: two })?.element).toBe('m.s');
  });

  test('and its last record carries the failure', () => {
    const { records, last } = play({
      turns: 9,
      phases: ['one', 'two'],
      stocks: { x: { phase: 'two', next: ['if', ['equal', 'turn', 3], NAN, 0] } },
    });
    expect(records).toHaveLength(3);
    expect(records[2]).toMatchObject({ over: true, failure: last.failure, phases: [{ name: 'one' }] });
    expect(last.played).toBe(2);
  });
});
