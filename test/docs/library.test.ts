// The library as somebody else gets it: the package is packed, unpacked beside a stranger's script, and every example of the guide is type-checked and run.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What only the tests of the package need. */
const DEVELOPMENT = ['typescript', '@types/node'] as const;

interface Example {
  readonly kind: 'js' | 'console';
  readonly code: string;
  /** What it prints, line by line; null where nothing is shown. */
  readonly shown: string | null;
}

function examplesOf(file: string): Example[] {
  const blocks = readFileSync(join(root, file), 'utf8').matchAll(
    /```(js|console)\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```)?/g,
  );
  return [...blocks].map(([, kind, code = '', shown]) => ({
    kind: kind as Example['kind'],
    code,
    shown: shown ?? null,
  }));
}

const examples = examplesOf('docs/library.md');
let stranger = '';

/** Runs in the stranger's folder. */
function execute(command: string, ...args: readonly string[]) {
  return spawnSync(command, args, { cwd: stranger, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
}

beforeAll(() => {
  stranger = mkdtempSync(join(tmpdir(), 'greyzone-library-'));
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', stranger];
  const packed = spawnSync('npm', pack, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  expect(packed.status, packed.stderr).toBe(0);
  const unpacked = execute('tar', '-xzf', packed.stdout.trim());
  expect(unpacked.status, unpacked.stderr).toBe(0);
  const modules = join(stranger, 'node_modules');
  mkdirSync(join(modules, '@types'), { recursive: true });
  renameSync(join(stranger, 'package'), join(modules, 'greyzone'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of [...Object.keys(dependencies), ...DEVELOPMENT]) {
    mkdirSync(join(modules, name, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  writeFileSync(join(stranger, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }\n');
  examples.forEach(({ kind, code }, i) => {
    if (kind === 'js')
      for (const ending of ['mjs', 'ts']) writeFileSync(join(stranger, `example-${i}.${ending}`), code);
  });
}, 60_000);

afterAll(() => rmSync(stranger, { recursive: true, force: true }));

test('the guide has examples, and each shows what it prints', () => {
  const scripts = examples.filter(({ kind }) => kind === 'js');
  expect(scripts.length).toBeGreaterThan(7);
  for (const { code, shown } of scripts) expect(shown, code).not.toBeNull();
});

test('the first script has ten lines', () => {
  const lines =
    examples[0]?.code
      .trim()
      .split('\n')
      .filter((line) => line !== '') ?? [];
  expect(lines.length).toBeLessThanOrEqual(10);
});

test('the examples are typed, strictly, and so are the types that come along', () => {
  writeFileSync(
    join(stranger, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'es2024',
        module: 'nodenext',
        moduleResolution: 'nodenext',
        types: ['node'],
        strict: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        skipLibCheck: false,
      },
      include: ['*.ts'],
    }),
  );
  writeFileSync(
    join(stranger, 'wrong.ts'),
    `import { loadScenario, run } from 'greyzone';
// @ts-expect-error a world is a number
run(loadScenario('baltic-2014'), { world: '3' });
// @ts-expect-error there is no such function
import { nothing } from 'greyzone';
nothing();
`,
  );
  const checked = execute(process.execPath, join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.');
  expect(checked.stdout + checked.stderr).toBe('');
  expect(checked.status).toBe(0);
});

describe('docs/library.md', () => {
  examples.forEach(({ kind, code, shown }, i) => {
    test(code.trim().split('\n').slice(0, 6).join(' ').slice(0, 90), () => {
      const launcher = join('node_modules', 'greyzone', 'dist', 'ui-terminal', 'launch.js');
      const [, ...args] = code.trim().replace(/^\$ /, '').split(' ');
      const { stdout, stderr, status } =
        kind === 'js' ? execute(process.execPath, `example-${i}.mjs`) : execute(process.execPath, launcher, ...args);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      if (shown !== null) expect(stdout).toBe(shown);
    });
  });
});
