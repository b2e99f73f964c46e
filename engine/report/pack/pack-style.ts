// Paper and size of type -> the style sheet of every page of a pack. Black on white; nothing is told by colour alone.

import { cssString } from '../html/html.ts';

/** What a pack is printed on, and how large. */
export interface PackLook {
  readonly paper: 'a4' | 'letter';
  /** 18 pt instead of 11 pt. */
  readonly large: boolean;
}

export interface RunningLines {
  /** Title and handling, on top of every printed page. */
  readonly left: string;
  readonly right: string;
  readonly landscape: boolean;
}

const PAPER = { a4: 'A4', letter: 'letter' } as const;

export function packStyle({ paper, large }: PackLook, { left, right, landscape }: RunningLines): string {
  const base = large ? 18 : 11;
  const running = large ? 12 : 8.5;
  return `
@page {
  size: ${PAPER[paper]} ${landscape ? 'landscape' : 'portrait'};
  margin: 19mm 17mm 17mm 17mm;
  @top-left { content: ${cssString(left)}; font: ${running}pt/1.2 sans-serif; color: #000; }
  @top-right { content: ${cssString(right)}; font: bold ${running}pt/1.2 sans-serif; color: #000; text-align: right; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: ${running}pt/1.2 sans-serif; color: #000; }
  @bottom-left { content: ${cssString(right)}; font: bold ${running}pt/1.2 sans-serif; color: #000; }
}
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 52rem; background: #fff; color: #000; font: ${base}pt/1.36 "Liberation Sans", Arial, Helvetica, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.9em; line-height: 1.15; margin: 0.2em 0 0.4em; }
h2 { font-size: 1.25em; line-height: 1.2; margin: 1.05em 0 0.4em; padding-bottom: 0.15em; border-bottom: 2px solid #000; }
h3 { font-size: 1.08em; margin: 1.2em 0 0.3em; }
h1, h2, h3, caption { break-after: avoid; }
p { margin: 0 0 0.6em; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 0.8em; padding-left: 1.4em; }
li { margin-bottom: 0.25em; }
.lead { font-size: 1.12em; }
.small { font-size: 0.88em; }
.kicker { margin: 0; font-size: 0.95em; font-weight: bold; letter-spacing: 0.02em; }
.marks { display: flex; flex-wrap: wrap; gap: 0.3em 0.8em; align-items: center; }
.marks .small { flex: 1 1 14em; }
.handling { padding: 0.25em 0.7em; border: 2px solid #000; font-weight: bold; }
.white-only { margin: 0 0 0.8em; padding: 0.3em 0.7em; border: 3px double #000; font-weight: bold; text-align: center; }
.said { margin: 0.3em 0; padding: 0.1em 0 0.1em 0.8em; border-left: 4px solid #000; white-space: pre-line; }
.text { white-space: pre-line; }
table { width: calc(100% - 2px); border-collapse: collapse; margin: 0.4em 1px 1.1em; font-size: 0.93em; }
caption { text-align: left; font-weight: bold; padding: 0.2em 0; }
th, td { border: 1px solid #000; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }
thead th { border-bottom-width: 2px; background: #eee; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.narrow, th.narrow { width: 1%; white-space: nowrap; }
td.formula { overflow-wrap: anywhere; width: 36%; }
.plain { font-weight: normal; }
.keep { break-inside: avoid; }
.new-page { break-before: page; }
.orders th[scope=row], .ratings th[scope=row] { width: 38%; }
.levels { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.15em 1.1em; }
.levels li { margin: 0; white-space: nowrap; }
.box { display: inline-block; width: 0.95em; height: 0.95em; border: 1.5px solid #000; vertical-align: -0.12em; margin-right: 0.35em; }
.line { height: 2em; border-bottom: 1px solid #000; }
.fields { display: flex; flex-wrap: wrap; gap: 0.4em 1.5em; margin: 0 0 0.8em; }
.fields span { flex: 1 1 8em; border-bottom: 1px solid #000; padding-top: 0.8em; }
dl { margin: 0 0 0.8em; }
dt { font-weight: bold; margin-top: 0.5em; }
dd { margin: 0 0 0 1.2em; }
.rungs { list-style: none; padding: 0; margin: 0; }
.rungs li { break-inside: avoid; display: flex; gap: 1em; align-items: center; border: 2px solid #000; margin: 0 0 0.4em; padding: 0.4em 0.9em; }
.rungs .place { font-size: 1.7em; font-weight: bold; min-width: 1.5em; text-align: right; }
.rungs strong { font-size: 1.25em; }
svg { display: block; width: 100%; height: auto; max-height: 150mm; margin: 0.8em 0; break-inside: avoid; }
a { color: #000; }
a:focus-visible { outline: 3px solid #000; outline-offset: 2px; }
@media print {
  body { max-width: none; padding: 0; }
  h2.new-page { margin-top: 0; }
  a { text-decoration: none; }
}
`;
}
