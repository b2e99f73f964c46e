import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_SIZE, blockSum, combineBlocks, sumOneBlock } from '../../engine/analysis/block-sum.ts';
import { seededStream } from './seeded-stream.ts';

const manyNumbers = (length: number): Float64Array => {
  const chance = seededStream(7);
  return Float64Array.from({ length }, () => chance.normal() * 10 ** (8 * chance.uniform()));
};

test('of nothing is 0, of one is itself, of a few is their sum', () => {
  expect(blockSum(new Float64Array(0))).toBe(0);
  expect(blockSum(Float64Array.of(3.5))).toBe(3.5);
  expect(blockSum(Float64Array.of(1, 2, 3, 4))).toBe(10);
});

test('adds neighbours first, an odd last one later', () => {
  expect(combineBlocks(Float64Array.of(1e16, 1, -1e16, 1, 5))).toBe(1e16 + 1 + (-1e16 + 1) + 5);
  expect(combineBlocks(Float64Array.of(1, 1e16, -1e16))).toBe(1 + 1e16 + -1e16);
});

test('is the same to the last bit whichever worker adds which blocks, in whatever order they finish', () => {
  const values = manyNumbers(50 * BLOCK_SIZE + 17);
  const blocks = new Float64Array(Math.ceil(values.length / BLOCK_SIZE));
  for (const workers of [1, 2, 3, 7]) {
    for (let worker = workers - 1; worker >= 0; worker--) {
      for (let block = worker; block < blocks.length; block += workers)
        blocks[block] = sumOneBlock(values.length, block, (i) => values[i]!);
    }
    expect(combineBlocks(blocks)).toBe(blockSum(values));
  }
});

test('equals the exact sum of integers at any length around the block size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 * BLOCK_SIZE }), (length) => {
      expect(blockSum(Float64Array.from({ length }, (_, i) => i + 1))).toBe((length * (length + 1)) / 2);
    }),
  );
});

test('rounds less than adding from left to right', () => {
  const values = new Float64Array(1_000_000).fill(0.1);
  const leftToRight = values.reduce((sum, value) => sum + value, 0);
  expect(Math.abs(blockSum(values) - 100_000)).toBeLessThan(1e-9);
  expect(Math.abs(leftToRight - 100_000)).toBeGreaterThan(1e-7);
});
