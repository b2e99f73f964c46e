// A stored batch -> the source of a report. The scenario is that of the manifest, whatever has become of its files since.

import type { Manifest } from '../../batch/store/manifest.ts';
import type { StoredResult } from '../../batch/store/stored-result.ts';
import type { Scenario } from '../../language/scenario.ts';
import { inspectScenario } from '../../model/inspect-scenario.ts';
import type { FailureReason } from '../../vocabulary.ts';
import type { StudySource } from './source.ts';

/** `program`: version of this program. `commands`: the batch and the report again, in this order. */
export function sourceOfStored(
  stored: StoredResult,
  program: string,
  commands: readonly [string, string],
): StudySource {
  const { manifest, plan, failed, digest, engines, refusals } = stored;
  const names = plan.models[0]!.outcomes.map(({ name }) => name);
  const { environment } = manifest;
  return {
    scenario: scenarioIn(manifest),
    plan,
    baseline: manifest.baseline,
    program,
    engine: engines.join(' and '),
    refusals,
    failures: (Object.entries(failed.reasons) as [FailureReason, number][]).map(([reason, runs]) => ({ reason, runs })),
    digest,
    reproduce: {
      commands: [
        { command: commands[0], makes: 'the batch' },
        { command: commands[1], makes: 'this report' },
      ],
      environment: [
        { what: 'greyzone that ran the batch', version: manifest.program },
        { what: 'Node', version: environment.node },
        { what: 'DuckDB', version: environment.duckdb },
        { what: 'machine', version: environment.platform },
      ],
    },
    remarks:
      manifest.program === program
        ? []
        : [`The batch was run by greyzone ${manifest.program}, this report is made by ${program}.`],
    column: (outcome) => stored.column(names[outcome] ?? ''),
  };
}

/** Throws for texts that do not hold: `openStored` has lowered them before. */
function scenarioIn({ texts, scenario }: Manifest): Scenario {
  const of = (role: (typeof texts)[number]['role']) =>
    texts.filter((text) => text.role === role).map(({ name, lines }) => ({ name, text: lines.join('\n') }));
  const { scenario: checked } = inspectScenario({
    scenario: of('scenario')[0]!,
    bases: of('base'),
    registers: of('register'),
    hash: scenario.hash,
  });
  if (checked === null) throw new Error(`the texts of ${scenario.id} in this batch have errors`);
  return checked;
}
