// In: performances of the same policies over the same worlds on several outcomes (cost may be one). Out: which policies no other one beats on all.
// A front drawn through estimates looks sharper than it is, so every policy also says how sure its place is.
import { blockSumOf } from './block-sum.ts';
import { RESAMPLES, resampleCounts } from './bootstrap.ts';
import { influenceVariance } from './influence-error.ts';
import { checkPerformance, largerIsBetter, type Performance } from './performance.ts';
import type { UnitPoints } from './unit-points.ts';

/** One outcome, or the cost. What does not depend on the world, such as a price, has the same value in each. */
export interface Criterion {
  readonly name: string;
  readonly measured: Performance;
}

/** Plain data. */
export interface FrontPolicy {
  readonly policy: string;
  /** Mean over worlds by criterion, each in its own unit and sign. */
  readonly means: readonly number[];
  /** Their standard errors over worlds; null where worlds do not differ. */
  readonly mcses: readonly (number | null)[];
  /** By the means: no other policy is at least as good on every criterion and better on one. */
  readonly onFront: boolean;
  /** By the means: the policies that dominate it, in the order given. */
  readonly dominatedBy: readonly string[];
  /** Share of resamples of the worlds in which it is on the front. */
  readonly share: number;
  /** `surely`: share of at least 0.95. `surely not`: at most 0.05. */
  readonly standing: 'surely' | 'maybe' | 'surely not';
}

const SURE = 0.95;

/**
 * Pareto dominance of mean performances, and the share of bootstrap resamples of the worlds, the same for all policies and criteria, in which a
 * policy is not dominated. Resampled worlds carry their replications with them. Equal policies do not dominate each other. A share is itself known
 * to about sqrt(share (1 - share) / resamples) as far as resampling goes; two policies that are truly equal on a criterion leave each other in doubt
 * in any batch. Throws a RangeError without a criterion, or for criteria of other policies or worlds.
 */
export function paretoFront(criteria: readonly Criterion[], points: UnitPoints, resamples = RESAMPLES): FrontPolicy[] {
  const policies = checkCriteria(criteria);
  const rows = criteria.map(({ measured }) => largerIsBetter(measured));
  const worlds = rows[0]![0]!.length;
  const meansBy = (counts: Uint32Array | null): number[][] =>
    policies.map((_, policy) =>
      rows.map((row) => blockSumOf(worlds, (world) => (counts?.[world] ?? 1) * row[policy]![world]!) / worlds),
    );
  const times = new Uint32Array(policies.length);
  for (let b = 0; b < resamples; b++) {
    const means = meansBy(resampleCounts(points, worlds, b));
    means.forEach((own, policy) => {
      if (!means.some((other) => dominates(other, own))) times[policy]! += 1;
    });
  }
  const means = meansBy(null);
  return policies.map((policy, i): FrontPolicy => {
    const dominatedBy = policies.filter((_, other) => dominates(means[other]!, means[i]!));
    const share = times[i]! / resamples;
    return {
      policy,
      means: criteria.map(({ measured }, c) => (measured.better === 'higher' ? 1 : -1) * means[i]![c]! + 0),
      mcses: rows.map((row) => errorOfMean(row[i]!)),
      onFront: dominatedBy.length === 0,
      dominatedBy,
      share,
      standing: share >= SURE ? 'surely' : share <= 1 - SURE ? 'surely not' : 'maybe',
    };
  });
}

/** Both with larger better. */
function dominates(one: readonly number[], other: readonly number[]): boolean {
  return one.every((value, i) => value >= other[i]!) && one.some((value, i) => value > other[i]!);
}

function checkCriteria(criteria: readonly Criterion[]): readonly string[] {
  const [first] = criteria;
  if (first === undefined) throw new RangeError('a front needs at least one criterion');
  const { policies, values } = first.measured;
  for (const { name, measured } of criteria) {
    checkPerformance(measured);
    if (measured.policies.join('\n') !== policies.join('\n') || measured.values[0]!.length !== values[0]!.length)
      throw new RangeError(`${name} has other policies or worlds than ${first.name}`);
  }
  return policies;
}

/** s / sqrt(n). */
function errorOfMean(row: Float64Array): number | null {
  const error = Math.sqrt(influenceVariance(row));
  return error > 0 ? error : null;
}
