// A folder that holds a stored batch: where its files lie, and how a file comes to be there whole or not at all.

import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type BlockRecord, readBlockRecord } from './block-record.ts';
import { BATCH_FORMAT, type Manifest, manifestText } from './manifest.ts';
import { isStillWritten, markOf } from './unfinished-mark.ts';

const MANIFEST_FILE = 'manifest.json';
const RESULT_FILE = 'result.json';
const BLOCKS = 'blocks';
const SERIES = 'series';
/** Marks a file that is being written; one that was left behind is of no use to anybody. */
const UNFINISHED = '.tmp';

/** The disk did not take a file (`disk`), or the folder is not what it should be (`folder`). Nothing that was finished is touched. */
export class FolderFault extends Error {
  override readonly name = 'FolderFault';
  readonly kind: 'folder' | 'disk';

  constructor(message: string, kind: 'folder' | 'disk' = 'folder') {
    super(message);
    this.kind = kind;
  }
}

/** A folder that holds a batch, and which batch it is. */
export interface OpenedBatch {
  readonly folder: string;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest's text: what every block of it carries. */
  readonly manifestHash: string;
}

/** Throws a FolderFault for a folder that holds no batch. */
export function openBatchFolder(folder: string): OpenedBatch {
  const file = join(folder, MANIFEST_FILE);
  const text = readText(file);
  if (text === null) throw new FolderFault(`${folder} holds no batch: it has no ${MANIFEST_FILE}`);
  const manifest = manifestIn(text);
  if (manifest === null) throw new FolderFault(`${file} is no manifest of a batch (${BATCH_FORMAT})`);
  return { folder, manifest, manifestHash: sha256(text) };
}

/**
 * Opens the folder for this manifest, or makes it. Throws a FolderFault when another batch lies there (`differences` says in what) or something
 * else does.
 */
export function claimBatchFolder(
  folder: string,
  manifest: Manifest,
  differences: (there: Manifest) => readonly string[],
): OpenedBatch {
  const text = manifestText(manifest);
  if (existsSync(folder)) {
    const found = visible(folder);
    if (!found.includes(MANIFEST_FILE) && found.some((name) => name !== BLOCKS && name !== SERIES))
      throw new FolderFault(`${folder} is not empty and holds no batch: name a new folder`);
    if (!found.includes(MANIFEST_FILE) && found.includes(BLOCKS) && readdirSync(join(folder, BLOCKS)).length > 0)
      throw new FolderFault(`${folder} holds blocks of a batch whose ${MANIFEST_FILE} is gone: name a new folder`);
  }
  telling(folder, () => mkdirSync(join(folder, BLOCKS), { recursive: true }));
  if (manifest.series !== undefined) telling(folder, () => mkdirSync(join(folder, SERIES), { recursive: true }));
  writeNew(join(folder, MANIFEST_FILE), text);
  const there = openBatchFolder(folder);
  if (there.manifestHash === sha256(text)) return there;
  const why = differences(there.manifest);
  if (why.length === 0) return there;
  throw new FolderFault(`${folder} holds another batch (${why.join('; ')}): name another folder`);
}

/** The file that says what all blocks together are. */
export function writeResult(folder: string, text: string): void {
  const file = join(folder, RESULT_FILE);
  if (readText(file) !== text) writeWhole(file, text);
}

export function rowsFile(folder: string, block: number): string {
  return join(folder, BLOCKS, `${blockName(block)}.parquet`);
}

/** What a block's runs did turn by turn, where that is kept. */
export function seriesFile(folder: string, block: number): string {
  return join(folder, SERIES, `${blockName(block)}.parquet`);
}

/** Where that lies, from the root. */
export function seriesFolder(folder: string): string {
  return join(resolve(folder), SERIES);
}

/** Where the rows lie, from the root. */
export function blocksFolder(folder: string): string {
  return join(resolve(folder), BLOCKS);
}

function recordFile(folder: string, block: number): string {
  return join(folder, BLOCKS, `${blockName(block)}.json`);
}

/** Sorts as it counts. */
function blockName(block: number): string {
  return `block-${String(block).padStart(8, '0')}`;
}

/** A name beside the file that nobody else writes to. */
export function besideOf(file: string): string {
  return `${file}.${markOf(hostname(), process.pid)}${UNFINISHED}`;
}

/** Closes a block: its rows and its series get their names first, its record after them. All are on the disk when this returns. */
export function finishBlock(folder: string, written: string, record: BlockRecord, series: string | null = null): void {
  if (series !== null) nameFile(series, seriesFile(folder, record.block));
  nameFile(written, rowsFile(folder, record.block));
  writeWhole(recordFile(folder, record.block), `${JSON.stringify(record, null, 2)}\n`);
}

function nameFile(written: string, file: string): void {
  telling(file, () => {
    syncFile(written);
    renameSync(written, file);
    syncFolder(dirname(file));
  });
}

/** The record of a block that is whole: of this manifest, with rows and series of the right length. `thorough` also reads every byte of them. */
export function finishedBlock(
  { folder, manifest, manifestHash }: OpenedBatch,
  block: number,
  thorough: boolean,
): BlockRecord | null {
  const text = readText(recordFile(folder, block));
  const record = text === null ? null : readBlockRecord(text);
  if (record === null || record.manifest !== manifestHash || record.block !== block) return null;
  if (!isWritten(rowsFile(folder, block), record, thorough)) return null;
  if (manifest.series === undefined) return record;
  const { series } = record;
  return series !== undefined && isWritten(seriesFile(folder, block), series, thorough) ? record : null;
}

function isWritten(file: string, told: Pick<BlockRecord, 'bytes' | 'sha256'>, thorough: boolean): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.size !== told.bytes) return false;
  return !thorough || sha256(readFileSync(file)) === told.sha256;
}

/** Records of other manifests that lie among the blocks, by file name: such a folder was mixed. */
export function strangeBlocks({ folder, manifest, manifestHash }: OpenedBatch): readonly string[] {
  return readdirSync(join(folder, BLOCKS))
    .filter((name) => name.endsWith('.json'))
    .filter((name) => {
      const record = readBlockRecord(readText(join(folder, BLOCKS, name)) ?? '');
      return record !== null && (record.manifest !== manifestHash || record.block >= manifest.blocks);
    });
}

/**
 * Files that nobody will finish: those of processes which are gone, and with `all` every one, for when no block is wanted any more. Nothing is
 * known of processes on other machines: theirs stay until then.
 */
export function sweepUnfinished({ folder }: OpenedBatch, isAlive: (pid: number) => boolean, all = false): void {
  for (const path of blockFiles(folder)) {
    if (!path.endsWith(UNFINISHED)) continue;
    const mark = path.slice(0, -UNFINISHED.length).split('.').at(-1) ?? '';
    if (!all && isStillWritten(mark, hostname(), isAlive)) continue;
    telling(path, () => rmSync(path, { force: true }));
  }
}

/** Everything that lies among the blocks and their series. */
function blockFiles(folder: string): readonly string[] {
  return [BLOCKS, SERIES]
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => join(path, name)));
}

/** Record, rows and series of a block that is not whole are taken away, so that nobody reads them. */
export function dropBlock(folder: string, block: number): void {
  for (const file of [recordFile(folder, block), rowsFile(folder, block), seriesFile(folder, block)])
    telling(file, () => rmSync(file, { force: true }));
}

/** Takes away whatever lies there of blocks from this one on, but for what somebody is still writing. */
export function dropBlocksFrom(folder: string, first: number): void {
  const beyond = blockFiles(folder)
    .filter((path) => !path.endsWith(UNFINISHED) && Number(/^block-(\d+)/.exec(basename(path))?.[1] ?? -1) >= first)
    .sort();
  for (const path of beyond) telling(path, () => rmSync(path, { force: true }));
}

export function writeWhole(file: string, text: string): void {
  place(file, text, renameSync);
}

/** Whole, unless the file is there: of several who write it at once, one does. */
function writeNew(file: string, text: string): void {
  if (existsSync(file)) return;
  place(file, text, (from, to) => {
    try {
      linkSync(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST' && (code === undefined || !WITHOUT_LINKS.includes(code))) throw error;
      if (code !== 'EEXIST') renameSync(from, to);
    }
    rmSync(from, { force: true });
  });
}

/** What file systems that know no links answer. */
const WITHOUT_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

function place(file: string, text: string, name: (from: string, to: string) => void): void {
  const beside = besideOf(file);
  telling(file, () => {
    try {
      writeFileSync(beside, text);
      syncFile(beside);
      name(beside, file);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    syncFolder(dirname(file));
  });
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function manifestIn(text: string): Manifest | null {
  try {
    const data = JSON.parse(text) as Partial<Manifest> | null;
    return isManifest(data) ? data : null;
  } catch {
    return null;
  }
}

/** All parts are there and of the right kind; whether they agree with each other, the plan tells. */
function isManifest(data: Partial<Manifest> | null): data is Manifest {
  if (data?.format !== BATCH_FORMAT) return false;
  const { scenario, question, environment, arms, columns, texts, runs, blockFutures, blocks, program, baseline } = data;
  return (
    [scenario, question, environment].every((part) => typeof part === 'object' && part !== null) &&
    [question?.variants, question?.policies, question?.doctrines, question?.settings].every(Array.isArray) &&
    [arms, columns, texts].every(Array.isArray) &&
    (texts ?? []).every((text) => Array.isArray(text?.lines)) &&
    [runs, blockFutures, blocks].every((count) => Number.isSafeInteger(count) && Number(count) >= 1) &&
    [program, baseline, data.engine, data.reproduce].every((text) => typeof text === 'string') &&
    (data.series === undefined || [data.series?.quantities, data.series?.machines].every(Array.isArray)) &&
    (data.until === undefined || [data.until?.goals, data.until?.ranked].every(Array.isArray))
  );
}

function visible(folder: string): readonly string[] {
  if (!statSync(folder).isDirectory()) throw new FolderFault(`${folder} is a file: name a folder`);
  return readdirSync(folder).filter((name) => !name.startsWith('.') && !name.endsWith(UNFINISHED));
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new FolderFault(`cannot read ${file}: ${wordsOf(error)}`, 'disk');
  }
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // Some file systems cannot sync a folder; the files themselves are synced.
  }
}

function telling<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof FolderFault ? error : new FolderFault(`cannot write ${file}: ${wordsOf(error)}`, 'disk');
  }
}

const KNOWN: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would become too large',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
};

/** Of the database: its own words end with those of the system. */
const SAID: readonly (readonly [RegExp, string])[] = [
  [/No space left on device/, 'the disk is full'],
  [/Disk quota exceeded/, 'the disk quota is used up'],
  [/File too large/, 'the file would become too large'],
  [/Permission denied/, 'permission denied'],
  [/Read-only file system/, 'the file system is read-only'],
];

export function wordsOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const message = error instanceof Error ? error.message : String(error);
  return KNOWN[code ?? ''] ?? SAID.find(([pattern]) => pattern.test(message))?.[1] ?? message;
}
