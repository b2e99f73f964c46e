// A scenario's name or path -> its texts and their hash. The only place of the engine that reads scenario files.

import { createHash } from 'node:crypto';
import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScenarioTexts } from './language/check-scenario.ts';
import { MAX_TEXT_BYTES, type SourceText } from './language/yaml-text.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';

export const SCENARIO_FILE = 'scenario.yaml';
const SOURCES_FILE = 'sources.yaml';

export interface OpenedScenario {
  readonly texts: ScenarioTexts | null;
  readonly problems: readonly Problem[];
}

/** `baltic-2014` (a shipped scenario), a folder, or a file. */
export function openScenario(idOrPath: string): OpenedScenario {
  const file = findFile(idOrPath);
  if (file === null) return { texts: null, problems: [unknownScenario(idOrPath)] };
  const scenario = readText(file);
  if ('problem' in scenario) return { texts: null, problems: [scenario.problem] };
  const besideFile = join(dirname(file), SOURCES_FILE);
  const sources = basename(file) === SCENARIO_FILE && isThere(besideFile) ? readText(besideFile) : null;
  if (sources !== null && 'problem' in sources) return { texts: null, problems: [sources.problem] };
  return {
    texts: {
      scenario: scenario.text,
      sources: sources?.text ?? null,
      hash: hashOf([scenario.text, ...(sources === null ? [] : [sources.text])]),
    },
    problems: [],
  };
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

function foldersOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder `scenarios` of this package, found upwards from this file (it lies deeper once compiled). */
function scenariosFolder(): string | null {
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
    return statSync(path).isDirectory() ? ([join(path, SCENARIO_FILE)].find(existsSync) ?? shipped(idOrPath)) : path;
  return shipped(idOrPath);
}

function shipped(id: string): string | null {
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

function readText(file: string): { readonly text: SourceText } | { readonly problem: Problem } {
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
