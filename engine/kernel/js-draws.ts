// The text that makes random numbers when they are first asked for: threefry by its rotation constants, then what a column holds.

/** Rotations of Threefry-2x32, eight rounds in turn. */
export const ROTATIONS: readonly number[] = [13, 15, 26, 6, 17, 29, 16, 24];
const ROUNDS = 20;

/**
 * `drawn(c, t)`: what column c holds in turn t. `limit(c, t)`: the same for a threshold. Columns are empty (NaN) when a future begins.
 * One block gives a word column its numbers of two successive turns.
 */
export function drawLines(thresholds: boolean): readonly string[] {
  return [
    'function drawn(c, t) {',
    '  const x = D[t * COLUMNS + c];',
    '  return x === x ? x : fill(c, t);',
    '}',
    '',
    ...(thresholds ? ['function limit(c, t) {', '  return drawn(c, t);', '}', ''] : []),
    'function fill(c, t) {',
    '  const isWord = IS_WORD[c] === 1;',
    '  const k0 = KEYS[2 * c];',
    '  const k1 = KEYS[2 * c + 1];',
    '  const k2 = 0x1bd11bda ^ k0 ^ k1;',
    '  let a = (COUNTER[0] + k0) | 0;',
    '  let b = (COUNTER[1] + (isWord ? t >> 1 : t) + k1) | 0;',
    ...threefryLines(),
    '  if (isWord) {',
    '    const first = (t & ~1) * COLUMNS + c;',
    '    keep(c, first, ((a >>> 0) + 0.5) * 2.3283064365386963e-10);',
    '    keep(c, first + COLUMNS, ((b >>> 0) + 0.5) * 2.3283064365386963e-10);',
    '  } else {',
    '    const n = (a >>> 5) * 67108864 + (b >>> 6);',
    '    keep(c, t * COLUMNS + c, n === 0 ? 5.551115123125783e-17 : n * 1.1102230246251565e-16);',
    '  }',
    '  return D[t * COLUMNS + c];',
    '}',
    '',
    'function keep(c, at, u) {',
    '  switch (USES[c]) {',
    '    case 0: D[at] = u; break;',
    ...(thresholds
      ? ['    case 1: V[at] = u; D[at] = thresholdOf(u); break;']
      : ['    case 1: D[at] = u; break;']),
    '    case 2: D[at] = noises[c](u); break;',
    '    case 3: D[at] = normalQuantile(u); break;',
    '  }',
    '}',
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
