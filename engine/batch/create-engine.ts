// Name of an engine -> the engine. The one place that knows which engines there are.

import type { BlockSetup, Engine } from '../model/block.ts';
import type { Model } from '../model/model.ts';
import { createReferenceEngine } from '../reference/reference-engine.ts';
import type { EngineName } from '../vocabulary.ts';

/** `auto` is the fastest engine that can run the model. */
export function createEngine(name: EngineName, model: Model, setup: BlockSetup): Engine {
  switch (name) {
    case 'auto':
    case 'reference':
      return createReferenceEngine(model, setup);
  }
}
