// A source of uniform numbers for tests, apart from the engine's own chance: the same row and dimension always give the same number.
import type { UnitPoints } from '../../engine/analysis/unit-points.ts';

/** Two rounds of the finaliser of MurmurHash3 over seed, row and dimension. */
export function seededPoints(seed: number): UnitPoints {
  return (row, dimension) => {
    let word = Math.imul(seed, 0x9e3779b1) ^ Math.imul(row + 1, 0x85ebca6b);
    word = mixed(mixed(word) + Math.imul(dimension + 1, 0xc2b2ae35));
    return (word >>> 0) / 2 ** 32 + 2 ** -33;
  };
}

function mixed(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
