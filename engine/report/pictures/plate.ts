// Marks on a plane -> an SVG text, for pictures that are grids rather than charts. Sizes in pixels; texts are escaped.

import { type Html, html, textOf, trusted } from '../html/html.ts';
import { FONT, INK } from './theme.ts';

/** A mark, or marks on one another. */
export type Marks = Html | readonly Marks[];

export const LETTER = 6.2;
export const LINE = 13;

export function plate(width: number, height: number, marks: readonly Marks[]): string {
  return textOf(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}"><g font-family="${FONT}" font-size="11" fill="${INK}">${marks}</g></svg>`,
  );
}

export interface Wording {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly size?: number;
  readonly fill?: string;
  /** Drawn around the letters, so that lines behind them do not disturb. */
  readonly halo?: string;
}

/** Lines of text, the first with its middle at `y`. */
export function words(x: number, y: number, lines: readonly string[], wording: Wording = {}): Html {
  const { anchor = 'start', bold = false, size = 11, fill = INK, halo } = wording;
  const marks = [
    anchor === 'start' ? '' : ` text-anchor="${anchor}"`,
    bold ? ' font-weight="bold"' : '',
    size === 11 ? '' : ` font-size="${size}"`,
    fill === INK ? '' : ` fill="${fill}"`,
    halo === undefined ? '' : ` stroke="${halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`,
  ].join('');
  return html`${lines.map((line, i) => html`<text x="${round(x)}" y="${round(y + i * LINE + size * 0.36)}"${trusted(marks)}>${line}</text>`)}`;
}

export interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly opacity?: number;
  readonly dash?: string;
}

export function rectangle(x: number, y: number, width: number, height: number, paint: Paint): Html {
  return html`<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${painted(paint)}/>`;
}

/** `d` is a path of SVG. */
export function path(d: string, paint: Paint): Html {
  return html`<path d="${d}"${painted(paint)}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, paint: Paint = {}): Html {
  return path(`M${round(x1)},${round(y1)}L${round(x2)},${round(y2)}`, { stroke: INK, ...paint });
}

export function circle(x: number, y: number, radius: number, paint: Paint): Html {
  return html`<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}"${painted(paint)}/>`;
}

export function diamond(x: number, y: number, radius: number, paint: Paint): Html {
  const corners = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ] as const;
  return path(`M${corners.map(([x, y]) => `${round(x)},${round(y)}`).join('L')}Z`, paint);
}

/** Slanted lines over a rectangle: a pattern without an id, so that pages may hold the picture twice. */
export function hatch(x: number, y: number, width: number, height: number, stroke: string): Html {
  const strokes: string[] = [];
  for (let at = 7; at < width + height; at += 7) {
    const [x1, y1] = at <= height ? [x, y + at] : [x + at - height, y + height];
    const [x2, y2] = at <= width ? [x + at, y] : [x + width, y + at - width];
    strokes.push(`M${round(x1)},${round(y1)}L${round(x2)},${round(y2)}`);
  }
  return path(strokes.join(''), { stroke, strokeWidth: 0.9, opacity: 0.4 });
}

/** A text in lines of so many letters; one that needs more than `most` ends in dots, a word longer than a line is cut, best after a `_`, `+`, `-` or `/`. */
export function linesOf(text: string, letters: number, most: number): readonly string[] {
  const room = Math.max(4, Math.floor(letters));
  const pieces = text
    .split(/\s+/)
    .flatMap((word) => [...chunks(word, room)])
    .filter((word) => word !== '');
  const lines: string[] = [];
  for (const piece of pieces) {
    const longer = `${lines.at(-1)} ${piece}`;
    if (lines.length > 0 && longer.length <= room) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]!.slice(0, room - 1)}…`];
}

function* chunks(word: string, room: number): Iterable<string> {
  let letters = [...word];
  while (letters.length > room) {
    const joint = letters.findLastIndex((letter, at) => at < room && at > 1 && '_+-/'.includes(letter));
    yield letters.slice(0, joint < 0 ? room - 1 : joint + 1).join('') + (joint < 0 ? '-' : '');
    letters = letters.slice(joint < 0 ? room - 1 : joint + 1);
  }
  yield letters.join('');
}

function painted({ fill = 'none', stroke, strokeWidth, opacity, dash }: Paint): Html {
  const marks = [
    ` fill="${fill}"`,
    stroke === undefined ? '' : ` stroke="${stroke}"`,
    strokeWidth === undefined ? '' : ` stroke-width="${strokeWidth}"`,
    opacity === undefined ? '' : ` opacity="${opacity}"`,
    dash === undefined ? '' : ` stroke-dasharray="${dash}"`,
  ];
  return trusted(marks.join(''));
}

function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
