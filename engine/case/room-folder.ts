// A case file -> the folder of its room: the console publishes what screens may show and takes what cells send, terminals do the reverse.
// Every file is replaced whole, so nobody ever reads half of one that we wrote; what is torn or foreign all the same is a fault in words.

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type ConsoleBeat, isCellMessage, isConsoleBeat, isRoomView, seatOfMessage } from './room-shape.ts';
import type { CellMessage, RoomView, ScreenView, SeatView } from './room-view.ts';

const CASE_ENDING = '.case.jsonl';
const CONSOLE = 'console.json';
/** Largest message of a cell that is read. */
export const MAX_MESSAGE_BYTES = 16_384;
/** Largest view that is read: 8 MiB. */
const MAX_VIEW_BYTES = 8 * 1_048_576;

/** One sentence, and what to do. */
export interface RoomFault {
  readonly fault: string;
  readonly notes: readonly string[];
}

/** A message as it lies in the inbox; `file` is for words, `remove` goes by the id. */
export interface PostedMessage {
  readonly message: CellMessage;
  readonly file: string;
}

/** The console's side. Nothing here throws; null is done. */
export interface Room {
  readonly folder: string;
  /** All that the room may see now: files that changed are replaced, those of seats that are no cells any more are taken away. */
  publish(views: readonly RoomView[]): RoomFault | null;
  /** A sign of life; `now` is a wall time (ISO 8601, UTC). To be given every five seconds or so. */
  beat(now: string): RoomFault | null;
  /** What lies in the inbox, in the order of the ids' times. The same message may come again until the log knows its id and the file is removed. */
  messages(): readonly PostedMessage[];
  remove(id: string): RoomFault | null;
  /** Takes back the sign of life; the views stay. */
  close(): void;
}

/** `one.case.jsonl` -> `one.room` beside it. */
export function roomFolderOf(caseFile: string): string {
  const name = basename(caseFile);
  const stem = name.endsWith(CASE_ENDING) ? name.slice(0, -CASE_ENDING.length) : name;
  return join(dirname(caseFile), `${stem}.room`);
}

/**
 * Makes the folder. Only the process that holds the case may open its room. `tell` hears of files in the inbox that were put aside, and why.
 * When the case `isNew`, what lies in the inbox was sent to another one of its name, and is put aside.
 */
export function openRoom(
  caseFile: string,
  tell: (fault: RoomFault) => void = () => {},
  isNew = false,
): { readonly room: Room } | RoomFault {
  const folder = roomFolderOf(caseFile);
  const fault = attempt(`cannot make the room ${folder}`, () => {
    makeFolders(folder);
    for (const name of readdirSync(folder)) if (isTemporary(name)) discard(join(folder, name));
    if (!isNew) return;
    for (const { message, file } of readInbox(folder, tell))
      tell(putAside(folder, basename(file), `${message.seat} sent it to another case of this name`));
  });
  return fault ?? { room: roomAt(folder, tell) };
}

function makeFolders(folder: string): void {
  mkdirSync(refusedIn(folder), { recursive: true });
}

function roomAt(folder: string, tell: (fault: RoomFault) => void): Room {
  return {
    folder,
    publish: (views) => {
      // Somebody may have tidied it away; the folder of the case itself is not made again.
      if (!existsSync(inboxOf(folder)) && existsSync(dirname(folder))) attempt('', () => makeFolders(folder));
      const faults = views.map((view) => {
        const text = `${JSON.stringify(view)}\n`;
        const file = join(folder, nameOf(view.kind === 'screen' ? 'screen' : view.seat));
        return textIn(file) === text ? null : replace(file, text);
      });
      const seats = new Set(views.flatMap((view) => (view.kind === 'seat' ? [view.seat] : [])));
      const gone = seatsIn(folder).filter((seat) => !seats.has(seat));
      return [...faults, ...gone.map((seat) => removeFile(join(folder, nameOf(seat))))].find(isFault) ?? null;
    },
    beat: (beat) => replace(join(folder, CONSOLE), `${JSON.stringify({ pid: process.pid, host: hostname(), beat })}\n`),
    messages: () => readInbox(folder, tell),
    remove: (id) => (seatOfMessage(id) === null ? null : removeFile(join(inboxOf(folder), `${id}.json`))),
    close: () => discard(join(folder, CONSOLE)),
  };
}

/** What a screen or a cell shows now, and the last sign of life of the console. A fault may be gone a moment later: try again. */
export function readRoomView(
  caseFile: string,
  who: 'screen',
): { readonly view: ScreenView; readonly beat: ConsoleBeat | null } | RoomFault;
export function readRoomView(
  caseFile: string,
  who: string,
): { readonly view: RoomView; readonly beat: ConsoleBeat | null } | RoomFault;
export function readRoomView(
  caseFile: string,
  who: string,
): { readonly view: RoomView; readonly beat: ConsoleBeat | null } | RoomFault {
  const folder = roomFolderOf(caseFile);
  const file = join(folder, nameOf(who));
  if (!existsSync(file)) return nothingThere(folder, who);
  const read = readJson(file, MAX_VIEW_BYTES);
  if ('fault' in read) return read;
  const view = read.data;
  if (!isRoomView(view)) return { fault: `${file} is no view of a room that this program knows`, notes: ONE_VERSION };
  const isOwn = view.kind === 'screen' ? who === 'screen' : view.seat === who;
  if (!isOwn) return { fault: `${file} is the view of somebody else`, notes: ['Close the console and open it again.'] };
  const sign = readJson(join(folder, CONSOLE), MAX_MESSAGE_BYTES);
  return { view, beat: 'data' in sign && isConsoleBeat(sign.data) ? sign.data : null };
}

/** The view of a cell, for its own terminal. */
export function readSeatView(
  caseFile: string,
  seat: string,
): { readonly view: SeatView; readonly beat: ConsoleBeat | null } | RoomFault {
  const read = readRoomView(caseFile, seat);
  if ('fault' in read) return read;
  const { view, beat } = read;
  return view.kind === 'seat' ? { view, beat } : { fault: `"${seat}" is no seat`, notes: [] };
}

/** Cells for which the console has published something. */
export function seatsOfRoom(caseFile: string): readonly string[] {
  return seatsIn(roomFolderOf(caseFile));
}

/** `SEAT-TIME-RANDOM`: later ones of a seat sort after earlier ones. */
export function freshMessageId(seat: string): string {
  return `${seat}-${Date.now().toString(36).padStart(9, '0')}-${randomBytes(5).toString('hex')}`;
}

/** Drops a message into the inbox; null when it lies there, synced. The same id again replaces what has not been taken yet. */
export function postMessage(caseFile: string, message: CellMessage): RoomFault | null {
  const inbox = inboxOf(roomFolderOf(caseFile));
  if (!existsSync(inbox)) return nothingThere(roomFolderOf(caseFile), message.seat);
  const text = `${JSON.stringify(message)}\n`;
  const why = whyRefused(message, message.id, Buffer.byteLength(text));
  if (why !== null) return { fault: `the message was not sent: ${why}`, notes: [] };
  return replace(join(inbox, `${message.id}.json`), text);
}

function readInbox(folder: string, tell: (fault: RoomFault) => void): readonly PostedMessage[] {
  const inbox = inboxOf(folder);
  const names: string[] = [];
  const fault = attempt(`cannot look into ${inbox}`, () => {
    names.push(...readdirSync(inbox).filter((name) => name !== 'refused' && !isTemporary(name)));
  });
  if (fault !== null) tell(fault);
  return names
    .flatMap((name): PostedMessage[] => {
      const file = join(inbox, name);
      const read = readMessage(file, name);
      if ('message' in read) return [{ message: read.message, file }];
      // Somebody may have taken it away just now; then there is nothing to tell.
      if (isThere(file)) tell(putAside(folder, name, read.why));
      return [];
    })
    .sort((a, b) => compareTexts(orderOf(a.message.id), orderOf(b.message.id)));
}

function readMessage(file: string, name: string): { readonly message: CellMessage } | { readonly why: string } {
  // A pipe or a link would make us wait, or read what is not in the inbox.
  if (!name.endsWith('.json') || !isPlainFile(file)) return { why: 'it is no message file' };
  const read = readJson(file, MAX_MESSAGE_BYTES);
  if ('fault' in read) return { why: read.why };
  if (!isCellMessage(read.data)) return { why: 'it is no message that this program knows' };
  const why = whyRefused(read.data, name.slice(0, -'.json'.length), 0);
  return why === null ? { message: read.data } : { why };
}

/** A seat speaks for itself alone. */
function whyRefused(message: CellMessage, name: string, bytes: number): string | null {
  if (bytes > MAX_MESSAGE_BYTES) return `it is longer than ${MAX_MESSAGE_BYTES} bytes`;
  if (!isCellMessage(message)) return 'it is no message that this program knows';
  if (message.id !== name) return 'its name is not its id';
  return seatOfMessage(message.id) === message.seat ? null : `its id is not one of ${message.seat}`;
}

function putAside(folder: string, name: string, why: string): RoomFault {
  const aside = join(refusedIn(folder), `${randomBytes(3).toString('hex')}-${name}`);
  const stuck = attempt(`${name} in the inbox was refused (${why}) but cannot be put aside`, () => {
    makeFolders(folder);
    renameSync(join(inboxOf(folder), name), aside);
  });
  return stuck ?? { fault: `${name} in the inbox was refused: ${why}`, notes: [`It lies in ${aside} now.`] };
}

/** Temporary name, sync, rename: a reader finds the old text or the new one, whole, and so does everybody after a crash. */
function replace(file: string, text: string): RoomFault | null {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}-${randomBytes(4).toString('hex')}.part`);
  const fault = attempt(`cannot write ${file}`, () => {
    const handle = openSync(temporary, 'wx', 0o644);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  });
  if (fault !== null) discard(temporary);
  else syncFolder(dirname(file));
  return fault;
}

function readJson(
  file: string,
  limit: number,
): { readonly data: unknown } | (RoomFault & { /** Without the file's name. */ readonly why: string }) {
  const faulty = (why: string, notes: readonly string[] = []) => ({ fault: `${file}: ${why}`, notes, why });
  try {
    if (statSync(file).size > limit) return faulty(`it is longer than ${limit} bytes`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    return { data: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return faulty('it is not whole, or no JSON', ['It may be there in a moment.']);
    if (error instanceof TypeError) return faulty('it is not UTF-8 text');
    return faulty(`it cannot be read: ${wordsOf(error)}`);
  }
}

const ONE_VERSION = ['The console and this screen must be of the same version of the program.'];

function nothingThere(folder: string, who: string): RoomFault {
  const seats = seatsIn(folder);
  if (seats.length > 0 && who !== 'screen')
    return {
      fault: `there is nothing for "${who}" in ${folder}`,
      notes: [`The cells of this room are ${seats.join(', ')}.`],
    };
  return {
    fault: `there is no room at ${folder} yet`,
    notes: ['Open the case as a seminar at the white cell first; this screen follows it.'],
  };
}

/** A room that was never made has none. */
function seatsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => /^seat-([a-z][a-z0-9_]*)\.json$/.exec(name)?.[1] ?? [])
      .sort();
  } catch {
    return [];
  }
}

/** A name that is no seat's leads to a file that is never there. */
function nameOf(who: string): string {
  if (who === 'screen') return 'screen.json';
  return /^[a-z][a-z0-9_]*$/.test(who) ? `seat-${who}.json` : 'seat-.json';
}

function inboxOf(folder: string): string {
  return join(folder, 'inbox');
}

function refusedIn(folder: string): string {
  return join(inboxOf(folder), 'refused');
}

function isTemporary(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.part');
}

/** By time, whichever the seat. */
function orderOf(id: string): string {
  return id.slice(id.indexOf('-') + 1);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isFault(fault: RoomFault | null): fault is RoomFault {
  return fault !== null;
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function isPlainFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function removeFile(file: string): RoomFault | null {
  return isThere(file) ? attempt(`cannot remove ${file}`, () => unlinkSync(file)) : null;
}

function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Gone already, or it will be tried again when the room is opened next.
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

function attempt(what: string, act: () => void): RoomFault | null {
  try {
    act();
    return null;
  } catch (error) {
    return { fault: `${what}: ${wordsOf(error)}`, notes: adviceFor((error as NodeJS.ErrnoException).code) };
  }
}

function adviceFor(code: string | undefined): readonly string[] {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return ['Make room on the disk. The log of the case is not touched by this.'];
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return ['The folder of the case must be one that all terminals of the room may write to.'];
  return [];
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would become too large',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EBUSY: 'somebody has it open',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a file stands where a folder should',
  EEXIST: 'a file stands where a folder should',
  EISDIR: 'it is a folder',
};

function wordsOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return (code !== undefined ? WORDS[code] : undefined) ?? (error instanceof Error ? error.message : String(error));
}
