// The page of a study: structure, hostile texts, the same bytes; then in a browser: silent, nothing fetched, no sideways scroll, accessible.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aarHtml } from '../../../engine/report/aar/aar-html.ts';
import { drawFigures } from '../../../engine/report/aar/figures.ts';
import { openPen } from '../../../engine/report/pictures/pen.ts';
import { drawStudy } from '../../../engine/report/study/study-figures.ts';
import { numbered } from '../../../engine/report/study/study-order.ts';
import { studyPage } from '../../../engine/report/study/study-page.ts';
import { type Browser, browserName, type OpenPage, openBrowser } from '../../browser.ts';
import { shippedScenario } from '../../shipped.ts';
import { reportOf, seminarSource } from '../aar/reported.ts';
import { sampleSections, sampleStudy } from './sample-study.ts';

const HOSTILE = `</style></svg><script>alert(1)</script><img src=x onerror=alert(1)>"'&\u202e\u0000\ud800 ${'w'.repeat(120)}`;

async function made(word = '') {
  const study = sampleStudy(word);
  const sections = sampleSections(study);
  const figures = await drawStudy(study, await openPen());
  return { study, sections, figures, page: studyPage(study, sections, figures) };
}

const usual = await made();
const hostile = await made(HOSTILE);

describe('the page', () => {
  test('stands alone: no script, nothing fetched, a strict policy, links inside the page only', () => {
    for (const { page } of [usual, hostile]) {
      expect(page).toContain(
        `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
      );
      expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
        /<script|<link|<img|<iframe|@import|url\(|https?:|src="/,
      );
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
      expect(ids).toEqual([...new Set(ids)]);
      const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, to]) => to!);
      for (const to of links) expect(ids).toContain(to.replace(/^#/, ''));
      expect(links.every((to) => to.startsWith('#'))).toBe(true);
    }
  });

  test('has headings in order, landmarks, a way past the contents, captions and scopes', () => {
    const { page } = usual;
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(page.match(/<(main|nav|header)[ >]/g)).toHaveLength(3);
    expect(page.indexOf('class="skip" href="#text"')).toBeLessThan(page.indexOf('<nav'));
    const tables = [...page.matchAll(/<table[\s\S]*?<\/table>/g)];
    expect(tables.length).toBeGreaterThan(usual.figures.length);
    for (const [table] of tables) {
      expect(table).toMatch(/<caption>./);
      expect(table).not.toMatch(/<th(?! scope=)[ >]/);
    }
  });

  test('has the sections in the order of the document, and figures where their sections want them', () => {
    const { page, sections, figures } = usual;
    const places = sections.map(({ title }) => page.indexOf(`</span>${title}</h2>`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
    const captions = [...page.matchAll(/<figcaption><b>Figure (\d+)\.<\/b>/g)].map(([, number]) => Number(number));
    expect(captions).toEqual(figures.map((_, i) => i + 1));
    expect(page.indexOf('id="figure-1"')).toBeGreaterThan(places[0]!);
    expect(page.indexOf(`id="figure-${figures.length}"`)).toBeGreaterThan(places[1]!);
    // Without a place in the sections a figure is left out, and nothing points at it.
    const bare = studyPage(usual.study, [{ ...sections[0]!, figures: [] }], figures);
    expect(bare).not.toContain('<figure');
    expect(bare).not.toContain('numbers-of-the-figures');
  });

  test('tells every figure in words, and has all of its numbers', () => {
    const { page, sections, figures } = usual;
    for (const [i, { alt, table }] of numbered(sections, figures).entries()) {
      const part = page.split(`<h3 id="numbers-${i + 1}">`)[1]!.split('<h3 ')[0]!;
      const link = /href="#(table-\d+)"/.exec(part)?.[1];
      if (link !== undefined) expect(page).toContain(`<table id="${link}"`);
      else expect(part.match(/<tr>/g)).toHaveLength(table.rows.length + 1);
      expect(page.split('&#39;').join("'").split('&lt;').join('<').split('&gt;').join('>')).toContain(
        `role="img" aria-label="${alt.replaceAll('&', '&amp;')}"`,
      );
    }
    // Long ones are folded on the screen.
    expect(page).toMatch(/<details><summary>48 rows of figure \d+<\/summary>/);
  });

  test('has the same bytes when it is made again', () => {
    // That drawings are the same is tested where they are drawn.
    for (const { study, sections, figures, page } of [usual, hostile])
      expect(studyPage(study, sections, figures)).toBe(page);
  });

  test('keeps hostile texts as texts', () => {
    const { page } = hostile;
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;');
    expect(page.includes('\u0000') || !page.isWellFormed()).toBe(false);
  });
});

/** `rules`: what axe looks at. Light and dark differ in their colours only, and hostile words in nothing that it sees. */
const READERS = [
  { width: 1280, dark: true, name: 'usual', rules: ['color-contrast'] },
  { width: 390, dark: false, name: 'usual', rules: [] },
  { width: 360, dark: true, name: 'hostile', rules: null },
] as const;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Letters inside of drawings are left to the tests of shades: axe cannot tell what lies behind them, and takes long over it.
const found = (
  rules: readonly string[],
): string => `axe.run({ exclude: [['svg']] }, { resultTypes: ['violations']${rules.length === 0 ? '' : `, runOnly: ${JSON.stringify(rules)}`} }).then(({ violations }) =>
  violations.map(({ id, impact, nodes }) => impact + ': ' + id + ' ' + nodes.length + ' ' + nodes[0].html.slice(0, 150)))`;
const OF_WEIGHT = /^(?:serious|critical):/;

/** What is folded is opened first: axe does not look into folds. No rules: all of them. */
async function faultsOf(page: OpenPage, rules: readonly string[] = []): Promise<readonly string[]> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  await page.evaluate(axe);
  return ((await page.evaluate(found(rules))) as string[]).filter((one) => OF_WEIGHT.test(one));
}

if (browserName === undefined) console.log('no Chromium here, so no report is looked at in a test');

describe.skipIf(browserName === undefined)('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greyzone-study-'));
  const files = {
    usual: join(folder, 'usual.html'),
    hostile: join(folder, 'hostile.html'),
    broken: join(folder, 'broken.html'),
    aar: join(folder, 'aar.html'),
  };
  let browser: Browser;
  beforeAll(async () => {
    writeFileSync(files.usual, usual.page);
    writeFileSync(files.hostile, hostile.page);
    const faults =
      '<main><img src="http://localhost:1/x.png"><p style="color:#999;background:#aaa">faint</p><p style="width:3000px">wide</p>';
    writeFileSync(files.broken, usual.page.replace(/<main[\s\S]*<\/main>/, `${faults}</main>`));
    browser = await openBrowser(join(folder, 'profile'));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 120_000);

  const widths = '[document.documentElement.scrollWidth, document.documentElement.clientWidth]';

  test.for(READERS)('$name, $width wide, dark: $dark', { timeout: 240_000 }, async (reader) => {
    const page = await browser.open(`file://${files[reader.name]}`, reader);
    const [wide, room] = (await page.evaluate(widths)) as [number, number];
    expect([wide, room]).toEqual([reader.width, reader.width]);
    expect((await page.screenshot()).length).toBeGreaterThan(20_000);
    if (reader.rules !== null) expect(await faultsOf(page, reader.rules)).toEqual([]);
    expect(page.said).toEqual([]);
    expect(page.asked).toEqual([]);
    await page.close();
  });

  test('dark is dark, light is light', { timeout: 240_000 }, async () => {
    const paper = async (dark: boolean): Promise<unknown> => {
      const page = await browser.open(`file://${files.usual}`, { width: 1280, dark });
      return await page.evaluate('getComputedStyle(document.body).backgroundColor');
    };
    expect([await paper(false), await paper(true)]).toEqual(['rgb(254, 253, 251)', 'rgb(22, 24, 27)']);
  });

  test('the after-action page is accessible too', { timeout: 240_000 }, async () => {
    const aar = reportOf(seminarSource(shippedScenario('narva-spring'), 3), { futures: 8, particles: 8 });
    writeFileSync(files.aar, aarHtml(aar, await drawFigures(aar, await openPen())));
    const page = await browser.open(`file://${files.aar}`, { width: 390, dark: true });
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  });

  test('a page with faults is found out, so the tests above can fail', { timeout: 240_000 }, async () => {
    const page = await browser.open(`file://${files.broken}`, READERS[1]);
    const [wide, room] = (await page.evaluate(widths)) as [number, number];
    expect(wide).toBeGreaterThan(room);
    const faults = (await faultsOf(page)).join('\n');
    expect(faults).toContain('color-contrast');
    expect(faults).toContain('image-alt');
    expect([...page.said, ...page.asked].join()).toMatch(/Content Security Policy|localhost/);
  });

  test('prints on A4, and leaves links and folds off the paper', { timeout: 240_000 }, async () => {
    const page = await browser.open(`file://${files.usual}`, READERS[0]);
    const pdf = Buffer.from(await page.pdf()).toString('latin1');
    expect(pdf.startsWith('%PDF')).toBe(true);
    // 210 by 297 mm in points.
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12](?:\.\d+)?\]/);
    const pages = pdf.match(/\/Type ?\/Page\b/g)!.length;
    expect(pages).toBeGreaterThan(5);
    expect(pages).toBeLessThan(30);
  });
});
