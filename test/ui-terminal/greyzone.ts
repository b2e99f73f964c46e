// Runs the built command as a user would and hands back what came out.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../dist/ui-terminal/launch.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** `node`: the Node to start it with; the pinned one unless told. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, node = process.execPath): Started {
  if (!existsSync(launcher)) throw new Error('the command is not built: run "npm run build" first');
  const child = spawn(node, [launcher, ...args], { env: { ...cleanEnv(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (texts.stdout += chunk));
  child.stderr?.on('data', (chunk: Buffer) => (texts.stderr += chunk));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...texts })));
  return { child, ended };
}

export function greyzone(...args: readonly string[]): Promise<Ended> {
  return start(args).ended;
}

/** Nothing of the test runner's own colour wishes reaches the command. */
function cleanEnv(): NodeJS.ProcessEnv {
  const { FORCE_COLOR, NO_COLOR, NODE_OPTIONS, ...rest } = process.env;
  return rest;
}
