// A manifest <-> the plan of its runs. Everything that a shard works on follows from the manifest alone.

import { createHash } from 'node:crypto';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { ScenarioTexts } from '../../language/check-scenario.ts';
import { inspectScenario } from '../../model/inspect-scenario.ts';
import { lower } from '../../model/lower.ts';
import type { Model } from '../../model/model.ts';
import { settingsByName } from '../../model/setting.ts';
import { type Plan, planStored } from '../plan-batch.ts';
import { FolderFault } from './batch-folder.ts';
import { loadDuckdb } from './duckdb.ts';
import { BATCH_FORMAT, type Environment, type Manifest, plannedFacts, type StoredText } from './manifest.ts';
import { checkSeries } from './series-plan.ts';

/** The machine that this runs on, as far as the bytes of the files may hang on it. */
export async function environmentHere(): Promise<Environment> {
  const { version } = await loadDuckdb();
  return { node: process.versions.node, platform: `${process.platform}-${process.arch}`, duckdb: version() };
}

/** The manifest of a plan made by `planStored`. `program`: version of this program; `reproduce`: the command, less the folder. */
export async function manifestOf(
  plan: Plan,
  texts: ScenarioTexts,
  {
    program,
    baseline,
    reproduce,
    until,
    series,
  }: Pick<Manifest, 'program' | 'baseline' | 'reproduce' | 'until' | 'series'>,
): Promise<Manifest> {
  const { id, version, title, hash } = plan.models[0]!;
  const { arms, columns, engine, runs, blockFutures, blocks } = plannedFacts(plan, plan.blocks[0]!.count);
  return {
    format: BATCH_FORMAT,
    program,
    environment: await environmentHere(),
    scenario: { id, version, title, hash },
    question: plan.question,
    ...(until === undefined ? {} : { until }),
    baseline,
    engine,
    reproduce,
    runs,
    blockFutures,
    blocks,
    arms,
    columns,
    ...(series === undefined ? {} : { series }),
    texts: storedTexts(texts),
  };
}

/** Throws a FolderFault for a manifest that does not agree with itself: somebody changed it. */
export function planOf(manifest: Manifest): Plan {
  const faulty = (why: string): FolderFault =>
    new FolderFault(`the manifest of this batch was changed (${why}): begin anew in another folder`);
  const texts = textsOf(manifest);
  if (hashOf(texts) !== manifest.scenario.hash) throw faulty('its hash is not that of the texts of the scenario');
  const models = modelsOf(manifest, texts, faulty);
  const { plan, problems } = planStored(
    { ...manifest.question, engine: manifest.engine },
    models,
    manifest.blockFutures,
  );
  if (plan === null) throw faulty(problems.map(({ message }) => message).join('; '));
  const planned = plannedFacts(plan, manifest.blockFutures);
  for (const key of ['arms', 'runs', 'blocks', 'columns'] as const)
    if (JSON.stringify(planned[key]) !== JSON.stringify(manifest[key]))
      throw faulty(`its ${key} do not follow from its question`);
  if (manifest.series !== undefined)
    try {
      checkSeries(manifest.series, plan);
    } catch (error) {
      throw faulty(error instanceof Error ? error.message : String(error));
    }
  return { ...plan, question: manifest.question };
}

function modelsOf(
  { scenario, question }: Manifest,
  texts: ScenarioTexts,
  faulty: (why: string) => FolderFault,
): readonly Model[] {
  const { scenario: checked } = inspectScenario(texts);
  if (checked === null) throw faulty(`the texts of ${scenario.id} have errors`);
  return question.variants.map((variant) => {
    const { model, faults } = lower(checked, { variant, settings: settingsByName(question.settings) });
    if (model === null) throw faulty(faults.map(({ message }) => message).join('; '));
    return model;
  });
}

/** Their names no longer tell where on this machine they lay. */
function storedTexts({ scenario, bases, registers }: ScenarioTexts): readonly StoredText[] {
  const all = [
    ...bases.map((text) => ({ ...text, role: 'base' as const })),
    { ...scenario, role: 'scenario' as const },
    ...registers.map((text) => ({ ...text, role: 'register' as const })),
  ];
  const shared = sharedFolder(all.map(({ name }) => resolve(name)));
  return all.map(({ name, role, text }) => ({
    name: relative(shared, resolve(name)).split(sep).join('/'),
    role,
    lines: text.split('\n'),
  }));
}

function sharedFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0]!);
  while (folder !== dirname(folder) && !paths.every((path) => path.startsWith(folder + sep))) folder = dirname(folder);
  return folder;
}

function textsOf({ texts, scenario }: Manifest): ScenarioTexts {
  const of = (role: StoredText['role']) =>
    texts.filter((text) => text.role === role).map(({ name, lines }) => ({ name, text: lines.join('\n') }));
  const own = of('scenario')[0];
  if (own === undefined) throw new FolderFault(`the manifest of this batch lacks the text of ${scenario.id}`);
  return { scenario: own, bases: of('base'), registers: of('register'), hash: scenario.hash };
}

/** As where scenarios are read: of the names and texts, in the order of reading. */
function hashOf({ bases, scenario, registers }: ScenarioTexts): string {
  const hash = createHash('sha256');
  for (const { name, text } of [...bases, scenario, ...registers]) hash.update(`${basename(name)}\0${text}\0`);
  return hash.digest('hex');
}
