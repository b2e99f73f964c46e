// The report as data -> Markdown with tables as GitHub reads them. Figures are told in words; their numbers follow at the end.

import type { Aar } from './aar.ts';
import { figureTable } from './aar-csv.ts';
import { shown } from './cells.ts';
import type { Figure } from './figures.ts';
import { type AarSection, type AarTable, sectionsOf } from './sections.ts';

/** The whole text. `figures` as `drawFigures` makes them. */
export function aarMarkdown(aar: Aar, figures: readonly Figure[]): string {
  const handling = aar.seminar === null ? [] : [`**${escaped(aar.seminar.handling)}**`];
  const parts = [
    `# After-action report: ${escaped(aar.scenario.title)}`,
    ...handling,
    ...sectionsOf(aar).flatMap((section) => told(section, figures)),
    ...(figures.length === 0
      ? []
      : ['## Numbers of the figures', ...figures.flatMap((one) => table(figureTable(one), '###'))]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function told({ id, title, paragraphs, bullets, tables }: AarSection, figures: readonly Figure[]): readonly string[] {
  const own = figures.filter(({ section }) => section === id);
  return [
    `## ${title}`,
    ...paragraphs.map(escaped),
    ...(bullets.length === 0 ? [] : [bullets.map((text) => `- ${escaped(text)}`).join('\n')]),
    ...own.map(({ number, caption, alt }) => `*Figure ${number}. ${escaped(caption)}.* ${escaped(alt)}`),
    ...tables.flatMap((one) => table(one, '###')),
  ];
}

function table({ caption, columns, rows }: AarTable, heading: string): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `${heading} ${escaped(caption)}`,
    [
      line(columns.map(({ title }) => escaped(title))),
      line(columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'))),
      ...rows.map((row) => line(row.map((cell) => escaped(shown(cell))))),
    ].join('\n'),
  ];
}

/** Nothing that somebody typed becomes markup: marks of Markdown and of HTML are escaped, and a cell has one line. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\s*[\r\n]+\s*/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&]/g, (char) =>
      char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '&' ? '&amp;' : `\\${char}`,
    );
}
