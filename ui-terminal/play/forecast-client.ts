// Stands for the thread that forecasts: keeps what was asked and what has come, sends what is new, and calls when there is more to show.

import { Worker } from 'node:worker_threads';
import type { Session } from '../../engine/index.ts';
import type { BenchmarkState, ForecastAsk, ForecastingThread, ForecastState } from './forecasting.ts';

/** To the thread. Entries are sent once each, in order. */
export type ToThread =
  | { readonly kind: 'entries'; readonly entries: ReturnType<Session['entries']> }
  | { readonly kind: 'ask'; readonly key: string; readonly ask: ForecastAsk }
  | { readonly kind: 'prepare'; readonly seat: string; readonly entry: number }
  | { readonly kind: 'benchmark' }
  | { readonly kind: 'cancel' };

export type FromThread =
  | { readonly kind: 'forecast'; readonly key: string; readonly state: ForecastState }
  | { readonly kind: 'benchmark'; readonly state: BenchmarkState };

/** Forecasts kept: a person looks back and forth between a few. */
const KEPT = 64;
/** The thread is started this long after the case was opened, so as not to slow down the first pictures. */
const START_AFTER = 400;

export function createForecastThread(session: Session, news: () => void): ForecastingThread {
  const known = new Map<string, ForecastState>();
  let benchmark: BenchmarkState | null = null;
  let worker: Worker | null = null;
  let current: string | null = null;
  let broken: string | null = null;
  let sent = 0;
  let closed = false;

  const start = (): Worker => {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const { scenario, opening } = session.ground;
    const thread = new Worker(new URL(`./forecast-worker.${extension}`, import.meta.url), {
      workerData: { scenario, opening },
      // The screen has one writer.
      stdout: true,
      stderr: true,
    });
    thread.unref();
    thread.on('message', hear);
    thread.on('error', (error) => fail(error instanceof Error ? error.message : String(error)));
    return thread;
  };
  const hear = (message: FromThread): void => {
    if (closed) return;
    if (message.kind === 'benchmark') benchmark = message.state;
    else known.set(message.key, furtherThan(known.get(message.key), message.state));
    news();
  };
  const fail = (why: string): void => {
    broken = why;
    worker = null;
    for (const [key, state] of known) if (state.kind !== 'done') known.set(key, { kind: 'failed', why });
    if (benchmark !== null && benchmark.kind !== 'done') benchmark = { kind: 'failed', why };
    if (!closed) news();
  };
  const send = (message: ToThread): void => {
    if (closed || broken !== null) return;
    worker ??= start();
    const entries = session.entries();
    if (entries.length > sent) {
      worker.postMessage({ kind: 'entries', entries: entries.slice(sent) } satisfies ToThread);
      sent = entries.length;
    }
    worker.postMessage(message);
  };
  const warm = setTimeout(() => send({ kind: 'cancel' }), START_AFTER);
  warm.unref();

  return {
    look: (ask) => {
      const key = keyOf(ask);
      const state = known.get(key);
      if (state !== undefined && (key === current || state.kind === 'done' || state.kind === 'failed')) return state;
      if (broken !== null) return { kind: 'failed', why: broken };
      const begun: ForecastState = state ?? { kind: 'waiting', done: 0, total: 0 };
      current = key;
      known.delete(key);
      known.set(key, begun);
      if (known.size > KEPT) known.delete(known.keys().next().value!);
      send({ kind: 'ask', key, ask });
      return begun;
    },
    benchmark: () => {
      if (benchmark === null) {
        benchmark = broken === null ? { kind: 'waiting', done: 0, total: 0 } : { kind: 'failed', why: broken };
        send({ kind: 'benchmark' });
      }
      return benchmark;
    },
    prepare: (seat, entry) => send({ kind: 'prepare', seat, entry }),
    cancel: () => {
      current = null;
      send({ kind: 'cancel' });
    },
    close: () => {
      closed = true;
      clearTimeout(warm);
      void worker?.terminate();
    },
  };
}

/** A word on how far it is takes nothing away of what was already forecast. */
function furtherThan(known: ForecastState | undefined, news: ForecastState): ForecastState {
  if (news.kind !== 'waiting' || known?.kind !== 'some') return news;
  return { ...known, done: news.done, total: news.total };
}

/** The same entry, seat and options in the same order are the same ask. */
export function keyOf({ seat, entry, options, numbers }: ForecastAsk): string {
  const named = options.map(({ name, levers }) => [name, Object.entries(levers).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return JSON.stringify([entry, seat, named, numbers]);
}
