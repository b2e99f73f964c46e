// The words of the formula language as tables: functions with their arguments, bare words, what kinds of things are called.

import { nearest } from '../nearest.ts';
import { AGGREGATES, type Aggregate, REDUCTIONS, type Reduction } from '../vocabulary.ts';
import type { NamedThing, SymbolKind } from './scope.ts';
import type { Operation } from './term.ts';
import { parseUnit, type Unit } from './unit.ts';

/** Number of arguments of the plain functions, and the operation that each stands for. */
export const FUNCTIONS: Readonly<
  Record<
    string,
    { readonly operation: Operation; readonly least: number; readonly most: number; readonly keepsUnit: boolean }
  >
> = {
  min: { operation: 'min', least: 2, most: 20, keepsUnit: true },
  max: { operation: 'max', least: 2, most: 20, keepsUnit: true },
  clamp: { operation: 'clamp', least: 3, most: 3, keepsUnit: true },
  abs: { operation: 'abs', least: 1, most: 1, keepsUnit: true },
  round: { operation: 'round', least: 1, most: 1, keepsUnit: true },
  floor: { operation: 'floor', least: 1, most: 1, keepsUnit: true },
  sqrt: { operation: 'sqrt', least: 1, most: 1, keepsUnit: false },
  exp: { operation: 'exp', least: 1, most: 1, keepsUnit: false },
  log: { operation: 'log', least: 1, most: 1, keepsUnit: false },
  logistic: { operation: 'logistic', least: 1, most: 1, keepsUnit: false },
  pow: { operation: 'power', least: 2, most: 2, keepsUnit: false },
};

export const OTHER_FUNCTIONS = [
  'if',
  'in',
  'turns_in',
  'happened',
  'times',
  'count',
  'at',
  'cost',
  'funds',
  'sum',
  'mean',
  'any',
  'all',
];
export const BARE_WORDS = ['turn', 'horizon', 'month', 'year'] as const;
export const TURNS: Unit | null = parseUnit('turns');

export const KIND_NAMES: Readonly<Record<SymbolKind, string>> = {
  fact: 'a fact',
  uncertainty: 'an uncertainty',
  stock: 'a stock',
  auxiliary: 'an auxiliary',
  lever: 'a lever',
  noise: 'a noise',
  incident: 'an incident',
  machine: 'a machine',
  set: 'a set',
  member: 'a member of a set',
  inject: 'an inject',
  outcome: 'an outcome',
};

export function isAggregate(name: string): name is Aggregate {
  return (AGGREGATES as readonly string[]).includes(name);
}

export function isReduction(name: string): name is Reduction {
  return (REDUCTIONS as readonly string[]).includes(name);
}

export function suggestion(word: string, known: readonly string[]): string[] {
  const close = nearest(word, known);
  return close === null ? [] : [`Did you mean "${close}"?`];
}

export function howToRead(thing: NamedThing): string[] {
  switch (thing.kind) {
    case 'machine':
      return [
        `Ask in(${thing.name}, ${thing.parts[0] ?? 'STATE'}) or turns_in(${thing.name}, ${thing.parts[0] ?? 'STATE'}).`,
      ];
    case 'incident':
      return [`Ask happened(${thing.name}), times(${thing.name}) or count(${thing.name}).`];
    case 'set':
      return [`Compare it with a member: ${thing.name} == MEMBER.`];
    default:
      return [];
  }
}
