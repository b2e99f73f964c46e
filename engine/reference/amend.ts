// A run between two turns + what a ruling says -> the run as ruled: stocks set, machines put into states. Everything else stays.

import type { State } from '../model/model.ts';
import type { Interpreter } from './interpreter.ts';
import { enteredAfter } from './machine-shape.ts';
import type { Position } from './position.ts';
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
export function amend(reference: Reference, run: RunState, amendment: Amendment): RunState {
  const { interpreter, model, chart } = reference;
  const value: Record<string, unknown> = { ...(run.snapshot.value as Record<string, unknown>) };
  for (const { machine, state } of amendment.machines) {
    const { states, name } = model.machines[machine]!;
    const path = interpreter.shapes[machine]!.paths[leafIn(states, state)]!;
    value[name] = nested(path.map((index) => states[index]!.name));
  }
  const position = amendPosition(interpreter, positionOf(run), amendment);
  const context = contextOf(position, run.snapshot.context.record);
  return { snapshot: chart.restore(value as Parameters<typeof chart.restore>[0], context), draws: run.draws };
}

/** The same for a position that no statechart goes with. */
export function amendPosition(interpreter: Interpreter, before: Position, { stocks, machines }: Amendment): Position {
  const { model } = interpreter;
  const values = [...before.stocks];
  for (const { stock, value } of stocks) values[stock] = value;
  const settled = settleAll(model, values);
  if ('faulty' in settled) throw new Error('a ruling set a stock to a number that is not finite');
  const leaves = [...before.leaves];
  const entered = [...before.entered];
  for (const { machine, state } of machines) {
    const shape = interpreter.shapes[machine]!;
    const leaf = leafIn(model.machines[machine]!.states, state);
    leaves[machine] = leaf;
    entered[machine] = enteredAfter(entered[machine]!, { leaf, enters: shape.paths[leaf]!, keeps: [] }, before.turn);
  }
  return { ...before, stocks: settled.stocks, leaves, entered };
}

function leafIn(states: readonly State[], state: number): number {
  let leaf = state;
  while (states[leaf]!.initial >= 0) leaf = states[leaf]!.initial;
  return leaf;
}

/** [leaf, around it, ...] as the statechart writes it: 'leaf' or { outer: 'leaf' }. */
function nested([leaf = '', ...around]: readonly string[]): unknown {
  return around.reduce<unknown>((inner, name) => ({ [name]: inner }), leaf);
}
