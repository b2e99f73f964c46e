// The formula as its author wrote it: a small tree with places, before any name is looked up.

import { AGGREGATES, BASE_VARIANT, REDUCTIONS, WHITE_SEAT } from '../vocabulary.ts';

/** Characters of the formula's text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type UnaryOp = '-' | 'not';
export type BinaryOp = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';

export type Formula =
  | { readonly kind: 'number'; readonly value: number; readonly at: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: Span }
  /** `fear`, `fear[latvia]`, `fear[all]` (only as the target of an effect), `fear[latvia][promise]` (only in a claim). */
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly index: Word | null;
      readonly second?: Word;
      readonly at: Span;
    }
  | { readonly kind: 'unary'; readonly op: UnaryOp; readonly operand: Formula; readonly at: Span }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: Formula;
      readonly right: Formula;
      readonly at: Span;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly nameAt: Span;
      readonly args: readonly Formula[];
      /** `over SET`, `over SET of ANCESTOR`, `over SET of all`. */
      readonly over: { readonly set: Word; readonly of: Word | null } | null;
      readonly at: Span;
    };

export function operandsOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case 'unary':
      return [formula.operand];
    case 'binary':
      return [formula.left, formula.right];
    case 'call':
      return formula.args;
    default:
      return [];
  }
}

export interface Word {
  readonly name: string;
  readonly at: Span;
}

export interface FormulaFault {
  readonly message: string;
  readonly at: Span;
  readonly notes: readonly string[];
}

/** Words that the grammar itself is made of: not even a state or a level may be called so. */
export const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'true', 'false', 'over', 'of']);

/** Words of the formula language; no element may take one as its name. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  ...AGGREGATES,
  ...REDUCTIONS,
  ...KEYWORDS,
  'if',
  'other',
  'own',
  'clamp',
  'abs',
  'sqrt',
  'exp',
  'log',
  'pow',
  'logistic',
  'round',
  'floor',
  'in',
  'turns_in',
  'happened',
  'times',
  'at',
  'cost',
  'funds',
  'turn',
  'horizon',
  'month',
  'year',
  BASE_VARIANT,
  WHITE_SEAT,
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
]);
