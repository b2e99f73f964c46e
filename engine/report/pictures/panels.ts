// Drawings of one kind -> one figure: for pages one by one, so that they can stand as the page has room; for files side by side in one SVG.

import { html, textOf, trusted } from '../html/html.ts';
import type { Picture } from './picture.ts';
import { linesOf, words } from './plate.ts';
import { FONT, INK } from './theme.ts';

export interface Panels extends Picture {
  /** SVG texts; two or more. */
  readonly panels: readonly string[];
}

const GAP = 14;

export function panels(title: string, drawn: readonly string[], rest: Omit<Picture, 'svg'>): Panels {
  return { ...rest, svg: sideBySide(title, drawn), panels: drawn };
}

export function isPanels(picture: Picture): picture is Panels {
  return 'panels' in picture;
}

/** Width and height of a drawing of ours. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const found = /^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  if (found === null) throw new Error('a drawing without a size');
  return { width: Number(found[1]), height: Number(found[2]) };
}

/** Two abreast, three where there are many. */
function sideBySide(title: string, drawn: readonly string[]): string {
  const abreast = Math.min(drawn.length, drawn.length > 4 ? 3 : 2) || 1;
  const sizes = drawn.map(sizeOf);
  const column = Math.max(0, ...sizes.map(({ width }) => width)) + GAP;
  const width = Math.max(1, column * abreast - GAP);
  const titles = linesOf(title, (width - 12) / 6.6, 3);
  let y = 14 + titles.length * 14;
  const placed: string[] = [];
  for (let at = 0; at < drawn.length; at += abreast) {
    const row = drawn.slice(at, at + abreast);
    for (const [i, svg] of row.entries())
      placed.push(`<g transform="translate(${column * i},${y})">${insideOf(svg)}</g>`);
    y += Math.max(...sizes.slice(at, at + abreast).map(({ height }) => height)) + GAP;
  }
  const head = textOf(
    html`<g font-family="${FONT}" font-size="11" fill="${INK}">${words(6, 12, titles, { bold: true, size: 12 })}</g>`,
  );
  return textOf(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}">${trusted(head + placed.join(''))}</svg>`,
  );
}

function insideOf(svg: string): string {
  return svg.replace(/^<svg [^>]*>/, '').replace(/<\/svg>\s*$/, '');
}
