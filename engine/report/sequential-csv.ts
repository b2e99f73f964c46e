// Looks of a sequential batch -> CSV: one row for each look and difference, every row readable alone.

import { goalText } from '../batch/sequential/goal.ts';
import type { SequentialResult } from '../batch/sequential/run-sequential.ts';
import { type CsvValue, csv } from './csv.ts';

/** CSV by RFC 4180 with a line of names; numbers at full precision. */
export function chooseCsv(result: SequentialResult): string {
  const { plan, settled } = result.sequential;
  const { id, version, hash } = plan.models[0]!;
  const { seed, design, replications } = plan.question;
  const { stopping } = settled;
  return csv(
    result.looks.flatMap(({ runs, worlds, comparisons, goals }, look) =>
      comparisons.map(({ n, mean, variance, interval, status }, place): Record<string, CsvValue> => {
        const { goal, outcome, arm, baseline } = stopping.comparisons[place]!;
        const { variant, doctrine, policy } = plan.arms[Number(arm)]!.names;
        return {
          ...{ scenario: id, version, hash, seed, design, replications },
          look: look + 1,
          runs,
          goal: goalText(settled.goals[goal]!.goal),
          goal_status: goals[goal],
          variant,
          doctrine,
          outcome,
          policy,
          baseline: plan.arms[Number(baseline)]!.names.policy,
          policy_worlds: worlds[Number(arm)],
          baseline_worlds: worlds[Number(baseline)],
          worlds: n,
          difference: n > 0 ? mean : null,
          mcse: n > 1 && variance > 0 ? Math.sqrt(variance / n) : null,
          low: interval?.low,
          high: interval?.high,
          status,
        };
      }),
    ),
  );
}
