// Every public name is told: whatever the front door exports has a docstring where it is declared.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const DOOR = 'engine/index.ts';

interface PublicName {
  readonly name: string;
  readonly file: string;
}

function publicNames(door: string): PublicName[] {
  return [...door.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', file = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => ({ name, file: join(dirname(DOOR), file) })),
  );
}

/** What a name lacks in the text that declares it, or null. Overloads and what is renamed on the way are not used here. */
function lackOf(name: string, text: string): string | null {
  const lines = text.split('\n');
  const declaration = new RegExp(
    `^export (?:async |abstract |declare )?(?:function\\*?|class|const|interface|type) ${name}\\b`,
  );
  const at = lines.findIndex((line) => declaration.test(line));
  if (at < 0) return 'is not declared where it is exported from';
  return lines[at - 1]?.trimEnd().endsWith('*/') ? null : 'has no docstring';
}

test('every export of the front door has a docstring', () => {
  const names = publicNames(readFileSync(join(root, DOOR), 'utf8'));
  expect(names.length).toBeGreaterThan(200);
  const texts = new Map(names.map(({ file }) => [file, readFileSync(join(root, file), 'utf8')]));
  const lacking = names.flatMap(({ name, file }) => {
    const lack = lackOf(name, texts.get(file) ?? '');
    return lack === null ? [] : [`${file}: ${name} ${lack}`];
  });
  expect(lacking).toEqual([]);
});

test('the guide names nothing that is not exported', () => {
  const exported = new Set(publicNames(readFileSync(join(root, DOOR), 'utf8')).map(({ name }) => name));
  const rows = readFileSync(join(root, 'docs/library.md'), 'utf8').matchAll(/^\| [^`|]+\|(.*)\|$/gm);
  const named = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !exported.has(name))).toEqual([]);
});

test('one without is found', () => {
  expect(publicNames("export {\n  type A,\n  b,\n} from './x.ts';\nexport type { C } from './y.ts';")).toEqual([
    { name: 'A', file: 'engine/x.ts' },
    { name: 'b', file: 'engine/x.ts' },
    { name: 'C', file: 'engine/y.ts' },
  ]);
  expect(lackOf('b', '/** Told. */\nexport const b = 1;')).toBeNull();
  expect(lackOf('b', '// A file.\n\nexport async function b() {}')).toBe('has no docstring');
  expect(lackOf('b', '/** Told. */\nexport const bee = 1;')).toBe('is not declared where it is exported from');
});
