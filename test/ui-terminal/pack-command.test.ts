// `greyzone pack` as a director meets it: the folder, what it refuses to overwrite, and what a browser makes of the pages.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, browserName, openBrowser } from '../browser.ts';
import { greyzone } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const read = (pack: string) => readdirSync(pack).map((name) => [name, readFileSync(join(pack, name), 'utf8')]);

describe('pack', () => {
  test('writes a folder whole, and replaces an earlier pack whole', async () => {
    const target = join(folder, 'again');
    const { code, stdout, stderr } = await greyzone('pack', 'narva-spring', '-o', target, '--large');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('index.html');
    const large = read(target);
    writeFileSync(join(target, 'role-nobody.html'), readFileSync(join(target, 'index.html')));
    expect((await greyzone('pack', 'narva-spring', '-o', target)).code).toBe(0);
    const usual = read(target);
    expect(usual.map(([name]) => name)).toEqual(large.map(([name]) => name));
    expect(usual).not.toEqual(large);
    expect(readdirSync(folder)).toEqual(['again']);
  });

  test('touches no folder that holds anything else, and no file', async () => {
    const holiday = join(folder, 'holiday');
    mkdirSync(holiday);
    writeFileSync(join(holiday, 'index.html'), '<title>mine</title>');
    const other = await greyzone('pack', 'narva-spring', '-o', holiday);
    expect([other.code, other.stdout]).toEqual([2, '']);
    expect(other.stderr).toMatch(/holds something that is not of a pack \(index\.html\)/);
    expect(read(holiday)).toEqual([['index.html', '<title>mine</title>']]);
    const file = await greyzone('pack', 'narva-spring', '-o', join(holiday, 'index.html'));
    expect([file.code, file.stderr]).toEqual([2, expect.stringContaining('this is a file; a pack is a folder')]);
    const nowhere = await greyzone('pack', 'narva-spring', '-o', join(folder, 'no', 'such'));
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('cannot be written (ENOENT)')]);
  });

  test('says in one line what a scenario without a seminar lacks', async () => {
    const { code, stdout, stderr } = await greyzone('pack', 'tutorial', '-o', join(folder, 'none'));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^greyzone: tutorial has no section "seminar".*add "seminar:" with .*; [a-z0-9-]+ has one\n$/,
    );
    expect(readdirSync(folder)).not.toContain('none');
  });
});

if (browserName === undefined) console.log('no Chromium here, so no page of a pack is printed in a test');

describe.skipIf(browserName === undefined)('on paper', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(join(folder, 'profile'));
  }, 120_000);
  afterAll(async () => await browser.close(), 120_000);

  /** Sheets of the PDF, and what the console said. */
  async function printed(file: string): Promise<{ readonly sheets: number; readonly said: readonly string[] }> {
    const page = await browser.open(`file://${file}`, { width: 1280, dark: false });
    const pdf = Buffer.from(await page.pdf()).toString('latin1');
    await page.close();
    return { sheets: pdf.match(/\/Type \/Page\b/g)?.length ?? 0, said: page.said };
  }

  test('pages print, order forms one a move, and the console is silent', { timeout: 240_000 }, async () => {
    const target = join(folder, 'paper');
    expect((await greyzone('pack', 'narva-spring', '-o', target)).code).toBe(0);
    for (const name of ['situation-manual', 'role-estonia', 'controller-handbook', 'orders-estonia', 'region-map']) {
      const { sheets, said } = await printed(join(target, `${name}.html`));
      expect(said, name).toEqual([]);
      expect(sheets, name).toBeGreaterThan(0);
      if (name === 'orders-estonia') expect(sheets).toBe(3);
    }
    // What a page says wrong does reach this test.
    const broken = join(folder, 'broken.html');
    writeFileSync(broken, '<script>console.error("broken")</script>');
    expect((await printed(broken)).said).toHaveLength(1);
  });
});
