// Texts of options, progress and colours: the small pure parts of the command line.

import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { nameList, setting, wholeNumber } from '../../ui-terminal/options.ts';
import { createProgressLine, duration, progressText } from '../../ui-terminal/progress-line.ts';
import { type Terminal, wantsColour } from '../../ui-terminal/terminal.ts';

describe('options', () => {
  test('whole numbers are digits', () => {
    expect(wholeNumber(1)('64')).toBe(64);
    expect(wholeNumber(0)('0')).toBe(0);
    for (const text of ['', '0', '-1', '1.5', '1e3', '0x10', ' 1', 'NaN', '1'.repeat(16)])
      expect(() => wholeNumber(1)(text), text).toThrow(InvalidArgumentError);
  });

  test('names are parted by commas, each taken once', () => {
    expect(nameList('a, b,a')).toEqual(['a', 'b']);
    expect(() => nameList('a,')).toThrow(InvalidArgumentError);
  });

  test('the last setting of a name counts', () => {
    const first = setting('x=1');
    expect(setting('x=-2.5e-3', setting('y[latvia] = 0', first))).toEqual([
      { name: 'y[latvia]', value: 0 },
      { name: 'x', value: -0.0025 },
    ]);
    for (const text of ['x', '=1', 'x=', 'x=one', 'x=Infinity', 'x=1=2'])
      expect(() => setting(text), text).toThrow(InvalidArgumentError);
  });
});

describe('progress', () => {
  test('says done, rate and what is left', () => {
    expect(progressText({ done: 0, total: 10, failed: 0 }, 0)).toBe('0 of 10 runs (0 %)');
    expect(progressText({ done: 250, total: 1000, failed: 2 }, 5000)).toBe(
      '250 of 1000 runs (25 %), 50 runs/s, 15 s left, 2 failed',
    );
    expect([duration(3.2), duration(200), duration(7500)]).toEqual(['4 s', '3 min 20 s', '2 h 5 min']);
  });

  test('rewrites one line on a terminal and writes lines elsewhere, now and then', () => {
    const lines = (liveWidth: number | null): string[] => {
      const out: string[] = [];
      let time = 0;
      const terminal: Terminal = {
        out: () => {},
        err: (text) => out.push(text),
        width: 80,
        liveWidth,
        paint: (_, text) => text,
      };
      const line = createProgressLine(terminal, () => time);
      for (let done = 0; done <= 100; done++, time += 120) line.show({ done, total: 100, failed: 0 });
      line.end();
      return out;
    };
    expect(lines(40)).toHaveLength(102);
    expect(lines(40).every((text) => text.startsWith('\r\u001b[K') && text.length <= 40 + 4)).toBe(true);
    expect(lines(null)).toEqual([
      '42 of 100 runs (42 %), 8.3 runs/s, 7 s left\n',
      '84 of 100 runs (84 %), 8.3 runs/s, 2 s left\n',
    ]);
  });
});

test.each([
  [[], {}, true, true],
  [[], {}, false, false],
  [[], { NO_COLOR: '1' }, true, false],
  [[], { NO_COLOR: '' }, true, true],
  [[], { TERM: 'dumb' }, true, false],
  [[], { FORCE_COLOR: '1' }, false, true],
  [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  [[], { FORCE_COLOR: '0' }, true, false],
  [['--no-color'], { FORCE_COLOR: '1' }, true, false],
] as const)('colours: %j %j, terminal %s: %s', (args, env, isTerminal, expected) => {
  expect(wantsColour(args, env, isTerminal)).toBe(expected);
});
