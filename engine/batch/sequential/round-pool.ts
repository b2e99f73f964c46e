// Worker threads that are kept from round to round: a look must not cost a start. Otherwise as `worker-pool.ts`.

import { Tinypool } from 'tinypool';
import { runnerSetup } from '../block-runner.ts';
import { type BatchOptions, defaultWorkers } from '../run-batch.ts';
import { WorkerFault } from '../worker-pool.ts';
import type { PartAnswer, RoundPart, RoundSetup } from './round-part.ts';
import { type RunParts, runSequential, type SequentialEnd, type SequentialPlan } from './run-sequential.ts';

/** Runs it in worker threads. Throws a WorkerFault when one dies or an engine throws. */
export async function runInRounds(
  sequential: SequentialPlan,
  { workers = defaultWorkers(), signal, onProgress }: BatchOptions = {},
): Promise<SequentialEnd> {
  const { plan, settled } = sequential;
  const setup: RoundSetup = { runner: runnerSetup(plan), outcomes: settled.outcomes };
  const pool = new Tinypool({ filename: workerFile(), workerData: setup, minThreads: workers, maxThreads: workers });
  const stop = watch(pool, signal);
  const runParts: RunParts = async (parts, take) => {
    const queue = parts.values();
    const lanes = Array.from({ length: Math.min(workers, parts.length) }, () => runLane(pool, queue, take));
    return Promise.race([Promise.all(lanes).then(() => true), stop]);
  };
  try {
    return await runSequential(sequential, runParts, onProgress);
  } finally {
    await pool.destroy();
  }
}

async function runLane(
  pool: Tinypool,
  queue: Iterator<RoundPart>,
  take: (part: RoundPart, answer: PartAnswer) => void,
): Promise<void> {
  for (let next = queue.next(); next.done !== true; next = queue.next()) {
    const part = next.value;
    const answer: PartAnswer = await pool.run(part).catch((error: unknown) => {
      throw faultOf(error, part);
    });
    take(part, answer);
  }
}

/** Resolves to false on abort; rejects when a worker ends by itself, of which the pool would say nothing. */
function watch(pool: Tinypool, signal: AbortSignal | undefined): Promise<false> {
  const stop = new Promise<false>((resolve, reject) => {
    if (signal?.aborted) resolve(false);
    signal?.addEventListener('abort', () => resolve(false), { once: true });
    pool.on('error', (error: unknown) => reject(faultOf(error, null)));
    for (const thread of pool.threads)
      thread.on('exit', (code: number) =>
        reject(new WorkerFault(`a worker ended before its work (exit code ${code})`)),
      );
  });
  stop.catch(() => {});
  return stop;
}

function faultOf(error: unknown, part: RoundPart | null): WorkerFault {
  const message = error instanceof Error ? error.message : String(error);
  const where = part === null ? '' : ` in futures ${part.first}..${part.first + part.count - 1}`;
  return new WorkerFault(`a worker broke down${where}: ${message}`, { cause: error });
}

/** A worker is a source file in the source tree and a built file in the build. */
function workerFile(): string {
  const { href } = new URL('./round-worker.ts', import.meta.url);
  return import.meta.url.endsWith('.ts') ? href : href.replace(/\.ts$/, '.js');
}
