// The report as data -> Markdown with tables as GitHub reads them. Figures are named with the file that they lie in, where there is one.

import { studySections } from './sections.ts';
import type { FigureId, Study, StudySection, StudyTable } from './study.ts';

/** Where a figure lies, relative to the text, and what it shows. */
export interface FigureFile {
  readonly id: FigureId;
  readonly file: string;
  readonly alt: string;
}

/** The whole text. `figures`: the files that they lie in, as far as they were drawn. */
export function studyMarkdown(study: Study, figures: readonly FigureFile[] = []): string {
  const { scenario } = study;
  const parts = [
    `# ${escaped(scenario.title)}`,
    `*${escaped(scenario.question)}*`,
    ...studySections(study).flatMap((section) => told(section, figures)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function told(
  { title, paragraphs, about = [], bullets, figures: wanted, tables, codes }: StudySection,
  figures: readonly FigureFile[],
): readonly string[] {
  return [
    `## ${escaped(title)}`,
    ...paragraphs.map(escaped),
    ...about.map(({ text }) => escaped(text)),
    ...(bullets.length === 0 ? [] : [bullets.map((text) => `- ${escaped(text)}`).join('\n')]),
    ...figures.filter(({ id }) => wanted.includes(id)).map(({ file, alt }) => `![${escaped(alt)}](${encodeURI(file)})`),
    ...codes.map(fenced),
    ...tables.flatMap(tableText),
  ];
}

function tableText({ caption, columns, rows, note }: StudyTable): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `### ${escaped(caption)}`,
    [
      line(columns.map(({ name }) => escaped(name))),
      line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
      ...rows.map((row) => line(row.map(escaped))),
    ].join('\n'),
    ...(note === null ? [] : [escaped(note)]),
  ];
}

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${text}\n${fence}`;
}

/** Nothing of a scenario becomes markup: marks of Markdown and of HTML are escaped, and a cell has one line. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\s*[\r\n]+\s*/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&]/g, (char) =>
      char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '&' ? '&amp;' : `\\${char}`,
    );
}
