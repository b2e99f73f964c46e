// A model in which a seminar is played -> runs spread evenly over policies and doctrines, in each of which every entry and watched condition
// is timed.

import type { Model } from '../model/model.ts';
import { type PreflightModel, preflightModel, type SeminarElement } from '../model/preflight-model.ts';
import type { Problem } from '../problem.ts';
import type { EngineName } from '../vocabulary.ts';
import type { BatchResult } from './batch-result.ts';
import { everyPolicy } from './every-policy.ts';
import { type Plan, planBatch } from './plan-batch.ts';
import { type BatchOptions, type BatchProgress, runBatch } from './run-batch.ts';

export interface PreflightQuestion {
  /** Runs wanted in all, at least 1; rounded up so that every arm has the same number. */
  readonly runs: number;
  readonly seed: string;
  readonly engine: EngineName;
  /** Null: all of them. */
  readonly doctrines: readonly string[] | null;
}

export interface PreflightPlan {
  readonly plan: Plan;
  readonly measured: PreflightModel;
}

export type PreflightEnd =
  | { readonly kind: 'done'; readonly result: BatchResult; readonly measured: PreflightModel }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** Worlds are drawn independently (design mc); every arm runs through the same worlds, one replication in each. */
export function planPreflight(
  model: Model,
  seminar: SeminarElement,
  { runs, seed, engine, doctrines: asked }: PreflightQuestion,
): { readonly plan: PreflightPlan | null; readonly problems: readonly Problem[] } {
  const measured = preflightModel(model, seminar);
  const policies = everyPolicy(model);
  const doctrines = asked ?? model.doctrines.map(({ name }) => name);
  const question = {
    variants: [model.variant],
    policies,
    doctrines,
    seed,
    design: 'mc' as const,
    worlds: Math.ceil(runs / (policies.length * doctrines.length)),
    replications: 1,
    settings: [],
    engine,
  };
  const { plan, problems } = planBatch(question, [measured.model]);
  return { plan: plan === null ? null : { plan, measured }, problems };
}

/** Throws as `runBatch` does. */
export async function runPreflight(
  { plan, measured }: PreflightPlan,
  options: BatchOptions = {},
): Promise<PreflightEnd> {
  const end = await runBatch(plan, options);
  return end.kind === 'interrupted' ? end : { kind: 'done', result: end.result, measured };
}
