// Past finds of the fuzzer stay found: every engine agrees on them now.

import { expect, test } from 'vitest';
import type { Model } from '../../engine/model/model.ts';
import { difference } from './compare.ts';
import { readFinds, saveFind } from './corpus.ts';
import { shippedModels } from './shipped-models.ts';
import { wasmDifference } from './wasm-compare.ts';

test.each(readFinds())('$name', ({ model }) => {
  expect(difference(model, { worlds: 2, replications: 3 })).toBeNull();
  expect(wasmDifference(model, { worlds: 2, replications: 3 })).toBeNull();
});

test('a find is read back as it was written', async () => {
  const { rmSync } = await import('node:fs');
  const model: Model = { ...shippedModels()[0]!.model, turns: Number.NaN };
  const file = saveFind({ name: 'round-trip', message: 'none', model });
  try {
    expect(readFinds().find(({ name }) => name === 'round-trip.json')?.model).toEqual(model);
  } finally {
    rmSync(file);
  }
});
