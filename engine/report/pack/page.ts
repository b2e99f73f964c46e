// One document of a pack: its parts inside a whole, self-contained page. No script, nothing from outside.

import { type Html, html, textOf, trusted } from '../html/html.ts';
import type { OpenBook } from './pack-book.ts';
import { type PackLook, packStyle } from './pack-style.ts';

/** Stands in every page, so that a folder can be known for a pack. */
export const PACK_MARK = 'greyzone pack';

export const WHITE_CELL_ONLY = 'WHITE CELL ONLY';

export interface PageParts {
  readonly title: string;
  /** Who may read it. */
  readonly audience: string;
  readonly whiteOnly?: boolean;
  readonly landscape?: boolean;
  readonly body: Html;
}

export function page(book: OpenBook, look: PackLook, parts: PageParts): string {
  const { title, audience, whiteOnly = false, landscape = false, body } = parts;
  const handling = whiteOnly ? `${WHITE_CELL_ONLY} · ${book.handling}` : book.handling;
  const style = packStyle(look, { left: `${shortTitle(book)} · ${title}`, right: handling, landscape });
  return `<!DOCTYPE html>\n${textOf(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="${PACK_MARK}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: ${book.title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<header>
<p class="kicker">${book.title} · version ${book.version}</p>
<h1>${title}</h1>
<p class="marks"><span class="handling">${handling}</span> <span class="small">For: ${audience}</span></p>
</header>
<main>
${body}
</main>
</body>
</html>
`)}`;
}

/** What stands before the colon, where there is one. */
function shortTitle({ title }: OpenBook): string {
  return title.split(':')[0] ?? title;
}

/** A list, or nothing where there is nothing to list. */
export function bullets(texts: readonly string[]): Html {
  return texts.length === 0 ? html`` : html`<ul>\n${texts.map((text) => html`<li>${text}</li>\n`)}</ul>\n`;
}

export function section(heading: string, texts: readonly string[]): Html {
  return texts.length === 0 ? html`` : html`<h2>${heading}</h2>\n${bullets(texts)}`;
}

export function tickBox(text: string): Html {
  return html`<span class="box" aria-hidden="true"></span>${text}`;
}

export function writingLines(count: number): Html {
  return html`${Array.from({ length: count }, () => html`<div class="line"></div>\n`)}`;
}
