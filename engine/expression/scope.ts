// What a formula may name: the symbols of a scenario, its sets, and the rules of the place where the formula stands.

import type { Unit } from './unit.ts';

export type SymbolKind =
  | 'fact'
  | 'uncertainty'
  | 'stock'
  | 'auxiliary'
  | 'lever'
  | 'noise'
  | 'incident'
  | 'machine'
  | 'set'
  | 'member'
  | 'inject'
  | 'outcome';

/** Something that a formula can name. `each` is the set it is declared for, null when it exists once. */
export interface NamedThing {
  readonly kind: SymbolKind;
  readonly name: string;
  readonly each: string | null;
  readonly unit: Unit | null;
  /** Conditions declared as auxiliaries are conditions; everything else that has a value is a number. */
  readonly isCondition: boolean;
  /** Its own formula is at fault: nothing can be said about formulas that read it. */
  readonly isUnreadable?: true;
  /** States of a machine (in all its variants), levels of a lever. */
  readonly parts: readonly string[];
}

export interface SetTable {
  /** In order of declaration: a set comes after the set it lies in. */
  readonly sets: readonly {
    readonly name: string;
    readonly of: string | null;
    readonly members: readonly { readonly name: string; readonly in: string | null }[];
  }[];
}

/**
 * Where the formula stands decides what it may read. `start`: facts and uncertainties. `cost`: these and the lever's own number.
 * `orders`: what seats can see (no noise, no uncertainty). `turn`: everything of a run. `outcome`: reductions over turns of everything.
 */
export type Setting = 'start' | 'cost' | 'orders' | 'turn' | 'outcome';

export interface Scope {
  readonly things: ReadonlyMap<string, NamedThing>;
  readonly sets: SetTable;
  /** Seats that have a budget. */
  readonly purses: readonly string[];
  /** The set for whose members the formula is worked out. */
  readonly each: string | null;
  readonly setting: Setting;
  /** In setting `cost`: the lever. */
  readonly lever?: string;
}

export function findSet(table: SetTable, name: string) {
  return table.sets.find((set) => set.name === name);
}

/** The set itself, then the set it lies in, and so on. */
export function chainOf(table: SetTable, set: string | null): string[] {
  const chain: string[] = [];
  for (let name = set; name !== null && chain.length <= table.sets.length; name = findSet(table, name)?.of ?? null)
    chain.push(name);
  return chain;
}

/** Set -> member, for a member and all the members it lies in. */
export type Binding = ReadonlyMap<string, string>;

const NO_BINDING: Binding = new Map();

export function bindMember(table: SetTable, set: string, member: string): Binding {
  const binding = new Map<string, string>();
  let at: string | null = member;
  for (const name of chainOf(table, set)) {
    if (at === null) break;
    binding.set(name, at);
    at = findSet(table, name)?.members.find((candidate) => candidate.name === at)?.in ?? null;
  }
  return binding;
}

/** One binding for each member of the set; a single empty one for null. */
export function bindingsOf(table: SetTable, set: string | null): Binding[] {
  if (set === null) return [NO_BINDING];
  return (findSet(table, set)?.members ?? []).map((member) => bindMember(table, set, member.name));
}
