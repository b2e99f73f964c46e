// A frame is lines of spans: what a screen looks like as plain data, before any terminal. Everything here keeps widths exact.

import stringWidth from 'string-width';

/** What a piece of text is; how that looks is the theme's business. The text alone already says everything. */
export type Tone =
  | 'plain'
  | 'faint'
  | 'strong'
  | 'title'
  | 'cursor'
  | 'good'
  | 'bad'
  | 'warn'
  | 'key'
  | 'series1'
  | 'series2'
  | 'series3'
  | 'series4'
  | 'rung0'
  | 'rung1'
  | 'rung2'
  | 'rung3'
  | 'rung4'
  | 'rung5'
  | 'rung6';

export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}

export type Line = readonly Span[];
export type Frame = readonly Line[];

/** Latin, Cyrillic, box drawing, blocks, arrows and braille: one column each, and most of what is ever shown. */
const PLAIN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0400-\u045f\u2010-\u2027\u2030-\u203a\u2190-\u21ff\u2500-\u25fc\u2800-\u28ff]*$/;

/** Columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

export function line(...parts: readonly (string | Span)[]): Line {
  return parts.map((part) => (typeof part === 'string' ? { text: part } : part));
}

export function span(tone: Tone, text: string): Span {
  return { text, tone };
}

export function widthOf(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

export function textOf(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `width` columns of a text; `ellipsis` marks what was cut. */
export function clipText(text: string, width: number, ellipsis = '.'): string {
  if (columnsOf(text) <= width) return text;
  let [kept, used] = ['', 0];
  for (const { segment } of GRAPHEMES.segment(text)) {
    const next = used + columnsOf(segment);
    if (next > width - ellipsis.length) break;
    [kept, used] = [kept + segment, next];
  }
  return width < ellipsis.length ? '' : kept + ellipsis;
}

/** Exactly `width` columns: cut or filled with spaces. */
export function fitLine(spans: Line, width: number, ellipsis = '.'): Line {
  const out: Span[] = [];
  let left = width;
  for (const one of spans) {
    if (left <= 0) break;
    const text = clipText(one.text, left, ellipsis);
    left -= columnsOf(text);
    out.push({ ...one, text });
  }
  return left > 0 ? [...out, { text: ' '.repeat(left) }] : out;
}

/** Exactly `height` lines of exactly `width` columns. */
export function fitFrame(frame: Frame, width: number, height: number, ellipsis = '.'): Frame {
  return Array.from({ length: Math.max(0, height) }, (_, row) => fitLine(frame[row] ?? [], width, ellipsis));
}

/** Frames side by side, each `width` columns wide, `gap` columns between them. */
export function beside(parts: readonly { readonly frame: Frame; readonly width: number }[], gap = 1): Frame {
  const height = Math.max(0, ...parts.map(({ frame }) => frame.length));
  const space = { text: ' '.repeat(gap) };
  return Array.from({ length: height }, (_, row) =>
    parts.flatMap(({ frame, width }, index) => [...(index > 0 ? [space] : []), ...fitLine(frame[row] ?? [], width)]),
  );
}

/** Words of a text on lines of at most `width` columns; longer words are cut. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let now = '';
  for (const word of text.split(/\s+/).filter((candidate) => candidate !== '')) {
    const joined = now === '' ? word : `${now} ${word}`;
    if (columnsOf(joined) <= width) {
      now = joined;
      continue;
    }
    if (now !== '') lines.push(now);
    now = clipText(word, width);
  }
  return now === '' ? lines : [...lines, now];
}

/** Signs for drawing, by what the terminal can show. */
export interface Glyphs {
  readonly horizontal: string;
  readonly vertical: string;
  readonly corners: readonly [topLeft: string, topRight: string, bottomLeft: string, bottomRight: string];
  readonly bullet: string;
  readonly cursor: string;
  readonly up: string;
  readonly down: string;
  readonly same: string;
  readonly full: string;
  readonly empty: string;
  readonly ellipsis: string;
  /** Eight heights from low to high. */
  readonly bars: string;
  readonly braille: boolean;
}

export const UNICODE: Glyphs = {
  horizontal: '─',
  vertical: '│',
  corners: ['┌', '┐', '└', '┘'],
  bullet: '•',
  cursor: '›',
  up: '▲',
  down: '▼',
  same: '·',
  full: '█',
  empty: '░',
  ellipsis: '…',
  bars: '▁▂▃▄▅▆▇█',
  braille: true,
};

export const ASCII: Glyphs = {
  horizontal: '-',
  vertical: '|',
  corners: ['+', '+', '+', '+'],
  bullet: '*',
  cursor: '>',
  up: '^',
  down: 'v',
  same: '=',
  full: '#',
  empty: '.',
  ellipsis: '.',
  bars: '_.,-=+*#',
  braille: false,
};

/** A titled box of exactly `width` x `height`; what does not fit is cut, and `more` says how much of a list is shown. */
export function box(
  title: string,
  inside: Frame,
  { width, height, glyphs, more = '' }: { width: number; height: number; glyphs: Glyphs; more?: string },
): Frame {
  if (height < 2 || width < 4) return fitFrame(inside, width, height);
  const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners;
  const heading = clipText(` ${title} `, width - 2, glyphs.ellipsis);
  const foot = more === '' ? '' : clipText(` ${more} `, width - 2, glyphs.ellipsis);
  const rest = (text: string): string => glyphs.horizontal.repeat(Math.max(0, width - 2 - columnsOf(text)));
  const side = span('faint', glyphs.vertical);
  return [
    [span('faint', topLeft), span('title', heading), span('faint', rest(heading) + topRight)],
    ...fitFrame(inside, width - 2, height - 2, glyphs.ellipsis).map((row): Line => [side, ...row, side]),
    [span('faint', bottomLeft + rest(foot)), span('faint', foot), span('faint', bottomRight)],
  ];
}

/** Rows of a list around the cursor, and where that is: `3/40`. */
export function scrolled(
  rows: Frame,
  cursor: number,
  height: number,
): { readonly frame: Frame; readonly more: string } {
  if (rows.length <= height) return { frame: rows, more: '' };
  const first = Math.min(Math.max(0, cursor - Math.floor(height / 2)), rows.length - height);
  return { frame: rows.slice(first, first + height), more: `${cursor + 1}/${rows.length}` };
}
