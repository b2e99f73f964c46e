// The work of one worker: an engine for each variant, made once, and blocks of futures run through all of them.

import type { BlockSetup, FailedRun } from '../model/block.ts';
import type { Arm, Model } from '../model/model.ts';
import { createWorlds } from '../model/worlds.ts';
import type { ChosenEngine, DesignKind } from '../vocabulary.ts';
import type { BlockResult } from './batch-result.ts';
import { createEngine, type MadeEngine } from './create-engine.ts';
import type { Held, Plan, PlannedBlock } from './plan-batch.ts';

/** All that a worker needs to know, as plain data. */
export interface RunnerSetup {
  readonly engine: ChosenEngine;
  readonly models: readonly Model[];
  /** The arms of each model, in the order of the plan. */
  readonly arms: readonly (readonly Arm[])[];
  readonly seed: string;
  readonly design: DesignKind;
  readonly worlds: number;
  readonly replications: number;
}

export function runnerSetup(plan: Plan): RunnerSetup {
  const { seed, design, worlds, replications } = plan.question;
  const arms = plan.models.map((_, model) =>
    plan.arms.filter((arm) => arm.model === model).map(({ policy, doctrine }) => ({ policy, doctrine })),
  );
  return { engine: plan.engine, models: plan.models, arms, seed, design, worlds, replications };
}

/** What is held at the moment: set before a block is run, read by the engines when they enter a world. */
export interface Hold {
  held: readonly Held[];
}

/** Makes the engines, one for each model. */
export function createEngines(setup: RunnerSetup, hold?: Hold): Promise<MadeEngine[]> {
  return Promise.all(
    setup.models.map((model, index) => createEngine(setup.engine, model, blockSetup(setup, index, hold))),
  );
}

/** What the engine of one model needs to know. */
export function blockSetup(
  { models, arms, seed, design, worlds, replications }: RunnerSetup,
  index: number,
  hold?: Hold,
): BlockSetup {
  const drawn = createWorlds(models[index]!, { seed, design, worlds });
  const parametersOf = hold === undefined ? drawn : heldWorlds(drawn, hold);
  return { arms: arms[index] ?? [], seed, parametersOf, replications };
}

/** Worlds drawn once and kept, up to this many numbers: a world is asked for anew for everything that is held in turn. */
const MOST_KEPT = 2 ** 22;

function heldWorlds(drawn: (world: number) => Float64Array, hold: Hold): (world: number) => Float64Array {
  const kept = new Map<number, Float64Array>();
  return (world) => {
    const values = Float64Array.from(kept.get(world) ?? drawn(world));
    if (!kept.has(world) && kept.size * values.length < MOST_KEPT) kept.set(world, values.slice());
    for (const { parameter, value } of hold.held) values[parameter] = value;
    return values;
  };
}

/** The function that runs a block through all engines. */
export function createBlockRunner(
  setup: RunnerSetup,
  made: readonly MadeEngine[],
  hold: Hold = { held: [] },
): (block: PlannedBlock) => BlockResult {
  const arms = setup.arms.reduce((sum, list) => sum + list.length, 0);
  const outcomes = setup.models[0]?.outcomes.length ?? 0;
  const engine = [...new Set(made.map((one) => one.engine.name))].join(' and ');
  const refusals = [...new Set(made.flatMap((one) => one.refusals))];
  return ({ first, count, held = [] }) => {
    hold.held = held;
    const values = new Float64Array(outcomes * arms * count);
    const failed: FailedRun[] = [];
    let before = 0;
    made.forEach((one, index) => {
      const own = setup.arms[index]?.length ?? 0;
      const columns = Array.from({ length: outcomes }, (_, outcome) =>
        values.subarray((outcome * arms + before) * count, (outcome * arms + before + own) * count),
      );
      const offset = before;
      for (const run of one.engine.runBlock({ first, count, columns })) failed.push({ ...run, arm: run.arm + offset });
      before += own;
    });
    return { engine, refusals, values, failed };
  };
}
