// `greyzone hindcast`: the policy of history is simulated and held against the scenario's record of what happened.

import {
  BASE_VARIANT,
  documentText,
  type EngineName,
  type Hindcast,
  hindcastCsv,
  hindcastRecord,
  hindcastTable,
  planBatch,
  runBatch,
  type Scenario,
  withRecordAsOutcomes,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { loadModel, loadScenario, refusal } from '../load-scenario.ts';
import type { FuturesOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface HindcastOptions extends FuturesOptions {
  readonly variants?: readonly string[];
  readonly replications?: number;
  readonly workers?: number;
  readonly engine: EngineName;
  readonly json?: true;
  readonly csv?: true;
  readonly output?: string;
  readonly quiet?: true;
}

const DEFAULT_WORLDS = 64;
const DEFAULT_REPLICATIONS = 2;

export async function hindcast(idOrPath: string, options: HindcastOptions, terminal: Terminal): Promise<void> {
  const scenario = loadScenario(idOrPath);
  const { record, defaults } = scenario;
  if (record === null)
    throw badInput(
      `${scenario.id} has no record of what happened: add a section "record:" with dated observations (see scenarios/README.md, The record)`,
    );
  const measured = withRecordAsOutcomes(scenario);
  const variants = variantsOf(scenario, options);
  const models = variants.map((variant) => loadModel(measured, variant, options.set ?? []));
  const { plan, problems } = planBatch(
    {
      variants,
      policies: [record.policy],
      doctrines: [record.doctrine ?? defaults.doctrines?.[0] ?? models[0]!.doctrines[0]!.name],
      seed: options.seed,
      design: options.design ?? defaults.design ?? 'sobol',
      worlds: options.worlds ?? defaults.worlds ?? DEFAULT_WORLDS,
      replications: options.replications ?? defaults.replications ?? DEFAULT_REPLICATIONS,
      settings: options.set ?? [],
      engine: options.engine,
    },
    models,
  );
  if (plan === null) throw refusal(problems);
  const deliver = openOutput(options.output, terminal);
  const { result } = await runInterruptibly(plan.runs, options, terminal, (batch) => runBatch(plan, batch));
  deliver(answer(hindcastRecord(result, record, { scenario: idOrPath, version: programVersion() }), options, terminal));
  if (result.failed.length === plan.runs) throw new Stop(EXIT.failed, 'every run failed');
}

function variantsOf({ record, variants }: Scenario, { variants: asked }: HindcastOptions): readonly string[] {
  if (asked === undefined) return record?.variants ?? [BASE_VARIANT];
  return asked.includes('all') ? variants : asked;
}

function answer(hindcast: Hindcast, { json, csv }: HindcastOptions, { width, paint }: Terminal): string {
  if (json) return documentText(hindcast);
  if (csv) return hindcastCsv(hindcast);
  return hindcastTable(hindcast, { width, paint });
}
