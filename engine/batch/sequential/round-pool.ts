// Worker threads that are kept from round to round: a look must not cost a start.

import { runnerSetup } from '../block-runner.ts';
import { type BatchOptions, defaultWorkers } from '../run-batch.ts';
import { openPool } from '../worker-pool.ts';
import type { PartAnswer, RoundPart, RoundSetup } from './round-part.ts';
import { runSequential, type SequentialEnd, type SequentialPlan } from './run-sequential.ts';

/** Runs it in worker threads. Throws a WorkerFault when one dies or an engine throws. */
export async function runInRounds(
  sequential: SequentialPlan,
  { workers = defaultWorkers(), signal, onProgress }: BatchOptions = {},
): Promise<SequentialEnd> {
  const { plan, settled } = sequential;
  const setup: RoundSetup = { runner: runnerSetup(plan), outcomes: settled.outcomes };
  const file = new URL('./round-worker.ts', import.meta.url);
  const pool = openPool<RoundPart, PartAnswer>({ file, setup }, workers, signal);
  try {
    return await runSequential(sequential, pool.run, onProgress);
  } finally {
    await pool.close();
  }
}
