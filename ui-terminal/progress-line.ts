// How far a batch is -> one rewriting line on a terminal, or a line every few seconds elsewhere. Always on stderr.

import type { BatchProgress } from '../engine/index.ts';
import type { Terminal } from './terminal.ts';

const LIVE_EVERY = 100;
const LINE_EVERY = 5000;
const CLEAR = '\r\u001b[K';

export interface ProgressLine {
  show(progress: BatchProgress): void;
  /** Leaves the screen as it was. */
  end(): void;
}

/** `elapsed` in milliseconds since the first run. */
export function progressText({ done, total, failed }: BatchProgress, elapsed: number): string {
  const share = `${done} of ${total} runs (${Math.floor((100 * done) / total)} %)`;
  const failures = failed > 0 ? `, ${failed} failed` : '';
  if (done === 0 || elapsed <= 0) return `${share}${failures}`;
  const rate = (1000 * done) / elapsed;
  return `${share}, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)} runs/s, ${duration((total - done) / rate)} left${failures}`;
}

/** Seconds as `4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `now` in milliseconds. */
export function createProgressLine({ err, liveWidth }: Terminal, now: () => number): ProgressLine {
  const began = now();
  const every = liveWidth === null ? LINE_EVERY : LIVE_EVERY;
  let shown = liveWidth === null ? began : Number.NEGATIVE_INFINITY;
  return {
    show(progress) {
      if (now() - shown < every) return;
      shown = now();
      const text = progressText(progress, shown - began);
      err(liveWidth === null ? `${text}\n` : CLEAR + text.slice(0, liveWidth - 1));
    },
    end() {
      if (liveWidth !== null) err(CLEAR);
    },
  };
}
