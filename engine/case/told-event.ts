// What hung on chance in a turn, as a seat is told of it: plain data.

import type { Provenance } from '../language/scenario.ts';
import type { FormulaTexts } from '../reference/explain.ts';

/** Words in place of numbers: what the seat does not see, and what nobody in the case can know. */
export const HIDDEN = 'hidden';
export const UNKNOWN = 'unknown';

/** Something that a formula reads, in the order of reading. */
export interface FormulaRead {
  readonly name: string;
  readonly kind: 'fact' | 'uncertainty' | 'stock' | 'auxiliary' | 'lever' | 'machine' | 'incident' | 'other';
  readonly label: string;
  /** As text: a number, `true`, `hidden` or `unknown`. */
  readonly value: string;
  /** Of facts and uncertainties. */
  readonly provenance: Provenance | null;
  /** Of an auxiliary: what it is made of. */
  readonly formula: FormulaTexts | null;
}

/** One way that a draw can go: it is gone when the draw lies in [from, until). A rate has no slices (both 0). */
export interface ExplainedWay {
  readonly from: string;
  readonly to: string;
  /** Null: certain once it is reached. */
  readonly odds: number | null;
  readonly slice: readonly [from: number, until: number];
  readonly taken: boolean;
  /** The seat sees all that the odds hang on. If not, they are to be told only roughly: else what is hidden could be worked out from them. */
  readonly clear: boolean;
  readonly formula: FormulaTexts | null;
  readonly when: FormulaTexts | null;
  readonly reads: readonly FormulaRead[];
}

/** An incident or one asked state of a machine. */
export interface ExplainedEvent {
  readonly kind: 'incident' | 'machine';
  readonly name: string;
  readonly label: string;
  readonly phase: string;
  readonly form: 'chance' | 'rate' | 'certain';
  /** Null when nothing hung on chance, or when it is still to come. */
  readonly draw: number | null;
  /** How often an incident came, 1 or 0 for a machine that moved or stayed; null when it is still to come. */
  readonly times: number | null;
  readonly ways: readonly ExplainedWay[];
}

/** A way that may be open in the turn to come, as far as the seat can tell. */
export interface ComingEvent {
  readonly kind: 'incident' | 'machine';
  readonly name: string;
  readonly label: string;
  readonly phase: string;
  readonly from: string;
  readonly to: string;
  /** `hidden` stands for what the seat cannot know: whether the way is open, or with which odds. */
  readonly open: boolean | typeof HIDDEN;
  /** Probability, or expected number of a rate; null when certain. */
  readonly odds: number | null | typeof HIDDEN;
  readonly formula: FormulaTexts | null;
}
