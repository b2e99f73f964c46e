// Statecharts in a phase: who is asked, which chances share a draw, what `after` counts, what nesting means.

import { describe, expect, test } from 'vitest';
import type { ModelSpec } from './build-model.ts';
import { play } from './play.ts';

const NESTED = {
  initial: 'quiet',
  states: {
    quiet: [{ to: 'insurgency' }],
    insurgency: {
      initial: 'nascent',
      states: { nascent: [{ to: 'entrenched', after: 2 }], entrenched: [{ to: 'entrenched', chance: 0.5 }] },
      leave: [{ to: 'quiet', chance: 0.3 }],
    },
  },
} as const;

describe('nested states', () => {
  test('enter their initial child, and the innermost is asked first', () => {
    const { leaf } = play(
      { turns: 6, machines: { m: NESTED } },
      { draws: { 'm.insurgency': [0.5, 0.5, 0.5, 0.1, 0.1, 0.1], 'm.entrenched': [0.9, 0.9, 0.9, 0.4, 0.9, 0.9] } },
    );
    expect(leaf('m')).toEqual(['quiet', 'nascent', 'nascent', 'entrenched', 'entrenched', 'quiet', 'nascent']);
  });

  test('are left as a whole when the state around them fires', () => {
    const { positions } = play({ turns: 2, machines: { m: NESTED } }, { draws: { 'm.insurgency': 0.1 } });
    expect(positions.map(({ entered }) => entered[0])).toEqual([
      [0, -1, -1, -1],
      [-1, 0, 0, -1],
      [1, -1, -1, -1],
    ]);
  });

  test('keep the entry turn of a state that a transition inside it does not leave', () => {
    const { positions, records } = play({ turns: 4, machines: { m: NESTED } }, { draws: { 'm.insurgency': 0.9 } });
    expect(positions.at(-1)!.entered[0]).toEqual([-1, 0, -1, 2]);
    expect(records[2]!.phases[0]!.transitions).toEqual([
      { machine: 0, name: 'm', from: 'nascent', to: 'entrenched', leaf: 'entrenched', news: null },
    ]);
  });

  test('are entered anew by a transition of the whole to itself, or to one inside it', () => {
    const spec: ModelSpec = {
      turns: 2,
      machines: {
        whole: {
          initial: 'box',
          states: { box: { initial: 'a', states: { a: [{ to: 'b' }], b: [] }, leave: [{ to: 'box' }] } },
        },
        inner: { initial: 'box', states: { box: { initial: 'a', states: { a: [], b: [] }, leave: [{ to: 'b' }] } } },
        up: { initial: 'box', states: { box: { initial: 'a', states: { a: [{ to: 'box' }], b: [] } } } },
      },
    };
    const { leaf, last } = play(spec);
    expect(leaf('whole')).toEqual(['a', 'b', 'a']);
    expect(leaf('inner')).toEqual(['a', 'b', 'b']);
    expect(last.entered).toEqual([
      [1, 1, -1],
      [1, -1, 1],
      [1, 1, -1],
    ]);
  });

  test('may end in a final state, which has no way out, and the run goes on', () => {
    const { leaf } = play({ turns: 3, machines: { m: { initial: 'a', states: { a: [{ to: 'z' }], z: 'final' } } } });
    expect(leaf('m')).toEqual(['a', 'z', 'z', 'z']);
  });
});

describe('chances of one state', () => {
  const spec: ModelSpec = {
    turns: 1,
    machines: {
      m: {
        initial: 's',
        states: {
          s: [
            { to: 'a', chance: 0.2 },
            { to: 'never', when: false },
            { to: 'b', chance: 0.3 },
            { to: 'c' },
            { to: 'd', chance: 0.5 },
          ],
          a: [],
          b: [],
          c: [],
          d: [],
          never: [],
        },
      },
    },
  };
  const after = (u: number) => play(spec, { draws: { 'm.s': u } }).leaf('m')[1];

  test('share one draw, each with its own slice; a certain one takes the rest', () => {
    expect([0, 0.1999, 0.2, 0.4999, 0.5, 0.9999].map(after)).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  });

  test('are told in the record with their slices and the draw', () => {
    const { records } = play(spec, { draws: { 'm.s': 0.3 } });
    expect(records[0]!.phases[0]!.asked).toEqual([
      {
        machine: 0,
        name: 'm',
        state: 's',
        candidates: [
          { to: 'a', odds: 0.2, from: 0, until: 0.2 },
          { to: 'b', odds: 0.3, from: 0.2, until: 0.5 },
          { to: 'c', odds: null, from: 0.5, until: 1 },
        ],
        draw: 0.3,
        to: 'b',
      },
    ]);
  });

  test('leave the state to those around it when none fires', () => {
    const { leaf } = play(
      {
        turns: 1,
        machines: {
          m: {
            initial: 'box',
            states: {
              out: [],
              box: { initial: 'in', states: { in: [{ to: 'in', chance: 0.4 }] }, leave: [{ to: 'out', chance: 0.4 }] },
            },
          },
        },
      },
      { draws: { 'm.in': 0.41, 'm.box': 0.39 } },
    );
    expect(leaf('m')).toEqual(['in', 'out']);
  });

  test('with log odds leave the rest to a certain one', () => {
    const spec: ModelSpec = {
      turns: 1,
      machines: { m: { initial: 's', states: { s: [{ to: 'a', logit: 0 }, { to: 'b' }], a: [], b: [] } } },
    };
    expect(play(spec, { draws: { 'm.s': 0.49 } }).leaf('m')[1]).toBe('a');
    expect(play(spec, { draws: { 'm.s': 0.51 } }).leaf('m')[1]).toBe('b');
  });
});

describe('after', () => {
  test('counts full turns since the state was entered, from the start of the run for the first one', () => {
    const { leaf } = play({
      turns: 7,
      machines: { m: { initial: 'a', states: { a: [{ to: 'b', after: 2 }], b: [{ to: 'a', after: 3 }] } } },
    });
    expect(leaf('m')).toEqual(['a', 'a', 'a', 'b', 'b', 'b', 'a', 'a']);
  });

  test('begins again when a state is entered anew from itself', () => {
    const { leaf } = play(
      {
        turns: 5,
        machines: {
          m: {
            initial: 'a',
            states: {
              a: [
                { to: 'b', after: 2 },
                { to: 'a', chance: 0.5 },
              ],
              b: [],
            },
          },
        },
      },
      { draws: { 'm.a': [0.9, 0.1, 0.9, 0.9, 0.9] } },
    );
    expect(leaf('m')).toEqual(['a', 'a', 'a', 'a', 'b', 'b']);
  });
});
