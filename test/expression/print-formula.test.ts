// Printing: one canonical spelling, with no bracket more than needed, that reads back as the same formula.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormula } from '../../engine/expression/parse-formula.ts';
import { anyFormula, withoutPlaces } from './any-formula.ts';
import { printFormula } from './print-formula.ts';

function spelt(text: string): string {
  const parsed = parseFormula(text);
  if ('fault' in parsed) throw new Error(`${text}: ${parsed.fault.message}`);
  return printFormula(parsed.formula);
}

describe('printing', () => {
  test.each([
    ['a+b*c', 'a + b * c'],
    ['(a+b)*c', '(a + b) * c'],
    ['a-(b-c)', 'a - (b - c)'],
    ['(a-b)-c', 'a - b - c'],
    ['a/(b*c)', 'a / (b * c)'],
    ['(a^b)^c', '(a ^ b) ^ c'],
    ['a^(b^c)', 'a ^ b ^ c'],
    ['(-a)^b', '(-a) ^ b'],
    ['(-2)^2', '(-2) ^ 2'],
    ['-(a*b)', '-(a * b)'],
    ['not(a and b)', 'not (a and b)'],
    ['not(a==b)', 'not a == b'],
    ['(not a)==b', '(not a) == b'],
    ['(a<b)==c', '(a < b) == c'],
    ['((a or b)) and c', '(a or b) and c'],
    ['max(a,b)', 'max(a, b)'],
    ['mean(x  over region of  all)', 'mean(x over region of all)'],
    ['fear[ latvia ]', 'fear[latvia]'],
    ['1e-7', '1e-7'],
    ['-0', '-0'],
    ['1e300*1e10', '1e+300 * 10000000000'],
  ])('%s', (text, canonical) => {
    expect(spelt(text)).toBe(canonical);
    expect(spelt(canonical)).toBe(canonical);
  });

  test('reads back as the same formula, whatever the formula', () => {
    fc.assert(
      fc.property(anyFormula, (formula) => {
        const text = printFormula(formula);
        fc.pre(text.length <= 4000);
        const parsed = parseFormula(text);
        if ('fault' in parsed) throw new Error(`${text}: ${parsed.fault.message}`);
        expect(withoutPlaces(parsed.formula)).toEqual(withoutPlaces(formula));
      }),
      { numRuns: 1500 },
    );
  });
});
