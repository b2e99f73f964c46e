// The work of one worker: an engine for each variant, made once, and blocks of futures run through all of them.

import type { BlockSetup, FailedRun } from '../model/block.ts';
import type { Arm, Model } from '../model/model.ts';
import { createWorlds } from '../model/worlds.ts';
import type { ChosenEngine } from '../vocabulary.ts';
import type { BlockResult } from './batch-result.ts';
import { createEngine, type MadeEngine } from './create-engine.ts';
import type { Plan, PlannedBlock } from './plan-batch.ts';
import type { DesignName } from './question.ts';

/** All that a worker needs to know, as plain data. */
export interface RunnerSetup {
  readonly engine: ChosenEngine;
  readonly models: readonly Model[];
  /** The arms of each model, in the order of the plan. */
  readonly arms: readonly (readonly Arm[])[];
  readonly seed: string;
  readonly design: DesignName;
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

/** Makes the engines, one for each model. */
export function createEngines(setup: RunnerSetup): Promise<MadeEngine[]> {
  return Promise.all(setup.models.map((model, index) => createEngine(setup.engine, model, blockSetup(setup, index))));
}

/** What the engine of one model needs to know. */
export function blockSetup(
  { models, arms, seed, design, worlds, replications }: RunnerSetup,
  index: number,
): BlockSetup {
  const parametersOf = createWorlds(models[index]!, { seed, design, worlds });
  return { arms: arms[index] ?? [], seed, parametersOf, replications };
}

/** The function that runs a block through all engines. */
export function createBlockRunner(
  setup: RunnerSetup,
  made: readonly MadeEngine[],
): (block: PlannedBlock) => BlockResult {
  const arms = setup.arms.reduce((sum, list) => sum + list.length, 0);
  const outcomes = setup.models[0]?.outcomes.length ?? 0;
  const engine = [...new Set(made.map((one) => one.engine.name))].join(' and ');
  const refusals = [...new Set(made.flatMap((one) => one.refusals))];
  return ({ first, count }) => {
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
