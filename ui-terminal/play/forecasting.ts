// The forecast as the screens see it: ask for one, and look at what has come in so far. The work is done in a thread of its own.

import type { Benchmark, Forecast, ForecastOption } from '../../engine/index.ts';

export interface ForecastAsk {
  readonly seat: string;
  /** Entry of the log from which the futures start. */
  readonly entry: number;
  readonly options: readonly ForecastOption[];
  readonly numbers: readonly string[];
}

/** What is known of an ask: nothing yet, part of the futures, or all of them. */
export type ForecastState =
  | { readonly kind: 'waiting'; readonly done: number; readonly total: number }
  | { readonly kind: 'some'; readonly forecast: Forecast; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly forecast: Forecast }
  | { readonly kind: 'failed'; readonly why: string };

/** Outcomes of futures from the start, every seat held by its strategy, in worlds drawn anew. */
export type BenchmarkState =
  | { readonly kind: 'waiting'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly benchmark: Benchmark }
  | { readonly kind: 'failed'; readonly why: string };

export interface Forecasting {
  /** Starts the work if this was not asked for before; gives what is known. Screens call it while they draw. */
  readonly look: (ask: ForecastAsk) => ForecastState;
  /** The same for the futures that the end is held against. */
  readonly benchmark: () => BenchmarkState;
  readonly cancel: () => void;
}

/** What the game adds: work done ahead of the first question, and the end of the thread. */
export interface ForecastingThread extends Forecasting {
  /** The seat stands here now and may ask soon. */
  readonly prepare: (seat: string, entry: number) => void;
  readonly close: () => void;
}

/** For tests and for screens without a case. */
export const NO_FORECASTING: ForecastingThread = {
  look: () => ({ kind: 'failed', why: 'no forecast here' }),
  benchmark: () => ({ kind: 'failed', why: 'no forecast here' }),
  cancel: () => {},
  prepare: () => {},
  close: () => {},
};
