// A run between two turns + what a ruling says -> the run as ruled: stocks set, machines put into states. Everything else stays.

import { enteredAfter } from './machine-shape.ts';
import type { Reference } from './reference.ts';
import { positionOf, type RunState } from './run.ts';
import { contextOf } from './run-context.ts';
import { settleAll } from './stocks.ts';

/** Indices into the model; a state that holds others is entered through its initial ones. Values are rounded and clamped as the stock demands. */
export interface Amendment {
  readonly stocks: readonly { readonly stock: number; readonly value: number }[];
  readonly machines: readonly { readonly machine: number; readonly state: number }[];
}

/** Values must be finite. */
export function amend(reference: Reference, run: RunState, { stocks, machines }: Amendment): RunState {
  const { interpreter, model, chart } = reference;
  const before = positionOf(run);
  const values = [...before.stocks];
  for (const { stock, value } of stocks) values[stock] = value;
  const settled = settleAll(model, values);
  if ('faulty' in settled) throw new Error('a ruling set a stock to a number that is not finite');
  const leaves = [...before.leaves];
  const entered = [...before.entered];
  const value: Record<string, unknown> = { ...(run.snapshot.value as Record<string, unknown>) };
  for (const { machine, state } of machines) {
    const shape = interpreter.shapes[machine]!;
    const { states, name } = model.machines[machine]!;
    let leaf = state;
    while (states[leaf]!.initial >= 0) leaf = states[leaf]!.initial;
    leaves[machine] = leaf;
    entered[machine] = enteredAfter(entered[machine]!, { leaf, enters: shape.paths[leaf]!, keeps: [] }, before.turn);
    value[name] = nested(shape.paths[leaf]!.map((index) => states[index]!.name));
  }
  const position = { ...before, stocks: settled.stocks, leaves, entered };
  const context = contextOf(position, run.snapshot.context.record);
  return { snapshot: chart.restore(value as Parameters<typeof chart.restore>[0], context), draws: run.draws };
}

/** [leaf, around it, ...] as the statechart writes it: 'leaf' or { outer: 'leaf' }. */
function nested([leaf = '', ...around]: readonly string[]): unknown {
  return around.reduce<unknown>((inner, name) => ({ [name]: inner }), leaf);
}
