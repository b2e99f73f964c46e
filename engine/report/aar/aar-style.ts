// The style sheet of a report: for screens wide and narrow, light and dark, and for paper (A4, always light).

import { cssString } from '../html/html.ts';

/** What stands on top of every printed page. */
export function aarStyle(left: string, right: string): string {
  return `
@page {
  size: A4 portrait;
  margin: 19mm 16mm 17mm 16mm;
  @top-left { content: ${cssString(left)}; font: 8.5pt/1.2 sans-serif; }
  @top-right { content: ${cssString(right)}; font: bold 8.5pt/1.2 sans-serif; text-align: right; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8.5pt/1.2 sans-serif; }
}
:root { color-scheme: light dark; --paper: #fff; --ink: #16191d; --faint: #565d66; --line: #c3c8ce; --band: #f1f3f5; --link: #00527f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171a; --ink: #e6e8ea; --faint: #a4abb3; --line: #444b53; --band: #20252a; --link: #8fc7ec; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #333; --line: #999; --band: #eee; --link: #000; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; background: var(--paper); color: var(--ink); font: 11pt/1.42 "Liberation Sans", Arial, Helvetica, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.8em; line-height: 1.15; margin: 0.2em 0 0.4em; }
h2 { font-size: 1.3em; line-height: 1.2; margin: 2em 0 0.6em; padding-bottom: 0.2em; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1.05em; margin: 1.4em 0 0.4em; }
h1, h2, h3, caption, figcaption { break-after: avoid; }
p { margin: 0 0 0.7em; max-width: 46rem; orphans: 3; widows: 3; }
ul { margin: 0 0 0.9em; padding-left: 1.3em; max-width: 46rem; }
li { margin-bottom: 0.3em; }
.kicker { margin: 0; font-weight: bold; }
.handling { display: inline-block; padding: 0.25em 0.7em; border: 2px solid var(--ink); font-weight: bold; }
nav { margin: 1em 0 0; padding: 0.7em 1em; background: var(--band); }
nav ul { margin: 0; padding: 0; max-width: none; list-style: none; display: flex; flex-wrap: wrap; gap: 0.2em 1.2em; }
nav li { margin: 0; }
a { color: var(--link); }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.wide { overflow-x: auto; margin: 0.6em 0 1.3em; }
table { width: 100%; border-collapse: collapse; font-size: 0.9em; }
caption { text-align: left; font-weight: bold; padding: 0.2em 0 0.4em; }
th, td { border: 1px solid var(--line); padding: 0.28em 0.5em; text-align: left; vertical-align: top; min-width: 3.2em; }
thead th { background: var(--band); border-bottom: 2px solid var(--ink); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
tbody th { font-weight: normal; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.number { white-space: normal; }
th.id { white-space: nowrap; }
td.when, th.when { min-width: 8em; }
td.text { min-width: 5em; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 1.4em 1.2em; margin: 1em 0 1.4em; }
figure { margin: 0; break-inside: avoid; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { font-size: 0.86em; color: var(--faint); margin-top: 0.3em; max-width: 24rem; }
@media (max-width: 40rem) {
  body { padding: 0.9rem; font-size: 11.5pt; }
  h1 { font-size: 1.5em; }
  .wide table { min-width: 34rem; }
  .wide table.narrow { min-width: 0; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  a { text-decoration: none; }
  .wide { overflow: visible; }
  .short { break-inside: avoid; }
  table { font-size: 8.5pt; }
  .figures { grid-template-columns: 1fr 1fr; }
}
`;
}
