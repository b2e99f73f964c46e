// `npm run fuzz -- --minutes N`: random models through all engines for as long as asked. A model on which they differ is made as small as
// can be and kept in the corpus, which every test run replays. Exit code 1 when something was found.

import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Model } from '../../engine/model/model.ts';
import { anyModel } from './any-model.ts';
import { difference } from './compare.ts';
import { saveFind } from './corpus.ts';
import { wasmDifference } from './wasm-compare.ts';

function refuse(message: string): never {
  console.error(`${message}\nUsage: npm run fuzz -- [--minutes N] [--seed N]`);
  process.exit(2);
}

function optionsOf(): { readonly minutes: number; readonly seed: number } {
  const options = { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } as const;
  try {
    const { minutes, seed } = parseArgs({ options }).values;
    return { minutes: Number(minutes), seed: seed === undefined ? Date.now() % 2 ** 31 : Number(seed) };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const { minutes, seed: firstSeed } = optionsOf();
if (!(minutes > 0 && Number.isFinite(minutes))) refuse('--minutes: expected a number above 0');
if (!Number.isInteger(firstSeed)) refuse('--seed: expected a whole number');

const ends = Date.now() + minutes * 60_000;
let seed = firstSeed;
let models = 0;
let finds = 0;

/** Null when the engines agree in every bit, or fail the same runs for the same reason. */
function disagreement(model: Model): string | null {
  models++;
  const comparison = { worlds: 2, replications: 3 };
  const js = difference(model, comparison);
  if (js !== null) return `kernel-js: ${js}`;
  const wasm = wasmDifference(model, comparison);
  return wasm === null ? null : `kernel-wasm: ${wasm}`;
}

while (Date.now() < ends) {
  const property = fc.property(anyModel, (model) => disagreement(model) === null);
  const result = fc.check(property, { seed, numRuns: 200, interruptAfterTimeLimit: Math.max(1000, ends - Date.now()) });
  const model = result.counterexample?.[0];
  if (model !== undefined) {
    finds++;
    const message = disagreement(model) ?? 'gone when asked again';
    console.log(`seed ${seed}: ${message}\n  kept as ${saveFind({ name: `seed-${seed}`, message, model })}`);
  }
  console.error(`${models} models, ${finds} finds`);
  seed = (seed + 1) % 2 ** 31;
}
process.exitCode = finds > 0 ? 1 : 0;
