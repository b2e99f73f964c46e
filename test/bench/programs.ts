// The yardstick programs in C, C++ and Python: built and started here, skipped with a reason where their tools are missing.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contestant } from './measure.ts';

const sources = fileURLToPath(new URL('./yardsticks/', import.meta.url));

export const C_FLAGS = ['-O3', '-march=native', '-ffp-contract=off', '-DEXPMODE=1'];

export interface Programs {
  readonly contestants: readonly Contestant[];
  readonly skipped: readonly string[];
}

export function yardstickPrograms(): Programs {
  const skipped: string[] = [];
  const found: Contestant[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'greyzone-bench-'));
  if (works('gcc', ['--version'])) {
    const program = join(folder, 'model_scalar');
    execFileSync('gcc', [...C_FLAGS, join(sources, 'model_scalar.c'), '-o', program, '-lm'], { stdio: 'pipe' });
    found.push(contestant('scalar C', program, ['60000', '3']));
  } else {
    skipped.push('scalar C: gcc is not installed (Debian: apt-get install gcc)');
  }
  if (works('python3', ['-c', 'import numpy'])) {
    found.push(contestant('numpy, same draws', 'python3', [join(sources, 'model_numpy.py'), '20000', 'native']));
  } else {
    skipped.push('numpy: not installed (Debian: apt-get install python3-numpy)');
  }
  if (works('python3', ['--version'])) {
    found.push(contestant('pure Python, own generator', 'python3', [join(sources, 'model_python.py'), '400', 'mt']));
  } else {
    skipped.push('pure Python: python3 is not installed (Debian: apt-get install python3)');
  }
  return { contestants: found, skipped };
}

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Each program prints its own rate, start-up left out, as `12345 runs/s`. */
function contestant(name: string, program: string, args: readonly string[]): Contestant {
  return {
    name,
    measure: () => {
      const text = execFileSync(program, args, { encoding: 'utf8' });
      const rate = /([\d.,]+)\s*runs\/s/.exec(text)?.[1]?.replaceAll(',', '');
      if (rate === undefined) throw new Error(`${name} printed no rate: ${text.slice(0, 200)}`);
      return Number(rate);
    },
  };
}
