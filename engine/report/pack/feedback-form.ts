// The open book -> the form that every participant fills in after the hot wash.

import { FEEDBACK_SENTENCES, FEEDBACK_WORDS } from '../feedback-questions.ts';
import { type Html, html } from '../html/html.ts';
import type { OpenBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { page, tickBox, writingLines } from './page.ts';

const SCALE: readonly string[] = ['Not at all', 'A little', 'Partly', 'Mostly', 'Fully'];

export function feedbackForm(book: OpenBook, look: PackLook): string {
  const met = book.objectives.map(({ text }) => text);
  return page(book, look, {
    title: 'Participant feedback',
    audience: 'everybody, after the hot wash. No name is needed',
    body: html`<p class="fields"><span>Cell:</span><span>Day:</span></p>
${rated(
  'How far do you agree?',
  FEEDBACK_SENTENCES.map(({ text }) => text),
)}${met.length === 0 ? null : rated('How far were the objectives met?', met)}<h2>In your own words</h2>
${FEEDBACK_WORDS.map(
  (question) => html`<div class="keep">
<h3>${question}</h3>
${writingLines(3)}</div>
`,
)}`,
  });
}

function rated(heading: string, sentences: readonly string[]): Html {
  return html`<h2>${heading}</h2>
<table class="ratings">
<caption>One tick in each row</caption>
<thead><tr><th scope="col">Sentence</th><th scope="col">Tick one</th></tr></thead>
<tbody>
${sentences.map(
  (sentence) =>
    html`<tr><th scope="row">${sentence}</th><td><ul class="levels">${SCALE.map((step) => html`<li>${tickBox(step)}</li>`)}</ul></td></tr>\n`,
)}</tbody>
</table>
`;
}
