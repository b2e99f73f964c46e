// Result of a batch -> the comparison: every arm's estimates, its difference to the baseline, the rankings, what failed.

import { difference } from '../analysis/difference.ts';
import { estimateMean } from '../analysis/estimate-mean.ts';
import { estimateShare } from '../analysis/estimate-share.ts';
import { quantiles } from '../analysis/quantiles.ts';
import { rankArms } from '../analysis/ranking.ts';
import type { Sample } from '../analysis/sample.ts';
import { varianceShares } from '../analysis/variance-shares.ts';
import { type BatchResult, sampleOf } from '../batch/batch-result.ts';
import type { PlannedArm } from '../batch/plan-batch.ts';
import type { FailedRun } from '../model/block.ts';
import type { Outcome } from '../model/model.ts';
import { questionFacts, scenarioFacts } from './batch-facts.ts';
import {
  type ArmNames,
  COMPARE_FORMAT,
  type Comparison,
  type DifferenceRow,
  type EstimateRow,
  type FailureRow,
  type RankingRow,
} from './comparison.ts';
import { compareCommand, runCommand } from './reproduce-command.ts';

export interface CompareOptions {
  /** What the person typed to name the scenario, for the commands that reproduce. */
  readonly scenario: string;
  /** The question that the scenario asks. */
  readonly question: string;
  /** Version of this program. */
  readonly version: string;
  /** A policy of the plan. */
  readonly baseline: string;
  /** Names of the outcomes to estimate; all of them unless told. A table needs only those that it shows. */
  readonly outcomes?: readonly string[];
}

/** Errors and intervals are those of the estimators in `analysis`; an outcome without a value gives nulls. */
export function compareArms(result: BatchResult, options: CompareOptions): Comparison {
  const { plan } = result;
  const model = plan.models[0]!;
  const isWanted = ({ name }: Outcome): boolean => options.outcomes?.includes(name) ?? true;
  const wanted = [...model.outcomes.entries()].filter(([, outcome]) => isWanted(outcome));
  return {
    format: COMPARE_FORMAT,
    scenario: {
      ...scenarioFacts(model),
      question: options.question,
      turns: model.turns,
    },
    engine: { name: result.engine, version: options.version, refusals: result.refusals },
    ...questionFacts(plan.question),
    baseline: options.baseline,
    arms: plan.arms.map((arm) => ({ ...namesOf(arm), runs: plan.futures, failed: failuresOf(result, arm).length })),
    outcomes: model.outcomes.map(({ name, label, unit, better, kind }) => ({ name, label, unit, better, kind })),
    estimates: plan.arms.flatMap((arm) => wanted.map(([index, outcome]) => estimateRow(result, arm, outcome, index))),
    differences: plan.arms.flatMap((arm) => differenceRows(result, arm, options.baseline, wanted)),
    rankings: rankingRows(result, wanted),
    failures: result.failed.map((run) => failureRow(result, run, options.scenario)),
    timing: { ...result.timing, runs: plan.runs },
    digest: result.digest,
    reproduce: compareCommand(options.scenario, plan.question, options.baseline, model),
  };
}

function namesOf(arm: PlannedArm): ArmNames {
  return { arm: arm.index, ...arm.names };
}

function failuresOf(result: BatchResult, arm: PlannedArm): readonly FailedRun[] {
  return result.failed.filter((run) => run.arm === arm.index);
}

function estimateRow(result: BatchResult, arm: PlannedArm, outcome: Outcome, index: number): EstimateRow {
  const sample = sampleOf(result, arm.index, index);
  const { estimate, mcse, interval, n, missing, note } = summary(sample, outcome);
  const { p05, p25, p50, p75, p95 } = quantiles(sample);
  const variance = varianceShares(sample);
  return {
    ...namesOf(arm),
    outcome: outcome.name,
    estimate,
    mcse,
    interval,
    n,
    missing,
    quantiles: { p05, p25, p50, p75, p95 },
    variance: {
      epistemic: variance.epistemic,
      aleatory: variance.aleatory,
      interval: variance.interval,
      reason: variance.reason,
    },
    note,
  };
}

function summary(sample: Sample, outcome: Outcome) {
  return outcome.kind === 'share' ? estimateShare(sample) : estimateMean(sample);
}

/** Outcomes with their numbers in the model. */
type Wanted = readonly (readonly [index: number, outcome: Outcome])[];

function differenceRows(result: BatchResult, arm: PlannedArm, baseline: string, wanted: Wanted): DifferenceRow[] {
  const other = result.plan.arms.find(
    (candidate) => candidate.names.policy === baseline && isSameGroup(candidate, arm),
  );
  if (other === undefined || other === arm) return [];
  return wanted.map(([index, { name, kind }]) => ({
    ...namesOf(arm),
    outcome: name,
    baseline,
    ...difference(sampleOf(result, arm.index, index), sampleOf(result, other.index, index), kind),
  }));
}

function isSameGroup(a: PlannedArm, b: PlannedArm): boolean {
  return a.names.variant === b.names.variant && a.names.doctrine === b.names.doctrine;
}

function rankingRows(result: BatchResult, wanted: Wanted): RankingRow[] {
  const { arms } = result.plan;
  const firsts = arms.filter((arm) => arms.find((other) => isSameGroup(arm, other)) === arm);
  return firsts.flatMap((first) => {
    const group = arms.filter((arm) => isSameGroup(arm, first));
    return wanted.flatMap(([index, outcome]) => rankingRow(result, group, outcome, index));
  });
}

function rankingRow(result: BatchResult, group: readonly PlannedArm[], outcome: Outcome, index: number): RankingRow[] {
  if (outcome.better === 'neither') return [];
  const arms = group.map((arm) => ({ name: arm.names.policy, sample: sampleOf(result, arm.index, index) }));
  const { best, arms: ranked, notToldApart, confidence } = rankArms(arms, outcome.kind, outcome.better);
  const { variant, doctrine } = group[0]!.names;
  const order = ranked.map((arm) => arm.name);
  return [{ variant, doctrine, outcome: outcome.name, best, order, notToldApart, confidence }];
}

function failureRow(result: BatchResult, run: FailedRun, scenario: string): FailureRow {
  const arm = result.plan.arms[run.arm]!;
  const phase = result.plan.models[arm.model]!.phases[run.phase]?.name ?? null;
  const { world, replication, reason, element } = run;
  return {
    ...namesOf(arm),
    world,
    replication,
    reason,
    turn: run.turn + 1,
    phase,
    element,
    reproduce: runCommand(scenario, result.plan.question, arm.names, world, replication),
  };
}
