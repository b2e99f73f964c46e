// The seed of a batch -> the chance that a report needs of its own: which worlds are drawn into a resample, how cases fall into halves.

import type { UnitPoints } from '../analysis/unit-points.ts';
import { channelKey, MAX_REPLICATIONS, uniform53 } from '../chance/channel.ts';

/** `use` names what it is for; different uses are independent. No run of the batch sees these draws. */
export function resamplePoints(seed: string, use: string): UnitPoints {
  const key = channelKey(seed, `resample:${use}`);
  // A batch may have more worlds than a channel has replications: what is beyond goes to the next turn.
  return (row, dimension) =>
    uniform53(key, row, dimension % MAX_REPLICATIONS, Math.floor(dimension / MAX_REPLICATIONS));
}
