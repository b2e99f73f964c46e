// The opening of a turn: its orders, then its injects. One event of the statechart, since no machine moves in between.

import type { Draws } from './draws.ts';
import { injectsStep } from './injects-step.ts';
import type { Interpreter } from './interpreter.ts';
import { type HandOrder, ordersStep } from './orders-step.ts';
import type { RunContext } from './run-context.ts';

/** What people add to a turn: orders that override the rules of their levers, and injects released by hand (indices into the model). */
export interface ByHand {
  readonly orders?: readonly HandOrder[];
  readonly injects?: readonly number[];
}

export function openStep(interpreter: Interpreter, context: RunContext, draws: Draws, byHand: ByHand): RunContext {
  const ordered = ordersStep(interpreter, context, draws, byHand.orders ?? []);
  return ordered.position.failure === null ? injectsStep(interpreter, ordered, byHand.injects ?? []) : ordered;
}
