// One cut is found where the effect turns, in simple cases exactly; in noise hardly ever, as the level says.

import { describe, expect, test } from 'vitest';
import { claimEffect, type EffectTerm, onlyWorlds } from '../../engine/analysis/claim-effect.ts';
import {
  confirmCut,
  type Driver,
  type DriverSplit,
  proposeCut,
  SPLIT_CONFIDENCE,
} from '../../engine/analysis/driver-split.ts';
import type { Interval } from '../../engine/analysis/interval.ts';
import { sampleBy } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

const identity = (mean: number): number => mean;

function standing({ low, high }: Interval): 'claimed' | 'opposite' | 'open' {
  if (low > 0) return 'claimed';
  return high < 0 ? 'opposite' : 'open';
}

/** Search on even worlds, confirm on odd ones: these worlds are independent draws, so parity is as good as chance. */
function findSplit(effects: readonly number[], drivers: readonly Driver[]): DriverSplit | null {
  const worlds = effects.map((_, world) => world);
  const cut = proposeCut(
    Float64Array.from(effects),
    drivers,
    worlds.filter((world) => world % 2 === 0),
    identity,
  );
  const driver = drivers.find(({ name }) => name === cut?.driver);
  if (cut === null || driver === undefined) return null;
  const sample = sampleBy(effects.length, (world) => [effects[world]!]);
  const term: EffectTerm = { coefficient: 1, outcome: 'effect', measure: 'mean', sample };
  const intervalOf = (some: readonly number[]): Interval | null =>
    claimEffect([{ ...term, sample: onlyWorlds(sample, some) }], 0, SPLIT_CONFIDENCE).interval;
  return confirmCut(
    cut,
    driver.values,
    worlds.filter((world) => world % 2 === 1),
    intervalOf,
    standing,
  );
}

function uniformDrivers(count: number, worlds: number, uniform: () => number): Driver[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `u${i}`,
    values: Float64Array.from({ length: worlds }, uniform),
  }));
}

describe('the cut', () => {
  const values = Float64Array.from({ length: 101 }, (_, i) => i / 10);
  const ramp = { name: 'x', values };
  const worlds = [...values.keys()];

  test.each([
    [3, 'x', 3],
    [4.1, 'x', 4],
    [7.8, 'x', 8],
  ])('of an effect that changes its sign at %d is the nearest decile', (turn, driver, cut) => {
    expect(
      proposeCut(
        values.map((x) => turn - x),
        [ramp],
        worlds,
        identity,
      ),
    ).toEqual({ driver, cut });
  });

  test('is null where the effect has one sign, and where a side would have fewer than ten worlds', () => {
    expect(
      proposeCut(
        values.map((x) => 20 - x),
        [ramp],
        worlds,
        identity,
      ),
    ).toBeNull();
    expect(
      proposeCut(
        values.map((x) => 0.3 - x),
        [ramp],
        worlds.slice(0, 18),
        identity,
      ),
    ).toBeNull();
  });

  test('passes over worlds without an effect', () => {
    const holes = values.map((x, i) => (i % 3 === 0 ? Number.NaN : 3 - x));
    expect(proposeCut(holes, [ramp], worlds, identity)).toEqual({ driver: 'x', cut: 3 });
  });

  test('lies between the values of a discrete uncertainty', () => {
    const coin = { name: 'coin', values: Float64Array.from(worlds, (world) => (world % 4 === 0 ? 1 : 0)) };
    expect(
      proposeCut(
        coin.values.map((side) => (side === 1 ? -1 : 1)),
        [coin],
        worlds,
        identity,
      ),
    ).toEqual({
      driver: 'coin',
      cut: 1,
    });
  });
});

describe('the split', () => {
  test('is found among other uncertainties, through noise, and says on which side the claim holds', () => {
    const { uniform, normal } = seededStream(11);
    const drivers = uniformDrivers(20, 2000, uniform);
    const effects = Array.from({ length: 2000 }, (_, world) => drivers[7]!.values[world]! - 0.3 + 0.5 * normal());
    const split = findSplit(effects, drivers);
    expect(split).toMatchObject({ driver: 'u7', side: 'above' });
    expect(Math.abs(split!.cut - 0.3)).toBeLessThan(0.11);
    expect(split!.holding.low).toBeGreaterThan(0);
    expect(split!.opposite.high).toBeLessThan(0);
  });

  test.each([0, 0.1, 0.5])('in noise around %d is found in at most one case of a hundred', (mean) => {
    const { uniform, normal } = seededStream(5);
    let found = 0;
    for (let run = 0; run < 400; run++) {
      const drivers = uniformDrivers(12, 200, uniform);
      if (
        findSplit(
          Array.from({ length: 200 }, () => mean + normal()),
          drivers,
        ) !== null
      )
        found += 1;
    }
    expect(found).toBeLessThanOrEqual(4);
  });

  test('without the second half noise would be taken for a driver more often than not', () => {
    // What the sample splitting is for: the search alone, judged on the worlds that it searched.
    const { uniform, normal } = seededStream(5);
    let found = 0;
    for (let run = 0; run < 100; run++) {
      const drivers = uniformDrivers(12, 200, uniform);
      const effects = Float64Array.from({ length: 200 }, normal);
      const worlds = [...effects.keys()];
      if (proposeCut(effects, drivers, worlds, identity) !== null) found += 1;
    }
    expect(found).toBeGreaterThan(50);
  });
});
