// A case -> what came of its scenario when nobody played: futures from the start, every seat held by policy, doctrine and strategy,
// worlds drawn anew. What a person's line is held against at the end.

import { createJsKernel } from '../kernel/js-kernel.ts';
import { createWorlds } from '../model/worlds.ts';
import type { Ground } from './ground.ts';

/** What comes of the scenario when nobody plays; outcomes in their own units. */
export interface Benchmark {
  readonly policy: string;
  readonly doctrine: string;
  readonly futures: number;
  readonly failed: number;
  /** In the order of the model; values in rising order, without the missing ones. */
  readonly outcomes: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** One future in each of `futures` worlds. The case's own world is not among them, but by chance. */
export function benchmarkOf({ model, opening, arm }: Ground, futures: number): Benchmark {
  const seed = `${opening.seed}/benchmark`;
  const parametersOf = createWorlds(model, { seed, design: 'lhs', worlds: futures });
  const made = createJsKernel(model, {
    arms: [arm],
    seed,
    parametersOf: (world) => Float64Array.from(parametersOf(world)),
    replications: 1,
  });
  if ('unsupported' in made) throw new Error(`no benchmark: ${made.unsupported}`);
  const columns = model.outcomes.map(() => new Float64Array(futures));
  const failed = made.runBlock({ first: 0, count: futures, columns });
  return {
    policy: opening.policy,
    doctrine: opening.doctrine,
    futures,
    failed: failed.length,
    outcomes: model.outcomes.map(({ name }, index) => ({
      name,
      values: Array.from(columns[index]!.filter((value) => !Number.isNaN(value)).sort()),
    })),
  };
}

/** Share of the values below this one, ties counting half (the mid-distribution of Parzen); NaN when there are none. */
export function standingAmong(values: readonly number[], value: number): number {
  const below = values.filter((one) => one < value).length;
  const equal = values.filter((one) => one === value).length;
  return (below + equal / 2) / values.length;
}
