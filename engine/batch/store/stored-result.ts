// A stored batch -> its columns, one outcome or uncertainty at a time, so that no more of it than one column is ever in memory.

import type { Sample } from '../../analysis/sample.ts';
import type { Plan } from '../plan-batch.ts';
import { countedBlocks, readStopped, type Stopped } from '../sequential/stopped-file.ts';
import { FolderFault, type OpenedBatch, openBatchFolder, rowsFile, seriesFile, wordsOf } from './batch-folder.ts';
import type { BlockRecord } from './block-record.ts';
import { loadDuckdb } from './duckdb.ts';
import type { Manifest } from './manifest.ts';
import { type MergedBatch, mergeStored } from './run-stored.ts';
import { plainPath, quotedName, quotedText } from './sql-text.ts';
import { planOf } from './stored-plan.ts';
import { readSeries, type SeriesReading } from './stored-series.ts';

/** A batch that is whole, read one column at a time. Close it when done. */
export interface StoredResult {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Of a batch that stopped by itself, as if its worlds had been no more than those up to its stop. */
  readonly plan: Plan;
  /** Where it stopped by itself; null for a batch that ran to its end. */
  readonly stopped: Stopped | null;
  /** In the order of the blocks. */
  readonly records: readonly BlockRecord[];
  readonly failed: MergedBatch['failed'];
  readonly digest: string;
  /** Engines that ran, and why others could not. */
  readonly engines: readonly string[];
  readonly refusals: readonly string[];
  /** `values[arm * futures + future]` of an outcome; NaN where the run failed or the outcome is missing. A zero has no sign. Throws a RangeError for an unknown name. */
  column(outcome: string): Promise<Float64Array>;
  /** By world, of one variant; NaN where the variant does not have it. Throws a RangeError for an unknown name. */
  uncertainty(name: string, variant: string): Promise<Float64Array>;
  /**
   * Turn by turn, of the stocks and machines that were kept so. Throws a RangeError for a name that was not, and where nothing was.
   * Of a batch that stopped by itself, a sketch also counts the runs of its last block beyond the stop.
   */
  series(names: readonly string[]): Promise<SeriesReading>;
  /** Of one outcome, a sample for each arm, in the order of the plan: views of one column. */
  samples(outcome: string): Promise<readonly Sample[]>;
  close(): void;
}

/** Throws a FolderFault for a folder that holds no batch, or one that is not finished. */
export async function openStored(folder: string): Promise<StoredResult> {
  const opened = openBatchFolder(folder);
  const merge = mergeStored(opened, false);
  if (merge.kind === 'missing')
    throw new FolderFault(
      `${folder} is not finished: ${merge.missing.length} of ${countedBlocks(opened)} blocks are missing`,
    );
  return readerOf(opened, merge.records, merge.merged);
}

async function readerOf(
  opened: OpenedBatch,
  records: readonly BlockRecord[],
  { failed, digest, engines, refusals }: MergedBatch,
): Promise<StoredResult> {
  const { folder, manifest } = opened;
  const stopped = readStopped(opened);
  const plan = upTo(planOf(manifest), stopped);
  const { DuckDBInstance } = await loadDuckdb();
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '512MB', temp_directory: '' });
  const connection = await instance.connect();
  const columnOf = (role: 'uncertainty' | 'outcome', name: string): string => {
    const found = manifest.columns.find((column) => column.role === role && column.name === name);
    if (found === undefined) throw new RangeError(`no ${role} ${name} in this batch`);
    return quotedName(found.column);
  };
  /** Rows of one block, in the order of the file. */
  const read = async (
    block: number,
    column: string,
    where: string,
    take: (values: Float64Array, at: number) => void,
  ) => {
    const file = rowsFile(folder, block);
    const from = `read_parquet(${quotedText(plainPath(file))}, hive_partitioning = false)`;
    try {
      const rows = await connection.stream(`SELECT coalesce(${column}, 'nan'::DOUBLE) FROM ${from}${where}`);
      let at = 0;
      for (let chunk = await rows.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await rows.fetchChunk()) {
        const { items } = chunk.getColumnVector(0) as unknown as { readonly items: Float64Array };
        take(items.subarray(0, chunk.rowCount), at);
        at += chunk.rowCount;
      }
      return at;
    } catch (error) {
      throw new FolderFault(`cannot read ${file}: ${wordsOf(error)}`, 'disk');
    }
  };
  async function* ask(sql: string): AsyncGenerator<readonly (readonly unknown[])[]> {
    try {
      const rows = await connection.stream(sql);
      for (let chunk = await rows.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await rows.fetchChunk())
        yield chunk.getRows();
    } catch (error) {
      throw new FolderFault(`cannot read the series in ${folder}: ${wordsOf(error)}`, 'disk');
    }
  }
  const column = async (outcome: string): Promise<Float64Array> => {
    const name = columnOf('outcome', outcome);
    const values = new Float64Array(plan.runs).fill(Number.NaN);
    for (const { block, first, count, rows } of records) {
      const seen = await read(block, name, '', (found, at) =>
        placeRows(values, found, at, { first, count, futures: plan.futures }),
      );
      if (seen !== rows)
        throw new FolderFault(`${rowsFile(folder, block)} has ${seen} rows and should have ${rows}`, 'disk');
    }
    return values;
  };
  const { worlds, replications } = plan.question;
  return {
    folder,
    manifest,
    plan,
    stopped,
    records,
    failed,
    digest,
    engines,
    refusals,
    column,
    async uncertainty(name, variant) {
      const arm = manifest.arms.find((one) => one.variant === variant);
      if (arm === undefined) throw new RangeError(`no variant ${variant} in this batch`);
      const values = new Float64Array(worlds).fill(Number.NaN);
      const own = (['variant', 'policy', 'doctrine'] as const).map((key) => `${key} = ${quotedText(arm[key])}`);
      for (const { block, first } of records) {
        const take = (found: Float64Array, at: number): void => {
          for (const [i, value] of found.entries()) values[Math.floor((first + at + i) / replications)] = value;
        };
        await read(block, columnOf('uncertainty', name), ` WHERE ${own.join(' AND ')}`, take);
      }
      return values;
    },
    async series(names) {
      const { series } = manifest;
      if (series === undefined) throw new RangeError('nothing of this batch was kept turn by turn');
      const files = records.map(({ block }) => seriesFile(folder, block));
      return readSeries({ series, plan, files, ask }, names);
    },
    async samples(outcome) {
      const values = await column(outcome);
      return plan.arms.map(({ index }) => ({
        worlds,
        replications,
        values: values.subarray(index * plan.futures, (index + 1) * plan.futures),
      }));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Worlds of a design that can stop are the same, however many follow. */
function upTo(plan: Plan, stopped: Stopped | null): Plan {
  if (stopped === null) return plan;
  const { worlds } = stopped;
  const futures = worlds * plan.question.replications;
  const blocks = plan.blocks.filter(({ first }) => first < futures);
  return {
    ...plan,
    question: { ...plan.question, worlds },
    futures,
    runs: plan.arms.length * futures,
    blocks: blocks.map((block) => ({ ...block, count: Math.min(block.count, futures - block.first) })),
  };
}

/** Rows stand arm by arm, future by future, those of one block together. Those of a world that the last block cuts are left out. */
function placeRows(
  values: Float64Array,
  found: Float64Array,
  at: number,
  { first, count, futures }: { readonly first: number; readonly count: number; readonly futures: number },
): void {
  for (let i = 0; i < found.length; ) {
    const [arm, future] = [Math.floor((at + i) / count), (at + i) % count];
    const length = Math.min(count - future, found.length - i);
    const kept = Math.max(0, Math.min(length, futures - first - future));
    values.set(found.subarray(i, i + kept), arm * futures + first + future);
    i += length;
  }
}
