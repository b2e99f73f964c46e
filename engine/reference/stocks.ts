// Writes to stocks -> the stocks after one step: base, then sets, then adds, then rounding and clamp, all from one position.

import type { Consequence, Effect, Model, Stock } from '../model/model.ts';
import type { Interpreter } from './interpreter.ts';
import type { Position } from './position.ts';

/** An effect with its number worked out; an added amount is already multiplied by the number of events. */
export interface Write {
  readonly stock: number;
  readonly mode: Effect['mode'];
  readonly amount: number;
}

/** The stocks after a step, or the first stock (by index) whose value was not finite. */
export type Written = { readonly stocks: readonly number[] } | { readonly faulty: number };

/** The writes of something that happened `times` times (at least once). */
export function writesOf(
  interpreter: Interpreter,
  position: Position,
  consequence: Consequence,
  times: number,
): readonly Write[] {
  return consequence.effects.map(({ stock, mode, amount }) => {
    const value = interpreter.evaluate(position, amount);
    return { stock, mode, amount: mode === 'add' ? value * times : value };
  });
}

/** `bases` are the stocks that move by themselves, with their next value. */
export function applyWrites(
  model: Model,
  before: readonly number[],
  bases: readonly Pick<Write, 'stock' | 'amount'>[],
  writes: readonly Write[],
): Written {
  const stocks = [...before];
  for (const { stock, amount } of bases) stocks[stock] = amount;
  for (const { stock, mode, amount } of writes) if (mode === 'set') stocks[stock] = amount;
  for (const { stock, mode, amount } of writes) if (mode === 'add') stocks[stock]! += amount;
  return settleAll(model, stocks);
}

/** Every value rounded and clamped as its stock demands. */
export function settleAll(model: Model, values: readonly number[]): Written {
  const faulty = values.findIndex((value) => !Number.isFinite(value));
  if (faulty >= 0) return { faulty };
  return { stocks: values.map((value, index) => settle(model.stocks[index]!, value)) };
}

function settle({ integer, low, high }: Stock, value: number): number {
  const x = integer ? Math.floor(value + 0.5) : value;
  return x < low ? low : x > high ? high : x;
}
