// Designs: what each promises about strata, growth and independence, and that the promise pays.
import { describe, expect, test } from 'vitest';
import { channelKey, LARGEST_UNIFORM, SMALLEST_UNIFORM, uniform53 } from '../../engine/chance/channel.ts';
import { createDesign, type Design, type DesignPlan, placeInStratum } from '../../engine/chance/design.ts';
import { chiSquare, correlation, sampleMean } from './sample.ts';

const names = ['grievance', 'trust', 'cohesion'];
const plans: [string, Omit<DesignPlan, 'worlds'>][] = [
  ['mc', { kind: 'mc', seed: 'baltic', names }],
  ['lhs', { kind: 'lhs', seed: 'baltic', names }],
  ['sobol, owen', { kind: 'sobol', seed: 'baltic', names }],
  ['sobol, shift', { kind: 'sobol', seed: 'baltic', names, scramble: 'shift' }],
];

function column(design: Design, dimension: number, worlds: number): number[] {
  return Array.from({ length: worlds }, (_, world) => design(world, dimension));
}

describe.each(plans)('%s', (_, plan) => {
  test('numbers lie in the open interval, are the same when asked again and in any order', () => {
    const design = createDesign({ ...plan, worlds: 500 });
    const again = createDesign({ ...plan, worlds: 500 });
    for (let world = 499; world >= 0; world--) {
      const u = design(world, 1);
      expect(u).toBe(again(world, 1));
      expect(u).toBeGreaterThanOrEqual(SMALLEST_UNIFORM);
      expect(u).toBeLessThanOrEqual(LARGEST_UNIFORM);
    }
  });

  test('a name added at the end changes nothing else', () => {
    const design = createDesign({ ...plan, worlds: 200 });
    const wider = createDesign({ ...plan, worlds: 200, names: [...names, 'price'] });
    for (const dimension of [0, 1, 2]) expect(column(wider, dimension, 200)).toEqual(column(design, dimension, 200));
  });

  test('each dimension is uniform, the dimensions are not correlated, another seed gives other numbers', () => {
    const worlds = 4096;
    const design = createDesign({ ...plan, worlds });
    const other = createDesign({ ...plan, worlds, seed: 'arctic' });
    const columns = [0, 1, 2].map((dimension) => column(design, dimension, worlds));
    for (const values of columns) expect(chiSquare(values, 50)).toBeLessThan(95);
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(Math.abs(correlation(columns[a]!, columns[b]!))).toBeLessThan(4 / Math.sqrt(worlds));
    expect(column(other, 0, 5)).not.toEqual(columns[0]!.slice(0, 5));
  });

  test('has no world and no dimension beyond its plan', () => {
    const design = createDesign({ ...plan, worlds: 10 });
    for (const world of [-1, 10, 0.5, NaN]) expect(() => design(world, 0)).toThrow(RangeError);
    for (const dimension of [-1, 3, 0.5, NaN]) expect(() => design(0, dimension)).toThrow(RangeError);
  });

  test('is refused without worlds and with a name twice', () => {
    for (const worlds of [0, -1, 1.5, NaN, 2 ** 32 + 1])
      expect(() => createDesign({ ...plan, worlds })).toThrow(RangeError);
    expect(() => createDesign({ ...plan, worlds: 10, names: ['a', 'b', 'a'] })).toThrow(RangeError);
  });

  test('the largest batch works at both ends', () => {
    const design = createDesign({ ...plan, worlds: 2 ** 32 });
    for (const world of [0, 2 ** 31, 2 ** 32 - 1]) {
      expect(design(world, 2)).toBeGreaterThanOrEqual(SMALLEST_UNIFORM);
      expect(design(world, 2)).toBeLessThanOrEqual(LARGEST_UNIFORM);
    }
  });
});

test.each<[string, Partial<DesignPlan>, number[]]>([
  ['lhs', { kind: 'lhs' }, [0.946285910515535, 0.4157689237534769, 0.9701367711691384]],
  ['owen', { kind: 'sobol' }, [0.9896111666321096, 0.38285487974211074, 0.8345826348671479]],
  ['shift', { kind: 'sobol', scramble: 'shift' }, [0.12924501682662337, 0.6154944174006531, 0.3565617968709929]],
])('frozen: %s keeps its numbers', (_, part, expected) => {
  const design = createDesign({ kind: 'mc', seed: 'baltic', names, worlds: 1000, ...part });
  expect([design(0, 0), design(1, 1), design(999, 2)]).toEqual(expected);
});

describe('mc', () => {
  test('is the frozen draw of the channel "uncertainty:" and the name', () => {
    const design = createDesign({ kind: 'mc', seed: 'baltic', names, worlds: 1000 });
    // Computed by a second program, written apart from this one in another language.
    expect([0, 1, 2, 999].map((world) => design(world, 0))).toEqual([
      0.04385032541590472, 0.3476188090882355, 0.47501314502369374, 0.02140894696584905,
    ]);
    const key = channelKey('baltic', 'uncertainty:trust');
    expect(design(17, 1)).toBe(uniform53(key, 17, 0, 0));
  });

  test('does not change when the batch grows or the names change places', () => {
    const design = createDesign({ kind: 'mc', seed: 'baltic', names, worlds: 100 });
    const grown = createDesign({ kind: 'mc', seed: 'baltic', names: ['price', 'cohesion', 'grievance'], worlds: 5000 });
    expect(column(grown, 2, 100)).toEqual(column(design, 0, 100));
    expect(column(grown, 1, 100)).toEqual(column(design, 2, 100));
  });
});

describe('lhs', () => {
  test.each([1, 2, 3, 7, 10, 64, 100, 1000, 1023, 4097])(
    '%i worlds: exactly one in each stratum of each dimension',
    (n) => {
      const design = createDesign({ kind: 'lhs', seed: 'baltic', names, worlds: n });
      for (let dimension = 0; dimension < names.length; dimension++) {
        const sorted = column(design, dimension, n).sort((a, b) => a - b);
        sorted.forEach((u, stratum) => {
          expect(u).toBeGreaterThanOrEqual(stratum / n);
          expect(u).toBeLessThan((stratum + 1) / n);
        });
      }
    },
  );

  test('the place inside the stratum is uniform and does not hang on the stratum', () => {
    const n = 10_000;
    const strata = column(createDesign({ kind: 'lhs', seed: 'baltic', names, worlds: n }), 0, n).map((u) => u * n);
    const places = strata.map((x) => x - Math.floor(x));
    expect(chiSquare(places, 50)).toBeLessThan(95);
    expect(Math.abs(correlation(strata.map(Math.floor), places))).toBeLessThan(4 / Math.sqrt(n));
  });

  test('rounding lifts no number into the next stratum or out of the interval', () => {
    for (const strata of [1, 3, 10, 1000, 2 ** 31, 2 ** 32]) {
      for (const stratum of [0, Math.floor(strata / 3), strata - 1]) {
        expect(placeInStratum(stratum, LARGEST_UNIFORM, strata)).toBeLessThan((stratum + 1) / strata);
        expect(placeInStratum(stratum, SMALLEST_UNIFORM, strata)).toBeGreaterThanOrEqual(stratum / strata);
        expect(placeInStratum(stratum, SMALLEST_UNIFORM, strata)).toBeGreaterThanOrEqual(SMALLEST_UNIFORM);
      }
    }
    expect(placeInStratum(2 ** 32 - 1, LARGEST_UNIFORM, 2 ** 32)).toBe(LARGEST_UNIFORM);
  });

  test('does not depend on the other names', () => {
    const design = createDesign({ kind: 'lhs', seed: 'baltic', names, worlds: 50 });
    const alone = createDesign({ kind: 'lhs', seed: 'baltic', names: ['cohesion'], worlds: 50 });
    expect(column(alone, 0, 50)).toEqual(column(design, 2, 50));
  });
});

describe.each(['owen', 'shift'] as const)('sobol, %s', (scramble) => {
  const many = Array.from({ length: 256 }, (_, i) => `x${i}`);

  test('keeps one point in each of 2^k strata, in every dimension', () => {
    const design = createDesign({ kind: 'sobol', seed: 'baltic', names: many, worlds: 256, scramble });
    for (let dimension = 0; dimension < many.length; dimension++) {
      const strata = new Set(column(design, dimension, 256).map((u) => Math.floor(u * 256)));
      expect(strata.size).toBe(256);
    }
  });

  test('keeps one point in each elementary box of two dimensions', () => {
    const design = createDesign({ kind: 'sobol', seed: 'baltic', names, worlds: 1024, scramble });
    for (const left of [2, 5, 8]) {
      const boxes = new Set<number>();
      for (let world = 0; world < 1024; world++) {
        const row = Math.floor(design(world, 0) * 2 ** left);
        boxes.add(row * 2 ** (10 - left) + Math.floor(design(world, 1) * 2 ** (10 - left)));
      }
      expect(boxes.size).toBe(1024);
    }
  });

  test('does not change when the batch grows', () => {
    const design = createDesign({ kind: 'sobol', seed: 'baltic', names, worlds: 64, scramble });
    const grown = createDesign({ kind: 'sobol', seed: 'baltic', names, worlds: 4096, scramble });
    expect(column(grown, 1, 64)).toEqual(column(design, 1, 64));
  });

  test('one point, over many seeds, is uniform', () => {
    const values = Array.from({ length: 1000 }, (_, i) =>
      createDesign({ kind: 'sobol', seed: `s${i}`, names: ['x'], worlds: 8, scramble })(5, 0),
    );
    expect(chiSquare(values, 20)).toBeLessThan(50); // 19 degrees of freedom, once in ten thousand
  });

  test('uses bits below the thirty-second', () => {
    const design = createDesign({ kind: 'sobol', seed: 'baltic', names, worlds: 64, scramble });
    const fractions = column(design, 0, 64).map((u) => (u * 2 ** 32) % 1);
    expect(new Set(fractions).size).toBe(64);
    expect(Math.abs(sampleMean(fractions) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 64));
  });

  test('has 256 dimensions, not 257', () => {
    expect(() => createDesign({ kind: 'sobol', seed: 's', names: [...many, 'y'], worlds: 8, scramble })).toThrow(
      RangeError,
    );
  });
});

test('a smooth mean: Latin hypercube beats plain sampling, scrambled Sobol beats both', () => {
  // E = 1 for three independent uniforms; errors over 24 seeds at 256 worlds.
  const integrand = (x: number, y: number, z: number) => (0.5 + x) * (0.5 + y) * (0.5 + z);
  const rootMeanSquare = (kind: DesignPlan['kind']) => {
    let sum = 0;
    for (let seed = 0; seed < 24; seed++) {
      const design = createDesign({ kind, seed: `seed ${seed}`, names, worlds: 256 });
      const values = Array.from({ length: 256 }, (_, w) => integrand(design(w, 0), design(w, 1), design(w, 2)));
      sum += (sampleMean(values) - 1) ** 2;
    }
    return Math.sqrt(sum / 24);
  };
  const plain = rootMeanSquare('mc');
  const latin = rootMeanSquare('lhs');
  const sobol = rootMeanSquare('sobol');
  expect(plain).toBeGreaterThan(0.02);
  expect(plain).toBeLessThan(0.06);
  expect(latin).toBeLessThan(plain / 2);
  expect(sobol).toBeLessThan(plain / 20);
});
