// The grammar as JSON Schema: what an editor reads to complete and to underline.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioFile, scenarioSchema } from '../../engine/language/scenario-file.ts';
import { EVERY_WORD } from './every-word.ts';

type Schema = Readonly<Record<string, unknown>>;

const schema = scenarioSchema();
const KEYWORDS = new Set(
  '$schema $defs $ref title description type properties required additionalProperties propertyNames items prefixItems anyOf oneOf const enum pattern minLength minItems maxItems minimum maximum exclusiveMinimum'.split(
    ' ',
  ),
);

/** Every schema inside a schema, with the names under `properties` and `$defs` left out. */
function* everySchema(at: Schema): Generator<Schema> {
  yield at;
  for (const [key, value] of Object.entries(at)) {
    if (key === 'properties' || key === '$defs')
      for (const inner of Object.values(value as Schema)) yield* everySchema(inner as Schema);
    else if (key === 'anyOf' || key === 'prefixItems') for (const inner of value as Schema[]) yield* everySchema(inner);
    else if (['items', 'additionalProperties', 'propertyNames'].includes(key) && typeof value === 'object')
      yield* everySchema(value as Schema);
  }
}

/** A small validator for the keywords that the schema uses, enough to hold data against it. */
function faults(at: Schema, value: unknown, path = ''): string[] {
  if (typeof at.$ref === 'string') {
    const name = at.$ref.replace('#/$defs/', '');
    return faults((schema.$defs as Record<string, Schema>)[name] as Schema, value, path);
  }
  const found: string[] = [];
  if (Array.isArray(at.anyOf) && !(at.anyOf as Schema[]).some((one) => faults(one, value, path).length === 0))
    found.push(`${path}: none of the alternatives`);
  const types = [at.type ?? []].flat() as string[];
  if (types.length > 0 && !types.some((type) => isOfType(type, value)))
    return [`${path}: expected ${types.join(' or ')}`];
  if ('const' in at && at.const !== value) found.push(`${path}: expected ${at.const}`);
  if (Array.isArray(at.enum) && !at.enum.includes(value)) found.push(`${path}: expected one of ${at.enum}`);
  if (typeof value === 'string' && typeof at.pattern === 'string' && !new RegExp(at.pattern, 'u').test(value))
    found.push(`${path}: pattern`);
  if (
    typeof value === 'number' &&
    (value < ((at.minimum as number) ?? value) || value > ((at.maximum as number) ?? value))
  )
    found.push(`${path}: range`);
  if (Array.isArray(value)) found.push(...listFaults(at, value, path));
  else if (typeof value === 'object' && value !== null) found.push(...mapFaults(at, value as Schema, path));
  return found;
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function listFaults(at: Schema, list: readonly unknown[], path: string): string[] {
  const size =
    list.length < ((at.minItems as number) ?? 0) ||
    list.length > ((at.maxItems as number) ?? (at.items === false ? (at.prefixItems as []).length : list.length))
      ? [`${path}: length`]
      : [];
  const prefix = (at.prefixItems ?? []) as Schema[];
  return [
    ...size,
    ...list.flatMap((item, i) => faults((prefix[i] ?? (at.items || {})) as Schema, item, `${path}[${i}]`)),
  ];
}

function mapFaults(at: Schema, map: Schema, path: string): string[] {
  const properties = (at.properties ?? {}) as Record<string, Schema>;
  const missing = ((at.required ?? []) as string[])
    .filter((key) => !(key in map))
    .map((key) => `${path}: missing ${key}`);
  return [
    ...missing,
    ...Object.entries(map).flatMap(([key, value]) => {
      const names = at.propertyNames === undefined ? [] : faults(at.propertyNames as Schema, key, `${path}.${key}`);
      const rest = at.additionalProperties;
      const inner = properties[key] ?? (rest === false ? null : ((rest ?? {}) as Schema));
      return [...names, ...(inner === null ? [`${path}: unknown key ${key}`] : faults(inner, value, `${path}.${key}`))];
    }),
  ];
}

describe('the schema', () => {
  test('is JSON Schema 2020-12 that survives being written and read', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(JSON.stringify(schema).length).toBeLessThan(100_000);
    const keys = new Set([...everySchema(schema)].flatMap((inner) => Object.keys(inner)));
    expect([...keys].filter((key) => !KEYWORDS.has(key))).toEqual([]);
  });

  test('names every key at the top, and says what it is for', () => {
    const properties = schema.properties as Record<string, Schema>;
    expect(Object.keys(properties)).toEqual(Object.keys(scenarioFile.shape));
    for (const [key, property] of Object.entries(properties)) expect(property.description, key).toMatch(/^\S.{8,}/);
    expect(schema.required).toEqual(['greyzone', 'id', 'title', 'question', 'clock', 'phases', 'outcomes']);
    expect(schema.additionalProperties).toBe(false);
  });

  test('points only at what it defines, and its patterns compile', () => {
    const defined = Object.keys(schema.$defs as Schema);
    for (const { $ref, pattern } of everySchema(schema)) {
      if (typeof $ref === 'string') expect(defined).toContain($ref.replace('#/$defs/', ''));
      if (typeof pattern === 'string') expect(() => new RegExp(pattern, 'u')).not.toThrow();
    }
  });

  test('accepts the scenario of every word, as the grammar does', () => {
    const data: unknown = parse(EVERY_WORD);
    expect(scenarioFile.safeParse(data).success).toBe(true);
    expect(faults(schema, data)).toEqual([]);
  });

  test.each<[string, (data: Record<string, unknown>) => void]>([
    ['an unknown key', (data) => Object.assign(data, { colour: 'red' })],
    ['a missing key', (data) => Object.assign(data, { clock: { start: '2014-09', turn: 'month' } })],
    ['a wrong word', (data) => Object.assign(data, { clock: { start: '2014-09', turn: 'fortnight', turns: 2 } })],
    ['a name with capitals', (data) => Object.assign(data, { labels: { Ida: 'x' } })],
    ['a list for a map', (data) => Object.assign(data, { facts: [] })],
    ['too long a list', (data) => Object.assign(data, { stocks: { a: { start: 0, range: [0, 1, 2] } } })],
    ['a number out of range', (data) => Object.assign(data, { clock: { start: '2014-09', turn: 'month', turns: 0 } })],
    [
      'a state inside a state that is wrong',
      (data) =>
        Object.assign(data, {
          machines: { m: { phase: 'p', initial: 'a', states: { a: { initial: 'b', states: { b: 7 } } } } },
        }),
    ],
  ])('refuses %s, as the grammar does', (_, spoil) => {
    const data = parse(EVERY_WORD) as Record<string, unknown>;
    spoil(data);
    expect(scenarioFile.safeParse(data).success).toBe(false);
    expect(faults(schema, data)).not.toEqual([]);
  });
});

test('the schema that lies beside the scenarios is the one that the program prints', () => {
  const file = fileURLToPath(new URL('../../scenarios/greyzone.schema.json', import.meta.url));
  expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(scenarioSchema(), null, 2)}\n`);
});
