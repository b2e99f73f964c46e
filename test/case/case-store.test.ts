// Cases on the disk: one writer, no half lines, and a full disk leaves what was there.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createCase, readCase, resumeCase } from '../../engine/case/case-store.ts';
import { newSession, openedAt, openingOf, tempFolder } from './played-case.ts';

const store = fileURLToPath(new URL('../../engine/case/case-store.ts', import.meta.url));

/** A file name and what a child process shall do with it; `case` is the opened case. */
function childScript(file: string, body: string): string {
  return `
    import { readCase, resumeCase, CaseWriteFault } from ${JSON.stringify(store)};
    const file = ${JSON.stringify(file)};
    const got = resumeCase(file);
    if ('fault' in got) { console.log(got.fault); process.exit(3); }
    const one = got.opened;
    ${body}`;
}

describe('one writer', () => {
  test('a second one is told who holds the case', async () => {
    const file = join(tempFolder(), 'held.case.jsonl');
    openedAt(file, openingOf('tutorial', ['town_hall'])).close();
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', childScript(file, "console.log('open'); setInterval(() => {}, 1000);")],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const second = resumeCase(file);
    expect('fault' in second && second.fault).toBe(
      `held.case.jsonl is being written by process ${child.pid} on ${hostname()}`,
    );
    expect('fault' in readCase(file)).toBe(false);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    // It left its lock behind; the next one takes it over.
    expect(existsSync(`${file}.lock`)).toBe(true);
    const third = resumeCase(file);
    expect('opened' in third).toBe(true);
    if ('opened' in third) third.opened.close();
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('the same process cannot open it twice either', () => {
    const file = join(tempFolder(), 'twice.case.jsonl');
    const opened = openedAt(file, openingOf('tutorial', ['town_hall']));
    expect('fault' in resumeCase(file)).toBe(true);
    opened.close();
    const again = resumeCase(file);
    if ('opened' in again) again.opened.close();
    expect('opened' in again).toBe(true);
  });

  test.each(['', '{', 'null', '{"pid":"x"}', '{}'])('a lock that says nothing (%j) is taken over', (text) => {
    const file = join(tempFolder(), 'odd.case.jsonl');
    openedAt(file, openingOf('tutorial', ['town_hall'])).close();
    writeFileSync(`${file}.lock`, text);
    const opened = resumeCase(file);
    expect('opened' in opened).toBe(true);
    if ('opened' in opened) opened.opened.close();
  });

  test('a lock of another machine is respected', () => {
    const file = join(tempFolder(), 'far.case.jsonl');
    openedAt(file, openingOf('tutorial', ['town_hall'])).close();
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: 1, host: 'elsewhere' }));
    const opened = resumeCase(file);
    expect('fault' in opened && opened.fault).toContain('process 1 on elsewhere');
  });

  test('a case that is there is not written over', () => {
    const session = newSession('tutorial', ['town_hall']);
    const before = readFileSync(session.file, 'utf8');
    expect('fault' in createCase(session.file, openingOf('tutorial', []))).toBe(true);
    expect(readFileSync(session.file, 'utf8')).toBe(before);
    session.close();
  });
});

describe.skipIf(process.platform === 'win32')('a disk that takes no more', () => {
  test('leaves the file whole, says so, and takes the next input when there is room again', () => {
    const file = join(tempFolder(), 'full.case.jsonl');
    openedAt(file, openingOf('tutorial', ['town_hall'])).close();
    const size = readFileSync(file).length;
    // A limit on the size of files stands for the full disk: writes beyond it fail in the middle of a line.
    const blocks = Math.ceil(size / 512) + 1;
    const body = `
      let written = 0;
      try {
        for (;;) { one.add(0, { kind: 'note', turn: 1, seat: 'town_hall', text: 'x'.repeat(150) }); written++; }
      } catch (error) {
        console.log(JSON.stringify({ written, isFault: error instanceof CaseWriteFault, kept: one.log().entries.length }));
      }
      const read = readCase(file);
      console.log(JSON.stringify({ torn: read.torn, entries: read.log?.entries.length ?? read.fault }));`;
    const command = `ulimit -f ${blocks}; trap '' XFSZ; exec "$0" --input-type=module -e "$1"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, childScript(file, body)], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const [tried, read] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(tried).toMatchObject({ isFault: true });
    expect(tried!.written).toBeGreaterThan(0);
    expect(tried!.kept).toBe(tried!.written);
    expect(read).toEqual({ torn: false, entries: tried!.written });
    const opened = resumeCase(file);
    if ('fault' in opened) throw new Error(opened.fault);
    expect(opened.torn).toBe(false);
    opened.opened.add(0, { kind: 'note', turn: 1, seat: 'town_hall', text: 'there is room again' });
    expect(opened.opened.log().entries).toHaveLength((tried!.written as number) + 1);
    opened.opened.close();
  });
});
