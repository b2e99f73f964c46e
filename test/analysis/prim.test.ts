import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBox, type PrimOptions } from '../../engine/analysis/prim.ts';
import {
  casesInBox,
  measureBox,
  type NumberLimit,
  type PrimBox,
  type PrimColumn,
  quasiPValues,
} from '../../engine/analysis/prim-box.ts';
import { primReproducibility } from '../../engine/analysis/prim-reproducibility.ts';
import { boxWords } from '../../engine/analysis/prim-words.ts';
import { createDesign } from '../../engine/chance/design.ts';
import { seededStream } from './seeded-stream.ts';

const NAMES = ['skill', 'media', 'troops', 'idle'];

function numbers(count: number, seed: number, names: readonly string[] = NAMES): PrimColumn[] {
  const { uniform } = seededStream(seed);
  return names.map((name) => ({ kind: 'number', name, values: Float64Array.from({ length: count }, uniform) }));
}

function value(column: PrimColumn | undefined, i: number): number {
  return column?.kind === 'number' ? column.values[i]! : Number.NaN;
}

function casesOf(count: number, test: (i: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (test(i) ? 1 : 0));
}

function limitOf(box: PrimBox | null, name: string): NumberLimit {
  const limit = box?.find((each) => each.name === name);
  if (limit?.kind !== 'number') throw new Error(`no limit on ${name}`);
  return limit;
}

describe('a box that is there', () => {
  const columns = numbers(2000, 1);
  const inside = (i: number): boolean => value(columns[0], i) < 0.3 && value(columns[1], i) > 0.6;

  test('of interest exactly where skill < 0.3 and media > 0.6: found, with its edges', () => {
    const { box, measure, quasiP, baseDensity, trajectory, chosen } = findBox(columns, casesOf(2000, inside));
    expect(box!.map(({ name }) => name)).toEqual(['skill', 'media']);
    expect(Math.abs(limitOf(box, 'skill').high! - 0.3)).toBeLessThan(0.02);
    expect(Math.abs(limitOf(box, 'media').low! - 0.6)).toBeLessThan(0.02);
    expect(limitOf(box, 'skill').low).toBeNull();
    expect(measure!.coverage).toBeGreaterThan(0.93);
    expect(measure!.density).toBeGreaterThan(0.93);
    expect(baseDensity).toBeCloseTo(0.12, 1);
    for (const { p } of quasiP) expect(p).toBeLessThan(1e-10);
    expect(trajectory[chosen!]!.restricted).toBe(2);
  });

  test('80 % of interest inside and 5 % outside: coverage and density as they are by construction', () => {
    const { uniform } = seededStream(2);
    const noisy = casesOf(2000, (i) => uniform() < (inside(i) ? 0.8 : 0.05));
    const { box, measure } = findBox(columns, noisy);
    expect(box!.map(({ name }) => name)).toEqual(['skill', 'media']);
    // By construction 0.12 * 0.8 of 0.12 * 0.8 + 0.88 * 0.05 are inside.
    expect(Math.abs(measure!.coverage - 0.096 / 0.14)).toBeLessThan(0.06);
    expect(Math.abs(measure!.density! - 0.8)).toBeLessThan(0.06);
    const fresh = numbers(4000, 3);
    const chance = seededStream(4);
    const others = casesOf(
      4000,
      (i) => chance.uniform() < (value(fresh[0], i) < 0.3 && value(fresh[1], i) > 0.6 ? 0.8 : 0.05),
    );
    const check = measureBox(fresh, others, box!);
    expect(Math.abs(check.density! - 0.8)).toBeLessThan(0.06);
    expect(check.densityInterval!.low).toBeLessThan(check.density!);
  });

  test('a wanted density: the widest box that has it, or none and why', () => {
    const { uniform } = seededStream(2);
    const noisy = casesOf(2000, (i) => uniform() < (inside(i) ? 0.8 : 0.05));
    const half = findBox(columns, noisy, { choose: { densityAtLeast: 0.5 } });
    const dense = findBox(columns, noisy, { choose: { densityAtLeast: 0.75 } });
    expect(half.measure!.density).toBeGreaterThanOrEqual(0.5);
    expect(dense.measure!.density).toBeGreaterThanOrEqual(0.75);
    expect(half.measure!.coverage).toBeGreaterThan(dense.measure!.coverage);
    expect(findBox(columns, noisy, { choose: { densityAtLeast: 0.999 } })).toMatchObject({ chosen: null, box: null });
  });

  test('halves of the cases name the same inputs, and their boxes hold on the other half', () => {
    const names = Array.from({ length: 10 }, (_, half) => `half ${half}`);
    const halves = createDesign({ kind: 'mc', seed: 'halves', names, worlds: 2000 });
    const { restricted, own, others } = primReproducibility(columns, casesOf(2000, inside), halves);
    const share = (name: string): number => restricted.find((each) => each.name === name)!.share;
    expect([share('skill'), share('media')]).toEqual([1, 1]);
    expect(share('idle')).toBeLessThan(0.3);
    expect(others!.density).toBeGreaterThan(0.85);
    expect(others!.density).toBeLessThanOrEqual(own!.density + 0.01);
  });
});

test('noise: what is found on one half is not there on the other', () => {
  const columns = numbers(600, 9);
  const { trial } = seededStream(10);
  const cases = casesOf(600, () => trial(0.2) === 1);
  const names = Array.from({ length: 20 }, (_, half) => `half ${half}`);
  const halves = createDesign({ kind: 'mc', seed: 'noise', names, worlds: 600 });
  const { own, others } = primReproducibility(columns, cases, halves, { choose: { densityAtLeast: 0.3 } }, 20);
  expect(own!.density).toBeGreaterThan(0.3);
  expect(Math.abs(others!.density - 0.2)).toBeLessThan(0.05);
});

describe('categories, switches and ties', () => {
  const count = 1200;
  const { uniform } = seededStream(20);
  const policies = Array.from(
    { length: count },
    () => ['assurance', 'both', 'denial', 'nothing'][Math.floor(4 * uniform())]!,
  );
  const flags = Float64Array.from({ length: count }, () => (uniform() < 0.5 ? 1 : 0));
  const steps = Float64Array.from({ length: count }, () => Math.floor(5 * uniform()));
  const columns: PrimColumn[] = [
    { kind: 'category', name: 'policy', values: policies },
    { kind: 'number', name: 'switch', values: flags },
    { kind: 'number', name: 'step', values: steps },
    { kind: 'number', name: 'same', values: new Float64Array(count).fill(7) },
    ...numbers(count, 21, ['idle']),
  ];

  test('a policy or two, a switch, and a number of five values', () => {
    const cases = casesOf(
      count,
      (i) => (policies[i] === 'denial' || policies[i] === 'nothing') && flags[i] === 1 && steps[i]! >= 2,
    );
    const { box, measure } = findBox(columns, cases);
    expect(measure).toMatchObject({ coverage: 1, density: 1 });
    expect(box).toEqual([
      { kind: 'category', name: 'policy', inside: ['denial', 'nothing'], outside: ['assurance', 'both'] },
      { kind: 'number', name: 'switch', low: 1, high: null, below: 0, above: null },
      { kind: 'number', name: 'step', low: 2, high: null, below: 1, above: null },
    ]);
    expect(boxWords(box!, { policy: { label: 'the policy' }, step: { label: 'the step' } })).toBe(
      'the policy is denial or nothing, switch at least 1 and the step at least 2',
    );
  });

  test('pasting takes back what one slice too many took', () => {
    const line: PrimColumn[] = [{ kind: 'number', name: 'x', values: Float64Array.from({ length: 100 }, (_, i) => i) }];
    const cases = casesOf(100, (i) => i < 37);
    const peeled = findBox(line, cases, { peel: 0.2, paste: false });
    const pasted = findBox(line, cases, { peel: 0.2 });
    expect(pasted.measure!.coverage).toBeGreaterThanOrEqual(peeled.measure!.coverage);
    expect(pasted.measure!.density).toBeGreaterThanOrEqual(peeled.measure!.density!);
  });

  test('a thin slice that gains much for what it costs goes before a thick one that gains more', () => {
    // Density 0.5. Without b 0.7, for 50 cases lost; without the five at the top 0.526, for 5.
    const mixed: PrimColumn[] = [
      { kind: 'category', name: 'half', values: Array.from({ length: 100 }, (_, i) => (i % 2 === 1 ? 'a' : 'b')) },
      { kind: 'number', name: 'x', values: Float64Array.from({ length: 100 }, (_, i) => i) },
    ];
    const cases = casesOf(100, (i) => {
      const place = Math.floor(i / 2);
      return i < 95 && (i % 2 === 1 ? (place * 35) % 47 < 35 : (place * 15) % 48 < 15);
    });
    const { trajectory } = findBox(mixed, cases);
    expect(trajectory[0]!.interesting).toBe(50);
    expect(trajectory[1]).toMatchObject({ cut: 'x', cases: 95, interesting: 50 });
  });

  test('limits that may well be luck are dropped, unless all are asked for', () => {
    const few = numbers(200, 30);
    const chance = seededStream(31);
    const cases = casesOf(200, (i) => chance.uniform() < (value(few[0], i) < 0.4 ? 0.6 : 0.1));
    const all = findBox(few, cases, { greatestQuasiP: 1, paste: false });
    const some = findBox(few, cases, { paste: false });
    expect(all.quasiP.some(({ p }) => p > 0.05)).toBe(true);
    expect(some.quasiP.every(({ p }) => p <= 0.05)).toBe(true);
    expect(some.box!.map(({ name }) => name)).toContain('skill');
    expect(some.box!.length).toBeLessThan(all.box!.length);
  });

  test('quasi-p: the chance of the box at the base rate without the limit', () => {
    const line: PrimColumn[] = [{ kind: 'number', name: 'x', values: Float64Array.from({ length: 20 }, (_, i) => i) }];
    const cases = casesOf(20, (i) => i < 4 || i % 5 === 0);
    const box: PrimBox = [{ kind: 'number', name: 'x', low: null, high: 4, below: null, above: 5 }];
    // Cases 0 to 4: four of five; of all: 0, 1, 2, 3, 5, 10, 15, so 7 of 20. P(Bin(5, 0.35) >= 4) = 5 p^4 (1 - p) + p^5.
    expect(quasiPValues(line, cases, box)).toEqual([
      { name: 'x', p: expect.closeTo(5 * 0.35 ** 4 * 0.65 + 0.35 ** 5, 9) as number },
    ]);
  });
});

describe('edges', () => {
  const columns = numbers(50, 5);

  test('nothing or everything of interest, and faults of the caller', () => {
    expect(findBox(columns, new Uint8Array(50)).reason).toContain('no case');
    expect(findBox(columns, new Uint8Array(50).fill(1)).reason).toContain('every case');
    const some = casesOf(50, (i) => i % 3 === 0);
    expect(() => findBox(columns, some.subarray(1))).toThrow(RangeError);
    expect(() => findBox(columns, new Uint8Array(50).fill(2))).toThrow(RangeError);
    expect(() => findBox([...columns, columns[0]!], some)).toThrow(RangeError);
    expect(() => findBox(columns, some, { peel: 0 })).toThrow(RangeError);
    expect(() => findBox(columns, some, { leastMass: 0 })).toThrow(RangeError);
    expect(() => casesInBox(columns, [{ kind: 'category', name: 'skill', inside: [], outside: [] }])).toThrow(
      RangeError,
    );
    const hole: PrimColumn = { kind: 'number', name: 'hole', values: new Float64Array(50).fill(Number.NaN) };
    expect(() => findBox([hole], some)).toThrow(RangeError);
  });
});

describe('laws', () => {
  const LAW: PrimOptions = { peel: 0.1, leastMass: 0.1 };
  const anyCases = fc
    .array(
      fc.tuple(
        fc.integer({ min: -6, max: 6 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom('a', 'b', 'c'),
        fc.boolean(),
      ),
      { minLength: 10, maxLength: 120 },
    )
    .map((rows) => ({
      columns: [
        { kind: 'number', name: 'n', values: Float64Array.from(rows, ([n]) => n) },
        { kind: 'number', name: 'x', values: Float64Array.from(rows, ([, x]) => x / 1000) },
        { kind: 'category', name: 'c', values: rows.map(([, , c]) => c) },
      ] as PrimColumn[],
      cases: Uint8Array.from(rows, ([n, , , chance]) => (n > 2 || chance ? 1 : 0)),
    }));

  test('coverage and mass never rise; every box holds what it says it holds; the chosen one is no worse than all', () => {
    fc.assert(
      fc.property(anyCases, ({ columns, cases }) => {
        const { trajectory, box, measure, baseDensity } = findBox(columns, cases, LAW);
        trajectory.forEach((step, place) => {
          const { cases: held, interesting, coverage, mass } = measureBox(columns, cases, step.box);
          expect([held, interesting]).toEqual([step.cases, step.interesting]);
          expect(step.mass).toBeGreaterThanOrEqual(0.1);
          if (place === 0) return;
          const before = trajectory[place - 1]!;
          expect(coverage).toBeLessThanOrEqual(before.coverage);
          expect(mass).toBeLessThan(before.mass);
        });
        if (box === null) return;
        expect(measure!.density!).toBeGreaterThanOrEqual(baseDensity);
        expect(measure).toEqual(measureBox(columns, cases, box));
      }),
      { numRuns: 60 },
    );
  });

  test('a rising transformation of the numbers changes no case of any box', () => {
    fc.assert(
      fc.property(anyCases, ({ columns, cases }) => {
        const bent = columns.map((column) =>
          column.kind === 'number' ? { ...column, values: column.values.map((x) => 4 * x ** 3 + x - 5) } : column,
        );
        const [plain, moved] = [findBox(columns, cases, LAW), findBox(bent, cases, LAW)];
        expect(moved.trajectory.map(({ cases: held, cut }) => [held, cut])).toEqual(
          plain.trajectory.map(({ cases: held, cut }) => [held, cut]),
        );
        if (plain.box !== null) expect(casesInBox(bent, moved.box!)).toEqual(casesInBox(columns, plain.box));
      }),
      { numRuns: 60 },
    );
  });

  test('the order of the cases does not matter', () => {
    fc.assert(
      fc.property(anyCases, ({ columns, cases }) => {
        const turned = columns.map((column) =>
          column.kind === 'number'
            ? { ...column, values: column.values.toReversed() }
            : { ...column, values: column.values.toReversed() },
        );
        expect(findBox(turned, cases.toReversed(), LAW)).toEqual(findBox(columns, cases, LAW));
      }),
      { numRuns: 60 },
    );
  });
});
