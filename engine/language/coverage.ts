// A coverage table: every entry of a list of sources, and the scenario and element that embody it, or the reason why none does.
// A row that points at nothing, an entry without a row and a row without an entry are faults with their place.

import * as z from 'zod';
import { nearest } from '../nearest.ts';
import { type Place, type Problem, sortProblems } from '../problem.ts';
import { LANGUAGE_VERSION } from '../vocabulary.ts';
import { isKeyed } from './laid-over.ts';
import { shapeProblems } from './read-file.ts';
import { type Path, printPath, readYaml, type SourceText, type YamlText } from './yaml-text.ts';

const words = z.string().min(1, { error: 'expected some words' });
const row = z.union([
  z.strictObject({ what: words, in: words, at: z.union([words, z.array(words).min(1)]), note: words.optional() }),
  z.strictObject({ what: words, left_out: words }),
]);
const firstId = z.string().regex(/^[A-Z]+-?[0-9]+$/, { error: 'expected the first id of the group, as RB-01' });
const coverageFile = z.strictObject({
  greyzone: z.literal(LANGUAGE_VERSION, { error: `expected the language version ${LANGUAGE_VERSION}` }),
  note: words.optional(),
  groups: z.record(z.string(), z.strictObject({ first: firstId, entries: z.int().min(1).max(9999), what: words })),
  rows: z.record(z.string(), row),
});

/** One entry: what it says, and where it works; `at` is empty when it was left out. */
export interface CoverageRow {
  readonly id: string;
  readonly what: string;
  readonly scenario: string | null;
  /** Paths as `machines.ladder`; each is in the scenario. */
  readonly at: readonly string[];
  readonly leftOut: string | null;
}

/** Ids count on from the first: RB-01, RB-02, ... */
export interface CoverageGroup {
  readonly name: string;
  readonly first: string;
  readonly entries: number;
  readonly what: string;
}

/** What became of each entry of the sources: where it works, or why it was left out. */
export interface Coverage {
  readonly groups: readonly CoverageGroup[];
  readonly rows: readonly CoverageRow[];
}

/** The data of a scenario as composed, or null when there is none of this id. */
export type OpenData = (id: string) => unknown;

export function readCoverage(
  source: SourceText,
  open: OpenData,
  scenarios: readonly string[],
): { readonly coverage: Coverage | null; readonly problems: readonly Problem[] } {
  const { yaml, problems } = readYaml(source);
  if (yaml === null) return { coverage: null, problems };
  const parsed = coverageFile.safeParse(yaml.data);
  if (!parsed.success) return { coverage: null, problems: shapeProblems(parsed.error, coverageFile, yaml) };
  const { groups, rows } = parsed.data;
  const coverage = {
    groups: Object.entries(groups).map(([name, group]) => ({ name, ...group })),
    rows: Object.entries(rows).map(([id, body]) => rowOf(id, body)),
  };
  const found = [
    ...missingRows(coverage, yaml),
    ...coverage.rows.flatMap((each) => [...strangers(each, coverage, yaml), ...dangling(each, yaml, open, scenarios)]),
  ];
  return { coverage: found.length > 0 ? null : coverage, problems: sortProblems(found) };
}

function rowOf(id: string, body: z.infer<typeof row>): CoverageRow {
  const about = { id, what: body.what };
  if ('left_out' in body) return { ...about, scenario: null, at: [], leftOut: body.left_out };
  return { ...about, scenario: body.in, at: typeof body.at === 'string' ? [body.at] : body.at, leftOut: null };
}

/** The ids of a group, in order. */
export function idsOf({ first, entries }: CoverageGroup): string[] {
  const number = /[0-9]+$/.exec(first)?.[0] ?? '1';
  const prefix = first.slice(0, -number.length);
  return Array.from({ length: entries }, (_, i) => prefix + String(Number(number) + i).padStart(number.length, '0'));
}

function missingRows({ groups, rows }: Coverage, yaml: YamlText): Problem[] {
  const present = new Set(rows.map(({ id }) => id));
  return groups.flatMap((group) => {
    const missing = idsOf(group).filter((id) => !present.has(id));
    if (missing.length === 0) return [];
    const path: Path = ['groups', group.name];
    return [
      fault('no-row', path, `no row for ${missing.join(', ')}`, yaml.placeOfKey(path), [
        `Write ${missing[0]}: { what: ..., in: SCENARIO, at: machines.ladder } or { what: ..., left_out: why }.`,
      ]),
    ];
  });
}

function strangers({ id }: CoverageRow, { groups }: Coverage, yaml: YamlText): Problem[] {
  const known = groups.flatMap(idsOf);
  if (known.includes(id)) return [];
  return [
    fault('unknown-id', ['rows', id], `no group has an entry ${id}`, yaml.placeOfKey(['rows', id]), near(id, known)),
  ];
}

function dangling(
  { id, scenario, at }: CoverageRow,
  yaml: YamlText,
  open: OpenData,
  scenarios: readonly string[],
): Problem[] {
  if (scenario === null) return [];
  const data = open(scenario);
  const inPath: Path = ['rows', id, 'in'];
  if (data === null)
    return [
      fault('dangling', inPath, `there is no scenario "${scenario}"`, yaml.placeOf(inPath), near(scenario, scenarios)),
    ];
  const isList = Array.isArray(isKeyed(yaml.data) ? valueAt(yaml.data, ['rows', id, 'at']) : null);
  return at.flatMap((path, i) => {
    const keys = path.split('.');
    const depth = keys.findIndex((_, n) => valueAt(data, keys.slice(0, n + 1)) === undefined);
    if (depth < 0) return [];
    const parent = valueAt(data, keys.slice(0, depth));
    const place: Path = isList ? ['rows', id, 'at', i] : ['rows', id, 'at'];
    return [
      fault(
        'dangling',
        place,
        `${scenario} has no "${keys.slice(0, depth + 1).join('.')}"`,
        yaml.placeOf(place),
        near(keys[depth] ?? '', isKeyed(parent) ? Object.keys(parent) : []),
      ),
    ];
  });
}

function near(word: string, known: readonly string[]): string[] {
  const close = nearest(word, known);
  if (close !== null) return [`Did you mean "${close}"?`];
  return known.length > 0 && known.length < 30
    ? [`There is: ${known.join(', ')}.`]
    : ['Point at an element, as stocks.fear.'];
}

function fault(code: string, path: Path, message: string, place: Place, notes: readonly string[]): Problem {
  return { severity: 'error', code, path: printPath(path), message, place, notes };
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (isKeyed(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    data,
  );
}
