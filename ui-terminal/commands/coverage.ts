// `greyzone coverage`: which system of the source documents works in which scenario, and what was left out and why.

import {
  type Coverage,
  coverageEntry,
  coverageTable,
  documentText,
  openCoverage,
  unknownName,
} from '../../engine/index.ts';
import { problemsIn, stopOn } from '../load-scenario.ts';
import type { Terminal } from '../terminal.ts';

export interface CoverageOptions {
  readonly file?: string;
  readonly json?: true;
}

export function coverage(ids: readonly string[], { file, json }: CoverageOptions, terminal: Terminal): void {
  const { coverage: table, problems, files } = openCoverage(file);
  if (table === null) {
    const texts = new Map(files.map(({ name, text }) => [name, text]));
    throw problemsIn('the coverage table', problems, texts);
  }
  const shown = { ...table, rows: chosen(table, ids) };
  if (json) terminal.out(documentText({ format: 'greyzone.coverage/1', ...shown }));
  else if (ids.length === 0) terminal.out(coverageTable(table, terminal));
  else terminal.out(shown.rows.map((row) => coverageEntry(row)).join('\n'));
}

function chosen({ rows }: Coverage, ids: readonly string[]): Coverage['rows'] {
  if (ids.length === 0) return rows;
  const known = rows.map(({ id }) => id);
  stopOn(ids.map((id) => unknownName('entry', id, known)));
  return ids.flatMap((asked) => rows.filter(({ id }) => id === asked));
}
