// A stored batch -> the source of a report. The scenario is that of the manifest, whatever has become of its files since.

import type { Stopped } from '../../batch/sequential/stopped-file.ts';
import type { Manifest } from '../../batch/store/manifest.ts';
import type { StoredResult } from '../../batch/store/stored-result.ts';
import type { Scenario } from '../../language/scenario.ts';
import { inspectScenario } from '../../model/inspect-scenario.ts';
import type { FailureReason } from '../../vocabulary.ts';
import { procedureWords } from '../sequential-words.ts';
import { counted, grouped } from '../text-layout.ts';
import type { StudySource } from './source.ts';

/** `program`: version of this program. `commands`: the batch and the report again, in this order. */
export function sourceOfStored(
  stored: StoredResult,
  program: string,
  commands: readonly [string, string],
): StudySource {
  const { manifest, plan, failed, digest, engines, refusals, stopped } = stored;
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
    ...(stopped === null ? {} : { stopWords: stopWords(stopped, manifest) }),
    remarks: [
      ...(manifest.program === program
        ? []
        : [`The batch was run by greyzone ${manifest.program}, this report is made by ${program}.`]),
      ...(stopped === null ? [] : STOP_LIMITS),
    ],
    series: stored,
    column: (outcome) => stored.column(names[outcome] ?? ''),
  };
}

function stopWords({ goals, until, status, worlds, ...stopped }: Stopped, { question }: Manifest): readonly string[] {
  const open = goals.filter((goal) => goal.status !== 'decided').length;
  const end =
    status === 'decided'
      ? 'when that was decided'
      : `with its last world, and ${open} of ${counted(goals.length, 'goal')} stayed undecided`;
  const procedure = procedureWords({
    ...stopped,
    allocate: 'equal',
    comparisons: stopped.comparisons.length,
    planned: stopped.planned ?? [],
    budget: stopped.runs,
    design: question.design,
    looks: stopped.looks.length,
  });
  return [
    `The number of worlds was not fixed beforehand. The batch was to run until this is known: ${until}. It stopped after ${grouped(worlds)} of at most ${counted(question.worlds, 'world')}, ${end}.`,
    ...procedure.slice(1, -1),
  ];
}

const STOP_LIMITS = [
  'The batch was stopped by a rule that looked at its own results. Intervals of this report are plain ones, made as if the number of worlds had been fixed, and are a little too sure; those which allow for the looks stand in stopped.json, for the differences that were sought.',
];

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
