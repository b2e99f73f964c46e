// The version in package.json: the one number that `--version` and every result carry.

import { readFileSync } from 'node:fs';

/** The program runs from `dist/ui-terminal` and, in tests, from `ui-terminal`. */
const PLACES = ['../../package.json', '../package.json'];

export function programVersion(): string {
  for (const place of PLACES) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as Record<
        string,
        unknown
      >;
      if (name === 'greyzone' && typeof version === 'string') return version;
    } catch {
      // Not here: the next place.
    }
  }
  return 'unknown';
}
