// Name of an engine -> the engine. The one place that knows which engines there are, and what happens when one cannot run a model.

import { createJsKernel } from '../kernel/js-kernel.ts';
import { createWasmKernel } from '../kernel/wasm-kernel.ts';
import type { BlockSetup, Engine } from '../model/block.ts';
import type { Model } from '../model/model.ts';
import { createReferenceEngine } from '../reference/reference-engine.ts';
import type { ChosenEngine } from '../vocabulary.ts';

export interface MadeEngine {
  readonly engine: Engine;
  /** Why faster engines could not run the model, each in words; empty when the one that was asked for could. */
  readonly refusals: readonly string[];
}

type Make = (
  model: Model,
  setup: BlockSetup,
) => Engine | { readonly unsupported: string } | Promise<Engine | { readonly unsupported: string }>;

const MAKE: Readonly<Record<ChosenEngine, Make>> = {
  reference: createReferenceEngine,
  'kernel-js': (model, setup) => createJsKernel(model, setup),
  'kernel-wasm': createWasmKernel,
};

/** Who stands in for whom. The reference runs everything. */
const FALLBACK: Readonly<Record<ChosenEngine, ChosenEngine | null>> = {
  'kernel-wasm': 'kernel-js',
  'kernel-js': 'reference',
  reference: null,
};

/** The engine of this name, or the next slower one that can run the model, with the reasons. */
export async function createEngine(name: ChosenEngine, model: Model, setup: BlockSetup): Promise<MadeEngine> {
  const made = await MAKE[name](model, setup);
  if (!('unsupported' in made)) return { engine: made, refusals: [] };
  const { engine, refusals } = await createEngine(FALLBACK[name] ?? 'reference', model, setup);
  return { engine, refusals: [`${name}: ${made.unsupported}`, ...refusals] };
}
