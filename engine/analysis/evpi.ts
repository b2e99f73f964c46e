// In: the arms of a batch and one outcome. Out: what it would be worth to know the world before choosing a policy (but not the dice within it).
import { performanceOf } from './performance.ts';
import type { Arm, Better } from './ranking.ts';
import type { Sample } from './sample.ts';
import { againstBest, largestAt, meanOf, type ValueOfInformation, worthWithError } from './value-of-information.ts';

/** What it would be worth to know everything before choosing, in the outcome's unit. */
export interface Evpi extends ValueOfInformation {
  /** The policy that is best on average, which is chosen without information. */
  readonly without: string;
  readonly worlds: number;
  /** Worlds left out because some arm has no value in them. */
  readonly dropped: number;
}

/**
 * Expected value of perfect information about the uncertainties (Raiffa and Schlaifer 1961; Claxton 1999): mean over worlds of max over policies of
 * the world's mean, less the max over policies of the overall mean. Means of few replications are noisy, and the max of noisy means flatters; so
 * `attained` chooses in each world by every second replication and is judged by the others, both ways round. The truth lies between the two on
 * average, and they meet as replications grow. With one replication a world `attained` is null and `estimate` counts luck as if it could be known.
 * Throws a RangeError as `performanceOf` does.
 */
export function evpi(arms: readonly Arm[], better: Better): Evpi {
  const measured = performanceOf(arms, better);
  const rows = turned(measured.values, better);
  const { best, gains } = againstBest(rows);
  const informed = gains[0]!.map((_, world) => gains[largestAt(gains, world)]![world]!);
  return {
    ...worthWithError(meanOf(informed), informed, attainedGain(arms, better, measured.policies[best]!)),
    without: measured.policies[best]!,
    worlds: measured.worlds.length,
    dropped: measured.dropped,
  };
}

function attainedGain(arms: readonly Arm[], better: Better, without: string): number | null {
  if (arms[0]!.sample.replications < 2) return null;
  const halves = [0, 1].map((half) => arms.map(({ name, sample }) => ({ name, sample: onlyHalf(sample, half) })));
  const joint = arms.flatMap((_, i) => [halves[0]![i]!, halves[1]![i]!]);
  const both = tryPerformance(joint, better);
  if (both === null) return null;
  const rows = turned(both, better);
  const [even, odd] = [0, 1].map((half) => rows.filter((_, i) => i % 2 === half)) as [Float64Array[], Float64Array[]];
  const base = arms.findIndex(({ name }) => name === without);
  const gains = even[0]!.map((_, world) => {
    const byEven = odd[largestAt(even, world)]![world]! - odd[base]![world]!;
    const byOdd = even[largestAt(odd, world)]![world]! - even[base]![world]!;
    return (byEven + byOdd) / 2;
  });
  return meanOf(gains);
}

/** Rows of all halves over the worlds in which all have a value; null when there is none. */
function tryPerformance(arms: readonly Arm[], better: Better): readonly Float64Array[] | null {
  const distinct = arms.map(({ sample }, i) => ({ name: String(i), sample }));
  const present = distinct.every(({ sample }) => sample.values.some((value) => !Number.isNaN(value)));
  return present ? performanceOf(distinct, better).values : null;
}

/** The replications with this remainder by 2; the others missing. */
function onlyHalf(sample: Sample, half: number): Sample {
  const values = sample.values.map((value, i) => ((i % sample.replications) % 2 === half ? value : Number.NaN));
  return { ...sample, values };
}

function turned(rows: readonly Float64Array[], better: Better): Float64Array[] {
  return rows.map((row) => (better === 'higher' ? row : row.map((value) => 0 - value)));
}
