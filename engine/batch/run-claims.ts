// What claims need -> a few batches, run one after the other -> the columns that the claims read, and no others.

import type { Sample } from '../analysis/sample.ts';
import type { FailedRun } from '../model/block.ts';
import type { ClaimPlan } from '../model/claim-plan.ts';
import type { Problem } from '../problem.ts';
import { type BatchResult, sampleOf } from './batch-result.ts';
import { type Plan, planArms } from './plan-batch.ts';
import type { Question } from './question.ts';
import { type BatchOptions, type BatchProgress, runBatch } from './run-batch.ts';
import { createRunningTotal } from './running-total.ts';

/** Everything but which arms: these come from the claims. */
export type ClaimsQuestion = Omit<Question, 'variants' | 'policies' | 'doctrines'>;

/** What the claims need, parcelled out so that it fits into memory. */
export interface ClaimsBatches {
  readonly question: ClaimsQuestion;
  readonly plan: ClaimPlan;
  readonly batches: readonly {
    readonly plan: Plan;
    /** Place of its first arm among all arms. */
    readonly first: number;
  }[];
  readonly runs: number;
}

export interface ClaimsRun {
  readonly question: ClaimsQuestion;
  readonly plan: ClaimPlan;
  readonly engine: string;
  readonly refusals: readonly string[];
  /** One outcome of one arm, by its place in the plan; throws for one that no claim reads. */
  readonly sampleOf: (arm: number, outcome: string) => Sample;
  /** `arm` counts over the whole plan. */
  readonly failed: readonly FailedRun[];
  readonly runs: number;
  /** One for each batch. */
  readonly digests: readonly string[];
  readonly timing: { readonly seconds: number; readonly workers: number };
}

export type ClaimsEnd =
  | { readonly kind: 'done'; readonly run: ClaimsRun }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** Outcome values that one batch keeps before the columns that nobody reads are dropped: 128 mebibytes. */
const MOST_AT_ONCE = 2 ** 24;

/** The batches, or the reasons why they cannot be run. A model is never split. */
export function planClaimBatches(
  question: ClaimsQuestion,
  plan: ClaimPlan,
  mostAtOnce = MOST_AT_ONCE,
): { readonly batches: ClaimsBatches | null; readonly problems: readonly Problem[] } {
  const perArm = question.worlds * question.replications * plan.base.outcomes.length;
  const groups: number[][] = [];
  let size = Number.POSITIVE_INFINITY;
  plan.models.forEach((_, model) => {
    const own = perArm * plan.arms.filter((arm) => arm.model === model).length;
    if (size + own > mostAtOnce) groups.push([]);
    size = groups.at(-1)?.length === 0 ? own : size + own;
    groups.at(-1)?.push(model);
  });
  const batches: { plan: Plan; first: number }[] = [];
  for (const group of groups) {
    const arms = plan.arms.filter(({ model }) => group.includes(model));
    const models = group.flatMap((model) => plan.models[model] ?? []);
    const whole = { ...question, variants: [], policies: [], doctrines: [] };
    const planned = planArms(
      whole,
      models,
      arms.map((arm) => ({ ...arm, model: group.indexOf(arm.model) })),
    );
    if (planned.plan === null) return { batches: null, problems: planned.problems };
    batches.push({ plan: planned.plan, first: plan.arms.findIndex(({ model }) => group.includes(model)) });
  }
  const runs = batches.reduce((sum, batch) => sum + batch.plan.runs, 0);
  return { batches: { question, plan, batches, runs }, problems: [] };
}

/** Runs them all; progress counts over all of them. Throws as `runBatch` does. */
export async function runClaims(claims: ClaimsBatches, options: BatchOptions = {}): Promise<ClaimsEnd> {
  const needs = outcomesNeeded(claims.plan);
  const total = createRunningTotal(claims.runs, options.onProgress);
  const samples = new Map<string, Sample>();
  const ended: Ended[] = [];
  for (const { plan, first } of claims.batches) {
    const end = await runBatch(plan, { ...options, onProgress: total.nextPart() });
    if (end.kind === 'interrupted') return { kind: 'interrupted', progress: total.progress() };
    const { columns: _, ...result } = end.result;
    keepColumns(samples, end.result, first, needs, claims.plan);
    ended.push({ result, first });
  }
  return { kind: 'done', run: together(claims, ended, samples) };
}

/** What is kept of a batch besides the columns that claims read. */
interface Ended {
  readonly result: Omit<BatchResult, 'columns'>;
  readonly first: number;
}

/** By the arm's place in the whole plan and the outcome's name. Copies, so that the batch itself can go. */
function keepColumns(
  samples: Map<string, Sample>,
  result: BatchResult,
  first: number,
  needs: readonly ReadonlySet<string>[],
  { base }: ClaimPlan,
): void {
  for (const { index } of result.plan.arms)
    for (const outcome of needs[first + index] ?? []) {
      const number = base.outcomes.findIndex(({ name }) => name === outcome);
      const sample = sampleOf(result, index, number);
      samples.set(`${first + index} ${outcome}`, { ...sample, values: sample.values.slice() });
    }
}

function together(
  { question, plan, runs }: ClaimsBatches,
  ended: readonly Ended[],
  samples: ReadonlyMap<string, Sample>,
): ClaimsRun {
  const results = ended.map(({ result }) => result);
  return {
    question,
    plan,
    engine: [...new Set(results.map(({ engine }) => engine))].join(' and '),
    refusals: [...new Set(results.flatMap(({ refusals }) => refusals))],
    sampleOf: (arm, outcome) => {
      const sample = samples.get(`${arm} ${outcome}`);
      if (sample === undefined) throw new RangeError(`no claim reads ${outcome} of arm ${arm}`);
      return sample;
    },
    failed: ended.flatMap(({ result, first }) => result.failed.map((run) => ({ ...run, arm: run.arm + first }))),
    runs,
    digests: results.map(({ digest }) => digest),
    timing: {
      seconds: results.reduce((sum, { timing }) => sum + timing.seconds, 0),
      workers: Math.max(0, ...results.map(({ timing }) => timing.workers)),
    },
  };
}

/** For each arm of the plan the outcomes that some claim reads of it. */
function outcomesNeeded({ claims, arms }: ClaimPlan): ReadonlySet<string>[] {
  const needs = arms.map(() => new Set<string>());
  for (const { rows, conditions } of claims)
    for (const row of rows)
      for (const { name, arm } of row.arms)
        for (const { terms } of conditions)
          for (const term of terms) if (term.arm === name) needs[arm]?.add(term.outcome);
  return needs;
}
