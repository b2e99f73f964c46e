// Cases as files: one JSONL log each. Every input is appended and synced before anything is shown, so a crash loses at most the line being written.

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { addInput, type CaseLog, openLog, readLog } from './case-log.ts';
import type { CaseEntry, CaseInput, CaseOpening } from './entry.ts';

export const CASE_SUFFIX = '.case.jsonl';
/** Largest log that is read: 64 MiB, some hundred thousand inputs. */
const MAX_CASE_BYTES = 64 * 1_048_576;

/** A case that this process may write to. One writer at a time; the others are told who it is. */
export interface OpenCase {
  readonly file: string;
  log(): CaseLog;
  /** Appends and syncs. Throws `CaseWriteFault`, with nothing half-written left behind, when the disk does not take it. */
  add(on: number, input: CaseInput): CaseEntry;
  close(): void;
}

/** The disk did not take an input. Nothing of it stays in the file. */
export class CaseWriteFault extends Error {}

export type OpenedCase =
  | { readonly opened: OpenCase; readonly torn: boolean }
  /** One sentence, and what to do. */
  | { readonly fault: string; readonly notes: readonly string[] };

/** Makes the file with its first line and holds it locked; a fault when it is there already or cannot be written. */
export function createCase(file: string, opening: CaseOpening): OpenedCase {
  if (existsSync(file))
    return { fault: `${file} exists already`, notes: ['Choose another name, or go on with --resume.'] };
  try {
    mkdirSync(dirname(file), { recursive: true });
    const { log, line } = openLog(opening);
    return locked(file, () => {
      const handle = openSync(file, 'ax', 0o644);
      try {
        append(handle, line);
      } catch (error) {
        closeSync(handle);
        unlinkSync(file);
        throw error;
      }
      syncFolder(dirname(file));
      return { opened: writer(file, handle, log), torn: false };
    });
  } catch (error) {
    return { fault: `cannot write ${file}: ${wordsOf(error)}`, notes: ['Name another place with --case.'] };
  }
}

/** Opens for writing; a torn last line is cut off. */
export function resumeCase(file: string): OpenedCase {
  const read = readCase(file);
  if ('fault' in read) return read;
  try {
    return locked(file, () => {
      const handle = openSync(file, 'r+');
      if (read.torn)
        ftruncateSync(handle, Buffer.byteLength(readFileSync(file, 'utf8').slice(0, read.log.wholeLength)));
      return { opened: writer(file, handle, read.log), torn: read.torn };
    });
  } catch (error) {
    return {
      fault: `cannot write ${file}: ${wordsOf(error)}`,
      notes: ['Copy the case to a place where you may write.'],
    };
  }
}

/** Reads without locking: for replay, for watching, for a list of cases. */
export function readCase(
  file: string,
): { readonly log: CaseLog; readonly torn: boolean } | { readonly fault: string; readonly notes: readonly string[] } {
  try {
    const { size } = statSync(file);
    if (size > MAX_CASE_BYTES) return { fault: `${file} is larger than a case can be`, notes: [] };
    const read = readLog(textOf(readFileSync(file)));
    if (!('fault' in read)) return read;
    const place = read.fault.line === 0 ? file : `${file}:${read.fault.line}`;
    return {
      fault: `${place} ${read.fault.message}`,
      notes: [
        'A case is read only as it was written: take the file from where it came from again, or cut off this line and all after it.',
      ],
    };
  } catch (error) {
    if (error instanceof TypeError) return { fault: `${file} is not a case: it is not UTF-8 text`, notes: [] };
    return { fault: `cannot read ${file}: ${wordsOf(error)}`, notes: [] };
  }
}

/** Whole lines must be UTF-8; a torn one may end inside a character. */
function textOf(bytes: Buffer): string {
  const whole = bytes.lastIndexOf(0x0a) + 1;
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, whole)) + bytes.toString('utf8', whole);
}

/** Cases of a folder, the one played last first. */
export function listCases(
  folder: string,
): readonly { readonly file: string; readonly log: CaseLog; readonly when: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(CASE_SUFFIX))
    .flatMap((name) => {
      const file = join(folder, name);
      const read = readCase(file);
      return 'fault' in read ? [] : [{ file, log: read.log, when: statSync(file).mtimeMs }];
    })
    .sort((a, b) => b.when - a.when || (a.file < b.file ? -1 : 1));
}

/** A seed for a case that was given none: short enough to be read out. */
export function freshSeed(): string {
  return randomBytes(4).toString('hex');
}

function writer(file: string, handle: number, first: CaseLog): OpenCase {
  let log = first;
  return {
    file,
    log: () => log,
    add: (on, input) => {
      const { log: next, entry, line } = addInput(log, on, input);
      append(handle, line);
      log = next;
      return entry;
    },
    close: () => {
      closeSync(handle);
      unlock(file);
    },
  };
}

/** Whole or not at all: what a full disk took of a line is cut off again. */
function append(handle: number, line: string): void {
  const { size } = fstatSync(handle);
  const bytes = Buffer.from(line);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, size + at);
    fsyncSync(handle);
  } catch (error) {
    ftruncateSync(handle, size);
    throw new CaseWriteFault(wordsOf(error));
  }
}

function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // Some file systems cannot sync a folder; the file itself is synced.
  }
}

/** The lock says who writes. One left behind by a process that is gone is taken over. */
function locked(file: string, open: () => OpenedCase): OpenedCase {
  const holder = lockHolder(file);
  if (holder !== null)
    return {
      fault: `${basename(file)} is being written by process ${holder.pid} on ${holder.host}`,
      notes: [`Close it there first. If that process is gone, remove ${lockOf(file)}.`],
    };
  writeFileSync(lockOf(file), JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
  try {
    const opened = open();
    if ('fault' in opened) unlock(file);
    return opened;
  } catch (error) {
    unlock(file);
    throw error;
  }
}

function lockHolder(file: string): { readonly pid: number; readonly host: string } | null {
  if (!existsSync(lockOf(file))) return null;
  const holder = readLock(file);
  if (holder !== null && (holder.host !== hostname() || isAlive(holder.pid))) return holder;
  unlock(file);
  return null;
}

/** Null for a lock that says nothing about anybody, as one cut short by a crash. */
function readLock(file: string): { readonly pid: number; readonly host: string } | null {
  try {
    const { pid, host } = JSON.parse(readFileSync(lockOf(file), 'utf8')) as Readonly<Record<string, unknown>>;
    return Number.isInteger(pid) && (pid as number) > 0 && typeof host === 'string'
      ? { pid: pid as number, host }
      : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lockOf(file: string): string {
  return `${file}.lock`;
}

function unlock(file: string): void {
  try {
    unlinkSync(lockOf(file));
  } catch {
    // Gone already.
  }
}

function wordsOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EFBIG: 'the file would become too large',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOENT: 'no such file or folder',
    EISDIR: 'it is a folder',
    EEXIST: 'it exists already',
  };
  return (code !== undefined ? known[code] : undefined) ?? (error instanceof Error ? error.message : String(error));
}
