// The sections of a study + its figures -> one self-contained page: no script, nothing fetched, headings in order, every figure with words and numbers.

import { type Html, html, textOf, trusted } from '../html/html.ts';
import { isPanels, sizeOf } from '../pictures/panels.ts';
import { figure } from '../pictures/picture.ts';
import { counted } from '../text-layout.ts';
import { ELSEWHERE } from './paper-rows.ts';
import type { Study, StudySection, StudyTable } from './study.ts';
import type { StudyFigure } from './study-figures.ts';
import { firstOutcome, type NumberedFigure, numbered, otherOutcomes } from './study-order.ts';
import { MOST_COLUMNS, studyStyle } from './study-style.ts';

const NUMBERS = 'numbers-of-the-figures';
const NUMBERS_TITLE = 'The figures in words and numbers';
/** Numbers of a figure with more rows are points of a cloud, and only the JSON has them. */
const MOST_ROWS = 360;
/** In pixels. A drawing that is wider scrolls in a region of its own on narrow screens; two narrow ones stand abreast. */
const NARROW = 420;
const LEGIBLE = 640;

/** The whole page as one file; it fetches nothing and runs no script. */
export function studyPage(study: Study, sections: readonly StudySection[], figures: readonly StudyFigure[]): string {
  const { title, version } = study.scenario;
  const { design } = study;
  const all = numbered(sections, figures);
  const book = bookOf(study, sections, all);
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
  all.length === 0
    ? null
    : html`<li class="off-paper"><a href="#${NUMBERS}"><span class="place"></span>${NUMBERS_TITLE}</a></li>\n`
}</ol>
</nav>
</header>
<main id="text" tabindex="-1">
${sections.map((section, i) => sectionHtml(section, i + 1, book))}${numbersHtml(book)}</main>
</body>
</html>
`)}`;
}

/** What the page knows of its whole. */
interface Book {
  readonly study: Study;
  readonly figures: readonly NumberedFigure[];
  /** Ids of the tables by their names. */
  readonly tables: ReadonlyMap<string, string>;
}

function bookOf(study: Study, sections: readonly StudySection[], figures: readonly NumberedFigure[]): Book {
  const named = sections.flatMap(({ tables }) => tables.filter(({ rows }) => rows.length > 0));
  return {
    study,
    figures,
    tables: new Map(named.map(({ id }, i) => [id, `table-${i + 1}`])),
  };
}

/** What is about no outcome or about the leading one stands open; each other outcome is a fold. */
function sectionHtml(section: StudySection, place: number, book: Book): Html {
  const { id, title, paragraphs, about = [], bullets, tables, codes } = section;
  const own = book.figures.filter((one) => one.section === id);
  const first = firstOutcome(section, own);
  const isOpen = ({ outcome }: { readonly outcome?: string }): boolean => outcome === undefined || outcome === first;
  const others = otherOutcomes(section, own);
  return html`<section aria-labelledby="${id}">
<h2 id="${id}"><span class="place">${place}</span>${title}</h2>
${[...paragraphs, ...about.filter(isOpen).map(({ text }) => text)].map((text) => html`<p>${text}</p>\n`)}${
  bullets.length === 0 ? null : html`<ul>\n${bullets.map((text) => html`<li>${text}</li>\n`)}</ul>\n`
}${figuresHtml(own.filter(isOpen))}${tables.filter(isOpen).map((one) => tableHtml(one, book))}${codes.map(
  (text, i) =>
    html`<pre tabindex="0" role="group" aria-label="Text to copy, ${title}, ${i + 1}"><code>${text}</code></pre>\n`,
)}${others.length === 0 ? null : othersHtml(section, own, others, book)}</section>
`;
}

function othersHtml(
  { about = [], tables }: StudySection,
  own: readonly NumberedFigure[],
  others: readonly string[],
  book: Book,
): Html {
  const one = others.length === 1;
  return html`<p class="on-paper note">${counted(others.length, 'other outcome')} ${one ? 'is' : 'are'} left off the paper; ${ELSEWHERE}.</p>
${others.map((outcome) => {
  const mine = (part: { readonly outcome?: string }): boolean => part.outcome === outcome;
  const label =
    book.study.outcomes.find(({ name }) => name === outcome)?.label ??
    book.study.overTime.events.find(({ event }) => event === outcome)?.label ??
    outcome;
  return html`<details class="other"><summary>${label}</summary>
${about.filter(mine).map(({ text }) => html`<p>${text}</p>\n`)}${figuresHtml(own.filter(mine))}${tables.filter(mine).map((table) => tableHtml(table, book))}</details>
`;
})}`;
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
  return html`<figure id="figure-${number}" class="of-${one.place}">
${drawing(one)}
<figcaption><b>Figure ${number}.</b> <bdi>${caption}</bdi>. <a href="#numbers-${number}" aria-label="In words and numbers: figure ${number}">In words and numbers</a></figcaption>
</figure>
`;
}

/** For the screen; paper has the drawings and the tables of the sections. */
function numbersHtml({ figures: all, tables }: Book): Html {
  if (all.length === 0) return html``;
  return html`<section aria-labelledby="${NUMBERS}" class="numbers off-paper">
<h2 id="${NUMBERS}">${NUMBERS_TITLE}</h2>
<p>What was drawn, in words; its numbers to three digits, or where they stand. The report as JSON has them in full.</p>
${all.map(
  (one) => html`<h3 id="numbers-${one.number}">Figure ${one.number}</h3>
<p class="words">${one.alt} <a href="#figure-${one.number}">Back to figure ${one.number}</a></p>
${numbersOf(one, tables)}`,
)}</section>
`;
}

function numbersOf(one: NumberedFigure, tables: Book['tables']): Html | null {
  const {
    number,
    table: { rows },
    tableId,
  } = one;
  const at = tableId === undefined ? undefined : tables.get(tableId);
  if (at !== undefined)
    return html`<p class="words"><a href="#${at}">Its numbers, figure ${number}: a table of its section</a></p>\n`;
  if (rows.length === 0) return null;
  if (rows.length > MOST_ROWS)
    return html`<p class="words">Its ${counted(rows.length, 'row')} are in the report as JSON.</p>\n`;
  return html`<details><summary>${counted(rows.length, 'row')} of figure ${number}</summary>
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
/** A table with more rows scrolls in a window of its own. */
const ROWS_AT_ONCE = 40;

function tableHtml({ id, caption, columns, rows, note, onPaper }: StudyTable, { tables }: Book): Html {
  if (rows.length === 0) return html``;
  const look = columns.map(({ align }, place) => {
    const isLong = align === 'left' && rows.some((row) => (row[place] ?? '').length > LONG);
    const names = [...(align === 'right' && place >= MOST_COLUMNS ? ['right'] : []), ...(isLong ? ['long'] : [])];
    return names.length === 0 ? html`` : html` class="${names.join(' ')}"`;
  });
  const size = rows.length > ROWS_AT_ONCE ? ' tall' : '';
  // Said once for the table: said for every cell it is a tenth of the page.
  const right = columns.flatMap(({ align }, place) =>
    align === 'right' && place < MOST_COLUMNS ? [` r${place + 1}`] : [],
  );
  const printed = onPaper === undefined ? null : new Set(onPaper.rows);
  const isPrinted = (place: number): boolean => printed === null || printed.has(place);
  return html`<div class="wide${size}" tabindex="0" role="group" aria-label="Table: ${caption}">
<table id="${tables.get(id) ?? id}" class="full${columns.length > 7 ? ' broad' : ''}${right}">
<caption>${caption}</caption>
<thead><tr>${columns.map(({ name }, place) => html`<th scope="col"${look[place]!}>${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row, line) =>
    html`<tr${isPrinted(line) ? null : trusted(' class="off-paper"')}>${row.map((cell, place) =>
      place === 0 ? html`<th scope="row"${look[0]!}>${cell}</th>` : html`<td${look[place] ?? null}>${cell}</td>`,
    )}</tr>\n`,
)}</tbody>
</table>
</div>
${onPaper === undefined ? null : html`<p class="on-paper note">${onPaper.note}</p>\n`}${
  note === null ? null : html`<p class="note">${note}</p>\n`
}`;
}
