// The command as a user meets it: answers on stdout, the rest on stderr, exit codes, and one clear line for every mistake.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Comparison } from '../../engine/report/comparison.ts';
import { compareSchema } from '../report/compare-schema.ts';
import { greyzone, start } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const die = ['compare', 'knuth-yao-die', '--worlds', '8', '--replications', '4'];

async function comparison(...args: readonly string[]): Promise<Comparison> {
  const { code, stdout } = await greyzone(...die, '--json', '--quiet', ...args);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Comparison;
}

describe('compare', () => {
  test('gives the same digest for one worker and two, twice', async () => {
    const results = [
      await comparison('--workers', '1'),
      await comparison('--workers', '2'),
      await comparison('--workers', '2'),
    ];
    expect(new Set(results.map(({ digest }) => digest)).size).toBe(1);
    const [first, ...others] = results.map((result) => ({ ...result, timing: null }));
    for (const other of others) expect(other).toEqual(first);
    expect((await comparison('--seed', 'other')).digest).not.toBe(first!.digest);
  });

  test('--json is the documented document', async () => {
    expect(compareSchema.safeParse(await comparison()).error).toBeUndefined();
  });

  test('the command it prints gives the same digest', async () => {
    const { digest, reproduce } = await comparison('--seed', 'demo', '--design', 'lhs');
    const [, ...words] = reproduce.split(' ');
    const again = await greyzone(...words, '--json');
    expect((JSON.parse(again.stdout) as Comparison).digest).toBe(digest);
  });

  test('prints a table of at most 80 columns when nobody says how wide, without colour', async () => {
    const { code, stdout, stderr } = await greyzone(...die, '--quiet');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('A die made of coin flips');
    expect(stdout).not.toContain('\u001b');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('FORCE_COLOR colours, --no-color wins over it', async () => {
    expect((await start([...die, '-q'], { FORCE_COLOR: '1' }).ended).stdout).toContain('\u001b[');
    expect((await start([...die, '-q', '--no-color'], { FORCE_COLOR: '1' }).ended).stdout).not.toContain('\u001b');
  });

  test('--csv has a row for each arm and outcome', async () => {
    const { stdout } = await greyzone(...die, '--csv', '-q');
    expect(stdout.split('\r\n')).toHaveLength(1 + 8 + 1);
  });

  test('-o writes the whole answer and leaves nothing beside it', async () => {
    const path = join(folder, 'result.json');
    writeFileSync(path, 'before');
    const { code, stdout } = await greyzone(...die, '--json', '-q', '-o', path);
    expect([code, stdout]).toEqual([0, '']);
    expect(compareSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).success).toBe(true);
    expect(readdirSync(folder)).toEqual(['result.json']);
  });

  test('-o writes through a link, and does not replace a device', async () => {
    const [path, link] = [join(folder, 'target.txt'), join(folder, 'link.txt')];
    writeFileSync(path, 'before');
    symlinkSync(path, link);
    expect((await greyzone(...die, '-q', '-o', link)).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('A die made of coin flips');
    expect((await greyzone('schema', '-o', '/dev/null')).code).toBe(0);
    expect((await greyzone('schema', '-o', '/dev/null')).code).toBe(0);
  });

  test('says how many runs failed and ends with 1 when all did', async () => {
    const args = ['compare', 'geometric-wait', '--worlds', '2', '--replications', '2', '--set', 'chance_of_success=2'];
    const { code, stdout, stderr } = await greyzone(...args, '-q');
    expect(code).toBe(1);
    expect(stderr).toBe('greyzone: every run failed\n');
    expect(stdout).toContain('4 of 4 runs failed');
    const again = /greyzone (run geometric-wait[\s\S]*?)\n\n/.exec(stdout)![1]!;
    const one = await greyzone(...again.split(/[\s\\]+/));
    expect(one.code).toBe(1);
    expect(one.stdout).toContain('THE RUN FAILS in phase draw: chance out of range: success');
  });

  test('stops at once when interrupted, keeps nothing, and says so', async () => {
    const path = join(folder, 'never.txt');
    const { child, ended } = start(['compare', 'gamblers-ruin', '--worlds', '1000', '-o', path]);
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/greyzone: interrupted after \d+ of 2000000 runs; nothing was kept or written\n$/);
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([]);
  });
});

describe('a reader who stops reading', () => {
  test.each([['schema'], ['run', 'gamblers-ruin'], ['run', 'gamblers-ruin', '--json']])(
    'is no failure: %s %s',
    async (...args) => {
      const { child, ended } = start(args);
      child.stdout?.once('data', () => child.stdout?.destroy());
      const { code, stderr } = await ended;
      expect([code, stderr]).toEqual([0, '']);
    },
  );
});

describe('bad input ends with 2 and one clear line', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['compar knuth-yao-die', /unknown command 'compar'\n\(Did you mean compare\?\)/],
    ['compare', /missing required argument 'scenario'/],
    ['compare knuth-yao-dye', /no scenario "knuth-yao-dye".*[Dd]id you mean "knuth-yao-die"\?/],
    ['compare knuth-yao-die --polices all', /unknown option '--polices'\n\(Did you mean --policies\?\)/],
    ['compare knuth-yao-die --worlds 0', /--worlds.*'0' is invalid/],
    ['compare knuth-yao-die --worlds 1000000000000', /worlds: expected a whole number from 1 to 4294967296/],
    ['compare knuth-yao-die --worlds 4000000000', /more numbers than fit/],
    ['compare knuth-yao-die --worlds 1e3', /--worlds.*'1e3' is invalid/],
    ['compare knuth-yao-die --replications 9999999', /replications: expected a whole number from 1 to/],
    ['compare knuth-yao-die --policies defalt', /unknown policy "defalt"; did you mean "default"\?/],
    ['compare knuth-yao-die --policies a,,b', /Expected names parted by commas/],
    ['compare knuth-yao-die --doctrines nine', /unknown doctrine "nine"; did you mean "none"\?/],
    ['compare knuth-yao-die --variants bas', /unknown variant "bas"; did you mean "base"\?/],
    ['compare knuth-yao-die --baseline x', /unknown policy "x"; known: default/],
    ['compare knuth-yao-die --outcomes flip', /unknown outcome "flip"; did you mean "flips"\?/],
    ['compare geometric-wait --set chance_of_sucess=1', /did you mean "chance_of_success"\?/],
    ['compare geometric-wait --set chance_of_success=much', /Expected name=value with a finite number/],
    ['compare knuth-yao-die --design sobl', /Allowed choices are sobol, lhs, mc/],
    ['compare knuth-yao-die --engine warp', /Allowed choices are auto, reference/],
    ['compare knuth-yao-die --workers 100000', /--workers 100000: at most 512/],
    ['compare knuth-yao-die --json --csv', /cannot be used with option/],
    ['compare knuth-yao-die -o /no/such/folder/x', /-o \/no\/such\/folder\/x: cannot be written/],
    ['compare knuth-yao-die -o /', /-o \/: this is a folder/],
    ['run knuth-yao-die --world 9 --worlds 4', /worlds are counted from 0/],
    ['run knuth-yao-die --policy x', /unknown policy "x"/],
    ['diagram knuth-yao-die --machine dye', /unknown machine "dye"; did you mean "die"\?/],
    ['diagram knuth-yao-die --format png', /Allowed choices are mermaid, svg, dot, json/],
    ['kernel knuth-yao-die --print asm', /Allowed choices are js, wat/],
    ['kernel knuth-yao-die --variant bas', /unknown variant "bas"; did you mean "base"\?/],
    ['check no-such-thing', /no scenario "no-such-thing"/],
  ];
  test.concurrent.each(cases)('%s', async (line, message) => {
    const { code, stdout, stderr } = await greyzone(...line.split(' '));
    expect(code, stderr).toBe(2);
    expect(stdout + stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('check', () => {
  test('ends with 0 for what comes along', async () => {
    const { code, stdout } = await greyzone('check', 'knuth-yao-die');
    expect([code, stdout]).toEqual([0, 'knuth-yao-die 1.0.0: no problems\n']);
  });

  test('points at a mistake with file, line and column, and ends with 2', async () => {
    const path = join(folder, 'typo.yaml');
    writeFileSync(path, 'greyzone: 1\nid: typo\ntitel: A mistake\n');
    const { code, stdout } = await greyzone('check', path);
    expect(code).toBe(2);
    expect(stdout).toMatch(/typo\.yaml:3:1 /);
    const json = await greyzone('check', path, '--json');
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ format: 'greyzone.check/1', scenario: null });
  });
});

describe('the other commands', () => {
  test('scenarios lists what comes along', async () => {
    const { stdout } = await greyzone('scenarios');
    expect(stdout).toMatch(/^knuth-yao-die +1\.0\.0 +A die made of coin flips$/m);
  });

  test('schema prints a JSON Schema', async () => {
    expect(JSON.parse((await greyzone('schema')).stdout)).toMatchObject({ type: 'object' });
  });

  test('run tells a story that ends with the outcomes, the same every time', async () => {
    const first = await greyzone('run', 'knuth-yao-die', '--seed', 'demo');
    expect(first.stdout).toMatch(/^Turn 1, .*\n[\s\S]*machine die: .*\n[\s\S]*Outcomes\n/m);
    expect(await greyzone('run', 'knuth-yao-die', '--seed', 'demo')).toEqual(first);
    const json = JSON.parse((await greyzone('run', 'knuth-yao-die', '--seed', 'demo', '--json')).stdout);
    expect(json).toMatchObject({ format: 'greyzone.run/1', seed: 'demo', failure: null });
  });

  test('run is the run of the batch', async () => {
    const { estimates } = await comparison('--worlds', '1', '--replications', '1', '--seed', 'demo');
    const run = JSON.parse(
      (await greyzone('run', 'knuth-yao-die', '--worlds', '1', '--seed', 'demo', '--json')).stdout,
    );
    for (const { outcome, estimate } of estimates) expect(run.outcomes[outcome]).toBe(estimate);
  });

  test.each([
    ['mermaid', /^stateDiagram-v2/],
    ['dot', /^digraph/],
    ['svg', /<svg[\s\S]*<\/svg>/],
    ['json', /^\{/],
  ])('diagram draws %s', async (format, text) => {
    const { code, stdout } = await greyzone('diagram', 'knuth-yao-die', '--format', format);
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });

  test.each([
    ['js', /^'use strict';\n\/\/ knuth-yao-die 1\.0\.0, variant base/],
    ['wat', /^\(module\n/],
  ])('kernel prints %s to be read', async (form, text) => {
    const { code, stdout } = await greyzone('kernel', 'knuth-yao-die', '--print', form);
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });

  test('diagram goes by the ending of the file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'greyzone-')), 'die.svg');
    const { code } = await greyzone('diagram', 'knuth-yao-die', '-o', file);
    expect(code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('<svg');
  });

  test('every help has examples and the exit codes', async () => {
    for (const command of ['scenarios', 'check', 'schema', 'run', 'diagram', 'compare', 'audit', 'kernel']) {
      const { code, stdout } = await greyzone(command, '--help');
      expect(code).toBe(0);
      expect(stdout).toContain(`Examples:\n  greyzone ${command}`);
      expect(stdout).toContain('130  interrupted');
    }
    expect(await greyzone('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(await greyzone()).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: greyzone') });
  });
});

describe('the launcher', () => {
  const old = oldNode();

  test.skipIf(old === null)('started by an old Node, runs on the bundled one and passes the exit code on', async () => {
    expect(await start(['--version'], {}, old!).ended).toMatchObject({ code: 0, stderr: '' });
    expect(await start(['check', 'nothing-here'], {}, old!).ended).toMatchObject({ code: 2 });
  });

  test.skipIf(old === null)('says what to do when there is no Node that is new enough', async () => {
    const lonely = join(folder, 'lonely');
    const text = readFileSync(new URL('../../dist/ui-terminal/launch.js', import.meta.url), 'utf8');
    writeFileSync(`${lonely}.mjs`, text);
    const child = spawn(old!, [`${lonely}.mjs`], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^greyzone: needs Node 22\.12 or later and was started on v\d+.*\n$/);
  });

  test('uses built-in modules only', () => {
    const text = readFileSync(new URL('../../ui-terminal/launch.ts', import.meta.url), 'utf8');
    const imports = [...text.matchAll(/^import .* from '(.*)';$/gm)].map((match) => match[1]!);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((name) => !name.startsWith('node:'))).toEqual([]);
  });
});

/** A Node before 22 on this machine's path, if there is one. */
function oldNode(): string | null {
  const paths = (process.env.PATH ?? '').split(':').filter((path) => !path.includes('node_modules'));
  const nodes = paths.map((path) => join(path, 'node')).filter(existsSync);
  return nodes.find((node) => majorOf(node) < 22) ?? null;
}

function majorOf(node: string): number {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 99);
}
