// `greyzone compare`: the question is settled, planned, run and answered; what is asked but not said comes from the scenario's defaults.

import {
  BASE_VARIANT,
  type Comparison,
  compareArms,
  compareCsv,
  compareTable,
  documentText,
  type Model,
  planBatch,
  type Question,
  runBatch,
  type Scenario,
  settleArms,
  settleBaseline,
  settleOutcomes,
} from '../../engine/index.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { futuresOf, namesAsked } from '../futures.ts';
import { loadModel, loadScenario, refusal, stopOn } from '../load-scenario.ts';
import type { BatchCommandOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface CompareOptions extends BatchCommandOptions {
  readonly policies?: readonly string[];
  readonly doctrines?: readonly string[];
  readonly variants?: readonly string[];
  readonly baseline?: string;
  readonly outcomes?: readonly string[];
}

export async function compare(idOrPath: string, options: CompareOptions, terminal: Terminal): Promise<void> {
  const scenario = loadScenario(idOrPath);
  const { question, models, baseline } = askOf(scenario, options);
  const { plan, problems } = planBatch(question, models);
  if (plan === null) throw refusal(problems);
  const outcomes = outcomesOf(models[0]!, options.outcomes ?? []);
  const main = outcomesOf(models[0]!, scenario.defaults.outcomes ?? []);
  const deliver = openOutput(options.output, terminal);
  const { result } = await runInterruptibly(plan.runs, options, terminal, (batch) => runBatch(plan, batch));
  const about = {
    scenario: idOrPath,
    question: scenario.question,
    version: programVersion(),
    baseline,
    ...shownIn(options, outcomes.length > 0 ? outcomes : main),
  };
  deliver(answer(compareArms(result, about), options, { outcomes, main }, terminal));
  if (result.failed.length === plan.runs) throw new Stop(EXIT.failed, 'every run failed');
}

/** The question that the options ask of a scenario, with what it is asked of. */
export function askOf(
  scenario: Scenario,
  options: CompareOptions,
): { readonly question: Question; readonly models: readonly Model[]; readonly baseline: string } {
  const variants = namesAsked(options.variants, scenario.variants, scenario.defaults.variants ?? [BASE_VARIANT]);
  const models = variants.map((variant) => loadModel(scenario, variant, options.set ?? []));
  const model = models[0]!;
  const { name: baseline, problem } = settleBaseline(scenario, model, options);
  stopOn([problem]);
  // The baseline always runs: without it there is nothing to compare with.
  const arms = settleArms(scenario, model, options, baseline);
  return { question: { variants, ...arms, ...futuresOf(scenario, options) }, models, baseline };
}

/** Stops on a name that is none. */
function outcomesOf(model: Model, names: readonly string[]): readonly string[] {
  const { outcomes, problems } = settleOutcomes(model, names);
  stopOn(problems);
  return outcomes;
}

/** A table estimates only the outcomes that it shows; JSON and CSV hold all. */
function shownIn({ json, csv }: CompareOptions, shown: readonly string[]): { readonly outcomes?: readonly string[] } {
  return json || csv || shown.length === 0 ? {} : { outcomes: shown };
}

function answer(
  comparison: Comparison,
  options: CompareOptions,
  shown: { readonly outcomes: readonly string[]; readonly main: readonly string[] },
  { width, paint }: Terminal,
): string {
  if (options.json) return documentText(comparison);
  if (options.csv) return compareCsv(comparison);
  return compareTable(comparison, { width, paint, ...shown });
}
