// What the screens of the room are made of: clock, move, questions, injects, numbers, states, news, each as lines of a given width.

import type { RoomHead, RoomInject, RoomNews, RoomNumber, RoomState } from '../../engine/index.ts';
import {
  clipText,
  columnsOf,
  type Frame,
  fitLine,
  type Glyphs,
  type Line,
  line,
  span,
  type Tone,
  widthOf,
} from '../play/frame.ts';
import { sentence, words } from '../play/labels.ts';
import { numberText } from '../play/widgets/number-text.ts';
import { type ClockReading, exerciseText, leftText, timeOfDay } from './exercise-clock.ts';
import { say } from './strings.ts';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Words on lines of at most `width` columns. Nothing is lost: what is longer than a line, as in writing without spaces, goes on below. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let now = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const joined = now === '' ? word : `${now} ${word}`;
    if (columnsOf(joined) <= width) {
      now = joined;
      continue;
    }
    if (now !== '') lines.push(now);
    const pieces = broken(word, width);
    lines.push(...pieces.slice(0, -1));
    now = pieces.at(-1) ?? '';
  }
  return now === '' ? lines : [...lines, now];
}

function broken(word: string, width: number): readonly string[] {
  if (columnsOf(word) <= width) return [word];
  const pieces: string[] = [''];
  for (const { segment } of GRAPHEMES.segment(word)) {
    if (columnsOf(pieces.at(-1)! + segment) <= width) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
  }
  return pieces.filter((piece) => piece !== '');
}

export function textLines(text: string, width: number, tone: Tone = 'plain', indent = ''): Frame {
  return wrapped(text, Math.max(1, width - indent.length)).map((part) => line(span(tone, indent + part)));
}

/** A first sign, and the text beside it. */
export function hanging(sign: string, text: string, width: number, tone: Tone = 'plain', signTone: Tone = tone): Frame {
  const indent = columnsOf(sign);
  return wrapped(text, Math.max(1, width - indent)).map((part, index) =>
    line(span(signTone, index === 0 ? sign : ' '.repeat(indent)), span(tone, part)),
  );
}

/** A blank line after each. */
export function spaced(frame: Frame): Frame {
  return frame.flatMap((row) => [row, line('')]);
}

/** Left and right on one line of exactly `width`; the left gives way. */
export function ends(left: Line, right: Line, width: number, ellipsis: string): Line {
  const shown = fitLine(right, Math.min(widthOf(right), width), ellipsis);
  const room = width - widthOf(shown);
  return [...fitLine(left, Math.max(0, room), ellipsis), ...shown];
}

export function centred(text: string, tone: Tone, width: number, ellipsis: string): Line {
  const shown = clipText(text, width, ellipsis);
  return fitLine(line(' '.repeat(Math.max(0, Math.floor((width - columnsOf(shown)) / 2))), span(tone, shown)), width);
}

/** The lines that show with `scroll` of them above, and how far that is: `18/40`. */
export function windowed(
  frame: Frame,
  scroll: number,
  height: number,
): { readonly frame: Frame; readonly more: string } {
  if (frame.length <= height) return { frame, more: '' };
  const first = Math.min(Math.max(0, scroll), frame.length - height);
  return { frame: frame.slice(first, first + height), more: `${first + height}/${frame.length}` };
}

// Head.

/** `23 March 2015, turn 5 of 18`, or that all turns are played. */
export function whenText(head: RoomHead): string {
  const turn = turnText(head);
  return head.date === '' ? turn : `${head.date}, ${turn}`;
}

export function turnText({ played, turns, over }: RoomHead): string {
  return over ? say('head.over', { turns: played }) : say('head.turn', { turn: played + 1, turns });
}

export function moveText({ move }: Pick<RoomHead, 'move'>): string {
  return move === null
    ? say('head.no-move')
    : say('head.move', { number: move.number, of: move.of, title: move.title });
}

export function clockTone({ phase, left }: ClockReading): Tone {
  if (phase !== 'running') return 'warn';
  return left !== null && left < 0 ? 'bad' : left !== null && left < 60_000 ? 'warn' : 'strong';
}

/** `Move 2 of 3: The stone and the exam | 07:42 left | exercise 21:15`. */
export function clockLine(view: RoomHead, reading: ClockReading, width: number, glyphs: Glyphs): Line {
  const left = leftText(reading);
  const times = line(
    ' ',
    span(clockTone(reading), left),
    left === '' ? '' : span('faint', ` ${glyphs.vertical} `),
    span(reading.phase === 'running' ? 'plain' : 'warn', exerciseText(reading)),
    ' ',
  );
  return ends(line(' ', span('strong', moveText(view))), times, width, glyphs.ellipsis);
}

// Move.

export function situationLines({ move }: Pick<RoomHead, 'move'>, width: number): Frame {
  if (move === null) return textLines(say('move.none'), width, 'faint');
  return textLines(move.situation === '' ? say('move.no-situation') : move.situation, width);
}

export function questionLines(questions: readonly string[], width: number, glyphs: Glyphs): Frame {
  return questions.flatMap((question) => hanging(`${glyphs.bullet} `, question, width, 'plain', 'key'));
}

// Injects.

/** Newest first: of two of one turn the one that was released later. */
export function newestFirst(injects: readonly RoomInject[]): readonly RoomInject[] {
  return injects
    .map((inject, order) => ({ inject, order }))
    .sort(
      (a, b) =>
        b.inject.turn - a.inject.turn ||
        (Date.parse(b.inject.at ?? '') || 0) - (Date.parse(a.inject.at ?? '') || 0) ||
        b.order - a.order,
    )
    .map(({ inject }) => inject);
}

/** `10:32, radio, from the mayor's office, 23 March 2015`; only what is said. */
export function sourceText({ at, from, delivery, date, turn }: RoomInject): string {
  const time = at === null ? '' : timeOfDay(Date.parse(at));
  const sender = from === '' ? '' : say('inject.from', { from });
  const way = [words(delivery), sender].filter((part) => part !== '').join(', ');
  return [time, way, date === '' ? say('head.in-turn', { turn }) : date].filter((part) => part !== '').join(', ');
}

export function injectLines(inject: RoomInject, width: number, isNewest: boolean, glyphs: Glyphs): Frame {
  const sign = isNewest ? `${glyphs.cursor} ` : `${glyphs.bullet} `;
  const tone = isNewest ? 'strong' : 'plain';
  return [
    ...hanging(
      sign,
      inject.label === '' ? inject.text : sentence(inject.label),
      width,
      'title',
      isNewest ? 'warn' : 'faint',
    ),
    ...textLines(sourceText(inject), width, 'faint', '  '),
    ...(inject.label === '' || inject.text === inject.label ? [] : textLines(inject.text, width, tone, '  ')),
  ];
}

export function injectsFrame(injects: readonly RoomInject[], width: number, glyphs: Glyphs): Frame {
  if (injects.length === 0) return textLines(say('inject.none'), width, 'faint');
  return newestFirst(injects).flatMap((inject, index) => [
    ...(index > 0 ? [line('')] : []),
    ...injectLines(inject, width, index === 0, glyphs),
  ]);
}

// What is seen.

type Manner = RoomNumber['how'];

/** In words behind a value; nothing for what is seen as it is. */
export function mannerText(how: Manner): string {
  return how === 'exact' ? '' : say(`how.${how}`);
}

/** The same as one sign, as on the board, where there is no room for words. */
function signOf(how: Manner): string {
  return how === 'late' ? "'" : how === 'noisy' ? '~' : how === 'gated' ? '?' : '';
}

export function valueText({ value, unit }: RoomNumber): string {
  return unit === null || unit === '' ? numberText(value) : `${numberText(value)} ${unit}`;
}

export function stateText({ states }: RoomState): string {
  return states.length === 0 ? say('place.unseen') : states.map(words).join(', ');
}

/** States first: there are fewer of them, and they say more. */
export function seenLines(
  { machines, numbers }: { readonly machines: readonly RoomState[]; readonly numbers: readonly RoomNumber[] },
  width: number,
  glyphs: Glyphs,
): Frame {
  const rows = [
    ...machines.map((row) => ({ label: row.label, value: stateText(row), how: row.how })),
    ...numbers.map((row) => ({ label: row.label, value: valueText(row), how: row.how })),
  ];
  if (rows.length === 0) return textLines(say('seen.nothing'), width, 'faint');
  return rows.map(({ label, value, how }) => {
    const manner = mannerText(how) === '' ? '' : `  ${mannerText(how)}`;
    const fits = columnsOf(label) + columnsOf(value) + columnsOf(manner) < width;
    const withWords = fits ? manner : signOf(how);
    const shown = clipText(value, Math.floor(width * 0.6), glyphs.ellipsis);
    const rest = width - columnsOf(shown) - columnsOf(withWords) - 1;
    const name = fitLine([{ text: label }], Math.max(Math.floor(width * 0.3), rest), glyphs.ellipsis);
    return fitLine([...name, { text: ' ' }, span('strong', shown), span('faint', withWords)], width, glyphs.ellipsis);
  });
}

/** The latest turn first, and in a turn the most important first. */
export function newsFrame(news: readonly RoomNews[], width: number, glyphs: Glyphs): Frame {
  if (news.length === 0) return textLines(say('news.none'), width, 'faint');
  const sorted = news
    .map((item, order) => ({ item, order }))
    .sort((a, b) => b.item.turn - a.item.turn || b.item.importance - a.item.importance || a.order - b.order)
    .map(({ item }) => item);
  return sorted.flatMap((item, index) => {
    const sign = item.importance >= 3 ? '! ' : item.importance === 2 ? `${glyphs.bullet} ` : '  ';
    const tone = item.importance >= 3 ? 'strong' : item.importance === 2 ? 'plain' : 'faint';
    const heading =
      sorted[index - 1]?.turn === item.turn
        ? []
        : textLines(say('news.turn', { turn: item.turn, date: item.date }).replace(/, $/, ''), width, 'title');
    return [...heading, ...hanging(sign, item.text, width, tone, item.importance >= 3 ? 'warn' : 'faint')];
  });
}
