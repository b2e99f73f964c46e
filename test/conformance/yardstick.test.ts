// The yardstick model also exists as a plain C program: 100,000 of its runs end in these shares and means.

import { expect, test } from 'vitest';
import { estimateMean } from '../../engine/analysis/estimate-mean.ts';
import { createWasmKernelNow } from '../../engine/kernel/wasm-kernel.ts';
import { shippedModel } from '../shipped.ts';

const RUNS = 60_000;

/** Estimate and standard error from 100,000 runs of the C program, every lever at half, months counted from 0. */
const FROM_C: Readonly<Record<string, readonly [estimate: number, error: number]>> = {
  'calm_at_end[north]': [0.5203, 0.0016],
  'calm_at_end[south]': [0.7278, 0.0014],
  'insurgency_at_end[north]': [0.1242, 0.001],
  'insurgency_at_end[south]': [0.0333, 0.0006],
  routine_at_end: [0.5947, 0.0016],
  invoked_at_end: [0.1879, 0.0012],
  ready_at_end: [0.4886, 0.0016],
  'rung_at_end[north]': [1.13525, 0.0048],
  'rung_at_end[south]': [0.48048, 0.0031],
  first_armed: [32.47845, 0.0223],
  'grievance_at_end[north]': [0.34367, 0.00032],
  'grievance_at_end[south]': [0.24476, 0.00024],
  'separatism_at_end[north]': [0.24267, 0.00083],
  'separatism_at_end[south]': [0.05957, 0.00037],
  unity_at_end: [0.633, 0.00024],
  deterrence_at_end: [0.49437, 0.00013],
};

test('the scenario ends where the C program ends', () => {
  const model = shippedModel('yardstick');
  const policy = model.policies.findIndex(({ name }) => name === 'half_half+half_half_home');
  const setup = {
    arms: [{ policy, doctrine: 0 }],
    seed: 'yardstick',
    replications: 1,
    parametersOf: () => new Float64Array(0),
  };
  const kernel = createWasmKernelNow(model, setup);
  if ('unsupported' in kernel) throw new Error(kernel.unsupported);
  const columns = model.outcomes.map(() => new Float64Array(RUNS));
  expect(kernel.runBlock({ first: 0, count: RUNS, columns })).toEqual([]);
  expect(Object.keys(FROM_C).toSorted()).toEqual(model.outcomes.map(({ name }) => name).toSorted());
  for (const [i, { name }] of model.outcomes.entries()) {
    const { estimate, mcse } = estimateMean({ worlds: RUNS, replications: 1, values: columns[i]! });
    const [expected, error] = FROM_C[name]!;
    expect(Math.abs(estimate! - expected) / Math.hypot(mcse!, error), name).toBeLessThan(4);
  }
});
