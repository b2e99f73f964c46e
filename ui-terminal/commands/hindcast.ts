// `greyzone hindcast`: the policy of history is simulated and held against the scenario's record of what happened.

import {
  BASE_VARIANT,
  documentText,
  type Hindcast,
  hindcastCsv,
  hindcastRecord,
  hindcastTable,
  planBatch,
  runBatch,
  withRecordAsOutcomes,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { futuresOf, namesAsked } from '../futures.ts';
import { loadModel, loadScenario, refusal } from '../load-scenario.ts';
import type { BatchCommandOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface HindcastOptions extends BatchCommandOptions {
  readonly variants?: readonly string[];
}

export async function hindcast(idOrPath: string, options: HindcastOptions, terminal: Terminal): Promise<void> {
  const scenario = loadScenario(idOrPath);
  const { record, defaults } = scenario;
  if (record === null)
    throw badInput(
      `${scenario.id} has no record of what happened: add a section "record:" with dated observations (see scenarios/README.md, The record)`,
    );
  const measured = withRecordAsOutcomes(scenario);
  const variants = namesAsked(options.variants, scenario.variants, record.variants ?? [BASE_VARIANT]);
  const models = variants.map((variant) => loadModel(measured, variant, options.set ?? []));
  const { plan, problems } = planBatch(
    {
      variants,
      policies: [record.policy],
      doctrines: [record.doctrine ?? defaults.doctrines?.[0] ?? models[0]!.doctrines[0]!.name],
      ...futuresOf(scenario, options),
    },
    models,
  );
  if (plan === null) throw refusal(problems);
  const deliver = openOutput(options.output, terminal);
  const { result } = await runInterruptibly(plan.runs, options, terminal, (batch) => runBatch(plan, batch));
  deliver(answer(hindcastRecord(result, record, { scenario: idOrPath, version: programVersion() }), options, terminal));
  if (result.failed.length === plan.runs) throw new Stop(EXIT.failed, 'every run failed');
}

function answer(hindcast: Hindcast, { json, csv }: HindcastOptions, { width, paint }: Terminal): string {
  if (json) return documentText(hindcast);
  if (csv) return hindcastCsv(hindcast);
  return hindcastTable(hindcast, { width, paint });
}
