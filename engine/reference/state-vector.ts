// A position -> one row of doubles in a fixed order, so that two engines, or two ways of running, can be compared bit by bit.

import type { Position } from './position.ts';

/**
 * In this order, each part in the order of the model:
 * stocks; active leaf of each machine; for each machine, for each of its states, the 0-based turn in which it was entered (-1 while not active);
 * numbers in force of the levers; ordered levels; costs of the orders; purses; times and then counts of the incidents; what the views show.
 */
export function stateVector(position: Position): Float64Array {
  return Float64Array.from([
    ...position.stocks,
    ...position.leaves,
    ...position.entered.flat(),
    ...position.inForce,
    ...position.ordered,
    ...position.costs,
    ...position.purses,
    ...position.times,
    ...position.counts,
    ...position.views,
  ]);
}
