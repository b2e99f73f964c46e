import { describe, expect, test } from 'vitest';
import { formatShare, formatShareInterval } from '../../engine/analysis/figure.ts';
import { varianceShares } from '../../engine/analysis/variance-shares.ts';
import { varianceSplit } from '../../engine/analysis/variance-split.ts';
import { NONE, sampleBy, sampleOf } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

/**
 * A chance p that is uniform over worlds, and runs that show it or not: the variance between worlds is Var(p) = 1/12 and that of chance
 * E p (1 - p) = 1/6, so exactly one third is the world's.
 */
const coins = (seed: number, worlds: number, replications: number) => {
  const chance = seededStream(seed);
  return sampleBy(worlds, () => {
    const p = chance.uniform();
    return Array.from({ length: replications }, () => chance.trial(p));
  });
};

describe('an exact case', () => {
  test('coins of unknown bias: a third of the variance is the world', () => {
    const sample = coins(1, 400, 20);
    const { world, chance } = varianceSplit(sample);
    expect(Math.abs(world!.share - 1 / 3)).toBeLessThan(3 * world!.mcse!);
    expect(world!.mcse).toBeLessThan(0.02);
    expect(world!.share + chance!.share).toBeCloseTo(1, 12);
    expect(chance!.interval!.low).toBeCloseTo(1 - world!.interval!.high, 12);
    const { epistemicVariance, aleatoryVariance } = varianceShares(sample);
    expect(epistemicVariance).toBeCloseTo(1 / 12, 1);
    expect(aleatoryVariance).toBeCloseTo(1 / 6, 1);
  });

  test('the interval holds one third in 91 to 98 of 100 batches, though outcomes are 0 or 1', () => {
    let held = 0;
    for (let batch = 1; batch <= 400; batch++) {
      const { interval } = varianceSplit(coins(batch, 40, 8)).world!;
      if (interval!.low <= 1 / 3 && 1 / 3 <= interval!.high) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.91);
    expect(held / 400).toBeLessThan(0.98);
  });
});

test('nothing but chance: the share is cut at 0, and the interval still says how much could be hidden', () => {
  let [held, reach] = [0, 0];
  for (let batch = 1; batch <= 200; batch++) {
    const chance = seededStream(batch);
    const { world } = varianceSplit(sampleBy(40, () => Array.from({ length: 5 }, () => chance.normal())));
    reach += world!.interval!.high / 200;
    if (world!.interval!.low === 0) held += 1;
  }
  expect(held / 200).toBeGreaterThan(0.9);
  // The mean squares of 40 worlds of 5 runs pin the share to about 0.045.
  expect(reach).toBeGreaterThan(0.06);
  expect(reach).toBeLessThan(0.14);
});

test('leaving out a world by subtraction is leaving it out', () => {
  const sample = coins(5, 12, 4);
  const without = Array.from({ length: 12 }, (_, left) => {
    const kept = sampleBy(12, (w) => [...sample.values.slice(4 * w, 4 * w + 4)].map((x) => (w === left ? NONE : x)));
    return varianceShares(kept).epistemic!;
  });
  const mean = without.reduce((sum, share) => sum + share, 0) / 12;
  const squares = without.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  expect(without.every((share) => share > 0)).toBe(true);
  expect(varianceSplit(sample).world!.mcse).toBeCloseTo(Math.sqrt((11 / 12) * squares), 12);
});

describe('edges', () => {
  test('missing values are no hindrance; few worlds give no interval; no answer keeps its reason', () => {
    const holes = varianceSplit(
      sampleOf([
        [1, 2, NONE],
        [5, 7, 6],
        [NONE, NONE, NONE],
        [3, 3, 4],
        [9, 8, 8],
        [2, 4, 3],
      ]),
    );
    expect(holes.world!.interval).not.toBeNull();
    expect(
      varianceSplit(
        sampleOf([
          [1, 2],
          [5, 6],
        ]),
      ).world,
    ).toMatchObject({ mcse: null, interval: null });
    expect(varianceSplit(sampleOf([[1], [2]]))).toMatchObject({ world: null, chance: null });
    expect(varianceSplit(sampleOf([[1], [2]])).reason).toContain('one replication');
  });

  test('a share is shown to the digits of its error', () => {
    const { world } = varianceSplit(coins(1, 400, 20));
    expect(formatShare(world!.share, world!.mcse)).toMatch(/^3\d\.\d ± \d\.\d %$/);
    expect(formatShareInterval(world!.interval, world!.mcse)).toMatch(/^\d\d\.\d to \d\d\.\d %$/);
  });
});
