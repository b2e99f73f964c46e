// Batches that are run one after the other -> how far all of them are.

import type { BatchProgress } from './run-batch.ts';

export interface RunningTotal {
  progress(): BatchProgress;
  /** To be told of the next part's own progress. `total`: runs of all parts, where more of them have become known. */
  nextPart(total?: number): (own: BatchProgress) => void;
}

/** `runs`: of all parts, as far as known. `tell` hears of every step of every part. */
export function createRunningTotal(runs: number, tell?: (progress: BatchProgress) => void): RunningTotal {
  let progress: BatchProgress = { done: 0, total: runs, failed: 0 };
  return {
    progress: () => progress,
    nextPart(total = progress.total) {
      const { done, failed } = progress;
      return (own) => {
        progress = { done: done + own.done, total, failed: failed + own.failed };
        tell?.(progress);
      };
    },
  };
}
