// The steps of a turn without the statechart: the position mirrors its state, so asking the machines gives the transitions that it would take.
// Several times as fast, for the thousands of turns that are relived and never shown. The statechart stays the law; a test holds one to the other.

import { askMachine, createAsk } from './asking.ts';
import type { Draws } from './draws.ts';
import { endStep } from './end-step.ts';
import type { Interpreter } from './interpreter.ts';
import { type ByHand, openStep } from './open-step.ts';
import { phaseStep } from './phase-step.ts';
import type { Position } from './position.ts';
import { contextOf, type RunContext } from './run-context.ts';
import { emptyRecord } from './turn-record.ts';

/** Each step gives the next position; one with a failure is the last. Records are not kept. */
export interface ChartlessSteps {
  readonly open: (position: Position, draws: Draws, byHand: ByHand) => Position;
  readonly phase: (position: Position, draws: Draws, index: number) => Position;
  readonly end: (position: Position) => Position;
}

/** For positions of this interpreter and no other. */
export function createChartlessSteps(interpreter: Interpreter): ChartlessSteps {
  const ask = createAsk(interpreter);
  const { phases } = interpreter.model;
  return {
    open: (position, draws, byHand) => openStep(interpreter, bare(position), draws, byHand).position,
    phase: (position, draws, index) => {
      const fired = phases[index]!.machines.flatMap((machine) => {
        const { state, chosen } = askMachine(ask, interpreter, position, draws, machine).at(-1)!;
        return chosen < 0 ? [] : [{ machine, state, transition: chosen }];
      });
      return phaseStep(interpreter, ask, { ...bare(position), fired }, draws, index).position;
    },
    end: (position) => endStep(interpreter, bare(position)).position,
  };
}

function bare(position: Position): RunContext {
  return contextOf(position, emptyRecord(position.turn, ''));
}
