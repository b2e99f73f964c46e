// In: a key, a size and an index below it. Out: where a random permutation of 0 .. size - 1 sends the index.
// Computed, not stored: a batch of any size needs no memory and workers need not share a shuffle.

import type { ChannelKey } from './channel.ts';
import { threefry2x32 } from './threefry.ts';

const ROUNDS = 8;

/**
 * The permuted index, a whole number in [0, size); size is whole in [1, 2^32], index whole in [0, size). Rounds use the second
 * counter words 1 to 8 of the key.
 *
 * A Feistel network over the next power of two permutes; an index that lands outside is sent on until it lands inside
 * (cycle walking, Black and Rogaway 2002), fewer than two steps on average. Very small sizes do not reach every permutation.
 */
export function permute(key: ChannelKey, size: number, index: number): number {
  let [left, right] = [1, 1];
  while (left * right < size) {
    if (left === right) left *= 2;
    else right *= 2;
  }
  let place = index;
  do place = feistel(key, left, right, place);
  while (place >= size);
  return place;
}

/** Permutes leftSize * rightSize values: the two parts change in turn, each by a random function of the other. */
function feistel(key: ChannelKey, leftSize: number, rightSize: number, value: number): number {
  let left = Math.floor(value / rightSize);
  let right = value - left * rightSize;
  for (let round = 1; round <= ROUNDS; round++) {
    if ((round & 1) === 1) left ^= threefry2x32(key.k0, key.k1, right, round)[0] & (leftSize - 1);
    else right ^= threefry2x32(key.k0, key.k1, left, round)[0] & (rightSize - 1);
  }
  return left * rightSize + right;
}
