// A whole stored batch -> one file, CSV or Parquet, which comes to be there whole or not at all.

import { closeSync, fsyncSync, mkdtempSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { countedBlocks } from '../sequential/stopped-file.ts';
import { besideOf, FolderFault, type OpenedBatch, rowsFile, seriesFile, wordsOf } from './batch-folder.ts';
import { loadDuckdb } from './duckdb.ts';
import { rowsFrom, seriesFrom } from './query-stored.ts';
import { quotedText } from './sql-text.ts';

export interface ExportOptions {
  readonly format: 'csv' | 'parquet';
  /** What was kept turn by turn instead of the rows: rows of all blocks, or their counts added up. */
  readonly series?: boolean;
  /** Where it goes. Null: `write` gets the bytes, in order (CSV only). */
  readonly file: string | null;
  readonly write: (bytes: Uint8Array) => void;
  readonly signal?: AbortSignal;
}

/** Rows stand as in the blocks: by block, arm by arm, future by future. The batch must be whole. False when it was stopped. Throws a FolderFault. */
export async function exportStored(
  opened: OpenedBatch,
  { format, series = false, file, write, signal }: ExportOptions,
): Promise<boolean> {
  const { DuckDBInstance } = await loadDuckdb();
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB', temp_directory: '' });
  const connection = await instance.connect();
  const folder = resolve(opened.folder);
  const blocks = Array.from({ length: countedBlocks(opened) }, (_, block) => block);
  const selects = selectsOf(opened.manifest, folder, blocks, format, series);
  try {
    if (format === 'csv') return await inCsv(file, write, signal, selects, (sql) => connection.run(sql));
    if (file === null) throw new RangeError('Parquet goes to a file');
    const beside = besideOf(resolve(file));
    return await keeping(file, beside, async () => {
      signal?.addEventListener('abort', () => connection.interrupt(), { once: true });
      await connection.run(
        `COPY (${selects.join(' UNION ALL ')}) TO ${quotedText(beside)} (FORMAT parquet, COMPRESSION zstd)`,
      );
      return signal?.aborted !== true;
    });
  } catch (error) {
    if (signal?.aborted) return false;
    throw error;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** One after the other they give all rows: in CSV a block each, but counts are added up at once. */
function selectsOf(
  { series: kept }: OpenedBatch['manifest'],
  folder: string,
  blocks: readonly number[],
  format: ExportOptions['format'],
  series: boolean,
): readonly string[] {
  if (!series) {
    const files = blocks.map((block) => rowsFile(folder, block));
    return (format === 'csv' ? files.map((file) => [file]) : [files]).map((some) => `SELECT * FROM ${rowsFrom(some)}`);
  }
  if (kept === undefined)
    throw new FolderFault(`${folder} keeps nothing turn by turn: it was planned without --series`);
  const files = blocks.map((block) => seriesFile(folder, block));
  if (kept.kind === 'sketch') return [`${seriesFrom(kept, files)} ORDER BY ALL`];
  return (format === 'csv' ? files.map((file) => [file]) : [files]).map((some) => seriesFrom(kept, some));
}

/** Block by block, so that memory and the place for temporary files stay small. */
async function inCsv(
  file: string | null,
  write: ExportOptions['write'],
  signal: AbortSignal | undefined,
  selects: readonly string[],
  run: (sql: string) => Promise<unknown>,
): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), 'greyzone-export-'));
  const piece = join(scratch, 'block.csv');
  const every = async (take: ExportOptions['write']): Promise<boolean> => {
    for (const [index, select] of selects.entries()) {
      if (signal?.aborted) return false;
      await run(`COPY (${select}) TO ${quotedText(piece)} (FORMAT csv, HEADER ${index === 0})`);
      pour(piece, take);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return true;
  };
  try {
    if (file === null) return await every(write);
    const beside = besideOf(resolve(file));
    return await keeping(file, beside, async () => {
      const handle = openSync(beside, 'w');
      try {
        return await every((bytes) => writeAll(handle, bytes));
      } finally {
        closeSync(handle);
      }
    });
  } catch (error) {
    throw error instanceof FolderFault ? error : new FolderFault(`cannot export: ${wordsOf(error)}`, 'disk');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Gives the file its name when the work is done, and takes away what it left when not. */
async function keeping(file: string, beside: string, work: () => Promise<boolean>): Promise<boolean> {
  try {
    const done = await work();
    if (!done) return false;
    const handle = openSync(beside, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(beside, resolve(file));
    return true;
  } catch (error) {
    throw new FolderFault(`cannot write ${file}: ${wordsOf(error)}`, 'disk');
  } finally {
    rmSync(beside, { force: true });
  }
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
}

const PIECE = 2 ** 20;

function pour(file: string, take: ExportOptions['write']): void {
  const handle = openSync(file, 'r');
  const bytes = new Uint8Array(PIECE);
  try {
    for (let length = readSync(handle, bytes); length > 0; length = readSync(handle, bytes))
      take(bytes.slice(0, length));
  } finally {
    closeSync(handle);
  }
}
