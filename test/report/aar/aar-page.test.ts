// The report as a page, as Markdown and as CSV: hostile texts, structure for a screen reader, nothing fetched, the same bytes every time.

import { describe, expect, test } from 'vitest';
import { aarCsv, figureTable } from '../../../engine/report/aar/aar-csv.ts';
import { aarHtml } from '../../../engine/report/aar/aar-html.ts';
import { aarMarkdown } from '../../../engine/report/aar/aar-markdown.ts';
import { csvRows, shown } from '../../../engine/report/aar/cells.ts';
import { drawFigures } from '../../../engine/report/aar/figures.ts';
import { sectionsOf } from '../../../engine/report/aar/sections.ts';
import { openPen } from '../../../engine/report/pictures/pen.ts';
import { newSession } from '../../case/played-case.ts';
import { shippedScenario } from '../../shipped.ts';
import { reportOf, seminarSource, sourceOf } from './reported.ts';

const SIZE = { futures: 12, particles: 16 } as const;
const HOSTILE = `</style></svg><script>alert(1)</script><img src=x onerror=alert(1)> | a | *b* [c](http://d) \n# e "'&\u0000\ud800`;
const scenario = shippedScenario('narva-spring');
const pen = await openPen();

async function made(write?: string) {
  const aar = reportOf(seminarSource(scenario, 5, write), SIZE);
  const figures = await drawFigures(aar, await openPen());
  return { aar, figures, page: aarHtml(aar, figures), markdown: aarMarkdown(aar, figures), csv: aarCsv(aar, figures) };
}

const usual = await made();

describe('the page', () => {
  test('stands alone: no script, nothing fetched, links inside the page only', () => {
    const { page } = usual;
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /<script|<link|<img|<iframe|@import|url\(|https?:|src=/,
    );
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    expect(ids).toEqual([...new Set(ids)]);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, to]) => to!);
    expect(links.length).toBeGreaterThan(16);
    for (const to of links) expect(ids).toContain(to.replace(/^#/, ''));
    expect(links.every((to) => to.startsWith('#'))).toBe(true);
  });

  test('has a language, headings in order, captions and headers in tables, names for drawings, landmarks', () => {
    const { page } = usual;
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(page.match(/<(main|nav|header)[ >]/g)).toHaveLength(3);
    for (const [table] of page.matchAll(/<table[\s\S]*?<\/table>/g)) {
      expect(table).toMatch(/<caption>./);
      expect(table).not.toMatch(/<th(?! scope=)[ >]/);
    }
    const drawings = [...page.matchAll(/<svg[\s\S]*?<\/svg>/g)];
    expect(drawings.length).toBe(usual.figures.length);
    expect(drawings.length).toBeGreaterThan(8);
    for (const [svg] of drawings)
      expect(svg).toMatch(/^<svg role="img" aria-labelledby="(f\d+-alt)" [^>]*><title id="\1">.+<\/title>/);
  });

  test('has every section, and the numbers of every figure as they were drawn', () => {
    const { aar, page, figures, markdown } = usual;
    const titles = [
      'Summary',
      'Timeline',
      'Injects, planned and actual',
      'Rulings',
      'Belief against truth',
      'Forecast scores',
    ];
    for (const title of [
      ...titles,
      'What else could have been done',
      'Evaluation',
      'Observations',
      'Improvement plan',
      'Feedback',
      'Assumptions',
      'Limits',
    ]) {
      expect(page).toContain(`>${title}</h2>`);
      expect(markdown).toContain(`\n## ${title}\n`);
    }
    expect(page).toContain('greyzone replay evening.case.jsonl --verify');
    expect(page).toContain('greyzone aar evening.case.jsonl --futures 12 --particles 16 -o aar.html');
    expect(page).toContain(aar.scenario.hash);
    for (const figure of figures) {
      const table = page.match(new RegExp(`<table id="f${figure.number}"[\\s\\S]*?</table>`))![0];
      const cells = [...table.matchAll(/<t[hd](?: scope="row")? class="[^"]*">([^<]*)</g)].map(([, cell]) => cell);
      expect(cells).toEqual(
        figure.table.rows.flatMap((row) =>
          row.map((cell) =>
            shown(cell).replaceAll(
              /[&"'<>]/g,
              (char) => `&${{ '&': 'amp', '"': 'quot', "'": '#39', '<': 'lt', '>': 'gt' }[char]};`,
            ),
          ),
        ),
      );
      expect(figureTable(figure).rows).toBe(figure.table.rows);
    }
  });

  test('fits light and dark, narrow screens and A4', () => {
    expect(usual.page).toMatch(/@media \(prefers-color-scheme: dark\)/);
    expect(usual.page).toMatch(/@media \(max-width: 40rem\)/);
    expect(usual.page).toMatch(/@media print/);
    expect(usual.page).toMatch(/size: A4 portrait/);
    expect(usual.page).toContain('FOR TRAINING ONLY, UNCLASSIFIED');
  });

  test('and all else has the same bytes when it is made again', async () => {
    const again = await made();
    expect(again.page).toBe(usual.page);
    expect(again.markdown).toBe(usual.markdown);
    expect(again.csv).toEqual(usual.csv);
  });
});

describe('hostile texts', () => {
  test('stay texts in the page, in Markdown and in spreadsheets', async () => {
    const { page, markdown, csv } = await made(HOSTILE);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;');
    expect(page.includes('\u0000') || !page.isWellFormed()).toBe(false);
    expect(markdown).not.toMatch(/<script|<img|[^\\]\[c\]\(|^# e/m);
    expect(markdown).toContain('&lt;script&gt;');
    // Every row of a table has as many bars as its head.
    const bars = (line: string): number => line.replaceAll(/\\./g, '').split('|').length;
    const lines = markdown.split('\n');
    for (const [i, line] of lines.entries())
      if (line.startsWith('|') && lines[i - 1]!.startsWith('|')) expect(bars(line)).toBe(bars(lines[i - 1]!));
    const notes = csv.find(({ file }) => file === 'observations.csv')!.text;
    expect(notes).toContain('"</style></svg><script>');
  });
});

describe('CSV', () => {
  test('has a file for each table, numbers as they are, moments in four columns', () => {
    const { csv, aar } = usual;
    const files = csv.map(({ file }) => file);
    expect(new Set(files).size).toBe(files.length);
    for (const name of [
      'timeline',
      'injects',
      'rulings',
      'beliefs',
      'estimates',
      'outcomes',
      'alternatives',
      'ratings',
      'feedback',
      'figure-01',
    ])
      expect(files).toContain(`${name}.csv`);
    const injects = sectionsOf(aar)
      .flatMap(({ tables }) => tables)
      .find(({ name }) => name === 'injects')!;
    const [first] = csvRows(injects);
    expect(first).toMatchObject({
      id: 'N-01',
      turn: 2,
      date: '2 March 2015',
      turns_late: 1,
      exercise_minute: aar.injects[0]!.actual!.minute,
    });
    const [head] = csv.find(({ file }) => file === 'injects.csv')!.text.split('\r\n');
    expect(head!.split(',')).toEqual(Object.keys(first!));
    for (const { text } of csv) expect(text).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe('a case without a seminar', () => {
  test('says so in the sections of a seminar, and has the rest', async () => {
    const plain = sourceOf(shippedScenario('tutorial'), () => {
      const session = newSession('tutorial', [
        shippedScenario('tutorial').seats.find(({ name }) => name !== 'white')!.name,
      ]);
      session.play();
      session.play();
      return session;
    });
    const aar = reportOf(plain, SIZE);
    expect(aar.seminar).toBeNull();
    const page = aarHtml(aar, await drawFigures(aar, pen));
    expect(page.match(/This case is no seminar/g)!.length).toBeGreaterThanOrEqual(4);
    expect(page).toContain('>Timeline</h2>');
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });
});
