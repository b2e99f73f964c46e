// The command is killed at random moments, interrupted, run twice at once, and meets a full disk: nothing finished is lost or run again, and the
// bytes at the end are those of a command that nobody disturbed.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { treeOf } from '../batch/store/small-batch.ts';
import { type Ended, greyzone, start } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-kill-'));
const alone = join(folder, 'alone');
const PATIENCE = 240_000;

function command(out: string): readonly string[] {
  const futures = ['--worlds', '40', '--replications', '50', '--block-runs', '100', '--seed', 'kill'];
  return ['batch', 'gamblers-ruin', '--out', out, '--workers', '2', '--quiet', ...futures];
}

beforeAll(async () => {
  expect(await greyzone(...command(alone))).toMatchObject({ code: 0, stderr: '' });
}, PATIENCE);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Blocks that are whole, with what tells a file from another of the same bytes. */
function finishedBlocks(out: string): ReadonlyMap<string, string> {
  const blocks = join(out, 'blocks');
  const names = existsSync(blocks) ? readdirSync(blocks).filter((name) => name.endsWith('.json')) : [];
  return new Map(
    names.map((name) => {
      const { ino, mtimeMs } = statSync(join(blocks, name.replace('.json', '.parquet')));
      return [name, `${ino} ${mtimeMs}`];
    }),
  );
}

async function untilBlocks(out: string, more: number, ended: Promise<Ended>): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  while (!over && finishedBlocks(out).size < more) await pause(3);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Processes that a process started. */
function childrenOf({ pid }: ChildProcess): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}

describe('a batch in a folder', () => {
  it(
    'killed again and again comes to the same bytes, and no finished block is run twice',
    async () => {
      const out = join(folder, 'killed');
      let kills = 0;
      for (let round = 0; round < 5; round++) {
        const before = finishedBlocks(out);
        const { child, ended } = start(command(out));
        await untilBlocks(out, before.size + 1, ended);
        await pause(Math.random() * 40);
        child.kill('SIGKILL');
        if ((await ended).code === null) kills += 1;
        const after = finishedBlocks(out);
        for (const [name, mark] of before) expect(after.get(name), name).toBe(mark);
      }
      expect(kills).toBeGreaterThan(0);
      const kept = finishedBlocks(out);
      expect(await greyzone(...command(out))).toMatchObject({ code: 0, stderr: '' });
      for (const [name, mark] of finishedBlocks(out)) if (kept.has(name)) expect(mark, name).toBe(kept.get(name));
      expect(treeOf(out)).toEqual(treeOf(alone));
    },
    PATIENCE,
  );

  it(
    'interrupted says what is kept and how to go on; its processes end, and nothing half is left',
    async () => {
      const out = join(folder, 'interrupted');
      const { child, ended } = start(command(out));
      await untilBlocks(out, 1, ended);
      const workers = childrenOf(child);
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      expect(code).toBe(130);
      expect(stderr).toMatch(
        /^greyzone: interrupted: (\d+) of 2000 runs are in .*, all whole\. To go on:\n {2}greyzone shard /,
      );
      if (process.platform === 'linux') expect(workers).toHaveLength(2);
      for (const pid of workers) expect(existsSync(`/proc/${pid}`), `process ${pid}`).toBe(false);
      expect(readdirSync(join(out, 'blocks')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect(Number(/(\d+) of 2000/.exec(stderr)?.[1])).toBe(finishedBlocks(out).size * 100);
      expect((await greyzone('shard', out, '--index', '0', '--of', '1', '--quiet')).stdout).toMatch(
        /^shard 0 of 1 is whole: \d+ blocks? run, [1-9]/,
      );
      expect((await greyzone('merge', out)).code).toBe(0);
      expect(treeOf(out)).toEqual(treeOf(alone));
    },
    PATIENCE,
  );

  it(
    'worked on by two commands at once is the same bytes',
    async () => {
      const out = join(folder, 'twice');
      const ends = await Promise.all([greyzone(...command(out)), greyzone(...command(out))]);
      for (const end of ends) expect(end).toMatchObject({ code: 0, stderr: '' });
      expect(treeOf(out)).toEqual(treeOf(alone));
    },
    PATIENCE,
  );

  it(
    'survives the death of one of its workers, and says how to go on',
    async () => {
      const out = join(folder, 'worker');
      const { child, ended } = start(command(out));
      await untilBlocks(out, 1, ended);
      const [victim] = childrenOf(child);
      if (victim === undefined) return void expect(process.platform).not.toBe('linux');
      process.kill(victim, 'SIGKILL');
      const { code, stderr } = await ended;
      expect(stderr).toMatch(
        /^greyzone: a worker broke down.*finished blocks are kept, and the same command goes on\n$/,
      );
      expect(code).toBe(1);
      expect(await greyzone(...command(out))).toMatchObject({ code: 0, stderr: '' });
      expect(treeOf(out)).toEqual(treeOf(alone));
    },
    PATIENCE,
  );

  it(
    'on a full disk keeps what fitted, and goes on when there is room',
    async (context) => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status === 0;
      if (process.platform !== 'linux' || process.getuid?.() !== 0 || !mount('size=120k'))
        return context.skip('no small disk can be mounted here');
      const out = join(disk, 'out');
      try {
        const full = await greyzone(...command(out));
        expect(full.stderr).toMatch(
          /^greyzone: cannot write .*: the disk is full; finished blocks are kept, and the same command goes on\n$/,
        );
        expect(full.code).toBe(1);
        expect(finishedBlocks(out).size).toBeGreaterThan(0);
        expect(mount('remount,size=8m')).toBe(true);
        expect(await greyzone(...command(out))).toMatchObject({ code: 0, stderr: '' });
        expect(treeOf(out)).toEqual(treeOf(alone));
      } finally {
        spawnSync('umount', [disk]);
      }
    },
    PATIENCE,
  );

  it(
    'that may not grow its files says so',
    async () => {
      if (process.platform === 'win32') return;
      const out = join(folder, 'limited');
      const launcher = new URL('../../dist/ui-terminal/launch.js', import.meta.url).pathname;
      const child = spawn('bash', ['-c', 'ulimit -f 2; exec "$0" "$@"', process.execPath, launcher, ...command(out)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let stderr = '';
      child.stderr.on('data', (text) => (stderr += text));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(stderr).toMatch(/^greyzone: cannot write .*: the file would become too large/);
      expect(code).toBe(1);
    },
    PATIENCE,
  );
});
