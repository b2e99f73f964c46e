// The keys of the projector: one table, which the footer and the help are made from.

import { liveKeys, type RoomKey } from './room-keys.ts';
import { say } from './strings.ts';
import { watchLines } from './watch-pages.ts';
import { scrollOf, WATCH_PAGES, type WatchContext, type WatchPage, type WatchState } from './watch-state.ts';

type Run = RoomKey<WatchState, WatchContext>['run'];

function scrolledBy(by: number): Run {
  return (state, context) => {
    const { lines, height } = watchLines(state, context);
    const most = Math.max(0, lines.length - height);
    const scroll = Math.min(Math.max(0, scrollOf(state, context) + by), most);
    return { ...state, scroll, heard: context.seen.view?.injects.length ?? 0 };
  };
}

function toPage(page: WatchPage): Run {
  return (state) => ({ ...state, page, scroll: 0 });
}

function pageAfter(by: number): Run {
  return (state, context) => {
    const at = WATCH_PAGES.indexOf(state.page) + by + WATCH_PAGES.length;
    return toPage(WATCH_PAGES[at % WATCH_PAGES.length]!)(state, context);
  };
}

const larger: Run = (state) => ({ ...state, isBig: !state.isBig, scroll: 0 });

export const WATCH_KEYS: readonly RoomKey<WatchState, WatchContext>[] = [
  { keys: ['b'], does: say('key.big'), footer: true, when: ({ isBig }) => !isBig, run: larger },
  { keys: ['b'], does: say('key.small'), footer: true, when: ({ isBig }) => isBig, run: larger },
  ...WATCH_PAGES.map((page, index) => ({
    keys: [String(index + 1)],
    does: say(`page.${page}`).toLowerCase(),
    footer: true,
    run: toPage(page),
  })),
  { keys: ['tab'], does: say('key.next-page'), run: pageAfter(1) },
  { keys: ['shift+tab'], does: say('key.page-before'), run: pageAfter(-1) },
  { keys: ['up', 'k'], does: say('key.up'), run: scrolledBy(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: scrolledBy(1) },
  { keys: ['page up'], does: say('key.page-up'), run: scrolledBy(-10) },
  { keys: ['page down', 'space'], does: say('key.page-down'), run: scrolledBy(10) },
  { keys: ['home', 'g'], does: say('key.first'), run: scrolledBy(-1_000_000) },
  { keys: ['end', 'G'], does: say('key.last'), run: scrolledBy(1_000_000) },
];

/** What a key does; `quit` when it leaves. */
export function pressWatch(state: WatchState, key: string, context: WatchContext): WatchState | 'quit' {
  if (key === 'q') return 'quit';
  if (state.isHelp) return { ...state, isHelp: false };
  if (key === '?') return { ...state, isHelp: true };
  if (context.seen.view === null) return state;
  const row = liveKeys(WATCH_KEYS, state, context).find(({ keys }) => keys.includes(key));
  return row === undefined ? state : row.run(state, context);
}
