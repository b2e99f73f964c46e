// Shipped scenarios: every slot of the state after every turn, and every outcome, equal in every bit to the reference.

import { describe, expect, test } from 'vitest';
import { createJsKernel } from '../../engine/kernel/js-kernel.ts';
import { type KernelState, kernelStateOf } from '../../engine/kernel/kernel-state.ts';
import type { Program } from '../../engine/kernel/program.ts';
import type { BlockSetup } from '../../engine/model/block.ts';
import type { Model } from '../../engine/model/model.ts';
import { allArms, coveringArms, difference, referencePositions, setupOf } from './compare.ts';
import { shippedModels } from './shipped-models.ts';

describe('shipped scenarios', () => {
  for (const { name, model } of shippedModels()) {
    const isLarge = model.machines.length > 10;
    test(`${name}: every option and doctrine`, () => {
      const arms = isLarge ? coveringArms(model) : allArms(model);
      expect(difference(model, { arms, worlds: isLarge ? 1 : 4, replications: 1 })).toBeNull();
    });
    test(`${name}: one arm alone, everything kept`, () => {
      const arms = allArms(model).slice(-1);
      expect(difference(model, { arms, worlds: 2, options: { keepAll: true } })).toBeNull();
    });
  }
});

function kernelOf(model: Model, setup: BlockSetup, options = {}) {
  const kernel = createJsKernel(model, setup, options);
  if ('unsupported' in kernel) throw new Error(kernel.unsupported);
  return kernel;
}

function columnsFor(model: Model, runs: number): Float64Array[] {
  return model.outcomes.map(() => new Float64Array(runs));
}

const baltic = shippedModels().find(({ name }) => name === 'baltic-2014')!.model;

test('arms together give what each gives alone, and blocks may be cut anywhere', () => {
  const setup = setupOf(baltic, { worlds: 5, replications: 3 });
  const together = columnsFor(baltic, setup.arms.length * 15);
  kernelOf(baltic, setup).runBlock({ first: 0, count: 15, columns: together });
  for (const arm of [0, 7, setup.arms.length - 1]) {
    const alone = kernelOf(baltic, { ...setup, arms: [setup.arms[arm]!] });
    for (const [first, count] of [
      [10, 5],
      [0, 4],
      [4, 6],
    ] as const) {
      const columns = columnsFor(baltic, count);
      alone.runBlock({ first, count, columns });
      for (const [outcome, column] of columns.entries()) {
        const from = arm * 15 + first;
        expect(column).toEqual(together[outcome]!.subarray(from, from + count));
      }
    }
  }
});

test('a run taken up from its state in the middle ends as the whole run did', () => {
  const setup = setupOf(baltic, {
    arms: [
      { policy: 3, doctrine: 1 },
      { policy: 0, doctrine: 0 },
    ],
    replications: 4,
  });
  const whole = columnsFor(baltic, 8);
  kernelOf(baltic, setup).runBlock({ first: 0, count: 4, columns: whole });
  for (const turn of [1, 9, 20]) {
    for (let arm = 0; arm < 2; arm++) {
      const kernel = kernelOf(baltic, { ...setup, arms: [setup.arms[arm]!] });
      const state = stateBefore(kernel.program, baltic, setup, arm, turn);
      const columns = columnsFor(baltic, 1);
      kernel.runBlock({ first: 2, count: 1, columns }, { turn, state });
      expect(columns.map(([value]) => value)).toEqual(whole.map((column) => column[arm * 4 + 2]));
    }
  }
});

function stateBefore(program: Program, model: Model, setup: BlockSetup, arm: number, turn: number): KernelState {
  return kernelStateOf(program, referencePositions(model, setup, arm, 2)[turn]!);
}

test('watched quantities are told after every turn', () => {
  const setup = setupOf(baltic, { arms: allArms(baltic).slice(0, 2) });
  const watches = [
    { kind: 'stock', index: 3 },
    { kind: 'lever', index: 0 },
    { kind: 'state', machine: 0, state: 0 },
    { kind: 'auxiliary', index: 0 },
  ] as const;
  const kernel = kernelOf(baltic, setup, { watches });
  const watched = watches.map(() => new Float64Array(2 * 2 * baltic.turns));
  kernel.runBlock({ first: 0, count: 2, columns: columnsFor(baltic, 4), watched });
  const positions = referencePositions(baltic, setup, 1, 1).slice(1);
  const of = (index: number) => [...watched[index]!.subarray(3 * baltic.turns)];
  expect(of(0)).toEqual(positions.map(({ stocks }) => stocks[3]));
  expect(of(1)).toEqual(positions.map(({ inForce }) => inForce[0]));
  expect(of(2)).toEqual(positions.map(({ entered }) => (entered[0]![0]! >= 0 ? 1 : 0)));
  expect(of(3).every(Number.isFinite)).toBe(true);
});

test('a world outside its declared distribution is run without their proofs', () => {
  const setup = setupOf(baltic, {});
  const wild = { ...setup, parametersOf: () => new Float64Array(baltic.parameters.length).fill(40) };
  const arms = setup.arms.slice(0, 2);
  const columns = columnsFor(baltic, 2);
  const failed = kernelOf(baltic, { ...wild, arms }).runBlock({ first: 0, count: 1, columns });
  for (const arm of [0, 1]) {
    const last = referencePositions(baltic, { ...wild, arms }, arm, 0).at(-1)!;
    expect(
      failed.filter((one) => one.arm === arm).map(({ reason, turn, element }) => ({ reason, turn, element })),
    ).toEqual(
      last.failure === null
        ? []
        : [{ reason: last.failure.reason, turn: last.failure.turn, element: last.failure.element }],
    );
    if (last.outcomes !== null) expect(columns.map((column) => column[arm])).toEqual(last.outcomes);
  }
});

test('what cannot be compiled is refused by name', () => {
  const setup = setupOf(baltic, {});
  expect(createJsKernel(baltic, { ...setup, arms: [] })).toEqual({ unsupported: 'no arms to run' });
  const [first, ...others] = baltic.stocks;
  const start = baltic.nodes.findIndex(({ op }) => op === 'stock');
  const odd = { ...baltic, stocks: [{ ...first!, start }, ...others] };
  expect(createJsKernel(odd, setup)).toEqual({
    unsupported: `the start of ${first!.name} reads more than numbers and uncertainties`,
  });
});
