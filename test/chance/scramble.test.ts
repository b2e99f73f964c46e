// Scrambling and permuting: exact nesting, fair flips, true permutations.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { channelKey } from '../../engine/chance/channel.ts';
import { permute } from '../../engine/chance/keyed-permutation.ts';
import { bitsBelow, digitalShift, owenScramble } from '../../engine/chance/scramble.ts';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyKey = fc.record({ k0: word, k1: word });

describe('owenScramble', () => {
  test('is nested: two numbers agree in exactly as many leading bits as before', () => {
    fc.assert(
      fc.property(anyKey, word, word, fc.integer({ min: 0, max: 31 }), (key, a, noise, shared) => {
        const b = (a ^ (noise >>> shared)) >>> 0;
        expect(Math.clz32(owenScramble(key, a) ^ owenScramble(key, b))).toBe(Math.clz32(a ^ b));
      }),
    );
  });

  test('flips each bit in half of the keys, whatever the bit', () => {
    const keys = 4000;
    for (const bits of [0, 0xdeadbeef]) {
      const counts = new Array<number>(32).fill(0);
      for (let k = 0; k < keys; k++) {
        const flips = owenScramble({ k0: k, k1: 1 }, bits) ^ bits;
        for (let place = 0; place < 32; place++) counts[place]! += (flips >>> place) & 1;
      }
      for (const count of counts) expect(Math.abs(count - keys / 2)).toBeLessThan(4.5 * Math.sqrt(keys / 4));
    }
  });

  test('the flips of a bit are independent for different bits above it, at every level', () => {
    // A digital shift would use the same flip on both sides; here the sides agree in half of the keys.
    const keys = 4000;
    for (let level = 1; level < 32; level++) {
      const place = 31 - level;
      const sibling = (1 << (place + 1)) >>> 0;
      let same = 0;
      for (let k = 0; k < keys; k++) {
        const key = { k0: k, k1: 2 };
        const one = (owenScramble(key, 0) >>> place) & 1;
        const other = (owenScramble(key, sibling) >>> place) & 1;
        if (one === other) same += 1;
      }
      expect(Math.abs(same - keys / 2)).toBeLessThan(4.5 * Math.sqrt(keys / 4));
    }
  });
});

test('the flips of one number are independent of each other', () => {
  const keys = 4000;
  for (const bits of [0, 1, 0xffffffff]) {
    const flips = Array.from({ length: keys }, (_, k) => owenScramble({ k0: k, k1: 3 }, bits) ^ bits);
    for (let a = 0; a < 32; a++) {
      for (let b = a + 1; b < 32; b++) {
        const same = flips.reduce((count, word) => count + (1 & ~((word >>> a) ^ (word >>> b))), 0);
        expect(Math.abs(same - keys / 2)).toBeLessThan(5 * Math.sqrt(keys / 4));
      }
    }
  }
});

describe('digitalShift', () => {
  test('flips the same bits of every number', () => {
    fc.assert(
      fc.property(anyKey, word, word, (key, a, b) => {
        expect((digitalShift(key, a) ^ digitalShift(key, b)) >>> 0).toBe((a ^ b) >>> 0);
      }),
    );
    expect(digitalShift({ k0: 1, k1: 2 }, 0)).not.toBe(digitalShift({ k0: 1, k1: 3 }, 0));
  });
});

test('bitsBelow gives 21 bits that hang on key and number', () => {
  fc.assert(
    fc.property(anyKey, word, (key, bits) => {
      const below = bitsBelow(key, bits);
      expect(Number.isInteger(below) && below >= 0 && below < 2 ** 21).toBe(true);
    }),
  );
  const values = new Set(Array.from({ length: 1000 }, (_, i) => bitsBelow({ k0: 5, k1: 6 }, i)));
  expect(values.size).toBeGreaterThan(990);
});

describe('permute', () => {
  test('is a permutation of any size', () => {
    fc.assert(
      fc.property(anyKey, fc.integer({ min: 1, max: 1500 }), (key, size) => {
        const images = new Set<number>();
        for (let index = 0; index < size; index++) images.add(permute(key, size, index));
        expect(images.size).toBe(size);
        expect(Math.min(...images)).toBe(0);
        expect(Math.max(...images)).toBe(size - 1);
      }),
      { numRuns: 60 },
    );
  });

  test('stays inside and apart at the largest sizes', () => {
    const key = channelKey('seed', 'lhs:x');
    for (const size of [2 ** 32, 2 ** 32 - 1, 2 ** 31 + 1, 3_000_000_000]) {
      const images = Array.from({ length: 500 }, (_, i) => permute(key, size, size - 1 - i * 1000));
      expect(images.every((image) => Number.isInteger(image) && image >= 0 && image < size)).toBe(true);
      expect(new Set(images).size).toBe(images.length);
    }
  });

  test.each([2, 3, 10, 17, 64])('of size %i, sends an index everywhere equally often', (size) => {
    const keys = 300 * size;
    for (const index of [0, size - 1]) {
      const counts = new Array<number>(size).fill(0);
      for (let k = 0; k < keys; k++) counts[permute({ k0: k, k1: 9 }, size, index)]! += 1;
      const square = counts.reduce((sum, count) => sum + (count - 300) ** 2 / 300, 0);
      const freedom = size - 1;
      expect(square).toBeLessThan(freedom + 4.5 * Math.sqrt(2 * freedom) + 8);
    }
  });

  test('neighbours do not stay neighbours', () => {
    let close = 0;
    for (let k = 0; k < 2000; k++) {
      const key = { k0: k, k1: 11 };
      if (Math.abs(permute(key, 1000, 500) - permute(key, 1000, 501)) <= 50) close += 1;
    }
    expect(Math.abs(close / 2000 - 0.0975)).toBeLessThan(4 * Math.sqrt((0.0975 * 0.9) / 2000));
  });
});
