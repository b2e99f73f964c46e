// Work that takes a while: progress on stderr, Ctrl-C stops it, and the screen is left as it was.

import { type BatchOptions, type BatchProgress, defaultWorkers, MAX_WORKERS } from '../engine/index.ts';
import { badInput, EXIT, Stop } from './exit-code.ts';
import { createProgressLine } from './progress-line.ts';
import type { Terminal } from './terminal.ts';

type Interrupted = { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** What the work ended with; an interrupted one stops the command. `runs`: how many it will take. `told`: what is said then. */
export async function runInterruptibly<Done extends { readonly kind: 'done' }>(
  runs: number,
  { workers = defaultWorkers(), quiet }: { readonly workers?: number; readonly quiet?: true },
  terminal: Terminal,
  work: (options: BatchOptions) => Promise<Done | Interrupted>,
  told = ({ done, total }: BatchProgress) => `interrupted after ${done} of ${total} runs; nothing was kept or written`,
): Promise<Done> {
  if (workers > MAX_WORKERS) throw badInput(`--workers ${workers}: at most ${MAX_WORKERS}`);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  const line = createProgressLine(terminal, () => performance.now());
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    if (!quiet) line.show({ done: 0, total: runs, failed: 0 });
    const end = await work({ workers, signal: stop.signal, ...(quiet ? {} : { onProgress: line.show }) });
    if (end.kind === 'done') return end;
    throw new Stop(EXIT.interrupted, told(end.progress));
  } finally {
    if (!quiet) line.end();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
