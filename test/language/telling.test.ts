// How problems are told: suggestions, order, the line with its carets.

import { describe, expect, test } from 'vitest';
import { nearest } from '../../engine/nearest.ts';
import { type Place, type Problem, renderProblem, sortProblems } from '../../engine/problem.ts';
import { edited, inspect } from './every-word.ts';

function problem(message: string, place: Place | null, more: Partial<Problem> = {}): Problem {
  return { severity: 'error', code: 'x', path: '', message, place, notes: [], ...more };
}

function at(line: number, column: number, length = 1, file = 'f.yaml'): Place {
  return { file, line, column, length };
}

describe('suggestions', () => {
  test.each<[string, string[], string | null]>([
    ['grievnce', ['grievance', 'fear'], 'grievance'],
    ['faer', ['fear', 'far_away'], 'fear'],
    ['Fear', ['fear'], 'fear'],
    ['monht', ['day', 'month'], 'month'],
    ['presense', ['presence', 'present'], 'presence'],
    ['fear', ['fear'], 'fear'],
    ['x', ['fear'], null],
    ['x', ['y', 'fear'], 'y'],
    ['abcd', ['wxyz'], null],
    ['sponsorship_of_arms', ['sponsorship_of_army', 'sponsorship'], 'sponsorship_of_army'],
    ['', ['a'], 'a'],
    ['anything', [], null],
  ])('%s among %o', (word, known, found) => {
    expect(nearest(word, known)).toBe(found);
  });
});

describe('order', () => {
  test('is by file, line and column; what has no place comes first, equals are told once', () => {
    const problems = [
      problem('d', at(10, 2)),
      problem('c', at(9, 20_000)),
      problem('b', at(9, 3)),
      problem('e', at(1, 1, 1, 'g.yaml')),
      problem('b', at(9, 3), { notes: ['under a variant'] }),
      problem('a', null),
      problem('b', at(9, 3, 2)),
    ];
    expect(sortProblems(problems).map(({ message }) => message)).toEqual(['a', 'b', 'b', 'c', 'd', 'e']);
    expect(sortProblems(problems).flatMap(({ notes }) => notes)).toEqual([]);
  });

  test('of very many keeps the errors', () => {
    const warnings = Array.from({ length: 300 }, (_, i) => problem(`w${i}`, at(i + 1, 1), { severity: 'warning' }));
    const sorted = sortProblems([...warnings, problem('the error', at(900, 1))]);
    expect(sorted.map(({ message }) => message)).toEqual([
      '301 problems or more, of which these are the first 1',
      'the error',
    ]);
    expect(sortProblems(warnings)).toHaveLength(201);
    expect(sortProblems(warnings)[0]?.severity).toBe('warning');
  });
});

describe('a problem', () => {
  const texts = new Map([['f.yaml', 'a: 1\n  b: two words\n\nlast']]);

  test('shows where, what, the line and what to do', () => {
    const told = renderProblem(
      problem('expected one word', at(2, 6, 9), { path: 'a.b', notes: ['Take one out.', 'Or quote.'] }),
      texts,
    );
    expect(told).toBe(
      [
        'f.yaml:2:6 a.b: expected one word',
        '  2 |   b: two words',
        '    |      ^^^^^^^^^',
        '  Take one out.',
        '  Or quote.',
      ].join('\n'),
    );
  });

  test('that is a warning says so', () => {
    expect(renderProblem(problem('m', at(1, 1), { severity: 'warning' }), texts)).toMatch(/^f\.yaml:1:1 warning: m\n/);
  });

  test('with carets never beyond the line, and at its end', () => {
    expect(renderProblem(problem('m', at(1, 4, 99)), texts).split('\n')[2]).toBe('    |    ^');
    expect(renderProblem(problem('m', at(4, 5, 1)), texts).split('\n')[2]).toBe('    |     ^');
  });

  test('without a place, or a line to show, is told without one', () => {
    expect(renderProblem(problem('m', null), texts)).toBe('m');
    expect(renderProblem(problem('m', at(3, 1)), texts)).toBe('f.yaml:3:1 m');
    expect(renderProblem(problem('m', at(99, 1)), texts)).toBe('f.yaml:99:1 m');
    expect(renderProblem(problem('m', at(1, 1, 1, 'other.yaml')), texts)).toBe('other.yaml:1:1 m');
  });

  test('does nothing to a terminal, from whichever part', () => {
    const evil = '\u001b[31m\u009b\u202e\n';
    const told = renderProblem(
      problem(evil, at(1, 1, 1, `f${evil}`), { path: evil, notes: [evil] }),
      new Map([[`f${evil}`, evil]]),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(told.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(told.split('\n')).toHaveLength(4);
  });
});

describe('the register beside the scenario', () => {
  const used = edited('source: [R1, R2]', 'source: [R1, S9]');

  test('adds to the sources of the file', () => {
    expect(inspect(used).said).toContain('the register has no source "S9"');
    expect(inspect(used, 'S9: A report\nS10: { title: Another, year: 2014 }\n').said).toBe('');
  });

  test('has its problems told in its own name', () => {
    expect(inspect(used, 'S9: [\n').said).toContain('sources.yaml:2:1 a bracket is not closed');
    expect(inspect(used, '- S9\n').said).toContain('sources.yaml:1:1 expected a map of source ids');
    expect(inspect(used, 'R1: Twice\nS9: x\n').said).toContain('the source "R1" stands in sources.yaml already');
    expect(inspect(used, '__proto__: x\n').said).toContain('"__proto__" cannot be a key');
  });
});
