// Arm, world and replication -> the position before the first turn.

import type { Arm } from '../model/model.ts';
import type { Draws } from './draws.ts';
import type { Interpreter } from './interpreter.ts';
import { enteredAfter } from './machine-shape.ts';
import { drawNoises } from './orders-step.ts';
import { failAt, type Position } from './position.ts';
import { emptyReduction } from './reduce.ts';
import { contextOf, type RunContext } from './run-context.ts';
import { settleAll } from './stocks.ts';
import { emptyRecord } from './turn-record.ts';

/** What makes one run: which rules hold the seats, which world, which stream of chance. */
export interface RunSetup {
  readonly arm: Arm;
  /** Values of `model.parameters` in the world; copied. */
  readonly parameters: ArrayLike<number>;
  readonly draws: Draws;
  readonly world: number;
  readonly replication: number;
}

/** The context before the first turn; failed when a stock has no finite start. */
export function startContext(interpreter: Interpreter, setup: RunSetup): RunContext {
  const { model } = interpreter;
  const record = emptyRecord(0, model.clock.dates[0]!.label);
  const bare = barePosition(interpreter, setup);
  const noisy = { ...bare, noises: drawNoises(model, bare, setup.draws) };
  const started = startStocks(interpreter, noisy);
  if (started.failure !== null) return contextOf(started, record);
  const views = model.views.map(({ source }) => interpreter.evaluate(started, source));
  const reduced = model.reducers.map(({ reduction, of }, index) =>
    reduction === 'start' ? interpreter.evaluate(started, of) : started.reduced[index]!,
  );
  return contextOf({ ...started, views, coming: views, reduced }, record);
}

function startStocks(interpreter: Interpreter, position: Position): Position {
  const { model } = interpreter;
  const settled = settleAll(
    model,
    model.stocks.map(({ start }) => interpreter.evaluate(position, start)),
  );
  if ('faulty' in settled) return failAt(position, 'start not finite', -1, model.stocks[settled.faulty]!.name);
  return { ...position, stocks: settled.stocks };
}

function barePosition({ model, shapes }: Interpreter, setup: RunSetup): Position {
  const none = (length: number): readonly number[] => Array.from({ length }, () => 0);
  return {
    arm: setup.arm,
    world: setup.world,
    replication: setup.replication,
    parameters: Array.from(setup.parameters),
    turn: 0,
    played: 0,
    stocks: none(model.stocks.length),
    leaves: shapes.map(({ start }) => start.leaf),
    entered: shapes.map(({ start }, machine) => enteredAfter(none(model.machines[machine]!.states.length), start, 0)),
    ordered: model.levers.map(({ start }) => start),
    inForce: model.levers.map(({ levels, start }) => levels[start]!.value),
    costs: none(model.levers.length),
    purses: model.purses.map(({ start }) => start),
    noises: none(model.noises.length),
    views: none(model.views.length),
    coming: none(model.views.length),
    times: none(model.incidents.length),
    counts: none(model.incidents.length),
    released: model.injects.map(() => false),
    asked: model.injects.map(() => false),
    reduced: model.reducers.map(({ reduction }) => emptyReduction(reduction)),
    over: false,
    failure: null,
    outcomes: null,
  };
}
