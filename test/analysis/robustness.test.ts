import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatEstimate, formatInterval } from '../../engine/analysis/figure.ts';
import { type Performance, performanceOf } from '../../engine/analysis/performance.ts';
import { meanVariance } from '../../engine/analysis/robust-average.ts';
import { beyondExtreme, hurwicz } from '../../engine/analysis/robust-extremes.ts';
import { peakedness, skewness, undesirableDeviations } from '../../engine/analysis/robust-shape.ts';
import { type MetricResult, type RobustnessOptions, robustness } from '../../engine/analysis/robustness.ts';
import type { MetricName } from '../../engine/analysis/robustness-metric.ts';
import { starrDomain } from '../../engine/analysis/starr-domain.ts';
import { wilsonInterval } from '../../engine/analysis/wilson-interval.ts';
import { NONE, sampleBy, sampleOf } from './sample-of.ts';
import { seededPoints } from './seeded-points.ts';
import { seededStream } from './seeded-stream.ts';

const points = seededPoints(1);
const few = { resamples: 20 };

function measured(better: Performance['better'], rows: readonly (readonly number[])[]): Performance {
  return { policies: rows.map((_, i) => `P${i + 1}`), values: rows.map((row) => Float64Array.from(row)), better };
}

function of(table: Performance, name: MetricName, options: RobustnessOptions = few): MetricResult {
  return robustness(table, points, options).find(({ metric }) => metric === name)!;
}

const estimates = (result: MetricResult): (number | null)[] => result.scores.map(({ estimate }) => estimate);
const ranks = (result: MetricResult): (number | null)[] => result.scores.map(({ rank }) => rank);

describe('known answers', () => {
  // The two policies in three worlds of the software that accompanies the metrics: R is printed there for both directions.
  const rows = [
    [0.99, 1.0, 0.5],
    [0.69, 0.6, 0.6],
  ];
  test.each([
    ['maximin', 'higher', [0.5, 0.6]],
    ['maximin', 'lower', [1.0, 0.69]],
    ['maximax', 'higher', [1.0, 0.69]],
    ['maximax', 'lower', [0.5, 0.6]],
    ['hurwicz', 'higher', [0.625, 0.6225]],
    ['hurwicz', 'lower', [0.875, 0.6675]],
    ['laplace', 'higher', [0.83, 0.63]],
    ['laplace', 'lower', [0.83, 0.63]],
    ['minimax-regret', 'higher', [0.1, 0.4]],
    ['minimax-regret', 'lower', [0.4, 0.1]],
    ['mean-variance', 'higher', [1.42320289996384, 1.54948632859709]],
    ['mean-variance', 'lower', [0.132210105461122, 0.351723890540445]],
    ['undesirable-deviations', 'higher', [0.245, 0]],
    ['undesirable-deviations', 'lower', [0.005, 0.045]],
  ] as const)('%s, %s is better', (name, better, expected) => {
    const found = estimates(of(measured(better, rows), name, { ...few, alpha: 0.75 }));
    for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 12);
  });

  test("Starr's domain with the threshold met exactly, both ways", () => {
    const table = [
      [0.5, 0.99, 1.0],
      [0.6, 0.65, 0.69],
    ];
    const share = (better: 'higher' | 'lower') =>
      estimates(of(measured(better, table), 'starr-domain', { ...few, threshold: 0.65 }));
    expect(share('higher')).toEqual([2 / 3, 2 / 3]);
    expect(share('lower')).toEqual([1 / 3, 2 / 3]);
  });

  // Savage's criterion on a table printed in textbooks: rows are policies, columns states.
  test('maximum regrets, and who wins by regret, by the worst case and on average', () => {
    const table = measured('higher', [
      [200, 100, 120],
      [0, 300, -200],
      [0, 300, 500],
      [-100, 200, 0],
    ]);
    expect(estimates(of(table, 'minimax-regret'))).toEqual([380, 700, 200, 500]);
    expect(ranks(of(table, 'minimax-regret'))).toEqual([2, 4, 1, 3]);
    expect(ranks(of(table, 'maximin'))[0]).toBe(1);
    expect(ranks(of(table, 'laplace'))[2]).toBe(1);
  });

  // Stocks, bonds or the money market under rising, static and falling rates.
  test('the investor: worst regrets 7, 5 and 11', () => {
    const table = measured('higher', [
      [-4, 4, 12],
      [-2, 3, 8],
      [3, 2, 1],
    ]);
    expect(estimates(of(table, 'minimax-regret'))).toEqual([7, 5, 11]);
    expect(ranks(of(table, 'minimax-regret'))).toEqual([2, 1, 3]);
    expect(ranks(of(table, 'maximin'))).toEqual([3, 2, 1]);
  });

  test('percentile metrics where the percentiles are known', () => {
    // 21 worlds: 10, 25, 50, 75 and 90 % are the values 2, 5, 10, 15 and 18, counted from 0.
    const row = Float64Array.from({ length: 21 }, (_, i) => (i < 10 ? 0.5 : i < 18 ? 0.99 : 1));
    expect(skewness.value(row)).toBeCloseTo(0.96, 12);
    expect(skewness.value(row.map((value) => -value).sort())).toBeCloseTo(-0.96, 12);
    expect(peakedness.value(Float64Array.from({ length: 21 }, (_, i) => i))).toBeCloseTo(16 / 10, 12);
    const regrets = measured('lower', [Array.from({ length: 21 }, (_, i) => i), Array(21).fill(0)]);
    expect(estimates(of(regrets, 'regret-90'))).toEqual([18, 0]);
  });
});

describe('errors', () => {
  const chance = seededStream(3);
  const draws = (worlds: number): number[] => Array.from({ length: worlds }, () => chance.normal());

  test("the jackknife of Laplace's mean is s / sqrt(n)", () => {
    const row = [3, 1, 4, 1, 5, 9, 2, 6];
    const [score] = of(measured('higher', [row]), 'laplace').scores;
    const mean = 31 / 8;
    const s = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 7);
    expect(score!.mcse).toBeCloseTo(s / Math.sqrt(8), 12);
  });

  test("Starr's share has Wilson's interval", () => {
    const [score] = of(measured('higher', [[1, 2, 3, 4]]), 'starr-domain', { ...few, threshold: 2 }).scores;
    expect(score).toMatchObject({ estimate: 0.75, interval: wilsonInterval(0.75, 4) });
  });

  test('metrics of extremes claim no error, and say what the worlds can promise', () => {
    const results = robustness(measured('higher', [draws(59), draws(59)]), points, few);
    const extremes = results.filter(({ error }) => error === 'none');
    expect(extremes.map(({ metric }) => metric)).toEqual(['maximin', 'maximax', 'hurwicz', 'minimax-regret']);
    for (const { scores, beyond, note } of extremes) {
      expect(scores.every(({ mcse, interval, first }) => mcse === null && interval === null && first === null)).toBe(
        true,
      );
      expect(beyond).toBeLessThan(0.05);
      expect(note).toContain('no error');
    }
    // Wilks: 59 is the least number of draws of which the extreme is a 95 %/95 % bound.
    expect(beyondExtreme(58)).toBeGreaterThan(0.05);
    expect(beyondExtreme(0)).toBe(1);
  });

  test('intervals hold the true value in about 95 of 100 batches of normal worlds', () => {
    const truth: Partial<Record<MetricName, number>> = {
      laplace: 10,
      'mean-variance': 11 / 2,
      'undesirable-deviations': Math.sqrt(2 / Math.PI),
      skewness: 0,
      peakedness: 1.2815516 / 0.6744898,
    };
    const held = new Map<string, number>();
    const batches = 200;
    for (let batch = 1; batch <= batches; batch++) {
      const draw = seededStream(batch);
      const row = Array.from({ length: 100 }, () => 10 + draw.normal());
      for (const { metric, scores } of robustness(measured('higher', [row]), seededPoints(batch), {
        resamples: 200,
      })) {
        const [value, interval] = [truth[metric], scores[0]!.interval];
        if (value !== undefined && interval !== null && interval.low <= value && value <= interval.high)
          held.set(metric, (held.get(metric) ?? 0) + 1);
      }
    }
    for (const metric of Object.keys(truth)) expect(held.get(metric)! / batches, metric).toBeGreaterThan(0.89);
  });

  test('how often a policy comes first: sure when it is better everywhere, shared between twins', () => {
    const row = draws(60);
    const better = row.map((value) => value + 1);
    const first = (rows: number[][]) => of(measured('higher', rows), 'laplace').scores.map((score) => score.first);
    expect(first([row, better])).toEqual([0, 1]);
    expect(first([row, row])).toEqual([0.5, 0.5]);
  });

  test('every figure can be shown to the digits of its error', () => {
    const table = measured('lower', [draws(60), draws(60).map((x) => 2 * x)]);
    for (const { scores } of robustness(table, points, { ...few, threshold: 0 })) {
      for (const { estimate, mcse, interval } of scores) {
        expect(formatEstimate(estimate, mcse)).toMatch(mcse === null ? /^-?[\d.,]+$/ : /^-?[\d.,]+ ± [\d.,]+$/);
        expect(formatInterval(interval, mcse)).toMatch(/^(n\/a|-?[\d.,]+ to -?[\d.,]+)$/);
      }
    }
  });
});

describe('edges', () => {
  test('worlds that do not differ: the shape is not defined, and nothing else breaks', () => {
    const results = robustness(
      measured('higher', [
        [2, 2, 2],
        [1, 1, 1],
      ]),
      points,
      few,
    );
    const named = Object.fromEntries(results.map((result) => [result.metric, result]));
    expect(estimates(named.skewness!)).toEqual([null, null]);
    expect(named.peakedness!.note).toContain('not defined');
    expect(estimates(named['undesirable-deviations']!)).toEqual([0, 0]);
    expect(ranks(named.laplace!)).toEqual([1, 2]);
    expect(named.laplace!.scores[0]!.mcse).toBeNull();
    expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  });

  test('one world: no spread to speak of', () => {
    expect(meanVariance.value(Float64Array.of(3))).toBeNaN();
    expect(estimates(of(measured('lower', [[3], [4]]), 'laplace'))).toEqual([3, 4]);
  });

  test('the mean-variance index is called out where it rewards a wider spread', () => {
    const table = measured('lower', [
      [10, 10, 11],
      [5, 10, 16],
    ]);
    const result = of(table, 'mean-variance');
    expect(ranks(result)).toEqual([2, 1]);
    expect(result.note).toContain('rewards a wider spread');
    expect(of(measured('higher', [[10, 11, 12]]), 'mean-variance').note).toBeNull();
  });

  test('faults of the caller', () => {
    expect(() => hurwicz(1.5)).toThrow(RangeError);
    expect(() => starrDomain(NONE, 'higher')).toThrow(RangeError);
    expect(() => robustness(measured('higher', [[1, NONE]]), points)).toThrow(RangeError);
    expect(() => robustness(measured('higher', [[1, 2], [1]]), points)).toThrow(RangeError);
    expect(() => robustness(measured('higher', []), points)).toThrow(RangeError);
    expect(undesirableDeviations.value(Float64Array.of(1))).toBe(0);
  });
});

describe('performance of arms', () => {
  test('means of worlds; a world that one arm lacks is left out for all', () => {
    const arms = [
      {
        name: 'a',
        sample: sampleOf([
          [1, 3],
          [NONE, NONE],
          [5, NONE],
        ]),
      },
      {
        name: 'b',
        sample: sampleOf([
          [0, 0],
          [1, 1],
          [2, 4],
        ]),
      },
    ];
    const found = performanceOf(arms, 'lower');
    expect(found).toMatchObject({ policies: ['a', 'b'], worlds: [0, 2], dropped: 1, better: 'lower' });
    expect(found.values.map((row) => [...row])).toEqual([
      [2, 5],
      [0, 3],
    ]);
  });

  test('how much of the spread is chance: half of it with 4 replications of 4 times the variance', () => {
    const draw = seededStream(9);
    const sample = sampleBy(2000, () => {
      const world = draw.normal();
      return Array.from({ length: 4 }, () => world + 2 * draw.normal());
    });
    expect(performanceOf([{ name: 'a', sample }], 'lower').chance[0]).toBeCloseTo(0.5, 1);
    expect(performanceOf([{ name: 'a', sample: sampleOf([[1], [2]]) }], 'lower').chance).toEqual([null]);
  });
});

describe('laws', () => {
  const table = fc
    .record({ policies: fc.integer({ min: 1, max: 4 }), worlds: fc.integer({ min: 2, max: 12 }) })
    .chain(({ policies, worlds }) =>
      fc.array(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: worlds, maxLength: worlds }), {
        minLength: policies,
        maxLength: policies,
      }),
    );
  const options = { resamples: 5, alpha: 0.3 };

  test('turning sign and direction together changes no rank and no certainty, and turns only performances', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: -20, max: 20 }), (rows, threshold) => {
        const one = robustness(measured('higher', rows), points, { ...options, threshold });
        const negated = rows.map((row) => row.map((value) => -value));
        const other = robustness(measured('lower', negated), points, { ...options, threshold: -threshold });
        one.forEach((result, i) => {
          const mirror = other[i]!;
          expect(ranks(mirror)).toEqual(ranks(result));
          expect(mirror.scores.map(({ first, mcse }) => [first, mcse])).toEqual(
            result.scores.map(({ first, mcse }) => [first, mcse]),
          );
          const sign = result.reading === 'outcome' ? -1 : 1;
          expect(estimates(mirror)).toEqual(
            estimates(result).map((value) => (value === null ? null : sign * value + 0)),
          );
        });
      }),
      { numRuns: 50 },
    );
  });

  test('ranks follow the estimates in the direction that the metric names', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('higher', 'lower'), (rows, better) => {
        for (const { scores, robust } of robustness(measured(better, rows), points, { ...options, threshold: 0 })) {
          for (const a of scores)
            for (const b of scores)
              if (a.estimate !== null && b.estimate !== null && a.rank! < b.rank!)
                expect(robust === 'larger' ? a.estimate > b.estimate : a.estimate < b.estimate).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a shift moves performances by as much and leaves amounts alone; a policy that is better in each world is no worse by the worst case, mean and regret', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const shifted = rows.map((row) => row.map((value) => value + 7));
        for (const name of ['maximin', 'laplace', 'minimax-regret', 'undesirable-deviations'] as const) {
          const [base, moved] = [rows, shifted].map((values) => of(measured('higher', values), name, options));
          const by = base!.reading === 'outcome' ? 7 : 0;
          for (const [i, value] of estimates(base!).entries()) expect(estimates(moved!)[i]).toBeCloseTo(value! + by, 9);
        }
        const extended = measured('higher', [...rows, rows[0]!.map((value) => value + 1)]);
        for (const name of ['maximin', 'maximax', 'hurwicz', 'laplace', 'minimax-regret', 'regret-90'] as const) {
          const found = ranks(of(extended, name, options));
          expect(found.at(-1)!).toBeLessThanOrEqual(found[0]!);
        }
      }),
      { numRuns: 50 },
    );
  });
});
