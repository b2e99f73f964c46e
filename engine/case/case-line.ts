// The entries of a log, which form a tree, -> the line that leads to one of them, and the ends of all lines.

import type { CaseEntry } from './entry.ts';

/** From the first entry after the opening to entry `n`; empty for the opening itself. */
export function lineTo(entries: readonly CaseEntry[], n: number): readonly CaseEntry[] {
  const line: CaseEntry[] = [];
  for (let at = n; at > 0; ) {
    const entry = entries[at - 1];
    if (entry === undefined) throw new Error(`the log has no entry ${at}`);
    line.push(entry);
    at = entry.on;
  }
  return line.reverse();
}

/** Where the case stands: its last entry, 0 when there is none. */
export function headOf(entries: readonly CaseEntry[]): number {
  return entries.length;
}

/** The entry to go back to so that the last input is undone (the last played turn with all orders that led to it, or the orders of the coming turn). */
export function undoTarget(entries: readonly CaseEntry[], head: number): number | null {
  const line = lineTo(entries, head).filter(({ input }) => input.kind !== 'back');
  const last = line.at(-1);
  if (last === undefined) return null;
  if (last.input.kind !== 'turn') return line.at(-2)?.n ?? 0;
  const before = line.findLastIndex(({ input }, i) => i < line.length - 1 && input.kind === 'turn');
  return before < 0 ? firstBefore(line) : line[before]!.n;
}

/** What was set before the first orders (who holds which seat) stays. */
function firstBefore(line: readonly CaseEntry[]): number {
  const first = line.findIndex(({ input }) => input.kind !== 'holder');
  return first <= 0 ? 0 : line[first - 1]!.n;
}

/** An end of a line: an entry that no other continues. `parted` is the entry from which it left an older line, 0 when it never did. */
export interface LineEnd {
  readonly n: number;
  readonly turnsPlayed: number;
  readonly parted: number;
}

/** All ends with at least one played turn since they parted, oldest first, the present one (`head`) always among them. */
export function lineEnds(entries: readonly CaseEntry[], head: number): readonly LineEnd[] {
  const continued = new Set(entries.map(({ on }) => on));
  const ends = entries.filter(({ n }) => !continued.has(n) || n === head);
  const owner = new Map<number, number>();
  return ends.flatMap(({ n }) => {
    const line = lineTo(entries, n);
    const parted = line.findLast((entry) => owner.has(entry.n))?.n ?? 0;
    for (const entry of line) if (!owner.has(entry.n)) owner.set(entry.n, n);
    const own = line.filter((entry) => entry.n > parted && entry.input.kind === 'turn');
    const turnsPlayed = line.filter(({ input }) => input.kind === 'turn').length;
    return own.length > 0 || n === head ? [{ n, turnsPlayed, parted }] : [];
  });
}
