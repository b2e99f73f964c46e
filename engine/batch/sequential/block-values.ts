// Blocks of a stored batch -> the runs of some outcomes, block by block, as they lie on the disk.

import { FolderFault, type OpenedBatch, rowsFile, wordsOf } from '../store/batch-folder.ts';
import { loadDuckdb } from '../store/duckdb.ts';
import { plainPath, quotedName, quotedText } from '../store/sql-text.ts';

export interface BlockValues {
  /** Arm by arm, in it future by future; NaN where the run failed or the outcome is missing. Throws a FolderFault. */
  read(block: number, outcome: string, rows: number): Promise<Float64Array>;
  close(): void;
}

/** Throws a FolderFault where the database is missing. */
export async function openBlockValues({ folder, manifest }: OpenedBatch): Promise<BlockValues> {
  const { DuckDBInstance } = await loadDuckdb();
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB', temp_directory: '' });
  const connection = await instance.connect();
  return {
    async read(block, outcome, rows) {
      const column = manifest.columns.find(({ role, name }) => role === 'outcome' && name === outcome)!.column;
      const file = rowsFile(folder, block);
      const values = new Float64Array(rows);
      let at = 0;
      try {
        const from = `read_parquet(${quotedText(plainPath(file))}, hive_partitioning = false)`;
        const found = await connection.stream(`SELECT coalesce(${quotedName(column)}, 'nan'::DOUBLE) FROM ${from}`);
        for (
          let chunk = await found.fetchChunk();
          chunk !== null && chunk.rowCount > 0;
          chunk = await found.fetchChunk()
        ) {
          const { items } = chunk.getColumnVector(0) as unknown as { readonly items: Float64Array };
          values.set(items.subarray(0, chunk.rowCount), at);
          at += chunk.rowCount;
        }
      } catch (error) {
        throw new FolderFault(`cannot read ${file}: ${wordsOf(error)}`, 'disk');
      }
      if (at !== rows) throw new FolderFault(`${file} has ${at} rows and should have ${rows}`, 'disk');
      return values;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
