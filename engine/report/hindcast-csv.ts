// Hindcast -> CSV: one row for each variant and observation, every row readable alone.

import { batchColumns } from './batch-facts.ts';
import { csv } from './csv.ts';
import type { Hindcast } from './hindcast.ts';

/** CSV by RFC 4180 with a line of names; numbers at full precision. */
export function hindcastCsv(hindcast: Hindcast): string {
  const { policy, doctrine, series, digest } = hindcast;
  return csv(
    hindcast.observations.map((row) => {
      const about = series.find(({ name }) => name === row.series);
      return {
        ...batchColumns(hindcast),
        policy,
        doctrine,
        variant: row.variant,
        series: row.series,
        label: about?.label,
        unit: about?.unit,
        period: row.period,
        first_turn: row.turns?.[0],
        last_turn: row.turns?.[1],
        observed: row.observed,
        ...row.quantiles,
        position: row.position,
        position_mcse: row.mcse,
        below: row.below,
        equal: row.equal,
        verdict: row.verdict,
        held: row.held,
        n: row.n,
        missing: row.missing,
        sources: about?.sources.join(' '),
        trust: about?.trust,
        informs: about?.informs.join(' '),
        note: about?.note,
        digest,
      };
    }),
  );
}
