// The white book -> the handbook of the white cell: how to run the day, the master scenario events list, and the questions of all cells.

import { type Html, html } from '../html/html.ts';
import type { MselRow, WhiteBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { bullets, page, section, tickBox, WHITE_CELL_ONLY } from './page.ts';
import { schedule } from './situation-manual.ts';

export function controllerHandbook(book: WhiteBook, look: PackLook): string {
  return page(book.open, look, {
    title: 'Controller and evaluator handbook',
    audience: 'the white cell: director, controllers, evaluators',
    whiteOnly: true,
    body: html`<p>Keep this handbook closed and away from the screen. It holds what has not happened yet.</p>
<h2>Aim</h2>
<p class="text">${book.open.aim}</p>
${book.purpose === null ? null : html`<h2>What the scenario is for</h2>\n<p class="text">${book.purpose}</p>\n`}${objectives(book)}${schedule(book.open, true)}${section('Turns that are not played', book.notPlayed)}${section('Your part', book.role)}${section('What to watch for', book.watch)}${rhythm()}${moves(book)}${overview(book.msel)}${
  book.msel.length === 0 ? null : html`${onlyWhite('Injects in full')}${book.msel.map(entry)}`
}${hotWash()}`,
  });
}

function moves({ moves }: WhiteBook): Html {
  return html`${onlyWhite('Moves: to read out, to ask')}${moves.map(
    ({ title, covers, situation, questions }) => html`<h3>${title}</h3>
<p>It covers ${covers}.</p>
<p class="said">${situation}</p>
${questions.map(({ to, texts }) => html`<p><strong>${to}</strong></p>\n${bullets(texts)}`)}`,
  )}`;
}

function onlyWhite(heading: string): Html {
  return html`<h2 class="new-page">${heading}</h2>\n<p class="white-only">${WHITE_CELL_ONLY}</p>\n`;
}

function objectives({ open }: WhiteBook): Html {
  if (open.objectives.length === 0) return html``;
  return html`<h2>Objectives</h2>
<dl>
${open.objectives.map(({ name, text }) => html`<dt>${name}</dt><dd>${text}</dd>\n`)}</dl>
`;
}

function rhythm(): Html {
  return html`<h2>In each move</h2>
<ol>
<li>Read out the news of the turns that were played. Hand over what goes to some cells only.</li>
<li>Release the injects that are due. Note the minute, and what the cell did with it.</li>
<li>Five minutes before the end, ask for the order forms.</li>
<li>Enter the orders, play the turns, rule where the model is silent. Say each ruling and its reason aloud, and note it.</li>
<li>Behind the plan? Defer or skip an inject rather than a discussion, and note why.</li>
</ol>
`;
}

function overview(msel: readonly MselRow[]): Html {
  if (msel.length === 0)
    return html`<h2>Master scenario events list (MSEL)</h2>\n<p>This seminar has no planned injects.</p>\n`;
  return html`${onlyWhite('Master scenario events list (MSEL)')}<table>
<caption>${msel.length} entries, planned ones first, then those that wait for a condition, then those by hand</caption>
<thead><tr><th scope="col" class="narrow">Id</th><th scope="col">When</th><th scope="col">Inject, to whom, kind, status</th><th scope="col">Released at</th></tr></thead>
<tbody>
${msel.map(
  (row) =>
    html`<tr><td class="narrow">${row.id}</td><td class="formula">${row.when}</td><th scope="row">${row.label}<br><span class="plain">for ${row.to}; ${row.kind}, ${row.status}</span></th><td></td></tr>\n`,
)}</tbody>
</table>
`;
}

function entry(row: MselRow): Html {
  const facts: readonly (readonly [string, string | null])[] = [
    ['When', row.when],
    ['Who', `from ${row.from} to ${row.to}. ${row.delivery}`],
    ['Kind', `${row.kind}, ${row.status}${row.minutes === null ? '' : `, takes ${row.minutes} min`}`],
    ['Serves', row.objectives],
    ['Plays inject', row.inject],
    ['Expected', row.expected],
    ['White-cell notes', row.notes],
  ];
  return html`<section class="keep">
<h3>${row.id}. ${row.label}</h3>
<p class="said">${row.text}</p>
<table aria-label="Inject ${row.id}">
<tbody>
${facts.map(([name, text]) =>
  text === null ? null : html`<tr><th scope="row" class="narrow">${name}</th><td class="text">${text}</td></tr>\n`,
)}<tr><th scope="row" class="narrow">What happened</th><td>${tickBox('released')}&emsp;${tickBox('deferred')}&emsp;${tickBox('skipped')}&emsp;at: &emsp;&emsp;&emsp; because:</td></tr>
</tbody>
</table>
</section>
`;
}

function hotWash(): Html {
  return html`${onlyWhite('Hot wash')}<ol>
<li>Each cell in two minutes: what did you want, and what did you get?</li>
<li>At which moment would another order have changed most? What did you not know then?</li>
<li>Which objective was met, and what was seen that says so?</li>
<li>What should be kept, what changed, who does it, and by when?</li>
</ol>
`;
}
