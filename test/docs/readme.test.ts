// Documents are executed: every console example of the README is run, and what it shows must be in the answer, line by line and in order.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const launcher = join(root, 'dist/ui-terminal/launch.js');

interface Example {
  readonly command: string;
  readonly lines: readonly string[];
}

function examplesOf(file: string): Example[] {
  const blocks = readFileSync(join(root, file), 'utf8').matchAll(/```console\n([\s\S]*?)```/g);
  return [...blocks].map(([, block = '']) => {
    const [first = '', ...lines] = block.trimEnd().split('\n');
    return { command: first.replace(/^\$ /, ''), lines: lines.filter((line) => line !== '...') };
  });
}

/** The hash of a scenario changes with every comment in it. */
const withoutHash = (line: string) => line.replace(/\([0-9a-f]{8}\)/, '(hash)');

/** The first line shown that does not follow in the answer, or null. */
function missing(answer: readonly string[], lines: readonly string[]): string | null {
  let at = 0;
  for (const line of lines) {
    const found = answer.indexOf(line, at);
    if (found < 0) return line;
    at = found + 1;
  }
  return null;
}

describe.each(['README.md', 'scenarios/README.md'])('%s', (file) => {
  for (const { command, lines } of examplesOf(file)) {
    test(command, () => {
      expect(lines.length).toBeGreaterThan(3);
      const [program, ...args] = command.split(' ');
      expect(program).toBe('greyzone');
      const { stdout, status } = spawnSync(process.execPath, [launcher, ...args], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
      });
      expect(status).toBe(0);
      expect(missing(stdout.split('\n').map(withoutHash), lines.map(withoutHash))).toBeNull();
    });
  }

  test('names no command that does not exist', () => {
    const text = readFileSync(join(root, file), 'utf8');
    const help = spawnSync(process.execPath, [launcher, '--help'], { encoding: 'utf8' }).stdout;
    for (const [, command = ''] of text.matchAll(/greyzone ([a-z]+) /g))
      expect(help, command).toContain(`  ${command} `);
  });
});
