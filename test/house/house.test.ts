// The few facts that keep the house in order, each shown to fail on a house that breaks it.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importCycles, layeringFaults, libraryFaults, MAY_IMPORT, purityFaults, roomOf } from './layering.ts';
import { importsOf, root, sourceFiles } from './source-files.ts';

const files = [...sourceFiles('engine'), ...sourceFiles('ui-terminal')];
const file = (path: string, text: string) => ({ path, text });

describe('imports', () => {
  test('are found in every form', () => {
    const text = `
      // import { no } from './comment.ts';
      import type { A } from './a.ts';
      import b, { type B } from '../batch/b.ts';
      import {
        c,
      } from 'zod/v4';
      import './bare.ts';
      export * from '@viz-js/viz';
      const d = await import('node:fs');`;
    const found = importsOf(file('engine/report/x.ts', text));
    expect(found.map(({ to, typeOnly }) => `${to}${typeOnly ? ' (type)' : ''}`)).toEqual([
      'engine/report/a.ts (type)',
      'engine/batch/b.ts',
      'zod',
      'engine/report/bare.ts',
      '@viz-js/viz',
      'node:fs',
    ]);
  });

  test('walk downstairs only', () => {
    expect(layeringFaults(files)).toEqual([]);
    expect(layeringFaults([file('engine/arithmetic/x.ts', "import '../batch/y.ts';")])).toHaveLength(1);
    expect(layeringFaults([file('engine/reference/x.ts', "import '../kernel/y.ts';")])).toHaveLength(1);
    expect(layeringFaults([file('engine/kernel/x.ts', "import type { Y } from '../reference/y.ts';")])).toHaveLength(1);
    expect(layeringFaults([file('ui-terminal/x.ts', "import '../engine/batch/y.ts';")])).toHaveLength(1);
    expect(layeringFaults([file('engine/new-room/x.ts', "import '../problem.ts';")])).toHaveLength(1);
  });

  test('every room has its place in the table', () => {
    const rooms = new Set(files.map(({ path }) => roomOf(path)));
    for (const outside of ['ui-terminal', 'index']) rooms.delete(outside);
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  test('the table itself has no way upstairs', () => {
    const rooms = Object.entries(MAY_IMPORT);
    const stairs = rooms.map(([room, below]) =>
      file(`engine/${room}.ts`, below.map((other) => `import './${other}.ts';`).join('\n')),
    );
    expect(importCycles(stairs)).toEqual([]);
  });

  test('make no loop', () => {
    expect(importCycles(files)).toEqual([]);
    const loop = [file('engine/a/x.ts', "import './y.ts';"), file('engine/a/y.ts', "import type { X } from './x.ts';")];
    expect(importCycles(loop)).toEqual(['engine/a/x.ts -> engine/a/y.ts -> engine/a/x.ts']);
  });

  test('keep each outside library in its one room', () => {
    expect(libraryFaults(files)).toEqual([]);
    expect(libraryFaults([file('engine/model/x.ts', "import { z } from 'zod';")])).toHaveLength(1);
    expect(libraryFaults([file('engine/model/x.ts', "import pad from 'left-pad';")])).toHaveLength(1);
  });
});

describe('pure rooms', () => {
  test('know no clock, no files, no process, no other chance', () => {
    expect(purityFaults(files)).toEqual([]);
    for (const line of [
      "import { readFileSync } from 'node:fs';",
      'const now = Date.now();',
      'const t = performance.now();',
      'const x = Math.random();',
      'if (process.env.X) {}',
      'setTimeout(() => {}, 1);',
    ])
      expect(purityFaults([file('engine/model/x.ts', line)]), line).toHaveLength(1);
  });

  test('may speak of them in comments and texts', () => {
    expect(purityFaults([file('engine/model/x.ts', "// no Date here\nconst text = 'the process';")])).toEqual([]);
  });
});

test('every source file opens by saying what it is for', () => {
  const silent = files.filter(({ text }) => !/^(?:#!.*\n)?\/\/ \S/.test(text));
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test('no committed text names a registry host', () => {
  const hosts = /https?:\/\/(?!registry\.npmjs\.org\/)[^/\s"']*(?:registry|npm|artifactory|nexus)[^/\s"']*\//i;
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  const bad = listed
    .split('\0')
    .filter((path) => path !== '' && !path.startsWith('test/house/'))
    .filter((path) => hosts.test(readFileSync(join(root, path), 'utf8')));
  expect(bad).toEqual([]);
  expect(hosts.test('"resolved": "https://npm.example.org/x/-/x.tgz"')).toBe(true);
});
