// Looking things up in a comparison: one group of arms at a time, one row for a policy and an outcome.

import type { Comparison, DifferenceRow, EstimateRow, OutcomeRow, RankingRow } from './comparison.ts';

/** The arms under one variant and doctrine: these are compared with one another. */
export interface Group {
  readonly variant: string;
  readonly doctrine: string;
}

export function groupsOf({ arms }: Comparison): Group[] {
  const keys = new Map(arms.map(({ variant, doctrine }) => [`${variant}/${doctrine}`, { variant, doctrine }]));
  return [...keys.values()];
}

function isIn(group: Group, row: Group): boolean {
  return row.variant === group.variant && row.doctrine === group.doctrine;
}

export function estimateOf(
  { estimates }: Comparison,
  group: Group,
  { name }: OutcomeRow,
  policy: string,
): EstimateRow | undefined {
  return estimates.find((row) => row.outcome === name && row.policy === policy && isIn(group, row));
}

/** Undefined for the baseline itself. */
export function differenceOf(
  { differences }: Comparison,
  group: Group,
  { name }: OutcomeRow,
  policy: string,
): DifferenceRow | undefined {
  return differences.find((row) => row.outcome === name && row.policy === policy && isIn(group, row));
}

/** Undefined where no direction is better. */
export function rankingOf({ rankings }: Comparison, group: Group, { name }: OutcomeRow): RankingRow | undefined {
  return rankings.find((row) => row.outcome === name && isIn(group, row));
}

/** Best first where a direction is better, else as asked. */
export function policyOrder(comparison: Comparison, group: Group, outcome: OutcomeRow): readonly string[] {
  const asked = comparison.arms.filter((arm) => isIn(group, arm)).map((arm) => arm.policy);
  return rankingOf(comparison, group, outcome)?.order ?? asked;
}

/** Smallest and largest share of runs in which the outcome has no value though the run did not fail. */
export function missingShares(comparison: Comparison, group: Group, { name }: OutcomeRow): readonly [number, number] {
  const shares = comparison.estimates
    .filter((row) => row.outcome === name && isIn(group, row))
    .map(({ arm, missing }) => {
      const { runs, failed } = comparison.arms[arm]!;
      return runs > failed ? (missing - failed) / (runs - failed) : 0;
    });
  return [Math.min(...shares), Math.max(...shares)];
}
