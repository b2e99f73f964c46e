// Design + seed -> the value of every uncertainty in any world, without keeping the worlds.

import { createDesign, type DesignKind } from '../chance/design.ts';
import { quantile } from '../chance/distribution.ts';
import type { Model } from './model.ts';

export interface WorldsRequest {
  readonly seed: string;
  readonly design: DesignKind;
  /** Number of worlds of the whole batch (a Latin hypercube depends on it). */
  readonly worlds: number;
}

/** The function from a world's number to the values of `model.parameters`; the array is reused by the next call. */
export function createWorlds(model: Model, request: WorldsRequest): (world: number) => Float64Array {
  const free = model.parameters.flatMap((parameter, index) => (parameter.fixed === null ? [{ parameter, index }] : []));
  const draw = createDesign({
    kind: request.design,
    seed: request.seed,
    names: free.map(({ parameter }) => parameter.name),
    worlds: request.worlds,
  });
  const values = new Float64Array(model.parameters.length);
  model.parameters.forEach((parameter, index) => {
    if (parameter.fixed !== null) values[index] = parameter.fixed;
  });
  return (world) => {
    free.forEach(({ parameter, index }, dimension) => {
      values[index] = quantile(parameter.distribution, draw(world, dimension));
    });
    return values;
  };
}
