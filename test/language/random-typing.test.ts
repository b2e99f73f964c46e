// Fingers slip anywhere: whatever single characters change, there is an answer, soon, and it points into the file.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVERY_WORD, inspect, timed } from './every-word.ts';

const anyCharacter = fc.oneof(
  fc.constantFrom(...'abz019 _-:,.[]{}()"\'#&*!|>%@`\t\n\\=<+^?~$é😀'),
  fc.constantFrom('\r\n', '\u0000', '\u001b[31m', '\u2028', '\ufeff', '\u202e', '', '- ', ': ', '...\n', '---\n'),
);
const anyOffset = fc.nat({ max: EVERY_WORD.length - 1 });
const anyEdit = fc.record({ at: anyOffset, removed: fc.nat({ max: 1 }), typed: anyCharacter });

function typed(text: string, edits: readonly { at: number; removed: number; typed: string }[]): string {
  return edits.reduce(
    (before, { at, removed, typed: by }) => before.slice(0, at) + by + before.slice(at + removed),
    text,
  );
}

describe('random slips', () => {
  test('never throw, and every problem stands inside the file', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 3 }), (edits) => {
        const text = typed(EVERY_WORD, edits);
        const lines = text.replace(/^\ufeff/, '').split('\n');
        const { answer, seconds } = timed(() => inspect(text));
        const { problems, said } = answer;
        expect(seconds).toBeLessThan(2);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028]/);
        for (const { place, message } of problems) {
          expect(message).not.toMatch(/undefined|NaN|\[object|null/);
          if (place === null) continue;
          const line = lines[place.line - 1];
          expect(line, `line ${place.line}`).toBeDefined();
          expect(place.column).toBeGreaterThanOrEqual(1);
          expect(place.column).toBeLessThanOrEqual((line?.length ?? 0) + 1);
          expect(place.length).toBeGreaterThanOrEqual(1);
          expect(place.column + place.length).toBeLessThanOrEqual((line?.length ?? 0) + 2);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('a line left out is answered, too', () => {
    const lines = EVERY_WORD.split('\n');
    fc.assert(
      fc.property(fc.nat({ max: lines.length - 1 }), (left) => {
        const { problems } = inspect(lines.filter((_, i) => i !== left).join('\n'));
        for (const { place } of problems) if (place !== null) expect(place.line).toBeLessThan(lines.length + 1);
      }),
      { numRuns: 25 },
    );
  });
});
