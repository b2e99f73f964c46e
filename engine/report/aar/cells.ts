// A cell of a table -> its text for people (pages, Markdown) or its fields for machines (CSV).

import type { CsvValue } from '../csv.ts';
import { figure } from '../pictures/picture.ts';
import type { Moment } from './aar.ts';
import type { AarTable, Cell, Column } from './sections.ts';

/** Numbers with three significant digits, unknown ones as a dash. */
export function shown(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return Number.isFinite(cell) ? figure(cell) : '–';
  return typeof cell === 'string' ? cell : whenWords(cell);
}

/** `Turn 3, 9 March 2015; 09:04 UTC, minute 4`. */
function whenWords({ turn, date, at, minute }: Moment): string {
  const wall = at === null ? '' : `; ${at.slice(11, 16)} UTC`;
  const exercise = minute === null ? '' : `, minute ${Math.floor(minute)}`;
  return `Turn ${turn}, ${date}${wall}${exercise}`;
}

const WHEN_COLUMNS = ['turn', 'date', 'wall_time_utc', 'exercise_minute'] as const;

/** Rows of a table under the names of its columns, numbers as they are. */
export function csvRows({ columns, rows }: AarTable): readonly Readonly<Record<string, CsvValue>>[] {
  const names = csvNames(columns);
  return rows.map((row) =>
    Object.fromEntries(
      row.flatMap((cell, i) => {
        if (columns[i]!.kind !== 'when') return [[names[i]!, plain(cell)]];
        const moment = cell as Moment | null;
        const values =
          moment === null ? [null, null, null, null] : [moment.turn, moment.date, moment.at, moment.minute];
        return WHEN_COLUMNS.map((name, part) => [name, values[part] ?? null]);
      }),
    ),
  );
}

function plain(cell: Cell): CsvValue {
  return typeof cell === 'object' && cell !== null ? shown(cell) : Number.isNaN(cell) ? null : (cell as CsvValue);
}

/** `Turns late` -> `turns_late`; a second one of a name gets its place. */
function csvNames(columns: readonly Column[]): readonly string[] {
  const taken = new Set<string>(WHEN_COLUMNS);
  return columns.map(({ title }, place) => {
    const name =
      title
        .toLowerCase()
        .replaceAll(/[^a-z0-9%]+/g, '_')
        .replaceAll(/^_|_$/g, '')
        .replaceAll('%', 'percent') || `column_${place + 1}`;
    const unique = taken.has(name) ? `${name}_${place + 1}` : name;
    taken.add(unique);
    return unique;
  });
}
