// `stopped.json` of a stored batch: where it stopped by itself, and what is decided. Written whole, once; from then on only its blocks count.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interval } from '../../analysis/interval.ts';
import type { ComparisonStanding, StoppingStatus } from '../../analysis/stopping-rule.ts';
import { FolderFault, type OpenedBatch, writeWhole } from '../store/batch-folder.ts';

export const STOPPED_FORMAT = 'greyzone.stopped/1';

/** The same batch with the same goals gives the same text, byte for byte, for any number of workers and however often it was killed. */
export interface Stopped {
  readonly format: typeof STOPPED_FORMAT;
  /** SHA-256 of the manifest's text. */
  readonly manifest: string;
  /** As `--until` reads them, and the policies that `ranking` and `best` speak of. */
  readonly until: string;
  readonly ranked: readonly string[];
  readonly method: 'sequence' | 'spending';
  readonly confidence: number;
  readonly comparisonConfidence: number;
  /** Worlds at every look that was planned; null when there is one after each block. */
  readonly planned: readonly number[] | null;
  /** The first so many blocks count, and no others. */
  readonly blocks: number;
  readonly worlds: number;
  readonly runs: number;
  readonly status: StoppingStatus;
  readonly goals: readonly {
    readonly goal: string;
    readonly variant: string;
    readonly doctrine: string;
    readonly status: StoppingStatus;
  }[];
  readonly comparisons: readonly {
    readonly goal: number;
    readonly outcome: string;
    readonly variant: string;
    readonly doctrine: string;
    readonly policy: string;
    readonly baseline: string;
    readonly verdict: ComparisonStanding['verdict'];
    readonly estimate: number | null;
    readonly interval: Interval | null;
    readonly worlds: number;
    readonly decidedAt: number | null;
  }[];
  readonly looks: readonly { readonly blocks: number; readonly worlds: number; readonly decided: number }[];
}

/** Null when it has not stopped, or when the file is of another batch. */
export function readStopped({ folder, manifestHash }: OpenedBatch): Stopped | null {
  let text: string;
  try {
    text = readFileSync(join(folder, 'stopped.json'), 'utf8');
  } catch {
    return null;
  }
  try {
    const data = JSON.parse(text) as Partial<Stopped> | null;
    const isOurs =
      data?.format === STOPPED_FORMAT && data.manifest === manifestHash && Number.isSafeInteger(data.blocks);
    return isOurs ? (data as Stopped) : null;
  } catch {
    return null;
  }
}

/** How many blocks count: those up to the stop, or all. */
export function countedBlocks(opened: OpenedBatch): number {
  return readStopped(opened)?.blocks ?? opened.manifest.blocks;
}

/** As `countedBlocks`. Throws a FolderFault for a batch that is to stop by itself and has not yet: nobody knows which of its blocks will count. */
export function finalBlocks(opened: OpenedBatch): number {
  if (opened.manifest.until === undefined || readStopped(opened) !== null) return countedBlocks(opened);
  throw new FolderFault(
    `${opened.folder} has not come to its stop yet, so nobody knows which blocks will count: "greyzone shard" with --index 0 --of 1 goes on`,
  );
}

/** Throws a FolderFault when the disk does not take it. */
export function writeStopped({ folder }: OpenedBatch, stopped: Stopped): void {
  writeWhole(join(folder, 'stopped.json'), `${JSON.stringify(stopped, null, 2)}\n`);
}
