// In: the arms of a batch and one outcome. Out: one number for each arm and world, on which robustness, fronts and the worth of knowing rest.
// The worlds are the scenarios of the decision literature; chance within a world is averaged away first, as far as the replications allow.
import type { Arm, Better } from './ranking.ts';
import { checkSample, type Sample } from './sample.ts';
import { varianceShares } from './variance-shares.ts';
import { worldMeans } from './world-shares.ts';

/** Plain data. Every policy was run in the same worlds. */
export interface Performance {
  /** Names, all different, at least one. */
  readonly policies: readonly string[];
  /** `values[policy][world]`: mean over the replications, in the outcome's unit, finite. Worlds are independent draws. */
  readonly values: readonly Float64Array[];
  readonly better: Better;
}

export interface PerformanceOfArms extends Performance {
  /** Numbers of the worlds kept, ascending: `values[policy][i]` is of world `worlds[i]`. */
  readonly worlds: readonly number[];
  /** Worlds left out because some arm has no value in them. */
  readonly dropped: number;
  /**
   * By policy: the share of the variance of its world means that is only chance left over from too few replications, 0..1. Null when it cannot
   * be told (one replication, no spread). It widens every measure of spread and pulls extremes outwards.
   */
  readonly chance: readonly (number | null)[];
}

/** Throws a RangeError for arms of different worlds, a name given twice, no arm, or no world in which all arms have a value. */
export function performanceOf(arms: readonly Arm[], better: Better): PerformanceOfArms {
  for (const { sample } of arms) checkSample(sample);
  const all = arms.map(({ sample }) => worldMeans(sample));
  if (all.some(({ length }) => length !== all[0]!.length))
    throw new RangeError('arms can be compared only over the same worlds');
  const worlds = [...(all[0] ?? []).keys()].filter((world) => all.every((means) => !Number.isNaN(means[world]!)));
  const measured = {
    policies: arms.map(({ name }) => name),
    values: all.map((means) => Float64Array.from(worlds, (world) => means[world]!)),
    better,
  };
  checkPerformance(measured);
  const dropped = (all[0]?.length ?? 0) - worlds.length;
  return { ...measured, worlds, dropped, chance: arms.map(({ sample }) => chanceLeft(sample)) };
}

/** Throws a RangeError when the shape is not as promised: a fault of the caller, not of the data. */
export function checkPerformance({ policies, values }: Performance): void {
  if (policies.length === 0 || policies.length !== values.length)
    throw new RangeError('every policy needs its row of worlds');
  if (new Set(policies).size < policies.length) throw new RangeError('a policy is named twice');
  const worlds = values[0]!.length;
  if (worlds === 0) throw new RangeError('no world in which every policy has a value');
  if (values.some((row) => row.length !== worlds)) throw new RangeError('every policy needs a value in every world');
  if (!values.every((row) => row.every(Number.isFinite))) throw new RangeError('a performance must be finite');
}

/** Rows turned so that larger is better: f' = f where higher is better, otherwise -f. */
export function largerIsBetter({ values, better }: Performance): Float64Array[] {
  return values.map((row) => (better === 'higher' ? row : row.map((value) => 0 - value)));
}

/** With r replications and shares e and a of the variance of single runs, a world mean varies by e + a / r. */
function chanceLeft(sample: Sample): number | null {
  const { epistemic, aleatory } = varianceShares(sample);
  if (epistemic === null || aleatory === null) return null;
  const left = aleatory / sample.replications;
  return left / (epistemic + left);
}
