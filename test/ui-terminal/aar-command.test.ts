// `greyzone aar` as a director meets it: what it writes, what it refuses and in which words, and what a browser makes of the page.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLog } from '../../engine/case/case-log.ts';
import { type Browser, browserName, openBrowser } from '../browser.ts';
import { openingOf, playSeminar } from '../report/aar/seminar-case.ts';
import { shippedScenario } from '../shipped.ts';
import { type Ended, greyzone } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const file = join(folder, 'evening.case.jsonl');
const scenario = shippedScenario('narva-spring');
const SMALL = ['--futures', '20', '--particles', '16'];

const to = (name: string) => join(folder, name);
const page = to('a.html');
let first: Ended;

beforeAll(async () => {
  playSeminar(scenario, file, 5).close();
  const outputs = ['-o', page, '--markdown', to('a.md'), '--csv', to('tables'), '--json', to('a.json')];
  first = await greyzone('aar', file, ...SMALL, ...outputs);
}, 120_000);

/** A case with nothing but an opening, changed as asked. */
function opened(name: string, change: Partial<ReturnType<typeof openingOf>> = {}): string {
  const path = join(folder, name);
  writeFileSync(path, openLog({ ...openingOf(scenario, true), ...change }).line);
  return path;
}

describe('aar', () => {
  test('writes the page, Markdown, data and tables, the same bytes every time', { timeout: 120_000 }, async () => {
    expect([first.code, first.stdout]).toEqual([0, '']);
    expect(first.stderr).toContain('5 turns, 5 cells');
    expect(readFileSync(to('a.md'), 'utf8')).toMatch(/^# After-action report: Narva spring/);
    expect(JSON.parse(readFileSync(to('a.json'), 'utf8'))).toMatchObject({
      format: 'greyzone.aar/1',
      case: { turns: 5 },
    });
    expect(readdirSync(to('tables'))).toContain('timeline.csv');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const again = await greyzone('aar', file, ...SMALL, '--quiet');
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(again.stdout).toBe(readFileSync(page, 'utf8'));
  });

  test('says what is wrong with a case, in a line', { timeout: 120_000 }, async () => {
    const refused = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await greyzone('aar', ...args);
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      return [code, stderr.trim()] as const;
    };
    expect(await refused(join(folder, 'nowhere.case.jsonl'))).toEqual([2, expect.stringContaining('no such file')]);
    const noCase = join(folder, 'no.case.jsonl');
    writeFileSync(noCase, 'a letter\n');
    expect(await refused(noCase)).toEqual([2, expect.stringContaining('expected the first line of a case')]);
    expect(await refused(opened('empty.case.jsonl'))).toEqual([
      2,
      expect.stringContaining('no turn of this case was played'),
    ]);
    const other = { scenario: { ...openingOf(scenario, true).scenario, hash: 'f'.repeat(64) } };
    expect(await refused(opened('other.case.jsonl', other))).toEqual([
      1,
      expect.stringContaining('another text of "narva-spring"'),
    ]);
    const changed = join(folder, 'changed.case.jsonl');
    writeFileSync(
      changed,
      readFileSync(file, 'utf8').replace('the school opened its doors', 'the school closed its doors'),
    );
    expect(await refused(changed)).toEqual([1, expect.stringContaining('was changed after it was written')]);
    mkdirSync(join(folder, 'taken'));
    expect(await refused(file, '-o', join(folder, 'taken'))).toEqual([2, expect.stringContaining('this is a folder')]);
    expect(await refused(file, '--csv', file)).toEqual([2, expect.stringContaining('this is a file')]);
  });

  test('has help with examples', async () => {
    const { stdout } = await greyzone('aar', '--help');
    expect(stdout).toContain('greyzone aar evening.case.jsonl -o aar.html');
  });
});

if (browserName === undefined) console.log('no Chromium here, so no report is opened in a test');

describe.skipIf(browserName === undefined)('in a browser', () => {
  const TELEPHONE = { width: 390, dark: false } as const;
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(join(folder, 'profile'));
  }, 120_000);
  afterAll(async () => await browser.close(), 120_000);

  test('the page opens with a silent console and asks for nothing', { timeout: 300_000 }, async () => {
    const opened = await browser.open(`file://${page}`, TELEPHONE);
    expect(await opened.evaluate('document.body.textContent')).toContain('Numbers of the figures');
    expect([opened.said, opened.asked]).toEqual([[], []]);
    // What a page asks for from outside is refused by its own policy, and does reach this test.
    const broken = join(folder, 'broken.html');
    writeFileSync(broken, readFileSync(page, 'utf8').replace('<main>', '<main><img src="http://localhost:1/x.png">'));
    const faulty = await browser.open(`file://${broken}`, TELEPHONE);
    await faulty.evaluate('document.title');
    expect(faulty.said.join()).toContain('Content Security Policy');
  });

  test('nothing is wider than a telephone but tables, which scroll', { timeout: 300_000 }, async () => {
    const opened = await browser.open(`file://${page}`, TELEPHONE);
    const { scrollWidth, clientWidth } = (await opened.evaluate(
      '(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }))(document.documentElement)',
    )) as { readonly scrollWidth: number; readonly clientWidth: number };
    expect([scrollWidth, clientWidth]).toEqual([TELEPHONE.width, TELEPHONE.width]);
  });
});
