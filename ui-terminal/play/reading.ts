// Text to be read: headed paragraphs and small tables that scroll. Shared by the screens that tell rather than show.

import { type Frame, type Line, line, span, wrapText } from './frame.ts';
import type { Context, KeyRow } from './screen.ts';
import { say } from './strings.ts';

/** A paragraph is wrapped; a row stands as it is, with its further lines indented under the second column. */
export type Passage =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'row'; readonly name: string; readonly text: string; readonly tone?: 'good' | 'bad' | 'strong' };

export interface Section {
  readonly heading: string;
  readonly passages: readonly Passage[];
}

export interface Reading {
  /** First line shown. */
  readonly from: number;
}

export const READING_START: Reading = { from: 0 };

export function paragraph(text: string): Passage {
  return { kind: 'paragraph', text };
}

export function row(name: string, text: string, tone?: 'good' | 'bad' | 'strong'): Passage {
  return { kind: 'row', name, text, ...(tone === undefined ? {} : { tone }) };
}

/** Widest text line: longer ones are hard to read. */
const MOST_COLUMNS = 110;

export function readingLines(sections: readonly Section[], width: number): Frame {
  const room = Math.min(width, MOST_COLUMNS) - 4;
  return sections.flatMap(({ heading, passages }, index) => [
    ...(index === 0 ? [] : [line('')]),
    line(' ', span('title', heading)),
    ...passages.flatMap((passage) => linesOf(passage, passages, room)),
  ]);
}

function linesOf(passage: Passage, all: readonly Passage[], room: number): readonly Line[] {
  if (passage.kind === 'paragraph') return wrapWhole(passage.text, room).map((text) => line('   ', text));
  const names = all.flatMap((one) => (one.kind === 'row' ? [one.name.length] : []));
  const first = Math.min(Math.max(...names), Math.floor(room * 0.45));
  const nameLines = wrapWhole(passage.name, first);
  const textLines = wrapWhole(passage.text, room - first - 2);
  return Array.from({ length: Math.max(nameLines.length, textLines.length, 1) }, (_, at) =>
    line(
      '   ',
      span('plain', (nameLines[at] ?? '').padEnd(first + 2)),
      span(passage.tone ?? 'plain', textLines[at] ?? ''),
    ),
  );
}

/** Wrapped, and a word that is too long (a path, an address) goes on in the next line: nothing is cut. */
function wrapWhole(text: string, width: number): readonly string[] {
  const words = text.split(/\s+/).flatMap((word) => (word.length <= width ? [word] : chunks(word, width)));
  return wrapText(words.join(' '), width);
}

function chunks(word: string, width: number): readonly string[] {
  const signs = [...word];
  return Array.from({ length: Math.ceil(signs.length / width) }, (_, at) =>
    signs.slice(at * width, (at + 1) * width).join(''),
  );
}

/** The lines that fit from where one reads, the last one saying where that is. */
export function lookReading(sections: readonly Section[], { from }: Reading, { width, height, looks }: Context): Frame {
  const lines = readingLines(sections, width);
  if (lines.length <= height) return lines;
  const start = Math.min(from, lines.length - (height - 1));
  const shown = lines.slice(start, start + height - 1);
  const last = start + shown.length;
  const arrow = last < lines.length ? looks.glyphs.down : ' ';
  return [...shown, line(span('faint', ` ${arrow} ${say('reading.place', { last, all: lines.length })}`))];
}

export function tellReading(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ heading, passages }) => [
    `${heading}.`,
    ...passages.map((one) => (one.kind === 'paragraph' ? one.text : `${one.name}: ${one.text}`)),
  ]);
}

/** Keys that scroll; `sections` are worked out anew, as they may grow. */
export function readingKeys<State extends Reading>(
  sections: (context: Context) => readonly Section[],
): KeyRow<State>[] {
  const moved = (state: State, context: Context, by: number): State => {
    const most = Math.max(0, readingLines(sections(context), context.width).length - (context.height - 1));
    return { ...state, from: Math.min(Math.max(0, Math.min(state.from, most) + by), most) };
  };
  const by = (lines: (context: Context) => number) => (state: State, context: Context) => ({
    state: moved(state, context, lines(context)),
  });
  return [
    { keys: ['down', 'j'], does: say('key.down'), run: by(() => 1) },
    { keys: ['up', 'k'], does: say('key.up'), run: by(() => -1) },
    { keys: ['space', 'page down'], does: say('key.page-down'), footer: true, run: by(({ height }) => height - 2) },
    { keys: ['page up'], does: say('key.page-up'), run: by(({ height }) => 2 - height) },
    { keys: ['home'], does: say('key.top'), run: by(() => -1e9) },
    { keys: ['end'], does: say('key.bottom'), run: by(() => 1e9) },
  ];
}
