// The white book -> evaluation guides: for each objective its capability and tasks, each to be rated P, S, M or U, with room for what was seen.

import { type Html, html } from '../html/html.ts';
import type { EvaluationGuide, WhiteBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { page, writingLines } from './page.ts';

const RATINGS: readonly (readonly [letter: string, meaning: string])[] = [
  ['P', 'Performed without challenges: done, and nothing stood in the way of other tasks.'],
  ['S', 'Performed with some challenges: done, but there is something to improve.'],
  ['M', 'Performed with major challenges: done in part, late, or at the cost of other tasks.'],
  ['U', 'Unable to be performed.'],
];

export function evaluationGuides(book: WhiteBook, look: PackLook): string {
  return page(book.open, look, {
    title: 'Evaluation guides',
    audience: 'evaluators and the white cell',
    whiteOnly: true,
    body: html`<p class="fields"><span>Evaluator:</span><span>Cell watched:</span><span>Day:</span></p>
<h2>Ratings</h2>
<dl>
${RATINGS.map(([letter, meaning]) => html`<dt>${letter}</dt><dd>${meaning}</dd>\n`)}</dl>
<p>Write what was seen and heard, and when. Rate afterwards, and rate the task, never a person.</p>
${book.evaluation.map((one, i) => guide(one, i > 0))}`,
  });
}

function guide({ objective, capability, tasks }: EvaluationGuide, onNewPage: boolean): Html {
  return html`<section class="${onNewPage ? 'new-page' : 'first'}">
<h2>${capability}</h2>
<p><strong>Objective, ${objective.name}:</strong> ${objective.text}</p>
<table class="ratings">
<caption>Tasks of the capability ${capability}</caption>
<thead><tr><th scope="col">Critical task</th>${RATINGS.map(([letter]) => html`<th scope="col" class="narrow">${letter}</th>`)}<th scope="col">Seen, heard, when</th></tr></thead>
<tbody>
${tasks.map(
  (task) =>
    html`<tr><th scope="row">${task}</th>${RATINGS.map(([letter]) => html`<td class="narrow"><span class="box" role="img" aria-label="tick for ${letter}"></span></td>`)}<td>${writingLines(2)}</td></tr>\n`,
)}</tbody>
</table>
<div class="keep">
<h3>Strengths</h3>
${writingLines(2)}<h3>To improve</h3>
${writingLines(2)}</div>
</section>
`;
}
