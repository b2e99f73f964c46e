// A misspelt or shortened word -> the known word its author most likely meant, or null when none is near.

import { distance } from 'fastest-levenshtein';

export function nearest(word: string, known: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    // The beginning of a known word counts as one slip.
    const edits = wanted.length > 2 && other.startsWith(wanted) ? 1 : distance(wanted, other);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}
