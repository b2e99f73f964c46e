// The text of a scenario or of a part -> what it builds on, as written, with places. Files are found by whoever reads files.

import type { Place, Problem } from '../problem.ts';
import { wordsAt } from './laid-over.ts';
import { readYaml, type SourceText } from './yaml-text.ts';

/** Most texts that may lie under one scenario. */
export const MOST_BASES = 32;

export interface BaseName {
  /** `baltic-2014` or `../parts/council.yaml` */
  readonly name: string;
  readonly place: Place;
}

/** Does the name stand for a file (beside or near this one), or for a scenario by its id? */
export function isFileName(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

export function basesOf(text: SourceText): {
  readonly bases: readonly BaseName[];
  readonly problems: readonly Problem[];
} {
  // Most texts extend nothing and are not read twice.
  if (!/^\s*["']?extends["']?\s*:/m.test(text.text)) return { bases: [], problems: [] };
  const { yaml, problems } = readYaml(text);
  if (yaml === null) return { bases: [], problems };
  const bases = wordsAt(yaml.data, 'extends').map(({ word, path }) => ({ name: word, place: yaml.placeOf(path) }));
  return { bases, problems };
}
