// The files of a pack -> the page that links them all and says who gets which.

import { type Html, html } from '../html/html.ts';
import type { OpenBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { page } from './page.ts';

export interface PackEntry {
  readonly file: string;
  readonly title: string;
  readonly copies: string;
  readonly for: 'everybody' | 'one cell' | 'white cell';
}

const GROUPS: readonly (readonly [PackEntry['for'], string])[] = [
  ['everybody', 'For everybody'],
  ['one cell', 'For one cell each'],
  ['white cell', 'For the white cell only'],
];

export function packIndex(book: OpenBook, look: PackLook, entries: readonly PackEntry[]): string {
  return page(book, look, {
    title: 'Pack for the room',
    audience: 'the director. Print each file from a browser, with backgrounds off and headers off',
    body: html`<p class="lead">${book.question}</p>
${GROUPS.map(([group, heading]) =>
  table(
    heading,
    entries.filter((entry) => entry.for === group),
  ),
)}`,
  });
}

function table(heading: string, entries: readonly PackEntry[]): Html {
  if (entries.length === 0) return html``;
  return html`<h2>${heading}</h2>
<table aria-label="${heading}">
<thead><tr><th scope="col">Document</th><th scope="col">Copies</th></tr></thead>
<tbody>
${entries.map(({ file, title, copies }) => html`<tr><th scope="row"><a href="${file}">${title}</a></th><td>${copies}</td></tr>\n`)}</tbody>
</table>
`;
}
