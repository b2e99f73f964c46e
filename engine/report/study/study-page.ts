// The sections of a study + its figures -> one self-contained page: no script, nothing fetched, headings in order, every figure with words and numbers.

import { type Html, html, textOf, trusted } from '../html/html.ts';
import { isPanels, sizeOf } from '../pictures/panels.ts';
import { figure } from '../pictures/picture.ts';
import { counted } from '../text-layout.ts';
import type { Study, StudySection, StudyTable } from './study.ts';
import type { StudyFigure } from './study-figures.ts';
import { type NumberedFigure, numbered } from './study-order.ts';
import { studyStyle } from './study-style.ts';

const NUMBERS = 'numbers-of-the-figures';
const NUMBERS_TITLE = 'The figures in words and numbers';
/** Numbers of a figure with more rows are folded, and stay off the paper: the page has them. */
const ROWS_ON_PAPER = 24;
/** In pixels. A drawing that is wider scrolls in a region of its own on narrow screens; two narrow ones stand abreast. */
const NARROW = 420;
const LEGIBLE = 640;

export function studyPage(study: Study, sections: readonly StudySection[], figures: readonly StudyFigure[]): string {
  const { title, version } = study.scenario;
  const { design } = study;
  const all = numbered(sections, figures);
  const short = title.split(':')[0] ?? title;
  return `<!DOCTYPE html>\n${textOf(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="generator" content="greyzone report">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: report</title>
<style>${trusted(studyStyle(short, `version ${version}`))}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<header>
<p class="kicker">greyzone report · version ${version} of the scenario</p>
<h1>${title}</h1>
<p class="lead">${study.scenario.question}</p>
<p class="facts">${counted(design.runs, 'run')}: ${counted(design.policies.length, 'policy', 'policies')}, ${counted(design.doctrines.length, 'doctrine')}, ${counted(design.variants.length, 'variant')}, ${counted(design.futures, 'future')} each.</p>
<nav aria-label="Contents">
<h2 id="contents">Contents</h2>
<ol>
${sections.map(({ id, title }, i) => html`<li><a href="#${id}"><span class="place">${i + 1}</span>${title}</a></li>\n`)}${
  all.length === 0 ? null : html`<li><a href="#${NUMBERS}"><span class="place"></span>${NUMBERS_TITLE}</a></li>\n`
}</ol>
</nav>
</header>
<main id="text" tabindex="-1">
${sections.map((section, i) => sectionHtml(section, i + 1, all))}${numbersHtml(all)}</main>
</body>
</html>
`)}`;
}

function sectionHtml(section: StudySection, place: number, all: readonly NumberedFigure[]): Html {
  const { id, title, paragraphs, bullets, tables, codes } = section;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}"><span class="place">${place}</span>${title}</h2>
${paragraphs.map((text) => html`<p>${text}</p>\n`)}${
  bullets.length === 0 ? null : html`<ul>\n${bullets.map((text) => html`<li>${text}</li>\n`)}</ul>\n`
}${figuresHtml(all.filter((one) => one.section === id))}${tables.map(tableHtml)}${codes.map(
  (text, i) =>
    html`<pre tabindex="0" role="group" aria-label="Text to copy, ${title}, ${i + 1}"><code>${text}</code></pre>\n`,
)}</section>
`;
}

/** Narrow drawings stand two abreast, wide ones alone; the order stays. */
function figuresHtml(own: readonly NumberedFigure[]): Html {
  const runs: { readonly place: string; readonly narrow: boolean; readonly figures: NumberedFigure[] }[] = [];
  for (const one of own) {
    const narrow = !isPanels(one) && sizeOf(one.svg).width <= NARROW;
    const last = runs.at(-1);
    if (last !== undefined && last.narrow === narrow && last.place === one.place) last.figures.push(one);
    else runs.push({ place: one.place, narrow, figures: [one] });
  }
  return html`${runs.map(({ narrow, figures }) =>
    narrow ? html`<div class="pair">\n${figures.map(figureHtml)}</div>\n` : figures.map(figureHtml),
  )}`;
}

function figureHtml(one: NumberedFigure): Html {
  const { number, caption } = one;
  return html`<figure id="figure-${number}">
${drawing(one)}
<figcaption><b>Figure ${number}.</b> <bdi>${caption}</bdi>. <a href="#numbers-${number}" aria-label="In words and numbers: figure ${number}">In words and numbers</a></figcaption>
</figure>
`;
}

/** Long tables are folded on the screen and left off the paper. */
function numbersHtml(all: readonly NumberedFigure[]): Html {
  if (all.length === 0) return html``;
  return html`<section aria-labelledby="${NUMBERS}" class="numbers">
<h2 id="${NUMBERS}">${NUMBERS_TITLE}</h2>
<p>What was drawn, to three digits. The report as JSON has it in full.</p>
${all.map(
  (one) => html`<h3 id="numbers-${one.number}">Figure ${one.number}</h3>
<p class="words">${one.alt} <a href="#figure-${one.number}">Back to figure ${one.number}</a></p>
${one.table.rows.length === 0 ? null : one.table.rows.length > ROWS_ON_PAPER ? folded(one) : numbersTable(one)}`,
)}</section>
`;
}

function folded(one: NumberedFigure): Html {
  return html`<p class="on-paper words">Its ${counted(one.table.rows.length, 'row')} are in the page and in the report as JSON.</p>
<details><summary>${counted(one.table.rows.length, 'row')} of figure ${one.number}</summary>
${numbersTable(one)}</details>
`;
}

/** In these tables numbers stand right by themselves, and texts are marked: they are most of the page. */
function numbersTable({ number, table: { columns, rows } }: NumberedFigure): Html {
  const isText = columns.map((_, place) => place === 0 || rows.some((row) => typeof row[place] === 'string'));
  const mark = (place: number): Html | null => (isText[place] ? html` class="text"` : null);
  return html`<div class="wide" tabindex="0" role="group" aria-label="Numbers of figure ${number}">
<table>
<caption>Numbers of figure ${number}</caption>
<thead><tr>${columns.map((name, place) => html`<th scope="col"${mark(place)}>${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>${row.map((cell, place) =>
      place === 0 ? html`<th scope="row">${shown(cell)}</th>` : html`<td${mark(place)}>${shown(cell)}</td>`,
    )}</tr>\n`,
)}</tbody>
</table>
</div>
`;
}

function shown(cell: string | number | null): string {
  if (typeof cell === 'string') return cell;
  return cell === null || !Number.isFinite(cell) ? '–' : figure(cell);
}

/** Its sentence is its name, for those who do not see it. */
function drawing(one: NumberedFigure): Html {
  const { alt, number } = one;
  if (isPanels(one))
    return html`<div class="drawing panels" role="img" aria-label="${alt}">\n${one.panels.map((svg) => html`${hidden(svg)}\n`)}</div>`;
  const { width } = sizeOf(one.svg);
  if (width <= NARROW) return html`<div class="drawing" role="img" aria-label="${alt}">${hidden(one.svg)}</div>`;
  const least = Math.round(Math.max(Math.min(width, LEGIBLE), width * 0.72));
  const svg = one.svg.replace('<svg ', `<svg style="min-width:${least}px" `);
  return html`<div class="drawing wide" tabindex="0" role="group" aria-label="Drawing of figure ${number}"><div role="img" aria-label="${alt}">${hidden(svg)}</div></div>`;
}

function hidden(svg: string): Html {
  return trusted(svg.replace('<svg ', '<svg aria-hidden="true" focusable="false" '));
}

const LONG = 34;
/** A table with more rows scrolls in a window of its own; with more than these it stays off the paper. */
const ROWS_AT_ONCE = 40;
const ROWS_OF_PAPER = 150;

function tableHtml({ caption, columns, rows, note }: StudyTable): Html {
  if (rows.length === 0) return html``;
  const look = columns.map(({ align }, place) => {
    const isLong = align === 'left' && rows.some((row) => (row[place] ?? '').length > LONG);
    const names = [...(align === 'right' ? ['right'] : []), ...(isLong ? ['long'] : [])];
    return names.length === 0 ? html`` : html` class="${names.join(' ')}"`;
  });
  const size = rows.length > ROWS_OF_PAPER ? ' tall off-paper' : rows.length > ROWS_AT_ONCE ? ' tall' : '';
  return html`<div class="wide${size}" tabindex="0" role="group" aria-label="Table: ${caption}">
<table class="full${columns.length > 7 ? ' broad' : ''}">
<caption>${caption}</caption>
<thead><tr>${columns.map(({ name }, place) => html`<th scope="col"${look[place]!}>${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>${row.map((cell, place) =>
      place === 0 ? html`<th scope="row"${look[0]!}>${cell}</th>` : html`<td${look[place] ?? null}>${cell}</td>`,
    )}</tr>\n`,
)}</tbody>
</table>
</div>
${rows.length > ROWS_OF_PAPER ? html`<p class="on-paper note">${caption}: ${counted(rows.length, 'row')}, in the page and in the report as JSON.</p>\n` : null}${
  note === null ? null : html`<p class="note">${note}</p>\n`
}`;
}
