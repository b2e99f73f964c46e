// `audit` and `check --reach` as a user meets them: answers, exit codes, Ctrl-C, and one clear line for every mistake.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { greyzone, start } from './greyzone.ts';

const folder = mkdtempSync(join(tmpdir(), 'greyzone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scenario(name: string, sections: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `greyzone: 1
id: ${name}
version: 1.0.0
title: A guard or none
question: Is a guard worth its price?
clock: { start: 2014-09, turn: month, turns: 6 }
phases: [all]
seats: { nato: NATO }
levers: { guard: { seat: nato, levels: { none: 0, one: 1 }, source: judgement, why: x } }
machines:
  alarm:
    phase: all
    initial: quiet
    states:
      quiet: [{ to: ringing, chance: 0.2, why: x }]
      ringing: [{ to: broken, when: turn > horizon }]
      broken: final
${sections}`,
  );
  return path;
}

const GUESSES = `
uncertainties: { danger: { uniform: [0.1, 1], source: judgement, why: x } }
facts: { price: { value: 0.2, range: [0.1, 0.8], source: judgement, why: x } }
options: { guarding: { without: { guard: none }, with: { guard: one } } }
`;
const HARM =
  'outcomes: { harm: { is: "final(if(at(guard, one), price, danger))", better: lower }, rang: { is: "ever(in(alarm, ringing))" } }\n';

const guard = scenario('guard', GUESSES + HARM);

describe('audit', () => {
  const small = ['audit', guard, '--worlds', '64', '-q'];

  test('speaks of one number as of one', async () => {
    const of = async (numbers: string) =>
      (await greyzone(...small, '--numbers', numbers)).stdout.replaceAll(/\s+/g, ' ');
    expect(await of('price')).not.toContain('Over 1 number');
    expect(await of('price,danger')).toContain('Over 2 numbers some verdicts will be wrong by chance.');
  });

  test('gives the headline, the flips and the command that gives them again', async () => {
    const { code, stdout, stderr } = await greyzone(...small);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /The recommendation is with, ahead of without by 0\.\d+\. It flips with 2 of 2 numbers/,
    );
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const again = /Again: greyzone ([\s\S]*)$/
      .exec(stdout)![1]!
      .split(/[\s\\]+/)
      .filter((word) => word !== '');
    expect((await greyzone(...again, '-q')).stdout).toBe(stdout);
  });

  test('--json is greyzone.audit/1, --csv has a row for each number, -o writes a file', async () => {
    const file = join(folder, 'audit.json');
    expect(await greyzone(...small, '--json', '-o', file)).toMatchObject({ code: 0, stdout: '' });
    expect(existsSync(file)).toBe(true);
    const { stdout } = await greyzone(...small, '--json');
    const { format, numbers, recommended } = JSON.parse(stdout);
    expect([format, numbers.length, recommended.policy]).toEqual(['greyzone.audit/1', 2, 'with']);
    const price = numbers.find(({ name }: { name: string }) => name === 'price');
    expect(price.flips[0].value).toBeCloseTo(0.55, 1);
    expect((await greyzone(...small, '--csv')).stdout.trimEnd().split('\r\n')).toHaveLength(3);
  });

  test('asks only about the numbers named, and not about those that are held', async () => {
    const { numbers } = JSON.parse((await greyzone(...small, '--json', '--numbers', 'price')).stdout);
    expect(numbers.map(({ name }: { name: string }) => name)).toEqual(['price']);
    const held = JSON.parse((await greyzone(...small, '--json', '--set', 'danger=0.9')).stdout);
    expect(held.numbers.map(({ name }: { name: string }) => name)).toEqual(['price']);
    expect(held.recommended.lead).toBeCloseTo(0.7, 9);
  });

  // Long enough that the first word on progress, after five seconds, comes well before the end.
  test('stops at once when interrupted, keeps nothing, and says so', async () => {
    const path = join(folder, 'never.txt');
    const { child, ended } = start(['audit', 'narva-spring', '--worlds', '4096', '-o', path]);
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect([code, stdout, existsSync(path)]).toEqual([130, '', false]);
    expect(stderr).toMatch(/greyzone: interrupted after \d+ of \d+ runs; nothing was kept or written\n$/);
  });
});

describe('what cannot be audited ends with 2 and one clear line', () => {
  const one = scenario('one', GUESSES.replace('without: { guard: none }, ', '') + HARM);
  const unranked = scenario('unranked', `${GUESSES}outcomes: { rang: { is: "ever(in(alarm, ringing))" } }\n`);
  const sure = scenario(
    'sure',
    `options: { guarding: { without: { guard: none }, with: { guard: one } } }
outcomes: { guarded: { is: "ever(at(guard, one))", better: higher } }
`,
  );
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[one], /an audit compares policies, and here is only one: with/],
    [[guard, '--policies', 'with'], /here is only one: with/],
    [[unranked], /no outcome of unranked says whether lower or higher is better/],
    [[guard, '--outcome', 'rang'], /outcome "rang" does not say whether lower or higher is better/],
    [[guard, '--outcome', 'harn'], /unknown outcome "harn"; did you mean "harm"\?/],
    [[guard, '--policies', 'with,witout'], /unknown policy "witout"; did you mean "without"\?/],
    [[guard, '--doctrine', 'x'], /unknown doctrine "x"/],
    [[guard, '--variant', 'bas'], /unknown variant "bas"; did you mean "base"\?/],
    [[guard, '--numbers', 'prise'], /unknown fact with a range or uncertainty "prise"; did you mean "price"\?/],
    [[guard, '--set', 'prise=1'], /did you mean "price"\?/],
    [[guard, '--points', '1'], /--points.*'1' is invalid/],
    [[guard, '--workers', '100000'], /--workers 100000: at most 512/],
    [[guard, '--json', '--csv'], /cannot be used with option/],
    [[sure], /nothing to audit: no uncertainty and no fact with a range is graded guess or weak in sure/],
    [[guard, '-o', '/no/such/folder/x'], /-o \/no\/such\/folder\/x: cannot be written/],
  ];
  test.each(cases)('%j', async (args, message) => {
    const { code, stdout, stderr } = await greyzone('audit', ...args, '-q');
    expect([code, stdout], stderr).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('check --reach', () => {
  const reach = ['check', guard, '--reach', '--runs', '400', '-q'];

  test('says after the check what was seen and what never, and ends with 0', async () => {
    const { code, stdout, stderr } = await greyzone(...reach);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^guard 1\.0\.0: no problems\n\nWhat is reached in 400 runs: 2 policies x 1 doctrine x 1/);
    expect(stdout).toMatch(/! +broken +never/);
    expect(stdout).toContain('Never seen: 1 of 3 states.');
  });

  test('--strict makes it a failure with the names', async () => {
    const { code, stderr } = await greyzone(...reach, '--strict');
    expect([code, stderr]).toEqual([1, 'greyzone: never seen in 400 runs: state alarm.broken\n']);
    expect((await greyzone('check', 'knuth-yao-die', '--reach', '--runs', '2000', '--strict', '-q')).code).toBe(0);
  });

  test('--json holds both documents', async () => {
    const document = JSON.parse((await greyzone(...reach, '--json')).stdout);
    expect(document).toMatchObject({ format: 'greyzone.check/1', reach: { format: 'greyzone.reach/1', runs: 400 } });
    const bad = join(folder, 'bad.yaml');
    writeFileSync(bad, 'greyzone: 1\nid: bad\n');
    const { code, stdout } = await greyzone('check', bad, '--reach', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ scenario: null, reach: null });
  });

  test('stops at once when interrupted', async () => {
    const { child, ended } = start(['check', 'narva-spring', '--reach', '--runs', '400000']);
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(/interrupted after \d+ of \d+ runs/),
    });
  });
});
