// `greyzone batch`: plans a batch into a folder, runs what of it is missing or what it needs to decide its goals, and says what lies there.

import {
  batchText,
  failWhenAllFailed,
  mergeBatch,
  nextText,
  type PlanOptions,
  plannedBatch,
  quoted,
  runMissing,
  runToStop,
} from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

export async function batch(idOrPath: string, options: PlanOptions, terminal: Terminal): Promise<void> {
  const stored = await plannedBatch(idOrPath, options);
  const { opened } = stored;
  const again = `greyzone shard ${quoted(opened.folder)} --index 0 --of 1 && greyzone merge ${quoted(opened.folder)}`;
  const { until } = opened.manifest;
  if (until === undefined) await runMissing(stored, { index: 0, of: 1 }, options, again, terminal);
  else await runToStop(stored, until, options, again, terminal);
  const merged = await mergeBatch(opened);
  terminal.out(batchText(opened, merged) + nextText(opened.folder));
  failWhenAllFailed(merged);
}
