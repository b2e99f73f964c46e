// One input of a case, as it stands in the log: what somebody ordered, ruled, released, wrote or took back. The state is a fold over these.

import type { AdjudicationMode, DesignKind, MselStatus, Rating } from '../vocabulary.ts';

/** Name of the log's format; a change that breaks a reader counts it up. */
export const CASE_FORMAT = 'greyzone.case/1';

/** Who decides for a seat: a person, or the rules of policy, doctrine and strategy. */
export type Holder = 'person' | 'strategy';

/** The first line of a log: everything that the case stands on. The same opening and the same inputs give the same case, bit for bit. */
export interface CaseOpening {
  readonly kind: 'open';
  readonly format: typeof CASE_FORMAT;
  readonly scenario: { readonly id: string; readonly version: string; readonly hash: string };
  /** Version of the program that opened it; for people, never read. */
  readonly program: string;
  readonly seed: string;
  readonly design: DesignKind;
  /** Number of worlds of the design, and which of them this case is played in. */
  readonly worlds: number;
  readonly world: number;
  readonly replication: number;
  readonly variant: string;
  readonly settings: readonly { readonly name: string; readonly value: number }[];
  /** What holds the levers of seats that no person holds. */
  readonly policy: string;
  readonly doctrine: string;
  readonly holders: Readonly<Record<string, Holder>>;
  /** The case is a seminar: entries of the master events list come when white releases them, never by themselves. */
  readonly seminar?: true;
}

/** `turn` counts from 1 and is the turn that the entry belongs to: for everything but `turn` the one to be played next. */
export type CaseInput =
  /** Sealed orders of a seat for the coming turn; a later one of the same turn replaces it. Levers that it does not name keep their level. */
  | {
      readonly kind: 'orders';
      readonly turn: number;
      readonly seat: string;
      readonly levers: Readonly<Record<string, string>>;
      /** Id of the message that brought them from the cell's own terminal; without one they were typed in by white. */
      readonly message?: string;
    }
  /** The turn was played; `state` is the hash of what came of it. */
  | { readonly kind: 'turn'; readonly turn: number; readonly state: string }
  | { readonly kind: 'holder'; readonly turn: number; readonly seat: string; readonly holder: Holder }
  /** White releases a planned event into the coming turn. */
  | { readonly kind: 'inject'; readonly turn: number; readonly inject: string }
  /** White sets something aside; what the model had said stays in the log, and the reason with it. */
  | {
      readonly kind: 'ruling';
      readonly turn: number;
      readonly reason: string;
      readonly stocks: Readonly<Record<string, number>>;
      readonly machines: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'note';
      readonly turn: number;
      readonly seat: string;
      readonly text: string;
      /** For the hot wash: what went well, or should be done otherwise; and what it is about. */
      readonly mark?: 'strength' | 'improve';
      readonly entry?: string;
      readonly objective?: string;
    }
  /** A seat's own probability for an outcome, given before the program's; scored at the end. */
  | {
      readonly kind: 'estimate';
      readonly turn: number;
      readonly seat: string;
      readonly outcome: string;
      readonly probability: number;
      readonly message?: string;
    }
  | { readonly kind: 'bookmark'; readonly turn: number; readonly name: string }
  /** The case goes on from where `on` points; what came after it stays in the log as a line of its own. */
  | { readonly kind: 'back'; readonly turn: number }
  | SeminarInput;

/** What only a seminar takes. All but adjudications are also taken after the last turn. */
export type SeminarInput =
  /** The clock of the exercise; `at` is the wall time (ISO 8601, UTC) from which it holds, which may lie before the time of writing. */
  | {
      readonly kind: 'clock';
      readonly turn: number;
      readonly what: 'startex' | 'pause' | 'resume' | 'endex';
      readonly at: string;
    }
  /** A move begins. */
  | { readonly kind: 'move'; readonly turn: number; readonly move: string; readonly at: string }
  /** An entry of the master events list changes its status; `reason` is needed to defer or skip, `until` (a turn) may go with a deferral. */
  | {
      readonly kind: 'msel';
      readonly turn: number;
      readonly entry: string;
      readonly status: MselStatus;
      readonly reason?: string;
      readonly until?: number;
    }
  /** An inject that was not planned: words alone. Ids `A-1`, `A-2` in order. */
  | {
      readonly kind: 'ad hoc';
      readonly turn: number;
      readonly id: string;
      readonly label: string;
      readonly text: string;
      readonly from: string;
      readonly to: readonly string[];
      readonly objective?: string;
      readonly reason: string;
    }
  /** How one question of chance of the coming turn is decided. A later one of the same channel replaces it. */
  | {
      readonly kind: 'adjudication';
      readonly turn: number;
      readonly channel: string;
      readonly ruling: ChanceRuling;
      readonly mode: AdjudicationMode;
      /** May be empty only where the model's proposal is accepted. */
      readonly reason: string;
    }
  /** A cell asks white; `id` is that of its message. */
  | {
      readonly kind: 'request';
      readonly turn: number;
      readonly id: string;
      readonly seat: string;
      readonly text: string;
    }
  | { readonly kind: 'answer'; readonly turn: number; readonly request: string; readonly text: string }
  /** A message from a cell that was not taken, with the reason that the cell is told. */
  | {
      readonly kind: 'turned away';
      readonly turn: number;
      readonly message: string;
      readonly seat: string;
      readonly why: string;
    }
  /** A task of the evaluation guide, counted from 0 within its objective; a later one replaces it. */
  | {
      readonly kind: 'rating';
      readonly turn: number;
      readonly objective: string;
      readonly task: number;
      readonly rating: Rating;
      readonly why: string;
    }
  | {
      readonly kind: 'improvement';
      readonly turn: number;
      readonly objective: string;
      readonly what: string;
      readonly owner: string;
      /** ISO date, or empty. */
      readonly due: string;
    }
  /** One form as it was handed in: whole numbers 1 (no) to 5 (yes) by question, and words. */
  | {
      readonly kind: 'feedback';
      readonly turn: number;
      readonly seat: string;
      readonly scores: Readonly<Record<string, number>>;
      readonly words: readonly string[];
    };

/** What the director makes of one question of chance. A chance is 0..1. */
export type ChanceRuling =
  /** As the model drew. */
  | { readonly way: 'accept' }
  /** Another draw from (0, 1); `drawn` counts the draws asked for so far, from 1. */
  | { readonly way: 're-roll'; readonly drawn: number }
  /** Other odds for one of the answers, the others in the same proportion as before; the model's draw decides. */
  | { readonly way: 'moderate'; readonly answer: string; readonly chance: number }
  /** The answer itself. */
  | { readonly way: 'override'; readonly answer: string };

/** An input in its place: `n` counts the lines of the log from 0 (the opening), `on` is the line that it continues. */
export interface CaseEntry {
  readonly n: number;
  readonly on: number;
  /** Wall time of writing (ISO 8601, UTC). Only a seminar keeps it. */
  readonly at?: string;
  readonly input: CaseInput;
}
