// SQL -> rows, from the blocks of a stored batch that are there. Nothing is written and nothing outside the batch is read.

import { resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { countedBlocks } from '../sequential/stopped-file.ts';
import {
  blocksFolder,
  finishedBlock,
  type OpenedBatch,
  rowsFile,
  seriesFile,
  seriesFolder,
  wordsOf,
} from './batch-folder.ts';
import { loadDuckdb } from './duckdb.ts';
import type { Manifest } from './manifest.ts';
import type { SeriesPlan } from './series-plan.ts';
import { listOf, plainPath, quotedText } from './sql-text.ts';

/** The query cannot be answered; in words. */
export class QueryFault extends Error {
  override readonly name = 'QueryFault';
}

/** One cell of an answer. */
export type QueryValue = string | number | boolean | null;

/** The rows that a query gave, with the names of their columns. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  /** Whether each column holds numbers. */
  readonly numeric: readonly boolean[];
  /** Some thousand rows at a time, in order. Throws a QueryFault. */
  readonly rows: AsyncIterable<readonly (readonly QueryValue[])[]>;
}

export interface StoredQuery {
  /** Blocks that can be read; those beyond the stop of a batch that stopped by itself cannot. */
  readonly blocks: number;
  /** One SELECT over the views `runs`, `arms`, `uncertainties`, `outcomes`, and `series` where it is kept. Throws a QueryFault. */
  ask(sql: string): Promise<QueryAnswer>;
  close(): void;
}

const MEMORY = '1GB';

/** Throws a FolderFault where the database is missing. */
export async function openQuery(opened: OpenedBatch): Promise<StoredQuery> {
  const { folder, manifest } = opened;
  const { DuckDBInstance, StatementType } = await loadDuckdb();
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const there = Array.from({ length: countedBlocks(opened) }, (_, block) => block).filter(
    (block) => finishedBlock(opened, block, false) !== null,
  );
  for (const view of viewsOf(
    manifest,
    there.map((block) => rowsFile(resolve(folder), block)),
  ))
    await connection.run(view);
  if (manifest.series !== undefined) {
    const files = there.map((block) => seriesFile(resolve(folder), block));
    await connection.run(`CREATE VIEW series AS ${seriesFrom(manifest.series, files)}`);
  }
  const folders = manifest.series === undefined ? [blocksFolder(folder)] : [blocksFolder(folder), seriesFolder(folder)];
  await connection.run(`SET allowed_directories = ${listOf(folders.map((one) => `${one}/`))}`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return {
    blocks: there.length,
    ask: (sql) => asking(async () => answerOf(connection, sql, StatementType.SELECT)),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function answerOf(connection: DuckDBConnection, sql: string, select: number): Promise<QueryAnswer> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new QueryFault(`expected one statement, got ${statements.count}`);
  const prepared = await statements.prepare(0);
  if (prepared.statementType !== select) throw new QueryFault('a stored batch is only read: expected a SELECT');
  const result = await prepared.stream();
  const columns = result.columnNames();
  const numeric = result.columnTypes().map((type) => NUMERIC.test(String(type)));
  async function* rows(): AsyncGenerator<readonly (readonly QueryValue[])[]> {
    for (;;) {
      const chunk = await asking(() => result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getRows().map((row) => row.map(plainValue));
    }
  }
  return { columns, numeric, rows: rows() };
}

const NUMERIC = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;

/** Whole numbers that do not fit exactly, dates and lists become texts. A number that is none becomes null. */
function plainValue(value: unknown): QueryValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  const number = isDecimal(value) ? value.toDouble() : Number.NaN;
  return Number.isFinite(number) ? number : String(value);
}

function isDecimal(value: unknown): value is { toDouble(): number } {
  return typeof value === 'object' && value !== null && 'toDouble' in value;
}

async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof QueryFault ? error : new QueryFault(wordsOf(error));
  }
}

/** `runs` has the rows; the others say what there is. */
function viewsOf({ arms, columns }: Manifest, files: readonly string[]): readonly string[] {
  const runs = files.length === 0 ? 'SELECT NULL AS variant WHERE false' : `SELECT * FROM ${rowsFrom(files)}`;
  const named = (role: 'uncertainty' | 'outcome') => columns.filter((column) => column.role === role);
  return [
    `CREATE VIEW runs AS ${runs}`,
    tableOf(
      'arms',
      ['arm', 'variant', 'policy', 'doctrine'],
      arms.map((arm, index) => [String(index), ...[arm.variant, arm.policy, arm.doctrine].map(quotedText)]),
    ),
    tableOf(
      'uncertainties',
      ['name', 'column_name'],
      named('uncertainty').map(({ name, column }) => [quotedText(name), quotedText(column)]),
    ),
    tableOf(
      'outcomes',
      ['name', 'column_name', 'unit'],
      named('outcome').map(({ name, column, unit }) => [
        quotedText(name),
        quotedText(column),
        unit === null ? 'NULL' : quotedText(unit),
      ]),
    ),
  ];
}

/** The series of all these blocks: rows as they are, counts added up. */
export function seriesFrom({ kind }: SeriesPlan, files: readonly string[]): string {
  if (files.length === 0) return 'SELECT NULL AS variant WHERE false';
  if (kind === 'full') return `SELECT * FROM ${rowsFrom(files)}`;
  const arm = 'variant, policy, doctrine, turn, kind, name';
  // Each run is in one bin of every thing, so the counts of a thing add up to the runs.
  return (
    `SELECT ${arm}, bin, any_value(low) AS low, any_value(high) AS high, any_value(state) AS state, ` +
    `(sum(sum(count)) OVER (PARTITION BY ${arm}))::BIGINT AS runs, sum(count)::BIGINT AS count ` +
    `FROM ${rowsFrom(files)} GROUP BY ${arm}, bin`
  );
}

/** Rows of these files, in their order. */
export function rowsFrom(files: readonly string[]): string {
  return `read_parquet(${listOf(files.map(plainPath))}, hive_partitioning = false)`;
}

function tableOf(name: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0)
    return `CREATE VIEW ${name} AS SELECT ${columns.map((column) => `'' AS ${column}`).join(', ')} WHERE false`;
  const values = rows.map((row) => `(${row.join(', ')})`).join(', ');
  return `CREATE VIEW ${name} AS SELECT * FROM (VALUES ${values}) AS t(${columns.join(', ')})`;
}
