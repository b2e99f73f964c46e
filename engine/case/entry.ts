// One input of a case, as it stands in the log: what somebody ordered, ruled, released, wrote or took back. The state is a fold over these.

import type { DesignKind } from '../vocabulary.ts';

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
}

/** `turn` counts from 1 and is the turn that the entry belongs to: for everything but `turn` the one to be played next. */
export type CaseInput =
  /** Sealed orders of a seat for the coming turn; a later one of the same turn replaces it. Levers that it does not name keep their level. */
  | {
      readonly kind: 'orders';
      readonly turn: number;
      readonly seat: string;
      readonly levers: Readonly<Record<string, string>>;
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
  | { readonly kind: 'note'; readonly turn: number; readonly seat: string; readonly text: string }
  /** A seat's own probability for an outcome, given before the program's; scored at the end. */
  | {
      readonly kind: 'estimate';
      readonly turn: number;
      readonly seat: string;
      readonly outcome: string;
      readonly probability: number;
    }
  | { readonly kind: 'bookmark'; readonly turn: number; readonly name: string }
  /** The case goes on from where `on` points; what came after it stays in the log as a line of its own. */
  | { readonly kind: 'back'; readonly turn: number };

/** An input in its place: `n` counts the lines of the log from 0 (the opening), `on` is the line that it continues. */
export interface CaseEntry {
  readonly n: number;
  readonly on: number;
  readonly input: CaseInput;
}
