// What a script asks of a scenario, as little as it likes -> the plan of a batch; what is not said comes from the scenario's defaults.

import type { BatchResult } from '../batch/batch-result.ts';
import { type Plan, planBatch } from '../batch/plan-batch.ts';
import { type BatchProgress, MAX_WORKERS, runBatch } from '../batch/run-batch.ts';
import { type Futures, namesAsked, settleArms, settleFutures, settleOutcomes } from '../batch/settle-question.ts';
import { unknownName } from '../batch/unknown-name.ts';
import type { Model } from '../model/model.ts';
import { BASE_VARIANT, type DesignKind, type EngineName } from '../vocabulary.ts';
import { modelOf, type Settings, settingsList, USUAL_SEED } from './asked-model.ts';
import type { OptionNames } from './known-options.ts';
import type { LoadedScenario } from './load-scenario.ts';
import { ScenarioError, throwProblems } from './scenario-error.ts';

/** Which worlds are drawn. The same options give the same worlds, on every machine. */
export interface WorldsOptions {
  /** Seed of all chance, any text; `greyzone` unless told. */
  readonly seed?: string;
  /** How worlds are drawn; unless told as the scenario has it, usually `sobol`. */
  readonly design?: DesignKind;
  /** Draws of what nobody knows, at least 1; unless told as the scenario has it, or 64. */
  readonly worlds?: number;
  /** Facts and uncertainties held at one number in every world. */
  readonly set?: Settings;
}

/** Which futures are run, by what, and who is told. */
export interface FuturesOptions extends WorldsOptions {
  /** Streams of chance in each world, at least 1; unless told as the scenario has it, or 2. */
  readonly replications?: number;
  /** `auto` unless told; every engine gives the same answers, to the last bit. */
  readonly engine?: EngineName;
  /** Worker threads, 1 to 512; as many as the machine runs at once unless told. Never changes an answer. */
  readonly workers?: number;
  /** Stops the work: what was asked then rejects with the reason of the signal, and nothing is kept. */
  readonly signal?: AbortSignal;
  /** Called whenever some runs are done. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** Which arms are run: every variant x policy x doctrine that is named. `all` stands for all there are. */
export interface ArmsOptions extends FuturesOptions {
  /** Unless told the scenario's usual policies, or all. */
  readonly policies?: readonly string[] | 'all';
  /** Unless told the scenario's usual doctrines, or the first. */
  readonly doctrines?: readonly string[] | 'all';
  /** Unless told the one that the scenario was loaded with, the scenario's usual ones, or `base`. */
  readonly variants?: readonly string[] | 'all';
}

export const WORLDS_NAMES: OptionNames<WorldsOptions> = { seed: true, design: true, worlds: true, set: true };
export const FUTURES_NAMES: OptionNames<FuturesOptions> = {
  ...WORLDS_NAMES,
  replications: true,
  engine: true,
  workers: true,
  signal: true,
  onProgress: true,
};
export const ARMS_NAMES: OptionNames<ArmsOptions> = {
  ...FUTURES_NAMES,
  policies: true,
  doctrines: true,
  variants: true,
};

/** A plan with the model of its first variant: names are the same in all. */
export interface AskedBatch {
  readonly plan: Plan;
  readonly model: Model;
}

/** `alwaysOf` names a policy that runs whether or not it is asked for, or none. Throws a ScenarioError for names and numbers that cannot be. */
export function askBatch(
  scenario: LoadedScenario,
  options: ArmsOptions,
  alwaysOf: (model: Model) => string | null,
): AskedBatch {
  const { defaults } = scenario;
  const usual = scenario.variant === null ? (defaults.variants ?? [BASE_VARIANT]) : [scenario.variant];
  const variants = [...new Set(namesAsked(options.variants, scenario.variants, usual))];
  throwProblems(variants.map((variant) => unknownName('variant', variant, scenario.variants)));
  const models = variants.map((variant) => modelOf(scenario, variant, options.set ?? {}));
  const model = models[0] ?? modelOf(scenario, BASE_VARIANT, options.set ?? {});
  const arms = settleArms(scenario, model, options, alwaysOf(model));
  const question = { variants, ...arms, ...futuresAsked(scenario, options) };
  const { plan, problems } = planBatch(question, models);
  if (plan === null) throw new ScenarioError(problems);
  return { plan, model };
}

/** Everything of a question but its arms. */
export function futuresAsked(scenario: LoadedScenario, options: FuturesOptions): Futures {
  return settleFutures(scenario, {
    ...options,
    seed: options.seed ?? USUAL_SEED,
    settings: settingsList(options.set ?? {}),
    engine: options.engine ?? 'auto',
  });
}

/** Runs the plan. Rejects with the reason of the signal, or with a WorkerFault when a worker breaks down. */
export async function runAsked(plan: Plan, options: FuturesOptions): Promise<BatchResult> {
  const end = await runBatch(plan, workOf(options));
  if (end.kind === 'interrupted') throw options.signal?.reason;
  return end.result;
}

/** How the work is to be done. Throws a RangeError for a number of workers that cannot be. */
export function workOf({ workers, signal, onProgress }: FuturesOptions) {
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= MAX_WORKERS))
    throw new RangeError(`workers: expected a whole number from 1 to ${MAX_WORKERS}, got ${workers}`);
  return {
    ...(workers === undefined ? {} : { workers }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

/** Names of outcomes; one that exists for each member of a set can be named as a whole. Throws a ScenarioError for unknown ones. */
export function outcomesAsked(model: Model, names: readonly string[]): readonly string[] {
  const { outcomes, problems } = settleOutcomes(model, names);
  throwProblems(problems);
  return outcomes;
}
