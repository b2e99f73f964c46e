// A scenario's name or path -> its texts and their hash. The only place of the engine that reads scenario files.

import { createHash } from 'node:crypto';
import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScenarioTexts } from './language/check-scenario.ts';
import { type BaseName, basesOf, isFileName, MOST_BASES } from './language/extends.ts';
import { type ScenarioHead, scenarioHead } from './language/scenario-head.ts';
import { MAX_TEXT_BYTES, type SourceText } from './language/yaml-text.ts';
import { nearest } from './nearest.ts';
import type { Place, Problem } from './problem.ts';

export const SCENARIO_FILE = 'scenario.yaml';
const SOURCES_FILE = 'sources.yaml';

export interface OpenedScenario {
  readonly texts: ScenarioTexts | null;
  readonly problems: readonly Problem[];
  /** Every text that was read, also when one was missing: for the source lines of problems. */
  readonly files: readonly SourceText[];
}

/** `baltic-2014` (a shipped scenario), a folder, or a file. */
export function openScenario(idOrPath: string): OpenedScenario {
  const file = findFile(idOrPath);
  if (file === null) return { texts: null, problems: [unknownScenario(idOrPath)], files: [] };
  const reading: Reading = { texts: new Map(), registers: new Map(), files: [], problems: [] };
  read(file, [], null, reading);
  const { files } = reading;
  const scenario = reading.texts.get(realpathOf(file));
  if (scenario === undefined || reading.problems.length > 0) return { texts: null, problems: reading.problems, files };
  const bases = [...reading.texts.values()].filter((text) => text !== scenario);
  const registers = [...reading.registers.values()];
  return {
    texts: { scenario, bases, registers, hash: hashOf([...bases, scenario, ...registers]) },
    problems: [],
    files,
  };
}

/** Each file once, those that are built on before those that build on them. */
interface Reading {
  readonly texts: Map<string, SourceText>;
  readonly registers: Map<string, SourceText>;
  /** All of them, in the order of reading. */
  readonly files: SourceText[];
  readonly problems: Problem[];
}

/** Reads a file after everything that it extends. `above` are the files that are waiting for this one. */
function read(file: string, above: readonly string[], asked: Place | null, reading: Reading): void {
  const path = realpathOf(file);
  if (reading.texts.has(path)) return;
  const opened = tooManyBases(asked, reading) ?? openText(file);
  if ('problem' in opened) {
    reading.problems.push({ ...opened.problem, place: asked });
    return;
  }
  reading.files.push(opened.text);
  const { bases, problems } = basesOf(opened.text);
  reading.problems.push(...problems);
  for (const base of bases) readBase(base, file, [...above, path], reading);
  reading.texts.set(path, opened.text);
  readRegister(file, above.length === 0, reading);
}

/** Said once, at the text that is one too many. */
function tooManyBases(place: Place | null, { files, problems }: Reading): { readonly problem: Problem } | null {
  if (files.length <= 2 * MOST_BASES || problems.some(({ code }) => code === 'too-many-bases')) return null;
  const message = `expected at most ${MOST_BASES} texts that build on one another`;
  return { problem: { ...extendsFault(place, message, []), code: 'too-many-bases' } };
}

function readBase({ name, place }: BaseName, from: string, above: readonly string[], reading: Reading): void {
  const library = dirname(dirname(resolve(from)));
  const file = isFileName(name) ? resolve(dirname(from), name) : scenarioNear(name, library);
  const problem = baseFault(name, place, file, library, above);
  if (problem !== null) reading.problems.push(problem);
  else if (file !== null) read(file, above, place, reading);
}

function baseFault(
  name: string,
  place: Place,
  file: string | null,
  library: string,
  above: readonly string[],
): Problem | null {
  if (file === null || !isThere(file)) return noBase(name, place, library);
  if (!file.startsWith(library + sep) && shippedFile(name) !== file)
    return extendsFault(place, `"${name}" lies outside the folder that holds this scenario and its neighbours`, [
      'Copy the file into the folder of the scenario, or beside it.',
    ]);
  const first = above.indexOf(realpathOf(file));
  if (first < 0) return null;
  const circle = [...above.slice(first), realpathOf(file)].map(shortName).join(' -> ');
  return extendsFault(place, `a scenario cannot build on itself: ${circle}`, ['Take one of these "extends:" out.']);
}

function scenarioNear(id: string, library: string): string | null {
  const beside = join(library, id, SCENARIO_FILE);
  return isThere(beside) ? beside : shippedFile(id);
}

function noBase(name: string, place: Place, library: string): Problem {
  if (isFileName(name))
    return extendsFault(place, `no file "${name}" to build on`, ['Paths start from the folder of this file.']);
  const beside = foldersOf(library).map((entry) => entry.name);
  const ids = [...new Set([...beside, ...shippedScenarios().map(({ id }) => id)])];
  const close = nearest(name, ids);
  return extendsFault(place, `no scenario "${name}" to build on`, [
    close === null ? 'Write the id of a scenario, or a file as ../parts/council.yaml.' : `Did you mean "${close}"?`,
  ]);
}

/** A draft beside a scenario has no register of its own; a part always has that of its folder. */
function readRegister(file: string, isScenario: boolean, reading: Reading): void {
  const beside = join(dirname(file), SOURCES_FILE);
  if ((isScenario && basename(file) !== SCENARIO_FILE) || !isThere(beside)) return;
  if (reading.registers.has(realpathOf(beside))) return;
  const opened = openText(beside);
  if ('problem' in opened) {
    reading.problems.push(opened.problem);
    return;
  }
  reading.registers.set(realpathOf(beside), opened.text);
  reading.files.push(opened.text);
}

function extendsFault(place: Place | null, message: string, notes: readonly string[]): Problem {
  return { severity: 'error', code: 'extends', path: 'extends', message, place, notes };
}

function shortName(path: string): string {
  return basename(path) === SCENARIO_FILE ? basename(dirname(path)) : basename(path);
}

function realpathOf(file: string): string {
  return existsSync(file) ? realpathSync(file) : resolve(file);
}

/** Ids of the scenarios that come with the engine, those for verification last. */
export function shippedScenarios(): { readonly id: string; readonly folder: string }[] {
  const root = scenariosFolder();
  if (root === null) return [];
  const inside = (folder: string) =>
    foldersOf(folder).filter((entry) => existsSync(join(folder, entry.name, SCENARIO_FILE)));
  const groups = foldersOf(root).filter((entry) => !existsSync(join(root, entry.name, SCENARIO_FILE)));
  return [root, ...groups.map((group) => join(root, group.name))].flatMap((folder) =>
    inside(folder).map((entry) => ({ id: entry.name, folder: join(folder, entry.name) })),
  );
}

/** What comes along, with what a list shows of it; read from the heads alone, so that a list is there at once. */
export function shippedHeads(): readonly (ScenarioHead & { readonly id: string; readonly group: string | null })[] {
  const root = scenariosFolder();
  return shippedScenarios().map(({ id, folder }) => {
    const group = dirname(folder) === root ? null : basename(dirname(folder));
    return { id, group, ...scenarioHead(readFileSync(join(folder, SCENARIO_FILE), 'utf8')) };
  });
}

function foldersOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder `scenarios` of this package, found upwards from this file (it lies deeper once compiled). */
export function scenariosFolder(): string | null {
  for (let at = dirname(fileURLToPath(import.meta.url)); dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, 'scenarios');
    if (existsSync(folder) && existsSync(join(at, 'package.json'))) return folder;
  }
  return null;
}

function findFile(idOrPath: string): string | null {
  if (idOrPath === '' || idOrPath.includes('\0')) return null;
  const path = resolve(idOrPath);
  if (existsSync(path))
    return statSync(path).isDirectory()
      ? ([join(path, SCENARIO_FILE)].find(existsSync) ?? shippedFile(idOrPath))
      : path;
  return shippedFile(idOrPath);
}

function shippedFile(id: string): string | null {
  const found = shippedScenarios().find((scenario) => scenario.id === id);
  return found === undefined ? null : join(found.folder, SCENARIO_FILE);
}

/** Also a link that leads nowhere is there: it is refused, not passed over. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function unknownScenario(idOrPath: string): Problem {
  const ids = shippedScenarios().map((scenario) => scenario.id);
  const close = nearest(idOrPath, ids);
  const isFolder = existsSync(resolve(idOrPath));
  const notes = isFolder
    ? [`The folder holds no ${SCENARIO_FILE}.`]
    : close !== null
      ? [`Did you mean "${close}"?`]
      : [`Scenarios that come with greyzone: ${ids.join(', ')}.`];
  return fault(
    'unknown-scenario',
    `no scenario "${idOrPath}": expected a scenario's id, its folder or its file`,
    notes,
  );
}

function fault(code: string, message: string, notes: readonly string[]): Problem {
  return { severity: 'error', code, path: '', message, place: null, notes };
}

export function openText(file: string): { readonly text: SourceText } | { readonly problem: Problem } {
  const name = relative(process.cwd(), file) || file;
  const shown = name.startsWith(`..${sep}..`) ? file : name;
  try {
    if (!existsSync(file)) return { problem: fault('unreadable', `${shown} is a link that leads nowhere`, []) };
    const inside = realpathSync(dirname(file)) + sep;
    if (lstatSync(file).isSymbolicLink() && !realpathSync(file).startsWith(inside))
      return {
        problem: fault('outside-folder', `${shown} is a link that leaves its folder`, [
          'Copy the file into the folder.',
        ]),
      };
    const stat = statSync(file);
    if (!stat.isFile()) return { problem: fault('not-a-file', `${shown} is not a plain file`, []) };
    if (stat.size > MAX_TEXT_BYTES)
      return {
        problem: fault('text-too-large', `${shown} has ${stat.size} bytes, expected at most ${MAX_TEXT_BYTES}`, [
          'A scenario is text that a person can read.',
        ]),
      };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    return { text: { name: shown, text } };
  } catch (error) {
    if (error instanceof TypeError)
      return { problem: fault('not-utf8', `${shown} is not UTF-8 text`, ['Save it as UTF-8.']) };
    return {
      problem: fault(
        'unreadable',
        `cannot read ${shown}: ${error instanceof Error ? error.message : String(error)}`,
        [],
      ),
    };
  }
}

function hashOf(texts: readonly SourceText[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of texts) hash.update(`${basename(name)}\0${text}\0`);
  return hash.digest('hex');
}
