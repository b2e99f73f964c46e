// The open book -> a poster of the ladder: every state in the order of the file, lowest first, with how the news may put it.

import { html } from '../html/html.ts';
import type { OpenBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { page } from './page.ts';

/** Null where the scenario has no ladder to show. */
export function ladderPoster(book: OpenBook, look: PackLook): string | null {
  const { ladder } = book;
  if (ladder === null) return null;
  return page(book, look, {
    title: 'Ladder poster',
    audience: 'the wall',
    body: html`<h2>${ladder.label}</h2>
<p>How things can stand in a place, and how the news may put it. They can go up and down, and can skip a step.</p>
<ol class="rungs">
${ladder.states.map(
  ({ label, sounds, inside }) =>
    html`<li><div><strong>${label}</strong>${
      inside === null ? null : html` <span class="small">(${inside})</span>`
    }${sounds === null ? null : html`<br>${sounds}`}</div></li>\n`,
)}</ol>
`,
  });
}
