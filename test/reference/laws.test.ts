// What must hold for every model: the mirror is the statechart's state, both ways of running agree, a saved run has the same future.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../engine/model/model.ts';
import { createDraws } from '../../engine/reference/draws.ts';
import { createReference, type Reference } from '../../engine/reference/reference.ts';
import { begin, isOver, playTurn, positionOf, type RunState, turnEvents } from '../../engine/reference/run.ts';
import { simulate } from '../../engine/reference/simulate.ts';
import type { RunSetup } from '../../engine/reference/start-step.ts';
import { stateVector } from '../../engine/reference/state-vector.ts';
import type { TurnRecord } from '../../engine/reference/turn-record.ts';
import { buildModel } from './build-model.ts';
import { randomModel } from './random-model.ts';
import { restoreRun, saveRun } from './saved-run.ts';

interface Case {
  readonly model: Model;
  readonly reference: Reference;
  readonly setup: RunSetup;
}

const cases = fc
  .record({ spec: randomModel, seed: fc.string(), world: fc.nat(99), p0: fc.integer({ min: -8, max: 8 }) })
  .map(({ spec, seed, world, p0 }): Case => {
    const model = buildModel(spec);
    const draws = createDraws(model, seed);
    return {
      model,
      reference: createReference(model),
      setup: { arm: { policy: 0, doctrine: 0 }, parameters: [p0 / 8], draws, world, replication: 1 },
    };
  });

function playOn(
  reference: Reference,
  from: RunState,
): { readonly states: readonly RunState[]; readonly records: readonly TurnRecord[] } {
  const states = [from];
  const records: TurnRecord[] = [];
  while (!isOver(states.at(-1)!)) {
    const { state, record } = playTurn(reference, states.at(-1)!);
    states.push(state);
    records.push(record);
  }
  return { states, records };
}

/** The statechart's own value for these leaves: nested names, innermost as a plain word. */
function valueOfLeaves(model: Model, leaves: readonly number[]): Record<string, unknown> {
  const regions = model.machines.map(({ name, states }, machine) => {
    const leaf = leaves[machine]!;
    let value: unknown = states[leaf]!.name;
    for (let state = states[leaf]!.parent; state >= 0; state = states[state]!.parent)
      value = { [states[state]!.name]: value };
    return [name, value];
  });
  return { ...Object.fromEntries(regions), bookkeeping: {} };
}

describe('for every model', () => {
  test('the mirror in the context is the state of the statechart, after every event', () => {
    fc.assert(
      fc.property(cases, ({ model, reference, setup }) => {
        let { snapshot } = begin(reference, setup);
        for (let turn = 0; turn < model.turns; turn++) {
          for (const event of turnEvents(model, setup.draws)) {
            snapshot = reference.chart.next(snapshot, event);
            expect(snapshot.value).toEqual(valueOfLeaves(model, snapshot.context.position.leaves));
            for (const [machine, { states }] of model.machines.entries()) {
              const active = snapshot.context.position.entered[machine]!.flatMap((turn, state) =>
                turn >= 0 ? [state] : [],
              );
              const path: number[] = [];
              for (let state = snapshot.context.position.leaves[machine]!; state >= 0; state = states[state]!.parent)
                path.unshift(state);
              expect(active).toEqual(path);
            }
            if (snapshot.context.position.over) return;
          }
        }
      }),
    );
  });

  test('pure turns and an actor give the same records, states and outcomes', () => {
    fc.assert(
      fc.property(cases, ({ reference, setup }) => {
        const { states, records } = playOn(reference, begin(reference, setup));
        const run = simulate(reference, setup, { trace: true });
        const last = positionOf(states.at(-1)!);
        expect(run.records).toEqual(records);
        expect(run.failure).toEqual(last.failure);
        expect(run.turns).toBe(last.played);
        if (last.outcomes !== null) expect(run.outcomes).toEqual(last.outcomes);
      }),
    );
  });

  test('what the statechart takes is what the asked states chose', () => {
    fc.assert(
      fc.property(cases, ({ reference, setup }) => {
        for (const { phases } of playOn(reference, begin(reference, setup)).records) {
          for (const { asked, transitions } of phases) {
            const chosen = asked.flatMap(({ name, state, to }) => (to === null ? [] : [`${name}: ${state} -> ${to}`]));
            expect(transitions.map(({ name, from, to }) => `${name}: ${from} -> ${to}`)).toEqual(chosen);
          }
        }
      }),
    );
  });

  test('a run saved before any turn, restored into a new reference, has the same future', () => {
    fc.assert(
      fc.property(cases, fc.nat(8), ({ model, reference, setup }, turn) => {
        const { states, records } = playOn(reference, begin(reference, setup));
        const at = turn % states.length;
        const other = createReference(model);
        const restored = restoreRun(other, saveRun(states[at]!), setup.draws);
        expect(saveRun(restored)).toBe(saveRun(states[at]!));
        const again = playOn(other, restored);
        expect(again.records).toEqual(records.slice(at));
        expect(again.states.map((state) => stateVector(positionOf(state)))).toEqual(
          states.slice(at).map((state) => stateVector(positionOf(state))),
        );
      }),
    );
  });

  test('playing a turn changes nothing about the state it was played from', () => {
    fc.assert(
      fc.property(cases, ({ reference, setup }) => {
        const start = begin(reference, setup);
        const before = saveRun(start);
        if (!isOver(start)) expect(playTurn(reference, start).record).toEqual(playTurn(reference, start).record);
        expect(saveRun(start)).toBe(before);
      }),
    );
  });
});

test('random models are worth the name: most runs go to their end, some fail, machines move, incidents happen', () => {
  const tally = { runs: 0, failed: 0, moves: 0, happened: 0, nested: 0 };
  fc.assert(
    fc.property(cases, ({ reference, setup }) => {
      const { records, failure } = simulate(reference, setup, { trace: true });
      const phases = records!.flatMap((record) => record.phases);
      tally.runs += 1;
      if (failure !== null) tally.failed += 1;
      if (phases.some(({ transitions }) => transitions.length > 0)) tally.moves += 1;
      if (phases.some(({ incidents }) => incidents.some(({ times }) => times > 0))) tally.happened += 1;
      if (phases.some(({ transitions }) => transitions.some(({ from }) => from === 'box'))) tally.nested += 1;
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(tally.moves).toBeGreaterThan(60);
  expect(tally.happened).toBeGreaterThan(40);
  expect(tally.nested).toBeGreaterThan(5);
  expect(tally.failed).toBeGreaterThan(2);
  expect(tally.failed).toBeLessThan(60);
});
