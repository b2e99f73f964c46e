// YAML data -> ScenarioFile, or every place where its shape is wrong: missing and unknown keys, wrong kinds of value.

import * as z from 'zod';
import { nearest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { type ScenarioFile, scenarioFile } from './scenario-file.ts';
import { type Path, printPath, valueAt, type YamlText } from './yaml-text.ts';

type Issue = z.core.$ZodIssue;

export function readFile(yaml: YamlText): {
  readonly file: ScenarioFile | null;
  readonly problems: readonly Problem[];
} {
  const parsed = scenarioFile.safeParse(yaml.data);
  if (parsed.success) return { file: parsed.data, problems: [] };
  return { file: null, problems: shapeProblems(parsed.error, scenarioFile, yaml) };
}

/** Every place where the text has not the shape of the grammar. */
export function shapeProblems(error: z.ZodError, grammar: z.core.$ZodType, yaml: YamlText): readonly Problem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [], { grammar, yaml }));
}

/** A text and the grammar that it should follow. */
interface Written {
  readonly yaml: YamlText;
  readonly grammar: z.core.$ZodType;
}

function problemsOf(issue: Issue, base: Path, written: Written): Problem[] {
  const { yaml } = written;
  const path = [...base, ...(issue.path as Path)];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, written));
  if (issue.code === 'invalid_union') return unionProblems(issue, path, written);
  const value = valueAt(yaml.data, path);
  if (value === undefined && issue.code !== 'custom') return [missingKey(path, yaml)];
  if (issue.code === 'invalid_key') {
    const message = `${issue.issues[0]?.message ?? 'expected another key'}, got ${show(path.at(-1))}`;
    return [{ ...base0, path: printPath(path), message, place: yaml.placeOfKey(path) }];
  }
  const { message, notes } = wording(issue, value);
  return [{ ...base0, path: printPath(path), message, notes, place: yaml.placeOf(path) }];
}

const base0 = { severity: 'error', code: 'shape', notes: [] } as const;

function missingKey(path: Path, yaml: YamlText): Problem {
  const at = path.slice(0, -1);
  const example = EXAMPLES[String(path.at(-1))];
  const notes = example === undefined || at.length > 0 ? [] : [`For example: ${example}`];
  return {
    ...base0,
    code: 'missing-key',
    path: printPath(at),
    message: `missing key "${path.at(-1)}"`,
    notes,
    place: yaml.placeOfKey(at),
  };
}

const EXAMPLES: Readonly<Record<string, string>> = {
  greyzone: 'greyzone: 1',
  clock: 'clock: { start: 2014-09, turn: month, turns: 24 }',
  phases: 'phases: [incidents, ladder, society]',
  outcomes: 'outcomes: { fear_at_end: { is: final(fear), better: lower } }',
  question: 'question: Does a promise calm Latvia more than a second company does?',
};

function unknownKey(path: Path, key: string, { yaml, grammar }: Written): Problem {
  const known = keysAt(grammar, path);
  const close = nearest(key, known);
  const possible = known.length > 0 ? [`Possible here: ${known.join(', ')}.`] : [];
  const notes =
    close !== null
      ? [`Did you mean "${close}"?`]
      : valueAt(yaml.data, [...path, key]) === null
        ? [strayComma(key)]
        : possible;
  return {
    ...base0,
    code: 'unknown-key',
    path: printPath(path),
    message: `unknown key "${key}"`,
    notes,
    place: yaml.placeOfKey([...path, key]),
  };
}

/** A key without a value is most often the rest of a value that held a comma. */
function strayComma(key: string): string {
  return /^\d+$/.test(key)
    ? 'A number is written with a point, as 0.05.'
    : 'A comma ends a value inside { }: put quotes around a text or a formula that holds a comma.';
}

/** Of the alternatives the one that came furthest is most likely the one that was meant. */
function unionProblems(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path, written: Written): Problem[] {
  const { yaml } = written;
  const value = valueAt(yaml.data, path);
  if (value === undefined) return [missingKey(path, yaml)];
  const rightKind = issue.errors.filter((issues) => !isWrongKind(issues));
  const deepest = (issues: readonly Issue[]) =>
    Math.max(...issues.map((inner) => inner.path.length + (inner.code === 'unrecognized_keys' ? 1 : 0)));
  const [best] = [...rightKind].sort((a, b) => deepest(b) - deepest(a) || a.length - b.length);
  if (best !== undefined && !best.every((inner) => inner.path.length === 0 && inner.code === 'invalid_value')) {
    return best.flatMap((inner) => problemsOf(inner, path, written));
  }
  const message = `expected ${kindsOf(issue).join(' or ')}, got ${show(value)}`;
  const words = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []));
  const close = typeof value === 'string' ? nearest(value, words) : null;
  const notes = close === null ? howToWrite(message) : [`Did you mean "${close}"?`];
  return [{ ...base0, path: printPath(path), message, notes, place: yaml.placeOf(path) }];
}

/** Is the value of another kind altogether: a list for a map, a text for a number? */
function isWrongKind(issues: readonly Issue[]): boolean {
  return issues.some(
    (inner) =>
      inner.path.length === 0 &&
      (inner.code === 'invalid_type' || (inner.code === 'invalid_union' && inner.errors.every(isWrongKind))),
  );
}

const FORMULA_KINDS = ['a number', 'a text', 'true or false'];

/** What could stand here. A number, a text or a truth value together are a formula. */
function kindsOf({ errors }: Extract<Issue, { code: 'invalid_union' }>): string[] {
  const kinds = [...new Set(errors.flat().flatMap(kindOf))];
  return FORMULA_KINDS.every((kind) => kinds.includes(kind))
    ? ['a formula', ...kinds.filter((kind) => !FORMULA_KINDS.includes(kind))]
    : kinds;
}

function kindOf(issue: Issue): string[] {
  if (issue.path.length > 0) return [];
  if (issue.code === 'invalid_type') return [KINDS[issue.expected] ?? issue.expected];
  if (issue.code === 'invalid_value') return issue.values.map((value) => `"${String(value)}"`);
  return issue.code === 'invalid_union' ? kindsOf(issue) : [];
}

function howToWrite(message: string): string[] {
  const [expected = ''] = message.split(', got');
  return [
    ...(expected.includes('a list') ? ['A list is written [a, b], or as lines that begin with "- ".'] : []),
    ...(expected.includes('a map') ? ['A map is written { key: value }, or as lines of "key: value".'] : []),
  ];
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list',
};

function wording(issue: Issue, value: unknown): { readonly message: string; readonly notes: readonly string[] } {
  const got = `, got ${show(value)}`;
  switch (issue.code) {
    case 'invalid_type': {
      const kind = issue.expected === 'number' && typeof value === 'number' ? 'a finite number' : KINDS[issue.expected];
      const message = issue.message.startsWith('expected') ? issue.message : `expected ${kind ?? issue.expected}`;
      return { message: message + got, notes: howToWrite(message) };
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const close = typeof value === 'string' ? nearest(value, values) : null;
      const message = issue.message.startsWith('expected')
        ? issue.message
        : values.length === 1
          ? `expected "${values[0]}"`
          : `expected one of ${values.join(', ')}`;
      return { message: message + got, notes: close === null ? [] : [`Did you mean "${close}"?`] };
    }
    case 'too_small':
      return {
        message: sizeMessage(issue, `${issue.inclusive ? 'at least' : 'above'}`, issue.minimum, value),
        notes: [],
      };
    case 'too_big':
      return { message: sizeMessage(issue, 'at most', issue.maximum, value), notes: [] };
    default:
      return {
        message: issue.message.startsWith('expected')
          ? issue.message + got
          : `expected something else${got}: ${issue.message}`,
        notes: [],
      };
  }
}

type SizeIssue = Extract<Issue, { code: 'too_small' | 'too_big' }>;

function sizeMessage(issue: SizeIssue, comparison: string, bound: number | bigint, value: unknown): string {
  if (issue.message.startsWith('expected')) return `${issue.message}, got ${show(value)}`;
  const items = `${bound} ${bound === 1 ? 'item' : 'items'}`;
  if (Array.isArray(value))
    return `expected a list of ${issue.exact ? '' : `${comparison} `}${items}, got ${value.length}`;
  return `expected a number ${comparison} ${bound}, got ${show(value)}`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  if (value === null) return 'nothing';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

/** Keys that the grammar allows in the map at the path. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  let candidates: z.core.$ZodType[] = alternatives(schema);
  for (const key of path) candidates = candidates.flatMap((candidate) => inner(candidate, key)).flatMap(alternatives);
  return [
    ...new Set(
      candidates.flatMap((candidate) => (candidate instanceof z.ZodObject ? Object.keys(candidate.shape) : [])),
    ),
  ];
}

function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}

function inner(schema: z.core.$ZodType, key: string | number): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, key) ? [schema.shape[key]] : [];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodArray) return [schema.element];
  return [];
}
