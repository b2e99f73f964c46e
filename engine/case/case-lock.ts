// The name of a lock file -> the lock, or who holds it. One holder at a time; a lock left behind by a process that is gone is taken over by one process alone.

import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { checksum } from './checksum.ts';

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** As `2026-05-04 09:00 UTC`; null in a lock that does not tell. */
  readonly since: string | null;
}

export interface Lock {
  /** Removes the lock if it is still this one. */
  release(): void;
}

/** Throws what the file system throws where nothing can be written. */
export function takeLock(path: string): { readonly lock: Lock } | { readonly holder: LockHolder } {
  const own = {
    pid: process.pid,
    host: hostname(),
    since: minuteOf(new Date()),
    nonce: randomBytes(8).toString('hex'),
  };
  const text = JSON.stringify(own);
  const lock: Lock = { release: () => removeIf(path, text) };
  // A lock may go just while it is looked at; then the next look decides.
  for (let look = 0; look < LOOKS; look++) {
    if (placeNew(path, text)) return { lock };
    const there = textOf(path);
    if (there === null) continue;
    const holder = holderOf(there);
    if (holder !== null && isAtWork(holder)) return { holder };
    // The right to replace just this stale lock is a lock of its own: whoever has it looks again before it replaces.
    const right = takeLock(`${path}.${checksum('', there).slice(0, 8)}`);
    if ('holder' in right) return right;
    try {
      if (textOf(path) !== there) continue;
      replace(path, text);
      return { lock };
    } finally {
      right.lock.release();
    }
  }
  throw new Error(`the lock ${path} changes hands too fast`);
}

const LOOKS = 100;

/** Whole or not at all, and never over another one: a lock without its words could be taken for one that nobody holds. */
function placeNew(path: string, text: string): boolean {
  const draft = draftOf(path);
  writeFileSync(draft, text, { flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === undefined || !NO_LINKS.includes(code)) throw error;
    return placeWithoutLink(path, text);
  } finally {
    unlinkSync(draft);
  }
}

/** What file systems say that know no hard links. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

function placeWithoutLink(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function replace(path: string, text: string): void {
  const draft = draftOf(path);
  writeFileSync(draft, text, { flag: 'wx' });
  renameSync(draft, path);
}

function draftOf(path: string): string {
  return `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
}

function removeIf(path: string, text: string): void {
  if (textOf(path) !== text) return;
  try {
    unlinkSync(path);
  } catch {
    // Gone already.
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Null for a lock that says nothing about anybody, as one cut short by a crash. */
function holderOf(text: string): LockHolder | null {
  try {
    const { pid, host, since } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (!Number.isInteger(pid) || (pid as number) <= 0 || typeof host !== 'string') return null;
    return { pid: pid as number, host, since: typeof since === 'string' ? since : null };
  } catch {
    return null;
  }
}

/** Nobody can look into another machine: what it holds is held. */
function isAtWork({ pid, host }: LockHolder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function minuteOf(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
