// The open book -> the situation manual that everybody reads: why we meet, how the time is spent, where the story stands.

import { type Html, html } from '../html/html.ts';
import type { OpenBook } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { page, section } from './page.ts';

export function situationManual(book: OpenBook, look: PackLook): string {
  return page(book, look, {
    title: 'Situation manual',
    audience: 'everybody in the room',
    body: html`<p class="lead">${book.question}</p>
<h2>Aim</h2>
<p class="text">${book.aim}</p>
<p><strong>Kind of exercise:</strong> ${book.type}</p>
${objectives(book)}${schedule(book, false)}${opening(book)}${about(book)}<h2>Cells</h2>
<p>Each cell has a role sheet of its own and order forms. What stands on a role sheet is for that cell.</p>
<ul>
${book.cells.map((label) => html`<li>${label}</li>\n`)}</ul>
${section('Constraints', book.constraints)}${section('Limitations', book.limitations)}${section('Assumptions', book.assumptions)}${places(book)}${ladder(book)}<h2>How a move goes</h2>
<ol>
<li>The white cell reads out what has happened. Parts of it may reach some cells only.</li>
<li>Each cell talks, decides and ticks its order form. A lever without a tick stays as it was.</li>
<li>The white cell collects the forms and plays the turns of the move. What it rules, it says aloud, with its reason.</li>
<li>After the last move comes the hot wash: what was planned, what happened, why, and what to do differently.</li>
</ol>
`,
  });
}

function objectives({ objectives }: OpenBook): Html {
  if (objectives.length === 0) return html``;
  return html`<h2>Objectives</h2>
<ol>
${objectives.map(({ text }) => html`<li>${text}</li>\n`)}</ol>
`;
}

/** Titles of moves say what they are about, so participants meet each one when it begins. */
export function schedule({ moves, briefing, hotWash, turn }: OpenBook, titled: boolean): Html {
  const parts: readonly (readonly [name: string, minutes: number, covers: string])[] = [
    ['Briefing', briefing, 'before the first turn'],
    ...moves.map(
      ({ title, minutes, covers }, i) =>
        [titled ? `Move ${i + 1}: ${title}` : `Move ${i + 1}`, minutes, covers] as const,
    ),
    ['Hot wash', hotWash, 'after the last turn'],
  ];
  const held = parts.filter(([, minutes]) => minutes > 0);
  const until = (end: number): number => held.slice(0, end).reduce((sum, [, minutes]) => sum + minutes, 0);
  return html`<h2>Schedule</h2>
<table>
<caption>${until(held.length)} minutes in all. STARTEX opens the first move, ENDEX closes the last one. A turn is a ${turn}.</caption>
<thead><tr><th scope="col" class="number">From minute</th><th scope="col" class="number">Minutes</th><th scope="col">Part</th><th scope="col">Time in the story</th></tr></thead>
<tbody>
${held.map(
  ([name, minutes, covers], i) =>
    html`<tr><td class="number">${until(i)}</td><td class="number">${minutes}</td><th scope="row">${name}</th><td>${covers}</td></tr>\n`,
)}</tbody>
</table>
`;
}

function opening({ opening }: OpenBook): Html {
  return opening === null ? html`` : html`<h2>Where the story begins</h2>\n<p class="text">${opening}</p>\n`;
}

function about({ notFor }: OpenBook): Html {
  return notFor === null ? html`` : html`<h2>What this is not</h2>\n<p class="text">${notFor}</p>\n`;
}

function places({ places }: OpenBook): Html {
  if (places.length === 0) return html``;
  return html`<h2>Places</h2>
<p>The region map has them as a picture.</p>
<ul>
${places.map(({ label, within }) => html`<li>${label}${within === null ? null : `, ${within.label}`}</li>\n`)}</ul>
`;
}

function ladder({ ladder }: OpenBook): Html {
  if (ladder === null) return html``;
  return html`<h2>The ladder</h2>
<p>How things can stand in a place, and how the news may put it. They can go up and down, and can skip a step.</p>
<ol>
${ladder.states.map(
  ({ label, sounds, inside }) =>
    html`<li><strong>${label}</strong>${inside === null ? null : html` (${inside})`}${sounds === null ? null : html`: ${sounds}`}</li>\n`,
)}</ol>
`;
}
