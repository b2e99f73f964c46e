// Channels: the mapping from (seed, name, world, replication, turn) to numbers is frozen, and the numbers look independent.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chanceWord,
  channelKey,
  LARGEST_UNIFORM,
  MAX_REPLICATIONS,
  MAX_TURNS,
  MAX_WORLDS,
  SMALLEST_UNIFORM,
  uniform32,
  uniform53,
  uniformOfBits,
} from '../../engine/chance/channel.ts';
import { threefry2x32 } from '../../engine/chance/threefry.ts';
import { chiSquare, correlation, sampleMean, sampleVariance } from './sample.ts';

const key = channelKey('baltic', 'incident:protest');
const RUNS = 10_000;
const NOT_CORRELATED = 4 / Math.sqrt(RUNS);
const runs = Array.from({ length: RUNS }, (_, i) => i);

type Draw = (world: number, replication: number, turn: number) => number;
const draws: [string, Draw][] = [
  ['chanceWord', (world, replication, turn) => uniform32(chanceWord(key, world, replication, turn))],
  ['uniform53', (world, replication, turn) => uniform53(key, world, replication, turn)],
];

// The values were computed by a second program, written apart from this one in another language.
describe('frozen: a change here changes every result ever published', () => {
  test('keys', () => {
    expect(channelKey('baltic', 'incident:protest')).toEqual({ k0: 3051884243, k1: 2622581170 });
    expect(channelKey('', '')).toEqual({ k0: 2104705793, k1: 1674918696 });
    expect(channelKey('Rīga 2014 🙂', 'machine:ida-viru')).toEqual({ k0: 1314488177, k1: 559379372 });
  });

  test('words', () => {
    const words = [0, 1, 2, 3].map((turn) => chanceWord(key, 0, 0, turn));
    expect(words).toEqual([735513182, 3165903096, 1538264032, 580066255]);
    expect(chanceWord(key, 4_000_000_000, MAX_REPLICATIONS - 1, MAX_TURNS - 1)).toBe(2983440169);
    expect(uniform53(key, 12, 34, 35)).toBe(0.21629750782425916);
    expect(uniform53(key, 4_000_000_000, MAX_REPLICATIONS - 1, MAX_TURNS - 1)).toBe(0.1637049912129359);
  });
});

describe('channelKey', () => {
  test('tells apart what a cyclic, 8-bit key schedule would not', () => {
    const twins: [string, string][] = [
      ['a', 'b'],
      ['b', 'a'],
      ['ab', ''],
      ['', 'ab'],
      ['aa', 'bb'],
      ['a","b', 'c'],
      ['a', 'b","c'],
      ['é', ''], // U+00E9 and U+01E9 agree in their low 8 bits
      ['ǩ', ''],
      ['\ud800', ''], // lone surrogates
      ['\udbff', ''],
      ['x'.repeat(300), ''],
      ['x'.repeat(301), ''],
    ];
    const keys = twins.map(([seed, channel]) => JSON.stringify(channelKey(seed, channel)));
    expect(new Set(keys).size).toBe(twins.length);
  });

  test('different texts give different keys, equal texts equal keys', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (seed, a, b) => {
        expect(channelKey(seed, a)).toEqual(channelKey(seed, a));
        if (a !== b) expect(channelKey(seed, a)).not.toEqual(channelKey(seed, b));
        if (a !== b) expect(channelKey(a, seed)).not.toEqual(channelKey(b, seed));
      }),
    );
  });

  test('is not disturbed by other keys made before, nor by other draws', () => {
    const before = channelKey('baltic', 'incident:protest');
    channelKey('baltic', 'incident:new');
    chanceWord(channelKey('other', 'channel'), 1, 2, 3);
    expect(channelKey('baltic', 'incident:protest')).toEqual(before);
    expect(before).toEqual(key);
  });
});

describe('the counter', () => {
  test('two turns share a block: its first word the even turn, its second the odd one', () => {
    for (const [world, replication, turn] of [
      [0, 0, 0],
      [7, 3, 36],
      [MAX_WORLDS - 1, MAX_REPLICATIONS - 1, MAX_TURNS - 2],
    ] as const) {
      const block = threefry2x32(key.k0, key.k1, world, replication * 4096 + turn / 2);
      expect(chanceWord(key, world, replication, turn)).toBe(block[0]);
      expect(chanceWord(key, world, replication, turn + 1)).toBe(block[1]);
    }
  });

  test('a continuous draw takes 53 bits of the block of its own turn', () => {
    const [w0, w1] = threefry2x32(key.k0, key.k1, 9, 2 * 4096 + 5);
    const n = (BigInt(w0) >> 5n) * 2n ** 26n + (BigInt(w1) >> 6n);
    expect(uniform53(key, 9, 2, 5)).toBe(Number(n) / 2 ** 53);
  });

  test('no two (replication, turn) of a world share a number', () => {
    const seen = new Set<number>();
    for (const replication of [0, 1, 2, 255, MAX_REPLICATIONS - 1])
      for (let turn = 0; turn < MAX_TURNS; turn++) seen.add(uniform53(key, 5, replication, turn));
    expect(seen.size).toBe(5 * MAX_TURNS);
  });
});

describe('uniforms', () => {
  test('never reach 0 or 1', () => {
    expect(uniform32(0)).toBe(2 ** -33);
    expect(uniform32(2 ** 32 - 1)).toBe(1 - 2 ** -33);
    expect(uniformOfBits(0)).toBe(SMALLEST_UNIFORM);
    expect(uniformOfBits(1)).toBe(2 ** -53);
    expect(uniformOfBits(2 ** 53 - 1)).toBe(LARGEST_UNIFORM);
    expect(SMALLEST_UNIFORM).toBeGreaterThan(0);
    expect(LARGEST_UNIFORM).toBeLessThan(1);
  });
});

describe.each(draws)('laws of %s', (_, draw) => {
  const along: [string, Draw][] = [
    ['worlds', (i) => draw(i, 0, 0)],
    ['replications', (i) => draw(0, i, 0)],
    ['turns', (i) => draw(0, i >> 6, i & 63)],
  ];

  test.each(along)('first draws over %s are uniform', (_, at) => {
    const values = runs.map((i) => at(i, 0, 0));
    expect(Math.abs(sampleMean(values) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / RUNS));
    expect(Math.abs(sampleVariance(values) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / RUNS));
    // 100 cells: chi-square with 99 degrees of freedom is outside [47, 165] once in ten thousand samples.
    const square = chiSquare(values, 100);
    expect(square).toBeGreaterThan(47);
    expect(square).toBeLessThan(165);
  });

  const neighbours: [string, Draw][] = [
    ['the next world', (i) => draw(i + 1, 0, 0)],
    ['the next replication', (i) => draw(i, 1, 0)],
    ['the next turn', (i) => draw(i, 0, 1)],
    ['the turn after', (i) => draw(i, 0, 2)],
    ['the hundredth turn', (i) => draw(i, 0, 100)],
  ];

  test.each(neighbours)('not correlated with %s', (_, at) => {
    const here = runs.map((i) => draw(i, 0, 0));
    const there = runs.map((i) => at(i, 0, 0));
    expect(Math.abs(correlation(here, there))).toBeLessThan(NOT_CORRELATED);
  });
});

test('not correlated with neighbouring channels and seeds', () => {
  const here = runs.map((i) => uniform32(chanceWord(key, i, 0, 0)));
  for (const [seed, name] of [
    ['baltic', 'incident:protesu'],
    ['baltic', 'incident:protest2'],
    ['baltid', 'incident:protest'],
    ['1', 'incident:protest'],
    ['2', 'incident:protest'],
  ] as const) {
    const other = channelKey(seed, name);
    const there = runs.map((i) => uniform32(chanceWord(other, i, 0, 0)));
    expect(Math.abs(correlation(here, there))).toBeLessThan(NOT_CORRELATED);
  }
});

test('first draws over seeds "0" to "1999" are uniform', () => {
  const values = Array.from({ length: 2000 }, (_, i) => uniform53(channelKey(String(i), 'incident:protest'), 0, 0, 0));
  expect(chiSquare(values, 50)).toBeLessThan(95); // 49 degrees of freedom, once in ten thousand
  expect(chiSquare(values, 50)).toBeGreaterThan(17);
});
