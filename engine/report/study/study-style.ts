// The style sheet of a study: one calm column for screens wide and narrow, light and dark, and for paper (A4, always light).

import { cssString } from '../html/html.ts';

/** Columns whose numbers stand right by a class of their table. */
export const MOST_COLUMNS = 16;

const RIGHT = Array.from({ length: MOST_COLUMNS }, (_, place) => `.r${place + 1} tr > :nth-child(${place + 1})`);

/** What stands on top of every printed page. */
export function studyStyle(left: string, right: string): string {
  return `
@page {
  size: A4 portrait;
  margin: 22mm 21mm 20mm 21mm;
  @top-left { content: ${cssString(left)}; font: 8pt/1.2 sans-serif; color: #333; }
  @top-right { content: ${cssString(right)}; font: 8pt/1.2 sans-serif; color: #333; text-align: right; }
  @bottom-center { content: counter(page); font: 8.5pt/1.2 sans-serif; color: #333; }
}
:root { color-scheme: light dark; --paper: #fefdfb; --ink: #1b1c1e; --faint: #55585d; --line: #cfcbc3; --band: #f5f2ec; --link: #0b4f7d; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181b; --ink: #e4e2dd; --faint: #a9a7a1; --line: #45474b; --band: #1f2226; --link: #8fc4ea; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #333; --line: #aaa; --band: #f2f2f2; --link: #000; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 3.5rem 1.5rem 5rem; max-width: 48rem; background: var(--paper); color: var(--ink); font: 1.06rem/1.58 Charter, "Bitstream Charter", "Sitka Text", "Source Serif 4", Cambria, Georgia, serif; overflow-wrap: break-word; font-variant-numeric: lining-nums; }
h1, h2, h3 { font-weight: 600; text-wrap: balance; break-after: avoid; }
h1 { font-size: 2.1rem; line-height: 1.18; margin: 0.3rem 0 0.8rem; letter-spacing: -0.01em; }
h2 { font-size: 1.42rem; line-height: 1.25; margin: 3.4rem 0 0.9rem; }
h3 { font-size: 0.98rem; line-height: 1.35; margin: 2rem 0 0.3rem; }
h2 .place { color: var(--faint); font-weight: 400; margin-right: 0.55em; }
p { margin: 0 0 1em; orphans: 3; widows: 3; }
ul { margin: 0 0 1.2em; padding-left: 1.25em; }
li { margin-bottom: 0.4em; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
.skip { position: absolute; left: -100vw; top: 0; padding: 0.6em 1em; background: var(--ink); color: var(--paper); }
.skip:focus { left: 0; }
a:focus-visible, summary:focus-visible, .wide:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
.kicker, .facts, nav, figcaption, summary, table, .note, .words, pre { font-family: "Liberation Sans", Arial, Helvetica, sans-serif; }
.kicker { margin: 0; font-size: 0.84rem; color: var(--faint); }
.lead { font-size: 1.2rem; line-height: 1.5; font-style: italic; }
.facts { font-size: 0.84rem; color: var(--faint); }
nav { margin: 2.2rem 0 0; padding: 1rem 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); font-size: 0.88rem; }
nav h2 { margin: 0 0 0.5rem; font: inherit; font-weight: bold; }
nav ol { margin: 0; padding: 0; list-style: none; columns: 2; column-gap: 2rem; }
nav li { margin: 0; padding: 0.14em 0; break-inside: avoid; }
nav .place { display: inline-block; min-width: 1.9em; color: var(--faint); }
figure { margin: 1.6rem 0 1.9rem; }
.drawing { display: block; }
svg { display: block; max-width: 100%; height: auto; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17.5rem, 100%), 1fr)); gap: 1rem 1rem; align-items: start; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19.5rem, 100%), 1fr)); gap: 0 2rem; align-items: start; }
figcaption { margin: 0.55rem 0 0; font-size: 0.84rem; line-height: 1.45; color: var(--faint); }
figcaption b { color: var(--ink); }
details { margin: 0.35rem 0 0; }
summary { display: inline-block; font-size: 0.84rem; color: var(--link); cursor: pointer; padding: 0.25rem 0; }
summary::before { content: "+ "; }
details[open] > summary::before { content: "\\2212 "; }
.words { font-size: 0.84rem; line-height: 1.45; margin: 0.3rem 0 0.6rem; }
.wide { overflow-x: auto; margin: 0.8rem 0 1.5rem; max-width: 100%; }
.numbers details .wide { max-height: 26rem; overflow-y: auto; margin: 0.3rem 0 0.8rem; }
.tall { max-height: 36rem; overflow-y: auto; border-bottom: 1px solid var(--line); }
.tall thead th { position: sticky; top: 0; background: var(--paper); box-shadow: inset 0 -0.8px var(--ink); }
table { border-collapse: collapse; font-size: 0.82rem; line-height: 1.38; border-top: 1.6px solid var(--ink); border-bottom: 1.6px solid var(--ink); font-variant-numeric: tabular-nums lining-nums; }
.full { width: 100%; }
caption { text-align: left; padding: 0 0 0.5em; font-size: 0.86rem; line-height: 1.4; break-after: avoid; }
th, td { padding: 0.34em 0.9em 0.34em 0; text-align: left; vertical-align: top; font-weight: normal; }
th:last-child, td:last-child { padding-right: 0.2em; }
thead th { border-bottom: 0.8px solid var(--ink); vertical-align: bottom; font-weight: bold; }
tbody tr + tr > * { border-top: 0.5px solid var(--line); }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.right, ${RIGHT} { text-align: right; }
.numbers td, .numbers thead th { text-align: right; }
.numbers td.text, .numbers thead th.text { text-align: left; }
td.right, ${RIGHT.map((one) => `${one}:not(th)`)} { white-space: nowrap; }
.long { min-width: 13em; }
.note { font-size: 0.8rem; color: var(--faint); margin: -1rem 0 1.6rem; }
pre { font: 0.82rem/1.5 "Liberation Mono", "DejaVu Sans Mono", Consolas, monospace; background: var(--band); padding: 0.8rem 1rem; overflow-x: auto; margin: 0 0 1rem; }
.on-paper { display: none; }
.other { margin: 0; border-top: 1px solid var(--line); }
.other:last-child { border-bottom: 1px solid var(--line); }
.other > summary { display: block; font-size: 0.9rem; padding: 0.45rem 0; }
.other[open] { padding-bottom: 1rem; }
.of-charts svg { max-height: 34rem; width: auto; min-width: 0 !important; }
@media (max-width: 44rem) {
  body { padding: 1.6rem 1rem 3rem; font-size: 1.02rem; }
  h1 { font-size: 1.6rem; }
  h2 { font-size: 1.25rem; margin-top: 2.6rem; }
  .lead { font-size: 1.08rem; }
  nav ol { columns: 1; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.45; }
  h1 { font-size: 20pt; }
  h2 { font-size: 13.5pt; margin-top: 22pt; }
  .lead { font-size: 11.5pt; }
  .skip { display: none; }
  .on-paper { display: block; }
  nav { font-size: 8.5pt; }
  a { text-decoration: none; }
  figure { margin: 10pt 0 14pt; }
  .drawing:not(.panels), .panels > svg, .pair > figure { break-inside: avoid; }
  .drawing { break-after: avoid; }
  .panels { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 4pt; }
  .pair { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 8mm; }
  .pair .drawing svg { max-height: 98mm; }
  .wide, .tall, pre { overflow: visible; max-height: none; border: 0; }
  .tall thead th { position: static; }
  td.right, ${RIGHT.map((one) => `${one}:not(th)`)} { white-space: normal; }
  .broad { font-size: 5.6pt; }
  .broad th, .broad td { padding-right: 0.5em; }
  .off-paper { display: none; }
  .wide svg { min-width: 0 !important; max-height: 235mm; }
  pre { white-space: pre-wrap; border: 0.5pt solid #999; }
  table { font-size: 7.8pt; }
  caption, figcaption, .words, .note, .facts { font-size: 8pt; }
  .long { min-width: 0; }
  figcaption a, .words a, details { display: none; }
  .of-charts svg { max-height: 140mm; }
  .wide { margin: 4pt 0 8pt; }
  .note { margin: -4pt 0 10pt; }
  tbody tr:first-child, tbody tr:last-child { break-before: avoid; }
}
`;
}
