// Seed text -> the draw of any channel in any turn of any run. The only door through which chance reaches the reference.

import { chanceWord, channelKey, uniform32, uniform53 } from '../chance/channel.ts';
import type { Model } from '../model/model.ts';
import type { Position } from './position.ts';

/** The uniform number in (0, 1) of channel `channel` (index into `model.channels`); `turn` counts from 0. */
export interface Draws {
  draw(channel: number, world: number, replication: number, turn: number): number;
}

/** Every draw of chance that a run of this model can ask for. The same seed text gives the same draws, on every machine. */
export function createDraws(model: Model, seed: string): Draws {
  const channels = model.channels.map(({ name, kind }) => ({ key: channelKey(seed, name), kind }));
  return {
    draw: (channel, world, replication, turn) => {
      const { key, kind } = channels[channel]!;
      if (kind === 'word') return uniform32(chanceWord(key, world, replication, turn));
      return uniform53(key, world, replication, turn);
    },
  };
}

/** The draw of a channel in the turn that a position stands in. */
export function drawAt(draws: Draws, position: Position, channel: number): number {
  return draws.draw(channel, position.world, position.replication, position.turn);
}
