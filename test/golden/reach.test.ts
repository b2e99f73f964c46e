// Which states sampled runs of every scenario come to see, and which never: kept as text, so that a change of a scenario shows what it closes off.
// `npm run golden` writes it anew. `greyzone check SCENARIO --reach` says it over many more runs.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { planReach, runReach } from '../../engine/batch/run-reach.ts';
import { lower } from '../../engine/model/lower.ts';
import { reachReport } from '../../engine/report/reach-report.ts';
import { reachText } from '../../engine/report/reach-text.ts';
import { noPaint } from '../../engine/report/text-layout.ts';
import { shippedScenarios } from '../../engine/scenario-folder.ts';
import { shippedScenario } from '../shipped.ts';

const folder = fileURLToPath(new URL('reach', import.meta.url));
const RUNS = 3000;

const ids = shippedScenarios().map(({ id }) => id);

test.each(ids.filter((id) => shippedScenario(id).machines.size > 0))('%s', async (id) => {
  const scenario = shippedScenario(id);
  const models = scenario.variants.map((variant) => lower(scenario, { variant }).model!);
  const { plan } = planReach(models, { runs: RUNS, seed: 'golden', engine: 'kernel-wasm' });
  if (plan === null) throw new Error('not planned');
  const end = await runReach(plan, { workers: 0 });
  if (end.kind !== 'done') throw new Error('interrupted');
  const text = reachText(reachReport(end.results), { width: 100, paint: noPaint });
  await expect(text.replace(/\([0-9a-f]{8}\)/, '(hash)')).toMatchFileSnapshot(join(folder, `${id}.txt`));
});
