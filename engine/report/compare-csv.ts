// Comparison -> CSV: one row for each arm and outcome, every row readable alone.

import { batchColumns } from './batch-facts.ts';
import type { Comparison } from './comparison.ts';
import { type CsvValue, csv } from './csv.ts';

/** CSV by RFC 4180 with a line of names; numbers at full precision. */
export function compareCsv(comparison: Comparison): string {
  return csv(comparison.estimates.map((estimate) => rowOf(comparison, estimate)));
}

function rowOf(comparison: Comparison, row: Comparison['estimates'][number]): Record<string, CsvValue> {
  const { baseline, digest } = comparison;
  const outcome = comparison.outcomes.find(({ name }) => name === row.outcome);
  const change = comparison.differences.find(({ arm, outcome: name }) => arm === row.arm && name === row.outcome);
  return {
    ...batchColumns(comparison),
    variant: row.variant,
    policy: row.policy,
    doctrine: row.doctrine,
    outcome: row.outcome,
    label: outcome?.label,
    unit: outcome?.unit,
    better: outcome?.better,
    kind: outcome?.kind,
    estimate: row.estimate,
    mcse: row.mcse,
    low: row.interval?.low,
    high: row.interval?.high,
    n: row.n,
    missing: row.missing,
    failed: comparison.arms[row.arm]?.failed,
    ...row.quantiles,
    epistemic: row.variance.epistemic,
    aleatory: row.variance.aleatory,
    baseline,
    difference: change?.estimate,
    difference_mcse: change?.mcse,
    difference_low: change?.interval?.low,
    difference_high: change?.interval?.high,
    verdict: change?.verdict,
    variance_reduction: change?.varianceReduction,
    digest,
  };
}
