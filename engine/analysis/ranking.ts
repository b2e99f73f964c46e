// In: the arms of a batch by name, one outcome, and which direction is better. Out: the best arm and which others may equal it.
// It carries the line "which policy, how sure, compared with what".
import { type Difference, difference } from './difference.ts';
import { estimateMean } from './estimate-mean.ts';
import { estimateShare } from './estimate-share.ts';
import { CONFIDENCE, type Interval } from './interval.ts';
import type { Measure, Sample } from './sample.ts';

/** Which direction of an outcome is better. */
export type Better = 'lower' | 'higher';

/** One outcome of one arm, over the same futures as that of the others. */
export interface Arm {
  readonly name: string;
  readonly sample: Sample;
}

/** One arm in the ranking; plain data in the outcome's unit. */
export interface RankedArm {
  readonly name: string;
  readonly estimate: number | null;
  readonly mcse: number | null;
  /** 95 % interval of the arm alone. */
  readonly interval: Interval | null;
  /** This arm minus the best, at the Bonferroni-adjusted confidence; null for the best itself and where nothing was measured. */
  readonly toBest: Difference | null;
  /** The batch shows this arm to be worse than the best. */
  readonly worse: boolean;
}

/** Who is best, and who may be. Plain data. */
export interface Ranking {
  /** Name of the arm with the best estimate, the first given of equals; null when no arm has a value. */
  readonly best: string | null;
  readonly better: Better;
  /** Best first; arms without a value last. */
  readonly arms: readonly RankedArm[];
  /** Names of the other arms that cannot be told apart from the best, best first; with `best` they are the candidates. */
  readonly notToldApart: readonly string[];
  /** With this confidence the truly best arm is among the candidates. */
  readonly confidence: number;
  /** Confidence of each single comparison: 1 - (1 - confidence) / comparisons. */
  readonly comparisonConfidence: number;
}

/**
 * Ranks arms over the same futures by their estimate and compares each with the best by paired difference, Bonferroni-adjusted for the
 * k - 1 comparisons. The best is chosen by the same data; that costs nothing here, because the truly best arm is left out only
 * if some one of the k - 1 others falsely appears better than it, and the sum of these chances is bounded (multiple comparisons with
 * the best: Hsu 1984, Ann. Stat. 12, 1136-1144; with common random numbers: Nelson and Matejcik 1995, Manag. Sci. 41, 1935-1945).
 * Holm's step-down would tell more arms apart but lose that guarantee. With missing values each comparison is over the
 * pairs present in both arms. Throws a RangeError for malformed samples, different shapes or a name given twice.
 */
export function rankArms(arms: readonly Arm[], measure: Measure, better: Better): Ranking {
  if (new Set(arms.map((arm) => arm.name)).size < arms.length) throw new RangeError('an arm is named twice');
  const sorted = arms
    .map((arm) => ({ ...arm, ...summarise(arm.sample, measure) }))
    .sort((a, b) => badness(a, better) - badness(b, better));
  const measured = sorted.filter((arm) => arm.estimate !== null);
  const best = measured[0];
  const comparisonConfidence = 1 - (1 - CONFIDENCE) / Math.max(1, measured.length - 1);
  const ranked = sorted.map(({ name, sample, estimate, mcse, interval }): RankedArm => {
    const compared = best !== undefined && name !== best.name && estimate !== null;
    const toBest = compared ? difference(sample, best.sample, measure, comparisonConfidence) : null;
    const worse = toBest !== null && toBest.verdict === (better === 'lower' ? 'higher' : 'lower');
    return { name, estimate, mcse, interval, toBest, worse };
  });
  return {
    best: best?.name ?? null,
    better,
    arms: ranked,
    notToldApart: ranked.filter((arm) => arm.toBest !== null && !arm.worse).map((arm) => arm.name),
    confidence: CONFIDENCE,
    comparisonConfidence,
  };
}

function summarise(sample: Sample, measure: Measure): Pick<RankedArm, 'estimate' | 'mcse' | 'interval'> {
  const { estimate, mcse, interval } = measure === 'share' ? estimateShare(sample) : estimateMean(sample);
  return { estimate, mcse, interval };
}

/** Finite, so that two arms without a value compare as equal. */
function badness(arm: { readonly estimate: number | null }, better: Better): number {
  if (arm.estimate === null) return Number.MAX_VALUE;
  return better === 'lower' ? arm.estimate : -arm.estimate;
}
