// Text -> 128 bits of SHA-256 in hex, chained: the seal of a line holds for all lines before it.

import { createHash } from 'node:crypto';

/** `before`: the seal that this one builds on, empty for the first. */
export function checksum(before: string, text: string): string {
  return createHash('sha256').update(`${before}\n${text}`).digest('hex').slice(0, 32);
}
