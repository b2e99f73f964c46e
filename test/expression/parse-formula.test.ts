// The grammar of formulas: what binds what, where each part stands, and what is said about text that is no formula.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Formula, FormulaFault } from '../../engine/expression/formula.ts';
import {
  MAX_FORMULA_DEPTH,
  MAX_FORMULA_LENGTH,
  MAX_FORMULA_STEPS,
  parseFormula,
} from '../../engine/expression/parse-formula.ts';
import { bracketed } from './any-formula.ts';

function read(text: string): Formula {
  const parsed = parseFormula(text);
  if ('fault' in parsed) throw new Error(`${text}: ${parsed.fault.message}`);
  return parsed.formula;
}

function faultOf(text: string): FormulaFault {
  const parsed = parseFormula(text);
  if ('formula' in parsed) throw new Error(`${text} was read as ${bracketed(parsed.formula)}`);
  return parsed.fault;
}

describe('what binds what', () => {
  test.each([
    ['a + b * c', '(a + (b * c))'],
    ['a * b + c', '((a * b) + c)'],
    ['a - b - c', '((a - b) - c)'],
    ['a - b + c', '((a - b) + c)'],
    ['a / b / c', '((a / b) / c)'],
    ['a / b * c', '((a / b) * c)'],
    ['a * b / c', '((a * b) / c)'],
    ['a ^ b ^ c', '(a ^ (b ^ c))'],
    ['a ^ b * c', '((a ^ b) * c)'],
    ['-a ^ b', '(- (a ^ b))'],
    ['a ^ -b', '(a ^ (- b))'],
    ['-a ^ -b ^ c', '(- (a ^ (- (b ^ c))))'],
    ['2 ^ -1', '(2 ^ -1)'],
    ['-2 ^ 2', '(- (2 ^ 2))'],
    ['(-2) ^ 2', '(-2 ^ 2)'],
    ['-a * b', '((- a) * b)'],
    ['a * -b', '(a * (- b))'],
    ['a - -b', '(a - (- b))'],
    ['- - a', '(- (- a))'],
    ['--2', '2'],
    ['+a', 'a'],
    ['a < b + c', '(a < (b + c))'],
    ['a + b >= c', '((a + b) >= c)'],
    ['a == b and c != d', '((a == b) and (c != d))'],
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c', '((a and b) or c)'],
    ['a or b or c', '((a or b) or c)'],
    ['not a and b', '((not a) and b)'],
    ['not a == b', '(not (a == b))'],
    ['not not a', '(not (not a))'],
    ['not (a or b)', '(not (a or b))'],
    ['(a + b) * c', '((a + b) * c)'],
    ['((a))', 'a'],
    ['max(a, b + 1)', 'max(a, (b + 1))'],
    ['fear[latvia] + 1', '(fear[latvia] + 1)'],
    ['true or false', '(true or false)'],
    ['notable and order', '(notable and order)'],
    ['.5 + 5. + 1e3 + 1E-3', '(((0.5 + 5) + 1000) + 0.001)'],
    ['a\n  + b', '(a + b)'],
  ])('%s', (text, meant) => {
    expect(bracketed(read(text))).toBe(meant);
  });

  test('an aggregate says over which members', () => {
    const over = (text: string) => {
      const formula = read(text);
      return formula.kind === 'call' && formula.over && [formula.over.set.name, formula.over.of?.name ?? null];
    };
    expect(over('mean(x over region)')).toEqual(['region', null]);
    expect(over('mean(x over region of country)')).toEqual(['region', 'country']);
    expect(over('mean(x over region of all)')).toEqual(['region', 'all']);
    expect(over('mean(x)')).toBeNull();
  });
});

describe('places', () => {
  test.each([
    ['a + bb * c', '*', 'bb * c'],
    ['1 + (a - b)', '-', '(a - b)'],
    ['not  (a < b)', 'not', 'not  (a < b)'],
    ['x + -yy', 'sign', '-yy'],
    ['1 + max(a, b over c of d) ', 'call', 'max(a, b over c of d)'],
    ['1 + fear[latvia]', 'name', 'fear[latvia]'],
    ['1 +  2.50', 'number', '2.50'],
  ])('in %s the %s', (text, part, marked) => {
    const found = everyPart(read(text)).map((formula) => text.slice(formula.at.start, formula.at.end));
    expect(found, part).toContain(marked);
  });
});

function everyPart(formula: Formula): Formula[] {
  const inner =
    formula.kind === 'binary'
      ? [formula.left, formula.right]
      : formula.kind === 'unary'
        ? [formula.operand]
        : formula.kind === 'call'
          ? formula.args
          : [];
  return [formula, ...inner.flatMap(everyPart)];
}

describe('faults', () => {
  /** « and » stand around the characters that the fault should point at. */
  test.each([
    ['a + «*» b', 'expected a number, a name or "(", got "*"'],
    ['a «b»', 'expected an operator or the end of the formula, got "b"'],
    ['a + b «)»', 'expected an operator or the end of the formula, got ")"'],
    ['a < b «<» c', 'expected an operator or the end of the formula, got "<"'],
    ['max(a, b', 'expected ")", got the end of the formula'],
    ['a «+»', 'expected a number, a name or "(", got the end of the formula'],
    ['f(«)»', 'expected a number, a name or "(", got ")"'],
    ['f(a«,»)', 'expected a number, a name or "(", got ")"'],
    ['fear[«1»]', 'expected a name, got "1"'],
    ['fear[a', 'expected "]", got the end of the formula'],
    ['mean(x over «of»)', 'expected a name, got "of"'],
    ['a «=» b', 'expected "==" to compare, got "="'],
    ['a «=>» b', 'expected a comparison, got "=>"'],
    ['a «=<» b', 'expected a comparison, got "=<"'],
    ['0.5 «%»', 'expected a formula, got the character "%"'],
    ['a «&»& b', 'expected a formula, got the character "&"'],
    ['a «$»b', 'expected a formula, got the character "$"'],
    ['a; b', 'expected a formula, got the character ";"'],
    ['«😀» + 1', 'expected a formula, got the character "😀"'],
    ['а + 1', 'expected a formula, got the character "а"'],
    ['1«a»', 'expected an operator or the end of the formula, got "a"'],
    ['', 'expected a number, a name or "(", got the end of the formula'],
    ['   ', 'expected a number, a name or "(", got the end of the formula'],
  ])('%s', (marked, message) => {
    const text = marked.replace(/[«»]/g, '');
    const fault = faultOf(text);
    expect(fault.message).toBe(message);
    if (!marked.includes('«') || marked.includes('«,»')) return;
    const start = marked.indexOf('«');
    expect([fault.at.start, fault.at.end]).toEqual([start, marked.indexOf('»') - 1]);
  });

  test.each([
    ['a − b', '-'],
    ['a – b', '-'],
    ['a × b', '*'],
    ['a · b', '*'],
    ['a ÷ b', '/'],
    ['a ≤ b', '<='],
    ['a ≥ b', '>='],
    ['a ≠ b', '!='],
    ['a & b', 'and'],
    ['a | b', 'or'],
    ['!a', 'not'],
    ['a => b', '>='],
    ['a =< b', '<='],
  ])('%s has a sign that looks like %s', (text, meant) => {
    expect(faultOf(text).notes).toContain(`Did you mean "${meant}"?`);
  });

  test('a percent sign and a double comparison are explained', () => {
    expect(faultOf('5 %').notes.join()).toContain('0.05');
    expect(faultOf('a < b < c').notes.join()).toContain('a < b and b < c');
  });
});

describe('limits', () => {
  const steps = (n: number) => `a${' + a'.repeat(n)}`;

  test(`of ${MAX_FORMULA_LENGTH} characters`, () => {
    expect('formula' in parseFormula(`a${' '.repeat(MAX_FORMULA_LENGTH - 1)}`)).toBe(true);
    expect(faultOf(`a${' '.repeat(MAX_FORMULA_LENGTH)}`).message).toContain(`at most ${MAX_FORMULA_LENGTH}`);
  });

  test(`of ${MAX_FORMULA_DEPTH} brackets inside each other, beside each other as many as wanted`, () => {
    const nested = (n: number) => `${'('.repeat(n)}a${')'.repeat(n)}`;
    expect('formula' in parseFormula(nested(MAX_FORMULA_DEPTH))).toBe(true);
    expect(faultOf(nested(MAX_FORMULA_DEPTH + 1)).message).toContain(`at most ${MAX_FORMULA_DEPTH} brackets`);
    expect('formula' in parseFormula(`(a)${' + (a)^2'.repeat(100)}`)).toBe(true);
  });

  test(`of ${MAX_FORMULA_STEPS} operations inside each other, whatever they are`, () => {
    expect('formula' in parseFormula(steps(MAX_FORMULA_STEPS))).toBe(true);
    const tooMany = MAX_FORMULA_STEPS + 1;
    for (const text of [
      steps(tooMany),
      `${'-'.repeat(tooMany)}a`,
      `${'not '.repeat(tooMany)}a`,
      `a${'^a'.repeat(tooMany)}`,
    ])
      expect(faultOf(text).message).toContain(`at most ${MAX_FORMULA_STEPS} operations`);
  });
});

describe('random text', () => {
  const alphabet = '()[]+-*/^<>=!&|,. \t\n"\'01239eExyzaBnotr_%$;:#@{}\\\u0000é😀';
  const anyText = fc.oneof(
    fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('a', '(', ')', '-', 'not', 'and', '^', '<', ',', 'max(', '1', '[b]', 'over', 'of'), {
        maxLength: 60,
      })
      .map((words) => words.join(' ')),
  );

  test('is read or refused, never thrown at, and the fault lies inside it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseFormula(text);
        if ('formula' in parsed) return;
        const { start, end } = parsed.fault.at;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(Math.max(1, text.length));
      }),
      { numRuns: 2000 },
    );
  });

  test('ends fast even when it is made to be slow', () => {
    const started = performance.now();
    for (const piece of ['(', '-', 'not ', 'a^', 'pow(', 'a[', 'a,', '1.', 'a<', ' ', 'if(a,'])
      parseFormula(piece.repeat(Math.floor(MAX_FORMULA_LENGTH / piece.length)));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
