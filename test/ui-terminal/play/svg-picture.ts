// The screen of a fake terminal -> an SVG: text as text, in the colours of its cells, the same bytes for the same screen.

import type { Cell, FakeTerminal } from './fake-terminal.ts';

const CELL = { width: 8.4, height: 17, size: 14 };
const EDGE = 14;
/** Its own ground, so that it reads the same on a light page and on a dark one. */
const GROUND = '#16191f';
const INK = '#d6dae0';
const FONT = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace";

interface Run {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly style: Omit<Cell, 'text'>;
}

export function svgPicture(terminal: FakeTerminal, columns: number, rows: number, title: string): string {
  const runs = Array.from({ length: rows }, (_, row) => runsOf(terminal, row, columns)).flat();
  const width = Math.ceil(columns * CELL.width + 2 * EDGE);
  const height = rows * CELL.height + 2 * EDGE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="what" font-family="${FONT}" font-size="${CELL.size}">`,
    `<title id="what">${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${GROUND}"/>`,
    ...runs.flatMap(drawn),
    '</svg>',
    '',
  ].join('\n');
}

/** Neighbours that look alike, without the spaces around them. */
function runsOf(terminal: FakeTerminal, row: number, columns: number): readonly Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < columns; column++) {
    const { text, ...style } = terminal.cell(row, column);
    const last = runs.at(-1);
    const isNext = last !== undefined && last.column + last.text.length === column && isAlike(last.style, style);
    if (isNext) runs[runs.length - 1] = { ...last, text: last.text + (text || ' ') };
    else runs.push({ row, column, text: text || ' ', style });
  }
  return runs.flatMap((run) => (run.style.inverse ? [run] : partsOf(run)));
}

function isAlike(a: Run['style'], b: Run['style']): boolean {
  return a.colour === b.colour && a.bold === b.bold && a.faint === b.faint && a.inverse === b.inverse;
}

/** Words that stand far apart are placed one by one. */
function partsOf(run: Run): readonly Run[] {
  return [...run.text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => ({
    ...run,
    text,
    column: run.column + index,
  }));
}

function drawn({ row, column, text, style }: Run): readonly string[] {
  const x = round(EDGE + column * CELL.width);
  const y = EDGE + row * CELL.height;
  const length = round(text.length * CELL.width);
  const colour = style.colour ?? INK;
  const ground = style.inverse
    ? [`<rect x="${x}" y="${y}" width="${length}" height="${CELL.height}" fill="${colour}"/>`]
    : [];
  const looks = [
    style.inverse ? ` fill="${GROUND}"` : ` fill="${colour}"`,
    style.bold ? ' font-weight="bold"' : '',
    style.faint ? ' opacity="0.65"' : '',
  ].join('');
  const words = text.trimEnd();
  if (words === '') return ground;
  const own = `x="${x}" y="${y + 13}" textLength="${round(words.length * CELL.width)}" lengthAdjust="spacingAndGlyphs"`;
  return [...ground, `<text ${own}${looks} xml:space="preserve">${escaped(words)}</text>`];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
