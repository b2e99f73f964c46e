// The after-action report as plain data: what was planned, what happened, what the cells could know, and what else could have been done.

import type { DecisionPoint, Way } from '../../case/alternatives.ts';
import type { FanRow } from '../../case/forecast.ts';
import type { LedgerRow } from '../../case/rulings-ledger.ts';
import type { UmpireBias } from '../../case/umpire-bias.ts';
import type { Rating } from '../../vocabulary.ts';

export const AAR_FORMAT = 'greyzone.aar/1';

/** When something was: turn from 1, its name in the story, wall time (ISO 8601, UTC) where the log keeps it, and minutes of exercise since STARTEX. */
export interface Moment {
  readonly turn: number;
  readonly date: string;
  readonly at: string | null;
  readonly minute: number | null;
}

/** All that the report says, before it is given a form. */
export interface Aar {
  readonly format: typeof AAR_FORMAT;
  readonly program: string;
  readonly scenario: { readonly id: string; readonly version: string; readonly title: string; readonly hash: string };
  readonly case: CaseFacts;
  /** Null for a case that is no seminar. */
  readonly seminar: SeminarFacts | null;
  readonly summary: readonly string[];
  readonly timeline: readonly TimelineRow[];
  readonly injects: readonly InjectRow[];
  readonly rulings: readonly (LedgerRow & Moment)[];
  readonly bias: UmpireBias;
  readonly beliefs: Beliefs;
  readonly scores: Scores;
  readonly cloud: PlayedCloud;
  readonly turningPoints: readonly (Moment & { readonly what: readonly string[] })[];
  /** Machines that moved, by where they stood after each turn; states in the order of the scenario. */
  readonly machines: readonly MachineStretches[];
  readonly alternatives: Alternatives;
  readonly ratings: readonly RatingRow[];
  readonly observations: readonly ObservationRow[];
  readonly improvements: readonly ImprovementRow[];
  readonly feedback: Feedback;
  readonly assumptions: readonly string[];
  readonly limits: readonly string[];
  readonly reproduce: readonly string[];
}

export interface CaseFacts {
  readonly file: string;
  /** Checksum of the last line of its log, which covers all lines before it. */
  readonly seal: string;
  readonly seed: string;
  readonly world: number;
  readonly variant: string;
  readonly settings: readonly { readonly name: string; readonly value: number }[];
  readonly policy: string;
  readonly doctrine: string;
  /** Seats that persons held at the end, in the order of the scenario. */
  readonly cells: readonly { readonly seat: string; readonly label: string }[];
  readonly turns: number;
  readonly of: number;
  readonly unit: string;
  readonly from: string;
  readonly until: string;
  readonly over: boolean;
  readonly failure: string | null;
  /** Lines of play in the log that were left. */
  readonly left: number;
}

export interface SeminarFacts {
  readonly aim: string;
  readonly type: string;
  readonly handling: string;
  readonly startex: string | null;
  readonly endex: string | null;
  /** Minutes that the exercise ran, pauses left out; null before STARTEX. */
  readonly minutes: number | null;
  readonly planned: number | null;
  readonly moves: readonly {
    readonly name: string;
    readonly title: string;
    readonly plannedTurns: readonly [first: number, last: number];
    readonly plannedMinutes: number;
    /** Null when it was never begun. */
    readonly began: Moment | null;
    readonly minutes: number | null;
  }[];
  readonly objectives: readonly { readonly name: string; readonly text: string }[];
}

export type TimelineKind =
  | 'clock'
  | 'move'
  | 'decision'
  | 'inject'
  | 'event'
  | 'ruling'
  | 'request'
  | 'estimate'
  | 'note';

export interface TimelineRow extends Moment {
  readonly kind: TimelineKind;
  readonly who: string;
  readonly text: string;
}

export interface InjectRow {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly to: string;
  readonly objectives: readonly string[];
  readonly planned: {
    readonly turn: number | null;
    readonly minute: number | null;
    /** `turn 3, minute 4 of the move`, `when ...` or `by hand`. */
    readonly words: string;
  };
  readonly status: string;
  readonly reason: string;
  /** Null when it was never released. `minuteOfMove`: since its move began, pauses left out. */
  readonly actual: (Moment & { readonly move: string | null; readonly minuteOfMove: number | null }) | null;
  /** Later than planned: turns, and minutes where it came in the move for which it was planned. Negative is early; null cannot be told. */
  readonly lateTurns: number | null;
  readonly lateMinutes: number | null;
}

export interface Beliefs {
  /** Why there are none, or null. */
  readonly why: string | null;
  readonly particles: number;
  readonly futures: number;
  readonly points: readonly Moment[];
  /** By the label that a reader sees; the first of each is that of the adversary's true doctrine where there are several. */
  readonly questions: readonly BeliefQuestion[];
}

export interface BeliefQuestion {
  readonly name: string;
  readonly label: string;
  /** What came of it in the played line; null where it is not known, for the doctrine that it is the true one. */
  readonly came: boolean | null;
  /** By point: one who knows the true world and everything hidden. */
  readonly truth: readonly (number | null)[];
  readonly cells: readonly {
    readonly seat: string;
    readonly label: string;
    readonly values: readonly (number | null)[];
  }[];
  readonly said: readonly {
    readonly seat: string;
    readonly label: string;
    readonly turn: number;
    readonly probability: number;
  }[];
}

export interface Scores {
  readonly rows: readonly (Moment & {
    readonly seat: string;
    readonly who: string;
    readonly outcome: string;
    readonly label: string;
    readonly probability: number;
    /** What the model would have said with what the cell had heard; null where it was not asked. */
    readonly model: number | null;
    readonly came: boolean | null;
    readonly brier: number | null;
    readonly modelBrier: number | null;
  })[];
  /** Means over rows that could be scored both ways. */
  readonly cells: readonly {
    readonly seat: string;
    readonly who: string;
    readonly count: number;
    readonly brier: number | null;
    readonly modelBrier: number | null;
  }[];
}

export interface PlayedCloud {
  readonly why: string | null;
  readonly futures: number;
  readonly failed: number;
  readonly fans: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string | null;
    readonly rows: readonly FanRow[];
    readonly played: readonly number[];
    /** Played turns in which the line lay between the 5 and 95 % quantiles. */
    readonly inside: number;
  }[];
  readonly outcomes: readonly {
    readonly name: string;
    readonly label: string;
    readonly kind: 'mean' | 'share';
    /** Null is missing. */
    readonly played: number | null;
    readonly mean: number | null;
    readonly p05: number | null;
    readonly p50: number | null;
    readonly p95: number | null;
    /** Share of the futures below the played value, ties counting half. */
    readonly below: number | null;
  }[];
}

export interface MachineStretches {
  readonly name: string;
  /** What it is one of, as `ladder`. */
  readonly element: string;
  readonly label: string;
  readonly states: readonly string[];
  /** Turns, both included. */
  readonly stretches: readonly { readonly from: number; readonly until: number; readonly state: string }[];
}

export interface Alternatives {
  readonly why: string | null;
  readonly futures: number;
  readonly confidence: number;
  readonly points: readonly (Moment & {
    readonly orders: readonly (DecisionPoint['orders'][number] & { readonly words: string; readonly who: string })[];
    readonly failed: number;
    readonly ways: readonly {
      readonly way: Way;
      readonly words: string;
      readonly outcomes: readonly AlternativeOutcome[];
    }[];
    /** About what can be told from chance, the weightiest first; without an outcome where nothing can. */
    readonly sentences: readonly { readonly outcome: string | null; readonly text: string }[];
  })[];
}

export interface AlternativeOutcome {
  readonly name: string;
  readonly label: string;
  readonly estimate: number | null;
  /** Against what was done; null for that itself. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: string | null;
  /** Size of the difference against how far the outcome spreads in the cloud (a share: against 1); null for what was done. */
  readonly weight: number | null;
}

export interface RatingRow {
  readonly objective: string;
  readonly objectiveText: string;
  readonly capability: string;
  readonly task: string;
  /** Null when nobody rated it. */
  readonly rating: Rating | null;
  readonly why: string;
  readonly moment: Moment | null;
}

export interface ObservationRow extends Moment {
  readonly mark: 'strength' | 'improve' | 'observation';
  readonly who: string;
  readonly objective: string | null;
  readonly entry: string | null;
  readonly text: string;
}

export interface ImprovementRow extends Moment {
  readonly objective: string;
  readonly what: string;
  readonly owner: string;
  readonly due: string;
}

export interface Feedback {
  readonly forms: number;
  readonly questions: readonly {
    readonly question: string;
    readonly count: number;
    readonly mean: number | null;
    /** How many ticked 1, 2, 3, 4 and 5. */
    readonly distribution: readonly number[];
  }[];
  readonly words: readonly (Moment & { readonly who: string; readonly text: string })[];
}
