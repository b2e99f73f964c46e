// Wrapping, columns and names that fit.

import { expect, test } from 'vitest';
import {
  alignPoints,
  breakName,
  listNames,
  printable,
  shorten,
  wrap,
  wrapCommand,
} from '../../engine/report/text-layout.ts';

test('wraps words with an indent for the first and for the other lines', () => {
  expect(wrap('one two three four', 9, '- ', '    ')).toEqual(['- one two', '    three', '    four']);
  expect(wrap('averyveryverylongword b', 5)).toEqual(['averyveryverylongword', 'b']);
  expect(wrap('', 5)).toEqual(['']);
});

test('wraps a command so that a shell still reads it as one', () => {
  const lines = wrapCommand('greyzone compare x --worlds 10 --seed a --set b=1', 28, '  ', '    ');
  expect(lines).toEqual(['  greyzone compare x \\', '    --worlds 10 --seed a \\', '    --set b=1']);
});

test('puts the points of numbers below one another', () => {
  expect(alignPoints(['0.300 ± 0.028', '12.3 ± 1.4', '7 ± 2', 'baseline'])).toEqual([
    ' 0.300 ± 0.028',
    '12.3   ± 1.4  ',
    ' 7     ± 2    ',
    'baseline',
  ]);
  expect(alignPoints(['-32.0 to -21.9 pp', '4 to 10 pp'])).toEqual(['-32.0 to -21.9 pp', '  4   to  10   pp']);
});

test('shortens in the middle and lists a few names', () => {
  expect(shorten('heavier_presence+accelerate', 15)).toBe('heavier..lerate');
  expect(shorten('short', 15)).toBe('short');
  expect(listNames(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  expect(breakName('insecurity_before_warsaw[latvia]', 10)).toEqual(['insecurity_', 'before_', 'warsaw', '[latvia]']);
});

test('makes text safe for a terminal', () => {
  expect(printable('a\u001b[31mb\r\nc\u202e')).toBe('a [31mb c ');
});
