// One plan, run again and again over the same futures, each time with some quantities held at other numbers. The engines are made once.

import { type BatchResult, createResultStore } from './batch-result.ts';
import type { Held, Plan, PlannedBlock } from './plan-batch.ts';
import { type BatchOptions, type BatchProgress, defaultWorkers, runBlocks } from './run-batch.ts';

export type PointsEnd =
  | { readonly kind: 'done'; readonly results: readonly BatchResult[] }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** One result a point, in their order; each is that of a batch in which these were held. Not timed: their seconds are 0. Throws as `runBatch` does. */
export async function runPoints(
  plan: Plan,
  points: readonly (readonly Held[])[],
  options: BatchOptions = {},
): Promise<PointsEnd> {
  const stores = points.map(() => createResultStore(plan));
  const pointOf = new Map<PlannedBlock, number>();
  const blocks = points.flatMap((held, point) =>
    plan.blocks.map((block) => {
      const own = { ...block, held };
      pointOf.set(own, point);
      return own;
    }),
  );
  const workers = Math.max(1, Math.min(options.workers ?? defaultWorkers(), blocks.length));
  let progress: BatchProgress = { done: 0, total: points.length * plan.runs, failed: 0 };
  const finished = await runBlocks(plan, blocks, workers, options.signal, (block, result) => {
    stores[pointOf.get(block)!]!.place(block, result);
    const done = progress.done + block.count * plan.arms.length;
    progress = { ...progress, done, failed: progress.failed + result.failed.length };
    options.onProgress?.(progress);
  });
  if (!finished) return { kind: 'interrupted', progress };
  return { kind: 'done', results: stores.map((store) => store.finish({ seconds: 0, workers })) };
}
