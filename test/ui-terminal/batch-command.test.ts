// The commands of stored batches as a user runs them, with those that the guide shows; and what they answer to bad input.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { arrayScript, mergeScript } from '../../ui-terminal/slurm-scripts.ts';
import { byteText } from '../../ui-terminal/stored-batch.ts';
import { type Ended, greyzone } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-batch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const runs = join(folder, 'runs');
const shared = join(folder, 'shared');

/** The commands that the guide shows and that need nothing but this machine, with folders of this test. */
const shown = [...readFileSync(new URL('../../docs/batches.md', import.meta.url), 'utf8').matchAll(/^greyzone .+$/gm)]
  .map(([line]) => line)
  .filter((line) => !/\/shared\/|\{\}/.test(line))
  .map((line) => wordsOf(line).slice(1));

function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
  const places = new Set(['runs', 'shared', 'curves', 'runs.csv', 'series.csv']);
  return words.map((word) => (places.has(word) ? join(folder, word) : word));
}

function digestIn({ stdout }: Ended): string | undefined {
  return /^digest +([0-9a-f]{64})$/m.exec(stdout)?.[1];
}

describe('the commands of stored batches', () => {
  it('do what the guide shows, one after the other', async () => {
    expect(shown.map(([command]) => command)).toEqual([
      'batch',
      'verify',
      'query',
      'export',
      'batch',
      'query',
      'export',
      'query',
      'query',
      'plan',
      'shard',
      'shard',
      'merge',
    ]);
    const ends: Ended[] = [];
    for (const words of shown) {
      const end = await greyzone(...words, ...(words[0] === 'batch' ? ['--quiet'] : []));
      expect(end.code, `${words.join(' ')}\n${end.stderr}`).toBe(0);
      ends.push(end);
    }
    const [batch, verify, query, exported, kept, states, series, outcomes, csv, plan, , shard, merge] = ends.map(
      ({ stdout }) => stdout,
    );
    expect(batch).toMatch(/^runs {6}20000: 1 arm x 100 worlds x 200 replications$/m);
    expect(batch).toContain(` --out ${runs}`);
    expect(verify).toBe(
      '1 of 1 blocks are there, with the bytes that their records name\n1 block run again: the same numbers, the same bytes\n',
    );
    expect(query).toMatch(/policy +runs\n +default +20000\n$/);
    expect(exported).toMatch(/20000 rows, \d+(\.\d+)? [kM]B\n$/);
    expect(readFileSync(join(folder, 'runs.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(20001);
    expect(digestIn(ends[4]!)).toBe(digestIn(ends[0]!));
    expect(kept).toMatch(/^series {4}sketch, /m);
    expect(states).toMatch(/turn +state +share\n +100 +\w+ +[01]\.?\d*\n/);
    expect(series).toMatch(/series\.csv: what was kept turn by turn, [\d.]+ [kM]B\n$/);
    expect(outcomes).toContain('win[even]');
    expect(csv).toMatch(/^policy,won\ndefault,0\.\d+\n$/);
    expect(plan).toMatch(/^blocks {4}10 of 2000 runs/m);
    expect(plan).toMatch(/Disk and time are estimates, from 2048 runs on this machine\./);
    expect(shard).toBe('shard 1 of 2 is whole: 5 blocks run, 0 found\n');
    expect(merge).toMatch(/10 blocks/);
    // Other blocks, other digest; the same numbers.
    expect(digestIn(ends[0]!)).toBeDefined();
    const sum = async (of: string): Promise<string> =>
      (await greyzone('query', of, 'SELECT sum(hash(#4, #5, "win[even]", "steps[even]")) AS h FROM runs', '--json'))
        .stdout;
    expect(await sum(shared)).toBe(await sum(runs));
  }, 240_000);

  it('answers bad input with code 2 and one line, and touches nothing', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'letter.txt'), 'dear');
    const cases: readonly (readonly [args: readonly string[], why: RegExp])[] = [
      [['batch', 'gamblers-ruin', '--out', other], /other is not empty and holds no batch: name a new folder/],
      [['batch', 'gamblers-ruin', '--out', join(other, 'letter.txt')], /is a file: name a folder/],
      [['batch', 'gamblers-ruin'], /required option '--out <dir>'/],
      [['batch', 'no-such', '--out', join(folder, 'new')], /no-such/],
      [['batch', 'gamblers-ruin', '--policies', 'nonsense', '--out', join(folder, 'new')], /unknown policy "nonsense"/],
      [['batch', 'gamblers-ruin', '--worlds', '7', '--out', runs], /holds another batch \(worlds 100 there, 7 asked;/],
      [['shard', other, '--index', '0', '--of', '1'], /holds no batch: it has no manifest.json/],
      [['shard', runs, '--index', '2', '--of', '2'], /shards count from 0 to 1/],
      [['merge', join(folder, 'nowhere')], /holds no batch/],
      [['verify', other], /holds no batch/],
      [['query', runs, "COPY runs TO 'x.csv'"], /disabled by configuration/],
      [['export', runs], /expected --csv FILE or --parquet FILE/],
      [['export', runs, '--parquet', '-'], /Parquet goes to a file/],
      [['export', runs, '--csv', folder], /is a folder/],
      [['slurm', runs, '--array', '2', '--time', '1\n2'], /expected what sbatch takes/],
    ];
    for (const [args, why] of cases) {
      const { code, stdout, stderr } = await greyzone(...args);
      expect(stderr, args.join(' ')).toMatch(why);
      expect([code, stdout], args.join(' ')).toEqual([2, '']);
    }
    expect(readFileSync(join(other, 'letter.txt'), 'utf8')).toBe('dear');
    expect(existsSync(join(folder, 'new'))).toBe(false);
  }, 240_000);

  it('a merge of a batch that lacks blocks, and a verification of damaged ones, end with code 1', async () => {
    const batch = join(folder, 'parts');
    await greyzone(
      'plan',
      'gamblers-ruin',
      '--out',
      batch,
      '--worlds',
      '10',
      '--replications',
      '40',
      '--block-runs',
      '100',
    );
    await greyzone('shard', batch, '--index', '0', '--of', '2', '--quiet');
    const merge = await greyzone('merge', batch);
    expect(merge).toMatchObject({ code: 1, stdout: '' });
    expect(merge.stderr).toMatch(/2 of 4 blocks are missing or damaged \(1, 3\)/);
    const verify = await greyzone('verify', batch, '--sample', '1', '--quiet');
    expect(verify).toMatchObject({ code: 1, stderr: 'greyzone: 2 of 4 blocks are missing or damaged (1, 3)\n' });
    const query = await greyzone('query', batch, 'SELECT count(*) AS n FROM runs', '--csv');
    expect(query).toEqual({ code: 0, stdout: 'n\n200\n', stderr: 'greyzone: only 2 of 4 blocks are there\n' });
    // Another version of the program adds no blocks.
    const file = join(batch, 'manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"program": "[^"]+"/, '"program": "9.9.9"'));
    const shard = await greyzone('shard', batch, '--index', '1', '--of', '2', '--quiet');
    expect(shard.stderr).toMatch(/was planned by greyzone 9\.9\.9 and this is .*: finish it with that version/);
    expect(shard.code).toBe(2);
  }, 240_000);

  it('writes scripts for Slurm that a shell understands, whatever the folder is called', async () => {
    const place = { node: '/opt/node', program: '/opt/grey zone/launch.js', folder: "/data/it's", id: 'tiny' };
    const script = arrayScript(place, { array: 8, cpus: 2, partition: 'main', time: '01:00:00' });
    expect(script).toContain("folder='/data/it'\\''s'");
    expect(script).toMatch(/^#SBATCH --array=0-7$/m);
    expect(script).toMatch(/^#SBATCH --partition=main\n#SBATCH --time=01:00:00$/m);
    expect(mergeScript(place, {})).not.toContain('partition');
    const end = await greyzone('slurm', runs, '--array', '1');
    expect(end.stdout).toMatch(/sbatch --dependency=afterok:\$job --kill-on-invalid-dep=yes/);
    expect(statSync(join(runs, 'run.sbatch')).mode & 0o111).not.toBe(0);
  });

  it('tells sizes', () => {
    expect([0, 999, 1000, 12_345, 9_960_000, 3.2e12].map(byteText)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 kB',
      '12 kB',
      '10.0 MB',
      '3.2 TB',
    ]);
  });
});
