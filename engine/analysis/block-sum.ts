// In: numbers at fixed places. Out: their sum, added in one fixed tree whatever machine or worker added which part.
// Floating-point addition is not associative; the tree depends on the number of values only, so aggregates are bit-identical.

/** Values in one block. Part of the meaning of every sum: changing it changes last digits. */
export const BLOCK_SIZE = 128;

/** Sum of `term(i)` over block `block` of `length` terms, left to right. Workers may own whole blocks. */
export function sumOneBlock(length: number, block: number, term: (index: number) => number): number {
  const end = Math.min(length, (block + 1) * BLOCK_SIZE);
  let sum = 0;
  for (let i = block * BLOCK_SIZE; i < end; i++) sum += term(i);
  return sum;
}

/** Adds block sums, in block order, as a binary tree of neighbours; an odd last one moves up unchanged. Of nothing: 0. */
export function combineBlocks(blocks: Float64Array): number {
  const level = blocks.slice();
  for (let length = level.length; length > 1; length = Math.ceil(length / 2)) {
    for (let i = 0; i < length; i += 2) level[i / 2] = i + 1 < length ? level[i]! + level[i + 1]! : level[i]!;
  }
  return level[0] ?? 0;
}

/**
 * Sum of `term(i)` for i in 0..length-1 in the fixed block tree: rounding error O(BLOCK_SIZE + log n) instead of O(n)
 * (pairwise summation: Higham 1993, SIAM J. Sci. Comput. 14, 783-799).
 */
export function blockSumOf(length: number, term: (index: number) => number): number {
  if (length <= BLOCK_SIZE) return sumOneBlock(length, 0, term);
  const blocks = new Float64Array(Math.ceil(length / BLOCK_SIZE));
  for (let block = 0; block < blocks.length; block++) blocks[block] = sumOneBlock(length, block, term);
  return combineBlocks(blocks);
}

/** Sum of all values in the fixed block tree. */
export function blockSum(values: Float64Array): number {
  return blockSumOf(values.length, (i) => values[i]!);
}
