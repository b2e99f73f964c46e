// `greyzone batch --until` as a user runs it: it stops by itself, in the same place however it was disturbed, and every reader sees the runs that count.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Stopped } from '../../engine/batch/sequential/stopped-file.ts';
import { rowsFile } from '../../engine/batch/store/batch-folder.ts';
import { runStored } from '../../engine/batch/store/run-stored.ts';
import type { Study } from '../../engine/report/study/study.ts';
import { noPaint } from '../../engine/report/text-layout.ts';
import { batch } from '../../ui-terminal/commands/batch.ts';
import { exportBatch } from '../../ui-terminal/commands/export.ts';
import { merge } from '../../ui-terminal/commands/merge.ts';
import { plan } from '../../ui-terminal/commands/plan.ts';
import { query } from '../../ui-terminal/commands/query.ts';
import { report } from '../../ui-terminal/commands/report.ts';
import { shard } from '../../ui-terminal/commands/shard.ts';
import { slurm } from '../../ui-terminal/commands/slurm.ts';
import { verify } from '../../ui-terminal/commands/verify.ts';
import { openBatch, type PlanOptions, plannedBatch } from '../../ui-terminal/stored-batch.ts';
import type { Terminal } from '../../ui-terminal/terminal.ts';
import { scratchFolder, treeOf } from '../batch/store/small-batch.ts';

const RAIDS = `
greyzone: 1
id: raids
version: 1.0.0
title: Raids
question: Does a guard pay?
clock: { start: 2014-11, turn: month, turns: 1 }
phases: [only]
seats: { home: Home }
uncertainties: { danger: { uniform: [0.2, 0.6], source: judgement, why: made up } }
levers: { guard: { seat: home, levels: { none: 1, full: 0.5 }, source: judgement, why: made up } }
stocks: { harm: { start: 0, range: [0, 1], why: made up } }
incidents: { raid: { phase: only, chance: danger * guard, effects: { harm: +1 } } }
options: { guarding: { without: { guard: none }, with: { guard: full } } }
outcomes: { harmed: { is: final(harm), better: lower } }
`;

const scratch = scratchFolder();
const scenario = join(scratch, 'raids.yaml');
writeFileSync(scenario, RAIDS);

const UNTIL = 'diff(harmed, without, with) +- 0.06';
const ASKED = {
  seed: 'until',
  engine: 'auto',
  until: UNTIL,
  worlds: 1500,
  blockRuns: 360,
  replications: 1,
  workers: 2,
  quiet: true,
} as const;
const options = (changes: Partial<PlanOptions> = {}): PlanOptions => ({ ...ASKED, out: whole, ...changes });
const whole = join(scratch, 'whole');

interface Said {
  readonly out: string;
  readonly err: string;
}

async function told(work: (terminal: Terminal) => Promise<void>): Promise<Said> {
  const said = { out: '', err: '' };
  await work({
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    width: 80,
    liveWidth: null,
    paint: noPaint,
  } as Terminal);
  return said;
}

const run = (changes: Partial<PlanOptions> = {}): Promise<Said> =>
  told((terminal) => batch(scenario, options(changes), terminal));
const stoppedIn = (folder: string): Stopped =>
  JSON.parse(readFileSync(join(folder, 'stopped.json'), 'utf8')) as Stopped;

/** The command itself, in a process of its own that is killed outright as soon as its first block is there. */
function killed(out: string): Promise<void> {
  mkdirSync(join(out, 'blocks'), { recursive: true });
  const launcher = fileURLToPath(new URL('../../ui-terminal/launch.ts', import.meta.url));
  const words = ['batch', scenario, '--out', out, '--until', UNTIL, '--seed', 'until', '--worlds', '1500'];
  const child = spawn(
    process.execPath,
    [launcher, ...words, '--replications', '1', '--block-runs', '360', '--workers', '1', '--quiet'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const seen = watch(join(out, 'blocks'), (_, name) => {
    if (name === 'block-00000000.json') child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) =>
    child.on('close', (code, signal) => {
      seen.close();
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`it ended with code ${code} before it was killed`));
    }),
  );
}

describe('a stored batch with --until', () => {
  let said: Said;
  let stopped: Stopped;
  beforeAll(async () => {
    said = await run();
    stopped = stoppedIn(whole);
  }, 60_000);

  test('stops when its goal is decided, says so, and names what is next', () => {
    expect(stopped.status).toBe('decided');
    expect(stopped.blocks).toBeGreaterThan(2);
    expect(stopped.blocks).toBeLessThan(9);
    const { worlds } = stopped;
    expect(said.out).toContain(`\nruns      ${2 * worlds}: 2 arms x ${worlds} worlds x 1 replication\n`);
    expect(said.out).toMatch(
      new RegExp(`^stopped +decided after \\d+ looks?, at ${worlds} of at most 1500 worlds`, 'm'),
    );
    expect(said.out).toMatch(/^looks .*1 of 1 at \d+$/m);
    expect(said.out).toMatch(new RegExp(`without - with: 0\\.\\d+ \\(.* to .*\\): known, decided at ${worlds} worlds`));
    expect(said.out).toContain(`--until '${UNTIL}' --method sequence --confidence 0.95 --block-runs 360 --out`);
    expect(said.out).toMatch(/--design mc --worlds 1500/);
    expect(said.out).toContain(`  greyzone report ${whole} -o report.html\n`);
  });

  test('shows every reader the runs that count and no others', { timeout: 60_000 }, async () => {
    const { runs, worlds, blocks } = stopped;
    const sql = 'SELECT count(*) AS n, max(world) AS last FROM runs';
    expect(await told((terminal) => query(whole, sql, { csv: true }, terminal))).toEqual({
      out: `n,last\n${runs},${worlds - 1}\n`,
      err: '',
    });
    const csv = join(scratch, 'runs.csv');
    expect((await told((terminal) => exportBatch(whole, { csv }, terminal))).out).toContain(`: ${runs} rows, `);
    expect(readFileSync(csv, 'utf8').trimEnd().split('\n')).toHaveLength(runs + 1);
    const before = treeOf(whole);
    expect((await told((terminal) => verify(whole, { sample: 1, quiet: true, workers: 1 }, terminal))).out).toBe(
      `${blocks} of ${blocks} blocks are there, with the bytes that their records name\n` +
        '1 block run again: the same numbers, the same bytes\n' +
        'looked at again, they come to the stop that stopped.json names\n',
    );
    const { out } = await told((terminal) => report(whole, { futures: 16, json: true, quiet: true }, terminal));
    const study = JSON.parse(out) as Study;
    expect(study.design).toMatchObject({ runs, worlds, failed: 0 });
    expect(study.design.words.join(' ')).toContain(
      `The batch was to run until this is known: ${UNTIL}. It stopped after ${worlds} of at most 1,500 worlds, when that was decided.`,
    );
    expect(study.limits.join(' ')).toContain('The batch was stopped by a rule');
    expect(treeOf(whole)).toEqual(before);
  });

  test('killed outright and asked again, it leaves the same bytes', { timeout: 60_000 }, async () => {
    const out = join(scratch, 'killed');
    await killed(out);
    expect(readdirSync(out)).not.toContain('stopped.json');
    for (const unfinished of [merge, (folder: string, t: Terminal) => exportBatch(folder, { csv: '-' }, t)])
      await expect(told((terminal) => unfinished(out, terminal))).rejects.toThrow('has not come to its stop yet');
    await run({ out });
    expect(treeOf(out)).toEqual(treeOf(whole));
  });

  test('planned, with every block there already, the one shard comes to the same', { timeout: 60_000 }, async () => {
    const out = join(scratch, 'planned');
    const { out: planned } = await told((terminal) => plan(scenario, options({ out }), terminal));
    expect(planned).toMatch(/one shard, since it looks after one block after the other/);
    expect(planned).toMatch(/^stops +by itself/m);
    const { opened, plan: all } = await openBatch(out);
    await runStored(opened, all, { index: 0, of: 1 }, { workers: 1 });
    expect(readdirSync(join(out, 'blocks')).length).toBeGreaterThan(2 * stopped.blocks);
    await expect(told((terminal) => merge(out, terminal))).rejects.toThrow('has not come to its stop yet');
    const one = await told((terminal) => shard(out, { index: 0, of: 1, quiet: true, workers: 1 }, terminal));
    expect(one.out).toBe(`stopped, decided, after ${stopped.blocks} blocks and ${stopped.worlds} worlds\n`);
    await told((terminal) => merge(out, terminal));
    expect(treeOf(out)).toEqual(treeOf(whole));
    for (const parts of [
      (terminal: Terminal) => shard(out, { index: 0, of: 2 }, terminal),
      (terminal: Terminal) => slurm(out, { array: 2, cpus: 1 }, terminal),
    ])
      await expect(told(parts)).rejects.toThrow('only then knows whether to run the next');
  });

  test('mends a block that was lost since, and tells a stop that was forged', { timeout: 60_000 }, async () => {
    const out = join(scratch, 'forged');
    cpSync(whole, out, { recursive: true });
    rmSync(rowsFile(out, 1));
    await run({ out });
    expect(treeOf(out)).toEqual(treeOf(whole));
    const file = join(out, 'stopped.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"verdict": "known"', '"verdict": "higher"'));
    await expect(told((terminal) => verify(out, { sample: 0, quiet: true, workers: 1 }, terminal))).rejects.toThrow(
      'stopped.json is not what these blocks come to',
    );
  });

  test('is laid out by a budget or by looks', async () => {
    const { worlds, blockRuns, ...rest } = options();
    const budget = await plannedBatch(scenario, { ...rest, out: join(scratch, 'budget'), budget: 4001 });
    expect(budget.opened.manifest).toMatchObject({ question: { worlds: 2000, design: 'mc' }, blockFutures: 63 });
    const looks = await plannedBatch(scenario, { ...rest, out: join(scratch, 'looks'), looks: [200, 300] });
    expect(looks.opened.manifest).toMatchObject({ question: { worlds: 300 }, blockFutures: 100, blocks: 3 });
    expect(looks.opened.manifest.reproduce).toContain('--looks 200,300');
    // The scenario's usual baseline is not ranked unless it is named.
    const { blockRuns: _, ...baltic } = options({
      out: join(scratch, 'baltic'),
      policies: ['none+hold', 'promise+hold'],
      until: 'best',
    });
    const best = await plannedBatch(join(import.meta.dirname, '../../scenarios/baltic-2014'), baltic);
    expect(best.opened.manifest).toMatchObject({
      baseline: 'none+hold',
      until: { ranked: ['none+hold', 'promise+hold'] },
    });
    // The command that a batch names plans the same batch.
    const again = await plannedBatch(scenario, {
      ...rest,
      out: join(scratch, 'again'),
      until: looks.opened.manifest.reproduce.match(/--until '([^']+)'/)![1]!,
      worlds: 300,
      looks: [200, 300],
    });
    expect(again.opened.manifestHash).toBe(looks.opened.manifestHash);
  });

  test('refuses what does not go together, and makes no folder then', async () => {
    const out = join(scratch, 'none');
    const { until, worlds, ...plain } = options({ out });
    const cases: readonly (readonly [PlanOptions, RegExp])[] = [
      [{ ...plain, method: 'spending' }, /--method goes with --until/],
      [{ ...plain, budget: 5000 }, /--budget goes with --until/],
      [
        options({ out, allocate: 'ocba' }),
        /cannot send runs where the best is in doubt: take "greyzone choose --allocate ocba"/,
      ],
      [options({ out, design: 'lhs' }), /Latin hypercube/],
      [options({ out, worlds: 100 }), /before 128 worlds nothing is said, and here these are 256 runs/],
      [options({ out, looks: [200, 400] }), /--looks ends at 400 worlds, and the batch has 1500/],
      [options({ out, until: 'diff(harmed, without, wit) +- 1' }), /a problem in --until/],
      [options({ until: 'best' }), /holds another batch \(other goals\)/],
      [{ ...plain, out: whole, worlds: 1500, design: 'mc' }, /holds another batch \(other goals\)/],
    ];
    for (const [asked, why] of cases) await expect(plannedBatch(scenario, asked)).rejects.toThrow(why);
    expect(readdirSync(scratch)).not.toContain('none');
  });
});
