// A misspelt or shortened word -> the known word its author most likely meant, or null when none is near.

import { distance } from 'fastest-levenshtein';

export function nearest(word: string, known: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const edits = editsBetween(wanted, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** The beginning of a known word counts as one slip, and so do two neighbours exchanged. */
function editsBetween(wanted: string, other: string): number {
  if (wanted.length > 2 && other.startsWith(wanted)) return Math.min(1, other.length - wanted.length);
  const edits = distance(wanted, other);
  return edits === 2 && isSwap(wanted, other) ? 1 : edits;
}

function isSwap(wanted: string, other: string): boolean {
  let at = 0;
  while (wanted[at] === other[at]) at++;
  return wanted.slice(0, at) + (wanted[at + 1] ?? '') + wanted[at] + wanted.slice(at + 2) === other;
}
