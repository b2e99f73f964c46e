// `greyzone check`: every mistake with its place and what to do about it; 0 when the scenario can be used. With `--reach` also what
// sampled runs come to see of it, and what never.

import {
  defaultReachRuns,
  documentText,
  type EngineName,
  isError,
  neverSeen,
  type Problem,
  planReach,
  type Reach,
  reachReport,
  reachText,
  renderProblems,
  runReach,
  type Scenario,
  sortProblems,
} from '../../engine/index.ts';
import { strayClaims } from '../claims-elsewhere.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { loadModel, type ReadScenario, readScenario, refusal } from '../load-scenario.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface CheckOptions {
  readonly strict?: true;
  readonly json?: true;
  readonly reach?: true;
  readonly runs?: number;
  readonly seed: string;
  readonly engine: EngineName;
  readonly workers?: number;
  readonly quiet?: true;
}

export async function check(idOrPath: string, options: CheckOptions, terminal: Terminal): Promise<void> {
  const read = withStrayClaims(idOrPath, readScenario(idOrPath));
  const { strict, json } = options;
  if (!json) terminal.out(checkText(idOrPath, read));
  const reach = options.reach && read.scenario !== null ? await reachOf(read.scenario, options, terminal) : null;
  if (json) terminal.out(checkJson(read, options.reach ? reach : undefined));
  else if (reach !== null) terminal.out(`\n${reachText(reach, terminal)}`);
  const fatal = strict ? read.problems.length > 0 : read.problems.some(isError);
  if (fatal) throw new Stop(EXIT.badInput, '');
  if (reach !== null) judgeReach(reach, strict === true);
}

/** Also the claims that are sent to a scenario that does not hold them. */
function withStrayClaims(idOrPath: string, read: ReadScenario): ReadScenario {
  const strays = read.scenario === null ? [] : strayClaims(idOrPath, read.scenario);
  if (strays.length === 0) return read;
  return {
    scenario: null,
    problems: sortProblems([...read.problems, ...strays.map(({ problem }) => problem)]),
    texts: new Map([read.texts, ...strays.map(({ texts }) => texts)].flatMap((texts) => [...texts])),
  };
}

/** Nothing to look at when every run failed; what was never seen is a fault only where that was asked for. */
function judgeReach(reach: Reach, strict: boolean): void {
  if (reach.failed === reach.runs) throw new Stop(EXIT.failed, 'every run failed');
  const never = neverSeen(reach);
  if (!strict || never.length === 0) return;
  const names = never.map(({ kind, element, part }) => `${kind} ${part === null ? element : `${element}.${part}`}`);
  throw new Stop(EXIT.failed, `never seen in ${reach.runs} runs: ${names.join(', ')}`);
}

async function reachOf(scenario: Scenario, options: CheckOptions, terminal: Terminal): Promise<Reach> {
  const models = scenario.variants.map((variant) => loadModel(scenario, variant, []));
  const { seed, engine } = options;
  const { plan, problems } = planReach(models, { runs: options.runs ?? defaultReachRuns(models), seed, engine });
  if (plan === null) throw refusal(problems);
  const end = await runInterruptibly(plan.runs, options, terminal, (run) => runReach(plan, run));
  return reachReport(end.results);
}

/** The document `greyzone.check/1`; with `--reach` it holds `greyzone.reach/1`, or null when there was nothing to run. */
function checkJson({ scenario, problems }: ReadScenario, reach?: Reach | null): string {
  const usable = scenario === null ? null : { id: scenario.id, version: scenario.version, hash: scenario.hash };
  const document = {
    format: 'greyzone.check/1',
    scenario: usable,
    problems,
    ...(reach === undefined ? {} : { reach }),
  };
  return documentText(document);
}

function checkText(idOrPath: string, { scenario, problems, texts }: ReadScenario): string {
  const list = problems.length === 0 ? '' : `${renderProblems(problems, texts)}\n\n`;
  const name = scenario === null ? idOrPath : `${scenario.id} ${scenario.version}`;
  return `${list}${name}: ${counts(problems)}\n`;
}

function counts(problems: readonly Problem[]): string {
  if (problems.length === 0) return 'no problems';
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  return [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error' : 'errors'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ].join(', ');
}
