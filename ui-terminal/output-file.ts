// Where the answer goes: stdout, or a file that appears whole or not at all.

import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { badInput } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export type Deliver = (text: string) => void;

/** Checks at once, before any work, that the file can be written; then gives the function that writes the answer. */
export function openOutput(path: string | undefined, terminal: Terminal): Deliver {
  if (path === undefined) return terminal.out;
  const target = realPath(path);
  const kind = kindOf(target);
  if (kind === 'folder') throw badInput(`-o ${path}: this is a folder`);
  const problem = whyNotWritable(kind === 'none' ? dirname(target) : target) ?? whyNotWritable(dirname(target));
  if (kind !== 'other' && problem !== null) throw badInput(`-o ${path}: cannot be written (${problem})`);
  return (text) => (kind === 'other' ? writeFileSync(target, text) : writeWhole(target, text));
}

/** A link is written through, not replaced. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function kindOf(path: string): 'file' | 'folder' | 'other' | 'none' {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'none';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

function whyNotWritable(path: string): string | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

/** Beside the target, then renamed over it. */
function writeWhole(target: string, text: string): void {
  const beside = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw badInput(`-o ${target}: cannot be written (${(error as Error).message})`);
  }
}
