// Where an observation lies among the runs: by hand, at the ends, with ties and gaps, and spread evenly when the model is right.

import { describe, expect, test } from 'vitest';
import { rankPosition } from '../../engine/analysis/rank-position.ts';
import type { Sample } from '../../engine/analysis/sample.ts';
import { seededStream } from './seeded-stream.ts';

function sample(values: readonly number[], replications = 1): Sample {
  return { worlds: values.length / replications, replications, values: Float64Array.from(values) };
}

describe('the position', () => {
  test('counts the runs below and half of the equal ones', () => {
    const place = rankPosition(sample([4, 1, 2, 2, 3, 2, 5, 0]), 2);
    expect(place).toMatchObject({ position: (2 + 1.5) / 8, below: 2 / 8, equal: 3 / 8, n: 8, missing: 0 });
  });

  test('is 0 below all runs and 1 above all, and outside the band there', () => {
    const runs = sample([1, 2, 3, 4, 5]);
    expect(rankPosition(runs, 0.5)).toMatchObject({ position: 0, verdict: 'below' });
    expect(rankPosition(runs, 5.5)).toMatchObject({ position: 1, verdict: 'above' });
  });

  test('is the middle when every run gave the observation, inside a band that holds them all', () => {
    const place = rankPosition(sample([3, 3, 3, 3]), 3);
    expect(place).toMatchObject({ position: 0.5, verdict: 'inside', held: 1, mcse: null, band: { low: 3, high: 3 } });
  });

  test('leaves out runs without a value, and says nothing when none has one', () => {
    expect(rankPosition(sample([1, Number.NaN, 3, Number.NaN]), 2)).toMatchObject({ position: 0.5, n: 2, missing: 2 });
    const none = rankPosition(sample([Number.NaN, Number.NaN]), 2);
    expect(none).toMatchObject({ position: null, verdict: null, held: null, band: null, n: 0, missing: 2 });
  });

  test('refuses an observation that is no number', () => {
    expect(() => rankPosition(sample([1, 2]), Number.NaN)).toThrow(RangeError);
  });
});

describe('the band', () => {
  test('has the 5 and 95 % quantiles as ends, both inside', () => {
    const runs = sample(Array.from({ length: 101 }, (_, i) => i));
    expect(rankPosition(runs, 5).band).toEqual({ low: 5, high: 95 });
    expect([4.9, 5, 95, 95.1].map((observed) => rankPosition(runs, observed).verdict)).toEqual([
      'below',
      'inside',
      'inside',
      'above',
    ]);
    expect(rankPosition(runs, 5).held).toBe(91 / 101);
  });

  test('of a count holds more than nine runs in ten, and says how many', () => {
    // 0 in 80 runs, 1 in 19, 2 in one: the band 0..1 holds 99.
    const runs = sample([...Array(80).fill(0), ...Array(19).fill(1), 2]);
    expect(rankPosition(runs, 0)).toMatchObject({ band: { low: 0, high: 1 }, held: 0.99, position: 0.4 });
  });
});

test('the error counts worlds, not runs', () => {
  const worlds = [0, 1, 0, 1, 1, 0, 1, 0];
  const once = rankPosition(sample(worlds), 0.5).mcse;
  const often = rankPosition(
    sample(
      worlds.flatMap((value) => [value, value, value, value]),
      4,
    ),
    0.5,
  ).mcse;
  expect(often).toBeCloseTo(once!, 12);
});

test('observations drawn as the runs are have positions that are spread evenly', () => {
  const { uniform } = seededStream(2014);
  const draw = (): number => Math.floor(6 * uniform()) + Math.floor(6 * uniform());
  const positions = Array.from({ length: 2000 }, () => {
    const runs = sample(Array.from({ length: 200 }, draw));
    return rankPosition(runs, draw()).position!;
  });
  const mean = positions.reduce((sum, position) => sum + position, 0) / positions.length;
  // The standard deviation of a position is at most 0.29.
  expect(Math.abs(mean - 0.5)).toBeLessThan((4 * 0.29) / Math.sqrt(positions.length));
  const lowFifth = positions.filter((position) => position < 0.2).length / positions.length;
  expect(lowFifth).toBeGreaterThan(0.1);
  expect(lowFifth).toBeLessThan(0.3);
});
