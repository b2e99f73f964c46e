// Stands for the thread that compares: starts it, keeps the last that it said, and calls when there is more to show.

import { Worker } from 'node:worker_threads';
import type { BatchAsk, Batching, BatchState } from './batching.ts';

/** From the thread. */
export type FromBatch =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: Omit<Extract<BatchState, { kind: 'done' }>, 'kind' | 'ask'> }
  | { readonly kind: 'failed'; readonly why: string };

/** Frames of progress a second are enough at this distance, in milliseconds. */
const SHOW_EVERY = 100;

export interface BatchThread extends Batching {
  readonly close: () => void;
}

export function createBatchThread(news: () => void): BatchThread {
  let state: BatchState = { kind: 'idle' };
  let worker: Worker | null = null;
  let [began, shown] = [0, 0];

  const end = (): void => {
    const ended = worker;
    worker = null;
    void ended?.terminate();
  };
  const hear = (ask: BatchAsk, message: FromBatch): void => {
    const now = performance.now();
    if (message.kind === 'progress') {
      if (state.kind !== 'running' || state.total === 0) began = now;
      state = { ...message, kind: 'running', ask, seconds: (now - began) / 1000 };
      if (now - shown < SHOW_EVERY && message.done < message.total) return;
      shown = now;
    } else {
      state =
        message.kind === 'done' ? { kind: 'done', ask, ...message.result } : { kind: 'failed', ask, why: message.why };
      end();
    }
    news();
  };
  const cancel = (): void => {
    if (state.kind === 'running') state = { kind: 'stopped', ask: state.ask, done: state.done, total: state.total };
    end();
  };
  return {
    look: () => state,
    start: (ask) => {
      end();
      state = { kind: 'running', ask, done: 0, total: 0, seconds: 0 };
      const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
      const thread = new Worker(new URL(`./batch-worker.${extension}`, import.meta.url), {
        workerData: ask,
        // The screen has one writer.
        stdout: true,
        stderr: true,
      });
      thread.unref();
      worker = thread;
      const isPresent = (): boolean => worker === thread;
      thread.on('message', (message: FromBatch) => isPresent() && hear(ask, message));
      thread.on(
        'error',
        (error) =>
          isPresent() && hear(ask, { kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
      );
      thread.on(
        'exit',
        (code) => isPresent() && hear(ask, { kind: 'failed', why: `its thread ended (exit code ${code})` }),
      );
    },
    cancel,
    close: end,
  };
}
