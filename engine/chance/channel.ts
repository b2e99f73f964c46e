// In: the seed text, a channel's name, and where a run stands (world, replication, turn). Out: that channel's random numbers.
// Every draw is a pure function of these, so no draw depends on another channel, on the policy, or on who asks first.

import seedrandom from 'seedrandom';
import { threefry2x32 } from './threefry.ts';

/** The generator's key for one named channel: two words in [0, 2^32). */
export interface ChannelKey {
  readonly k0: number;
  readonly k1: number;
}

/** Turns are counted from 0 to MAX_TURNS - 1. */
export const MAX_TURNS = 4096;
/** Replications are counted from 0 to MAX_REPLICATIONS - 1. */
export const MAX_REPLICATIONS = 2 ** 20;
/** Worlds are counted from 0 to MAX_WORLDS - 1. */
export const MAX_WORLDS = 2 ** 32;

/** The smallest and the largest number that uniform53 can give. */
export const SMALLEST_UNIFORM: number = 2 ** -54;
export const LARGEST_UNIFORM: number = 1 - 2 ** -53;

/**
 * The key of a channel under a seed, both any text. Costs some ten microseconds: make it once a scenario, not once a draw.
 *
 * seedrandom (ARC4) repeats short keys and keeps only the low 8 bits of each character. Therefore it is given the UTF-8
 * bytes of the JSON list [seed, channel]: no such text is a repetition of another, and no character is cut.
 */
export function channelKey(seed: string, channel: string): ChannelKey {
  const generator = seedrandom(bytesAsText(JSON.stringify([seed, channel])));
  const k0 = generator.int32() >>> 0;
  const k1 = generator.int32() >>> 0;
  return { k0, k1 };
}

/**
 * The 32-bit word of a chance in one turn, in [0, 2^32). One block of the generator serves turn 2i (its first word) and turn
 * 2i + 1 (its second). Ranges: world < MAX_WORLDS, replication < MAX_REPLICATIONS, turn < MAX_TURNS, all whole and not
 * negative; they are not checked here. A channel is read by chanceWord or by uniform53, never by both: they share blocks.
 */
export function chanceWord(key: ChannelKey, world: number, replication: number, turn: number): number {
  const block = threefry2x32(key.k0, key.k1, world, replication * MAX_TURNS + (turn >> 1));
  return (turn & 1) === 0 ? block[0] : block[1];
}

/** The uniform number of a 32-bit word: (word + 1/2) / 2^32, in (0, 1). */
export function uniform32(word: number): number {
  return (word + 0.5) * 2 ** -32;
}

/**
 * A uniform number with 53 bits for a continuous draw in one turn, in [SMALLEST_UNIFORM, LARGEST_UNIFORM], so never 0 or 1.
 * One block a turn; ranges as for chanceWord.
 */
export function uniform53(key: ChannelKey, world: number, replication: number, turn: number): number {
  const block = threefry2x32(key.k0, key.k1, world, replication * MAX_TURNS + turn);
  return uniformOfBits((block[0] >>> 5) * 2 ** 26 + (block[1] >>> 6));
}

/** n / 2^53 for a whole n in [0, 2^53); 0 becomes SMALLEST_UNIFORM, which keeps the interval open. */
export function uniformOfBits(n: number): number {
  return n === 0 ? SMALLEST_UNIFORM : n * 2 ** -53;
}

function bytesAsText(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}
