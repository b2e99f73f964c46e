// A block's columns -> rows in a Parquet file, through DuckDB. One thread, rows in their order: the same columns give the same bytes.

import { dirname } from 'node:path';
import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  INTEGER,
  UINTEGER,
} from '@duckdb/node-api';
import type { FailedRun } from '../../model/block.ts';
import { FAILURE_REASONS } from '../../vocabulary.ts';
import { FolderFault, wordsOf } from './batch-folder.ts';
import type { Manifest } from './manifest.ts';
import { listOf, quotedName, quotedText } from './sql-text.ts';

/** Rows that DuckDB takes at once. */
const CHUNK = 2048;
/** At least a block: uncertainties repeat from arm to arm, and a dictionary finds that out within a group. */
const ROW_GROUP = 131_072;
/** No filters for finding single values: nobody looks for one, and they take room. */
const FORMAT = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}, WRITE_BLOOM_FILTER false`;
/** Mebibytes of one writer, beside some copies of a block. Nothing is ever put off to a temporary file. */
const MEMORY = 192;
const COPIES = 4;

export interface BlockColumns {
  readonly first: number;
  readonly count: number;
  readonly replications: number;
  /** One for each column of the manifest, arm after arm, each of `count` values; NaN is missing. */
  readonly values: readonly Float64Array[];
  readonly failed: readonly FailedRun[];
}

export interface RowsWriter {
  /** Writes a new file. Throws a FolderFault when the disk does not take it. */
  write(file: string, block: BlockColumns): Promise<void>;
  close(): void;
}

export async function createRowsWriter(
  manifest: Pick<Manifest, 'arms' | 'columns' | 'blockFutures'>,
): Promise<RowsWriter> {
  const block =
    (8 * (manifest.columns.length + RUN_TYPES.length) * manifest.arms.length * manifest.blockFutures) / 2 ** 20;
  const memory_limit = `${Math.ceil(MEMORY + COPIES * block)}MiB`;
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit, temp_directory: '' });
  const connection = await instance.connect();
  const numbers = manifest.columns.map((_, index) => `c${index}`);
  const declared = ['arm INTEGER', 'world UINTEGER', 'replication INTEGER', 'reason INTEGER'];
  const fields = [...declared, ...numbers.map((name) => `${name} DOUBLE`)].join(', ');
  // Anew for each block: deleted rows would stay in memory for a while, and make the next ones slow.
  const empty = `CREATE OR REPLACE TABLE runs (${fields})`;
  const types = [...RUN_TYPES, ...numbers.map(() => DOUBLE)];
  const select = selection(manifest);
  return {
    write: async (file, block) => {
      await connection.run(empty);
      await append(connection, types, block, manifest.arms.length);
      const to = `TO ${quotedText(file)} (${FORMAT})`;
      try {
        await connection.run(`COPY (${select}) ${to}`);
      } catch (error) {
        throw new FolderFault(`cannot write into ${dirname(file)}: ${wordsOf(error)}`, 'disk');
      } finally {
        await connection.run(empty);
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Numbers become names as they leave. */
function selection({ arms, columns }: Pick<Manifest, 'arms' | 'columns'>): string {
  const named = (of: 'variant' | 'policy' | 'doctrine'): string =>
    `${listOf(arms.map((arm) => arm[of]))}[arm + 1] AS ${of}`;
  const numbers = columns.map(
    ({ column }, index) => `CASE WHEN isnan(c${index}) THEN NULL ELSE c${index} END AS ${quotedName(column)}`,
  );
  const reason = `${listOf(FAILURE_REASONS)}[reason + 1] AS failed`;
  const run = [named('variant'), named('policy'), named('doctrine'), 'world', 'replication', reason];
  return `SELECT ${[...run, ...numbers].join(', ')} FROM runs`;
}

/** Which run a row is; doubles follow in the order of the manifest. */
const RUN_TYPES = [INTEGER, UINTEGER, INTEGER, INTEGER] as const;

/** All rows of a block: arm by arm, future by future. */
async function append(
  connection: DuckDBConnection,
  types: readonly DuckDBType[],
  block: BlockColumns,
  arms: number,
): Promise<void> {
  const rows = arms * block.count;
  const reasons = reasonsOf(block, rows);
  const appender = await connection.createAppender('runs');
  for (let at = 0; at < rows; at += CHUNK) {
    const size = Math.min(CHUNK, rows - at);
    const chunk = DuckDBDataChunk.create(types, size);
    writeRuns(chunk, block, reasons, at, size);
    for (const [index, values] of block.values.entries())
      writeValues(chunk, RUN_TYPES.length + index, values.subarray(at, at + size));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** By row: the place in FAILURE_REASONS, -1 for a run that did not fail. */
function reasonsOf({ first, count, replications, failed }: BlockColumns, rows: number): Int32Array {
  const reasons = new Int32Array(rows).fill(-1);
  for (const { arm, world, replication, reason } of failed)
    reasons[arm * count + world * replications + replication - first] = FAILURE_REASONS.indexOf(reason);
  return reasons;
}

function writeRuns(
  chunk: DuckDBDataChunk,
  { first, count, replications }: BlockColumns,
  reasons: Int32Array,
  at: number,
  size: number,
): void {
  const [arm, world, replication, reason] = RUN_TYPES.map((_, column) => vectorOf(chunk, column)) as [
    Whole<Int32Array>,
    Whole<Uint32Array>,
    Whole<Int32Array>,
    Whole<Int32Array>,
  ];
  for (let i = 0; i < size; i++) {
    const future = first + ((at + i) % count);
    arm.items[i] = Math.floor((at + i) / count);
    world.items[i] = Math.floor(future / replications);
    replication.items[i] = future % replications;
  }
  reason.items.set(reasons.subarray(at, at + size));
  for (const vector of [arm, world, replication, reason]) vector.flush();
}

/** A column of a chunk as one array: far faster than item by item. */
interface Whole<Items> {
  readonly items: Items;
  flush(): void;
}

function vectorOf<Items>(chunk: DuckDBDataChunk, column: number): Whole<Items> {
  return chunk.getColumnVector(column) as unknown as Whole<Items>;
}

/** Copied as a whole: what is missing leaves as NaN and becomes null on its way out. */
function writeValues(chunk: DuckDBDataChunk, column: number, values: Float64Array): void {
  const vector = vectorOf<Float64Array>(chunk, column);
  vector.items.set(values);
  vector.flush();
}
