// After the orders: injects that are due fire once, and all their effects commit together.

import type { Interpreter } from './interpreter.ts';
import { holds } from './interpreter.ts';
import { failAt, type Position } from './position.ts';
import { contextOf, type RunContext } from './run-context.ts';
import { stockMoves } from './stock-moves.ts';
import { applyWrites, writesOf } from './stocks.ts';
import type { InjectRecord } from './turn-record.ts';

/** `hand`: injects released by hand this turn. One that has fired before stays silent. */
export function injectsStep(
  interpreter: Interpreter,
  { position, record }: RunContext,
  hand: readonly number[],
): RunContext {
  const { model } = interpreter;
  const due = dueInjects(interpreter, position, hand);
  const fired = due.map(({ inject }) => inject);
  const writes = fired.flatMap((inject) => writesOf(interpreter, position, model.injects[inject]!, 1));
  const written = applyWrites(model, position.stocks, [], writes);
  if ('faulty' in written) {
    return contextOf(failAt(position, 'stock not finite', -1, model.stocks[written.faulty]!.name), record);
  }
  const after = {
    ...position,
    stocks: written.stocks,
    released: position.released.map((already, inject) => already || fired.includes(inject)),
    asked: askFor(
      position.asked.map(() => false),
      fired.flatMap((inject) => model.injects[inject]!.asks),
    ),
  };
  const injectMoves = stockMoves(model, position.stocks, after.stocks);
  return contextOf(after, { ...record, injects: due, injectMoves });
}

/** The flags with some injects more asked for. */
export function askFor(asked: readonly boolean[], injects: readonly number[]): readonly boolean[] {
  return injects.length === 0 ? asked : asked.map((already, inject) => already || injects.includes(inject));
}

function dueInjects(interpreter: Interpreter, position: Position, hand: readonly number[]): readonly InjectRecord[] {
  return interpreter.model.injects.flatMap(({ name, news }, inject) => {
    const reason = reasonToFire(interpreter, position, hand, inject);
    return reason === null ? [] : [{ inject, name, reason, news }];
  });
}

function reasonToFire(
  interpreter: Interpreter,
  position: Position,
  hand: readonly number[],
  index: number,
): InjectRecord['reason'] | null {
  const { turn, when } = interpreter.model.injects[index]!;
  if (position.released[index]!) return null;
  if (hand.includes(index)) return 'by hand';
  if (position.asked[index]!) return 'asked';
  if (turn !== null && turn === position.turn) return 'turn';
  return when !== null && holds(interpreter, position, when) ? 'condition' : null;
}
