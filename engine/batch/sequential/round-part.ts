// A part of a round: some futures under some arms -> the outcomes that are asked for. In a worker thread or, for tests, right here.

import type { BlockResult } from '../batch-result.ts';
import { createBlockRunner, createEngines, type RunnerSetup } from '../block-runner.ts';
import type { PlannedBlock } from '../plan-batch.ts';

/** Futures first .. first + count - 1 under one arm (its number in the plan), or under all of them. */
export interface RoundPart {
  readonly arm: number | null;
  readonly first: number;
  readonly count: number;
}

export interface RoundSetup {
  readonly runner: RunnerSetup;
  /** Places in the model of the outcomes that are handed back. */
  readonly outcomes: readonly number[];
}

export interface PartAnswer {
  readonly engine: string;
  readonly refusals: readonly string[];
  /** Outcome by outcome as asked, in it arm by arm, in it future by future. */
  readonly values: Float64Array;
  /** Runs that failed, by arm of the part. */
  readonly failed: readonly number[];
}

/** Engines are made when they are first needed: one for all arms, and one for each arm that runs alone. */
export function createPartRunner({ runner, outcomes }: RoundSetup): (part: RoundPart) => Promise<PartAnswer> {
  const made = new Map<number | null, Promise<(block: PlannedBlock) => BlockResult>>();
  const all = runner.arms.reduce((sum, arms) => sum + arms.length, 0);
  return async ({ arm, first, count }) => {
    const run = made.get(arm) ?? runnerOf(arm === null ? runner : alone(runner, arm));
    made.set(arm, run);
    const { engine, refusals, values, failed } = (await run)({ first, count });
    const size = (arm === null ? all : 1) * count;
    const kept = new Float64Array(outcomes.length * size);
    for (const [i, outcome] of outcomes.entries())
      kept.set(values.subarray(outcome * size, (outcome + 1) * size), i * size);
    const failures = new Array<number>(arm === null ? all : 1).fill(0);
    for (const run of failed) failures[run.arm]!++;
    return { engine, refusals, values: kept, failed: failures };
  };
}

async function runnerOf(setup: RunnerSetup): Promise<(block: PlannedBlock) => BlockResult> {
  return createBlockRunner(setup, await createEngines(setup));
}

/** The same chance, one arm only. */
function alone(runner: RunnerSetup, number: number): RunnerSetup {
  const placed = runner.arms.flatMap((arms, model) => arms.map((arm) => ({ arm, model })));
  const { arm, model } = placed[number]!;
  return { ...runner, models: [runner.models[model]!], arms: [[arm]] };
}
