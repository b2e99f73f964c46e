// One model run by the reference and by the WebAssembly kernel, a block each -> the first place where they differ, in words, or null.

import { createWasmKernelNow, type WasmKernelOptions } from '../../engine/kernel/wasm-kernel.ts';
import type { BlockSetup, Engine, FailedRun } from '../../engine/model/block.ts';
import type { Model } from '../../engine/model/model.ts';
import { createReferenceEngine } from '../../engine/reference/reference-engine.ts';
import { type Comparison, setupOf } from './compare.ts';

export interface RunBlock {
  readonly columns: readonly Float64Array[];
  readonly failed: readonly FailedRun[];
}

export function runOf(model: Model, { arms }: BlockSetup, engine: Engine, first: number, count: number): RunBlock {
  const columns = model.outcomes.map(() => new Float64Array(arms.length * count).fill(-12345));
  return { failed: engine.runBlock({ first, count, columns }), columns };
}

/** Null when all outcomes are equal in every bit and the same runs failed in the same way. */
export function wasmDifference(model: Model, comparison: Comparison, options: WasmKernelOptions = {}): string | null {
  const setup = setupOf(model, comparison);
  const kernel = createWasmKernelNow(model, setup, options);
  if ('unsupported' in kernel) return `unsupported: ${kernel.unsupported}`;
  const count = (comparison.worlds ?? 1) * setup.replications;
  const expected = runOf(model, setup, createReferenceEngine(model, setup), 0, count);
  return blockDifference(model, expected, runOf(model, setup, kernel, 0, count));
}

export function blockDifference(model: Model, expected: RunBlock, found: RunBlock): string | null {
  const length = Math.max(expected.failed.length, found.failed.length);
  for (let i = 0; i < length; i++) {
    const [a, b] = [failureText(expected.failed[i]), failureText(found.failed[i])];
    if (a !== b) return `failure ${a} became ${b}`;
  }
  for (const [outcome, column] of expected.columns.entries()) {
    const bad = column.findIndex((value, at) => !Object.is(value, found.columns[outcome]![at]));
    if (bad < 0) continue;
    return `${model.outcomes[outcome]!.name}, run ${bad}: ${column[bad]} became ${found.columns[outcome]![bad]}`;
  }
  return null;
}

function failureText(failure: FailedRun | undefined): string {
  if (failure === undefined) return 'none';
  const { arm, world, replication, reason, turn, phase, element } = failure;
  return JSON.stringify({ arm, world, replication, reason, turn, phase, element });
}
