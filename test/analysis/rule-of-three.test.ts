// The rule of three against the exact bound and the published example.

import { expect, test } from 'vitest';
import { ruleOfThree } from '../../engine/analysis/rule-of-three.ts';

test('is just above the exact 95 % bound, and closes in on it', () => {
  for (const trials of [30, 100, 1000, 20_000]) {
    const exact = 1 - 0.05 ** (1 / trials);
    expect(ruleOfThree(trials)).toBeGreaterThan(exact);
    expect(ruleOfThree(trials) / exact).toBeLessThan(trials < 100 ? 1.06 : 1.02);
  }
});

test('no event in 14 patients leaves up to 21 % (Hanley and Lippman-Hand 1983)', () => {
  expect(ruleOfThree(14)).toBeCloseTo(0.21, 2);
});

test('a handful of trials says nothing', () => {
  for (const trials of [0, 1, 2, 3]) expect(ruleOfThree(trials)).toBe(1);
});
