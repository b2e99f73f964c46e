// The report as data + its figures -> one self-contained page: no script, nothing fetched, headings in order, every figure with words and numbers.

import { type Html, html, textOf, trusted } from '../html/html.ts';
import type { Aar } from './aar.ts';
import { figureTable } from './aar-csv.ts';
import { aarStyle } from './aar-style.ts';
import { shown } from './cells.ts';
import type { Figure } from './figures.ts';
import { type AarSection, type AarTable, sectionsOf } from './sections.ts';

const NUMBERS = 'numbers';

/** The whole page. `figures` as `drawFigures` makes them. */
export function aarHtml(aar: Aar, figures: readonly Figure[]): string {
  const { title } = aar.scenario;
  const handling = aar.seminar?.handling ?? null;
  const sections = sectionsOf(aar);
  const style = aarStyle(`${title.split(':')[0] ?? title} · After-action report`, handling ?? '');
  const links = [
    ...sections.map(({ id, title }) => [id, title] as const),
    ...(figures.length === 0 ? [] : [[NUMBERS, 'Numbers of the figures'] as const]),
  ];
  return `<!DOCTYPE html>\n${textOf(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="greyzone aar">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>After-action report: ${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<header>
<p class="kicker">${title} · version ${aar.scenario.version}</p>
<h1>After-action report</h1>
${handling === null ? null : html`<p class="handling">${handling}</p>\n`}<nav aria-label="Sections">
<ul>
${links.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul>
</nav>
</header>
<main>
${sections.map((section) => sectionHtml(section, figures))}${figures.length === 0 ? null : numbers(figures)}</main>
</body>
</html>
`)}`;
}

function sectionHtml({ id, title, paragraphs, bullets, tables }: AarSection, figures: readonly Figure[]): Html {
  const own = figures.filter(({ section }) => section === id);
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${paragraphs.map((text) => html`<p>${text}</p>\n`)}${
  bullets.length === 0 ? null : html`<ul>\n${bullets.map((text) => html`<li>${text}</li>\n`)}</ul>\n`
}${own.length === 0 ? null : html`<div class="figures">\n${own.map(figureHtml)}</div>\n`}${tables.map((one) => tableHtml(one, null))}</section>
`;
}

/** The picture has its sentence for those who do not see it, and a link to its numbers. */
function figureHtml({ number, caption, svg, alt }: Figure): Html {
  const named = svg.replace('<svg ', `<svg role="img" aria-labelledby="f${number}-alt" `);
  const described = named.replace('>', `>${textOf(html`<title id="f${number}-alt">${alt}</title>`)}`);
  return html`<figure>
${trusted(described)}
<figcaption>Figure ${number}. ${caption}. <a href="#f${number}">Numbers</a></figcaption>
</figure>
`;
}

function numbers(figures: readonly Figure[]): Html {
  return html`<section aria-labelledby="${NUMBERS}">
<h2 id="${NUMBERS}">Numbers of the figures</h2>
<p>What was drawn, rounded to three digits. The CSV files have it unrounded.</p>
${figures.map((one) => tableHtml(figureTable(one), `f${one.number}`))}</section>
`;
}

const FEW_COLUMNS = 4;

/** So many rows stay on one sheet of paper. */
const FEW_ROWS = 8;

function tableHtml({ name, caption, columns, rows }: AarTable, id: string | null): Html {
  if (rows.length === 0) return html``;
  const kind = (place: number): string => columns[place]!.kind;
  return html`<div class="wide${rows.length <= FEW_ROWS ? ' short' : ''}" tabindex="0" role="group" aria-label="Table: ${caption}">
<table id="${id ?? `table-${name}`}" class="${columns.length <= FEW_COLUMNS ? 'narrow' : 'full'}">
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, kind }) => html`<th scope="col" class="${kind}">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>${row.map((cell, place) =>
      place === 0
        ? html`<th scope="row" class="${kind(place)}">${shown(cell)}</th>`
        : html`<td class="${kind(place)}">${shown(cell)}</td>`,
    )}</tr>\n`,
)}</tbody>
</table>
</div>
`;
}
