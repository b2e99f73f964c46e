// The reference as an engine: blocks of futures under several arms give the same numbers however they are cut.

import { describe, expect, test } from 'vitest';
import { createDraws } from '../../engine/reference/draws.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { createReferenceEngine } from '../../engine/reference/reference-engine.ts';
import { begin, isOver, playTurn, positionOf } from '../../engine/reference/run.ts';
import { simulate } from '../../engine/reference/simulate.ts';
import { buildModel } from './build-model.ts';
import { midSizeModel } from './mid-size-model.ts';

const model = buildModel({ ...midSizeModel, turns: 6 });
const arms = [
  { policy: 0, doctrine: 0 },
  { policy: 1, doctrine: 0 },
];
const shared = new Float64Array(2);
const setup = {
  arms,
  seed: 'harbour',
  replications: 3,
  parametersOf: (world: number) => {
    shared.set([world / 10, 0.5]);
    return shared;
  },
};
const columns = (length: number) => model.outcomes.map(() => new Float64Array(length));

describe('the engine', () => {
  const engine = createReferenceEngine(model, setup);
  const whole = columns(2 * 6);
  const failed = engine.runBlock({ first: 2, count: 6, columns: whole });

  test('puts future first + i under arm a at a * count + i', () => {
    expect(failed).toEqual([]);
    const reference = createReference(model);
    const draws = createDraws(model, 'harbour');
    for (const [a, arm] of arms.entries()) {
      for (let i = 0; i < 6; i++) {
        const world = Math.floor((2 + i) / 3);
        const run = simulate(
          reference,
          { arm, parameters: [world / 10, 0.5], draws, world, replication: (2 + i) % 3 },
          { trace: false },
        );
        expect(whole.map((column) => column[a * 6 + i])).toEqual(run.outcomes);
      }
    }
  });

  test('gives the same numbers in smaller blocks, in any order, from a new engine', () => {
    const other = createReferenceEngine(model, setup);
    for (const [first, count] of [
      [5, 3],
      [2, 3],
    ] as const) {
      const part = columns(2 * count);
      other.runBlock({ first, count, columns: part });
      for (const [outcome, column] of part.entries()) {
        for (let a = 0; a < 2; a++) {
          const from = a * 6 + first - 2;
          expect(column.slice(a * count, (a + 1) * count)).toEqual(whole[outcome]!.slice(from, from + count));
        }
      }
    }
  });

  test('lists the runs that failed by arm and future, with NaN in every outcome', () => {
    const failing = buildModel({
      turns: 3,
      stocks: { x: {} },
      parameters: { p: { kind: 'uniform', low: 0, high: 2 } },
      incidents: { i: { when: ['equal', 'turn', 2], chance: 'p' } },
      outcomes: { x: ['final', 'x'] },
    });
    const column = new Float64Array(8);
    const parametersOf = (world: number) => Float64Array.of(world);
    const failures = createReferenceEngine(failing, {
      arms: [arms[0]!, arms[0]!],
      seed: 's',
      replications: 1,
      parametersOf,
    }).runBlock({ first: 0, count: 4, columns: [column] });
    const site = { reason: 'chance out of range', turn: 1, phase: 0, element: 'i', replication: 0 };
    expect(failures).toEqual([
      { ...site, arm: 0, world: 2 },
      { ...site, arm: 0, world: 3 },
      { ...site, arm: 1, world: 2 },
      { ...site, arm: 1, world: 3 },
    ]);
    expect(Array.from(column)).toEqual([0, 0, NaN, NaN, 0, 0, NaN, NaN]);
  });
});

describe('common chance', () => {
  test('gives every arm the same draws, and another seed other ones', () => {
    const one = createDraws(model, 'harbour');
    const other = createDraws(model, 'lighthouse');
    expect(createDraws(model, 'harbour').draw(0, 3, 1, 7)).toBe(one.draw(0, 3, 1, 7));
    expect(other.draw(0, 3, 1, 7)).not.toBe(one.draw(0, 3, 1, 7));
  });

  test('makes pure play of a middling model end where the actor ends', () => {
    const reference = createReference(model);
    const run = { arm: arms[1]!, parameters: [0.9, 0.4], draws: createDraws(model, 'x'), world: 5, replication: 2 };
    let state = begin(reference, run);
    while (!isOver(state)) state = playTurn(reference, state).state;
    expect(positionOf(state).outcomes).toEqual(simulate(reference, run, { trace: false }).outcomes);
    expect(() => playTurn(reference, state)).toThrow('over');
  });
});
