// `greyzone merge`: reads every byte of a batch, refuses gaps, and writes down what all blocks together are.

import { batchText, failWhenAllFailed, mergeBatch, nextText, openBatch } from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

export async function merge(folder: string, terminal: Terminal): Promise<void> {
  const { opened } = await openBatch(folder);
  const merged = await mergeBatch(opened);
  terminal.out(batchText(opened, merged) + nextText(folder));
  failWhenAllFailed(merged);
}
