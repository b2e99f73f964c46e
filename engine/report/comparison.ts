// The document `greyzone.compare/1`: all that a comparison found, as plain JSON. `compare --json` prints it, the tables are made of it.
//
// Numbers are full doubles in the outcome's own unit (shares 0..1); an unknown number is null. Everything but `timing` is the same on
// every machine and for any number of workers. A change that breaks a reader makes it `greyzone.compare/2`; new keys do not.

import type { Difference } from '../analysis/difference.ts';
import type { Interval } from '../analysis/interval.ts';
import type { Better, FailureReason } from '../vocabulary.ts';
import type { EngineFacts, QuestionFacts, ScenarioFacts } from './batch-facts.ts';

export const COMPARE_FORMAT = 'greyzone.compare/1';

/** Policies compared over the same futures. */
export interface Comparison extends QuestionFacts {
  readonly format: typeof COMPARE_FORMAT;
  readonly scenario: ScenarioFacts & {
    /** The question that the scenario asks, in one sentence. */
    readonly question: string;
    readonly turns: number;
  };
  readonly engine: Required<EngineFacts>;
  /** The policy that all others are compared with, under the same variant and doctrine. */
  readonly baseline: string;
  readonly arms: readonly ArmRow[];
  readonly outcomes: readonly OutcomeRow[];
  /** Arm by arm, in it outcome by outcome. */
  readonly estimates: readonly EstimateRow[];
  /** Every arm but the baselines, outcome by outcome: arm minus baseline over the same futures. */
  readonly differences: readonly DifferenceRow[];
  /** For each variant, doctrine and outcome with a better direction: the best policy and those that may equal it. */
  readonly rankings: readonly RankingRow[];
  readonly failures: readonly FailureRow[];
  readonly timing: { readonly seconds: number; readonly workers: number; readonly runs: number };
  /** SHA-256 over every outcome of every run: future by future, in it arm by arm, in it outcome by outcome, little-endian doubles. */
  readonly digest: string;
  /** The command that makes this document again. */
  readonly reproduce: string;
}

/** What rows of an arm repeat, so that each row can be read alone. `arm` counts from 0. */
export interface ArmNames {
  readonly arm: number;
  readonly variant: string;
  readonly policy: string;
  readonly doctrine: string;
}

/** One arm, and how many of its runs failed. */
export interface ArmRow extends ArmNames {
  readonly runs: number;
  readonly failed: number;
}

/** One outcome, as the scenario declares it. */
export interface OutcomeRow {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  readonly better: Better;
  /** `share`: 0 or 1 in every run; `mean`: any number. */
  readonly kind: 'mean' | 'share';
}

/** One outcome of one arm. */
export interface EstimateRow extends ArmNames {
  readonly outcome: string;
  readonly estimate: number | null;
  /** Monte Carlo standard error. */
  readonly mcse: number | null;
  /** 95 % interval: Student's t over worlds for means, Wilson's for shares. */
  readonly interval: Interval | null;
  /** Runs with a value, and without one (failed runs included). */
  readonly n: number;
  readonly missing: number;
  /** Quantiles of the single runs. */
  readonly quantiles: Readonly<Record<'p05' | 'p25' | 'p50' | 'p75' | 'p95', number | null>>;
  /** Share of the variance between runs that is what we do not know (worlds) and that is chance (replications), or why there is no answer. */
  readonly variance: {
    readonly epistemic: number | null;
    readonly aleatory: number | null;
    readonly interval: Interval | null;
    readonly reason: string | null;
  };
  readonly note: string | null;
}

/** One outcome of one arm, minus the same of the baseline in the same futures. */
export interface DifferenceRow extends ArmNames, Difference {
  readonly outcome: string;
  readonly baseline: string;
}

/** The policies by one outcome, under one variant and doctrine. */
export interface RankingRow {
  readonly variant: string;
  readonly doctrine: string;
  readonly outcome: string;
  readonly best: string | null;
  /** Policies, best first; those without a value last. */
  readonly order: readonly string[];
  /** Policies that this batch cannot tell from the best. */
  readonly notToldApart: readonly string[];
  /** With this confidence the truly best policy is `best` or among `notToldApart`. */
  readonly confidence: number;
}

/** One run that counts nowhere, and why. */
export interface FailureRow extends ArmNames {
  /** Counted from 0, as `greyzone run` takes them. */
  readonly world: number;
  readonly replication: number;
  readonly reason: FailureReason;
  /** Counted from 1. */
  readonly turn: number;
  /** Null outside the phases. */
  readonly phase: string | null;
  /** The incident, machine and state, stock, lever or outcome. */
  readonly element: string;
  /** The command that runs this run alone. */
  readonly reproduce: string;
}
