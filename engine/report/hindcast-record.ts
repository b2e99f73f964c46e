// Result of a batch whose outcomes are the record's observations -> the hindcast: every observation's place, and how many lie inside.

import { estimateMean } from '../analysis/estimate-mean.ts';
import { expectedHits } from '../analysis/hits.ts';
import { quantiles } from '../analysis/quantiles.ts';
import { rankPosition } from '../analysis/rank-position.ts';
import { type BatchResult, sampleOf } from '../batch/batch-result.ts';
import type { PlannedArm } from '../batch/plan-batch.ts';
import type { RecordElement, SeriesElement } from '../language/scenario.ts';
import type { FailedRun } from '../model/block.ts';
import { observationName } from '../model/record-outcomes.ts';
import { questionFacts, scenarioFacts } from './batch-facts.ts';
import {
  type CalibrationRow,
  HINDCAST_FORMAT,
  type Hindcast,
  type ObservationRow,
  type SeriesRow,
  type Tally,
} from './hindcast.ts';
import { hindcastCommand, runCommand } from './reproduce-command.ts';

export interface HindcastOptions {
  /** What the person typed to name the scenario, for the commands that reproduce. */
  readonly scenario: string;
  /** Version of this program. */
  readonly version: string;
}

/** The share of runs in a band from which on an observation could hardly lie outside. */
const EASY = 0.99;

/** One arm for each variant; the outcomes of the models are those of `withRecordAsOutcomes`. */
export function hindcastRecord(result: BatchResult, record: RecordElement, options: HindcastOptions): Hindcast {
  const { plan } = result;
  const model = plan.models[0]!;
  const rows = plan.arms.map((arm) => record.series.flatMap((series) => observationRows(result, arm, series)));
  return {
    format: HINDCAST_FORMAT,
    scenario: { ...scenarioFacts(model), turns: model.turns },
    engine: { name: result.engine, version: options.version, refusals: result.refusals },
    ...questionFacts(plan.question),
    policy: plan.arms[0]!.names.policy,
    doctrine: plan.arms[0]!.names.doctrine,
    arms: plan.arms.map(({ names: { variant }, index }) => ({
      variant,
      runs: plan.futures,
      failed: result.failed.filter((run) => run.arm === index).length,
    })),
    series: record.series.map(seriesRow),
    observations: rows.flat(),
    calibration: plan.arms.map(({ names }, index) => calibrationRow(names.variant, rows[index] ?? [])),
    cannotTell: record.cannotTell,
    failures: result.failed.map((run) => failureRow(result, run, options.scenario)),
    timing: { ...result.timing, runs: plan.runs },
    digest: result.digest,
    reproduce: hindcastCommand(options.scenario, plan.question),
  };
}

function seriesRow({ name, label, unit, provenance, informs }: SeriesElement): SeriesRow {
  const { sources, trust, why, note } = provenance;
  return { name, label, unit, sources, trust, why, note, informs };
}

function observationRows(result: BatchResult, arm: PlannedArm, series: SeriesElement): ObservationRow[] {
  const { outcomes } = result.plan.models[arm.model]!;
  return series.observations.map((observation) => {
    const outcome = outcomes.findIndex(({ name }) => name === observationName(series, observation));
    const sample = sampleOf(result, arm.index, outcome);
    const { p05, p25, p50, p75, p95 } = quantiles(sample);
    const { band: _, ...position } = rankPosition(sample, observation.observed);
    const { period, turns, observed } = observation;
    return {
      variant: arm.names.variant,
      series: series.name,
      period,
      turns: turns === null ? null : [turns[0] + 1, turns[1] + 1],
      kind: outcomes[outcome]!.kind,
      observed,
      mean: estimateMean(sample).estimate,
      quantiles: { p05, p25, p50, p75, p95 },
      ...position,
    };
  });
}

function calibrationRow(variant: string, rows: readonly ObservationRow[]): CalibrationRow {
  const placed = rows.filter(({ position }) => position !== null);
  return { variant, all: tally(placed), telling: tally(placed.filter(({ held }) => (held ?? 0) < EASY)) };
}

function tally(rows: readonly ObservationRow[]): Tally {
  const counted = (test: (row: ObservationRow) => boolean): number => rows.filter(test).length;
  return {
    observations: rows.length,
    inside: counted(({ verdict }) => verdict === 'inside'),
    below: counted(({ verdict }) => verdict === 'below'),
    above: counted(({ verdict }) => verdict === 'above'),
    lowerHalf: counted(({ position }) => position !== null && position < 0.5),
    upperHalf: counted(({ position }) => position !== null && position > 0.5),
    ...expectedHits(rows.map(({ held }) => held ?? 0)),
  };
}

function failureRow(result: BatchResult, run: FailedRun, scenario: string): Hindcast['failures'][number] {
  const { names } = result.plan.arms[run.arm]!;
  const { world, replication, reason, element } = run;
  return {
    variant: names.variant,
    world,
    replication,
    reason,
    turn: run.turn + 1,
    element,
    reproduce: runCommand(scenario, result.plan.question, names, world, replication),
  };
}
