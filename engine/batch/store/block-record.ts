// What is known of a block that was stored: the file that lies beside its rows and is written after them. A block without it was never finished.

import type { FailedRun } from '../../model/block.ts';
import type { FailureReason } from '../../vocabulary.ts';

export const BLOCK_FORMAT = 'greyzone.block/1';

/** Failed runs told in full; of the others only the reasons are counted. */
export const MOST_TOLD = 20;

export interface BlockRecord {
  readonly format: typeof BLOCK_FORMAT;
  /** SHA-256 of the manifest's text. */
  readonly manifest: string;
  /** Counted from 0. */
  readonly block: number;
  readonly first: number;
  readonly count: number;
  readonly rows: number;
  readonly failed: {
    readonly runs: number;
    readonly reasons: Readonly<Partial<Record<FailureReason, number>>>;
    readonly told: readonly FailedRun[];
  };
  /** Name of the engine that ran, and why others could not. */
  readonly engine: string;
  readonly refusals: readonly string[];
  /** See `digest`: over the outcomes of this block's runs. */
  readonly digest: string;
  /** Of the Parquet file. */
  readonly bytes: number;
  readonly sha256: string;
  /** Where the batch keeps its runs turn by turn. */
  readonly series?: SeriesRecord;
}

export interface SeriesRecord {
  readonly rows: number;
  /** SHA-256 over its numbers. */
  readonly digest: string;
  /** Of its Parquet file. */
  readonly bytes: number;
  readonly sha256: string;
}

export function failuresOf(failed: readonly FailedRun[]): BlockRecord['failed'] {
  const reasons: Partial<Record<FailureReason, number>> = {};
  for (const { reason } of failed) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const inOrder = [...failed].sort((a, b) => a.arm - b.arm || a.world - b.world || a.replication - b.replication);
  return { runs: failed.length, reasons, told: inOrder.slice(0, MOST_TOLD) };
}

/** Text -> record; null when it is none, as one that was cut off. */
export function readBlockRecord(text: string): BlockRecord | null {
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) ? data : null;
  } catch {
    return null;
  }
}

function isRecord(data: unknown): data is BlockRecord {
  if (typeof data !== 'object' || data === null) return false;
  const record = data as Partial<BlockRecord>;
  const { format, manifest, block, first, count, rows, digest, bytes, sha256, failed, series } = record;
  const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  const isHash = (text: unknown): boolean => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
  return (
    format === BLOCK_FORMAT &&
    [manifest, digest, sha256].every(isHash) &&
    (series === undefined || ([series?.digest, series?.sha256].every(isHash) && isWhole(series?.bytes))) &&
    [block, first, count, rows, bytes].every(isWhole) &&
    isWhole(failed?.runs)
  );
}
