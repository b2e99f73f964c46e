import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumberLimit } from '../../engine/analysis/prim-box.ts';
import { boxWords } from '../../engine/analysis/prim-words.ts';

function limit(part: Partial<NumberLimit>): NumberLimit {
  return { kind: 'number', name: 'x', low: null, high: null, below: null, above: null, ...part };
}

const words = { x: { label: 'attribution skill' }, w: { label: 'warning', unit: 'months' } };

describe('one limit', () => {
  test.each([
    [limit({ high: 0.3071, above: 0.3124 }), 'attribution skill below 0.31'],
    [limit({ low: 0.6044, below: 0.5912 }), 'attribution skill above 0.6'],
    [limit({ low: 0.12, below: 0.08, high: 0.31, above: 0.42 }), 'attribution skill between 0.1 and 0.4'],
    [limit({ name: 'w', low: 3, below: 2 }), 'warning at least 3 months'],
    [limit({ name: 'w', high: 4, above: 5 }), 'warning at most 4 months'],
    [limit({ name: 'w', low: 3, below: 2, high: 3, above: 4 }), 'warning at 3 months'],
    [limit({ name: 'other', high: -0.4, above: 0.2 }), 'other below -0.1'],
  ])('%o', (each, text) => {
    expect(boxWords([each], words)).toBe(text);
  });

  test('categories by their names, or by the one that is out', () => {
    const policy = { kind: 'category', name: 'p', inside: ['a', 'b'], outside: ['c', 'd'] } as const;
    const names = { p: { label: 'policy', categories: { a: 'assurance', c: 'conditionality' } } };
    expect(boxWords([policy], names)).toBe('policy is assurance or b');
    expect(boxWords([{ ...policy, outside: ['c'] }], names)).toBe('policy is not conditionality');
    expect(boxWords([{ ...policy, inside: ['a'] }], names)).toBe('policy is assurance');
  });
});

test('several limits, and none', () => {
  const box = [limit({ high: 0.2, above: 0.4 }), limit({ name: 'w', low: 2, below: 1 })];
  expect(boxWords(box, words)).toBe('attribution skill below 0.3 and warning at least 2 months');
  expect(boxWords([], words)).toBe('anything');
});

test('a cut parts the last value inside from the first outside, however close they are', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-9, max: 10, noNaN: true }),
      (high, gap) => {
        const above = high + gap;
        fc.pre(!Number.isInteger(high) && above > high);
        const cut = Number(/below (\S+)$/.exec(boxWords([limit({ high, above })], {}))![1]);
        expect(cut > high && cut < above).toBe(true);
      },
    ),
  );
});
