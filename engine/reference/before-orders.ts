// A run between two turns -> the position on which the next turn's rules are read: noise drawn, views moved on, purses filled.
// It is what every seat looks at when it decides, person or strategy.

import { openTurn } from './orders-step.ts';
import type { Position } from './position.ts';
import type { Reference } from './reference.ts';
import { isOver, positionOf, type RunState } from './run.ts';

/** The last position itself when no turn follows. */
export function beforeOrders({ interpreter }: Reference, run: RunState): Position {
  return isOver(run) ? positionOf(run) : openTurn(interpreter, positionOf(run), run.draws);
}
