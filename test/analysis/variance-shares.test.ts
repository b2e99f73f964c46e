import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { varianceShares } from '../../engine/analysis/variance-shares.ts';
import { coverage } from './coverage.ts';
import { anySample, mapSample, NONE, reverseReplications, sampleBy, sampleOf } from './sample-of.ts';

describe('known answers', () => {
  // Shrout and Fleiss 1979, Psychological Bulletin 86, 420-428, table 2: ICC(1,1) = 0.17, mean squares 11.24 and 6.26.
  const ratings = sampleOf([
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ]);

  test('six targets, four ratings each', () => {
    const shares = varianceShares(ratings);
    expect(shares.epistemic).toBeCloseTo(0.17, 2);
    expect(shares.aleatoryVariance).toBeCloseTo(6.26, 2);
    expect(shares.epistemicVariance).toBeCloseTo((11.24 - 6.26) / 4, 2);
    expect(shares.epistemic! + shares.aleatory!).toBeCloseTo(1, 15);
    // The usual programs print -0.13 to 0.72 for it; a share of variance is cut at 0.
    expect(shares.interval!.low).toBe(0);
    expect(shares.interval!.high).toBeCloseTo(0.72, 2);
    expect(shares).toMatchObject({ floored: false, n: 24, worlds: 6, missing: 0, reason: null });
  });

  test('unbalanced by hand', () => {
    const shares = varianceShares(
      sampleOf([
        [1, 3, NONE],
        [6, 8, 10],
        [NONE, NONE, NONE],
        [5, NONE, NONE],
      ]),
    );
    // World means 2, 8, 5; grand mean 5.5; between 2(3.5^2) + 3(2.5^2) + 0.25 = 43.5 on 2 df; within 2 + 8 = 10 on 3 df.
    const perWorld = (6 - 14 / 6) / 2;
    expect(shares.aleatoryVariance).toBeCloseTo(10 / 3, 12);
    expect(shares.epistemicVariance).toBeCloseTo((21.75 - 10 / 3) / perWorld, 12);
    expect(shares).toMatchObject({ interval: null, n: 6, worlds: 3, missing: 6 });
  });
});

describe('edges', () => {
  test('worlds that differ less than chance would have them: floored and flagged', () => {
    const shares = varianceShares(
      sampleOf([
        [0, 10],
        [10, 0],
        [1, 9],
      ]),
    );
    expect(shares).toMatchObject({ epistemic: 0, aleatory: 1, epistemicVariance: 0, floored: true });
  });

  test('no chance at all: all of it is epistemic', () => {
    expect(
      varianceShares(
        sampleOf([
          [0.1, 0.1],
          [0.7, 0.7],
        ]),
      ),
    ).toMatchObject({ epistemic: 1, aleatory: 0, interval: null });
  });

  test.each([
    ['one replication', [[1], [2]]],
    ['no value', [[NONE, NONE]]],
    [
      'one world',
      [
        [1, 2],
        [NONE, NONE],
      ],
    ],
    [
      'one value a world',
      [
        [1, NONE],
        [NONE, 2],
      ],
    ],
    [
      'same value',
      [
        [3, 3],
        [3, 3],
      ],
    ],
  ])('no answer, with its reason: %s', (reason, rows) => {
    const shares = varianceShares(sampleOf(rows));
    expect(shares).toMatchObject({ epistemic: null, aleatory: null, interval: null, floored: false });
    expect(shares.reason).toContain(reason);
    expect(JSON.parse(JSON.stringify(shares))).toEqual(shares);
  });
});

describe('laws', () => {
  test('shares lie in 0..1, and shift, scale and order inside a world do not matter', () => {
    fc.assert(
      fc.property(anySample(true), (sample) => {
        const { epistemic, reason } = varianceShares(sample);
        const moved = varianceShares(mapSample(sample, (value) => 3 - 5 * value));
        expect(moved.reason).toBe(reason);
        if (epistemic === null) return;
        expect(epistemic >= 0 && epistemic <= 1).toBe(true);
        expect(moved.epistemic).toBeCloseTo(epistemic, 9);
        expect(varianceShares(reverseReplications(sample)).epistemic).toBeCloseTo(epistemic, 9);
      }),
    );
  });

  test('the interval holds the true share in 93 to 97 % of normal batches', () => {
    const held = coverage(
      0.5,
      (chance) =>
        varianceShares(
          sampleBy(20, () => {
            const world = chance.normal();
            return Array.from({ length: 5 }, () => world + chance.normal());
          }),
        ).interval,
    );
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  });
});
