// A formula after its names are looked up: typed, with every reference settled. Sets are still sets; the lowering unrolls them.

import type { Aggregate, Reduction } from '../vocabulary.ts';
import type { Span } from './formula.ts';
import type { Unit } from './unit.ts';

/** Which member's: nobody's (it exists once), my own of a set, or a named one. */
export type Whose = null | { readonly own: string } | { readonly member: string; readonly of: string };

export type Operation =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'power'
  | 'negate'
  | 'less'
  | 'less-equal'
  | 'equal'
  | 'not-equal'
  | 'and'
  | 'or'
  | 'not'
  | 'if'
  | 'min'
  | 'max'
  | 'clamp'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'logistic'
  | 'round'
  | 'floor'
  /** A condition used as a factor: 1 where it holds, else 0. */
  | 'indicator';

export interface TermBase {
  readonly type: 'number' | 'condition';
  readonly unit: Unit | null;
  readonly at: Span;
}

export type Term = TermBase &
  (
    | { readonly op: 'number'; readonly value: number }
    | { readonly op: 'boolean'; readonly value: boolean }
    | {
        readonly op: 'read';
        readonly what: 'fact' | 'uncertainty' | 'stock' | 'auxiliary' | 'lever' | 'noise';
        readonly name: string;
        readonly whose: Whose;
      }
    | { readonly op: 'in'; readonly machine: string; readonly whose: Whose; readonly state: string }
    | { readonly op: 'turns-in'; readonly machine: string; readonly whose: Whose; readonly state: string | null }
    | { readonly op: 'times' | 'count'; readonly incident: string; readonly whose: Whose }
    | { readonly op: 'at-level'; readonly lever: string; readonly whose: Whose; readonly level: string }
    | { readonly op: 'cost'; readonly lever: string; readonly whose: Whose }
    | { readonly op: 'funds'; readonly seat: string }
    | { readonly op: 'turn' | 'horizon' | 'month' | 'year' }
    | { readonly op: 'member-is'; readonly set: string; readonly member: string }
    | { readonly op: 'apply'; readonly operation: Operation; readonly args: readonly Term[] }
    /** `within`: members of my own member of that set, or all. */
    | {
        readonly op: 'aggregate';
        readonly aggregate: Aggregate;
        readonly set: string;
        readonly within: string | null;
        readonly body: Term;
      }
    | { readonly op: 'reduce'; readonly reduction: Reduction; readonly body: Term; readonly otherwise: Term | null }
  );

/** Every term, the formula's own first. */
export function* everyTerm(term: Term): Generator<Term> {
  yield term;
  for (const child of childrenOf(term)) yield* everyTerm(child);
}

function childrenOf(term: Term): readonly Term[] {
  if (term.op === 'apply') return term.args;
  if (term.op === 'aggregate') return [term.body];
  if (term.op === 'reduce') return term.otherwise === null ? [term.body] : [term.body, term.otherwise];
  return [];
}

/** Name of the element that a term reads directly, if it reads one. */
export function elementRead(term: Term): string | null {
  switch (term.op) {
    case 'read':
      return term.name;
    case 'in':
    case 'turns-in':
      return term.machine;
    case 'times':
    case 'count':
      return term.incident;
    case 'at-level':
    case 'cost':
      return term.lever;
    default:
      return null;
  }
}
