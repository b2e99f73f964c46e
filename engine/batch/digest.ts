// Every outcome of every run -> one SHA-256: two batches that agree in it agree in every bit of every number.

import { createHash } from 'node:crypto';

const RUNS_AT_ONCE = 4096;
const CANONICAL_NAN = 0x7ff8000000000000n;

/**
 * SHA-256 in hex over the outcomes as little-endian IEEE doubles. Order: future (world, then replication); in it the arms (variant,
 * policy, doctrine, as listed); in it the outcomes in the order of the model. A missing value is the one NaN 0x7ff8000000000000.
 * `columns[outcome][arm * futures + future]`. Independent of workers and blocks, which no longer exist here.
 */
export function digest(columns: readonly Float64Array[], arms: number, futures: number): string {
  const hash = createHash('sha256');
  const perFuture = arms * columns.length;
  const bytes = new DataView(new ArrayBuffer(8 * perFuture * Math.min(futures, RUNS_AT_ONCE)));
  for (let first = 0; first < futures; first += RUNS_AT_ONCE) {
    const count = Math.min(RUNS_AT_ONCE, futures - first);
    for (let i = 0; i < count; i++) writeFuture(bytes, 8 * i * perFuture, columns, arms, futures, first + i);
    hash.update(new Uint8Array(bytes.buffer, 0, 8 * count * perFuture));
  }
  return hash.digest('hex');
}

function writeFuture(
  bytes: DataView,
  offset: number,
  columns: readonly Float64Array[],
  arms: number,
  futures: number,
  future: number,
): void {
  let at = offset;
  for (let arm = 0; arm < arms; arm++) {
    for (const column of columns) {
      const value = column[arm * futures + future] ?? Number.NaN;
      if (Number.isNaN(value)) bytes.setBigUint64(at, CANONICAL_NAN, true);
      else bytes.setFloat64(at, value, true);
      at += 8;
    }
  }
}
