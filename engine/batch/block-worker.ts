// A worker thread of `runBatch`: receives the setup once and a block at a time. Started by file name, never imported.

import { Tinypool } from 'tinypool';
import type { BlockResult } from './batch-result.ts';
import { createBlockRunner, type RunnerSetup } from './block-runner.ts';
import type { PlannedBlock } from './plan-batch.ts';

let run: ((block: PlannedBlock) => BlockResult) | null = null;

export default function runBlock(block: PlannedBlock): BlockResult {
  run ??= createBlockRunner(Tinypool.workerData as RunnerSetup);
  return run(block);
}
