// The name of a slot, `fear` or `fear[latvia]`: written from an element and a member, and read back.

import type { Binding } from '../expression/scope.ts';

/** `binding` says which member of the set `each` it is. */
export function slotName(name: string, each: string | null, binding: Binding): string {
  return each === null ? name : `${name}[${binding.get(each) ?? '?'}]`;
}

/** `fear` of `fear[latvia]`. */
export function elementOf(slot: string): string {
  return slot.replace(/\[.*/, '');
}

/** `latvia` of `fear[latvia]`; null for an element that stands alone. */
export function memberOf(slot: string): string | null {
  return /\[(.*)\]$/.exec(slot)?.[1] ?? null;
}

/** Is the slot meant by the name: of itself, or of its element with all its members? */
export function isSlotOf(slot: string, name: string): boolean {
  return slot === name || slot.startsWith(`${name}[`);
}
