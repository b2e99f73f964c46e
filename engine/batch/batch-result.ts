// What a batch measured: one column of doubles per outcome, placed by number so that the order of the work leaves no trace.

import type { Sample } from '../analysis/sample.ts';
import type { FailedRun } from '../model/block.ts';
import { digest } from './digest.ts';
import type { Plan, PlannedBlock } from './plan-batch.ts';

export interface BatchResult {
  readonly plan: Plan;
  /** Name of the engine that ran, and why another one that was asked for could not. */
  readonly engine: string;
  readonly refusals: readonly string[];
  /** `columns[outcome][arm * futures + future]`; NaN where the run failed or the outcome is missing. */
  readonly columns: readonly Float64Array[];
  /** By arm, then world, then replication. */
  readonly failed: readonly FailedRun[];
  /** See `digest`. */
  readonly digest: string;
  readonly timing: { readonly seconds: number; readonly workers: number };
}

/** What a worker hands back: the block's columns one after the other, each of length arms * count. */
export interface BlockResult {
  readonly engine: string;
  readonly refusals: readonly string[];
  readonly values: Float64Array;
  readonly failed: readonly FailedRun[];
}

/** Takes blocks in any order and gives the same result for each. */
export interface ResultStore {
  place(block: PlannedBlock, result: BlockResult): void;
  finish(timing: BatchResult['timing']): BatchResult;
}

export function createResultStore(plan: Plan): ResultStore {
  const arms = plan.arms.length;
  const outcomes = plan.models[0]?.outcomes.length ?? 0;
  const columns = Array.from({ length: outcomes }, () => new Float64Array(arms * plan.futures));
  const failed: FailedRun[] = [];
  let engine = '';
  let refusals: readonly string[] = [];
  return {
    place({ first, count }, result) {
      ({ engine, refusals } = result);
      for (const run of result.failed) failed.push(run);
      columns.forEach((column, outcome) => {
        for (let arm = 0; arm < arms; arm++) {
          const from = (outcome * arms + arm) * count;
          column.set(result.values.subarray(from, from + count), arm * plan.futures + first);
        }
      });
    },
    finish(timing) {
      failed.sort((a, b) => a.arm - b.arm || a.world - b.world || a.replication - b.replication);
      return { plan, engine, refusals, columns, failed, digest: digest(columns, arms, plan.futures), timing };
    },
  };
}

/** One outcome (an index into the model's outcomes) of one arm, as the estimators take it; a view, not a copy. */
export function sampleOf(result: BatchResult, arm: number, outcome: number): Sample {
  const { question, futures } = result.plan;
  const column = result.columns[outcome];
  if (column === undefined || !(arm >= 0 && arm < result.plan.arms.length))
    throw new RangeError(`no arm ${arm} with outcome ${outcome} in this batch`);
  return {
    worlds: question.worlds,
    replications: question.replications,
    values: column.subarray(arm * futures, (arm + 1) * futures),
  };
}
