// `greyzone query`: SQL over the rows of a stored batch, which is only read; the answer as a table, JSON or CSV.

import {
  alignColumns,
  countedBlocks,
  openQuery,
  type QueryAnswer,
  QueryFault,
  type QueryValue,
} from '../../engine/index.ts';
import { badInput } from '../exit-code.ts';
import { openBatch, telling } from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

export interface QueryOptions {
  readonly json?: true;
  readonly csv?: true;
}

/** Rows of a table for people; JSON and CSV have all. */
const MOST_SHOWN = 1000;

export async function query(folder: string, sql: string, options: QueryOptions, terminal: Terminal): Promise<void> {
  const { opened } = await openBatch(folder);
  await telling(async () => {
    const database = await openQuery(opened);
    try {
      const wanted = countedBlocks(opened);
      if (database.blocks < wanted) terminal.err(`greyzone: only ${database.blocks} of ${wanted} blocks are there\n`);
      const answer = await database.ask(sql);
      if (options.json) await showJson(answer, terminal);
      else if (options.csv) await showCsv(answer, terminal);
      else await showTable(answer, terminal);
    } catch (error) {
      if (error instanceof QueryFault) throw badInput(error.message);
      throw error;
    } finally {
      database.close();
    }
  });
}

async function showJson({ columns, rows }: QueryAnswer, { out }: Terminal): Promise<void> {
  let before = '[';
  for await (const some of rows)
    for (const row of some) {
      const fields = columns.map((name, index) => `${JSON.stringify(name)}: ${JSON.stringify(row[index])}`);
      out(`${before}\n  { ${fields.join(', ')} }`);
      before = ',';
    }
  out(before === '[' ? '[]\n' : '\n]\n');
}

async function showCsv({ columns, rows }: QueryAnswer, { out }: Terminal): Promise<void> {
  out(`${columns.map(csvField).join(',')}\n`);
  for await (const some of rows) out(some.map((row) => `${row.map(csvField).join(',')}\n`).join(''));
}

function csvField(value: QueryValue): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function showTable({ columns, numeric, rows }: QueryAnswer, { out, err, paint }: Terminal): Promise<void> {
  const shown: (readonly QueryValue[])[] = [];
  let more = false;
  for await (const some of rows) {
    shown.push(...some.slice(0, MOST_SHOWN - shown.length));
    more = some.length > 0 && shown.length === MOST_SHOWN;
    if (more) break;
  }
  const head = columns.map((text) => ({ text, tone: 'heading' as const }));
  const body = shown.map((row) => row.map((value) => ({ text: cellText(value) })));
  out(`${alignColumns([head, ...body], numeric, paint).join('\n')}\n`);
  if (more) err(`greyzone: only the first ${MOST_SHOWN} rows; --csv and --json give all\n`);
}

/** Six digits that count are enough to read. */
function cellText(value: QueryValue): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(6)));
  return value === null ? '-' : String(value).replaceAll(/\s+/g, ' ');
}
