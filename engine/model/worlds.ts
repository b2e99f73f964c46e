// Design + seed -> the value of every uncertainty in any world, without keeping the worlds.

import { createDesign } from '../chance/design.ts';
import { quantile } from '../chance/distribution.ts';
import { MAX_SOBOL_DIMENSIONS } from '../chance/sobol.ts';
import type { DesignKind } from '../vocabulary.ts';
import type { Model } from './model.ts';

export interface WorldsRequest {
  readonly seed: string;
  readonly design: DesignKind;
  /** Number of worlds of the whole batch (a Latin hypercube depends on it). */
  readonly worlds: number;
}

/**
 * The function from a world's number to the values of `model.parameters`; the array is reused by the next call. A parameter held at one
 * number keeps its dimension, so that holding it changes no other draw (unless Sobol' points would not have dimensions enough).
 */
export function createWorlds(model: Model, request: WorldsRequest): (world: number) => Float64Array {
  const { parameters } = model;
  const keepsAll = request.design !== 'sobol' || parameters.length <= MAX_SOBOL_DIMENSIONS;
  const drawn = [...parameters.entries()].filter(([, parameter]) => keepsAll || parameter.fixed === null);
  const draw = createDesign({
    kind: request.design,
    seed: request.seed,
    names: drawn.map(([, parameter]) => parameter.name),
    worlds: request.worlds,
  });
  const values = Float64Array.from(parameters, ({ fixed }) => fixed ?? 0);
  return (world) => {
    drawn.forEach(([index, { fixed, distribution }], dimension) => {
      if (fixed === null) values[index] = quantile(distribution, draw(world, dimension));
    });
    return values;
  };
}
