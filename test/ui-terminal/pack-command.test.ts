// `greyzone pack` as a director meets it: the folder, what it refuses to overwrite, and what a browser makes of the pages.

import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { greyzone } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version'], { timeout: 30_000 }).status === 0,
);
if (browser === undefined) console.log('no Chromium here, so no page of a pack is printed in a test');

/** Pages of the PDF, and what the console said. */
function print(page: string, pdf: string): Promise<{ readonly pages: number; readonly said: readonly string[] }> {
  const profile = join(folder, 'profile');
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  const args = [
    ...quiet,
    '--enable-logging=stderr',
    '--no-pdf-header-footer',
    `--print-to-pdf=${pdf}`,
    `file://${page}`,
  ];
  return new Promise((resolve, reject) =>
    execFile(browser ?? '', args, { timeout: 60_000 }, (error, _, stderr) => {
      if (error !== null) return reject(error);
      const pages = readFileSync(pdf, 'latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
      resolve({ pages, said: stderr.split('\n').filter((line) => line.includes('CONSOLE')) });
    }),
  );
}

describe.skipIf(browser === undefined)('on paper', () => {
  test('pages print, order forms one a move, and the console is silent', { timeout: 240_000 }, async () => {
    const target = join(folder, 'paper');
    expect((await greyzone('pack', 'narva-spring', '-o', target)).code).toBe(0);
    const pdf = join(folder, 'page.pdf');
    for (const name of ['situation-manual', 'role-estonia', 'controller-handbook', 'orders-estonia', 'region-map']) {
      const { pages, said } = await print(join(target, `${name}.html`), pdf);
      expect(said, name).toEqual([]);
      expect(pages, name).toBeGreaterThan(0);
      if (name === 'orders-estonia') expect(pages).toBe(3);
    }
    // What a page says wrong does reach this test.
    const broken = join(folder, 'broken.html');
    writeFileSync(broken, '<script>console.error("broken")</script>');
    expect((await print(broken, pdf)).said).toHaveLength(1);
  });
});
