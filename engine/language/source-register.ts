// Registers of sources (`sources.yaml` beside a text, `sources:` inside it) -> what each id stands for. One id means one source everywhere.

import type { Place, Problem } from '../problem.ts';
import { isKeyed } from './laid-over.ts';
import type { Reporter } from './reporter.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { readYaml, type SourceText } from './yaml-text.ts';

/** The registers beside the texts, and what the scenario itself declares. */
export function registerOf(
  file: ScenarioFile,
  beside: ReadonlyMap<string, string>,
  report: Reporter,
): ReadonlyMap<string, string> {
  const register = new Map(beside);
  for (const [id, entry] of Object.entries(file.sources ?? {})) {
    if (register.has(id))
      report.errorAtKey('duplicate-name', ['sources', id], `the source "${id}" stands in sources.yaml already`);
    register.set(id, describe(entry));
  }
  return register;
}

function describe(entry: unknown): string {
  return typeof entry === 'string'
    ? entry
    : Object.values((entry ?? {}) as object)
        .filter((part) => typeof part === 'string' || typeof part === 'number')
        .join(', ');
}

/** A text, or a map with texts in it: author, title, year. A map called `sources` is a register inside the register. */
function isSource(id: string, entry: unknown): boolean {
  const isText = (part: unknown) => typeof part === 'string' && part.trim() !== '';
  return isKeyed(entry) ? id !== 'sources' && Object.values(entry).some(isText) : isText(entry);
}

/** One id means one source, in whichever register it stands. */
export function readRegisters(texts: readonly SourceText[]): {
  readonly entries: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
} {
  const entries = new Map<string, string>();
  const problems: Problem[] = [];
  for (const text of texts) {
    const register = readRegister(text);
    problems.push(...register.problems);
    for (const [id, { entry, place }] of register.entries) {
      const known = entries.get(id);
      if (known !== undefined && known !== entry)
        problems.push({
          severity: 'error',
          code: 'duplicate-name',
          path: id,
          message: `the source "${id}" is another one in an inherited register`,
          place,
          notes: [`There it is: ${known}`, 'Give one of the two another id, or the same text.'],
        });
      entries.set(id, entry);
    }
  }
  return { entries, problems };
}

function readRegister(text: SourceText): {
  readonly entries: ReadonlyMap<string, { readonly entry: string; readonly place: Place }>;
  readonly problems: readonly Problem[];
} {
  const { yaml, problems } = readYaml(text);
  if (yaml === null) return { entries: new Map(), problems };
  const { data } = yaml;
  const fault = (message: string, path: string, place: Place): Problem => {
    const notes = ['A register holds ids and texts, and nothing else: R15: Statistics Estonia, census 2011.'];
    return { severity: 'error', code: 'shape', path, message, place, notes };
  };
  if (!isKeyed(data))
    return { entries: new Map(), problems: [fault('expected a map of source ids', '', yaml.placeOf([]))] };
  const entries = Object.entries(data).map(
    ([id, entry]) => [id, { entry: describe(entry), place: yaml.placeOfKey([id]) }] as const,
  );
  return {
    entries: new Map(entries),
    problems: entries.flatMap(([id, { place }]) =>
      isSource(id, data[id]) ? [] : [fault(`expected a text that describes the source "${id}"`, id, place)],
    ),
  };
}
