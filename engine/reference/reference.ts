// Model -> the reference: the model's meaning, ready to be run. Made once for a model; runs are begun from it.

import type { Model } from '../model/model.ts';
import { createInterpreter, type Interpreter } from './interpreter.ts';
import { createStatechart, type Statechart } from './statechart.ts';

export interface Reference {
  readonly model: Model;
  readonly interpreter: Interpreter;
  readonly chart: Statechart;
}

/** Made once for a model; any number of runs can be begun from it. */
export function createReference(model: Model): Reference {
  const interpreter = createInterpreter(model);
  return { model, interpreter, chart: createStatechart(interpreter) };
}
