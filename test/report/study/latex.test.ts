// Tables of a study as LaTeX: a small grammar reads them back, so that whatever a scenario says, they compile and say the same.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StudyTable } from '../../../engine/report/study/study.ts';
import { latexText, studyLatex, tableLatex } from '../../../engine/report/study/study-latex.ts';
import { sampleSections, sampleStudy } from './sample-study.ts';

/** What a command of a text prints. */
const PRINTS: Readonly<Record<string, string>> = {
  textbackslash: '\\',
  textasciicircum: '^',
  textasciitilde: '~',
  textless: '<',
  textgreater: '>',
  textbar: '|',
  textquotedbl: '"',
  textasciigrave: '`',
  pm: '±',
  times: '×',
  geq: '≥',
  leq: '≤',
  rightarrow: '→',
  cdot: '·',
};

/** Reads a text as LaTeX would print it; throws at whatever is no plain text. */
function printed(text: string): string {
  let out = '';
  let rest = text;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.slice(found[0].length);
    return found;
  };
  while (rest !== '') {
    const word = take(/^\\(text[a-z]+)\{\}/);
    const math = word === null ? take(/^\\ensuremath\{(?:\\([a-z]+)|(-))\}/) : null;
    const mark = word === null && math === null ? take(/^\\([{}$&#%_])/) : null;
    const group = word === null && math === null && mark === null ? take(/^\{([[*]?)\}/) : null;
    const plain = word ?? math ?? mark ?? group ?? take(/^[^\\{}$&#%_^~<>|"`[*]/u);
    if (plain === null)
      throw new Error(`no LaTeX text: ${JSON.stringify(rest.slice(0, 20))} in ${JSON.stringify(text)}`);
    if (word !== null) out += PRINTS[word[1]!] ?? fail(word[0]);
    else if (math !== null) out += math[2] ?? PRINTS[math[1]!] ?? fail(math[0]);
    else out += plain[1] ?? plain[0];
  }
  return out;
}

function fail(what: string): never {
  throw new Error(`unknown command ${what}`);
}

/** Rows of a tabular or longtable; checks that the rest is what booktabs expects. */
function rowsOf(latex: string): readonly (readonly string[])[] {
  const begun = [...latex.matchAll(/\\begin\{(\w+)\}/g)].map(([, name]) => name);
  const ended = [...latex.matchAll(/\\end\{(\w+)\}/g)].map(([, name]) => name);
  expect(ended).toEqual(begun.toReversed());
  expect(latex.match(/(?<!\\)\{/g)!.length).toBe(latex.match(/(?<!\\)\}/g)!.length);
  const isLong = begun.includes('longtable');
  const body = isLong
    ? latex.split('\\endfoot\n')[1]!.split('\n\\end{longtable}')[0]!
    : latex.split('\\midrule\n')[1]!.split('\n\\bottomrule')[0]!;
  return body.split('\n').map((line) => {
    expect(line).toMatch(/ \\\\$/);
    return line
      .slice(0, -3)
      .split(' & ')
      .map((cell) => printed(cell));
  });
}

const one = (rows: StudyTable['rows']): StudyTable => ({
  id: 'one',
  caption: 'A caption with 5 % & more',
  columns: [
    { name: 'Policy_x', align: 'left' },
    { name: 'Estimate', align: 'right' },
  ],
  rows,
  note: null,
});

describe('a text', () => {
  test('prints what it says, whatever it is made of', () => {
    const marks = fc.constantFrom(...'\\{}$&#%_^~<>|"`[]*±×≥≤→·-\'aé ж('.split(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(marks, fc.string({ unit: 'grapheme', maxLength: 2 }))), (parts) => {
        const text = parts.join('');
        const kept = text
          .toWellFormed()
          .replaceAll(/\s+/g, ' ')
          .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
          .replaceAll('−', '-');
        expect(printed(latexText(text))).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps hyphens apart, and gives a number its minus', () => {
    expect(latexText('--seed -3.1 to (-2) well-known')).toBe(
      '-{}-seed \\ensuremath{-}3.1 to (\\ensuremath{-}2) well-known',
    );
    expect(latexText("''a\n b\u202e\u0000")).toBe("'{}'a b");
    expect(latexText('50 % of [x] ± 2')).toBe('50 \\% of {[}x] \\ensuremath{\\pm} 2');
  });
});

describe('a table', () => {
  test('is booktabs, with its rows as they are', () => {
    const rows = [
      ['[a] & b', '-3.1 ± 0.2 %'],
      ['*', '\\input{x}'],
    ];
    const latex = tableLatex(one(rows));
    expect(rowsOf(latex)).toEqual(rows);
    expect(latex).toContain('\\begin{tabular}{lr}');
    expect(latex).toContain('\\caption{A caption with 5 \\% \\& more}\\label{tab:one}');
    expect(latex).toContain('Policy\\_x & Estimate \\\\');
  });

  test('breaks over pages when it is long, and wraps long texts', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [`${i} ${'a long text '.repeat(8)}`.trim(), String(i)]);
    const latex = tableLatex(one(rows));
    expect(latex).toContain('\\begin{longtable}{>{\\raggedright\\arraybackslash}p{');
    expect(rowsOf(latex)).toEqual(rows);
    const widths = [...latex.matchAll(/p\{([\d.]+)\\linewidth\}/g)].map(([, width]) => Number(width));
    expect(widths.reduce((a, b) => a + b)).toBeLessThan(0.95);
  });
});

describe('all tables of a study', () => {
  test('are files of their own and one document that has them in the order of the page', () => {
    for (const word of ['', '\\end{document} & 5 % $x$ #_{}']) {
      const study = sampleStudy(word);
      const files = studyLatex(study.scenario.title, sampleSections(study));
      expect(files.map(({ file }) => file)).toEqual(['estimates.tex', 'short.tex', 'tables.tex']);
      expect(rowsOf(files[0]!.text)).toHaveLength(study.estimates.rows.length);
      expect(rowsOf(files[1]!.text)[0]![0]).toBe(study.estimates.rows[0]!.policy);
      const whole = files.at(-1)!.text;
      expect(whole).toMatch(/^%.*\n\\documentclass/);
      expect(whole.match(/\\input\{[a-z]+\}/g)).toEqual(['\\input{estimates}', '\\input{short}']);
      expect(whole.match(/\\end\{document\}/g)).toHaveLength(1);
      expect(printed(/\\title\{(.*)\}/.exec(whole)![1]!)).toBe(study.scenario.title);
    }
  });
});
