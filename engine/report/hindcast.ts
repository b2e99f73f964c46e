// The document `greyzone.hindcast/1`: where each observation lies among the runs of the policy of history. All else is made of it.
//
// Numbers are full doubles in the series' own unit; an unknown number is null. Everything but `timing` is the same on every machine and for
// any number of workers. A change that breaks a reader makes it `greyzone.hindcast/2`; new keys do not.

import type { RankPosition } from '../analysis/rank-position.ts';
import type { FailureReason, Trust } from '../vocabulary.ts';
import type { EngineFacts, QuestionFacts, ScenarioFacts } from './batch-facts.ts';

export const HINDCAST_FORMAT = 'greyzone.hindcast/1';

/** What was observed, beside what the simulated years say. */
export interface Hindcast extends QuestionFacts {
  readonly format: typeof HINDCAST_FORMAT;
  readonly scenario: ScenarioFacts & { readonly turns: number };
  readonly engine: Required<EngineFacts>;
  readonly policy: string;
  readonly doctrine: string;
  /** One for each structural variant. */
  readonly arms: readonly { readonly variant: string; readonly runs: number; readonly failed: number }[];
  readonly series: readonly SeriesRow[];
  /** Variant by variant, in it series by series, in it by period. */
  readonly observations: readonly ObservationRow[];
  readonly calibration: readonly CalibrationRow[];
  /** What no comparison with this record can show, in the words of the scenario. */
  readonly cannotTell: readonly string[];
  readonly failures: readonly {
    readonly variant: string;
    /** Counted from 0, as `greyzone run` takes them. */
    readonly world: number;
    readonly replication: number;
    readonly reason: FailureReason;
    /** Counted from 1. */
    readonly turn: number;
    readonly element: string;
    readonly reproduce: string;
  }[];
  readonly timing: { readonly seconds: number; readonly workers: number; readonly runs: number };
  readonly digest: string;
  readonly reproduce: string;
}

export interface SeriesRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  readonly sources: readonly string[];
  readonly trust: Trust | null;
  readonly why: string | null;
  /** What was counted. */
  readonly note: string | null;
  /** Uncertainties that the series can teach something about. */
  readonly informs: readonly string[];
}

export interface ObservationRow extends Omit<RankPosition, 'band'> {
  readonly variant: string;
  readonly series: string;
  /** As written in the scenario; null for a whole run. */
  readonly period: string | null;
  /** First and last turn, counted from 1; null for a whole run. */
  readonly turns: readonly [first: number, last: number] | null;
  /** `share`: 0 or 1 in every run. */
  readonly kind: 'mean' | 'share';
  readonly observed: number;
  /** Mean of the runs; for a share the share of runs in which it holds. */
  readonly mean: number | null;
  /** Of the single runs, type 7. */
  readonly quantiles: Readonly<Record<'p05' | 'p25' | 'p50' | 'p75' | 'p95', number | null>>;
}

export interface CalibrationRow {
  readonly variant: string;
  /** All observations with a position. */
  readonly all: Tally;
  /** Only those whose band holds less than 99 % of the runs: among the others agreement says little. */
  readonly telling: Tally;
}

/** How many observations lie in their 90 % bands, and how many would if the model were right and the observations independent. */
export interface Tally {
  readonly observations: number;
  readonly inside: number;
  readonly below: number;
  readonly above: number;
  /** Observations with a position under 1/2 and over it. */
  readonly lowerHalf: number;
  readonly upperHalf: number;
  readonly expected: number;
  /** 95 % range of the number inside. */
  readonly low: number;
  readonly high: number;
}
