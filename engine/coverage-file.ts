// The coverage table that lies beside the scenarios -> its rows, held against the scenarios that they point into.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readTexts } from './language/check-scenario.ts';
import { type Coverage, readCoverage } from './language/coverage.ts';
import type { SourceText } from './language/yaml-text.ts';
import type { Problem } from './problem.ts';
import { openScenario, openText, SCENARIO_FILE, scenariosFolder, shippedScenarios } from './scenario-folder.ts';

export interface OpenedCoverage {
  readonly coverage: Coverage | null;
  readonly problems: readonly Problem[];
  readonly files: readonly SourceText[];
}

/** Without a file: the table that comes along. Scenarios are looked for beside the file first. */
export function openCoverage(file: string = join(scenariosFolder() ?? '.', 'coverage.yaml')): OpenedCoverage {
  if (!existsSync(file)) return { coverage: null, problems: [noTable(file)], files: [] };
  const opened = openText(file);
  if ('problem' in opened) return { coverage: null, problems: [opened.problem], files: [] };
  const known = new Map<string, unknown>();
  const open = (id: string): unknown => {
    if (!known.has(id)) known.set(id, dataOf(id, dirname(file)));
    return known.get(id);
  };
  const ids = shippedScenarios().map(({ id }) => id);
  return { ...readCoverage(opened.text, open, ids), files: [opened.text] };
}

function dataOf(id: string, folder: string): unknown {
  const beside = join(folder, id);
  const { texts } = openScenario(existsSync(join(beside, SCENARIO_FILE)) ? beside : id);
  return texts === null ? null : (readTexts(texts).yaml?.data ?? null);
}

function noTable(file: string): Problem {
  const notes = ['Name one with --file. The one that comes along is coverage.yaml in the folder scenarios.'];
  return {
    severity: 'error',
    code: 'unreadable',
    path: '',
    message: `there is no coverage table ${file}`,
    place: null,
    notes,
  };
}
