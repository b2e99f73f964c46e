// Models on which an engine once disagreed, kept as files: written by the fuzzer, replayed by the tests.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Model } from '../../engine/model/model.ts';

const folder = fileURLToPath(new URL('./corpus/', import.meta.url));

export interface Find {
  readonly name: string;
  /** What differed when it was found. */
  readonly message: string;
  readonly model: Model;
}

/** JSON has no NaN and no infinities; a model may. */
const encode = (_: string, value: unknown) =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { number: Object.is(value, -0) ? '-0' : String(value) }
    : value;
const decode = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && 'number' in value && Object.keys(value).length === 1
    ? Number((value as { number: string }).number)
    : value;

export function saveFind({ name, message, model }: Find): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, `${JSON.stringify({ message, model }, encode, 1)}\n`);
  return file;
}

export function readFinds(): Find[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => ({
      name: file,
      ...(JSON.parse(readFileSync(join(folder, file), 'utf8'), decode) as Omit<Find, 'name'>),
    }));
}
