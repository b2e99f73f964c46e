// How many hits to expect: the binomial distribution where all chances agree, by counting where they do not.

import { describe, expect, test } from 'vitest';
import { expectedHits } from '../../engine/analysis/hits.ts';

describe('the number of hits', () => {
  test('of equal chances is binomial', () => {
    // Binomial(10, 0.9): P(at most 6) = 0.0128, P(at most 7) = 0.0702; P(10) = 0.349.
    expect(expectedHits(Array(10).fill(0.9))).toEqual({ expected: expect.closeTo(9, 12), low: 7, high: 10 });
    // Binomial(100, 0.9): P(at most 82) = 0.0100, P(at most 83) = 0.0206, P(at most 84) = 0.0399; P(at least 96) = 0.0237.
    expect(expectedHits(Array(100).fill(0.9))).toMatchObject({ low: 84, high: 95 });
  });

  test('of different chances is what counting all cases gives', () => {
    const chances = [0.2, 0.95, 0.5, 0.9, 1, 0.7];
    const masses = Array<number>(chances.length + 1).fill(0);
    for (let set = 0; set < 2 ** chances.length; set++) {
      const hit = chances.map((_, i) => ((set >> i) & 1) === 1);
      const mass = chances.reduce((product, p, i) => product * (hit[i] ? p : 1 - p), 1);
      masses[hit.filter(Boolean).length]! += mass;
    }
    const below = (k: number) => masses.slice(0, k).reduce((sum, mass) => sum + mass, 0);
    const { low, high } = expectedHits(chances);
    expect(below(low)).toBeLessThanOrEqual(0.025);
    expect(below(low + 1)).toBeGreaterThan(0.025);
    expect(1 - below(high + 1)).toBeLessThanOrEqual(0.025);
    expect(1 - below(high)).toBeGreaterThan(0.025);
  });

  test('of certain hits is all of them, and of none is none', () => {
    expect(expectedHits([1, 1, 1])).toEqual({ expected: 3, low: 3, high: 3 });
    expect(expectedHits([])).toEqual({ expected: 0, low: 0, high: 0 });
  });

  test('refuses what is no chance', () => {
    expect(() => expectedHits([1.1])).toThrow(RangeError);
    expect(() => expectedHits([Number.NaN])).toThrow(RangeError);
  });
});
