// A reduction's running value, one turn at a time. Kept as one number, so that a position stays plain data.

import type { Reduction } from '../vocabulary.ts';

/** The running value before the first turn; `first` and `final` begin with nothing, which is NaN. */
export function emptyReduction(reduction: Reduction): number {
  switch (reduction) {
    case 'first':
    case 'final':
    case 'start':
      return Number.NaN;
    case 'highest':
      return -Infinity;
    case 'lowest':
      return Infinity;
    default:
      return 0;
  }
}

/** The running value after a turn (0-based) in which the quantity was `value`; a condition is 1 where it holds. */
export function reduceTurn(reduction: Reduction, running: number, value: number, turn: number): number {
  switch (reduction) {
    case 'ever':
      return Math.max(running, value);
    case 'first':
      return Number.isNaN(running) && value === 1 ? turn + 1 : running;
    case 'final':
      return value;
    case 'start':
      return running;
    case 'highest':
      return Math.max(running, value);
    case 'lowest':
      return Math.min(running, value);
    case 'turns':
    case 'average':
    case 'total':
      return running + value;
  }
}

/** What the reducer says after `played` turns. An average is the sum, left to right, divided by the number of turns played. */
export function reducedValue(reduction: Reduction, running: number, played: number): number {
  return reduction === 'average' ? running / played : running;
}
