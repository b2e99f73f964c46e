// Deliberate faults in the WebAssembly kernel: each must be seen by the comparison that the agreement tests make, else they prove nothing.

import { expect, test } from 'vitest';
import type { Program, Step } from '../../engine/kernel/program.ts';
import { createWasmKernelNow, type WasmKernelOptions } from '../../engine/kernel/wasm-kernel.ts';
import { createReferenceEngine } from '../../engine/reference/reference-engine.ts';
import { setupOf } from './compare.ts';
import { small } from './small-model.ts';
import { blockDifference, runOf } from './wasm-compare.ts';

const COUNT = 200;

function differenceWith(options: WasmKernelOptions): string | null {
  const setup = setupOf(small, { worlds: COUNT, replications: 1 });
  const kernel = createWasmKernelNow(small, setup, options);
  if ('unsupported' in kernel) throw new Error(kernel.unsupported);
  const expected = runOf(small, setup, createReferenceEngine(small, setup), 0, COUNT);
  return blockDifference(small, expected, runOf(small, setup, kernel, 0, COUNT));
}

const steps = (program: Program, change: (step: Step) => Step): Program => ({
  ...program,
  phases: program.phases.map(change),
});

const touched = (change: (stock: Step['touched'][number]) => Step['touched'][number]) => (program: Program) =>
  steps(program, (step) => ({ ...step, touched: step.touched.map(change) }));

/** Every such sequence of bytes, each at least once. */
function swapBytes(from: readonly number[], to: readonly number[]): NonNullable<WasmKernelOptions['rewrite']> {
  return (bytes) => {
    const changed = new Uint8Array(bytes);
    let found = 0;
    for (let at = 0; at + from.length <= bytes.length; at++) {
      if (!from.every((byte, i) => bytes[at + i] === byte)) continue;
      changed.set(to, at);
      found++;
    }
    if (found === 0) throw new Error('nothing to mutate');
    return changed;
  };
}

const CONST = 0x41;
const SHIFT_LEFT = [0xfd, 0xab, 0x01];

const MUTATIONS: Readonly<Record<string, WasmKernelOptions>> = {
  'wrong rotation': { rewrite: swapBytes([CONST, 13, ...SHIFT_LEFT], [CONST, 14, ...SHIFT_LEFT]) },
  'missing clamp above': { mend: touched((stock) => ({ ...stock, clampHigh: false })) },
  'missing clamp below': { mend: touched((stock) => ({ ...stock, clampLow: false })) },
  'off by one in after': {
    mend: (program) => ({
      ...program,
      nodes: program.nodes.map((node) => (node.op === 'less-equal' ? { ...node, op: 'less' } : node)),
    }),
  },
  'swapped policies': { mend: (program) => ({ ...program, chains: program.chains.toReversed() }) },
  'a stock that does not move': {
    mend: (program) => steps(program, (step) => ({ ...step, moves: step.moves.slice(1) })),
  },
  'a machine that is not asked': { mend: (program) => steps(program, (step) => ({ ...step, machines: [] })) },
  'an incident that is not drawn': {
    mend: (program) => steps(program, (step) => ({ ...step, incidents: step.incidents.slice(1) })),
  },
  'a reducer that is not taken': { mend: (program) => ({ ...program, reducers: program.reducers.slice(1) }) },
};

test('without a fault there is no difference', () => {
  expect(differenceWith({})).toBeNull();
});

test.each(Object.entries(MUTATIONS))('%s', (_, options) => {
  expect(differenceWith(options)).not.toBeNull();
});
