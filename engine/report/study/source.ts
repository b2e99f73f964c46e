// What a report is made from: a batch that is over, one outcome's column at a time. A batch in memory and one in a folder look the same.

import { performanceOf } from '../../analysis/performance.ts';
import type { Arm as NamedSample } from '../../analysis/ranking.ts';
import type { Sample } from '../../analysis/sample.ts';
import type { BatchResult } from '../../batch/batch-result.ts';
import type { KeptSeries } from '../../batch/over-time.ts';
import type { Plan, PlannedArm } from '../../batch/plan-batch.ts';
import type { Scenario } from '../../language/scenario.ts';
import type { Model, Outcome } from '../../model/model.ts';
import type { FailureReason } from '../../vocabulary.ts';
import type { Group, Reproduce } from './study.ts';

/** A batch that is over, with all that a report reads of it. */
export interface StudySource {
  readonly scenario: Scenario;
  readonly plan: Plan;
  /** A policy of the plan. */
  readonly baseline: string;
  /** Version of this program. */
  readonly program: string;
  readonly engine: string;
  readonly refusals: readonly string[];
  readonly failures: readonly { readonly reason: FailureReason; readonly runs: number }[];
  readonly digest: string;
  readonly reproduce: Omit<Reproduce, 'scenarioHash' | 'digest'>;
  /** Of a batch that a rule stopped: which, and when, in sentences. */
  readonly stopWords?: readonly string[];
  /** Facts of the batch that limit what it can say, beyond those that follow from its plan. */
  readonly remarks: readonly string[];
  /** What the batch kept turn by turn, if it is one that can keep anything. */
  readonly series: KeptSeries | null;
  /** `column[arm * futures + future]` of an outcome by its number in the model; NaN is missing. Asked for when it is needed and then let go. */
  readonly column: (outcome: number) => Promise<Float64Array>;
}

/** What a person asked of the report. */
export interface StudyRequest {
  /** Outcomes by their numbers in the model, at least one. */
  readonly outcomes: readonly number[];
  /** Of an outcome by name: how good a world must be. */
  readonly thresholds: ReadonlyMap<string, number>;
  /** For curves over time, for each policy. */
  readonly futures: number;
}

/** How far the report has come. */
export interface StudyProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

/** One outcome with all its values; lives only while its parts of the report are made. */
export interface OutcomeColumn {
  readonly outcome: Outcome;
  readonly sampleOf: (arm: PlannedArm) => Sample;
}

export function columnOf({ plan }: StudySource, outcome: Outcome, values: Float64Array): OutcomeColumn {
  const { worlds, replications } = plan.question;
  const { futures } = plan;
  return {
    outcome,
    sampleOf: ({ index }) => ({
      worlds,
      replications,
      values: values.subarray(index * futures, (index + 1) * futures),
    }),
  };
}

/** A batch in memory. */
export function sourceOfResult(
  result: BatchResult,
  about: Pick<StudySource, 'scenario' | 'baseline' | 'program' | 'reproduce'>,
): StudySource {
  const reasons = new Map<FailureReason, number>();
  for (const { reason } of result.failed) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    ...about,
    plan: result.plan,
    engine: result.engine,
    refusals: result.refusals,
    failures: [...reasons].map(([reason, runs]) => ({ reason, runs })),
    digest: result.digest,
    remarks: [],
    series: null,
    column: (outcome) => {
      const column = result.columns[outcome];
      return column === undefined
        ? Promise.reject(new RangeError(`no outcome ${outcome} in this batch`))
        : Promise.resolve(column);
    },
  };
}

/** Groups in the order of the plan; the first one is the main group. */
export function groupsOf({ plan }: Pick<StudySource, 'plan'>): readonly Group[] {
  const { variants, doctrines } = plan.question;
  return variants.flatMap((variant) => doctrines.map((doctrine) => ({ variant, doctrine })));
}

/** Arms of a group, policy by policy. */
export function armsIn({ plan }: Pick<StudySource, 'plan'>, { variant, doctrine }: Group): readonly PlannedArm[] {
  return plan.arms.filter(({ names }) => names.variant === variant && names.doctrine === doctrine);
}

/** The arms of a group as the estimators take them, by policy. */
export function namedSamples(source: StudySource, group: Group, column: OutcomeColumn): readonly NamedSample[] {
  return armsIn(source, group).map((arm) => ({ name: arm.names.policy, sample: column.sampleOf(arm) }));
}

export function modelOf({ plan }: Pick<StudySource, 'plan'>, { variant }: Pick<Group, 'variant'>): Model {
  return plan.models.find((model) => model.variant === variant) ?? plan.models[0]!;
}

/** Does any arm of the group have a value? */
export function hasValues(samples: readonly NamedSample[]): boolean {
  return samples.every(({ sample }) => sample.values.some((value) => !Number.isNaN(value)));
}

/** `performanceOf`, or null when there is no world in which every policy has a value. */
export function tryPerformance(
  samples: readonly NamedSample[],
  better: 'lower' | 'higher',
): ReturnType<typeof performanceOf> | null {
  if (samples.length === 0) return null;
  const { worlds, replications } = samples[0]!.sample;
  const isWhole = (world: number): boolean =>
    samples.every(({ sample }) =>
      sample.values.subarray(world * replications, (world + 1) * replications).some((value) => !Number.isNaN(value)),
    );
  return Array.from({ length: worlds }, (_, world) => world).some(isWhole) ? performanceOf(samples, better) : null;
}

/** An outcome with a direction, as the ranking takes it. */
export function directionOf({ better }: Pick<Outcome, 'better'>): 'lower' | 'higher' | null {
  return better === 'neither' ? null : better;
}
