// The tables of a study -> LaTeX with booktabs: a file for each table, and one document that holds them all. Texts are escaped.

import type { StudySection, StudyTable } from './study.ts';

export interface LatexFile {
  readonly file: string;
  readonly text: string;
}

/** More rows break over pages. */
const ROWS_OF_A_PAGE = 36;
/** A text column whose longest cell has more letters gets a width and wraps. */
const LETTERS_OF_A_LINE = 24;

/** Every table that has rows in a file of its own, and one document that holds them all. */
export function studyLatex(title: string, sections: readonly StudySection[]): readonly LatexFile[] {
  const tables = sections.flatMap((section) =>
    section.tables.filter(({ rows }) => rows.length > 0).map((table) => ({ section, table })),
  );
  const files = tables.map(({ table }) => ({ file: `${table.id}.tex`, text: tableLatex(table) }));
  const body = sections.flatMap(({ id, title }) => {
    const own = tables.filter(({ section }) => section.id === id);
    return own.length === 0
      ? []
      : [`\\section{${latexText(title)}}`, ...own.map(({ table }) => `\\input{${table.id}}`)];
  });
  return [...files, { file: 'tables.tex', text: documentLatex(title, body) }];
}

function documentLatex(title: string, body: readonly string[]): string {
  return [
    '% Tables of a greyzone report. Texts are UTF-8; where they hold Cyrillic, use LuaLaTeX or XeLaTeX.',
    '\\documentclass[10pt,a4paper]{article}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage[margin=22mm]{geometry}',
    '\\usepackage{array,booktabs,longtable}',
    '\\setlength{\\emergencystretch}{3em}',
    `\\title{${latexText(title)}}`,
    '\\date{}',
    '\\begin{document}',
    '\\maketitle',
    ...body,
    '\\end{document}',
    '',
  ].join('\n');
}

export function tableLatex({ id, caption, columns, rows, note }: StudyTable): string {
  const kinds = columnKinds(columns, rows);
  const head = `${columns.map(({ name }) => latexText(name)).join(' & ')} \\\\`;
  const lines = rows.map((row) => `${columns.map((_, place) => latexText(row[place] ?? '')).join(' & ')} \\\\`);
  const title = `\\caption{${latexText(caption)}}\\label{tab:${latexName(id)}}`;
  const small = ['{\\small', '\\setlength{\\tabcolsep}{4pt}'];
  const told = note === null ? [] : [`\\par\\smallskip{\\footnotesize ${latexText(note)}\\par}`];
  if (rows.length > ROWS_OF_A_PAGE)
    return [
      ...small,
      `\\begin{longtable}{${kinds}}`,
      `${title}\\\\`,
      ...['\\toprule', head, '\\midrule', '\\endfirsthead', '\\toprule', head, '\\midrule', '\\endhead'],
      ...['\\bottomrule', '\\endfoot', ...lines, '\\end{longtable}', ...told, '}', ''],
    ].join('\n');
  return [
    '\\begin{table}[htbp]',
    '\\centering',
    ...small,
    title,
    `\\begin{tabular}{${kinds}}`,
    ...['\\toprule', head, '\\midrule', ...lines, '\\bottomrule', '\\end{tabular}', ...told, '}', '\\end{table}', ''],
  ].join('\n');
}

/** Long texts share what the width leaves, by the length of their longest cell. */
function columnKinds(columns: StudyTable['columns'], rows: StudyTable['rows']): string {
  const longest = columns.map(({ name }, place) =>
    Math.max(name.length, ...rows.map((row) => (row[place] ?? '').length)),
  );
  const isLong = columns.map(({ align }, place) => align === 'left' && longest[place]! > LETTERS_OF_A_LINE);
  const short = longest.reduce((sum, letters, place) => sum + (isLong[place] ? 0 : letters), 0);
  const long = longest.reduce((sum, letters, place) => sum + (isLong[place] ? Math.min(letters, 120) : 0), 0);
  const left = Math.max(0.3, 0.92 - short * 0.0105);
  return columns
    .map(({ align }, place) => {
      if (!isLong[place]) return align === 'right' ? 'r' : 'l';
      const width = (left * Math.min(longest[place]!, 120)) / long;
      return `>{\\raggedright\\arraybackslash}p{${width.toFixed(3)}\\linewidth}`;
    })
    .join('');
}

const MARKS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '`': '\\textasciigrave{}',
  // After the end of a row these two would be read as its argument.
  '[': '{[}',
  '*': '{*}',
  '±': '\\ensuremath{\\pm}',
  '−': '\\ensuremath{-}',
  '×': '\\ensuremath{\\times}',
  '≥': '\\ensuremath{\\geq}',
  '≤': '\\ensuremath{\\leq}',
  '→': '\\ensuremath{\\rightarrow}',
  '·': '\\ensuremath{\\cdot}',
};

/** One line of plain text. Control characters and marks of direction are left out; hyphens never join to a dash, and a number keeps its minus. */
export function latexText(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
      .replaceAll(/[\\{}$&#%_^~<>|"`[\]*±−×≥≤→·]/g, (mark) => MARKS[mark] ?? mark)
      .replaceAll(/(^|\s|\()-(?=\d)/g, '$1\\ensuremath{-}')
      .replaceAll(/-(?=-)/g, '-{}')
      // Two single quotes would join to a double one.
      .replaceAll(/'(?=')/g, "'{}")
  );
}

function latexName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9-]+/g, '-');
}
