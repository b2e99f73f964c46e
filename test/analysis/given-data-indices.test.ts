import { describe, expect, test } from 'vitest';
import type { Driver } from '../../engine/analysis/driver-split.ts';
import { givenDataIndices } from '../../engine/analysis/given-data-indices.ts';
import { createDesign } from '../../engine/chance/design.ts';
import { ISHIGAMI, ishigami } from './ishigami.ts';
import { NONE, sampleBy } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

/** Plain Monte Carlo points of the engine's own design, a fourth input idle. */
function batch(seed: string, worlds: number): Driver[] {
  const names = ['x1', 'x2', 'x3', 'idle'];
  const design = createDesign({ kind: 'mc', seed, names, worlds });
  return names.map((name, i) => ({
    name,
    values: Float64Array.from({ length: worlds }, (_, world) => design(world, i)),
  }));
}

function pointOf(drivers: readonly Driver[], world: number): number[] {
  return drivers.map(({ values }) => values[world]!);
}

const EXACT = [...ISHIGAMI.first, 0];

describe('Ishigami from plain Monte Carlo points', () => {
  test('within 0.03 of the exact indices from 8,192 worlds', () => {
    const drivers = batch('exact', 8192);
    const found = givenDataIndices(
      sampleBy(8192, (world) => [ishigami(pointOf(drivers, world))]),
      drivers,
    );
    found.indices.forEach(({ first }, i) => {
      expect(Math.abs(first!.estimate - EXACT[i]!)).toBeLessThan(0.03);
    });
    expect(found).toMatchObject({ noiseShare: null, worlds: 8192, missing: 0, reason: null });
    expect(found.indices[0]!.bins).toBe(64);
  });

  test('intervals hold the truth at about their rate, those of inputs without effect hold 0', () => {
    const [real, idle] = [
      { held: 0, asked: 0 },
      { held: 0, asked: 0 },
    ];
    for (let seed = 0; seed < 300; seed++) {
      const drivers = batch(`c${seed}`, 500);
      const { indices } = givenDataIndices(
        sampleBy(500, (world) => [ishigami(pointOf(drivers, world))]),
        drivers,
      );
      indices.forEach(({ first }, i) => {
        const count = EXACT[i] === 0 ? idle : real;
        count.asked += 1;
        if (first!.interval!.low <= EXACT[i]! && EXACT[i]! <= first!.interval!.high) count.held += 1;
      });
    }
    // 600 each: three standard errors at 95 % are 2.7 points. Binning loses a little of the real ones.
    expect(real.held / real.asked).toBeGreaterThan(0.9);
    expect(idle.held / idle.asked).toBeGreaterThan(0.923);
    expect(idle.held / idle.asked).toBeLessThan(0.99);
  });

  test('the correction is needed: uncorrected, an idle input looks as if it mattered', () => {
    // The same bins without it: what they show on average is (bins - 1) / worlds.
    let [corrected, bins] = [0, 0];
    for (let seed = 0; seed < 100; seed++) {
      const drivers = batch(`u${seed}`, 400);
      const { indices } = givenDataIndices(
        sampleBy(400, (world) => [ishigami(pointOf(drivers, world))]),
        drivers,
      );
      corrected += indices[3]!.first!.estimate / 100;
      bins = indices[3]!.bins;
    }
    expect(bins).toBe(20);
    expect(Math.abs(corrected)).toBeLessThan(0.008);
    expect((bins - 1) / 400).toBeGreaterThan(0.04);
  });
});

describe('chance', () => {
  test('replications: its share is said and shares are of the rest', () => {
    const drivers = batch('noise', 3000);
    const { normal } = seededStream(9);
    const found = givenDataIndices(
      sampleBy(3000, (world) => Array.from({ length: 3 }, () => ishigami(pointOf(drivers, world)) + 4 * normal())),
      drivers,
    );
    expect(found.noiseShare).toBeCloseTo(16 / 3 / (16 / 3 + ISHIGAMI.variance), 1);
    expect(Math.abs(found.variance! - ISHIGAMI.variance)).toBeLessThan(0.8);
    found.indices.forEach(({ first }, i) => {
      expect(Math.abs(first!.estimate - EXACT[i]!)).toBeLessThan(0.06);
    });
  });
});

describe('inputs of few values', () => {
  test('a switch has two bins and the share of its formula; a constant none', () => {
    const { trial, normal } = seededStream(4);
    const worlds = 4000;
    const coin = Float64Array.from({ length: worlds }, () => trial(0.25));
    const sample = sampleBy(worlds, (world) => [2 * coin[world]! + normal()]);
    const { indices } = givenDataIndices(sample, [
      { name: 'coin', values: coin },
      { name: 'fixed', values: new Float64Array(worlds).fill(3) },
    ]);
    // Variance of the coin's part: 4 * 1/4 * 3/4 = 3/4, of the noise 1.
    expect(indices[0]!.bins).toBe(2);
    expect(Math.abs(indices[0]!.first!.estimate - 0.75 / 1.75)).toBeLessThan(3 * indices[0]!.first!.error!);
    expect(indices[1]).toEqual({ name: 'fixed', first: null, bins: 1 });
  });

  test('an idle switch holds 0 at the nominal rate', () => {
    let held = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const { trial, normal } = seededStream(seed);
      const values = Float64Array.from({ length: 60 }, () => trial(0.4));
      const { first } = givenDataIndices(
        sampleBy(60, () => [normal()]),
        [{ name: 'coin', values }],
      ).indices[0]!;
      if (first!.interval!.low <= 0) held += 1;
    }
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(970);
  });

  test('values that stand alone join their neighbours', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i < 38 ? 0 : i));
    const { indices } = givenDataIndices(
      sampleBy(40, (world) => [world]),
      [{ name: 'rare', values }],
    );
    expect(indices[0]!.bins).toBe(2);
  });
});

test('only the order of an input matters, and shift and scale of the outcome do not', () => {
  const drivers = batch('law', 300);
  const sample = sampleBy(300, (world) => [ishigami(pointOf(drivers, world))]);
  const curved = drivers.map(({ name, values }) => ({ name, values: values.map((x) => Math.exp(5 * x)) }));
  expect(givenDataIndices(sample, curved)).toEqual(givenDataIndices(sample, drivers));
  const moved = givenDataIndices({ ...sample, values: sample.values.map((y) => 100 - 3 * y) }, drivers);
  givenDataIndices(sample, drivers).indices.forEach(({ first }, i) => {
    expect(moved.indices[i]!.first!.estimate).toBeCloseTo(first!.estimate, 9);
  });
});

test('missing values, no answer with its reason, faults of the caller', () => {
  const drivers = batch('edges', 50);
  const found = givenDataIndices(
    sampleBy(50, (world) => [world < 10 ? NONE : drivers[0]!.values[world]!]),
    drivers,
  );
  expect(found).toMatchObject({ worlds: 40, missing: 10 });
  expect(
    givenDataIndices(
      sampleBy(50, () => [2]),
      drivers,
    ).reason,
  ).toContain('same value');
  expect(
    givenDataIndices(
      sampleBy(50, (world) => [world < 40 ? NONE : 1]),
      drivers,
    ).reason,
  ).toContain('fewer than');
  expect(
    givenDataIndices(
      sampleBy(50, () => [0, 1]),
      drivers,
    ),
  ).toMatchObject({ indices: [] });
  expect(() =>
    givenDataIndices(
      sampleBy(49, () => [2]),
      drivers,
    ),
  ).toThrow(RangeError);
  const hole = { name: 'hole', values: new Float64Array(50).fill(NONE) };
  expect(() =>
    givenDataIndices(
      sampleBy(50, () => [2]),
      [hole],
    ),
  ).toThrow(RangeError);
});
