// A process of a stored batch: runs a block and leaves it in the folder, rows and record. Started by file name, never imported.
// A process and not a thread, since DuckDB breaks down when several threads of one process use it.

import { createHash } from 'node:crypto';
import { createReadStream, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorlds } from '../../model/worlds.ts';
import { createBlockRunner, createEngines, type RunnerSetup, runnerSetup } from '../block-runner.ts';
import { digest } from '../digest.ts';
import {
  besideOf,
  FolderFault,
  finishBlock,
  finishedBlock,
  openBatchFolder,
  rowsFile,
  seriesFile,
} from './batch-folder.ts';
import { BLOCK_FORMAT, type BlockRecord, failuresOf, type SeriesRecord } from './block-record.ts';
import type { Manifest } from './manifest.ts';
import { createRowsWriter } from './rows-writer.ts';
import { createSeriesRunner } from './series-runs.ts';
import { createSeriesWriter } from './series-writer.ts';
import { planOf } from './stored-plan.ts';

export interface StoreTask {
  readonly folder: string;
  readonly block: number;
  readonly first: number;
  readonly count: number;
  /** Left in the folder; otherwise only its record is made, to compare with. */
  readonly keep: boolean;
}

/** `ran`: not found finished, by another process that works on the same folder. */
export type StoreAnswer =
  | { readonly record: BlockRecord; readonly ran: boolean }
  | { readonly fault: string; readonly kind: FolderFault['kind'] };

type Work = (task: StoreTask) => Promise<{ readonly record: BlockRecord; readonly ran: boolean }>;

const works = new Map<string, Promise<Work>>();

export default async function storeBlock(task: StoreTask): Promise<StoreAnswer> {
  const work = works.get(task.folder) ?? prepare(task.folder);
  works.set(task.folder, work);
  try {
    return await (await work)(task);
  } catch (error) {
    if (error instanceof FolderFault) return { fault: error.message, kind: error.kind };
    throw error;
  }
}

// Ctrl-C reaches every process of a terminal: whoever gave the work decides when it ends. When that one is gone, so is the work.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

async function prepare(folder: string): Promise<Work> {
  const opened = openBatchFolder(folder);
  const { manifest } = opened;
  const runner = runnerSetup(planOf(manifest));
  const run = createBlockRunner(runner, await createEngines(runner));
  const parameters = parameterColumns(runner, manifest);
  const writer = await createRowsWriter(manifest);
  const arms = manifest.arms.length;
  const series = await createSeriesWork(runner, manifest);
  const make = async (
    { block, first, count, keep }: StoreTask,
    file: string,
    seriesTo: string,
  ): Promise<BlockRecord> => {
    const { values, failed, engine, refusals } = run({ first, count });
    withoutSignedZeros(values);
    const rows = arms * count;
    const outcomes = Array.from({ length: values.length / rows }, (_, outcome) =>
      values.subarray(outcome * rows, (outcome + 1) * rows),
    );
    const columns = [...parameters(first, count), ...outcomes];
    await writer.write(file, { first, count, replications: runner.replications, values: columns, failed });
    const record: BlockRecord = {
      format: BLOCK_FORMAT,
      manifest: opened.manifestHash,
      block,
      first,
      count,
      rows,
      failed: failuresOf(failed),
      engine,
      refusals,
      digest: digest(outcomes, arms, count),
      bytes: statSync(file).size,
      sha256: await hashOf(file),
      ...(series === null ? {} : { series: await series(seriesTo, first, count) }),
    };
    if (keep) finishBlock(folder, file, record, series === null ? null : seriesTo);
    return record;
  };
  return async (task) => {
    const there = task.keep ? finishedBlock(opened, task.block, false) : null;
    if (there !== null) return { record: there, ran: false };
    const file = besideOf(task.keep ? rowsFile(folder, task.block) : join(tmpdir(), 'greyzone-block'));
    const seriesTo = besideOf(task.keep ? seriesFile(folder, task.block) : join(tmpdir(), 'greyzone-series'));
    try {
      return { record: await make(task, file, seriesTo), ran: true };
    } catch (error) {
      // Another process may have finished the block and swept what is written beside it.
      const done = task.keep ? finishedBlock(opened, task.block, true) : null;
      if (done === null) throw error;
      return { record: done, ran: false };
    } finally {
      rmSync(file, { force: true });
      rmSync(seriesTo, { force: true });
    }
  };
}

/** The runs of a block once more, turn by turn, into a file; null where the batch does not keep that. */
async function createSeriesWork(
  runner: RunnerSetup,
  { series, arms }: Manifest,
): Promise<((file: string, first: number, count: number) => Promise<SeriesRecord>) | null> {
  if (series === undefined) return null;
  const run = createSeriesRunner(runner, series);
  const writer = await createSeriesWriter(arms, series);
  return async (file, first, count) => {
    const { rows, digest } = await writer.write(file, runner.replications, run({ first, count }));
    return { rows, digest, bytes: statSync(file).size, sha256: await hashOf(file) };
  };
}

/** A dictionary in a Parquet file does not tell -0 from 0, so a stored zero has no sign. */
function withoutSignedZeros(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! + 0;
}

/** The values of every uncertainty in a block's runs, arm by arm; NaN where a variant does not have it. */
function parameterColumns(
  runner: RunnerSetup,
  { columns }: Pick<Manifest, 'columns'>,
): (first: number, count: number) => readonly Float64Array[] {
  const names = columns.filter(({ role }) => role === 'uncertainty').map(({ name }) => name);
  const drawn = runner.models.map((model, index) => ({
    worlds: createWorlds(model, { seed: runner.seed, design: runner.design, worlds: runner.worlds }),
    places: names.map((name) => model.parameters.findIndex((parameter) => parameter.name === name)),
    arms: runner.arms[index]?.length ?? 0,
  }));
  const all = drawn.reduce((sum, { arms }) => sum + arms, 0);
  return (first, count) => {
    const values = names.map(() => new Float64Array(all * count));
    let before = 0;
    for (const { worlds, places, arms } of drawn) {
      fillArm(values, before * count, { worlds, places, first, count, replications: runner.replications });
      for (const column of values)
        for (let arm = 1; arm < arms; arm++)
          column.copyWithin((before + arm) * count, before * count, (before + 1) * count);
      before += arms;
    }
    return values;
  };
}

interface Drawn {
  readonly worlds: (world: number) => ArrayLike<number>;
  /** By column: the parameter of the model, -1 for none. */
  readonly places: readonly number[];
  readonly first: number;
  readonly count: number;
  readonly replications: number;
}

/** All arms of a variant meet the same worlds, so one is filled and the others are copies. */
function fillArm(
  columns: readonly Float64Array[],
  at: number,
  { worlds, places, first, count, replications }: Drawn,
): void {
  let [world, values]: [number, ArrayLike<number>] = [-1, []];
  for (let i = 0; i < count; i++) {
    const wanted = Math.floor((first + i) / replications);
    if (wanted !== world) [world, values] = [wanted, worlds(wanted)];
    for (const [column, place] of places.entries())
      columns[column]![at + i] = place < 0 ? Number.NaN : values[place]! + 0;
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}
