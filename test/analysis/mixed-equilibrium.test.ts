import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equilibriumValue, mixedEquilibrium } from '../../engine/analysis/mixed-equilibrium.ts';
import { payoffMatrix } from '../../engine/analysis/payoff-matrix.ts';
import { NONE, sampleBy, sampleOf } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

const near = (found: readonly number[], expected: readonly number[]): void => {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 9);
};

describe('known games', () => {
  test('rock, paper, scissors', () => {
    const found = mixedEquilibrium(
      [
        [0, -1, 1],
        [1, 0, -1],
        [-1, 1, 0],
      ],
      'higher',
    );
    expect(found.value).toBeCloseTo(0, 12);
    near(found.policies, [1 / 3, 1 / 3, 1 / 3]);
    near(found.doctrines, [1 / 3, 1 / 3, 1 / 3]);
  });

  // Morra, two fingers: von Neumann and Morgenstern; value 0, and call 'three' with one finger 7/12 to 3/5 of the time.
  test('two-finger Morra', () => {
    const found = mixedEquilibrium(
      [
        [0, 2, -3, 0],
        [-2, 0, 0, 3],
        [3, 0, 0, -4],
        [0, -3, 4, 0],
      ],
      'higher',
    );
    expect(found.value).toBeCloseTo(0, 12);
    near([found.policies[0]!, found.policies[3]!], [0, 0]);
    expect(found.policies[1]).toBeGreaterThanOrEqual(4 / 7 - 1e-9);
    expect(found.policies[1]).toBeLessThanOrEqual(3 / 5 + 1e-9);
  });

  // Odds and evens with payoffs -2, 3, 3, -4 (Ferguson, Game Theory, part II, 1.2): 7/12, 5/12, value 1/12.
  test('odd or even', () => {
    const found = mixedEquilibrium(
      [
        [-2, 3],
        [3, -4],
      ],
      'higher',
    );
    expect(found.value).toBeCloseTo(1 / 12, 12);
    near(found.policies, [7 / 12, 5 / 12]);
    near(found.doctrines, [7 / 12, 5 / 12]);
  });

  test('a saddle point, a dominated row, one policy, one doctrine, and a game of equals', () => {
    expect(
      mixedEquilibrium(
        [
          [4, 2],
          [3, 1],
        ],
        'higher',
      ),
    ).toMatchObject({ value: 2, policies: [1, 0], doctrines: [0, 1] });
    expect(
      mixedEquilibrium(
        [
          [4, 2],
          [3, 1],
        ],
        'lower',
      ),
    ).toMatchObject({ value: 3, policies: [0, 1], doctrines: [1, 0] });
    expect(mixedEquilibrium([[5, 7, 6]], 'higher')).toMatchObject({ value: 5, policies: [1], doctrines: [1, 0, 0] });
    expect(mixedEquilibrium([[5], [7]], 'higher')).toMatchObject({ value: 7, policies: [0, 1] });
    expect(
      mixedEquilibrium(
        [
          [3, 3],
          [3, 3],
        ],
        'lower',
      ),
    ).toMatchObject({ value: 3, gap: 0 });
  });

  test('faults of the caller', () => {
    for (const payoffs of [[], [[]], [[1, 2], [3]], [[Number.NaN]]])
      expect(() => mixedEquilibrium(payoffs, 'higher')).toThrow(RangeError);
  });
});

describe('laws', () => {
  const games = (entry: fc.Arbitrary<number>): fc.Arbitrary<number[][]> =>
    fc
      .record({ rows: fc.integer({ min: 1, max: 7 }), columns: fc.integer({ min: 1, max: 7 }) })
      .chain(({ rows, columns }) =>
        fc.array(fc.array(entry, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
  const anyGame = fc.oneof(
    games(fc.integer({ min: -3, max: 3 })),
    games(fc.integer({ min: 0, max: 1 })),
    games(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  );
  const spread = (game: number[][]): number => Math.max(...game.flat()) - Math.min(...game.flat());

  test('neither side gains by any reply: checked by hand, for easy, degenerate and wide games', () => {
    fc.assert(
      fc.property(anyGame, (game) => {
        const { value, policies, doctrines, gap } = mixedEquilibrium(game, 'higher');
        const tolerance = 1e-9 * (spread(game) || 1) + 1e-12 * Math.max(...game.flat().map(Math.abs));
        for (const mixture of [policies, doctrines]) {
          expect(mixture.every((share) => share >= 0)).toBe(true);
          expect(mixture.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        }
        for (const row of game)
          expect(row.reduce((sum, payoff, j) => sum + payoff * doctrines[j]!, 0)).toBeLessThanOrEqual(
            value + tolerance,
          );
        for (const column of game[0]!.keys())
          expect(game.reduce((sum, row, i) => sum + row[column]! * policies[i]!, 0)).toBeGreaterThanOrEqual(
            value - tolerance,
          );
        expect(gap).toBeLessThanOrEqual(tolerance);
      }),
      { numRuns: 500 },
    );
  });

  test('two by two without a saddle: the closed form', () => {
    const payoff = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(payoff, payoff, payoff, payoff, (a, b, c, d) => {
        fc.pre(Math.max(Math.min(a, b), Math.min(c, d)) < Math.min(Math.max(a, c), Math.max(b, d)));
        const found = mixedEquilibrium(
          [
            [a, b],
            [c, d],
          ],
          'higher',
        );
        expect(found.value).toBeCloseTo((a * d - b * c) / (a + d - b - c), 8);
        expect(found.policies[0]).toBeCloseTo((d - c) / (a + d - b - c), 8);
        expect(found.doctrines[0]).toBeCloseTo((d - b) / (a + d - b - c), 8);
      }),
    );
  });

  test('the value moves with the payoffs, and turns with sign and direction', () => {
    fc.assert(
      fc.property(games(fc.integer({ min: -9, max: 9 })), (game) => {
        const { value } = mixedEquilibrium(game, 'higher');
        const moved = mixedEquilibrium(
          game.map((row) => row.map((payoff) => 3 * payoff + 2)),
          'higher',
        );
        expect(moved.value).toBeCloseTo(3 * value + 2, 7);
        const turned = mixedEquilibrium(
          game.map((row) => row.map((payoff) => -payoff)),
          'lower',
        );
        expect(turned.value).toBeCloseTo(-value, 7);
      }),
    );
  });
});

describe('the game of a batch', () => {
  const flat = (value: number) => sampleOf([[value], [value + 1], [value - 1]]);
  const arms = {
    policies: ['calm', 'firm'],
    doctrines: ['probe', 'push'],
    samples: [
      [flat(-2), flat(3)],
      [flat(3), flat(-4)],
    ],
  };

  test('means, the worst doctrine of each policy, and who does best at worst', () => {
    const found = payoffMatrix(arms, 'mean', 'higher');
    expect(found.payoffs.map((row) => row.map(({ mean }) => mean))).toEqual([
      [-2, 3],
      [3, -4],
    ]);
    expect(found.payoffs[0]![0]!.mcse).toBeCloseTo(1 / Math.sqrt(3), 12);
    expect(found.worst.map(({ doctrine, mean }) => [doctrine, mean])).toEqual([
      ['probe', -2],
      ['push', -4],
    ]);
    expect(found).toMatchObject({ maximin: 'calm', maximinValue: -2, minimaxValue: 3, saddle: false });
    const lower = payoffMatrix(arms, 'mean', 'lower');
    expect(lower.worst.map(({ doctrine }) => doctrine)).toEqual(['push', 'probe']);
    expect(lower).toMatchObject({ maximin: 'calm', maximinValue: 3, minimaxValue: -2 });
  });

  test('a saddle; a worst doctrine that is not told apart; a cell without values', () => {
    const draw = seededStream(8);
    const noise = () => sampleBy(12, () => [draw.normal()]);
    const twins = payoffMatrix(
      { policies: ['p'], doctrines: ['a', 'b'], samples: [[noise(), noise()]] },
      'mean',
      'lower',
    );
    expect(twins.worst[0]!.notToldApart).toHaveLength(1);
    expect(twins.saddle).toBe(true);
    const holes = payoffMatrix(
      { policies: ['p'], doctrines: ['a', 'b'], samples: [[noise(), sampleBy(12, () => [NONE])]] },
      'mean',
      'lower',
    );
    expect(holes).toMatchObject({ maximin: null, saddle: false });
    expect(() => payoffMatrix({ ...arms, doctrines: ['probe'] }, 'mean', 'higher')).toThrow(RangeError);
  });

  test('the value of the game has the error of the mixture, future by future', () => {
    const equilibrium = mixedEquilibrium(
      [
        [-2, 3],
        [3, -4],
      ],
      'higher',
    );
    const found = equilibriumValue(arms, equilibrium);
    expect(found.estimate).toBeCloseTo(1 / 12, 12);
    // All cells move together from world to world, by 0, 1 and -1.
    expect(found.mcse).toBeCloseTo(1 / Math.sqrt(3), 12);
  });
});
