// A stored batch -> whether its files are what their records say, and whether running blocks again gives the same.

import type { Plan } from '../plan-batch.ts';
import type { BatchOptions } from '../run-batch.ts';
import { finalBlocks } from '../sequential/stopped-file.ts';
import { finishedBlock, type OpenedBatch } from './batch-folder.ts';
import type { BlockRecord } from './block-record.ts';
import { overBlocks, type StoredBlock, storedBlocks } from './run-stored.ts';

/** What was found out about a stored batch; blocks are numbered from 0. */
export interface Verification {
  /** Blocks that are missing, or whose rows are not those of their records. */
  readonly broken: readonly number[];
  /** Blocks that were run again. */
  readonly again: readonly number[];
  /** Of these, those that gave other numbers. */
  readonly otherNumbers: readonly number[];
  /** Those that gave the same numbers in a file of other bytes. */
  readonly otherBytes: readonly number[];
}

/**
 * `sample`: how many blocks to run again, spread evenly; null runs all of them. Of a batch that stopped by itself only the blocks up to its stop
 * are looked at. Null when the signal stopped the work. Nothing in the folder changes. Throws a FolderFault as `finalBlocks` does.
 */
export async function verifyStored(
  opened: OpenedBatch,
  plan: Plan,
  sample: number | null,
  options: BatchOptions,
): Promise<Verification | null> {
  const records = new Map<number, BlockRecord>();
  const broken: number[] = [];
  const counted = storedBlocks(plan).slice(0, finalBlocks(opened));
  for (const { block } of counted) {
    const record = finishedBlock(opened, block, true);
    if (record === null) broken.push(block);
    else records.set(block, record);
  }
  const chosen = spread(
    counted.filter(({ block }) => records.has(block)),
    sample,
  );
  const total = chosen.reduce((sum, { count }) => sum + count * plan.arms.length, 0);
  const otherNumbers: number[] = [];
  const otherBytes: number[] = [];
  let done = 0;
  const finished = await overBlocks(opened, chosen, false, options, (again) => {
    const there = records.get(again.block)!;
    if (!isSameRuns(again, there)) otherNumbers.push(again.block);
    else if (again.sha256 !== there.sha256 || again.series?.sha256 !== there.series?.sha256)
      otherBytes.push(again.block);
    done += again.rows;
    options.onProgress?.({ done, total, failed: 0 });
  });
  if (!finished) return null;
  const inOrder = (blocks: readonly number[]): readonly number[] => [...blocks].sort((a, b) => a - b);
  return {
    broken,
    again: chosen.map(({ block }) => block),
    otherNumbers: inOrder(otherNumbers),
    otherBytes: inOrder(otherBytes),
  };
}

function isSameRuns(a: BlockRecord, b: BlockRecord): boolean {
  return (
    a.digest === b.digest &&
    a.series?.digest === b.series?.digest &&
    JSON.stringify(a.failed) === JSON.stringify(b.failed)
  );
}

function spread(blocks: readonly StoredBlock[], sample: number | null): readonly StoredBlock[] {
  if (sample === null || sample >= blocks.length) return blocks;
  return Array.from({ length: sample }, (_, index) => blocks[Math.floor(((index + 0.5) * blocks.length) / sample)]!);
}
