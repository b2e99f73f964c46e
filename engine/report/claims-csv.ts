// Claims put to the test -> CSV: one row for each claim, variant and condition, every row readable alone.

import { batchColumns } from './batch-facts.ts';
import type { ClaimRow, ClaimsReport, ClaimsSection, ConditionRow, TestedClaim } from './claims.ts';
import { type CsvValue, csv } from './csv.ts';
import { printSplit } from './test-claims.ts';

/** CSV by RFC 4180 with a line of names; numbers at full precision. */
export function claimsCsv({ sections }: ClaimsReport): string {
  return csv(
    sections.flatMap((section) =>
      section.claims.flatMap((claim) =>
        claim.rows.flatMap((row) => {
          const conditions = row.conditions.length === 0 ? [undefined] : row.conditions;
          return conditions.map((condition) => rowOf(section, claim, row, condition));
        }),
      ),
    ),
  );
}

function rowOf(
  section: ClaimsSection,
  claim: TestedClaim,
  row: ClaimRow,
  condition: ConditionRow | undefined,
): Record<string, CsvValue> {
  return {
    ...batchColumns(section),
    claim: claim.id,
    kind: claim.kind,
    sources: claim.sources.join(' '),
    says: claim.says,
    variant: row.variant,
    worlds_inside: row.worldsInside,
    verdict: row.verdict,
    only_if: row.onlyIf,
    reason: row.reason,
    condition: condition?.text,
    within: condition?.within,
    effect: condition?.estimate,
    mcse: condition?.mcse,
    low: condition?.interval?.low,
    high: condition?.interval?.high,
    n: condition?.n,
    missing: condition?.missing,
    condition_verdict: condition?.verdict,
    overall: condition?.overall,
    hold: condition?.shares.holds.share,
    hold_low: condition?.shares.holds.interval?.low,
    hold_high: condition?.shares.holds.interval?.high,
    tie: condition?.shares.ties.share,
    against: condition?.shares.against.share,
    split: condition?.split == null ? null : printSplit(condition.split),
    note: condition?.note,
  };
}
