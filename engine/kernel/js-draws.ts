// The text that makes random numbers when they are first asked for: threefry by its rotation constants, then what a column holds.

import type { DrawColumn, Program } from './program.ts';

/** Rotations of Threefry-2x32, eight rounds in turn. */
const ROTATIONS: readonly number[] = [13, 15, 26, 6, 17, 29, 16, 24];
const ROUNDS = 20;

/** The function that fills a column when it is empty. */
export function fillerOf({ use, word }: DrawColumn, thresholds: boolean): string {
  if (use === 'noise' || use === 'normal') return word ? 'fillValueOfWord' : 'fillValue';
  if (!word) return 'fillReal';
  return use === 'logit' && thresholds ? 'fillLimit' : 'fillWord';
}

/** Text of a noise's value, or of a normal quantile. */
export function valueText(program: Pick<Program, 'draws'>, column: number): string {
  return `${program.draws[column]!.word ? 'valueOfWord' : 'value'}(${column}, t)`;
}

/**
 * Fillers give nothing back, because a number that a call returns is first put on the heap.
 * Columns are empty (NaN) when a future begins. A word's block serves two successive turns. `D` holds u, or the threshold of a logit (with u
 * in `V`), or the value of a noise, or a normal quantile.
 */
export function drawLines(thresholds: boolean): readonly string[] {
  return [
    ...filler('fillWord', 'word', (at, u) => [`D[${at}] = ${u};`]),
    ...(thresholds
      ? filler('fillLimit', 'word', (at, u) => [`V[${at}] = ${u};`, `D[${at}] = thresholdOf(V[${at}]);`])
      : []),
    ...filler('fillReal', 'real', (at, u) => [`D[${at}] = ${u};`]),
    ...filler('fillValue', 'real', valueLines),
    ...filler('fillValueOfWord', 'word', valueLines),
    'function value(c, t) {',
    '  const x = D[t * COLUMNS + c];',
    '  if (x === x) return x;',
    '  fillValue(c, t);',
    '  return D[t * COLUMNS + c];',
    '}',
    '',
    'function valueOfWord(c, t) {',
    '  const x = D[t * COLUMNS + c];',
    '  if (x === x) return x;',
    '  fillValueOfWord(c, t);',
    '  return D[t * COLUMNS + c];',
    '}',
  ];
}

function valueLines(at: string, u: string): readonly string[] {
  return [`D[${at}] = NORMAL[c] === 1 ? normalQuantile(${u}) : noises[c](${u});`];
}

function filler(
  name: string,
  kind: 'word' | 'real',
  keep: (at: string, u: string) => readonly string[],
): readonly string[] {
  const isWord = kind === 'word';
  const kept = isWord
    ? [
        '  const first = (t & ~1) * COLUMNS + c;',
        '  const second = first + COLUMNS;',
        '  const u = ((a >>> 0) + 0.5) * 2.3283064365386963e-10;',
        '  const v = ((b >>> 0) + 0.5) * 2.3283064365386963e-10;',
        ...[...keep('first', 'u'), ...keep('second', 'v')].map((text) => `  ${text}`),
      ]
    : [
        '  const at = t * COLUMNS + c;',
        '  const n = (a >>> 5) * 67108864 + (b >>> 6);',
        '  const u = n === 0 ? 5.551115123125783e-17 : n * 1.1102230246251565e-16;',
        ...keep('at', 'u').map((text) => `  ${text}`),
      ];
  return [
    `function ${name}(c, t) {`,
    '  const k0 = KEYS[2 * c];',
    '  const k1 = KEYS[2 * c + 1];',
    '  const k2 = 0x1bd11bda ^ k0 ^ k1;',
    '  let a = (COUNTER[0] + k0) | 0;',
    `  let b = (COUNTER[1] + ${isWord ? '(t >> 1)' : 't'} + k1) | 0;`,
    ...threefryLines(),
    ...kept,
    '}',
    '',
  ];
}

function threefryLines(): readonly string[] {
  const keys = ['k0', 'k1', 'k2'];
  const lines: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const left = ROTATIONS[round % ROTATIONS.length]!;
    lines.push('  a = (a + b) | 0;', `  b = ((b << ${left}) | (b >>> ${32 - left})) ^ a;`);
    if (round % 4 !== 3) continue;
    const group = (round + 1) / 4;
    lines.push(`  a = (a + ${keys[group % 3]}) | 0;`, `  b = (b + ${keys[(group + 1) % 3]} + ${group}) | 0;`);
  }
  return lines;
}
