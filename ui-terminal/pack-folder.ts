// Files of a pack -> a folder that appears whole or not at all. Only an empty folder or an earlier pack is ever replaced.

import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PACK_MARK } from '../engine/index.ts';
import { badInput } from './exit-code.ts';

export type WritePack = (files: readonly (readonly [name: string, text: string])[]) => void;

/** Checks at once that the folder can be written; then gives the function that writes it. */
export function openPackFolder(path: string): WritePack {
  const target = realPath(path);
  const problem = whyNot(target);
  if (problem !== null) throw badInput(`-o ${path}: ${problem}`);
  return (files) => {
    try {
      writeWhole(target, files);
    } catch (error) {
      throw badInput(`-o ${path}: cannot be written (${codeOf(error)})`);
    }
  };
}

/** A link is written through, not replaced. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function whyNot(target: string): string | null {
  try {
    const stats = statSync(target, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isDirectory()) return 'this is a file; a pack is a folder';
    accessSync(dirname(target), constants.W_OK);
    const foreign = stats === undefined ? undefined : readdirSync(target).find((name) => !isPage(join(target, name)));
    if (foreign === undefined) return null;
    return `this folder holds something that is not of a pack (${foreign}); name a new folder, an empty one, or an earlier pack`;
  } catch (error) {
    return `cannot be written (${codeOf(error)})`;
  }
}

function isPage(file: string): boolean {
  return file.endsWith('.html') && statSync(file).isFile() && readFileSync(file, 'utf8').includes(MARK);
}

const MARK = `<meta name="generator" content="${PACK_MARK}">`;

/** Beside the target, then renamed into its place; what stood there goes last, and comes back if that fails. */
function writeWhole(target: string, files: readonly (readonly [name: string, text: string])[]): void {
  const beside = `${target}.${process.pid}.tmp`;
  const former = `${target}.${process.pid}.old`;
  try {
    mkdirSync(beside);
    for (const [name, text] of files) writeFileSync(join(beside, name), text);
    const replaces = statSync(target, { throwIfNoEntry: false }) !== undefined;
    if (replaces) renameSync(target, former);
    try {
      renameSync(beside, target);
    } catch (error) {
      if (replaces) renameSync(former, target);
      throw error;
    }
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  rmSync(former, { recursive: true, force: true });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
