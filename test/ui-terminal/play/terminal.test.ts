// The program on a terminal, whole: what is drawn at once, what keys and sizes do, and that the terminal is given back on every way out.

import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Terminal } from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { createGame, type Game } from '../../../ui-terminal/play/game.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import { type Begun, startPlay } from '../../../ui-terminal/play/start.tsx';
import { newSession } from '../../case/played-case.ts';

const LEAVES_SCREEN = '\u001b[?1049l';
const SHOWS_CURSOR = '\u001b[?25h';

/** A keyboard and a screen that the program cannot tell from real ones. */
function terminalOf(columns: number, rows: number) {
  const screen = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns, rows });
  let written = '';
  stdout.on('data', (chunk: Buffer) => {
    written += chunk.toString();
    screen.write(chunk);
  });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      stdin.isRaw = raw;
      return stdin;
    },
    ref: () => stdin,
    unref: () => stdin,
  });
  const text = async (): Promise<string> => {
    await new Promise<void>((resolve) => screen.write('', resolve));
    const { buffer } = screen;
    return Array.from(
      { length: rows },
      (_, y) => buffer.active.getLine(y)?.translateToString(true, 0, columns) ?? '',
    ).join('\n');
  };
  return {
    stdin: stdin as unknown as NodeJS.ReadStream & { isRaw: boolean },
    stdout: stdout as unknown as NodeJS.WriteStream,
    text,
    written: () => written,
    press: (keys: string) => void stdin.write(keys),
    resize: (width: number, height: number) => {
      Object.assign(stdout, { columns: width, rows: height });
      screen.resize(width, height);
      stdout.emit('resize');
    },
    /** Until the screen shows it. */
    shows: async (what: string): Promise<string> => {
      for (let tries = 0; tries < 200; tries++) {
        const now = await text();
        if (now.includes(what)) return now;
        await pause(20);
      }
      throw new Error(`never shown: ${what}\n${await text()}`);
    },
  };
}

function begun(): Begun & { readonly game: Game } {
  const session = newSession('tutorial', ['town_hall']);
  const game = createGame({
    session,
    seat: 'town_hall',
    looks: looksOf({ colour: false, ascii: true, screenReader: false }),
    shelf: {
      start: () => ({ fault: 'no', notes: [] }),
      resume: () => ({ fault: 'no', notes: [] }),
      library: () => ({ scenarios: [], cases: [], open: () => null }),
    },
    forecastingOf: () => NO_FORECASTING,
  });
  return { game, screen: 'board' };
}

describe('on a terminal', () => {
  test('opens, takes keys and sizes, and gives the terminal back', async () => {
    const terminal = terminalOf(80, 24);
    const { stdin, stdout } = terminal;
    const ended = startPlay({ what: 'the practice', screenReader: false, begin: begun, stdin, stdout });
    expect(await terminal.text()).toContain('Opening the practice');
    await terminal.shows('turn 1 of 6');
    expect(stdin.isRaw).toBe(true);
    terminal.press('n');
    await terminal.shows('turn 2 of 6');
    // Faster than it can draw: each key counts.
    terminal.press('n');
    terminal.press('n');
    await terminal.shows('turn 4 of 6');
    terminal.resize(50, 12);
    await terminal.shows('at least');
    terminal.resize(100, 30);
    await terminal.shows('turn 4 of 6');
    terminal.press('q');
    expect(await ended).toBe(0);
    expect(terminal.written()).toContain(LEAVES_SCREEN);
    expect(terminal.written().lastIndexOf(SHOWS_CURSOR)).toBeGreaterThan(terminal.written().indexOf('Opening'));
    expect(stdin.isRaw).toBe(false);
  });

  test('Ctrl-C leaves with 130', async () => {
    const terminal = terminalOf(80, 24);
    const { stdin, stdout } = terminal;
    const ended = startPlay({ what: 'x', screenReader: false, begin: begun, stdin, stdout });
    await terminal.shows('turn 1 of 6');
    terminal.press('\u0003');
    expect(await ended).toBe(130);
    expect(terminal.written()).toContain(LEAVES_SCREEN);
  });

  test('what cannot be opened is thrown after the terminal has been given back', async () => {
    const terminal = terminalOf(80, 24);
    const { stdin, stdout } = terminal;
    const begin = (): Begun => {
      throw new Error('no such scenario');
    };
    await expect(startPlay({ what: 'x', screenReader: false, begin, stdin, stdout })).rejects.toThrow(
      'no such scenario',
    );
    expect(terminal.written()).toContain(LEAVES_SCREEN);
    expect(stdin.isRaw).toBe(false);
  });

  test('a fault while drawing is thrown after the terminal has been given back', async () => {
    const terminal = terminalOf(80, 24);
    const { stdin, stdout } = terminal;
    const begin = (): Begun => {
      const { game, ...rest } = begun();
      let drawn = 0;
      const broken: Game = {
        ...game,
        context: (width, height) => {
          if (++drawn > 3) throw new Error('a bug in a screen');
          return game.context(width, height);
        },
      };
      return { ...rest, game: broken };
    };
    const ended = startPlay({ what: 'x', screenReader: false, begin, stdin, stdout });
    await terminal.shows('turn 1 of 6');
    terminal.press('j');
    terminal.press('j');
    await expect(ended).rejects.toThrow('a bug in a screen');
    expect(terminal.written()).toContain(LEAVES_SCREEN);
    expect(stdin.isRaw).toBe(false);
  });
});
