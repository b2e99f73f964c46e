// Audit -> CSV: one row for each number and flip (one without, when it has none), every row readable alone.

import type { Audit, AuditFlip, AuditRow } from './audit.ts';
import { batchColumns } from './batch-facts.ts';
import { csv } from './csv.ts';

/** CSV by RFC 4180 with a line of names; numbers at full precision. */
export function auditCsv(audit: Audit): string {
  return csv(audit.numbers.flatMap((row) => (row.flips.length === 0 ? [null] : row.flips).map(rowOf(audit, row))));
}

function rowOf(audit: Audit, row: AuditRow) {
  const { outcome, doctrine, variant, recommended } = audit;
  const [low, high] = [row.points[0], row.points.at(-1)];
  return (flip: AuditFlip | null) => ({
    ...batchColumns(audit),
    variant,
    doctrine,
    outcome: outcome.name,
    better: outcome.better,
    recommended: recommended?.policy,
    number: row.name,
    kind: row.kind,
    grade: row.grade,
    unit: row.unit,
    members: row.members,
    low: row.range.low,
    base: row.base,
    high: row.range.high,
    verdict: row.verdict,
    lead_low: low?.lead,
    standing_low: low?.standing,
    rival_low: low?.rival,
    lead_high: high?.lead,
    standing_high: high?.standing,
    rival_high: high?.rival,
    smallest_lead: row.smallest?.lead,
    smallest_at: row.smallest?.value,
    smallest_rival: row.smallest?.rival,
    flip: flip?.value,
    flip_low: flip?.interval.low,
    flip_high: flip?.interval.high,
    lost: flip?.lost,
    clear: flip === null ? null : String(flip.clear),
    flips_to: flip?.to,
  });
}
