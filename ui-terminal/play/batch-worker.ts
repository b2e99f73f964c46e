// The thread of a comparison: plans it with the scenario's defaults, has it run by workers of its own, and sends the estimates.

import { parentPort, workerData } from 'node:worker_threads';
import {
  BASE_VARIANT,
  compareArms,
  defaultWorkers,
  inspectScenario,
  isError,
  lower,
  type Model,
  openScenario,
  planBatch,
  runBatch,
  type Scenario,
} from '../../engine/index.ts';
import { programVersion } from '../program-version.ts';
import type { FromBatch } from './batch-client.ts';
import type { BatchAsk } from './batching.ts';

const send = (message: FromBatch): void => parentPort!.postMessage(message);

async function work(ask: BatchAsk): Promise<FromBatch> {
  const { texts, problems } = openScenario(ask.scenario);
  const scenario = texts === null ? null : inspectScenario(texts).scenario;
  if (scenario === null) {
    const why = problems.find(isError)?.message ?? 'the scenario has problems';
    return { kind: 'failed', why: `${why}; greyzone check ${ask.scenario} says more` };
  }
  const models = modelsOf(scenario);
  if (typeof models === 'string') return { kind: 'failed', why: models };
  const { question, baseline } = questionOf(scenario, models[0]!, ask);
  const { plan, problems: faults } = planBatch(question, models);
  if (plan === null) return { kind: 'failed', why: faults.map(({ message }) => message).join('; ') };
  send({ kind: 'progress', done: 0, total: plan.runs });
  const end = await runBatch(plan, {
    workers: defaultWorkers(),
    onProgress: ({ done, total }) => send({ kind: 'progress', done, total }),
  });
  if (end.kind === 'interrupted') return { kind: 'failed', why: 'it was interrupted' };
  const main = outcomesOf(scenario, models[0]!);
  const about = { scenario: ask.scenario, question: scenario.question, version: programVersion(), baseline };
  const comparison = compareArms(end.result, main.length > 0 ? { ...about, outcomes: main } : about);
  return { kind: 'done', result: { comparison, shown: { outcomes: [], main } } };
}

/** One model a variant, or why there is none. */
function modelsOf(scenario: Scenario): readonly Model[] | string {
  const models: Model[] = [];
  for (const variant of scenario.defaults.variants ?? [BASE_VARIANT]) {
    const { model, faults } = lower(scenario, { variant, settings: new Map() });
    if (model === null) return faults.map(({ message }) => message).join('; ');
    models.push(model);
  }
  return models;
}

function questionOf({ defaults }: Scenario, model: Model, { seed, worlds }: BatchAsk) {
  const policies = defaults.policies ?? model.policies.map(({ name }) => name);
  const baseline = defaults.baseline ?? policies[0]!;
  const question = {
    variants: defaults.variants ?? [BASE_VARIANT],
    policies: policies.includes(baseline) ? policies : [baseline, ...policies],
    doctrines: defaults.doctrines ?? model.doctrines.slice(0, 1).map(({ name }) => name),
    seed,
    design: defaults.design,
    worlds: worlds ?? defaults.worlds,
    replications: defaults.replications,
    settings: [],
    engine: 'auto' as const,
  };
  return { question, baseline };
}

function outcomesOf({ defaults }: Scenario, model: Model): readonly string[] {
  return (defaults.outcomes ?? []).flatMap((asked) =>
    model.outcomes.filter(({ name, element }) => asked === name || asked === element).map(({ name }) => name),
  );
}

send(
  await work(workerData as BatchAsk).catch((error: unknown) => ({
    kind: 'failed' as const,
    why: error instanceof Error ? error.message : String(error),
  })),
);
