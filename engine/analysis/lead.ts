// In: the arms of a batch and the one that is recommended. Out: how far it leads the best of the others, and what the batch can tell of it.

import { type Difference, difference } from './difference.ts';
import type { Interval } from './interval.ts';
import type { Arm, Better } from './ranking.ts';
import type { Measure } from './sample.ts';

/** Plain data in the outcome's unit, turned so that above 0 the recommended arm is better. */
export interface Lead {
  /** The best of the others in the mean; null when nothing could be compared. */
  readonly rival: string | null;
  readonly lead: number | null;
  readonly mcse: number | null;
  /** At the confidence of a single comparison. */
  readonly interval: Interval | null;
  /** `ahead`: better than every other; `behind`: worse than some other; `open`: the batch cannot tell. */
  readonly standing: 'ahead' | 'behind' | 'open';
}

/**
 * The smallest paired difference between the recommended arm and any other. `confidence` is that of each single comparison: whoever asks
 * about many adjusts it beforehand. Throws a RangeError as `difference` does.
 */
export function leadOf(
  arms: readonly Arm[],
  recommended: string,
  measure: Measure,
  better: Better,
  confidence: number,
): Lead {
  const own = arms.find(({ name }) => name === recommended);
  if (own === undefined) throw new RangeError(`no arm is called ${recommended}`);
  const others = arms
    .filter((arm) => arm !== own)
    .map(({ name, sample }) => ({ name, ...turned(difference(sample, own.sample, measure, confidence), better) }));
  const measured = others.filter(({ lead }) => lead !== null).sort((a, b) => a.lead! - b.lead!);
  const nearest = measured[0];
  if (nearest === undefined) return { rival: null, lead: null, mcse: null, interval: null, standing: 'open' };
  const isBehind = measured.some(({ interval }) => interval !== null && interval.high < 0);
  const isAhead =
    measured.length === others.length && measured.every(({ interval }) => interval !== null && interval.low > 0);
  return {
    rival: nearest.name,
    lead: nearest.lead,
    mcse: nearest.mcse,
    interval: nearest.interval,
    standing: isBehind ? 'behind' : isAhead ? 'ahead' : 'open',
  };
}

/** Other minus recommended is the lead where lower is better. */
function turned({ estimate, mcse, interval }: Difference, better: Better): Pick<Lead, 'lead' | 'mcse' | 'interval'> {
  if (better === 'lower' || estimate === null) return { lead: estimate, mcse, interval };
  return { lead: -estimate, mcse, interval: interval === null ? null : { low: -interval.high, high: -interval.low } };
}
