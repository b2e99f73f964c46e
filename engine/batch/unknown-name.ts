// A name that a person gave, and the names there are -> a problem with a suggestion, or null when the name is known.

import { nearest } from '../nearest.ts';
import type { Problem } from '../problem.ts';

const LISTED = 12;

/** `kind` as a person calls it: `policy`, `outcome`, ... */
export function unknownName(kind: string, name: string, known: readonly string[]): Problem | null {
  if (known.includes(name)) return null;
  return {
    severity: 'error',
    code: `unknown-${kind}`,
    path: '',
    message: `unknown ${kind} "${name}"`,
    place: null,
    notes: [whatThereIs(name, known)],
  };
}

function whatThereIs(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'there is none';
  const near = nearest(name, known);
  if (near !== null) return `did you mean "${near}"?`;
  const more = known.length > LISTED ? `, ... (${known.length} in all)` : '';
  return `known: ${known.slice(0, LISTED).join(', ')}${more}`;
}
