// A block of a stored batch -> its runs once more, turn by turn, by the compiled JavaScript: the same worlds and draws as its outcomes.

import { createJsKernel, type JsKernel, type TurnVisit } from '../../kernel/js-kernel.ts';
import { blockSetup, type RunnerSetup } from '../block-runner.ts';
import { FolderFault } from './batch-folder.ts';
import type { SeriesPlan } from './series-plan.ts';

/** Some arms over some futures. Run = arm * count + future, both counted within the piece. */
export interface SeriesPiece {
  /** Of the plan. */
  readonly firstArm: number;
  readonly arms: number;
  readonly first: number;
  readonly count: number;
  /** By run; 0 for a run that failed, which counts nowhere. */
  readonly played: Int32Array;
  /** By quantity, run * turns + turn; NaN where the variant has no such stock. */
  readonly values: readonly Float64Array[];
  /** By machine, run * turns + turn: a place in its list of states; -1 where the variant has no such machine. */
  readonly states: readonly Int32Array[];
}

/** Numbers of one piece, and counters of a sketch, that stand in memory at once. */
const MOST_NUMBERS = 2 ** 20;
const MOST_COUNTERS = 2 ** 22;

/** Gives the pieces of a block, all futures of some arms and then those of the next. Their arrays are used again by the next piece. */
export type SeriesRunner = (block: { readonly first: number; readonly count: number }) => Generator<SeriesPiece>;

export function createSeriesRunner(runner: RunnerSetup, series: SeriesPlan): SeriesRunner {
  const groups = runner.models.flatMap((_, model) => groupsOf(runner, series, model));
  return function* pieces({ first, count }) {
    let firstArm = 0;
    for (const group of groups) {
      for (let at = 0; at < count; at += group.futures)
        yield group.run(firstArm, first + at, Math.min(group.futures, count - at));
      firstArm += group.arms;
    }
  };
}

/** Counters of a sketch for one arm and turn. */
export function countersOf({ quantities, machines }: SeriesPlan): number {
  return (
    quantities.reduce((sum, { bins }) => sum + bins, 0) + machines.reduce((sum, { states }) => sum + states.length, 0)
  );
}

interface Group {
  readonly arms: number;
  /** At once. */
  readonly futures: number;
  run(firstArm: number, first: number, count: number): SeriesPiece;
}

/** The arms of one variant, as many at once as memory takes. */
function groupsOf(runner: RunnerSetup, series: SeriesPlan, index: number): readonly Group[] {
  const { turns } = runner.models[index]!;
  const numbers = turns * Math.max(1, series.quantities.length + series.machines.length);
  const counters = series.kind === 'sketch' ? turns * countersOf(series) : 1;
  const atOnce = Math.max(1, Math.floor(Math.min(MOST_NUMBERS / numbers, MOST_COUNTERS / counters)));
  const arms = runner.arms[index] ?? [];
  const groups: Group[] = [];
  for (let from = 0; from < arms.length; from += atOnce)
    groups.push(createGroup(runner, series, index, arms.slice(from, from + atOnce), numbers));
  return groups;
}

function createGroup(
  runner: RunnerSetup,
  series: SeriesPlan,
  index: number,
  arms: RunnerSetup['arms'][number],
  numbers: number,
): Group {
  const model = runner.models[index]!;
  const { turns } = model;
  const futures = Math.max(1, Math.floor(MOST_NUMBERS / (numbers * arms.length)));
  const slots = [...new Set(series.quantities.flatMap((quantity) => quantity.slots))].filter((name) =>
    model.stocks.some((stock) => stock.name === name),
  );
  const watches = slots.map((name) => ({
    kind: 'stock' as const,
    index: model.stocks.findIndex((stock) => stock.name === name),
  }));
  const places = series.quantities.map((quantity) => quantity.slots.map((slot) => slots.indexOf(slot)));
  const now = { onTurn: (_: TurnVisit): void => {} };
  const made = createJsKernel(
    model,
    { ...blockSetup(runner, index), arms },
    { watches, onTurn: (visit) => now.onTurn(visit) },
  );
  if ('unsupported' in made) throw new FolderFault(`no series: kernel-js cannot run this model (${made.unsupported})`);
  const leaves = leavesOf(made, series);
  const size = arms.length * futures * turns;
  const watched = watches.map(() => new Float64Array(size));
  const values = series.quantities.map(() => new Float64Array(size));
  const states = series.machines.map(() => new Int32Array(size));
  const played = new Int32Array(arms.length * futures);
  return {
    arms: arms.length,
    futures,
    run(firstArm, first, count) {
      const runs = arms.length * count;
      const own = <T extends Float64Array | Int32Array>(array: T, length: number): T => array.subarray(0, length) as T;
      played.fill(0);
      for (const column of states) column.fill(-1);
      now.onTurn = ({ arm, world, replication, turn, wholes }) => {
        const run = arm * count + world * runner.replications + replication - first;
        played[run] = turn + 1;
        for (const { machine, slot, places: of } of leaves) states[machine]![run * turns + turn] = of[wholes[slot]!]!;
      };
      const columns = watched.map((column) => own(column, runs * turns));
      const failed = made.runBlock({ first, count, columns: [], watched: columns });
      for (const { arm, world, replication } of failed)
        played[arm * count + world * runner.replications + replication - first] = 0;
      places.forEach((of, quantity) => {
        takeMean(
          values[quantity]!,
          of.flatMap((place) => columns[place] ?? []),
          runs * turns,
        );
      });
      return {
        firstArm,
        arms: arms.length,
        first,
        count,
        played: own(played, runs),
        values: values.map((column) => own(column, runs * turns)),
        states: states.map((column) => own(column, runs * turns)),
      };
    },
  };
}

/** Summed from 0 in their order and divided, as formulas do it; NaN of none. */
function takeMean(mean: Float64Array, columns: readonly Float64Array[], length: number): void {
  if (columns.length === 0) {
    mean.fill(Number.NaN, 0, length);
    return;
  }
  mean.fill(0, 0, length);
  for (const column of columns) for (let i = 0; i < length; i++) mean[i]! += column[i]!;
  if (columns.length > 1) for (let i = 0; i < length; i++) mean[i]! /= columns.length;
}

/** Where the kernel keeps the innermost state of each machine, and which place of the series each of its states has. */
function leavesOf({ program }: JsKernel, { machines }: SeriesPlan) {
  return program.model.machines.map(({ name, states }, index) => {
    const machine = machines.findIndex((one) => one.name === name);
    const places = Int32Array.from(states, (state) => machines[machine]!.states.indexOf(state.name));
    return { machine, slot: program.layout.at.leaf[index]!, places };
  });
}
