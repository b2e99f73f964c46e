// The pages of the projector: what stands in each, and which of its lines scroll.

import type { ScreenView } from '../../engine/index.ts';
import { beside, box, type Frame, type Line, line, span } from '../play/frame.ts';
import { blockDigits, blockWidth } from './block-digits.ts';
import { type ClockReading, clockText, ranText, readClock } from './exercise-clock.ts';
import {
  clockTone,
  injectLines,
  injectsFrame,
  moveText,
  newestFirst,
  newsFrame,
  questionLines,
  seenLines,
  situationLines,
  spaced,
  textLines,
  windowed,
} from './parts.ts';
import { placesFrame } from './room-places.ts';
import { say } from './strings.ts';
import { scrollOf, type WatchContext, type WatchState } from './watch-state.ts';

/** Handling, title and clock above; remark and footer below. */
export const OWN_ROWS = 5;

/** Clocks of blocks, what they mean, and a line below. */
const CLOCK_ROWS = 7;
/** From here on all panes stand on one page; below, the move and the injects. */
const ALL_FROM_ROWS = 16;
const THREE_COLUMNS_FROM = 150;

/** The lines of the page that scroll, and how many of them show. */
export interface Scrolling {
  readonly lines: Frame;
  readonly height: number;
}

function bodyHeight(state: WatchState, { rows }: WatchContext): number {
  return rows - OWN_ROWS - (hasBlocks(state, rows) ? CLOCK_ROWS : 0);
}

function hasBlocks({ isBig, page }: WatchState, rows: number): boolean {
  return isBig ? rows >= 20 : page === 'all' && rows >= 40;
}

export function watchLines(state: WatchState, context: WatchContext): Scrolling {
  const { view } = context.seen;
  if (view === null) return { lines: [], height: 1 };
  if (state.isBig) return bigLines(state, view, context);
  const height = bodyHeight(state, context) - 2;
  const [width, { glyphs }] = [context.columns - 2, context.looks];
  switch (state.page) {
    case 'all': {
      const panes = panesOf(state, context, view);
      return { lines: injectsFrame(view.injects, panes.injects.width - 2, glyphs), height: panes.injects.height - 2 };
    }
    case 'map':
      return { lines: seenLines(view, seenWidth(context) - 2, glyphs), height };
    case 'questions':
      return { lines: moveLines(view, width, context), height };
    case 'injects':
      return { lines: injectsFrame(view.injects, width, glyphs), height };
    case 'news':
      return { lines: newsFrame(view.news, width, glyphs), height };
  }
}

/** Exactly or at most as many lines as the body has. */
export function watchBody(state: WatchState, context: WatchContext): Frame {
  const { view } = context.seen;
  if (view === null) return [];
  const reading = readClock(view, context.now);
  const clocks = hasBlocks(state, context.rows) ? clockBlocks(reading, context) : [];
  return [...clocks, ...pageFrame(state, context, view)];
}

function pageFrame(state: WatchState, context: WatchContext, view: ScreenView): Frame {
  const { columns, looks } = context;
  const height = bodyHeight(state, context);
  const scrolling = watchLines(state, context);
  const { frame, more } = windowed(scrolling.lines, scrollOf(state, context), scrolling.height);
  if (state.isBig) return state.page === 'map' ? bigMap(view, context, height) : frame;
  if (state.page === 'all') return allPanes(state, context, view, frame, more);
  if (state.page === 'map') {
    const right = seenWidth(context);
    const left = columns - right - 1;
    return beside([
      { frame: mapPane(view, context, left, height), width: left },
      { frame: box(say('page.seen'), frame, { width: right, height, glyphs: looks.glyphs, more }), width: right },
    ]);
  }
  const title = state.page === 'questions' ? moveText(view) : say(`page.${state.page}`);
  return box(title, frame, { width: columns, height, glyphs: looks.glyphs, more });
}

function seenWidth({ columns }: WatchContext): number {
  return Math.floor(columns * 0.42);
}

function mapPane(view: ScreenView, { looks }: WatchContext, width: number, height: number): Frame {
  const inside =
    view.places.length === 0
      ? textLines(say('places.none'), width - 2, 'faint')
      : placesFrame(view.places, width - 2, height - 2, looks.glyphs);
  return box(say('page.map'), inside, { width, height, glyphs: looks.glyphs, more: cut(inside, { width, height }) });
}

/** Situation and questions. */
function moveLines(view: ScreenView, width: number, { looks }: WatchContext): Frame {
  const questions = view.move?.questions ?? [];
  const asked = questions.length === 0 ? [] : [line(''), ...questionLines(questions, width, looks.glyphs)];
  return [...situationLines(view, width), ...asked];
}

// All on one page.

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Panes {
  readonly move: Size;
  readonly injects: Size;
  /** Null where there is no room. */
  readonly rest: { readonly map: Size; readonly seen: Size; readonly news: Size } | null;
  readonly isThree: boolean;
}

function panesOf(state: WatchState, context: WatchContext, view: ScreenView): Panes {
  const { columns } = context;
  const height = bodyHeight(state, context);
  const isThree = columns >= THREE_COLUMNS_FROM;
  const left = Math.floor((columns - 1) * (isThree ? 0.36 : 0.5));
  const right = columns - 1 - left;
  if (height < ALL_FROM_ROWS)
    return { move: { width: left, height }, injects: { width: right, height }, rest: null, isThree: false };
  const asked = moveLines(view, left - 2, context).length + 2;
  const move = clamp(asked, 4, Math.floor(height * 0.55));
  const things = view.machines.length + view.numbers.length + 2;
  if (isThree) {
    const middle = Math.floor((right - 1) / 2);
    const last = right - 1 - middle;
    const seen = clamp(things, 4, Math.floor(height * 0.5));
    const rest = {
      map: { width: left, height: height - move },
      seen: { width: last, height: seen },
      news: { width: last, height: height - seen },
    };
    return { move: { width: left, height: move }, injects: { width: middle, height }, rest, isThree };
  }
  const injects = Math.max(6, Math.floor(height * 0.42));
  const seen = clamp(things, 4, Math.ceil((height - injects) / 2));
  const rest = {
    map: { width: left, height: height - move },
    seen: { width: right, height: seen },
    news: { width: right, height: height - injects - seen },
  };
  return { move: { width: left, height: move }, injects: { width: right, height: injects }, rest, isThree };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

function allPanes(state: WatchState, context: WatchContext, view: ScreenView, heard: Frame, more: string): Frame {
  const { glyphs } = context.looks;
  const panes = panesOf(state, context, view);
  const { move, injects, rest, isThree } = panes;
  const boxed = (title: string, lines: Frame, size: Size, note = cut(lines, size)): Frame =>
    box(title, lines, { ...size, glyphs, more: note });
  const movePane = boxed(say('move.situation'), moveLines(view, move.width - 2, context), move);
  const injectsPane = boxed(say('page.injects'), heard, injects, more);
  if (rest === null)
    return beside([
      { frame: movePane, width: move.width },
      { frame: injectsPane, width: injects.width },
    ]);
  const { map, seen, news } = rest;
  const left = [...movePane, ...mapPane(view, context, map.width, map.height)];
  const others = [
    ...boxed(say('page.seen'), seenLines(view, seen.width - 2, glyphs), seen),
    ...boxed(say('page.news'), newsFrame(view.news, news.width - 2, glyphs), news),
  ];
  if (isThree)
    return beside([
      { frame: left, width: move.width },
      { frame: injectsPane, width: injects.width },
      { frame: others, width: seen.width },
    ]);
  return beside([
    { frame: left, width: move.width },
    { frame: [...injectsPane, ...others], width: injects.width },
  ]);
}

/** `4/9` for what a pane cannot show. */
function cut(lines: Frame, { height }: Size): string {
  return lines.length > height - 2 ? `${height - 2}/${lines.length}` : '';
}

// Large.

function bigLines(state: WatchState, view: ScreenView, context: WatchContext): Scrolling {
  const height = bodyHeight(state, context);
  const { glyphs } = context.looks;
  const width = context.columns - 4;
  const [newest] = newestFirst(view.injects);
  const questions = questionLines(view.move?.questions ?? [], width, glyphs);
  const inject = newest === undefined ? [] : [...injectLines(newest, width, true, glyphs), line('')];
  const lines = {
    all: [...inject, ...questions],
    map: [],
    questions: questions.length === 0 ? textLines(say('move.no-questions'), width, 'faint') : questions,
    injects: injectsFrame(view.injects, width, glyphs),
    news: newsFrame(view.news, width, glyphs),
  }[state.page];
  const shown = lines.length === 0 ? textLines(say('inject.none'), width, 'faint') : lines;
  return { lines: spaced(shown).map((row): Line => [{ text: '  ' }, ...row]), height };
}

function bigMap(view: ScreenView, { columns, looks }: WatchContext, height: number): Frame {
  if (view.places.length === 0) return textLines(say('places.none'), columns, 'faint');
  return placesFrame(view.places, columns, height, looks.glyphs);
}

/** The move's clock and, where it fits beside, that of the exercise. */
function clockBlocks(reading: ClockReading, { columns, looks }: WatchContext): Frame {
  const { left, exercise, phase } = reading;
  const clocks = [
    ...(left === null
      ? []
      : [
          {
            text: `${left < 0 ? '+' : ''}${clockText(left)}`,
            tone: clockTone(reading),
            word: say(left < 0 ? 'clock.of-move-over' : 'clock.of-move'),
          },
        ]),
    {
      text: ranText(exercise),
      tone: phase === 'running' ? ('faint' as const) : ('warn' as const),
      word: phase === 'running' ? say('clock.of-exercise') : say(`clock.word-${phase}`),
    },
  ];
  const widthAt = (dot: number): number => clocks.reduce((sum, { text }) => sum + blockWidth(text, dot) + 6, 0);
  const dot = widthAt(2) <= columns ? 2 : 1;
  const shown = widthAt(dot) <= columns ? clocks : clocks.slice(0, 1);
  const parts = shown.map(({ text, tone, word }) => {
    const width = Math.max(blockWidth(text, dot), word.length) + 4;
    const frame = [...blockDigits(text, tone, looks.glyphs, dot), line(span('faint', word))];
    return { frame: frame.map((row): Line => [{ text: '  ' }, ...row]), width };
  });
  return [...beside(parts, 2), line('')];
}
