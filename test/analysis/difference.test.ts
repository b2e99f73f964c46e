import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { difference } from '../../engine/analysis/difference.ts';
import type { Sample } from '../../engine/analysis/sample.ts';
import { coverage } from './coverage.ts';
import { anyPair, mapSample, NONE, reverseReplications, sampleBy, sampleOf } from './sample-of.ts';
import { type SeededStream, seededStream } from './seeded-stream.ts';

describe('by hand', () => {
  test('three worlds of two runs', () => {
    const found = difference(
      sampleOf([
        [4, 6],
        [7, 9],
        [5, 5],
      ]),
      sampleOf([
        [3, 3],
        [6, 6],
        [4, 2],
      ]),
      'mean',
    );
    expect(found.estimate).toBe(2); // by world 2, 2, 2: they agree, so single runs speak: differences 1, 3, 1, 3, 1, 3
    expect(found.mcse).toBeCloseTo(Math.sqrt(6 / 30), 12);
    expect(found.note).toContain('agree');
  });

  test('error, interval and variance reduction from the world means', () => {
    const arm = sampleOf([
      [4, 6],
      [8, 10],
      [5, 6],
    ]);
    const baseline = sampleOf([
      [3, 3],
      [6, 6],
      [5, 2],
    ]);
    const found = difference(arm, baseline, 'mean');
    // World means: arm 5, 9, 5.5; baseline 3, 6, 3.5; differences 2, 3, 2.
    expect(found.estimate).toBeCloseTo(7 / 3, 12);
    expect(found.mcse).toBeCloseTo(1 / 3, 12);
    expect(found.interval!.low).toBeCloseTo(7 / 3 - 4.302653 / 3, 5);
    expect(found.verdict).toBe('higher');
    expect(found.varianceReduction).toBeCloseTo((4.75 + 7.75 / 3) / (1 / 3), 9);
    expect(found).toMatchObject({
      differing: 5 / 6,
      differingWorlds: 3,
      n: 6,
      worlds: 3,
      dropped: 0,
      basis: 'worlds',
      note: null,
    });
    expect(difference(baseline, arm, 'mean').verdict).toBe('lower');
  });

  test('pairs with a side missing are dropped and counted', () => {
    const found = difference(
      sampleOf([
        [4, NONE],
        [NONE, 9],
        [5, 6],
      ]),
      sampleOf([
        [3, 3],
        [NONE, 6],
        [5, NONE],
      ]),
      'mean',
    );
    expect(found).toMatchObject({ n: 3, worlds: 3, dropped: 3, oneSided: 2 });
    expect(found.estimate).toBeCloseTo(4 / 3, 12);
    expect(found.note).toContain('2 pairs left out');
    expect(difference(sampleOf([[NONE]]), sampleOf([[1]]), 'mean')).toMatchObject({
      estimate: null,
      interval: null,
      verdict: 'not distinguishable',
      differing: null,
      dropped: 1,
    });
  });

  test('one world: from replications, and says so', () => {
    const found = difference(sampleOf([[1, 2, 3, 5]]), sampleOf([[0, 0, 0, 0]]), 'mean');
    expect(found).toMatchObject({ basis: 'replications', worlds: 1, n: 4 });
    expect(found.note).toContain('this world');
  });

  test('arms over other futures cannot be paired', () => {
    expect(() => difference(sampleOf([[1, 2]]), sampleOf([[1], [2]]), 'mean')).toThrow(RangeError);
    expect(() => difference(sampleOf([[0.5]]), sampleOf([[1]]), 'share')).toThrow(RangeError);
  });
});

describe('no false certainty', () => {
  const zeros = sampleBy(30, () => [0, 0]);

  test('no run differed: the interval is an exact bound on the chance that a future differs', () => {
    const found = difference(zeros, zeros, 'share');
    const bound = 1 - 0.025 ** (1 / 30);
    expect(found).toMatchObject({
      estimate: 0,
      mcse: null,
      verdict: 'not distinguishable',
      differing: 0,
      note: 'no run differed',
    });
    expect(found.varianceReduction).toBeNull();
    expect(found.interval!.low).toBeCloseTo(-bound, 9);
    expect(found.interval!.high).toBeCloseTo(bound, 9);
  });

  test('for a mean the bound is in units of the observed spread, and null without one', () => {
    const arm = sampleBy(30, (world) => [world, 5]);
    expect(difference(arm, arm, 'mean').interval!.high).toBeCloseTo(29 * (1 - 0.025 ** (1 / 30)), 8);
    expect(difference(zeros, zeros, 'mean').interval).toBeNull();
  });

  test('every run differed by the same amount: still a width', () => {
    const found = difference(
      sampleBy(30, () => [1, 1]),
      zeros,
      'share',
    );
    expect(found.interval!.low).toBeCloseTo(1 - 2 * (1 - 0.025 ** (1 / 30)), 9);
    expect(found).toMatchObject({
      estimate: 1,
      mcse: null,
      verdict: 'higher',
      note: 'every run differed by the same amount',
    });
    expect(found.interval!.high).toBe(1);
  });

  test('five differing worlds in a hundred are too few for a verdict, six are enough', () => {
    const differingIn = (worlds: number): Sample => sampleBy(100, (world) => [world < worlds ? 1 : 0]);
    const baseline = sampleBy(100, () => [0]);
    expect(difference(differingIn(5), baseline, 'share')).toMatchObject({
      verdict: 'not distinguishable',
      differingWorlds: 5,
    });
    expect(difference(differingIn(5), baseline, 'share').interval!.low).toBe(0);
    expect(difference(differingIn(5), baseline, 'share').note).toContain('too few');
    expect(difference(differingIn(6), baseline, 'share')).toMatchObject({ verdict: 'higher', note: null });
  });

  test('an interval never has width zero, and the verdict is what the interval says', () => {
    fc.assert(
      fc.property(anyPair(true), ([arm, baseline]) => {
        const { interval, verdict, mcse, estimate } = difference(arm, baseline, 'mean');
        expect(mcse).not.toBe(0);
        if (interval === null) {
          expect(verdict).toBe('not distinguishable');
          return;
        }
        expect(interval.high).toBeGreaterThan(interval.low);
        expect(interval.low <= estimate! && estimate! <= interval.high).toBe(true);
        expect(verdict).toBe(interval.low > 0 ? 'higher' : interval.high < 0 ? 'lower' : 'not distinguishable');
      }),
    );
  });
});

describe('laws', () => {
  test('turning the pair around turns the sign only', () => {
    fc.assert(
      fc.property(anyPair(true), ([arm, baseline]) => {
        const there = difference(arm, baseline, 'mean');
        const back = difference(baseline, arm, 'mean');
        expect(back.estimate ?? 0).toBeCloseTo(-(there.estimate ?? 0), 12);
        expect(back.mcse).toBe(there.mcse);
        expect(back.differing).toBe(there.differing);
        if (there.interval !== null) expect(back.interval!.low).toBeCloseTo(-there.interval.high, 9);
      }),
    );
  });

  test('shifting both arms changes nothing; scaling scales; order inside a world is rounding', () => {
    fc.assert(
      fc.property(anyPair(true), ([arm, baseline]) => {
        const before = difference(arm, baseline, 'mean');
        const shifted = difference(
          mapSample(arm, (x) => 4 * x + 7),
          mapSample(baseline, (x) => 4 * x + 7),
          'mean',
        );
        const turned = difference(reverseReplications(arm), reverseReplications(baseline), 'mean');
        expect(shifted.estimate ?? 0).toBeCloseTo(4 * (before.estimate ?? 0), 9);
        expect(shifted.mcse ?? 0).toBeCloseTo(4 * (before.mcse ?? 0), 9);
        expect(shifted.verdict).toBe(before.verdict);
        expect(turned.estimate ?? 0).toBeCloseTo(before.estimate ?? 0, 9);
        expect(turned.mcse ?? 0).toBeCloseTo(before.mcse ?? 0, 9);
        expect(turned.differing).toBe(before.differing);
      }),
    );
  });

  test('pairing is worth nothing for independent arms and much for correlated ones', () => {
    const chance = seededStream(11);
    const base = sampleBy(5000, () => [chance.normal(), chance.normal()]);
    const independent = sampleBy(5000, () => [chance.normal(), chance.normal()]);
    const correlated = mapSample(base, (value) => 0.9 * value + Math.sqrt(1 - 0.81) * chance.normal());
    expect(difference(independent, base, 'mean').varianceReduction!).toBeCloseTo(1, 1);
    const gain = difference(correlated, base, 'mean').varianceReduction!; // 1 / (1 - 0.9)
    expect(gain).toBeGreaterThan(9);
    expect(gain).toBeLessThan(11);
  });
});

describe('the 95 % interval holds the truth in 93 to 97 % of batches', () => {
  const covers = (held: number): void => {
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  };

  test('means: the policy acts differently in each world', () => {
    const batch = (chance: SeededStream): ReturnType<typeof difference> => {
      const effects = Array.from({ length: 8 }, () => 1 + chance.normal());
      const baseline = sampleBy(8, () => Array.from({ length: 5 }, () => 3 * chance.normal()));
      const arm = {
        ...baseline,
        values: baseline.values.map((x, i) => x + effects[Math.floor(i / 5)]! + chance.normal()),
      };
      return difference(arm, baseline, 'mean');
    };
    covers(coverage(1, (chance) => batch(chance).interval));
  });

  test('shares on common random numbers: only futures between the two chances differ', () => {
    const pair = (chance: SeededStream): ReturnType<typeof difference> => {
      const worlds = Array.from({ length: 50 }, () => chance.uniform());
      const draws = worlds.map(() => Array.from({ length: 4 }, () => chance.uniform()));
      const arm = sampleBy(50, (world) => draws[world]!.map((u) => (u < 0.3 + 0.4 * worlds[world]! ? 1 : 0)));
      const baseline = sampleBy(50, (world) => draws[world]!.map((u) => (u < 0.2 + 0.2 * worlds[world]! ? 1 : 0)));
      return difference(arm, baseline, 'share');
    };
    covers(coverage(0.2, (chance) => pair(chance).interval));
  });

  test('a policy without effect is called different in fewer than 7 % of batches, common or rare', () => {
    for (const common of [0.5, 0.05]) {
      const held = coverage(
        0,
        (chance) =>
          difference(
            sampleBy(40, () => [chance.trial(common)]),
            sampleBy(40, () => [chance.trial(common)]),
            'share',
          ).interval,
      );
      expect(held).toBeGreaterThan(0.93);
    }
  });
});
