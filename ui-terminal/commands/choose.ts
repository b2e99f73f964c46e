// `greyzone choose`: goals are read, a batch is run in rounds until they are decided or the budget is spent, and the answer says which.

import {
  BASE_VARIANT,
  chooseCommand,
  chooseCsv,
  chooseReport,
  chooseText,
  defaultWorkers,
  documentText,
  everyPolicy,
  type Goal,
  type GoalNames,
  type Model,
  parseGoals,
  planSequential,
  runInRounds,
  type Scenario,
  type SequentialQuestion,
} from '../../engine/index.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { namesAsked } from '../futures.ts';
import { loadModel, loadScenario, problemsIn, refusal } from '../load-scenario.ts';
import type { BatchCommandOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface ChooseOptions extends Omit<BatchCommandOptions, 'worlds'> {
  readonly until: string;
  readonly policies?: readonly string[];
  readonly doctrines?: readonly string[];
  readonly variants?: readonly string[];
  readonly method: 'sequence' | 'spending';
  readonly confidence: number;
  readonly looks?: readonly number[];
  readonly budget: number;
  readonly allocate: 'equal' | 'ocba';
}

export async function choose(idOrPath: string, options: ChooseOptions, terminal: Terminal): Promise<void> {
  const scenario = loadScenario(idOrPath);
  const variants = namesAsked(options.variants, scenario.variants, scenario.defaults.variants ?? [BASE_VARIANT]);
  const models = variants.map((variant) => loadModel(scenario, variant, options.set ?? []));
  const asked = questionOf(scenario, models[0]!, variants, options);
  const { sequential, problems } = planSequential(asked, models);
  if (sequential === null) throw refusal(problems);
  const deliver = openOutput(options.output, terminal);
  const began = performance.now();
  const { result } = await runInterruptibly(options.budget, options, terminal, (batch) =>
    runInRounds(sequential, batch),
  );
  const document = chooseReport(result, {
    question: scenario.question,
    version: programVersion(),
    timing: { seconds: (performance.now() - began) / 1000, workers: options.workers ?? defaultWorkers() },
    reproduce: chooseCommand(idOrPath, asked),
  });
  if (options.json) deliver(documentText(document));
  else deliver(options.csv ? chooseCsv(result) : chooseText(document, terminal));
  const failed = result.failed.reduce((sum, runs) => sum + runs, 0);
  if (failed === result.runs) throw new Stop(EXIT.failed, 'every run failed');
}

function questionOf(
  scenario: Scenario,
  model: Model,
  variants: readonly string[],
  options: ChooseOptions,
): SequentialQuestion {
  const { defaults } = scenario;
  const every = everyPolicy(model);
  const doctrines = model.doctrines.map(({ name }) => name);
  return {
    question: {
      variants,
      policies: namesAsked(options.policies, every, defaults.policies ?? every),
      doctrines: namesAsked(options.doctrines, doctrines, defaults.doctrines ?? doctrines.slice(0, 1)),
      seed: options.seed,
      // Not the scenario's own: only for independent worlds is the error rate proven.
      design: options.design ?? 'mc',
      replications: options.replications ?? defaults.replications,
      settings: options.set ?? [],
      engine: options.engine,
    },
    goals: goalsAsked(options.until, scenario, model),
    method: options.method,
    confidence: options.confidence,
    looks: options.looks ?? null,
    budget: options.budget,
    allocate: options.allocate,
  };
}

/** The goals of `--until`; stops on a mistake in it. */
export function goalsAsked(until: string, scenario: Scenario, model: Model): readonly Goal[] {
  const { goals, problems } = parseGoals(until, goalNames(scenario, model));
  if (problems.length > 0) throw problemsIn('--until', problems, new Map([['--until', until]]));
  return goals;
}

/** `ranking` alone means the outcome that the scenario shows first, else the first with a better direction. */
function goalNames({ defaults }: Scenario, { outcomes, policies }: Model): GoalNames {
  const [first] = defaults.outcomes ?? [];
  const usual =
    outcomes.find(({ name, element }) => name === first || element === first) ??
    outcomes.find(({ better }) => better !== 'neither') ??
    outcomes[0];
  return { outcomes, policies, usual: usual?.name ?? '' };
}
