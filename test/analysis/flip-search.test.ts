// The search for flips on curves whose roots are known: every root inside its interval, nothing found where nothing is.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flipsOf, type LeadAt, nextValues } from '../../engine/analysis/flip-search.ts';

/** What a batch that can tell leads beyond +-`blur` apart would see of a curve. */
function look(curve: (value: number) => number, blur: number): (value: number) => LeadAt {
  return (value) => {
    const lead = curve(value);
    return { value, lead, standing: lead > blur ? 'ahead' : lead < -blur ? 'behind' : 'open' };
  };
}

function search(see: (value: number) => LeadAt, low: number, high: number): { points: LeadAt[]; steps: number } {
  let points = Array.from({ length: 5 }, (_, i) => see(low + ((high - low) * i) / 4));
  for (let steps = 0; steps < 20; steps++) {
    const wanted = nextValues(points);
    if (wanted.length === 0) return { points, steps };
    points = [...points, ...wanted.map(see)].sort((a, b) => a.value - b.value);
  }
  throw new Error('the search does not end');
}

describe('one flip', () => {
  test('is found where a line crosses zero, wherever that is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.boolean(), (root, falls) => {
        const { points } = search(
          look((x) => (falls ? root - x : x - root), 0.03),
          0,
          1,
        );
        const [flip, ...others] = flipsOf(points);
        expect(others).toEqual([]);
        expect(flip?.value).toBeCloseTo(root, 9);
        expect(flip?.lost).toBe(falls ? 'above' : 'below');
        expect(flip!.interval.low).toBeLessThanOrEqual(root);
        expect(flip!.interval.high).toBeGreaterThanOrEqual(root);
        expect(flip!.interval.high - flip!.interval.low).toBeLessThan(0.06 + 2 / 50 + 1e-9);
      }),
    );
  });

  test('on a bent curve is found to a two-hundredth of the range', () => {
    const { points, steps } = search(
      look((x) => 8 - x ** 3, 1e-6),
      -10,
      10,
    );
    expect(flipsOf(points)).toHaveLength(1);
    expect(Math.abs(flipsOf(points)[0]!.value - 2)).toBeLessThan(20 / 200);
    expect(steps).toBeLessThanOrEqual(4);
  });

  test('beyond which nothing can be told has an interval to the end of the range and is not clear', () => {
    const { points } = search(
      look((x) => 0.9 - x, 0.2),
      0,
      1,
    );
    const [flip] = flipsOf(points);
    expect(flip).toMatchObject({ clear: false, interval: { high: 1 } });
    expect(flip!.interval.low).toBeLessThanOrEqual(0.7);
    expect(flip!.interval.low).toBeGreaterThan(0.67);
  });
});

test('two flips are two, and many around a tie are one', () => {
  const two = search(
    look((x) => (x - 0.2) * (0.8 - x), 0.01),
    0,
    1,
  ).points;
  expect(flipsOf(two).map(({ lost, clear }) => [lost, clear])).toEqual([
    ['below', true],
    ['above', true],
  ]);
  const tie = search(
    look((x) => Math.sin(40 * x), 2),
    0,
    1,
  ).points;
  expect(flipsOf(tie)).toHaveLength(1);
  expect(flipsOf(tie)[0]).toMatchObject({ interval: { low: 0, high: 1 }, clear: false });
});

test('no flip, no search', () => {
  const { points, steps } = search(
    look((x) => 1 + x, 0.1),
    0,
    1,
  );
  expect([flipsOf(points), steps]).toEqual([[], 0]);
});
