// The work of one worker: an engine for each variant, made once, and blocks of futures run through all of them.

import type { Engine, FailedRun } from '../model/block.ts';
import type { Arm, Model } from '../model/model.ts';
import { createWorlds } from '../model/worlds.ts';
import type { EngineName } from '../vocabulary.ts';
import type { BlockResult } from './batch-result.ts';
import { createEngine } from './create-engine.ts';
import type { Plan, PlannedBlock } from './plan-batch.ts';
import type { DesignName } from './question.ts';

/** All that a worker needs to know, as plain data. */
export interface RunnerSetup {
  readonly engine: EngineName;
  readonly models: readonly Model[];
  /** The arms of each model, in the order of the plan. */
  readonly arms: readonly (readonly Arm[])[];
  readonly seed: string;
  readonly design: DesignName;
  readonly worlds: number;
  readonly replications: number;
}

export function runnerSetup(plan: Plan): RunnerSetup {
  const { engine, seed, design, worlds, replications } = plan.question;
  const arms = plan.models.map((_, model) =>
    plan.arms.filter((arm) => arm.model === model).map(({ policy, doctrine }) => ({ policy, doctrine })),
  );
  return { engine, models: plan.models, arms, seed, design, worlds, replications };
}

/** Makes the engines, and gives the function that runs a block. */
export function createBlockRunner(setup: RunnerSetup): (block: PlannedBlock) => BlockResult {
  const engines = setup.models.map((model, index) => engineFor(setup, model, setup.arms[index] ?? []));
  const arms = setup.arms.reduce((sum, list) => sum + list.length, 0);
  const outcomes = setup.models[0]?.outcomes.length ?? 0;
  return ({ first, count }) => {
    const values = new Float64Array(outcomes * arms * count);
    const failed: FailedRun[] = [];
    let before = 0;
    engines.forEach((engine, index) => {
      const own = setup.arms[index]?.length ?? 0;
      const columns = Array.from({ length: outcomes }, (_, outcome) =>
        values.subarray((outcome * arms + before) * count, (outcome * arms + before + own) * count),
      );
      const offset = before;
      for (const run of engine.runBlock({ first, count, columns })) failed.push({ ...run, arm: run.arm + offset });
      before += own;
    });
    return { engine: engines[0]?.name ?? '', values, failed };
  };
}

function engineFor(setup: RunnerSetup, model: Model, arms: readonly Arm[]): Engine {
  const { seed, design, worlds, replications } = setup;
  const parametersOf = createWorlds(model, { seed, design, worlds });
  return createEngine(setup.engine, model, { arms, seed, parametersOf, replications });
}
