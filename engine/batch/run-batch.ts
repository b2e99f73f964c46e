// Plan -> result: blocks go to worker threads, results are placed by number. The only file that knows threads.

import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import { type BatchResult, type BlockResult, createResultStore } from './batch-result.ts';
import { runnerSetup } from './block-runner.ts';
import type { Plan, PlannedBlock } from './plan-batch.ts';

/** How far a batch has come, in runs. */
export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

export interface BatchOptions {
  /** Worker threads; by default as many as the machine runs at once. Never changes a result. */
  readonly workers?: number;
  /** Abort: workers are stopped at once and nothing is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BatchProgress) => void;
  /** Milliseconds from any fixed moment; for the timing only. */
  readonly now?: () => number;
}

export type BatchEnd =
  | { readonly kind: 'done'; readonly result: BatchResult }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** Where a worker broke down: a fault of ours or of the machine, never of one run (a failed run is data). */
export class WorkerFault extends Error {
  override readonly name = 'WorkerFault';
}

/** Most worker threads that can be asked for. */
export const MAX_WORKERS = 512;

/** As many as the machine runs at once, at most MAX_WORKERS. */
export function defaultWorkers(): number {
  return Math.min(availableParallelism(), MAX_WORKERS);
}

/** Runs every block of the plan. Throws a WorkerFault when a worker dies or an engine throws. */
export async function runBatch(plan: Plan, options: BatchOptions = {}): Promise<BatchEnd> {
  const now = options.now ?? (() => performance.now());
  const began = now();
  const workers = Math.max(1, Math.min(options.workers ?? defaultWorkers(), plan.blocks.length));
  const store = createResultStore(plan);
  let progress: BatchProgress = { done: 0, total: plan.runs, failed: 0 };
  const take = (block: PlannedBlock, result: BlockResult): void => {
    store.place(block, result);
    const done = progress.done + block.count * plan.arms.length;
    progress = { ...progress, done, failed: progress.failed + result.failed.length };
    options.onProgress?.(progress);
  };
  const finished = await runBlocks(plan, plan.blocks, workers, options.signal, take);
  if (!finished) return { kind: 'interrupted', progress };
  return { kind: 'done', result: store.finish({ seconds: (now() - began) / 1000, workers }) };
}

/** Runs blocks of a plan, in any order. False when the signal stopped the work. */
export async function runBlocks(
  plan: Plan,
  blocks: readonly PlannedBlock[],
  workers: number,
  signal: AbortSignal | undefined,
  take: (block: PlannedBlock, result: BlockResult) => void,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const pool = new Tinypool({
    filename: workerFile(),
    workerData: runnerSetup(plan),
    minThreads: workers,
    maxThreads: workers,
  });
  const stop = watch(pool, signal);
  const queue = blocks.values();
  try {
    const lanes = Array.from({ length: workers }, () => runLane(pool, queue, take));
    return await Promise.race([Promise.all(lanes).then(() => true), stop]);
  } finally {
    await pool.destroy();
  }
}

/** Takes the next block until none is left. All lanes share one queue. */
async function runLane(
  pool: Tinypool,
  queue: Iterator<PlannedBlock>,
  take: (block: PlannedBlock, result: BlockResult) => void,
): Promise<void> {
  for (let next = queue.next(); next.done !== true; next = queue.next()) {
    const block = next.value;
    const result: BlockResult = await pool.run(block).catch((error: unknown) => {
      throw faultOf(error, block);
    });
    take(block, result);
  }
}

/** Resolves to false on abort; rejects when a worker ends by itself, of which the pool would say nothing. */
function watch(pool: Tinypool, signal: AbortSignal | undefined): Promise<false> {
  const stop = new Promise<false>((resolve, reject) => {
    signal?.addEventListener('abort', () => resolve(false), { once: true });
    pool.on('error', (error: unknown) => reject(faultOf(error, null)));
    for (const thread of pool.threads) {
      thread.on('exit', (code: number) =>
        reject(new WorkerFault(`a worker ended before its work (exit code ${code})`)),
      );
    }
  });
  stop.catch(() => {});
  return stop;
}

function faultOf(error: unknown, block: PlannedBlock | null): WorkerFault {
  const message = error instanceof Error ? error.message : String(error);
  const where = block === null ? '' : ` in futures ${block.first}..${block.first + block.count - 1}`;
  return new WorkerFault(`a worker broke down${where}: ${message}`, { cause: error });
}

/** The worker is a source file in the source tree and a built file in the build. */
function workerFile(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./block-worker.${extension}`, import.meta.url).href;
}
