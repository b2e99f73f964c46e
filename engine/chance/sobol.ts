// In: a point's index and a dimension. Out: that coordinate of Sobol's low-discrepancy sequence, before any scrambling.
// Points in Gray-code order (Antonov and Saleev 1979), so the first 2^k points are Sobol's first 2^k in another order.

import { JOE_KUO } from './joe-kuo.ts';

/** Dimensions with direction numbers; they are counted from 0. */
export const MAX_SOBOL_DIMENSIONS: number = JOE_KUO.length + 1;

const BITS = 32;
const DIRECTIONS: readonly Uint32Array[] = [vanDerCorput(), ...JOE_KUO.map(directions)];

/**
 * Coordinate of the point with this index in [0, 2^32): a multiple of 2^-32 in [0, 1). Point 0 is all zeros.
 * Throws RangeError for a dimension that is not a whole number in [0, MAX_SOBOL_DIMENSIONS).
 */
export function sobolPoint(index: number, dimension: number): number {
  return sobolBits(index, dimension) * 2 ** -BITS;
}

/** The same coordinate times 2^32, a whole number in [0, 2^32). */
export function sobolBits(index: number, dimension: number): number {
  const columns = DIRECTIONS[dimension];
  if (columns === undefined)
    throw new RangeError(
      `Sobol' points have the dimensions 0 to ${MAX_SOBOL_DIMENSIONS - 1}, there is no ${dimension}`,
    );
  let bits = 0;
  let gray = (index ^ (index >>> 1)) >>> 0;
  for (let i = 0; gray !== 0; i++) {
    if ((gray & 1) === 1) bits ^= columns[i]!;
    gray >>>= 1;
  }
  return bits >>> 0;
}

/** The direction numbers v_i = m_i 2^(32 - i) of one dimension, by the recurrence of Joe and Kuo's notes (2008), equation 2. */
function directions(row: readonly number[]): Uint32Array {
  const [inner = 0, ...initial] = row;
  const degree = initial.length;
  const columns = new Uint32Array(BITS);
  for (let i = 0; i < BITS; i++) {
    if (i < degree) {
      columns[i] = initial[i]! << (BITS - 1 - i);
      continue;
    }
    let column = columns[i - degree]! ^ (columns[i - degree]! >>> degree);
    for (let j = 1; j < degree; j++) {
      if (((inner >>> (degree - 1 - j)) & 1) === 1) column ^= columns[i - j]!;
    }
    columns[i] = column;
  }
  return columns;
}

function vanDerCorput(): Uint32Array {
  return Uint32Array.from({ length: BITS }, (_, i) => 1 << (BITS - 1 - i));
}
