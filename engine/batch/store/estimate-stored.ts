// A planned batch -> what it may take, judged by a few blocks that are run and thrown away.

import type { Plan } from '../plan-batch.ts';
import type { BatchOptions } from '../run-batch.ts';
import type { OpenedBatch } from './batch-folder.ts';
import { overBlocks } from './run-stored.ts';

/** What a whole batch may take, judged by a few of its runs. */
export interface Estimate {
  /** Runs that were timed. */
  readonly runs: number;
  /** Seconds of one process for the whole batch, without its start. */
  readonly seconds: number;
  readonly bytes: number;
  /** Of what is kept turn by turn; of a sketch rather too many, since its bins fill up. Null where nothing is. */
  readonly seriesBytes: number | null;
}

/** Runs of the two blocks that are compared: their difference is what further runs cost. */
const SMALL = 256;
const LARGE = 2048;

/** One process runs three small blocks. Null when the signal stopped it. */
export async function estimateStored(
  opened: OpenedBatch,
  plan: Plan,
  { signal, now = () => performance.now() }: Pick<BatchOptions, 'signal' | 'now'>,
): Promise<Estimate | null> {
  const arms = plan.arms.length;
  const futures = (runs: number): number => Math.max(1, Math.min(plan.futures, Math.round(runs / arms)));
  const counts = [futures(SMALL), futures(SMALL), futures(LARGE)];
  const seen: {
    readonly at: number;
    readonly rows: number;
    readonly bytes: number;
    readonly series: number | null;
  }[] = [];
  const blocks = counts.map((count) => ({ block: 0, first: 0, count }));
  const one = { workers: 1, ...(signal === undefined ? {} : { signal }) };
  const finished = await overBlocks(opened, blocks, false, one, ({ rows, bytes, series }) =>
    seen.push({ at: now(), rows, bytes, series: series?.bytes ?? null }),
  );
  const [warm, small, large] = seen;
  if (!finished || warm === undefined || small === undefined || large === undefined) return null;
  const more = large.rows - small.rows;
  const [first, second] = [(small.at - warm.at) / 1000, (large.at - small.at) / 1000];
  // A batch no larger than the small block: what it took is what it takes.
  const perRun = more > 0 ? Math.max(0, second - first) / more : first / small.rows;
  const bytesPerRun = more > 0 ? Math.max(0, large.bytes - small.bytes) / more : 0;
  const bytesPerBlock = Math.max(0, small.bytes - bytesPerRun * small.rows);
  return {
    runs: large.rows,
    seconds: Math.max(second / large.rows, perRun) * plan.runs,
    bytes: Math.round(bytesPerBlock * plan.blocks.length + bytesPerRun * plan.runs),
    seriesBytes:
      small.series === null || large.series === null
        ? null
        : grown(plan, [small.rows, small.series], [large.rows, large.series]),
  };
}

/** Bytes of a block grow with some power of its runs: 1 for rows, less for counts. The power is that between the two blocks that were made. */
function grown(
  { arms, blocks }: Plan,
  [fewRuns, fewBytes]: readonly [number, number],
  [manyRuns, manyBytes]: readonly [number, number],
): number {
  const rate = Math.log(manyRuns / fewRuns);
  const power = rate > 0 ? Math.min(1, Math.max(0, Math.log(manyBytes / fewBytes) / rate)) : 1;
  return Math.round(
    blocks.reduce((sum, { count }) => sum + manyBytes * ((count * arms.length) / manyRuns) ** power, 0),
  );
}
