// The book of a seat -> its order forms, one page for each move with orders: every lever and its levels to tick.

import { type Html, html } from '../html/html.ts';
import type { SeatBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { bullets, page, tickBox, writingLines } from './page.ts';
import { leverName } from './role-sheet.ts';

export function orderForms(seat: SeatBook, look: PackLook): string {
  return page(seat.open, look, {
    title: `Order forms: ${seat.label}`,
    audience: `the cell ${seat.label}; one form a move, handed back to the white cell at its end`,
    body: html`${seat.open.moves.map((_, i) => form(seat, i))}`,
  });
}

function form(seat: SeatBook, index: number): Html {
  const { title, covers } = seat.open.moves[index]!;
  const { all, own } = seat.questions[index]!;
  const questions = [...all, ...own];
  return html`<section class="${index > 0 ? 'new-page' : 'first'}">
<h2>${seat.label} · ${title}</h2>
<p>It covers ${covers}.</p>
${questions.length === 0 ? null : html`<h3>To talk about</h3>\n${bullets(questions)}`}${orders(seat, title)}</section>
`;
}

function orders(seat: SeatBook, title: string): Html {
  if (seat.levers.length === 0) return html`<h3>What we ask of another cell, or say aloud</h3>\n${writingLines(6)}`;
  return html`<table class="orders">
<caption>Orders, ${title}: tick one level for each lever. No tick, and it stays as it is.</caption>
<thead><tr><th scope="col">Lever</th><th scope="col">Level from now on</th></tr></thead>
<tbody>
${seat.levers.map(
  (lever) =>
    html`<tr><th scope="row">${leverName(lever)}</th><td><ul class="levels">${lever.levels.map(
      (level) => html`<li>${tickBox(level)}</li>`,
    )}</ul></td></tr>\n`,
)}</tbody>
</table>
<div class="keep">
<h3>Why, in one sentence</h3>
${writingLines(1)}<h3>What we ask of another cell, or say aloud</h3>
${writingLines(2)}</div>
<p class="fields"><span>Signed for the cell:</span><span>Time handed in:</span></p>
`;
}
