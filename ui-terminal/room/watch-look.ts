// The projector as a frame of exactly the screen's size, and as sentences for a screen reader or a plain text.

import type { ScreenView } from '../../engine/index.ts';
import { type Frame, fitFrame, line, span } from '../play/frame.ts';
import { sentence } from '../play/labels.ts';
import { readClock, spokenClock } from './exercise-clock.ts';
import {
  centred,
  clockLine,
  ends,
  mannerText,
  moveText,
  newestFirst,
  sourceText,
  stateText,
  valueText,
  whenText,
} from './parts.ts';
import { footer, helpFrame, isTooSmall, liveKeys, remark, spokenKeys, tooSmall } from './room-keys.ts';
import { placeState } from './room-places.ts';
import { say } from './strings.ts';
import { waitingFrame, waitingSentences, whiteText } from './waiting.ts';
import { WATCH_KEYS } from './watch-keys.ts';
import { OWN_ROWS, watchBody } from './watch-pages.ts';
import type { WatchContext, WatchState } from './watch-state.ts';

export function lookOfWatch(state: WatchState, context: WatchContext): Frame {
  const { seen, columns, rows, looks, now } = context;
  const { glyphs } = looks;
  if (isTooSmall(context)) return tooSmall(columns, rows);
  const { view } = seen;
  if (view === null) return waitingFrame(seen, context);
  const live = liveKeys(WATCH_KEYS, state, context);
  const room = rows - OWN_ROWS;
  const body = state.isHelp ? helpFrame(live, columns, room, glyphs) : watchBody(state, context);
  const title = line(' ', span('title', view.title));
  return fitFrame(
    [
      centred(view.handling, 'strong', columns, glyphs.ellipsis),
      ends(title, line(span('plain', `${whenText(view)} `)), columns, glyphs.ellipsis),
      clockLine(view, readClock(view, now), columns, glyphs),
      ...fitFrame(body, columns, room, glyphs.ellipsis),
      remark(whiteText(seen), columns, glyphs),
      footer(live, columns),
    ],
    columns,
    rows,
    glyphs.ellipsis,
  );
}

/** What a person who hears the screen needs, the newest first; keys come last. */
export function tellWatch(state: WatchState, context: WatchContext): readonly string[] {
  const { seen, now } = context;
  if (seen.view === null) return waitingSentences(seen);
  const white = whiteText(seen);
  return [
    ...(white === '' ? [] : [white]),
    ...screenSentences(seen.view, now),
    spokenKeys(liveKeys(WATCH_KEYS, state, context)),
  ];
}

export function screenSentences(view: ScreenView, now: number): readonly string[] {
  const questions = view.move?.questions ?? [];
  return [
    ...headSentences(view, now),
    ...headed(say('tell.questions'), questions),
    ...headed(say('tell.injects'), injectSentences(view)),
    ...headed(say('tell.seen'), seenSentences(view)),
    ...headed(say('tell.places'), placeSentences(view)),
    ...headed(say('tell.news'), newsSentences(view)),
  ];
}

export function headed(title: string, sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : [title, ...sentences];
}

type Shown = Omit<ScreenView, 'kind'>;

export function headSentences(view: Shown, now: number): readonly string[] {
  const situation = view.move?.situation ?? '';
  return [
    ...[view.handling].filter((text) => text !== ''),
    `${view.title}. ${whenText(view)}.`,
    ...spokenClock(readClock(view, now)),
    `${moveText(view)}.`,
    ...(situation === '' ? [] : [situation]),
  ];
}

export function injectSentences({ injects }: Pick<Shown, 'injects'>): readonly string[] {
  return newestFirst(injects).map((inject) => {
    const label = inject.label === '' ? '' : `${sentence(inject.label)}: `;
    return `${label}${inject.text} (${sourceText(inject)})`;
  });
}

export function seenSentences({ machines, numbers }: Pick<Shown, 'machines' | 'numbers'>): readonly string[] {
  const ending = (how: Shown['numbers'][number]['how']): string => (how === 'exact' ? '.' : `, ${mannerText(how)}.`);
  return [
    ...machines.map((row) => `${row.label}: ${stateText(row)}${ending(row.how)}`),
    ...numbers.map((row) => `${row.label}: ${valueText(row)}${ending(row.how)}`),
  ];
}

export function placeSentences({ places }: Pick<Shown, 'places'>): readonly string[] {
  return places.map((place) => `${place.label}: ${placeState(place)}.`);
}

const TOLD = 12;

export function newsSentences({ news }: Pick<Shown, 'news'>): readonly string[] {
  const latest = [...news].sort((a, b) => b.turn - a.turn || b.importance - a.importance).slice(0, TOLD);
  return latest.map(({ turn, text }) => `${say('requests.in-turn', { turn })}: ${text}`);
}
