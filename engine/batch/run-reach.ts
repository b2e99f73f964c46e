// Models of one scenario, one a variant -> runs spread evenly over every policy, doctrine and variant, in each of which all that can happen
// is watched. A batch a variant, since variants may have other states.

import type { Model } from '../model/model.ts';
import { reachModel, type Watched } from '../model/reach-model.ts';
import type { Problem } from '../problem.ts';
import type { EngineName } from '../vocabulary.ts';
import type { BatchResult } from './batch-result.ts';
import { everyPolicy } from './every-policy.ts';
import { type Plan, planBatch } from './plan-batch.ts';
import { type BatchOptions, type BatchProgress, runBatch } from './run-batch.ts';
import { createRunningTotal } from './running-total.ts';

export interface ReachQuestion {
  /** Runs wanted in all, at least 1; rounded up so that every arm has the same number. */
  readonly runs: number;
  readonly seed: string;
  readonly engine: EngineName;
}

export interface ReachPlan {
  readonly parts: readonly { readonly plan: Plan; readonly watched: readonly Watched[] }[];
  readonly runs: number;
}

/** What one variant's runs saw; `watched[i]` is outcome i of the result. */
export interface ReachResult {
  readonly result: BatchResult;
  readonly watched: readonly Watched[];
}

export type ReachEnd =
  | { readonly kind: 'done'; readonly results: readonly ReachResult[] }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** Runs asked for when nobody says: the shorter a run, the more of them. Arms share worlds, and it is worlds that show what is rare. */
const MOST_RUNS = 50_000;
const LEAST_RUNS = 2_000;
/** Elements times turns times runs that take some seconds at most. */
const WORK = 180_000_000;

/** Between LEAST_RUNS and MOST_RUNS: what the largest of the models does in some seconds. */
export function defaultReachRuns(models: readonly Model[]): number {
  const sizes = models.map(
    ({ turns, machines, incidents, stocks }) => turns * (machines.length + incidents.length + stocks.length),
  );
  return Math.max(LEAST_RUNS, Math.min(MOST_RUNS, Math.floor(WORK / Math.max(1, ...sizes))));
}

/**
 * Worlds are drawn independently (design mc), for the bounds on what was never seen suppose it; every arm runs through the same worlds,
 * one replication in each.
 */
export function planReach(
  models: readonly Model[],
  { runs, seed, engine }: ReachQuestion,
): { readonly plan: ReachPlan | null; readonly problems: readonly Problem[] } {
  const arms = models.reduce((sum, model) => sum + everyPolicy(model).length * model.doctrines.length, 0);
  const parts: { plan: Plan; watched: readonly Watched[] }[] = [];
  for (const model of models) {
    const { model: watching, watched } = reachModel(model);
    const question = {
      variants: [model.variant],
      policies: everyPolicy(model),
      doctrines: model.doctrines.map(({ name }) => name),
      seed,
      design: 'mc' as const,
      worlds: Math.ceil(runs / arms),
      replications: 1,
      settings: [],
      engine,
    };
    const { plan, problems } = planBatch(question, [watching]);
    if (plan === null) return { plan: null, problems };
    parts.push({ plan, watched });
  }
  return { plan: { parts, runs: parts.reduce((sum, { plan }) => sum + plan.runs, 0) }, problems: [] };
}

/** Runs the batches one after the other; progress is over all of them. Throws as `runBatch` does. */
export async function runReach({ parts, runs }: ReachPlan, options: BatchOptions = {}): Promise<ReachEnd> {
  const results: ReachResult[] = [];
  const total = createRunningTotal(runs, options.onProgress);
  for (const { plan, watched } of parts) {
    const end = await runBatch(plan, { ...options, onProgress: total.nextPart() });
    if (end.kind === 'interrupted') return { kind: 'interrupted', progress: total.progress() };
    results.push({ result: end.result, watched });
  }
  return { kind: 'done', results };
}
