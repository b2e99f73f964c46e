// The WebAssembly kernel says what the reference says, in every bit, or fails the run for the same reason.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWasmKernel, createWasmKernelNow, printWasmKernel } from '../../engine/kernel/wasm-kernel.ts';
import type { Model } from '../../engine/model/model.ts';
import { createReferenceEngine } from '../../engine/reference/reference-engine.ts';
import { shippedModel } from '../shipped.ts';
import { anyModel } from './any-model.ts';
import { allArms, coveringArms, setupOf } from './compare.ts';
import { shippedModels } from './shipped-models.ts';
import { upToTurn } from './turn-by-turn.ts';
import { blockDifference, runOf, wasmDifference } from './wasm-compare.ts';

const isLarge = (model: Model): boolean => model.machines.length > 10;

describe('agrees with the reference', () => {
  for (const { name, model } of shippedModels()) {
    test(`on ${name}, every option and doctrine`, () => {
      const arms = isLarge(model) ? coveringArms(model) : allArms(model);
      expect(wasmDifference(model, { arms, worlds: 2, replications: isLarge(model) ? 1 : 2 })).toBeNull();
      expect(wasmDifference(model, { arms: allArms(model).slice(-1), worlds: 3, replications: 2 })).toBeNull();
    });
  }

  test('on random models', () => {
    let refused = 0;
    fc.assert(
      fc.property(anyModel, (model) => {
        const found = wasmDifference(model, { worlds: 3, replications: 2 });
        if (found?.startsWith('unsupported') === true) refused += 1;
        else expect(found).toBeNull();
        expect(wasmDifference(model, { worlds: 3 }, { thresholds: true, mostCode: 1000 })).toBeNull();
      }),
      { numRuns: 200, interruptAfterTimeLimit: 15_000 },
    );
    expect(refused).toBe(0);
  });

  test('on random models, one arm alone', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const arms = allArms(model).slice(-1);
        expect(wasmDifference(model, { arms, worlds: 2, replications: 3 })).toBeNull();
      }),
      { numRuns: 100, interruptAfterTimeLimit: 10_000 },
    );
  });
});

describe('agrees turn by turn: the whole state at the end of every horizon', () => {
  for (const { name, model } of shippedModels().filter(({ model }) => model.turns <= 100)) {
    test(name, () => {
      const arms = allArms(model).filter((_, index, all) => index === 0 || index === all.length - 1);
      // Of large scenarios the first three turns and then every sixth: compiling takes its time.
      const horizons = Array.from({ length: Math.min(model.turns, 40) }, (_, i) => i + 1).filter(
        (turns) => !isLarge(model) || turns <= 3 || turns % 6 === 0,
      );
      for (const turns of horizons) {
        const shorter = upToTurn(model, turns);
        expect(wasmDifference(shorter, { arms, worlds: 1, replications: 2 }), `turn ${turns}`).toBeNull();
      }
    });
  }
});

test('cuts into blocks of any size give the same columns', () => {
  const model = shippedModel('baltic-2014');
  const setup = setupOf(model, { arms: allArms(model).slice(0, 3), worlds: 10, replications: 7 });
  const kernel = createWasmKernelNow(model, setup);
  if ('unsupported' in kernel) throw new Error(kernel.unsupported);
  const whole = runOf(model, setup, kernel, 0, 70);
  for (const [first, count] of [
    [0, 1],
    [5, 3],
    [13, 4],
    [29, 5],
    [3, 64],
    [69, 1],
  ] as const) {
    const part = runOf(model, setup, kernel, first, count);
    const expected = whole.columns.map((column) =>
      Float64Array.from(part.columns[0]!, (_, at) => column[Math.floor(at / count) * 70 + first + (at % count)]!),
    );
    expect(blockDifference(model, { columns: expected, failed: whole.failed }, part)).toBeNull();
  }
});

test('a world outside its declared distributions is run with no range taken for granted', () => {
  const model = shippedModel('baltic-2014');
  const inside = setupOf(model, { arms: allArms(model).slice(0, 2), worlds: 6, replications: 3 });
  const setup = {
    ...inside,
    parametersOf: (world: number) =>
      inside.parametersOf(world).map((value) => (world % 2 === 1 ? value * 3 + 1 : value)),
  };
  const kernel = createWasmKernelNow(model, setup);
  if ('unsupported' in kernel) throw new Error(kernel.unsupported);
  const expected = runOf(model, setup, createReferenceEngine(model, setup), 0, 18);
  expect(blockDifference(model, expected, runOf(model, setup, kernel, 0, 18))).toBeNull();
});

test('is made ready asynchronously like any engine, and can be read', async () => {
  const model = shippedModel('geometric-wait');
  const engine = await createWasmKernel(model, setupOf(model, {}));
  expect(engine).toHaveProperty('name', 'kernel-wasm');
  const text = await printWasmKernel(model, allArms(model));
  expect(text).toContain('(func $phase_0');
  expect(text).toContain('f64x2.');
});
