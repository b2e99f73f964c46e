// In: a plan (kind, seed, names of the uncertainties, number of worlds). Out: a function that gives each world's uniform numbers.
// Pure and without memory of worlds, so any worker can make any world in any order.

import type { DesignKind } from '../vocabulary.ts';
import { type ChannelKey, channelKey, MAX_WORLDS, SMALLEST_UNIFORM, uniform53, uniformOfBits } from './channel.ts';
import { permute } from './keyed-permutation.ts';
import { bitsBelow, digitalShift, owenScramble, type Scramble } from './scramble.ts';
import { MAX_SOBOL_DIMENSIONS, sobolBits } from './sobol.ts';

/** What a design is made from. */
export interface DesignPlan {
  readonly kind: DesignKind;
  readonly seed: string;
  /** One name a dimension, all different; a dimension's numbers hang on its name (for Sobol' also on its place). */
  readonly names: readonly string[];
  /** How many worlds there are, whole, 1 to MAX_WORLDS. */
  readonly worlds: number;
  /** For Sobol' points only; 'owen' unless told. */
  readonly scramble?: Scramble | undefined;
}

/** The uniform number in [SMALLEST_UNIFORM, LARGEST_UNIFORM] of a world and a dimension, both counted from 0. */
export type Design = (world: number, dimension: number) => number;

/**
 * - mc: independent draws; more worlds or more names change no other number.
 * - lhs: in each dimension exactly one world in each of `worlds` equal strata (McKay, Beckman and Conover 1979); more names
 *   change no other number, another number of worlds changes all.
 * - sobol: the world is the point's index, the name's place is the dimension; more worlds, or names added at the end, change
 *   no other number. Even spread is best when worlds is a power of two.
 *
 * Throws RangeError for a number of worlds out of range, for a repeated name, and for more than MAX_SOBOL_DIMENSIONS names
 * with sobol; the design throws it for a world or a dimension that the plan does not have.
 */
export function createDesign(plan: DesignPlan): Design {
  checkPlan(plan);
  const { seed, names, worlds } = plan;
  const coordinate = coordinates(plan);
  const keys = names.map((name) => channelKey(seed, `${CHANNELS[plan.kind]}:${name}`));
  return (world, dimension) => {
    const key = keys[dimension];
    if (key === undefined) throw new RangeError(`the design has ${keys.length} dimensions, there is no ${dimension}`);
    if (!(Number.isInteger(world) && world >= 0 && world < worlds))
      throw new RangeError(`the design has ${worlds} worlds, there is no ${world}`);
    return coordinate(key, world, dimension);
  };
}

const CHANNELS: Readonly<Record<DesignKind, string>> = { mc: 'uncertainty', lhs: 'lhs', sobol: 'sobol' };

type Coordinate = (key: ChannelKey, world: number, dimension: number) => number;

function coordinates(plan: DesignPlan): Coordinate {
  switch (plan.kind) {
    case 'mc':
      return (key, world) => uniform53(key, world, 0, 0);
    case 'lhs':
      return (key, world) => latinHypercube(key, world, plan.worlds);
    case 'sobol':
      return plan.scramble === 'shift' ? scrambled(digitalShift) : scrambled(owenScramble);
  }
}

function latinHypercube(key: ChannelKey, world: number, worlds: number): number {
  return placeInStratum(permute(key, worlds, world), uniform53(key, world, 0, 0), worlds);
}

/**
 * The number at a place in (0, 1) of one of equal strata of (0, 1), counted from 0. Never in the next stratum, whatever the
 * rounding, and never below SMALLEST_UNIFORM.
 */
export function placeInStratum(stratum: number, place: number, strata: number): number {
  const upper = (stratum + 1) / strata;
  const u = (stratum + place) / strata;
  if (u < SMALLEST_UNIFORM) return SMALLEST_UNIFORM;
  return u < upper ? u : upper - upper * 2 ** -53; // the next double below
}

function scrambled(scramble: (key: ChannelKey, bits: number) => number): Coordinate {
  return (key, world, dimension) => {
    const bits = sobolBits(world, dimension);
    return uniformOfBits(scramble(key, bits) * 2 ** 21 + bitsBelow(key, bits));
  };
}

function checkPlan({ kind, names, worlds }: DesignPlan): void {
  if (!(Number.isInteger(worlds) && worlds >= 1 && worlds <= MAX_WORLDS))
    throw new RangeError(`a design has a whole number of worlds from 1 to ${MAX_WORLDS}, not ${worlds}`);
  if (new Set(names).size !== names.length)
    throw new RangeError('a design has one dimension a name, but a name stands twice');
  if (kind === 'sobol' && names.length > MAX_SOBOL_DIMENSIONS)
    throw new RangeError(`Sobol' points have at most ${MAX_SOBOL_DIMENSIONS} dimensions, not ${names.length}`);
}
