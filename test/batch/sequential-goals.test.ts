// The text of `--until`: what it can say, and where it is wrong.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goalsText } from '../../engine/batch/sequential/goal.ts';
import { type GoalNames, parseGoals } from '../../engine/batch/sequential/parse-goals.ts';

const policy = (name: string, options = name.split('+')) => ({ name, options });

const NAMES: GoalNames = {
  outcomes: [
    { name: 'insecurity', element: 'insecurity', better: 'lower' },
    { name: 'unrest[riga]', element: 'unrest', better: 'lower' },
    { name: 'unrest[narva]', element: 'unrest', better: 'lower' },
    { name: 'wait', element: 'wait', better: 'neither' },
  ],
  policies: [policy('promise'), policy('rotations'), policy('both+hold+drift'), policy('pledge', ['promise'])],
  usual: 'insecurity',
};

const read = (text: string) => parseGoals(text, NAMES);

describe('goals that are read', () => {
  test.each([
    ['diff(insecurity, promise, rotations) +- 0.01', 'diff(insecurity, promise, rotations) +- 0.01'],
    ['diff(insecurity,promise,rotations)±1e-3', 'diff(insecurity, promise, rotations) +- 0.001'],
    ['diff( insecurity , both+hold+drift , promise ) +/- .5', 'diff(insecurity, both+hold+drift, promise) +- 0.5'],
    [`diff("unrest[riga]", 'both+hold+drift', "promise") +- 2`, 'diff(unrest[riga], both+hold+drift, promise) +- 2'],
    ['diff(unrest[narva], promise, rotations)+-1', 'diff(unrest[narva], promise, rotations) +- 1'],
    ['ranking', 'ranking(insecurity)'],
    ['best', 'best(insecurity)'],
    ['ranking+-0.5', 'ranking(insecurity) +- 0.5'],
    ['ranking(wait)', 'ranking(wait)'],
    ['best(unrest[riga]) ± 0.02; ranking ;', 'best(unrest[riga]) +- 0.02; ranking(insecurity)'],
  ])('%s', (text, meaning) => {
    const { goals, problems } = read(text);
    expect(problems).toEqual([]);
    expect(goalsText(goals)).toBe(meaning);
    expect(goalsText(read(meaning).goals)).toBe(meaning);
  });
});

describe('goals that are refused', () => {
  test.each([
    ['', 1, 'expected diff(...), ranking or best, got nothing more', 'as: diff('],
    ['; ranking', 1, 'got ";"', 'as: diff('],
    ['rankin', 1, 'got "rankin"', 'did you mean "ranking"?'],
    ['diff', 5, 'expected "(" after diff, got nothing more', 'as: diff('],
    ['diff(insecurity promise', 17, 'expected "," after "insecurity", got "promise"', 'as: diff('],
    ['diff(insecurity, , rotations)', 18, 'expected the name of a policy, got ","', 'as: diff('],
    ['diff(insecurity, promise, )', 27, 'the name of the policy that it is compared with', 'as: diff('],
    ['diff(insecurity, promise, rotations)', 37, 'how well it shall be known', 'as: diff('],
    ['diff(insecurity, promise, rotations) +- much', 41, 'a number above 0 after +-, got "much"', 'as: diff('],
    ['diff(insecurity, promise, rotations) +- 0', 41, 'a number above 0', 'as: diff('],
    ['ranking(', 9, 'the name of an outcome, got nothing more', 'as: diff('],
    ['ranking(insecurity', 19, 'expected ")" after "insecurity"', 'as: diff('],
    ['ranking best', 9, '";" before another goal, got "best"', 'as: diff('],
    ['ranking +- 1 best', 14, 'expected ";" before another goal', 'as: diff('],
    ['ranking("insecurity', 9, 'got """', 'as: diff('],
    ['diff(insecurty, promise, rotations) +- 1', 6, 'unknown outcome "insecurty"', 'did you mean "insecurity"?'],
    ['diff(insecurity, promis, rotations) +- 1', 18, 'unknown policy "promis"', 'did you mean "promise"?'],
    ['best; diff(insecurity, promise, both+hold) +- 1', 33, 'unknown policy "both+hold"', 'both+hold+drift'],
    ['ranking(unrest)', 9, '"unrest" has a number for each member', 'name one, as unrest[riga]'],
    ['best(wait)', 6, 'nobody says which way wait is better', 'ranking(...)'],
    ['diff(insecurity, promise, promise) +- 1', 27, 'are the same policy', 'name another one'],
    ['diff(insecurity, promise, pledge) +- 1', 27, 'are the same policy', 'name another one'],
  ])('%s', (text, column, message, note) => {
    const { goals, problems } = read(text);
    expect(goals).toEqual([]);
    expect(problems[0]!.place).toMatchObject({ file: '--until', line: 1, column });
    expect(problems[0]!.message).toContain(message);
    expect(problems[0]!.notes.join(' ')).toContain(note);
  });

  test('every unknown name is told at once', () => {
    const { problems } = read('diff(insecurty, promis, rotation) +- 1; best(wat)');
    expect(problems.map(({ place }) => place!.column)).toEqual([6, 17, 25, 46]);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    'diff',
    'ranking',
    'best',
    '(',
    ')',
    ',',
    ';',
    '+-',
    '±',
    '0.1',
    'insecurity',
    'promise',
    '"',
    "'",
    '+',
    ' ',
  );

  test('is read, or refused at a place in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const { goals, problems } = read(text);
          expect(goals.length > 0).toBe(problems.length === 0);
          for (const { place } of problems) {
            expect(place!.column).toBeGreaterThanOrEqual(1);
            expect(place!.column).toBeLessThanOrEqual(text.length + 1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('written from goals comes back as those goals', () => {
    const size = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    const outcome = fc.constantFrom('insecurity', 'unrest[riga]');
    const goal = fc.oneof(
      fc.record({
        kind: fc.constantFrom('ranking' as const, 'best' as const),
        outcome,
        indifference: fc.oneof(fc.constant(0), size),
      }),
      fc.record({
        kind: fc.constant('diff' as const),
        outcome,
        policy: fc.constantFrom('promise', 'both+hold+drift'),
        baseline: fc.constant('rotations'),
        halfWidth: size,
      }),
    );
    fc.assert(
      fc.property(fc.array(goal, { minLength: 1, maxLength: 4 }), (goals) => {
        expect(read(goalsText(goals)).goals).toEqual(goals);
      }),
    );
  });
});
