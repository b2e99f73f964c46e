// A worker thread of `runBatch`: receives the setup once and a block at a time. Started by file name, never imported.

import { Tinypool } from 'tinypool';
import type { BlockResult } from './batch-result.ts';
import { createBlockRunner, createEngines, type RunnerSetup } from './block-runner.ts';
import type { PlannedBlock } from './plan-batch.ts';

let run: Promise<(block: PlannedBlock) => BlockResult> | null = null;

export default async function runBlock(block: PlannedBlock): Promise<BlockResult> {
  run ??= makeRunner(Tinypool.workerData as RunnerSetup);
  return (await run)(block);
}

async function makeRunner(setup: RunnerSetup): Promise<(block: PlannedBlock) => BlockResult> {
  const hold = { held: [] };
  return createBlockRunner(setup, await createEngines(setup, hold), hold);
}
