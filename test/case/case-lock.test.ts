// One writer of a case: many processes at one instant, a lock left behind, and what a second one is told.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { takeLock } from '../../engine/case/case-lock.ts';
import { resumeCase } from '../../engine/case/case-store.ts';
import { checksum } from '../../engine/case/checksum.ts';
import { openedAt, openingOf, tempFolder } from './played-case.ts';

const store = fileURLToPath(new URL('../../engine/case/case-store.ts', import.meta.url));

const ROUNDS = 40;
const RACERS = 4;
const PATIENCE = 60_000;

/** A process that says `ready`, then for each line `ROUND TIME` tries to open the case of that round at that time, keeps it, and says how it went. */
function racer(folder: string): { readonly child: ChildProcess; readonly next: () => Promise<string> } {
  const script = `
    import { createInterface } from 'node:readline';
    import { join } from 'node:path';
    import { resumeCase } from ${JSON.stringify(store)};
    const kept = [];
    createInterface({ input: process.stdin }).on('line', (line) => {
      const [round, time] = line.split(' ');
      while (Date.now() < Number(time));
      const got = resumeCase(join(${JSON.stringify(folder)}, round + '.case.jsonl'));
      if ('opened' in got) kept.push(got.opened);
      console.log('opened' in got ? 'won' : got.fault);
    });
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return { child, next: async () => String((await lines.next()).value) };
}

/** The id of a process that was and is no more. */
async function gonePid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid!;
}

test('of all that take over a lock left behind at the same instant, one gets it', { timeout: PATIENCE }, async () => {
  const folder = tempFolder();
  const stale = JSON.stringify({ pid: await gonePid(), host: hostname() });
  const opening = openingOf('tutorial', ['town_hall']);
  for (let round = 0; round < ROUNDS; round++) {
    const file = join(folder, `${round}.case.jsonl`);
    openedAt(file, opening).close();
    writeFileSync(`${file}.lock`, stale);
  }
  const racers = Array.from({ length: RACERS }, () => racer(folder));
  for (const { next } of racers) expect(await next()).toBe('ready');
  for (let round = 0; round < ROUNDS; round++) {
    const time = Date.now() + 5;
    for (const { child } of racers) child.stdin!.write(`${round} ${time}\n`);
    const answers = await Promise.all(racers.map(({ next }) => next()));
    const winner = racers[answers.indexOf('won')]?.child.pid;
    expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
    for (const answer of answers)
      if (answer !== 'won')
        expect(answer).toContain(`${round}.case.jsonl is being written by process ${winner} on ${hostname()}`);
    const lock = JSON.parse(readFileSync(join(folder, `${round}.case.jsonl.lock`), 'utf8')) as { readonly pid: number };
    expect(lock.pid).toBe(winner);
  }
  // Drafts and rights of the race are gone.
  expect(readdirSync(folder).filter((name) => !/^\d+\.case\.jsonl(?:\.lock)?$/.test(name))).toEqual([]);
});

test('a second console is told which process on which host writes, and since when', () => {
  const file = join(tempFolder(), 'held.case.jsonl');
  const opened = openedAt(file, openingOf('tutorial', ['town_hall']));
  writeFileSync(`${file}.lock`, JSON.stringify({ pid: 77, host: 'north', since: '2026-05-04 09:00 UTC' }));
  expect(resumeCase(file)).toEqual({
    fault: 'held.case.jsonl is being written by process 77 on north since 2026-05-04 09:00 UTC',
    notes: [`Close it there first. If that process is gone, remove ${file}.lock.`],
  });
  // Whoever closes later leaves the lock of another alone.
  opened.close();
  expect(existsSync(`${file}.lock`)).toBe(true);
});

test('a lock left behind while a lock left behind was taken over is taken over as well', async () => {
  const path = join(tempFolder(), 'a.lock');
  const stale = JSON.stringify({ pid: await gonePid(), host: hostname() });
  writeFileSync(path, stale);
  const first = takeLock(path);
  expect('lock' in first && readFileSync(path, 'utf8')).toContain(`"pid":${process.pid},`);
  const rightName = (): string | undefined => readdirSync(join(path, '..')).find((name) => name !== 'a.lock');
  expect(rightName()).toBeUndefined();
  const again = takeLock(path);
  expect('holder' in again && again.holder).toMatchObject({ pid: process.pid, host: hostname() });
  expect('holder' in again && again.holder.since).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  if ('lock' in first) first.lock.release();
  // A process that crashed between taking the right and using it.
  writeFileSync(path, stale);
  writeFileSync(`${path}.${checksum('', stale).slice(0, 8)}`, stale);
  const third = takeLock(path);
  expect('lock' in third).toBe(true);
  expect(rightName()).toBeUndefined();
});

test('what was written until the lock was free is part of the case', () => {
  const file = join(tempFolder(), 'more.case.jsonl');
  const first = openedAt(file, openingOf('tutorial', ['town_hall']));
  first.add(0, { kind: 'note', turn: 1, seat: 'town_hall', text: 'late' }, '2026-05-04T09:00:00.000Z');
  first.close();
  const second = resumeCase(file);
  if ('fault' in second) throw new Error(second.fault);
  expect(second.opened.log().entries).toEqual(first.log().entries);
  expect(second.opened.log().entries[0]!.at).toBe('2026-05-04T09:00:00.000Z');
  second.opened.close();
});
