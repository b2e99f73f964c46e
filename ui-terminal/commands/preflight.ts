// `greyzone preflight`: bots play the master events list of a scenario's seminar; what comes and when, what never does, and whether the schedule fits.

import {
  BASE_VARIANT,
  defaultReachRuns,
  documentText,
  type EngineName,
  planPreflight,
  preflightFaults,
  preflightReport,
  preflightText,
  runPreflight,
  withSeminarPlayed,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { loadModel, loadScenario, refusal } from '../load-scenario.ts';
import { openOutput } from '../output-file.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface PreflightOptions {
  readonly runs?: number;
  readonly doctrines?: readonly string[];
  readonly variant?: string;
  readonly minutes?: number;
  readonly seed: string;
  readonly engine: EngineName;
  readonly workers?: number;
  readonly strict?: true;
  readonly json?: true;
  readonly output?: string;
  readonly quiet?: true;
}

export async function preflight(idOrPath: string, options: PreflightOptions, terminal: Terminal): Promise<void> {
  const scenario = loadScenario(idOrPath);
  const { seminar } = scenario;
  if (seminar === null)
    throw badInput(
      `${scenario.id} has no seminar: add a section "seminar:" with moves and a list of events (see scenarios/README.md, The seminar)`,
    );
  const model = loadModel(withSeminarPlayed(scenario, seminar), options.variant ?? BASE_VARIANT, []);
  const doctrines = options.doctrines === undefined || options.doctrines.includes('all') ? null : options.doctrines;
  const { seed, engine } = options;
  const { plan, problems } = planPreflight(model, seminar, {
    runs: options.runs ?? defaultReachRuns([model]),
    seed,
    engine,
    doctrines,
  });
  if (plan === null) throw refusal(problems);
  const deliver = openOutput(options.output, terminal);
  const end = await runInterruptibly(plan.plan.runs, options, terminal, (run) => runPreflight(plan, run));
  const report = preflightReport(end.result, end.measured, seminar, options.minutes ?? null);
  deliver(options.json ? documentText(report) : preflightText(report, terminal));
  if (report.failed === report.runs) throw new Stop(EXIT.failed, 'every run failed');
  const faults = preflightFaults(report);
  if (options.strict && faults.length > 0) throw new Stop(EXIT.failed, faults.join('; '));
}
