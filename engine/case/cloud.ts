// A model + an arm -> a cloud of futures from the start that nobody played: quantiles of some numbers turn by turn, and the outcomes. What a played
// line is laid into.

import { quantile } from '../analysis/quantiles.ts';
import { createJsKernel } from '../kernel/js-kernel.ts';
import type { Arm, Model } from '../model/model.ts';
import { createWorlds } from '../model/worlds.ts';
import { positionOf, type RunState } from '../reference/run.ts';
import type { FanRow } from './forecast.ts';
import { watchOf } from './forecast-kernel.ts';
import type { Ground } from './ground.ts';

export interface Cloud {
  readonly futures: number;
  readonly failed: number;
  /** One row for each turn; a turn that no future reached has none. */
  readonly fans: readonly { readonly name: string; readonly rows: readonly FanRow[] }[];
  /** In the order of the model; values in rising order, without the missing ones. */
  readonly outcomes: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** One future in each of `futures` worlds, drawn anew by `seed`. `numbers`: stocks or auxiliaries by slot. Or why the kernel cannot run the model. */
export function cloudOf(
  model: Model,
  arm: Arm,
  seed: string,
  futures: number,
  numbers: readonly string[],
): Cloud | { readonly unsupported: string } {
  const parametersOf = createWorlds(model, { seed, design: 'lhs', worlds: futures });
  const watches = numbers.map((name) => watchOf(model, name));
  const made = createJsKernel(
    model,
    { arms: [arm], seed, parametersOf: (world) => Float64Array.from(parametersOf(world)), replications: 1 },
    { watches },
  );
  if ('unsupported' in made) return made;
  const columns = model.outcomes.map(() => new Float64Array(futures));
  const watched = watches.map(() => new Float64Array(futures * model.turns));
  const failed = made.runBlock({ first: 0, count: futures, columns, watched }).length;
  return {
    futures,
    failed,
    fans: numbers.map((name, w) => ({ name, rows: fan(watched[w]!, futures, model.turns) })),
    outcomes: model.outcomes.map(({ name }, index) => ({
      name,
      values: Array.from(columns[index]!.filter((value) => !Number.isNaN(value)).sort()),
    })),
  };
}

/** What the numbers were after each of the turns that were played, in the order of `numbers`. */
export function playedLine(
  { model, reference }: Ground,
  runs: readonly RunState[],
  numbers: readonly string[],
): readonly (readonly number[])[] {
  const watches = numbers.map((name) => watchOf(model, name));
  return watches.map(({ kind, index }) =>
    runs.slice(1).map((run) => {
      const position = positionOf(run);
      return kind === 'stock'
        ? position.stocks[index]!
        : reference.interpreter.evaluate(position, model.auxiliaries[index]!.node);
    }),
  );
}

function fan(column: Float64Array, futures: number, turns: number): readonly FanRow[] {
  return Array.from({ length: turns }, (_, turn): FanRow => {
    const row = Float64Array.from({ length: futures }, (_, future) => column[future * turns + turn]!)
      .filter((value) => !Number.isNaN(value))
      .sort();
    const at = (p: number): number => quantile(row, p);
    return [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)];
  });
}
