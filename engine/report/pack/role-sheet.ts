// The book of a seat -> its role sheet, for the people of that cell and nobody else.

import { type Html, html } from '../html/html.ts';
import type { LeverRow, SeatBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { page, section } from './page.ts';

export function roleSheet(seat: SeatBook, look: PackLook): string {
  const { brief, role } = seat;
  return page(seat.open, look, {
    title: `Role sheet: ${seat.label}`,
    audience: `the cell ${seat.label}, and not the other cells`,
    body: html`${role === null ? null : html`<h2>Who you are</h2>\n<p class="text">${role.who}</p>\n`}${
      brief === null ? null : html`<h2>Where you stand</h2>\n<p class="text">${brief}</p>\n`
    }${role === null ? null : html`${section('What you want', role.aims)}${section('What you bring to the table', role.brings)}`}${levers(seat)}${
      role === null ? null : section('Advice', role.advice)
    }`,
  });
}

function levers({ levers, budget }: SeatBook): Html {
  if (levers.length === 0)
    return html`<h2>What you can do</h2>\n<p>Your cell has no order forms. You speak, ask and advise.</p>\n`;
  return html`<h2>What you can do</h2>
${budget === null ? null : html`<p>Your budget: ${budget.start} at the start and ${budget.perTurn} each turn. What does not fit it is not carried out.</p>\n`}<table>
<caption>Your levers, on your order form in every move</caption>
<thead><tr><th scope="col">Lever</th><th scope="col">Levels</th><th scope="col">At the start</th></tr></thead>
<tbody>
${levers.map(
  (lever) =>
    html`<tr><th scope="row">${leverName(lever)}</th><td>${lever.levels.join(' · ')}</td><td>${lever.start}</td></tr>\n`,
)}</tbody>
</table>
`;
}

export function leverName({ label, member }: LeverRow): string {
  return member === null ? label : `${label}, ${member}`;
}
