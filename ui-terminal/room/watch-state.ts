// The projector as pure state: which page, how large, how far scrolled. It only reads.

import type { ScreenView } from '../../engine/index.ts';
import type { Seen } from './room-door.ts';
import type { Place } from './room-keys.ts';

export const WATCH_PAGES = ['all', 'map', 'questions', 'injects', 'news'] as const;
export type WatchPage = (typeof WATCH_PAGES)[number];

export interface WatchState {
  readonly page: WatchPage;
  readonly isBig: boolean;
  readonly scroll: number;
  /** Injects that there were when it was scrolled: a new one brings the page back to its top. */
  readonly heard: number;
  readonly isHelp: boolean;
}

export interface WatchContext extends Place {
  readonly seen: Seen<ScreenView>;
}

export function startWatch(): WatchState {
  return { page: 'all', isBig: false, scroll: 0, heard: 0, isHelp: false };
}

/** Lines above the first one that is shown. */
export function scrollOf({ scroll, heard }: WatchState, { seen }: WatchContext): number {
  return heard === (seen.view?.injects.length ?? 0) ? scroll : 0;
}
