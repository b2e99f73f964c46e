// What a claim expects: read into numbers, or answered with the characters that are at fault.

import { describe, expect, test } from 'vitest';
import { readExpectation } from '../../engine/language/claim-expectation.ts';

const outcomes = new Map([
  ['fear', { each: null, members: [] }],
  ['riots', { each: null, members: [] }],
  ['insecurity', { each: 'country', members: ['estonia', 'latvia'] }],
]);

function read(text: string, arms: readonly string[] = ['a', 'b']) {
  return readExpectation(text, { outcomes, arms });
}

/** `2*fear[a] - 1*fear[b] + 3`, with `within` where there is one. */
function shown(text: string, arms?: readonly string[]): string[] {
  const { conditions, faults } = read(text, arms);
  expect(faults).toEqual([]);
  return conditions.map(({ terms, constant, within, orEqual }) => {
    const sum = terms.map(({ coefficient, outcome, arm }) => `${coefficient} ${outcome}/${arm}`).join(' + ');
    return `${sum} + ${constant} ${within === null ? (orEqual ? '>= 0' : '> 0') : `within ${within}`}`;
  });
}

describe('read', () => {
  test.each([
    ['fear[a] > fear[b]', ['1 fear/a + -1 fear/b + 0 > 0']],
    ['fear[a] < fear[b]', ['1 fear/b + -1 fear/a + 0 > 0']],
    ['fear[a] >= 2 * fear[b] - 0.1', ['1 fear/a + -2 fear/b + 0.1 >= 0']],
    ['(fear[a] - riots[b]) / 4 <= 3', ['-0.25 fear/a + 0.25 riots/b + 3 >= 0']],
    ['fear[a] - (fear[b] - fear[a]) > 0', ['2 fear/a + -1 fear/b + 0 > 0']],
    [
      'insecurity[latvia][a] > -insecurity[estonia][b] * 2',
      ['1 insecurity[latvia]/a + 2 insecurity[estonia]/b + 0 > 0'],
    ],
    ['fear[a] - fear[b] within 0.5', ['1 fear/a + -1 fear/b + 0 within 0.5']],
    ['fear[a] > fear[b] and fear[b] > riots[b]', ['1 fear/a + -1 fear/b + 0 > 0', '1 fear/b + -1 riots/b + 0 > 0']],
    [
      '(fear[a] > 1 and fear[b] > 2) and fear[a] within 3',
      ['1 fear/a + -1 > 0', '1 fear/b + -2 > 0', '1 fear/a + 0 within 3'],
    ],
    ['fear lower', ['-1 fear/a + 1 fear/b + 0 > 0']],
    ['insecurity[latvia] higher', ['1 insecurity[latvia]/a + -1 insecurity[latvia]/b + 0 > 0']],
    [
      'fear unchanged within 0.2 and riots higher',
      ['1 fear/a + -1 fear/b + 0 within 0.2', '1 riots/a + -1 riots/b + 0 > 0'],
    ],
  ])('%s', (text, conditions) => {
    expect(shown(text)).toEqual(conditions);
  });

  test('with one arm the arm needs no name', () => {
    expect(shown('fear < 0.02', ['history'])).toEqual(['-1 fear/history + 0.02 > 0']);
    expect(shown('insecurity[latvia] < 0.02', ['history'])).toEqual(['-1 insecurity[latvia]/history + 0.02 > 0']);
  });

  test('a short form is written out for the reader', () => {
    expect(read('fear lower').conditions[0]?.text).toBe('fear[a] < fear[b]');
    expect(read('fear unchanged within 0.2').conditions[0]?.text).toBe('fear[a] - fear[b] within 0.2');
  });
});

describe('at fault', () => {
  test.each([
    ['fear[a] > 1 and «fear»', 'expected a comparison, got "fear"'],
    ['«fear» > fear[b]', 'expected an arm after "fear"'],
    ['fear[a] > fear[«c»]', 'expected an arm, got "c"'],
    ['«insecurity» > 1', '"insecurity" exists once for each country: say which'],
    ['insecurity[«lithuania»][a] > 1', 'expected a member of country, got "lithuania"'],
    ['fear[a][«b»] > 1', '"fear" exists once: expected one [arm]'],
    ['«panic»[a] > 1', 'expected an outcome, got "panic"'],
    ['«fear[a] * riots[b]» > 1', 'expected outcomes with numeric factors'],
    ['«max(fear[a], fear[b])» > 1', 'expected outcomes with numeric factors'],
    ['«1 / fear[a]» > 1', 'expected outcomes with numeric factors'],
    ['«fear[a] / 0» > 1', 'expected outcomes with numeric factors'],
    ['«fear[a] == fear[b]»', 'expected a comparison with <, <=, > or >='],
    ['«fear[a] > 1 or fear[b] > 2»', 'expected a comparison with <, <=, > or >='],
    ['«1 < 2»', 'expected an outcome in the comparison'],
    ['«fear[a] < fear[a]»', 'both sides are the same'],
    ['fear[a] within «-1»', 'expected a number above 0 after "within"'],
    ['fear[a] «within»', 'expected a number above 0 after "within"'],
    ['fear[a] within 1 «within» 2', 'expected one "within"'],
    ['fear[a] > 1 and«»', 'expected a comparison'],
    ['fear[a] > «>» 1', ''],
  ])('%s', (marked, message) => {
    const start = marked.indexOf('«');
    const end = marked.indexOf('»') - 1;
    const { conditions, faults } = read(marked.replace(/[«»]/g, ''));
    expect(conditions).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toContain(message);
    expect(faults[0]?.at).toEqual({ start, end: Math.max(end, start + 1) });
  });

  test('three arms have no first and second', () => {
    expect(read('fear lower', ['a', 'b', 'c']).faults[0]?.message).toContain('compare two arms, and there are 3');
  });
});
