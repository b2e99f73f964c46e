// What a seminar stands at after an input: its clock, its move, the master events list, requests, rulings for the coming turn, ratings. Part of the standing.

import type { MselEntry } from '../language/scenario.ts';
import type { AdjudicationMode, MselStatus, Rating } from '../vocabulary.ts';
import type { ChanceRuling } from './entry.ts';

/** What all inputs of a seminar have come to so far. */
export interface SeminarStanding {
  readonly clock: ExerciseClock;
  /** The last move begun; `elapsed` in milliseconds of exercise by then. */
  readonly move: { readonly name: string; readonly began: string; readonly elapsed?: number } | null;
  /** Every move begun, in order. */
  readonly moves: readonly {
    readonly name: string;
    readonly began: string;
    readonly elapsed?: number;
    readonly turn: number;
  }[];
  /** By id; an entry that no input touched stands as the file says. */
  readonly entries: ReadonlyMap<string, EntryStanding>;
  readonly adHoc: readonly AdHocInject[];
  readonly requests: readonly CellRequest[];
  /** Ids of messages that were taken or turned away: none is taken twice. */
  readonly messages: ReadonlyMap<string, { readonly taken: boolean; readonly why: string }>;
  /** Of the coming turn, by channel. */
  readonly adjudications: ReadonlyMap<string, Adjudication>;
  /** By `objective/task`. */
  readonly ratings: ReadonlyMap<string, { readonly rating: Rating; readonly why: string }>;
  readonly improvements: readonly {
    readonly objective: string;
    readonly what: string;
    readonly owner: string;
    readonly due: string;
  }[];
  readonly feedback: readonly {
    readonly seat: string;
    readonly scores: Readonly<Record<string, number>>;
    readonly words: readonly string[];
  }[];
}

/** Wall times are ISO 8601 in UTC. The exercise runs from `since`, with `before` milliseconds run until then. */
export interface ExerciseClock {
  readonly startex: string | null;
  readonly endex: string | null;
  /** Null while it does not run. */
  readonly since: string | null;
  readonly before: number;
  /** Wall time of its last change: nothing may be set before it. */
  readonly last?: string;
}

/** Where an entry of the list of events stands. */
export interface EntryStanding {
  readonly status: MselStatus;
  /** Why it is deferred or skipped; empty otherwise. */
  readonly reason: string;
  /** Turn (from 1) that it was released into; null before. */
  readonly released: number | null;
  /** Wall time of the release. */
  readonly at: string | null;
  /** Turn (from 1) to which it is deferred, if one was named. */
  readonly until: number | null;
}

/** An inject that nobody had planned. */
export interface AdHocInject {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly objective: string | null;
  readonly reason: string;
  readonly turn: number;
  readonly at: string | null;
}

/** What a cell asked of white, and what it was told. */
export interface CellRequest {
  readonly id: string;
  readonly seat: string;
  readonly turn: number;
  readonly text: string;
  readonly at: string | null;
  readonly answer: { readonly text: string; readonly at: string | null } | null;
}

/** How one question of chance of the coming turn is to be decided. */
export interface Adjudication {
  readonly channel: string;
  readonly ruling: ChanceRuling;
  readonly mode: AdjudicationMode;
  readonly reason: string;
}

/** Before anything was said in a room, and in a case that is no seminar. */
export const NO_SEMINAR: SeminarStanding = {
  clock: { startex: null, endex: null, since: null, before: 0 },
  move: null,
  moves: [],
  entries: new Map(),
  adHoc: [],
  requests: [],
  messages: new Map(),
  adjudications: new Map(),
  ratings: new Map(),
  improvements: [],
  feedback: [],
};

/** As the last input left it, or as the file says. */
export function entryStanding({ entries }: SeminarStanding, { id, status, reason }: MselEntry): EntryStanding {
  return entries.get(id) ?? { status, reason: reason ?? '', released: null, at: null, until: null };
}

/** Milliseconds of exercise at a wall time, pauses left out. */
export function elapsedAt({ since, before }: ExerciseClock, now: string): number {
  return before + (since === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(since)));
}
