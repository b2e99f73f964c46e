import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateMean } from '../../engine/analysis/estimate-mean.ts';
import { coverage } from './coverage.ts';
import { anySample, mapSample, NONE, reverseReplications, sampleBy, sampleOf } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

describe('by hand', () => {
  test('two worlds of two runs: the error comes from the two world means alone', () => {
    const mean = estimateMean(
      sampleOf([
        [1, 3],
        [5, 7],
      ]),
    );
    expect(mean.estimate).toBe(4);
    expect(mean.mcse).toBeCloseTo(2, 12); // world means 2 and 6: s = sqrt(8), s / sqrt(2) = 2
    expect(mean.interval!.low).toBeCloseTo(4 - 12.706205 * 2, 5);
    expect(mean.interval!.high).toBeCloseTo(4 + 12.706205 * 2, 5);
    expect(mean.standardDeviation).toBeCloseTo(Math.sqrt(20 / 3), 12);
    expect(mean).toMatchObject({ n: 4, worlds: 2, missing: 0, basis: 'worlds', note: null });
  });

  test('missing values: sum of sums over sum of counts, residuals by world', () => {
    const mean = estimateMean(
      sampleOf([
        [1, 3],
        [5, NONE],
        [NONE, NONE],
        [9, 10],
      ]),
    );
    expect(mean.estimate).toBeCloseTo(28 / 5, 12);
    // Residuals 4 - 2m, 5 - m, 19 - 2m at m = 5.6: -7.2, -0.6, 7.8; three worlds count.
    expect(mean.mcse).toBeCloseTo(Math.sqrt((1.5 * (7.2 ** 2 + 0.6 ** 2 + 7.8 ** 2)) / 25), 12);
    expect(mean).toMatchObject({ n: 5, worlds: 3, missing: 3 });
  });

  test('one replication a world: the textbook s / sqrt(n)', () => {
    const mean = estimateMean(sampleOf([[2], [4], [4], [4], [5], [5], [7], [9]]));
    expect(mean.estimate).toBe(5);
    expect(mean.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(mean.mcse).toBeCloseTo(Math.sqrt(32 / 7) / Math.sqrt(8), 12);
  });

  test('the error of the standard deviation is near s / sqrt(2 (n - 1)) for normal outcomes', () => {
    const chance = seededStream(3);
    const mean = estimateMean(sampleBy(20_000, () => [10 + 2 * chance.normal()]));
    expect(mean.standardDeviationMcse! / (mean.standardDeviation! / Math.sqrt(2 * 19_999))).toBeCloseTo(1, 1);
    expect(Math.abs(mean.standardDeviation! - 2)).toBeLessThan(3 * mean.standardDeviationMcse!);
  });
});

describe('where an error cannot be known', () => {
  test('one world: from replications, and says so', () => {
    const mean = estimateMean(sampleOf([[1, 2, 3]]));
    expect(mean.mcse).toBeCloseTo(1 / Math.sqrt(3), 12);
    expect(mean.interval!.high).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
    expect(mean.basis).toBe('replications');
    expect(mean.note).toContain('one world');
  });

  test('all equal: no error, no interval of width zero', () => {
    const mean = estimateMean(
      sampleOf([
        [0.1, 0.1],
        [0.1, NONE],
        [0.1, 0.1],
      ]),
    );
    expect(mean).toMatchObject({ estimate: 0.1, mcse: null, interval: null, standardDeviation: 0 });
    expect(mean.note).toContain('same value');
  });

  test('worlds that agree exactly though runs differ: from single runs, and says so', () => {
    const mean = estimateMean(
      sampleOf([
        [0.1, 0.7],
        [0.7, 0.1],
        [0.1, 0.7],
      ]),
    );
    expect(mean.mcse).toBeCloseTo(Math.sqrt((6 * 0.09) / 30), 12);
    expect(mean.note).toContain('agree');
  });

  test('nothing or one value present', () => {
    expect(estimateMean(sampleOf([[NONE], [NONE]]))).toMatchObject({
      estimate: null,
      mcse: null,
      n: 0,
      worlds: 0,
      missing: 2,
    });
    expect(estimateMean(sampleOf([[NONE], [4]]))).toMatchObject({ estimate: 4, mcse: null, interval: null, n: 1 });
  });

  test('results are plain JSON', () => {
    for (const rows of [
      [[NONE]],
      [[4]],
      [
        [1, 2],
        [3, 3],
      ],
    ]) {
      const mean = estimateMean(sampleOf(rows));
      expect(JSON.parse(JSON.stringify(mean))).toEqual(mean);
    }
  });

  test('a malformed sample is a fault of the caller', () => {
    expect(() => estimateMean({ worlds: 2, replications: 2, values: new Float64Array(3) })).toThrow(RangeError);
    expect(() => estimateMean({ worlds: 0, replications: 2, values: new Float64Array(0) })).toThrow(RangeError);
    expect(() => estimateMean({ worlds: 1, replications: 0.5, values: new Float64Array(1) })).toThrow(RangeError);
    expect(() => estimateMean(sampleOf([[1], [Number.POSITIVE_INFINITY]]))).toThrow(RangeError);
  });
});

describe('laws', () => {
  test('shifting moves the estimate and not the error; scaling scales both', () => {
    fc.assert(
      fc.property(
        anySample(true),
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (sample, shift, scale) => {
          const before = estimateMean(sample);
          const after = estimateMean(mapSample(sample, (value) => scale * value + shift));
          if (before.estimate === null) {
            expect(after.estimate).toBeNull();
            return;
          }
          expect(after.estimate).toBeCloseTo(scale * before.estimate + shift, 9);
          expect(after.mcse === null).toBe(before.mcse === null);
          if (before.mcse !== null) expect(after.mcse).toBeCloseTo(scale * before.mcse, 9);
          if (before.interval !== null) expect(after.interval!.low).toBeCloseTo(scale * before.interval.low + shift, 7);
        },
      ),
    );
  });

  test('the order of replications inside a world changes nothing but rounding', () => {
    fc.assert(
      fc.property(anySample(true), (sample) => {
        const one = estimateMean(sample);
        const other = estimateMean(reverseReplications(sample));
        expect(other.n).toBe(one.n);
        expect(other.estimate ?? 0).toBeCloseTo(one.estimate ?? 0, 10);
        expect(other.mcse ?? 0).toBeCloseTo(one.mcse ?? 0, 10);
        expect(other.standardDeviation ?? 0).toBeCloseTo(one.standardDeviation ?? 0, 10);
      }),
    );
  });
});

describe('the 95 % interval holds the truth in 93 to 97 % of batches', () => {
  const covers = (share: number): void => {
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.97);
  };

  test('independent worlds of one run, eight of them', () => {
    covers(coverage(3, (chance) => estimateMean(sampleBy(8, () => [3 + chance.normal()])).interval));
  });

  test('clustered: a random world effect as large as chance, six worlds of ten runs', () => {
    covers(
      coverage(
        3,
        (chance) =>
          estimateMean(
            sampleBy(6, () => {
              const world = 3 + chance.normal();
              return Array.from({ length: 10 }, () => world + chance.normal());
            }),
          ).interval,
      ),
    );
  });

  test('clustered, with a third of the values missing at random', () => {
    covers(
      coverage(
        3,
        (chance) =>
          estimateMean(
            sampleBy(20, () => {
              const world = 3 + chance.normal();
              return Array.from({ length: 6 }, () => (chance.uniform() < 1 / 3 ? NONE : world + chance.normal()));
            }),
          ).interval,
      ),
    );
  });
});
