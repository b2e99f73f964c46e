// Seed + a world's number -> the half that the world belongs to: what is proposed on one half is confirmed on the other.

import { chanceWord, channelKey } from '../chance/channel.ts';

/**
 * True for about every second world. By chance and not by parity: the last bit of a world's number is the first bit of its Sobol' points, so
 * even worlds would lie in one half of the first uncertainty. Of worlds 2k and 2k + 1 one is in each half.
 */
export function createHalves(seed: string): (world: number) => boolean {
  const key = channelKey(seed, 'halves of the worlds');
  return (world) => ((chanceWord(key, Math.floor(world / 2), 0, 0) >>> 31) ^ (world & 1)) === 1;
}
