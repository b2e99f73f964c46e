// Small stored batches in scratch folders, made in the process of the test (the workers are processes of their own, as always).

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { everyPolicy } from '../../../engine/batch/every-policy.ts';
import { type Plan, planStored } from '../../../engine/batch/plan-batch.ts';
import type { Question } from '../../../engine/batch/question.ts';
import { claimBatchFolder, type OpenedBatch } from '../../../engine/batch/store/batch-folder.ts';
import { manifestDifferences } from '../../../engine/batch/store/manifest.ts';
import { planSeries, type SeriesKind } from '../../../engine/batch/store/series-plan.ts';
import { manifestOf } from '../../../engine/batch/store/stored-plan.ts';
import { inspectScenario } from '../../../engine/model/inspect-scenario.ts';
import { lower } from '../../../engine/model/lower.ts';
import { openScenario } from '../../../engine/scenario-folder.ts';

const scratch: string[] = [];
afterAll(() => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, gone after the tests of the file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'greyzone-store-'));
  scratch.push(folder);
  return folder;
}

export interface SmallBatch {
  readonly plan: Plan;
  readonly opened: OpenedBatch;
}

/** Every policy of a scenario under its first doctrine, in a folder of its own. */
export async function smallBatch(
  id: string,
  asked: Partial<Question>,
  blockFutures: number,
  folder = join(scratchFolder(), 'out'),
  kept: { readonly kind: SeriesKind; readonly stocks: readonly string[] } | null = null,
): Promise<SmallBatch> {
  const { texts } = openScenario(id);
  const { scenario } = texts === null ? { scenario: null } : inspectScenario(texts);
  if (texts === null || scenario === null) throw new Error(`${id} has errors`);
  const models = (asked.variants ?? ['base']).map(
    (variant) => lower(scenario, { variant, settings: new Map() }).model!,
  );
  const question: Question = {
    variants: models.map(({ variant }) => variant),
    policies: everyPolicy(models[0]!),
    doctrines: [models[0]!.doctrines[0]!.name],
    seed: 'small',
    design: 'sobol',
    worlds: 16,
    replications: 2,
    settings: [],
    engine: 'auto',
    ...asked,
  };
  const { plan, problems } = planStored(question, models, blockFutures);
  if (plan === null) throw new Error(problems.map(({ message }) => message).join('; '));
  const series = kept === null ? null : planSeries(kept.kind, kept.stocks, plan).series;
  const manifest = await manifestOf(plan, texts, {
    program: '0.0.0',
    baseline: question.policies[0]!,
    reproduce: 'greyzone batch',
    ...(series === null ? {} : { series }),
  });
  return { plan, opened: claimBatchFolder(folder, manifest, (there) => manifestDifferences(there, manifest)) };
}

/** Every file below a folder with the SHA-256 of its bytes. */
export function treeOf(folder: string, below = ''): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = join(below, name);
    if (statSync(join(folder, path)).isDirectory()) Object.assign(files, treeOf(folder, path));
    else
      files[path] = createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex');
  }
  return files;
}
