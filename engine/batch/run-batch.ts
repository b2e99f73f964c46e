// Plan -> result: blocks go to worker threads, results are placed by number.

import { availableParallelism } from 'node:os';
import { type BatchResult, type BlockResult, createResultStore } from './batch-result.ts';
import { runnerSetup } from './block-runner.ts';
import type { Plan, PlannedBlock } from './plan-batch.ts';
import { runInPool } from './worker-pool.ts';

/** How far a batch has come, in runs. */
export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** How the work is done. None of it changes a result. */
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
export function runBlocks(
  plan: Plan,
  blocks: readonly PlannedBlock[],
  workers: number,
  signal: AbortSignal | undefined,
  take: (block: PlannedBlock, result: BlockResult) => void,
): Promise<boolean> {
  const worker = { file: new URL('./block-worker.ts', import.meta.url), setup: runnerSetup(plan) };
  return runInPool(worker, blocks, workers, signal, take);
}
