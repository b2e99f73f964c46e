// The answer to "which claims hold": plain data, one section a scenario. Its JSON is greyzone.claims/1.

import type { ClaimEffect } from '../analysis/claim-effect.ts';
import type { DriverSplit } from '../analysis/driver-split.ts';
import type { Standing, WorldShare } from '../analysis/world-shares.ts';
import type { PlannedClaim } from '../model/claim-plan.ts';
import type { FailureReason } from '../vocabulary.ts';
import type { EngineFacts, QuestionFacts, ScenarioFacts } from './batch-facts.ts';

/** Name of the document; a change that breaks a reader counts it up. */
export const CLAIMS_FORMAT = 'greyzone.claims/1';

/** Best first. `only if`: holds on one side of a driver and is the other way on the other side. */
export const CLAIM_VERDICTS = ['holds', 'only if', 'undecided', 'fails'] as const;
/** One of `CLAIM_VERDICTS`. */
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number];

/** One condition of a claim under one variant. The effect is in the unit of its outcomes, above 0 as claimed. */
export interface ConditionRow extends ClaimEffect {
  readonly text: string;
  /** The claim is that the effect is at most so far from 0; null: that it is above 0. */
  readonly within: number | null;
  /** Every outcome in it is a share: effects are shares of runs. */
  readonly isShare: boolean;
  readonly shares: Readonly<Record<Standing, WorldShare>>;
  readonly verdict: ClaimVerdict;
  /** What its interval alone says. */
  readonly overall: Exclude<ClaimVerdict, 'only if'>;
  readonly split: DriverSplit | null;
}

/** One claim under one structural variant. */
export interface ClaimRow {
  readonly variant: string;
  readonly arms: readonly { readonly name: string; readonly arm: number }[];
  readonly worlds: number;
  /** Worlds that count: all, unless the claim asks for a region. */
  readonly worldsInside: number;
  readonly conditions: readonly ConditionRow[];
  /** Worlds in which all conditions are as claimed. */
  readonly shares: Readonly<Record<Standing, WorldShare>>;
  readonly verdict: ClaimVerdict;
  /** `attack_severity < 4.1`, several joined by `and`; null unless the verdict is `only if`. */
  readonly onlyIf: string | null;
  /** Why it is undecided, where the interval does not say so. */
  readonly reason: string | null;
}

/** One claim with its rows, a row for each structural variant that it is tested under. */
export interface TestedClaim extends Pick<PlannedClaim, 'id' | 'says' | 'kind' | 'sources' | 'note'> {
  readonly where: readonly { readonly target: string; readonly low: number; readonly high: number }[];
  readonly rows: readonly ClaimRow[];
}

export interface ClaimsArm {
  readonly arm: number;
  readonly variant: string;
  readonly policy: string;
  readonly doctrine: string;
  /** What this arm holds itself. */
  readonly settings: Readonly<Record<string, number>>;
  readonly runs: number;
  readonly failed: number;
}

/** A run that counts nowhere, and why. */
export interface ClaimsFailure {
  readonly arm: number;
  /** Counted from 0, as `greyzone run` takes them. */
  readonly world: number;
  readonly replication: number;
  readonly reason: FailureReason;
  /** Counted from 1. */
  readonly turn: number;
  /** The incident, machine and state, stock, lever or outcome. */
  readonly element: string;
  /** The command that runs this run alone. */
  readonly reproduce: string;
}

/** The claims that were tested in one scenario, and the runs that tested them. */
export interface ClaimsSection extends QuestionFacts {
  readonly scenario: ScenarioFacts & { readonly turns: number };
  readonly engine: EngineFacts;
  readonly arms: readonly ClaimsArm[];
  readonly claims: readonly TestedClaim[];
  readonly failures: readonly ClaimsFailure[];
  readonly timing: { readonly seconds: number; readonly workers: number; readonly runs: number };
  /** SHA-256 of all outcomes, one for each batch; see `digest`. */
  readonly digests: readonly string[];
  /** The command that tests these claims again. */
  readonly reproduce: string;
}

/** Claims put to the test, section by section. */
export interface ClaimsReport {
  readonly format: typeof CLAIMS_FORMAT;
  readonly version: string;
  /** The scenario that was asked about, then those in which its claims are tested elsewhere. */
  readonly sections: readonly ClaimsSection[];
}
