// Tasks -> worker threads or processes -> answers, each taken as it comes. The only file that knows of either.

import { Tinypool } from 'tinypool';
import type { PlannedBlock } from './plan-batch.ts';

/** A source file whose default export does one task. */
export interface PoolWorker {
  /** As it is called in the source tree. In the build it is the built file. */
  readonly file: URL;
  /** Handed to each thread once. Null: the work is done by processes of their own, which find everything in their tasks. */
  readonly setup: object | null;
}

/** Where a worker broke down: a fault of ours or of the machine, never of one run (a failed run is data). */
export class WorkerFault extends Error {
  override readonly name = 'WorkerFault';
}

/** Mebibytes of objects in one worker process; columns of numbers lie outside and are bounded by the size of a block. */
const PROCESS_LIMITS: readonly string[] = ['--max-old-space-size=768'];

/** Workers that are kept until they are let go. */
export interface WorkerPool<Task, Answer> {
  /** Works on tasks in any order. False when the signal stopped the work. Throws a WorkerFault when a worker dies or throws. */
  run(tasks: readonly Task[], take: (task: Task, answer: Answer) => void): Promise<boolean>;
  close(): Promise<void>;
}

/** Works on blocks in any order, with workers of their own. As `run` of a pool. */
export async function runInPool<Task extends Pick<PlannedBlock, 'first' | 'count'>, Answer>(
  worker: PoolWorker,
  tasks: readonly Task[],
  workers: number,
  signal: AbortSignal | undefined,
  take: (task: Task, answer: Answer) => void,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const pool = openPool<Task, Answer>(worker, workers, signal);
  try {
    return await pool.run(tasks, take);
  } finally {
    await pool.close();
  }
}

/** Starts them all at once; whoever opens a pool closes it. */
export function openPool<Task extends Pick<PlannedBlock, 'first' | 'count'>, Answer>(
  worker: PoolWorker,
  workers: number,
  signal: AbortSignal | undefined,
): WorkerPool<Task, Answer> {
  const pool = new Tinypool({
    filename: existing(worker.file),
    ...(worker.setup === null
      ? { runtime: 'child_process' as const, execArgv: [...PROCESS_LIMITS] }
      : { workerData: worker.setup }),
    minThreads: workers,
    maxThreads: workers,
  });
  const stop = watch(pool, worker.setup === null ? [] : pool.threads, signal);
  return {
    async run(tasks, take) {
      const queue = tasks.values();
      try {
        const lanes = Array.from({ length: Math.min(workers, tasks.length) }, () => runLane(pool, queue, take));
        return await Promise.race([Promise.all(lanes).then(() => true), stop]);
      } finally {
        // A pool that is being destroyed starts new workers for new tasks: a lane that gets its answer now must find none.
        while (queue.next().done !== true);
      }
    },
    close: () => pool.destroy(),
  };
}

/** Takes the next task until none is left. All lanes share one queue. */
async function runLane<Task extends Pick<PlannedBlock, 'first' | 'count'>, Answer>(
  pool: Tinypool,
  queue: Iterator<Task>,
  take: (task: Task, answer: Answer) => void,
): Promise<void> {
  for (let next = queue.next(); next.done !== true; next = queue.next()) {
    const task = next.value;
    const answer: Answer = await pool.run(task).catch((error: unknown) => {
      throw faultOf(error, task);
    });
    take(task, answer);
  }
}

/** Resolves to false on abort; rejects when a worker ends by itself, of which the pool would say nothing. */
function watch(pool: Tinypool, threads: Tinypool['threads'], signal: AbortSignal | undefined): Promise<false> {
  const stop = new Promise<false>((resolve, reject) => {
    if (signal?.aborted) resolve(false);
    signal?.addEventListener('abort', () => resolve(false), { once: true });
    pool.on('error', (error: unknown) => reject(faultOf(error, null)));
    for (const thread of threads) {
      thread.on('exit', (code: number) =>
        reject(new WorkerFault(`a worker ended before its work (exit code ${code})`)),
      );
    }
  });
  stop.catch(() => {});
  return stop;
}

function faultOf(error: unknown, block: Pick<PlannedBlock, 'first' | 'count'> | null): WorkerFault {
  const message = error instanceof Error ? error.message : String(error);
  const where = block === null ? '' : ` in futures ${block.first}..${block.first + block.count - 1}`;
  return new WorkerFault(`a worker broke down${where}: ${message}`, { cause: error });
}

/** A worker is a source file in the source tree and a built file in the build. */
function existing({ href }: URL): string {
  return import.meta.url.endsWith('.ts') ? href : href.replace(/\.ts$/, '.js');
}
