import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evpi } from '../../engine/analysis/evpi.ts';
import { driversAt, evppi } from '../../engine/analysis/evppi.ts';
import type { Performance } from '../../engine/analysis/performance.ts';
import { splineSmoother } from '../../engine/analysis/spline-smoother.ts';
import { normalCdf, normalDensity } from '../../engine/arithmetic/normal-cdf.ts';
import { NONE, sampleBy, sampleOf } from './sample-of.ts';
import { type SeededStream, seededStream } from './seeded-stream.ts';

/** The unit normal loss integral; 0.3989 at 0, 0.1978 at 0.5 and 0.0833 at 1 in the tables of Raiffa and Schlaifer. */
const loss = (u: number): number => normalDensity(u) - u * (1 - normalCdf(u));

/**
 * Two decisions: do nothing, worth 0, or act, worth 1 + 3 X + 4 Y with X and Y standard normal. Without information act: 1. Knowing everything is
 * worth 5 L(1/5), knowing X alone 3 L(1/3), knowing Y alone 4 L(1/4).
 */
function problem(chance: SeededStream, worlds: number): { measured: Performance; x: Float64Array; y: Float64Array } {
  const [x, y] = [0, 1].map(() => Float64Array.from({ length: worlds }, () => chance.normal())) as [
    Float64Array,
    Float64Array,
  ];
  const act = x.map((value, i) => 1 + 3 * value + 4 * y[i]!);
  return { measured: { policies: ['wait', 'act'], values: [x.map(() => 0), act], better: 'higher' }, x, y };
}

test('the tables of the loss integral', () => {
  expect([0, 0.5, 1].map((u) => Number(loss(u).toFixed(4)))).toEqual([0.3989, 0.1978, 0.0833]);
});

describe('everything known', () => {
  const arms = (measured: Performance) =>
    measured.policies.map((name, i) => ({
      name,
      sample: sampleBy(measured.values[i]!.length, (w) => [measured.values[i]![w]!]),
    }));

  test('two normal decisions, 20,000 worlds: within three errors of the closed form', () => {
    const found = evpi(arms(problem(seededStream(1), 20_000).measured), 'higher');
    expect(found).toMatchObject({ without: 'act', attained: null, worlds: 20_000, dropped: 0 });
    expect(Math.abs(found.estimate - 5 * loss(0.2))).toBeLessThan(3 * found.mcse!);
    expect(found.mcse).toBeLessThan(0.03);
  });

  test('by hand: the best of each world, less the best on average', () => {
    const found = evpi(
      [
        { name: 'a', sample: sampleOf([[1], [9], [NONE], [2]]) },
        { name: 'b', sample: sampleOf([[4], [3], [0], [4]]) },
      ],
      'lower',
    );
    // Means 4 and 11/3; b without information; best per world 1, 3, 2.
    expect(found).toMatchObject({ without: 'b', worlds: 3, dropped: 1 });
    expect(found.estimate).toBeCloseTo(11 / 3 - 2, 12);
  });

  test('luck is not knowledge: with pure chance the plain estimate is fooled and the attained one is not', () => {
    const chance = seededStream(2);
    const noise = () => sampleBy(400, () => Array.from({ length: 4 }, () => chance.normal()));
    const found = evpi(
      [
        { name: 'a', sample: noise() },
        { name: 'b', sample: noise() },
        { name: 'c', sample: noise() },
      ],
      'lower',
    );
    expect(found.estimate).toBeGreaterThan(0.3);
    expect(Math.abs(found.attained!)).toBeLessThan(0.08);
    expect(found.interval!.low).toBe(0);
  });

  test('the truth lies between the two on average', () => {
    const totals = { low: 0, high: 0 };
    for (let batch = 1; batch <= 60; batch++) {
      const chance = seededStream(batch);
      const { measured } = problem(chance, 100);
      const noisy = measured.values.map((row) =>
        sampleBy(100, (w) => Array.from({ length: 4 }, () => row[w]! + 6 * chance.normal())),
      );
      const found = evpi(
        noisy.map((sample, i) => ({ name: `${i}`, sample })),
        'higher',
      );
      totals.low += found.attained! / 60;
      totals.high += found.estimate / 60;
    }
    expect(totals.low).toBeLessThan(5 * loss(0.2));
    expect(totals.high).toBeGreaterThan(5 * loss(0.2));
  });
});

describe('one uncertainty known', () => {
  const driver = (name: string, values: Float64Array) => ({ name, values });

  test('two normal decisions, 10,000 worlds: within three errors of the closed form', () => {
    const chance = seededStream(3);
    const { measured, x, y } = problem(chance, 10_000);
    const idle = x.map(() => chance.normal());
    const [ofX, ofY, ofIdle, held] = evppi(measured, [
      driver('x', x),
      driver('y', y),
      driver('idle', idle),
      driver(
        'held',
        x.map(() => 7),
      ),
    ]);
    expect(ofX!.mcse! / (3 * loss(1 / 3))).toBeLessThan(0.04);
    expect(Math.abs(ofX!.estimate - 3 * loss(1 / 3))).toBeLessThan(3 * ofX!.mcse!);
    expect(Math.abs(ofY!.estimate - 4 * loss(1 / 4))).toBeLessThan(3 * ofY!.mcse!);
    expect(ofIdle!.estimate).toBeLessThan(0.02);
    expect(held).toEqual({ driver: 'held', estimate: 0, mcse: null, attained: 0, interval: null });
  });

  test('the interval holds the truth in at least 93 of 100 batches of 300 worlds, and the two numbers enclose it on average', () => {
    const truth = 3 * loss(1 / 3);
    let held = 0;
    const totals = { low: 0, high: 0 };
    for (let batch = 1; batch <= 300; batch++) {
      const { measured, x } = problem(seededStream(batch), 300);
      const [found] = evppi(measured, [driver('x', x)]);
      const { interval } = found!;
      if (interval !== null && interval.low <= truth && truth <= interval.high) held += 1;
      totals.low += found!.attained! / 300;
      totals.high += found!.estimate / 300;
    }
    expect(held / 300).toBeGreaterThan(0.93);
    // The mean of 300 batches is itself known to 0.008 only.
    expect(totals.low).toBeLessThan(truth + 0.016);
    expect(totals.high).toBeGreaterThan(truth - 0.016);
    expect(totals.high).toBeGreaterThan(totals.low);
    expect(totals.high - totals.low).toBeLessThan(0.5 * truth);
  });

  test('an uncertainty that moves every policy alike is worth nothing, however much it moves them', () => {
    const chance = seededStream(4);
    const x = Float64Array.from({ length: 100 }, () => 10 * chance.normal());
    const measured: Performance = {
      policies: ['a', 'b'],
      values: [x, x.map((value) => value + 1)],
      better: 'lower',
    };
    const [found] = evppi(measured, [driver('x', x)]);
    expect(found).toMatchObject({ mcse: null, interval: null });
    expect(found!.estimate).toBeCloseTo(0, 12);
  });

  test('a switch of two levels, by hand: each level has its own best policy', () => {
    const levels = Float64Array.from({ length: 40 }, (_, i) => i % 2);
    const values = [levels.map((level) => (level === 0 ? 4 : 0)), levels.map((level) => (level === 0 ? 0 : 2))];
    const [found] = evppi({ policies: ['a', 'b'], values, better: 'higher' }, [driver('switch', levels)]);
    expect(found!.estimate).toBeCloseTo((4 + 2) / 2 - 2, 12);
    expect(found!.attained).toBeCloseTo(1, 12);
  });

  test('few worlds, other lengths, and the worlds kept', () => {
    const { measured, x } = problem(seededStream(5), 19);
    expect(evppi(measured, [driver('x', x)])).toEqual([]);
    expect(() => evppi(measured, [driver('x', x.slice(1))])).toThrow(RangeError);
    expect([...driversAt([driver('x', Float64Array.of(5, 6, 7))], [0, 2])[0]!.values]).toEqual([5, 7]);
  });

  test('knowing one thing is never worth more than knowing all, and turning sign and direction changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const chance = seededStream(seed);
        const x = Float64Array.from({ length: 40 }, () => chance.normal());
        const values = [0, 1, 2].map((slope) => x.map((value) => slope * value * value + chance.normal()));
        const measured: Performance = { policies: ['a', 'b', 'c'], values, better: 'higher' };
        const [found] = evppi(measured, [driver('x', x)]);
        const all = evpi(
          values.map((row, i) => ({ name: `${i}`, sample: { worlds: 40, replications: 1, values: row } })),
          'higher',
        );
        expect(found!.estimate).toBeLessThanOrEqual(all.estimate + 1e-9);
        const turned = values.map((row) => row.map((value) => -value));
        expect(evppi({ ...measured, values: turned, better: 'lower' }, [driver('x', x)])).toEqual([found]);
      }),
    );
  });
});

describe('the smoother', () => {
  const x = Float64Array.from({ length: 50 }, (_, i) => Math.sin(i) * 3);

  test('keeps a straight line, and a mean for each of a few levels', () => {
    const line = x.map((value) => 2 - 5 * value);
    const { fitted, leftOut } = splineSmoother(x)(line);
    fitted.forEach((value, i) => {
      expect(value).toBeCloseTo(line[i]!, 9);
      expect(leftOut[i]).toBeCloseTo(line[i]!, 9);
    });
    const levels = Float64Array.of(0, 0, 1, 1, 2);
    const steps = splineSmoother(levels)(Float64Array.of(1, 3, 10, 20, 7));
    [2, 2, 15, 15, 7].forEach((value, i) => {
      expect(steps.fitted[i]).toBeCloseTo(value, 12);
    });
    // The last stands alone at its level: the mean of the others.
    [3, 1, 20, 10, 34 / 4].forEach((value, i) => {
      expect(steps.leftOut[i]).toBeCloseTo(value, 12);
    });
  });

  test('without a world means without it: the outcome there does not matter', () => {
    const outcome = x.map((value) => value * value);
    const changed = outcome.map((value, i) => (i === 7 ? 1000 : value));
    const smooth = splineSmoother(x);
    expect(smooth(changed).leftOut[7]).toBeCloseTo(smooth(outcome).leftOut[7]!, 9);
    expect(smooth(changed).fitted[7]).not.toBeCloseTo(smooth(outcome).fitted[7]!, 1);
  });
});
