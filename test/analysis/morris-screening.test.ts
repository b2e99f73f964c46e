import { describe, expect, test } from 'vitest';
import {
  type MorrisDesign,
  type MorrisEffect,
  morrisDesign,
  morrisScreening,
} from '../../engine/analysis/morris-screening.ts';
import { createDesign } from '../../engine/chance/design.ts';
import { NONE, sampleBy } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

function design(inputs: number, trajectories: number, seed = 'm', levels = 4): MorrisDesign {
  const names = Array.from({ length: 2 * inputs }, (_, i) => `u${i}`);
  return morrisDesign(inputs, trajectories, createDesign({ kind: 'mc', seed, names, worlds: trajectories }), levels);
}

function screen(plan: MorrisDesign, model: (point: Float64Array) => number): MorrisEffect[] {
  return morrisScreening(
    sampleBy(plan.points.length, (row) => [model(plan.points[row]!)]),
    plan,
    Array.from({ length: plan.inputs }, (_, i) => `x${i + 1}`),
  );
}

/** The function of Morris 1991, section 4, with the signs that later texts put in place of his random coefficients. */
function morris(point: Float64Array): number {
  const w = [
    0,
    ...Array.from(point, (x, i) => ([2, 4, 6].includes(i) ? 2 * ((1.1 * x) / (x + 0.1) - 0.5) : 2 * (x - 0.5))),
  ];
  let y = 0;
  for (let i = 1; i <= 20; i++) {
    y += (i <= 10 ? 20 : (-1) ** i) * w[i]!;
    for (let j = i + 1; j <= 20; j++) {
      y += (j <= 6 ? -15 : (-1) ** (i + j)) * w[i]! * w[j]!;
      for (let l = j + 1; l <= 5; l++) {
        y -= 10 * w[i]! * w[j]! * w[l]!;
        for (let s = l + 1; s <= 4; s++) y += 5 * w[i]! * w[j]! * w[l]! * w[s]!;
      }
    }
  }
  return y;
}

describe('known effects', () => {
  test('a plane: exact from two trajectories, without spread', () => {
    const effects = screen(design(3, 2), (point) => 4 * point[0]! - 2 * point[1]! + 7);
    expect(effects.map(({ mu }) => mu.estimate)).toEqual([4, -2, 0]);
    expect(effects.map(({ muStar }) => muStar.estimate)).toEqual([4, 2, 0]);
    for (const { mu, sigma, effects: count, noise } of effects) {
      expect(mu.error).toBe(0);
      expect(sigma.estimate).toBe(0);
      expect([count, noise]).toEqual([2, null]);
    }
  });

  test('a product: mu is the mean of the other input, sigma its deviation over the grid', () => {
    const [first] = screen(design(2, 4000), (point) => point[0]! * point[1]!);
    expect(Math.abs(first!.mu.estimate - 0.5)).toBeLessThan(4 * first!.mu.error!);
    // Four levels at 1/8, 3/8, 5/8, 7/8: variance (9 + 1 + 1 + 9) / 4 / 64.
    expect(Math.abs(first!.sigma.estimate - Math.sqrt(5 / 64))).toBeLessThan(4 * first!.sigma.error!);
  });

  test('signs that cancel: mu near 0, muStar not', () => {
    const [first] = screen(design(2, 200), (point) => 8 * (point[0]! - 0.5) * Math.sign(point[1]! - 0.5));
    expect(first!.muStar.estimate).toBe(8);
    expect(first!.mu.interval!.low).toBeLessThan(0);
    expect(first!.mu.interval!.high).toBeGreaterThan(0);
  });

  test('the twenty inputs of Morris: ten matter, three of them plainly, and ten do not', () => {
    const effects = screen(design(20, 60), morris);
    const size = (i: number): number => effects[i - 1]!.muStar.estimate;
    const least = Math.min(...Array.from({ length: 10 }, (_, i) => size(i + 1)));
    const most = Math.max(...Array.from({ length: 10 }, (_, i) => size(i + 11)));
    expect(least).toBeGreaterThan(2.5 * most);
    // Their interactions with the three bent inputs do not average out: 2 (-1)^(i + j) times the mean of w, for j = 3, 5, 7.
    const bent = [0.125, 0.375, 0.625, 0.875].reduce((sum, x) => sum + 2 * ((1.1 * x) / (x + 0.1) - 0.5), 0) / 4;
    for (const i of [8, 9, 10]) {
      const { estimate, error } = effects[i - 1]!.mu;
      expect(Math.abs(estimate - 40 + (i % 2 === 0 ? 6 : -6) * bent)).toBeLessThan(3.5 * error!);
      expect(effects[i - 1]!.sigma.estimate).toBeLessThan(10);
    }
    for (const i of [1, 2, 3, 4, 5]) expect(effects[i - 1]!.sigma.estimate).toBeGreaterThan(20);
  });
});

describe('the design', () => {
  test('moves one input a step by half the range, each once, inside the cube', () => {
    for (const levels of [2, 4, 6]) {
      const { points, order } = design(5, 20, 'd', levels);
      expect(points).toHaveLength(120);
      points.forEach((point, row) => {
        expect(point.every((x) => x > 0 && x < 1)).toBe(true);
        if (row % 6 === 0) return;
        const moved = [...point.keys()].filter((i) => point[i] !== points[row - 1]![i]);
        expect(moved).toEqual([order[Math.floor(row / 6)]![(row % 6) - 1]]);
        expect(Math.abs(point[moved[0]!]! - points[row - 1]![moved[0]!]!)).toBe(0.5);
      });
      for (const steps of order) expect(steps.toSorted()).toEqual([0, 1, 2, 3, 4]);
    }
  });

  test('refuses what cannot be', () => {
    expect(() => design(0, 4)).toThrow(RangeError);
    expect(() => design(2, 1)).toThrow(RangeError);
    expect(() => design(2, 4, 'x', 3)).toThrow(RangeError);
    const plan = design(2, 4);
    expect(() =>
      morrisScreening(
        sampleBy(5, () => [0]),
        plan,
        ['a', 'b'],
      ),
    ).toThrow(RangeError);
    expect(() =>
      morrisScreening(
        sampleBy(12, () => [0]),
        plan,
        ['a'],
      ),
    ).toThrow(RangeError);
  });
});

test('chance: an input without effect shows the noise that is said, and no more', () => {
  const plan = design(2, 400);
  const { normal } = seededStream(3);
  const effects = morrisScreening(
    sampleBy(plan.points.length, (row) => Array.from({ length: 4 }, () => 10 * plan.points[row]![0]! + normal())),
    plan,
    ['real', 'idle'],
  );
  const idle = effects[1]!;
  // Two means of four values of variance 1, over a step of 1/2: variance (1/4 + 1/4) / (1/4) = 2.
  expect(idle.noise!.sigma).toBeCloseTo(Math.SQRT2, 1);
  expect(Math.abs(idle.sigma.estimate - idle.noise!.sigma)).toBeLessThan(4 * idle.sigma.error!);
  expect(Math.abs(idle.muStar.estimate - idle.noise!.muStar)).toBeLessThan(4 * idle.muStar.error!);
  expect(effects[0]!.muStar.interval!.low).toBeGreaterThan(5 * idle.noise!.muStar);
});

test('errors by hand: effects 1, 2 and 6', () => {
  const plan = design(1, 3);
  const effects = [1, 2, 6];
  const [only] = morrisScreening(
    sampleBy(6, (row) => [effects[Math.floor(row / 2)]! * plan.points[row]![0]!]),
    plan,
    ['x'],
  );
  expect(only!.mu.estimate).toBeCloseTo(3, 12);
  expect(only!.mu.error).toBeCloseTo(Math.sqrt(7 / 3), 12);
  expect(only!.sigma.estimate).toBeCloseTo(Math.sqrt(7), 12);
  // Deviations of (2, 6), (1, 6), (1, 2): 4, 5 and 1 over sqrt 2; their squared distances from their mean sum to 13 / 3.
  expect(only!.sigma.error).toBeCloseTo(Math.sqrt((2 / 3) * (13 / 3)), 12);
});

test('missing values take their two effects with them', () => {
  const plan = design(2, 5);
  const [first, second] = morrisScreening(
    sampleBy(15, (row) => [row === 1 ? NONE : plan.points[row]![0]!]),
    plan,
    ['a', 'b'],
  );
  expect([first!.effects, second!.effects]).toEqual([4, 4]);
  expect(
    morrisScreening(
      sampleBy(15, () => [NONE]),
      plan,
      ['a', 'b'],
    ),
  ).toEqual([]);
});
