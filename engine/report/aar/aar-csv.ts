// The report as data -> CSV files, one for each table.

import { csv } from '../csv.ts';
import type { Aar } from './aar.ts';
import { csvRows } from './cells.ts';
import type { Figure } from './figures.ts';
import { type AarTable, sectionsOf } from './sections.ts';

/** Tables of the sections that have rows, then the numbers behind the figures. */
export function aarCsv(
  aar: Aar,
  figures: readonly Figure[],
): readonly { readonly file: string; readonly text: string }[] {
  const tables = [...sectionsOf(aar).flatMap(({ tables }) => tables), ...figures.map(figureTable)];
  return tables
    .filter(({ rows }) => rows.length > 0)
    .map((table) => ({ file: `${table.name}.csv`, text: csv(csvRows(table)) }));
}

/** The numbers that a figure was drawn from, as a table of the report. */
export function figureTable({ number, caption, table: { columns, rows } }: Figure): AarTable {
  return {
    name: `figure-${String(number).padStart(2, '0')}`,
    caption: `Figure ${number}. ${caption}`,
    columns: columns.map((title, place) => ({
      title,
      kind: rows.some((row) => typeof row[place] === 'string') ? 'text' : 'number',
    })),
    rows,
  };
}
