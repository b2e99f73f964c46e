// Gamma and beta functions: reference values to 17 digits by multiple-precision arithmetic, closed forms, the way there and back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incompleteBeta, inverseIncompleteBeta } from '../../engine/arithmetic/incomplete-beta.ts';
import { logBeta, logGamma } from '../../engine/arithmetic/log-gamma.ts';

describe('logGamma', () => {
  test.each([
    [0.001, 6.907178885383853],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1, 0],
    [1.5, -0.12078223763524522],
    [2, 0],
    [3.25, 0.9358019311087253],
    [9.99, 12.779315214350193],
    [10, 12.801827480081469],
    [25.5, 56.389167643719944],
    [1000, 5905.220423209181],
    [1e6, 12815504.569147611],
  ])('at %d it is %d', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-13 * (1 + Math.abs(expected)));
  });

  test('has no value at or below zero', () => {
    for (const x of [0, -1.5, NaN]) expect(logGamma(x)).toBeNaN();
  });

  test('logBeta is symmetric and right where it is simple', () => {
    expect(logBeta(1, 1)).toBeCloseTo(0, 13);
    expect(logBeta(2, 3)).toBeCloseTo(-Math.log(12), 13);
    expect(logBeta(0.3, 8)).toBe(logBeta(8, 0.3));
  });
});

describe('incompleteBeta', () => {
  test.each([
    [0.5, 0.5, 0.25, 0.3333333333333333],
    [2, 3, 0.4, 0.5248],
    [5, 1, 0.9, 0.59049],
    [0.1, 7, 0.001, 0.6354602696289334],
    [30, 70, 0.35, 0.861575475866109],
    [1000, 2000, 0.32, 0.05991102785542642],
    [1, 1, 0.7, 0.7],
    [8, 0.05, 0.99, 0.1003463223008194],
  ])('shapes %d and %d at %d', (a, b, x, expected) => {
    expect(Math.abs(incompleteBeta(a, b, x) - expected)).toBeLessThan(1e-10);
    expect(Math.abs(incompleteBeta(b, a, 1 - x) - (1 - expected))).toBeLessThan(1e-10);
  });

  test('ends and nonsense', () => {
    expect(incompleteBeta(2, 3, -1)).toBe(0);
    expect(incompleteBeta(2, 3, 0)).toBe(0);
    expect(incompleteBeta(2, 3, 1)).toBe(1);
    expect(incompleteBeta(0, 3, 0.5)).toBeNaN();
    expect(incompleteBeta(2, -3, 0.5)).toBeNaN();
    expect(incompleteBeta(2, 3, NaN)).toBeNaN();
  });
});

describe('inverseIncompleteBeta', () => {
  test('is the plain power where one shape is 1', () => {
    for (const p of [1e-12, 0.003, 0.5, 0.9, 0.999999]) {
      expect(inverseIncompleteBeta(3, 1, p)).toBeCloseTo(p ** (1 / 3), 10);
      expect(inverseIncompleteBeta(1, 4, p)).toBeCloseTo(1 - (1 - p) ** 0.25, 10);
    }
  });

  test('undoes the function, for shapes from the flat to the narrow', () => {
    const shape = fc.double({ min: -1, max: 4, noNaN: true }).map((power) => 10 ** power);
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (a, b, p) => {
        const x = inverseIncompleteBeta(a, b, p);
        // A double x cannot do better where the curve is steep next to 1.
        fc.pre(x < 1 - 1e-6);
        expect(Math.abs(incompleteBeta(a, b, x) - p)).toBeLessThan(1e-9);
      }),
      { numRuns: 400 },
    );
  });

  test('mirrors: the two ends are treated alike', () => {
    for (const p of [0.01, 0.2, 0.45])
      expect(inverseIncompleteBeta(2, 5, p)).toBeCloseTo(1 - inverseIncompleteBeta(5, 2, 1 - p), 12);
  });

  test('ends, underflow and nonsense', () => {
    expect(inverseIncompleteBeta(2, 3, 0)).toBe(0);
    expect(inverseIncompleteBeta(2, 3, 1)).toBe(1);
    expect(inverseIncompleteBeta(0.01, 0.01, 2 ** -54)).toBe(0);
    expect(inverseIncompleteBeta(0.01, 0.01, 1 - 2 ** -53)).toBe(1);
    expect(inverseIncompleteBeta(-1, 3, 0.5)).toBeNaN();
    expect(inverseIncompleteBeta(2, 3, NaN)).toBeNaN();
  });
});
