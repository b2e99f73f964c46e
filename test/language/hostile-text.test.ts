// Files that are meant to hurt: each is answered clearly, in bounded time and memory, and shown harmlessly.

import { describe, expect, test } from 'vitest';
import { MAX_TEXT_BYTES, MAX_YAML_DEPTH, MAX_YAML_TOKENS } from '../../engine/language/yaml-text.ts';
import { MOST_PROBLEMS } from '../../engine/problem.ts';
import { caretsOf, EVERY_WORD, edited, inspect, timed } from './every-word.ts';

const SMALL = `greyzone: 1
id: small
title: T
question: Q?
clock: { start: 2014-09, turn: month, turns: 3 }
phases: [main]
stocks: { fear: { start: 0, range: [0, 1] } }
outcomes: { o: { is: final(fear) } }
`;

/** What is said, with a bound on the time that it takes and the memory that it needs. */
function bounded(text: string) {
  const memory = process.memoryUsage().heapUsed;
  const { answer, seconds } = timed(() => inspect(text));
  expect(seconds).toBeLessThan(2);
  expect(process.memoryUsage().heapUsed - memory).toBeLessThan(500_000_000);
  expect(answer.problems.length).toBeLessThanOrEqual(MOST_PROBLEMS + 1);
  return answer;
}

function range(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('');
}

describe('too much', () => {
  test.each<[string, string, string]>([
    ['ten megabytes', `note: ${'x'.repeat(10_000_000)}`, `expected at most ${MAX_TEXT_BYTES} characters`],
    ['ten megabytes of lines', 'a: 1\n'.repeat(2_000_000), `expected at most ${MAX_TEXT_BYTES} characters`],
    ['a hundred thousand keys', range(100_000, (i) => `k${i}: 1\n`), `expected at most ${MAX_YAML_TOKENS} words`],
    ['a long list', `phases: [${'a, '.repeat(200_000)}a]`, `expected at most ${MAX_YAML_TOKENS} words`],
    ['only comments', '# x\n'.repeat(250_000), `expected at most ${MAX_YAML_TOKENS} words`],
    ['only blank lines', '\n'.repeat(1_000_000), `expected at most ${MAX_YAML_TOKENS} words`],
    ['only commas', `a: [${','.repeat(500_000)}`, `expected at most ${MAX_YAML_TOKENS} words`],
    ['one anchor after the other', `a: ${'&a '.repeat(300_000)}`, `expected at most ${MAX_YAML_TOKENS} words`],
  ])('%s', (_, text, says) => {
    const { said, problems } = bounded(text);
    expect(said).toContain(says);
    expect(problems).toHaveLength(1);
  });

  test.each<[string, string]>([
    ['brackets', `a: ${'['.repeat(500_000)}`],
    ['braces', `a: ${'{a: '.repeat(200_000)}`],
    ['brackets behind what looks like a comment', `a: [x#${'['.repeat(500_000)}`],
    ['brackets behind an apostrophe', `a: it's\nb: [it's, ${'['.repeat(400_000)}`],
    ['block maps', range(600, (i) => `${' '.repeat(i)}a:\n`)],
    ['block lists', range(600, (i) => `${' '.repeat(i)}-\n`)],
    ['compact lists', '- '.repeat(300_000)],
    ['compact lists under each other', range(60, (i) => `${' '.repeat(i)}${'- '.repeat(30)}\n`)],
    ['keys of keys', '? '.repeat(300_000)],
    ['maps in one line', 'a: '.repeat(300_000)],
  ])('nesting of %s', (_, text) => {
    expect(bounded(text).said).toContain(`expected maps and lists nested at most ${MAX_YAML_DEPTH} deep`);
  });

  test('brackets in prose are no nesting', () => {
    const why = `a number in [0, 1) ${'or (0, 1] or {'.repeat(60)}`;
    expect(inspect(`${SMALL}note: |\n  ${why}\npurpose: "${why}"\n# ${why}\n`).said).toBe('');
  });

  test('an alias bomb is refused at its first anchor', () => {
    const bomb = range(
      12,
      (i) =>
        `l${i}: &l${i} [${
          i === 0
            ? '"lol"'
            : Array(9)
                .fill(`*l${i - 1}`)
                .join(', ')
        }]\n`,
    );
    const { said } = bounded(`${SMALL}${bomb}`);
    expect(said).toContain('every-word.yaml:9:');
    expect(said).toContain('anchors (&) and aliases (*) are not part of the language');
  });

  test.each<[string, string]>([
    [
      'a chain of states, told backwards',
      `machines:\n  m:\n    phase: main\n    initial: s0\n    states:\n${range(3000, (i) => `      s${i}: [{to: s${(i + 2999) % 3000}}]\n`)}`,
    ],
    ['injects that nobody asks for', `injects:\n${range(5000, (i) => `  i${i}: {news: x}\n`)}`],
    ['auxiliaries that only name each other', `auxiliaries:\n${range(5000, (i) => `  a${i}: {is: a${i + 1}}\n`)}`],
    ['unknown names', `auxiliaries:\n${range(2500, (i) => `  aux_${i}: {is: nobody_${i} + 1}\n`)}`],
    [
      'noise for every member of a large set',
      `sets: { r: [${range(1900, (i) => `m${i}, `)}] }\nnoise:\n${range(500, (i) => `  n${i}: {each: r, normal: [0, 1], why: x}\n`)}`,
    ],
    [
      'sums inside sums',
      `sets: { r: [${range(100, (i) => `m${i}, `)}] }\nauxiliaries: { a: { is: ${'sum('.repeat(30)}fear${' over r of all)'.repeat(30)} } }`,
    ],
    [
      'a condition with a great many parts',
      `machines:\n  m:\n    phase: main\n    initial: a\n    states:\n      a:\n${range(200, (i) => `        - { to: a, when: "fear > ${i} or fear * fear < ${i}", chance: fear * fear / ${i + 2} }\n`)}`,
    ],
  ])('%s', (_, more) => {
    bounded(`${SMALL}${more}`);
  });

  test('very many problems are cut, and the cut is told', () => {
    const { problems } = bounded(`${SMALL}injects:\n${range(3000, (i) => `  i${i}: {news: x}\n`)}`);
    expect(problems).toHaveLength(MOST_PROBLEMS + 1);
    expect(problems[0]).toMatchObject({
      severity: 'error',
      place: null,
      message: `3000 problems or more, of which these are the first ${MOST_PROBLEMS}`,
    });
  });
});

describe('keys that JavaScript knows', () => {
  test.each(['__proto__', 'constructor', 'prototype'])('%s is refused wherever it stands', (key) => {
    for (const text of [
      `${SMALL}${key}: { x: 1 }`,
      `${SMALL}facts: { ${key}: { value: 1, why: x } }`,
      `${SMALL}facts: { a: { values: { "${key}": 1 } } }`,
    ]) {
      const { said, scenario } = inspect(text);
      expect(said).toContain(`"${key}" cannot be a key`);
      expect(scenario).toBeNull();
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each(['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    '%s is a key like any other wrong one',
    (key) => {
      expect(inspect(`${SMALL}${key}: 1\n`).said).toContain(`unknown key "${key}"`);
      expect(inspect(edited('+ mood - sqrt', `+ ${key} - sqrt`)).said).toContain(`unknown name "${key}"`);
      expect(inspect(edited('+ mood - sqrt', `+ ${key}(1) - sqrt`)).said).toContain(`unknown function "${key}"`);
      expect(inspect(edited('R1: A census', `R1: A census\n  ${key}: Odd`)).said).toBe('');
    },
  );
});

describe('YAML that is more than a scenario needs', () => {
  test.each<[string, string, string]>([
    ['an anchor', `${SMALL}note: &a text`, 'anchors (&) and aliases (*) are not part of the language'],
    ['an alias', `${SMALL}note: *a`, 'anchors (&) and aliases (*) are not part of the language'],
    ['a merge key', `${SMALL}<<: { note: x }`, 'unknown key "<<"'],
    ['a tag', `${SMALL}note: !!binary aGVsbG8=`, 'tags (!) are not part of the language'],
    ['a tag of its own', `${SMALL}note: !js/function x`, 'tags (!) are not part of the language'],
    ['a condition that begins with !', `${SMALL}end when: !fear fear > 1`, 'write "not" for !'],
    ['another YAML', `%YAML 1.1\n---\n${SMALL}`, 'expected YAML 1.2'],
    ['two documents', `${SMALL}---\n${SMALL}`, 'expected one scenario in a file, got a second one after "---"'],
    ['a list as key', `${SMALL}? [a, b]\n: 1`, 'expected a plain word as key'],
    ['a key twice', `${SMALL}id: again`, 'the key "id" stands twice in its map'],
    ['a key twice, once quoted', `${SMALL}"id": again`, 'the key "id" stands twice in its map'],
    ['a tab', `${SMALL}facts:\n\ta: { value: 1 }`, 'expected spaces, got a tab'],
    ['nothing', '', 'expected a scenario, got an empty file'],
    ['only a comment', '# nothing\n', 'expected a scenario, got an empty file'],
    ['a list', '- greyzone: 1\n', 'expected a map, got a list'],
    ['a word', 'greyzone', 'expected a map, got "greyzone"'],
    ['a number', '1', 'expected a map, got 1'],
  ])('%s', (_, text, says) => {
    const { said, scenario } = bounded(text);
    expect(said).toContain(says);
    expect(scenario).toBeNull();
  });

  test('the marks of a document, other quotes and folded text are fine', () => {
    expect(inspect(`---\n${SMALL}...\n`).said).toBe('');
    expect(
      inspect(
        edited(
          'chance: logistic(-4 + 2 * sponsorship + shock)',
          'chance: >-\n      logistic(-4\n        + 2 * sponsorship\n        + shock)',
        ),
      ).said,
    ).toBe('');
  });
});

describe('numbers', () => {
  test.each<[string, string | null]>([
    ['1e999', 'expected a finite number, got Infinity'],
    ['-1e999', 'expected a finite number, got -Infinity'],
    ['.inf', 'expected a finite number, got Infinity'],
    ['.nan', 'expected a finite number, got NaN'],
    ['"1"', 'expected a number, got "1"'],
    ['1_000', 'expected a number, got "1_000"'],
    ['one', 'expected a number, got "one"'],
    ['99999999999999999999999999', null],
    ['-0', null],
    ['1e-320', null],
    ['0x10', null],
  ])('%s as a fact', (number, says) => {
    const { said } = inspect(edited('alarm: { value: 0.5', `alarm: { value: ${number}`));
    if (says === null) expect(said).toBe('');
    else expect(said).toContain(says);
  });

  test('too large for a formula, a level, a start, a date', () => {
    expect(inspect(edited('+ mood - sqrt', '+ 1e999 - sqrt')).said).toContain('got one that is too large');
    expect(inspect(edited('start: resolve', 'start: 1e999')).said).toContain(
      'expected a formula or a map, got Infinity',
    );
    expect(inspect(edited('general: 0,', 'general: 1e999,')).said).toContain('expected a finite number, got Infinity');
    expect(inspect(edited('start: 2014-09,', 'start: 99999999999999999999,')).said).toContain('clock.start: expected');
    expect(inspect(edited('from: 18,', 'from: 1e99,')).said).toContain('from: expected');
  });
});

describe('odd characters', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

  test.each<[string, string]>([
    ['an escape sequence in a key', `${SMALL}"\\e[31mred\\x9b1m": 1`],
    ['an escape sequence in a word', `${SMALL}facts: { a: { value: "\\e]0;title\\x07" } }`],
    ['an escape sequence in a name', `${SMALL}labels: { "\\e[2J": x }`],
    ['a raw escape', `${SMALL}note: \u001b[31m\nx: 1`],
    ['a NUL', `${SMALL}note: a\u0000b\nx: 1`],
    ['text that turns around', `${SMALL}\u202ex\u2066: 1`],
    ['a formula with all of them', `${SMALL}end when: "fear \u001b > \u009b"`],
    ['a source', `${SMALL}facts: { a: { value: 1, source: "\\e[31m" } }`],
  ])('%s', (_, text) => {
    const { said } = inspect(text);
    expect(said).not.toBe('');
    expect(said).not.toMatch(HARMFUL);
  });

  test('lines may end as they do on Windows', () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    expect(inspect(windows(EVERY_WORD)).said).toBe('');
    const slip = edited('next: grievance + habit', 'next: grievnce + habit');
    expect(inspect(windows(slip)).problems).toEqual(inspect(slip).problems);
    expect(inspect(windows(slip)).said).toBe(inspect(slip).said);
  });

  test('a byte order mark is no character of the first line', () => {
    expect(inspect(`\ufeff${EVERY_WORD}`).said).toBe('');
    const { problems, said } = inspect('\ufeffgreyzone: 2\n');
    expect(problems.find(({ message }) => message.includes('version'))?.place).toMatchObject({
      line: 1,
      column: 11,
      length: 1,
    });
    expect(said).toContain('  1 | greyzone: 2\n    |           ^');
  });

  test('letters of other alphabets stand in texts, and carets after them are right', () => {
    const { said } = inspect(
      edited('note: moved by effects only }', 'label: Tränen, "note": жизнь, unti: x }'.replace('label: Tränen, ', '')),
    );
    expect(caretsOf(said)?.under).toBe('unti');
  });
});

describe('places inside quoted and folded formulas', () => {
  const CHANCE = 'chance: logistic(-4 + 2 * sponsorship + shock)';

  test.each<[string, string]>([
    ['plain', 'chance: logistic(-4 + 2 * sponsorshp + shock)'],
    ['single quotes', "chance: 'logistic(-4 + 2 * sponsorshp + shock)'"],
    ['double quotes', 'chance: "logistic(-4 + 2 * sponsorshp + shock)"'],
    ['escapes', 'chance: "\\x6cogistic(\\u002d4 \\U0000002b 2 *\\tsponsorshp + shock)"'],
    ['folded plain', 'chance: logistic(-4\n      + 2\n        * sponsorshp + shock)'],
    ['folded quotes', 'chance: "logistic(-4\n\n      + 2\n        * sponsorshp + shock)"'],
    ['folded block', 'chance: >\n      logistic(-4 +\n      2 * sponsorshp + shock)'],
    ['literal block', 'chance: |-  # why not\n        logistic(-4\n          + 2 * sponsorshp\n        + shock)'],
    ['keep block', 'chance: >2+\n        logistic(-4 + 2 * sponsorshp + shock)\n'],
  ])('%s', (_, written) => {
    const { problems, said } = inspect(edited(CHANCE, written));
    expect(problems.map(({ message }) => message)).toEqual(['unknown name "sponsorshp"']);
    expect(caretsOf(said)?.under).toBe('sponsorshp');
  });

  test('after a doubled quote', () => {
    const { said } = inspect(edited(CHANCE, "chance: 'logistic(-4'' + sponsorship)'"));
    expect(caretsOf(said)?.under).toBe("''");
  });

  test('after the = of an effect that sets', () => {
    const { said } = inspect(edited('trust: "= 0.5 * trust"', 'trust: " =   0.5 * trsut"'));
    expect(caretsOf(said)?.under).toBe('trsut');
    expect(said).toContain('Did you mean "trust"?');
  });

  test('far to the right only a part of the line is shown', () => {
    const { said, problems } = inspect(edited(CHANCE, `chance: logistic(${'shock + '.repeat(60)}sponsorshp)`));
    const carets = caretsOf(said);
    expect(problems[0]?.place?.column).toBeGreaterThan(400);
    expect(carets?.under).toBe('sponsorshp');
    expect(carets?.line.length).toBeLessThanOrEqual(160);
  });
});
