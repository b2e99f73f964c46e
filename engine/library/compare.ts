// A scenario and what is asked of it -> the comparison of its policies, as data.

import { settleBaseline } from '../batch/settle-question.ts';
import type { Model } from '../model/model.ts';
import { compareArms } from '../report/compare-arms.ts';
import type { Comparison } from '../report/comparison.ts';
import { ARMS_NAMES, type ArmsOptions, askBatch, outcomesAsked, runAsked } from './asked-batch.ts';
import { checkAsked, type OptionNames } from './known-options.ts';
import type { LoadedScenario } from './load-scenario.ts';
import { packageVersion } from './package-version.ts';
import { throwProblems } from './scenario-error.ts';

/** What `compare` can be told; all of it is as on the command line. */
export interface CompareOptions extends ArmsOptions {
  /** The policy that all others are compared with; unless told the scenario's, or the first that runs. It always runs. */
  readonly baseline?: string;
  /** Outcomes to estimate; all unless told. */
  readonly outcomes?: readonly string[];
}

const NAMES: OptionNames<CompareOptions> = { ...ARMS_NAMES, baseline: true, outcomes: true };

/**
 * Runs the policies over the same futures and estimates every outcome, each difference to the baseline and the rankings: the document that
 * `greyzone compare --json` prints. Estimates of an outcome are in its own unit; shares lie in 0..1. A run that fails is listed in `failures` and
 * counts nowhere. Throws a ScenarioError for unknown names and numbers out of range.
 */
export async function compare(scenario: LoadedScenario, options: CompareOptions = {}): Promise<Comparison> {
  checkAsked(scenario, options, NAMES);
  const { plan, model } = askBatch(scenario, options, (asked) => baselineOf(scenario, asked, options));
  const outcomes = options.outcomes === undefined ? null : outcomesAsked(model, options.outcomes);
  const result = await runAsked(plan, options);
  const baseline = baselineOf(scenario, model, options);
  const about = { scenario: scenario.place, question: scenario.question, version: packageVersion(), baseline };
  return compareArms(result, outcomes === null ? about : { ...about, outcomes });
}

function baselineOf(scenario: LoadedScenario, model: Model, options: CompareOptions): string {
  const { name, problem } = settleBaseline(scenario, model, options);
  throwProblems([problem]);
  return name;
}
