// A stored batch -> its blocks that are not there yet are run and stored. Killed at any moment and started again, it goes on where it was.

import { resolve } from 'node:path';
import type { FailureReason } from '../../vocabulary.ts';
import type { Plan } from '../plan-batch.ts';
import type { BatchOptions, BatchProgress } from '../run-batch.ts';
import { defaultWorkers } from '../run-batch.ts';
import { finalBlocks } from '../sequential/stopped-file.ts';
import { runInPool } from '../worker-pool.ts';
import {
  dropBlock,
  FolderFault,
  finishedBlock,
  type OpenedBatch,
  sha256,
  strangeBlocks,
  sweepUnfinished,
  writeResult,
} from './batch-folder.ts';
import type { BlockRecord, SeriesRecord } from './block-record.ts';
import type { StoreAnswer, StoreTask } from './store-worker.ts';

/** Blocks index, index + of, index + 2 of, ...: shards share no block. `index` counts from 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** In blocks: those that this call ran, and those that were there or that another process ran meanwhile. */
export type StoredEnd =
  | { readonly kind: 'done'; readonly ran: number; readonly found: number }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** Blocks that are whole are left as they are; of the others what is there of them is replaced. Throws a FolderFault when the disk does not take a block. */
export async function runStored(
  opened: OpenedBatch,
  plan: Plan,
  shard: Shard,
  options: BatchOptions,
): Promise<StoredEnd> {
  refuseStrange(opened);
  const mine = storedBlocks(plan).filter(({ block }) => block % shard.of === shard.index);
  sweepUnfinished(opened, isAlive);
  const found = new Map(mine.map(({ block }) => [block, finishedBlock(opened, block, true)]));
  const todo = mine.filter(({ block }) => found.get(block) === null);
  // Rows that were damaged since must not pass for whole while they wait.
  for (const { block } of todo) dropBlock(opened.folder, block);
  const there = [...found.values()].filter((record) => record !== null);
  const total = mine.reduce((sum, { count }) => sum + count * plan.arms.length, 0);
  let progress: BatchProgress = {
    done: there.reduce((sum, { rows }) => sum + rows, 0),
    total,
    failed: there.reduce((sum, { failed }) => sum + failed.runs, 0),
  };
  options.onProgress?.(progress);
  let ran = 0;
  const finished = await overBlocks(opened, fromMyOwnPlace(todo), true, options, (record, isNew) => {
    if (isNew) ran += 1;
    progress = { done: progress.done + record.rows, total, failed: progress.failed + record.failed.runs };
    options.onProgress?.(progress);
  });
  if (finished) return { kind: 'done', ran, found: mine.length - ran };
  // A block may have been closed whose word did not come any more.
  const kept = mine.flatMap(({ block }) => finishedBlock(opened, block, false) ?? []);
  return { kind: 'interrupted', progress: { ...progress, done: kept.reduce((sum, { rows }) => sum + rows, 0) } };
}

/** Processes that work on the same blocks at once begin at different ones, and so seldom run one twice. The order changes no result. */
function fromMyOwnPlace(blocks: readonly StoredBlock[]): readonly StoredBlock[] {
  const from = blocks.length === 0 ? 0 : (process.pid * 7919) % blocks.length;
  return [...blocks.slice(from), ...blocks.slice(0, from)];
}

/**
 * Runs these blocks, in any order; with `keep` they are stored, unless another process did so meanwhile, else only their records are made.
 * `take` gets each record as it comes. False when the signal stopped the work; what was finished is kept, what was not is swept away.
 */
export async function overBlocks(
  opened: OpenedBatch,
  blocks: readonly StoredBlock[],
  keep: boolean,
  { workers = defaultWorkers(), signal }: BatchOptions,
  take: (record: BlockRecord, ran: boolean) => void,
): Promise<boolean> {
  if (blocks.length === 0) return true;
  const tasks = blocks.map((block) => ({ ...block, folder: resolve(opened.folder), keep }));
  const worker = { file: new URL('./store-worker.ts', import.meta.url), setup: null };
  const count = Math.max(1, Math.min(workers, tasks.length));
  try {
    return await runInPool<StoreTask, StoreAnswer>(worker, tasks, count, signal, (_, answer) => {
      if ('fault' in answer) throw new FolderFault(answer.fault, answer.kind);
      take(answer.record, answer.ran);
    });
  } finally {
    if (keep) sweepUnfinished(opened, isAlive);
  }
}

/** The futures first .. first + count - 1 under every arm. */
export interface StoredBlock {
  readonly block: number;
  readonly first: number;
  readonly count: number;
}

export function storedBlocks(plan: Pick<Plan, 'blocks'>): readonly StoredBlock[] {
  return plan.blocks.map(({ first, count }, block) => ({ block, first, count }));
}

export const RESULT_FORMAT = 'greyzone.batch-result/1';

/** What all blocks together are. */
export interface MergedBatch {
  readonly format: typeof RESULT_FORMAT;
  /** SHA-256 of the manifest's text. */
  readonly manifest: string;
  readonly runs: number;
  readonly blocks: number;
  readonly failed: { readonly runs: number; readonly reasons: Readonly<Partial<Record<FailureReason, number>>> };
  /** Engines that ran, and why others could not. */
  readonly engines: readonly string[];
  readonly refusals: readonly string[];
  /** Of the Parquet files with the rows. */
  readonly bytes: number;
  /** SHA-256 over the digests of the blocks, in order, each on a line. */
  readonly digest: string;
  /** The same of what is kept turn by turn, where it is. */
  readonly series?: { readonly rows: number; readonly bytes: number; readonly digest: string };
}

export type Merge =
  | { readonly kind: 'whole'; readonly merged: MergedBatch; readonly records: readonly BlockRecord[] }
  | { readonly kind: 'missing'; readonly missing: readonly number[] };

/**
 * The whole batch, or the blocks that it lacks (counted from 0); of one that stopped by itself, those up to its stop. `thorough` reads every byte.
 * Throws a FolderFault for a folder with blocks of another batch, and for a batch that is to stop by itself and has not yet.
 */
export function mergeStored(opened: OpenedBatch, thorough: boolean): Merge {
  refuseStrange(opened);
  const found = Array.from({ length: finalBlocks(opened) }, (_, block) => finishedBlock(opened, block, thorough));
  const missing = found.flatMap((record, block) => (record === null ? [block] : []));
  if (missing.length > 0) return { kind: 'missing', missing };
  const records = found.filter((record) => record !== null);
  return { kind: 'whole', merged: mergedOf(opened, records), records };
}

/** As `mergeStored`, and the result is written into the folder. */
export function closeStored(opened: OpenedBatch, thorough: boolean): Merge {
  const merge = mergeStored(opened, thorough);
  if (merge.kind === 'missing') return merge;
  sweepUnfinished(opened, isAlive, true);
  writeResult(opened.folder, `${JSON.stringify(merge.merged, null, 2)}\n`);
  return merge;
}

function mergedOf({ manifestHash }: OpenedBatch, records: readonly BlockRecord[]): MergedBatch {
  const reasons: Partial<Record<FailureReason, number>> = {};
  for (const { failed } of records)
    for (const [reason, runs] of Object.entries(failed.reasons) as [FailureReason, number][])
      reasons[reason] = (reasons[reason] ?? 0) + runs;
  const series = records.flatMap((record) => record.series ?? []);
  return {
    format: RESULT_FORMAT,
    manifest: manifestHash,
    runs: records.reduce((sum, { rows }) => sum + rows, 0),
    blocks: records.length,
    failed: { runs: records.reduce((sum, { failed }) => sum + failed.runs, 0), reasons },
    engines: [...new Set(records.map(({ engine }) => engine))],
    refusals: [...new Set(records.flatMap(({ refusals }) => refusals))],
    bytes: records.reduce((sum, { bytes }) => sum + bytes, 0),
    digest: digestOver(records),
    ...(series.length === 0 ? {} : { series: seriesOf(series) }),
  };
}

function digestOver(parts: readonly { readonly digest: string }[]): string {
  return sha256(parts.map(({ digest }) => `${digest}\n`).join(''));
}

function seriesOf(series: readonly SeriesRecord[]): NonNullable<MergedBatch['series']> {
  return {
    rows: series.reduce((sum, { rows }) => sum + rows, 0),
    bytes: series.reduce((sum, { bytes }) => sum + bytes, 0),
    digest: digestOver(series),
  };
}

export function refuseStrange(opened: OpenedBatch): void {
  const strange = strangeBlocks(opened);
  if (strange.length === 0) return;
  const some = `${strange.slice(0, 3).join(', ')}${strange.length > 3 ? `, ... (${strange.length} in all)` : ''}`;
  throw new FolderFault(
    `${opened.folder} holds blocks that are not of its manifest (${some}): the manifest was changed, or folders were mixed. ` +
      'Put the right files back, or begin anew in another folder',
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
