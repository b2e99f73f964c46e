// Where cases are kept when nobody says: the state folder of the system, by the XDG Base Directory Specification.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { CASE_SUFFIX } from '../../engine/index.ts';

/** `$XDG_STATE_HOME/greyzone/cases`, `~/.local/state/greyzone/cases`, or `%LOCALAPPDATA%\greyzone\cases`. A relative path in the variable does not count. */
export function caseFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string = homedir()): string {
  return join(stateHome(env, platform, home), 'greyzone', 'cases');
}

function stateHome(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  const { XDG_STATE_HOME: told = '', LOCALAPPDATA: local = '' } = env;
  if (isAbsolute(told)) return told;
  if (platform === 'win32') return isAbsolute(local) ? local : join(home, 'AppData', 'Local');
  return join(home, '.local', 'state');
}

/** `baltic-2014-latvia-9f3ac2d1.case.jsonl`; with a number when there is one already. */
export function freeCaseFile(folder: string, scenario: string, seats: readonly string[], seed: string): string {
  const name = [scenario, ...(seats.length === 0 ? ['watched'] : seats), wordOf(seed)].join('-').slice(0, 120);
  for (let count = 1; ; count++) {
    const file = join(folder, `${name}${count === 1 ? '' : `-${count}`}${CASE_SUFFIX}`);
    if (!existsSync(file)) return file;
  }
}

/** A seed is any text; a file name is not. */
function wordOf(seed: string): string {
  return (
    seed
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'seed'
  );
}
