// A comparison of policies as the screens see it: start one, look at how far it has come, browse what came of it. The work is done in threads of its own.

import type { Comparison } from '../../engine/index.ts';

/** What is not said comes from the scenario's defaults. */
export interface BatchAsk {
  readonly scenario: string;
  readonly seed: string;
  /** Worlds, two or so futures each; null takes the scenario's own number. */
  readonly worlds: number | null;
}

export type BatchState =
  | { readonly kind: 'idle' }
  /** `seconds` since the first run; `total` is 0 until the plan is made. */
  | {
      readonly kind: 'running';
      readonly ask: BatchAsk;
      readonly done: number;
      readonly total: number;
      readonly seconds: number;
    }
  | { readonly kind: 'done'; readonly ask: BatchAsk; readonly comparison: Comparison; readonly shown: BatchShown }
  | { readonly kind: 'stopped'; readonly ask: BatchAsk; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly ask: BatchAsk; readonly why: string };

/** Outcomes that the table shows: those of the scenario's choice. */
export interface BatchShown {
  readonly outcomes: readonly string[];
  readonly main: readonly string[];
}

export interface Batching {
  readonly look: () => BatchState;
  /** Stops one that is running. */
  readonly start: (ask: BatchAsk) => void;
  readonly cancel: () => void;
}

/** For tests and for a program without threads. */
export const NO_BATCHING: Batching = { look: () => ({ kind: 'idle' }), start: () => {}, cancel: () => {} };
