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
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Lock, takeLock } from './case-lock.ts';
import { addInput, type CaseLog, logText, openLog, readLog } from './case-log.ts';
import type { CaseEntry, CaseInput, CaseOpening } from './entry.ts';

/** How the name of a case's file ends. */
export const CASE_SUFFIX = '.case.jsonl';
/** Largest log that is read: 64 MiB, some hundred thousand inputs. */
const MAX_CASE_BYTES = 64 * 1_048_576;

/** A case that this process may write to. One writer at a time; the others are told who it is. */
export interface OpenCase {
  readonly file: string;
  log(): CaseLog;
  /**
   * Appends and syncs. Throws `CaseWriteFault`, with nothing half-written left behind, when the disk does not take it or somebody else changed the
   * file; a file that was removed is written anew.
   */
  add(on: number, input: CaseInput, at?: string): CaseEntry;
  /** Twice is no harm. */
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
    return locked(file, (lock) => {
      const handle = openSync(file, 'ax', 0o644);
      try {
        append(handle, line);
      } catch (error) {
        closeSync(handle);
        unlinkSync(file);
        throw error;
      }
      syncFolder(dirname(file));
      return { opened: writer(file, handle, log, lock), torn: false };
    });
  } catch (error) {
    return { fault: `cannot write ${file}: ${wordsOf(error)}`, notes: ['Name another place with --case.'] };
  }
}

/** Opens for writing; a torn last line is cut off. */
export function resumeCase(file: string): OpenedCase {
  const before = readCase(file);
  if ('fault' in before) return before;
  try {
    return locked(file, (lock) => {
      // Whoever held the lock until now may have written more.
      const read = readCase(file);
      if ('fault' in read) return read;
      const handle = openSync(file, 'r+');
      if (read.torn)
        ftruncateSync(handle, Buffer.byteLength(readFileSync(file, 'utf8').slice(0, read.log.wholeLength)));
      return { opened: writer(file, handle, read.log, lock), torn: read.torn };
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

function writer(file: string, first: number, opened: CaseLog, lock: Lock): OpenCase {
  let [log, handle, stamp] = [opened, first, stampOf(fstatSync(first))];
  let [kept, isClosed]: [string | null, boolean] = [null, false];
  /** What is written to a file that nobody can find any more would be lost. */
  const findAgain = (): void => {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there !== undefined && stampOf(there) === stamp) return;
    const text = logText(log);
    if (there === undefined) writeWhole(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      kept ??= keepBeside(file, text);
      throw new CaseWriteFault(
        `somebody else changed the case. All of it is kept in ${basename(kept)}: close, and go on with that`,
      );
    }
    const next = openSync(file, 'r+');
    closeSync(handle);
    [handle, stamp] = [next, stampOf(fstatSync(next))];
  };
  return {
    file,
    log: () => log,
    add: (on, input, at) => {
      const { log: next, entry, line } = addInput(log, on, input, at);
      try {
        findAgain();
      } catch (error) {
        throw error instanceof CaseWriteFault ? error : new CaseWriteFault(wordsOf(error));
      }
      try {
        append(handle, line);
      } finally {
        stamp = stampOf(fstatSync(handle));
      }
      log = next;
      return entry;
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      try {
        findAgain();
      } catch {
        // There is no place for it, or somebody else's file stands there.
      }
      closeSync(handle);
      lock.release();
    },
  };
}

/** Changes when the file is another one, or was written to. */
function stampOf({ dev, ino, size, mtimeMs }: Stats): string {
  return `${dev} ${ino} ${size} ${mtimeMs}`;
}

/** A file that must not be there yet, whole and synced. */
function writeWhole(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o644);
  try {
    append(handle, text);
  } finally {
    closeSync(handle);
  }
  syncFolder(dirname(file));
}

/** `one.case.jsonl` -> `one.kept-3f2a.case.jsonl`, with the text. */
function keepBeside(file: string, text: string): string {
  const stem = file.endsWith(CASE_SUFFIX) ? file.slice(0, -CASE_SUFFIX.length) : file;
  const beside = `${stem}.kept-${randomBytes(2).toString('hex')}${CASE_SUFFIX}`;
  writeWhole(beside, text);
  return beside;
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

/** Holds the lock while the case is open; released here when it cannot be opened. */
function locked(file: string, open: (lock: Lock) => OpenedCase): OpenedCase {
  const taken = takeLock(lockOf(file));
  if ('holder' in taken) {
    const { pid, host, since } = taken.holder;
    return {
      fault: `${basename(file)} is being written by process ${pid} on ${host}${since === null ? '' : ` since ${since}`}`,
      notes: [`Close it there first. If that process is gone, remove ${lockOf(file)}.`],
    };
  }
  try {
    const opened = open(taken.lock);
    if ('fault' in opened) taken.lock.release();
    return opened;
  } catch (error) {
    taken.lock.release();
    throw error;
  }
}

function lockOf(file: string): string {
  return `${file}.lock`;
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
