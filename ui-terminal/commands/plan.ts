// `greyzone plan`: writes the manifest of a batch into a folder, runs nothing of it, and says what it may take.

import { defaultWorkers, type Estimate, estimateStored } from '../../engine/index.ts';
import { duration } from '../progress-line.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import { byteText, counted, type PlanOptions, plannedBatch, quoted, seriesText, telling } from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

/** Shards that take about this many seconds each are worth a place in a queue. */
const SHARD_SECONDS = 600;

export async function plan(idOrPath: string, options: PlanOptions, terminal: Terminal): Promise<void> {
  const { opened, plan } = await plannedBatch(idOrPath, options);
  const { estimate } = await telling(() =>
    runInterruptibly<{ readonly kind: 'done'; readonly estimate: Estimate }>(
      plan.runs,
      { quiet: true },
      terminal,
      async (batch) => {
        const estimate = await estimateStored(opened, plan, batch);
        const progress = { done: 0, total: plan.runs, failed: 0 };
        return estimate === null ? { kind: 'interrupted', progress } : { kind: 'done', estimate };
      },
      () => `interrupted while a few runs were timed; the manifest is in ${opened.folder}`,
    ),
  );
  const { manifest, folder } = opened;
  const { question } = manifest;
  const stops = manifest.until !== undefined;
  const shards = stops ? 1 : Math.max(1, Math.min(manifest.blocks, Math.ceil(estimate.seconds / SHARD_SECONDS)));
  const workers = options.workers ?? defaultWorkers();
  const rows: readonly (readonly [string, string])[] = [
    ['folder', folder],
    [
      'runs',
      `${manifest.runs}: ${counted(manifest.arms.length, 'arm')} x ${counted(question.worlds, 'world')} x ${counted(question.replications, 'replication')}`,
    ],
    [
      'blocks',
      `${manifest.blocks} of ${manifest.blockFutures * manifest.arms.length} runs; ${stops ? 'one shard, since it looks after one block after the other' : `that many shards at most, ${shards} of about ten minutes`}`,
    ],
    ['engine', manifest.engine],
    ...(stops ? [['stops', 'by itself, perhaps long before its last block'] as const] : []),
    ['disk', `${stops ? 'at most ' : ''}about ${byteText(estimate.bytes)}`],
    ...(manifest.series === undefined || estimate.seriesBytes === null
      ? []
      : [['series', `${seriesText(manifest.series)}: about ${byteText(estimate.seriesBytes)} more`] as const]),
    [
      'time',
      `${stops ? 'at most ' : ''}about ${duration(estimate.seconds)} of one processor; ${duration(estimate.seconds / workers)} with ${counted(workers, 'worker')} here`,
    ],
    ['', `Disk and time are estimates, from ${estimate.runs} runs on this machine.`],
  ];
  const text = rows.map(([name, what]) => `${name.padEnd(9)} ${what}`).join('\n');
  const name = quoted(folder);
  const next = [
    `greyzone shard ${name} --index 0 --of ${shards}`,
    `greyzone slurm ${name} --array ${shards}`,
    `greyzone merge ${name}`,
  ];
  terminal.out(`${text}\n\nNext:\n${next.map((line) => `  ${line}\n`).join('')}`);
}
