// The generator against its published vectors.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threefry2x32 } from '../../engine/chance/threefry.ts';
import { COUNTER_RUN, THREEFRY } from './known-answers.ts';

function words(text: string): [number, number] {
  const [a = '', b = ''] = text.split(' ');
  return [Number.parseInt(a, 16), Number.parseInt(b, 16)];
}

describe('threefry2x32', () => {
  test.each(THREEFRY)('%i rounds, counter %s, key %s give %s', (rounds, counter, key, output) => {
    expect(threefry2x32(...words(key), ...words(counter), rounds)).toEqual(words(output));
  });

  test('twenty rounds are the default, over a run of counters', () => {
    COUNTER_RUN.forEach((output, i) => {
      expect(threefry2x32(0, 0, i, 0)).toEqual(words(output));
    });
  });

  test('gives whole numbers in [0, 2^32), the same for a word and its signed twin', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(word, word, word, word, (k0, k1, c0, c1) => {
        const output = threefry2x32(k0, k1, c0, c1);
        for (const w of output) expect(Number.isInteger(w) && w >= 0 && w < 2 ** 32).toBe(true);
        expect(threefry2x32(k0 | 0, k1 | 0, c0 | 0, c1 | 0)).toEqual(output);
      }),
    );
  });

  test('flipping any one bit of key or counter flips about half of the output', () => {
    const base: [number, number, number, number] = [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3];
    const before = threefry2x32(...base);
    let flipped = 0;
    for (let input = 0; input < 128; input++) {
      const changed: [number, number, number, number] = [...base];
      changed[input >> 5] = (changed[input >> 5]! ^ (1 << (input & 31))) >>> 0;
      const after = threefry2x32(...changed);
      const count = ones(before[0] ^ after[0]) + ones(before[1] ^ after[1]);
      expect(count).toBeGreaterThan(12); // five standard deviations from 32
      expect(count).toBeLessThan(52);
      flipped += count;
    }
    expect(Math.abs(flipped - 4096)).toBeLessThan(4 * Math.sqrt(128 * 16));
  });
});

function ones(word: number): number {
  return (word >>> 0).toString(2).replaceAll('0', '').length;
}
