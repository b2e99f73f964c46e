// Cases on the disk: one writer, no half lines, and a full disk leaves what was there.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CaseWriteFault, createCase, readCase, resumeCase } from '../../engine/case/case-store.ts';
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
    expect('fault' in second && second.fault.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'TIME')).toBe(
      `held.case.jsonl is being written by process ${child.pid} on ${hostname()} since TIME UTC`,
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

describe.skipIf(process.platform === 'win32')('a file that somebody else touches while it is open', () => {
  const note = (text: string) => ({ kind: 'note', turn: 1, seat: 'town_hall', text }) as const;
  const held = () => {
    const file = join(tempFolder(), 'held.case.jsonl');
    const opened = openedAt(file, openingOf('tutorial', ['town_hall']));
    opened.add(0, note('the first'));
    return { file, opened };
  };
  const notesIn = (file: string): readonly unknown[] => {
    const read = readCase(file);
    if ('fault' in read) throw new Error(read.fault);
    return read.log.entries.map(({ input }) => (input.kind === 'note' ? input.text : input.kind));
  };

  test('is written anew when it was removed, at the next input or when it is closed', () => {
    const { file, opened } = held();
    rmSync(file);
    opened.add(1, note('the second'));
    expect(notesIn(file)).toEqual(['the first', 'the second']);
    opened.add(2, note('the third'));
    rmSync(file);
    opened.close();
    expect(notesIn(file)).toEqual(['the first', 'the second', 'the third']);
  });

  test('is left as it is when it was changed; what was done is kept beside it, once', () => {
    const { file, opened } = held();
    const changed = readFileSync(file, 'utf8').replace('first', 'other');
    writeFileSync(file, changed);
    expect(() => opened.add(1, note('the second'))).toThrow(CaseWriteFault);
    expect(() => opened.add(1, note('the second'))).toThrow(/somebody else changed the case.*held\.kept-/);
    expect(opened.log().entries).toHaveLength(1);
    opened.close();
    expect(readFileSync(file, 'utf8')).toBe(changed);
    const kept = readdirSync(dirname(file)).filter((name) => name.includes('.kept-'));
    expect(kept).toHaveLength(1);
    expect(notesIn(join(dirname(file), kept[0]!))).toEqual(['the first']);
  });

  test('is gone on with where only its time or its place on the disk is another', () => {
    const { file, opened } = held();
    utimesSync(file, 1, 1);
    opened.add(1, note('the second'));
    writeFileSync(`${file}.copy`, readFileSync(file));
    renameSync(`${file}.copy`, file);
    opened.add(2, note('the third'));
    opened.close();
    expect(notesIn(file)).toEqual(['the first', 'the second', 'the third']);
  });

  test('whose folder is gone is told as not written', () => {
    const { file, opened } = held();
    rmSync(dirname(file), { recursive: true });
    expect(() => opened.add(1, note('the second'))).toThrow(/no such file or folder/);
    opened.close();
    expect(existsSync(dirname(file))).toBe(false);
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
