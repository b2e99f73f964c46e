// What happened in one turn, in the order in which it happened and with the reason for it: enough to tell the story and to check each event.
// Plain data with the names filled in; indices point into the model.

import type { Failure } from '../model/model.ts';

/** What happened in one turn. */
export interface TurnRecord {
  /** 0-based. */
  readonly turn: number;
  /** Name of the turn in the calendar, `2014-09`. */
  readonly date: string;
  readonly views: readonly ViewRecord[];
  readonly levers: readonly LeverRecord[];
  readonly injects: readonly InjectRecord[];
  /** Stocks moved by the injects. */
  readonly injectMoves: readonly StockMove[];
  readonly phases: readonly PhaseRecord[];
  /** The run ends with this turn. */
  readonly over: boolean;
  readonly failure: Failure | null;
  /** Values of `model.outcomes` when the run is over and did not fail; NaN is missing. */
  readonly outcomes: readonly number[] | null;
}

/** What a seat sees through a view this turn. */
export interface ViewRecord {
  readonly view: number;
  readonly name: string;
  readonly shown: number;
}

export interface LeverRecord {
  readonly lever: number;
  readonly name: string;
  /** Names of levels: ordered last turn, asked for this turn, ordered now (lower than asked for when the purse refused). */
  readonly before: string;
  readonly asked: string;
  readonly after: string;
  readonly refused: boolean;
  /** Option, doctrine or strategy that gave the order, `by hand`, or null when nobody did and the last order stands. */
  readonly origin: string | null;
  readonly cost: number;
  readonly inForceBefore: number;
  readonly inForce: number;
}

export interface InjectRecord {
  readonly inject: number;
  readonly name: string;
  /** Why it fired now. */
  readonly reason: 'turn' | 'condition' | 'asked' | 'by hand';
  readonly news: string | null;
}

export interface StockMove {
  readonly stock: number;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

export interface PhaseRecord {
  readonly phase: number;
  readonly name: string;
  /** Incidents whose condition held, whether or not they happened. */
  readonly incidents: readonly IncidentRecord[];
  /** Every state that was asked and had something that could fire, in order of machine, innermost first. */
  readonly asked: readonly AskedRecord[];
  /** Transitions taken, in order of machine. */
  readonly transitions: readonly TransitionRecord[];
  readonly moves: readonly StockMove[];
}

export interface IncidentRecord {
  readonly incident: number;
  readonly name: string;
  readonly kind: 'chance' | 'rate' | 'certain';
  /** Probability or rate; 1 when certain. */
  readonly odds: number;
  readonly draw: number | null;
  readonly times: number;
  /** Null when it did not happen. */
  readonly news: string | null;
}

export interface AskedRecord {
  readonly machine: number;
  readonly name: string;
  readonly state: string;
  readonly candidates: readonly CandidateRecord[];
  /** Null when nothing hung on chance. */
  readonly draw: number | null;
  /** Target of the transition that fired, null for none. */
  readonly to: string | null;
}

/** One way out of an asked state: it fires when the draw lies in [from, until). */
export interface CandidateRecord {
  readonly to: string;
  readonly odds: number | null;
  readonly from: number;
  readonly until: number;
}

export interface TransitionRecord {
  readonly machine: number;
  readonly name: string;
  /** State whose transition it is, its target, and the leaf active after it. */
  readonly from: string;
  readonly to: string;
  readonly leaf: string;
  readonly news: string | null;
}

/** An empty record, before the turn's first step. */
export function emptyRecord(turn: number, date: string): TurnRecord {
  return {
    turn,
    date,
    views: [],
    levers: [],
    injects: [],
    injectMoves: [],
    phases: [],
    over: false,
    failure: null,
    outcomes: null,
  };
}
