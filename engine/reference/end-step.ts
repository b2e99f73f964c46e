// The end of a turn: reducers take their values, the run stops when it is time, and then the outcomes are taken.

import type { Interpreter } from './interpreter.ts';
import { failAt, type Position } from './position.ts';
import { reducedValue, reduceTurn } from './reduce.ts';
import { contextOf, type RunContext } from './run-context.ts';

export function endStep(interpreter: Interpreter, { position, record }: RunContext): RunContext {
  const { model } = interpreter;
  const reduced = model.reducers.map(({ reduction, of }, index) =>
    reduceTurn(reduction, position.reduced[index]!, interpreter.evaluate(position, of), position.turn),
  );
  const played = position.turn + 1;
  const stopped = model.endWhen !== null && interpreter.evaluate(position, model.endWhen) === 1;
  const after = { ...position, reduced, played };
  return contextOf(stopped || played >= model.turns ? takeOutcomes(interpreter, after) : after, record);
}

/** The outcomes of a finished run: missing (NaN) when a `first` in them never held, a failure when not finite otherwise. */
function takeOutcomes(interpreter: Interpreter, position: Position): Position {
  const { model } = interpreter;
  const outcomes: number[] = [];
  for (const { name, value, firsts } of model.outcomes) {
    const missing = firsts.some((index) => Number.isNaN(reducedAt(interpreter, position, index)));
    const outcome = missing ? Number.NaN : interpreter.evaluate(position, value);
    if (!missing && !Number.isFinite(outcome)) return failAt(position, 'outcome not finite', -1, name);
    outcomes.push(outcome);
  }
  return { ...position, over: true, outcomes };
}

function reducedAt({ model }: Interpreter, position: Position, index: number): number {
  return reducedValue(model.reducers[index]!.reduction, position.reduced[index]!, position.played);
}
