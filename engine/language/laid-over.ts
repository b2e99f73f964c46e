// Several texts laid over one another -> one that reads like a single file: sections merge by element, elements by field, and so on down
// (JSON Merge Patch, RFC 7396, without its null); lists and words are replaced. Every place still points into the text it came from.

import { nearest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { type Path, printPath, type YamlText } from './yaml-text.ts';

/** What says who a scenario is, and how it is put together, is never handed on. */
const NOT_INHERITED: ReadonlySet<string> = new Set([
  'id',
  'version',
  'title',
  'question',
  'purpose',
  'not_for',
  'note',
  'extends',
  'without',
]);

type Keyed = Readonly<Record<string, unknown>>;

/** `bases` from the first that is laid to the last; `own` lies on top. */
export function layOver(
  bases: readonly YamlText[],
  own: YamlText,
): { readonly yaml: YamlText; readonly problems: readonly Problem[] } {
  if (bases.length === 0) return { yaml: own, problems: [] };
  const problems: Problem[] = [];
  let data: unknown = {};
  for (const base of [...bases, own]) {
    data = merged(withoutRemoved(data, base, problems), base === own ? base.data : handedOn(base.data));
  }
  return { yaml: composed(data, [own, ...bases.toReversed()]), problems };
}

export function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The words under a key of a text: one, or a list of them. What is no word is refused by the grammar. */
export function wordsAt(
  data: unknown,
  key: 'extends' | 'without',
): readonly { readonly word: string; readonly path: Path }[] {
  const value = isKeyed(data) ? data[key] : undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((word, i) =>
    typeof word === 'string' ? [{ word, path: Array.isArray(value) ? [key, i] : [key] }] : [],
  );
}

function handedOn(data: unknown): unknown {
  return isKeyed(data) ? Object.fromEntries(Object.entries(data).filter(([key]) => !NOT_INHERITED.has(key))) : {};
}

function merged(under: unknown, over: unknown): unknown {
  if (!isKeyed(under) || !isKeyed(over)) return over;
  const both = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) both.set(key, both.has(key) ? merged(both.get(key), value) : value);
  return Object.fromEntries(both);
}

/** Takes out what `without:` of the text names. What it names must be there, or the line says nothing. */
function withoutRemoved(data: unknown, text: YamlText, problems: Problem[]): unknown {
  return wordsAt(text.data, 'without').reduce<unknown>((left, { word, path: at }) => {
    const path = word.split('.').map((key) => key.trim());
    const missing = firstMissing(left, path);
    if (missing === null) return removed(left, path);
    problems.push(nothingToRemove(text, at, path, missing));
    return left;
  }, data);
}

function nothingToRemove(text: YamlText, at: Path, path: readonly string[], missing: Missing): Problem {
  const near = nearest(path[missing.depth] ?? '', missing.known);
  const right = near === null ? null : [...path.slice(0, missing.depth), near, ...path.slice(missing.depth + 1)];
  return {
    severity: 'error',
    code: 'nothing-to-remove',
    path: printPath(at),
    message: `nothing called "${path.join('.')}" is inherited, so it cannot be taken out`,
    place: text.placeOf(at),
    notes: [
      right === null
        ? 'Write a section, an element or a part of one, as injects, machines.assurance or options.reassurance.none.'
        : `Did you mean "${right.join('.')}"?`,
    ],
  };
}

interface Missing {
  readonly depth: number;
  readonly known: readonly string[];
}

function firstMissing(data: unknown, path: readonly string[]): Missing | null {
  let at = data;
  for (const [depth, key] of path.entries()) {
    if (!isKeyed(at) || !Object.hasOwn(at, key)) return { depth, known: isKeyed(at) ? Object.keys(at) : [] };
    at = at[key];
  }
  return null;
}

function removed(data: unknown, [key = '', ...rest]: readonly string[]): unknown {
  if (!isKeyed(data)) return data;
  if (rest.length === 0) return Object.fromEntries(Object.entries(data).filter(([name]) => name !== key));
  return { ...data, [key]: removed(data[key], rest) };
}

/** A path stands where the topmost text has it; what no text has stands where one comes nearest. */
function composed(data: unknown, topFirst: readonly YamlText[]): YamlText {
  const owner = (path: Path): YamlText => {
    const reach = topFirst.map((text) => depthReached(text.data, path));
    const deepest = Math.max(...reach);
    return topFirst[reach.indexOf(deepest)] as YamlText;
  };
  return {
    name: topFirst[0]?.name ?? '',
    data,
    placeOf: (path) => owner(path).placeOf(path),
    placeOfKey: (path) => owner(path).placeOfKey(path),
    placeInside: (path, span) => owner(path).placeInside(path, span),
  };
}

function depthReached(data: unknown, path: Path): number {
  let at = data;
  for (const [depth, key] of path.entries()) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return depth;
    at = (at as Record<string | number, unknown>)[key];
  }
  return path.length;
}
