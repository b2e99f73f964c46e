// The version in package.json of this package: every document names it.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scenariosFolder } from '../scenario-folder.ts';

/** `unknown` where the package lies apart from its scenarios. */
export function packageVersion(): string {
  const folder = scenariosFolder();
  if (folder === null) return 'unknown';
  const { version } = JSON.parse(readFileSync(join(dirname(folder), 'package.json'), 'utf8')) as {
    readonly version?: unknown;
  };
  return typeof version === 'string' ? version : 'unknown';
}
