// Name of an engine -> the engine. The one place that knows which engines there are, and what happens when one cannot run a model.

import { createJsKernel } from '../kernel/js-kernel.ts';
import type { BlockSetup, Engine } from '../model/block.ts';
import type { Model } from '../model/model.ts';
import { createReferenceEngine } from '../reference/reference-engine.ts';
import type { ChosenEngine } from '../vocabulary.ts';

export interface MadeEngine {
  readonly engine: Engine;
  /** Why the engine that was asked for could not run the model, so that the reference does; null when it could. */
  readonly refusal: string | null;
}

export async function createEngine(name: ChosenEngine, model: Model, setup: BlockSetup): Promise<MadeEngine> {
  if (name === 'reference') return { engine: createReferenceEngine(model, setup), refusal: null };
  const kernel = createJsKernel(model, setup);
  if (!('unsupported' in kernel)) return { engine: kernel, refusal: null };
  return { engine: createReferenceEngine(model, setup), refusal: `${name}: ${kernel.unsupported}` };
}
