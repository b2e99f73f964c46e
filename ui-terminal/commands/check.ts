// `greyzone check`: every mistake with its place and what to do about it; 0 when the scenario can be used.

import { isError, type Problem, renderProblems } from '../../engine/index.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { type ReadScenario, readScenario } from '../load-scenario.ts';
import type { Terminal } from '../terminal.ts';

export interface CheckOptions {
  readonly strict?: true;
  readonly json?: true;
}

export function check(idOrPath: string, { strict, json }: CheckOptions, terminal: Terminal): void {
  const read = readScenario(idOrPath);
  terminal.out(json ? checkJson(read) : checkText(idOrPath, read));
  const fatal = strict ? read.problems.length > 0 : read.problems.some(isError);
  if (fatal) throw new Stop(EXIT.badInput, '');
}

/** The document `greyzone.check/1`. */
function checkJson({ scenario, problems }: ReadScenario): string {
  const usable = scenario === null ? null : { id: scenario.id, version: scenario.version, hash: scenario.hash };
  return `${JSON.stringify({ format: 'greyzone.check/1', scenario: usable, problems }, null, 2)}\n`;
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
