// The coming turn as the model proposes it: every question of chance that it would ask, with its odds, its draw and its answer, rulings so far included.

import type { Adjudication } from './seminar-standing.ts';

/** One way that a question may go. */
export interface ProposedAnswer {
  /** `comes` or `not` for an incident; for a machine the state gone to, or `stays`. */
  readonly name: string;
  readonly label: string;
  /** Probability by the model, 0 to 1; for a rate the chance of at least one. */
  readonly odds: number;
}

/** A question of chance of the coming turn. Those without two possible answers are left out. */
export interface ProposedQuestion {
  /** The stream of chance, as `incident:riot[riga]`. */
  readonly channel: string;
  readonly kind: 'incident' | 'machine';
  /** Slot, as `riot[riga]`. */
  readonly name: string;
  readonly label: string;
  /** For a machine: the state that is asked. */
  readonly state: string | null;
  readonly phase: string;
  readonly answers: readonly ProposedAnswer[];
  /** The model's own draw, in (0, 1), and its answer. */
  readonly draw: number;
  readonly proposed: string;
  /** The answer as it stands now, and the ruling that made it so, if any. */
  readonly answer: string;
  readonly ruled: Adjudication | null;
}

/** What the whole turn would come to. */
export interface Proposal {
  /** From 1. */
  readonly turn: number;
  readonly questions: readonly ProposedQuestion[];
  /** Channels of rulings that mean nothing any more: the question does not arise, or its answer has no chance left. */
  readonly lapsed: readonly string[];
  /** What would happen, in order and in words. */
  readonly events: readonly string[];
}

/** How a like question was decided once: the same element (and state), whatever its member; by a ruling, or by chance alone. */
export interface Precedent {
  /** `drawn`: nobody ruled, and it came by itself. Then mode and reason are empty, and the odds are one. */
  readonly origin: 'ruled' | 'drawn';
  readonly turn: number;
  readonly channel: string;
  readonly label: string;
  readonly mode: string;
  /** The answer that the ruling named, else the one that came; its odds by the model and as ruled (1 for an override). */
  readonly answer: string;
  readonly modelOdds: number;
  readonly ruledOdds: number;
  /** The answer as the turn was played. */
  readonly came: string;
  readonly reason: string;
}
