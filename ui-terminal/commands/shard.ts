// `greyzone shard`: runs what is missing of one share of a planned batch. Any number of shards may run at once, on any machines that see the folder.

import { badInput } from '../exit-code.ts';
import {
  counted,
  openBatch,
  quoted,
  refuseOtherVersion,
  refuseParts,
  runMissing,
  runToStop,
  type WorkOptions,
} from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

export interface ShardOptions extends WorkOptions {
  readonly index: number;
  readonly of: number;
}

export async function shard(folder: string, options: ShardOptions, terminal: Terminal): Promise<void> {
  const { index, of } = options;
  if (index >= of) throw badInput(`--index ${index}: with --of ${of} shards count from 0 to ${of - 1}`);
  const stored = await openBatch(folder);
  refuseOtherVersion(stored.opened);
  const again = `greyzone shard ${quoted(folder)} --index ${index} --of ${of}`;
  const { until } = stored.opened.manifest;
  if (until !== undefined) {
    refuseParts(stored.opened, of);
    const { status, blocks, worlds } = await runToStop(stored, until, options, again, terminal);
    terminal.out(`stopped, ${status}, after ${counted(blocks, 'block')} and ${counted(worlds, 'world')}\n`);
    return;
  }
  const { ran, found } = await runMissing(stored, { index, of }, options, again, terminal);
  terminal.out(`shard ${index} of ${of} is whole: ${counted(ran, 'block')} run, ${found} found\n`);
}
