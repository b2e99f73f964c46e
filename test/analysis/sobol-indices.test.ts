import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SobolIndices, saltelliDesign, sobolIndices } from '../../engine/analysis/sobol-indices.ts';
import type { UnitPoints } from '../../engine/analysis/unit-points.ts';
import { createDesign } from '../../engine/chance/design.ts';
import type { DesignKind } from '../../engine/vocabulary.ts';
import { ISHIGAMI, ishigami } from './ishigami.ts';
import { NONE, sampleBy } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

type Model = (point: Float64Array) => number;

function source(kind: DesignKind, seed: string, inputs: number, base: number): UnitPoints {
  const names = Array.from({ length: 2 * inputs }, (_, i) => `u${i}`);
  return createDesign({ kind, seed, names, worlds: base });
}

function indicesOf(model: Model, names: readonly string[], base: number, seed: string, kind: DesignKind = 'sobol') {
  const { points } = saltelliDesign(names.length, base, source(kind, seed, names.length, base));
  return sobolIndices(
    sampleBy(points.length, (row) => [model(points[row]!)]),
    names,
  );
}

function worst(found: SobolIndices, first: readonly number[], total: readonly number[]): number {
  const gaps = found.indices.flatMap((index, i) => [
    Math.abs(index.first.estimate - first[i]!),
    Math.abs(index.total.estimate - total[i]!),
  ]);
  return Math.max(...gaps);
}

describe('exact indices', () => {
  test.each(['one', 'two', 'three'])(
    'of Ishigami and Homma 1990, within 0.015 of 8,192 base points (seed %s)',
    (seed) => {
      const found = indicesOf(ishigami, ['x1', 'x2', 'x3'], 8192, seed);
      expect(worst(found, ISHIGAMI.first, ISHIGAMI.total)).toBeLessThan(0.015);
      expect(Math.abs(found.variance! - ISHIGAMI.variance)).toBeLessThan(0.1);
      expect(found).toMatchObject({ noiseVariance: null, noiseShare: null, base: 8192, missing: 0, reason: null });
    },
  );

  test('of the G-function of Sobol', () => {
    // Product of (|4u - 2| + a) / (1 + a); partial variances 1 / 3(1 + a)^2, Saltelli and Sobol' 1995.
    const a = [0, 1, 4.5, 9, 99];
    const partial = a.map((each) => 1 / (3 * (1 + each) ** 2));
    const product = partial.reduce((all, part) => all * (1 + part), 1);
    const found = indicesOf(
      (point) => point.reduce((all, u, i) => (all * (Math.abs(4 * u - 2) + a[i]!)) / (1 + a[i]!), 1),
      ['g1', 'g2', 'g3', 'g4', 'g5'],
      4096,
      'g',
    );
    const first = partial.map((part) => part / (product - 1));
    const total = partial.map((part) => (part * product) / (1 + part) / (product - 1));
    expect(worst(found, first, total)).toBeLessThan(0.015);
  });

  test('of a plain sum: first order and total are the squares of the weights', () => {
    const found = indicesOf((point) => 3 * point[0]! + 4 * point[1]!, ['a', 'b'], 4096, 'sum');
    expect(worst(found, [9 / 25, 16 / 25], [9 / 25, 16 / 25])).toBeLessThan(0.005);
  });
});

test('points: A, B, then A with one column of B; a longer design begins with a shorter one', () => {
  const { points } = saltelliDesign(2, 4, (row, dimension) => (row * 4 + dimension + 1) / 100);
  expect(points).toHaveLength(16);
  expect(points.slice(4, 8).map((point) => [...point])).toEqual([
    [0.05, 0.06],
    [0.07, 0.08],
    [0.07, 0.06],
    [0.05, 0.08],
  ]);
  const [short, long] = [4, 8].map((base) => saltelliDesign(2, base, source('mc', 's', 2, 8)).points);
  expect(long!.slice(0, 16)).toEqual(short);
});

describe('chance', () => {
  /** Ishigami with noise of variance 9 in each run. */
  function noisy(replications: number, seed: number): SobolIndices {
    const { points } = saltelliDesign(3, 1024, source('sobol', `n${seed}`, 3, 1024));
    const { normal } = seededStream(seed);
    return sobolIndices(
      sampleBy(points.length, (row) =>
        Array.from({ length: replications }, () => ishigami(points[row]!) + 3 * normal()),
      ),
      ['x1', 'x2', 'x3'],
    );
  }

  test('is taken off where replications show it, and its part is said', () => {
    const found = noisy(4, 7);
    expect(found.noiseVariance).toBeCloseTo(9 / 4, 0);
    expect(Math.abs(found.noiseShare! - 2.25 / (2.25 + ISHIGAMI.variance))).toBeLessThan(0.01);
    expect(worst(found, ISHIGAMI.first, ISHIGAMI.total)).toBeLessThan(0.06);
    expect(Math.abs(found.variance! - ISHIGAMI.variance)).toBeLessThan(0.5);
  });

  test('without replications it counts as one more input of every total, and the first orders shrink', () => {
    const found = noisy(1, 7);
    const whole = ISHIGAMI.variance + 9;
    expect(found.noiseShare).toBeNull();
    expect(found.indices[2]!.total.estimate).toBeCloseTo((ISHIGAMI.total[2]! * ISHIGAMI.variance + 9) / whole, 1);
    expect(found.indices[1]!.first.estimate).toBeCloseTo((ISHIGAMI.first[1]! * ISHIGAMI.variance) / whole, 1);
  });
});

test('intervals hold the truth in 92 to 98 % of plain Monte Carlo designs', () => {
  let held = 0;
  for (let batch = 0; batch < 150; batch++) {
    const { indices } = indicesOf(ishigami, ['x1', 'x2', 'x3'], 400, `b${batch}`, 'mc');
    indices.forEach(({ first, total }, i) => {
      for (const [{ interval }, truth] of [[first, ISHIGAMI.first[i]!] as const, [total, ISHIGAMI.total[i]!] as const])
        if (interval!.low <= truth && truth <= interval!.high) held += 1;
    });
  }
  expect(held / 900).toBeGreaterThan(0.92);
  expect(held / 900).toBeLessThan(0.98);
});

describe('edges', () => {
  test('missing values take their base point with them', () => {
    const { points } = saltelliDesign(1, 64, source('sobol', 'm', 1, 64));
    const found = sobolIndices(
      sampleBy(points.length, (row) => [row === 10 ? NONE : points[row]![0]!]),
      ['x'],
    );
    expect(found).toMatchObject({ base: 63, missing: 1 });
    expect(found.indices[0]!.total.estimate).toBeCloseTo(1, 0);
  });

  test('no answer, with its reason; and faults of the caller', () => {
    expect(indicesOf(() => 5, ['x'], 8, 'c').reason).toContain('same value');
    expect(
      sobolIndices(
        sampleBy(6, () => [NONE]),
        ['x'],
      ),
    ).toMatchObject({ indices: [], missing: 2, variance: null });
    expect(
      sobolIndices(
        sampleBy(6, (row) => [row % 2, 10 - (row % 2) * 20]),
        ['x'],
      ).reason,
    ).toContain('chance');
    expect(() =>
      sobolIndices(
        sampleBy(7, () => [1]),
        ['x'],
      ),
    ).toThrow(RangeError);
    expect(() => saltelliDesign(0, 8, () => 0.5)).toThrow(RangeError);
    expect(() => saltelliDesign(1, 1, () => 0.5)).toThrow(RangeError);
  });
});

test('shift and scale of the outcome do not matter', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 50 }), (shift, scale) => {
      const plain = indicesOf(ishigami, ['x1', 'x2', 'x3'], 64, 'law');
      const moved = indicesOf((point) => shift - scale * ishigami(point), ['x1', 'x2', 'x3'], 64, 'law');
      plain.indices.forEach(({ first, total }, i) => {
        expect(moved.indices[i]!.first.estimate).toBeCloseTo(first.estimate, 8);
        expect(moved.indices[i]!.total.error).toBeCloseTo(total.error!, 8);
      });
    }),
    { numRuns: 20 },
  );
});
