// A canvas of dots: 2 x 4 in each cell of the screen as braille, or one letter a cell where the terminal has only ASCII.

import type { Frame, Glyphs, Span, Tone } from '../frame.ts';

/** How a dot looks: its tone, and the letter that stands for it in ASCII. In one cell the ink used last wins. */
export interface Ink {
  readonly tone: Tone;
  readonly letter: string;
}

export interface Canvas {
  /** Dots, not cells: `x` to the right from 0, `y` down from 0. */
  readonly width: number;
  readonly height: number;
  /** A dot outside the canvas is left out. */
  readonly dot: (x: number, y: number, ink: Ink) => void;
  /** A straight line of dots, both ends included. */
  readonly line: (x0: number, y0: number, x1: number, y1: number, ink: Ink) => void;
  /** Letters over the dots, from a cell of the screen on; what would not fit is left out. */
  readonly write: (column: number, row: number, text: string, tone: Tone) => void;
  /** As many lines as the canvas has rows, each exactly as wide as its columns. */
  readonly frame: (glyphs: Glyphs) => Frame;
}

/** Bits of the eight dots of a braille sign, by row and column. */
const BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export function createCanvas(columns: number, rows: number): Canvas {
  const bits = new Uint8Array(columns * rows);
  const inks: (Ink | undefined)[] = Array.from({ length: columns * rows });
  const letters = new Map<number, Span>();
  const dot = (x: number, y: number, ink: Ink): void => {
    const [column, row] = [Math.floor(x / 2), Math.floor(y / 4)];
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return;
    const cell = row * columns + column;
    bits[cell]! |= BITS[Math.floor(y) % 4]![Math.floor(x) % 2]!;
    inks[cell] = ink;
  };
  return {
    width: columns * 2,
    height: rows * 4,
    dot,
    line: (x0, y0, x1, y1, ink) => {
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))));
      if (!Number.isFinite(steps)) return;
      for (let step = 0; step <= steps; step++) {
        const part = step / steps;
        dot(Math.round(x0 + (x1 - x0) * part), Math.round(y0 + (y1 - y0) * part), ink);
      }
    },
    write: (column, row, text, tone) => {
      if (row < 0 || row >= rows) return;
      for (const [index, letter] of [...text].entries())
        if (column + index >= 0 && column + index < columns)
          letters.set(row * columns + column + index, { text: letter, tone });
    },
    frame: ({ braille }) =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column): Span => {
          const cell = row * columns + column;
          const ink = inks[cell];
          const letter = letters.get(cell);
          if (letter !== undefined) return letter;
          if (ink === undefined) return { text: ' ' };
          return { text: braille ? String.fromCodePoint(0x2800 + bits[cell]!) : ink.letter, tone: ink.tone };
        }),
      ).map(joined),
  };
}

/** Neighbours of one tone become one span. */
export function joined(cells: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  for (const cell of cells) {
    const last = spans.at(-1);
    if (last !== undefined && last.tone === cell.tone)
      spans[spans.length - 1] = { ...last, text: last.text + cell.text };
    else spans.push(cell);
  }
  return spans;
}
