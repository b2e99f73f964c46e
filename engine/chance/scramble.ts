// In: the 32 leading bits of a Sobol' coordinate and a key. Out: the bits scrambled, and further random bits below them.
// Scrambling makes the points random (so errors can be estimated) and keeps their even spread.

import type { ChannelKey } from './channel.ts';
import { threefry2x32 } from './threefry.ts';

export type Scramble = 'owen' | 'shift';

const BITS = 32;
/** A word of 32 bits holds the 1 + 2 + 4 + 8 + 16 flips of a five-level piece of the binary tree. */
const LEVELS = 5;

// The second counter word keeps the uses of one key apart: 0 for low bits, 1 to 31 for the tree, 32 for the shift.
const LOW_BITS_USE = 0;
const TREE_USE = 1;
const SHIFT_USE = 32;

/**
 * Nested uniform scrambling, exact: each bit is flipped or not by a random bit of its own for each value of the bits above it.
 * bits and result are in [0, 2^32). Source: A. B. Owen, Randomly permuted (t,m,s)-nets and (t,s)-sequences (1995).
 */
export function owenScramble(key: ChannelKey, bits: number): number {
  let flips = 0;
  for (let top = 0; top < BITS; top += LEVELS) {
    const above = top === 0 ? 0 : bits >>> (BITS - top);
    const piece = threefry2x32(key.k0, key.k1, above, TREE_USE + top)[0];
    const end = top + LEVELS < BITS ? top + LEVELS : BITS;
    let node = 1; // root of the piece; the children of node n are 2n and 2n + 1
    for (let level = top; level < end; level++) {
      const place = BITS - 1 - level;
      flips |= ((piece >>> node) & 1) << place;
      node = 2 * node + ((bits >>> place) & 1);
    }
  }
  return (bits ^ flips) >>> 0;
}

/** Digital shift: the same 32 random flips for every point; cheaper than owenScramble, with a larger error. */
export function digitalShift(key: ChannelKey, bits: number): number {
  return (bits ^ threefry2x32(key.k0, key.k1, 0, SHIFT_USE)[0]) >>> 0;
}

/** 21 random bits that continue a coordinate below its 32: for the nested scrambling these are its next levels. */
export function bitsBelow(key: ChannelKey, bits: number): number {
  return threefry2x32(key.k0, key.k1, bits, LOW_BITS_USE)[0] >>> 11;
}
