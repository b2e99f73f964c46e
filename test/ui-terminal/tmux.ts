// A shell in a real terminal multiplexer, in which a test runs the built command: types, waits for what must come, reads the screen.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const LAUNCHER = fileURLToPath(new URL('../../dist/ui-terminal/launch.js', import.meta.url));
export const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0;

/** For one screen to come, in milliseconds; a slow machine may be busy with other tests. */
export const LONG = 60_000;

/** The end of a screen on which the shell waits for a command. */
export const AT_PROMPT = /ready>\s*$/;

type Wanted = string | RegExp | ((screen: string) => boolean);

export interface TmuxTerminal {
  readonly screen: () => string;
  /** The screen, once it holds what is wanted. */
  readonly until: (wanted: Wanted) => Promise<string>;
  /** Until three pictures in a row are the same. */
  readonly settled: () => Promise<string>;
  readonly press: (...keys: readonly string[]) => void;
  /** One key, and what must stand on the screen after it. */
  readonly pressUntil: (key: string, wanted: Wanted) => Promise<string>;
  /** Text into the line that is asked for, and enter. */
  readonly answer: (text: string, wanted: Wanted) => Promise<string>;
  /** Types a command; a `greyzone` in front stands for the built one, whose process number is kept. */
  readonly run: (command: string) => Promise<void>;
  readonly processNumber: () => number;
  /** What tmux knows of the terminal, in its own words for formats. */
  readonly ask: (format: string) => string;
  readonly resize: (columns: number, rows: number) => void;
}

let count = 0;

/** In that folder, where cases are kept too; on a server of its own, so that none can take the others with it. Gone when the test is over. */
export function openTerminal(folder: string, columns: number, rows: number): TmuxTerminal {
  const socket = `greyzone-${process.pid}-${++count}`;
  const numberFile = join(folder, `${socket}.pid`);
  const { TMUX: _, NO_COLOR: __, FORCE_COLOR: ___, NODE_OPTIONS: ____, ...outside } = process.env;
  const env = { ...outside, XDG_STATE_HOME: folder, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ENV: '' };
  const tmux = (...args: readonly string[]): string => {
    const done = spawnSync('tmux', ['-u', '-L', socket, ...args], { cwd: folder, env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`tmux ${args[0]}: ${done.stderr}`);
    return done.stdout;
  };
  tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), 'sh');
  onTestFinished(() => void spawnSync('tmux', ['-L', socket, 'kill-server']));
  tmux('set-option', '-g', 'window-size', 'manual');
  tmux('send-keys', `PS1='ready> '; clear`, 'Enter');

  const screen = (): string => tmux('capture-pane', '-p').trimEnd();
  const press = (...keys: readonly string[]): void => void tmux('send-keys', ...keys);
  const type = (text: string): void => void tmux('send-keys', '-l', text);
  const until = async (wanted: Wanted): Promise<string> => {
    const end = performance.now() + LONG;
    for (;;) {
      const now = screen();
      if (holds(now, wanted)) return now;
      if (performance.now() > end) throw new Error(`never came: ${wanted}\n${now}`);
      await pause(30);
    }
  };
  return {
    screen,
    until,
    press,
    settled: async () => {
      const seen: string[] = [];
      for (;;) {
        seen.push(screen());
        const last = seen.slice(-3);
        if (last.length === 3 && last.every((one) => one === last[0])) return last[0]!;
        await pause(60);
      }
    },
    pressUntil: (key, wanted) => {
      press(key);
      return until(wanted);
    },
    answer: async (text, wanted) => {
      type(text);
      // The end of a long line shows, with the place where typing goes on.
      await until(`${text.slice(-8)}_`);
      press('Enter');
      return until(wanted);
    },
    run: async (command) => {
      await until(AT_PROMPT);
      const built = `sh -c 'echo $$ > ${numberFile}; exec "${process.execPath}" "${LAUNCHER}" "$@"' greyzone`;
      type(command.replace(/^greyzone/, () => built));
      press('Enter');
    },
    processNumber: () => Number(readFileSync(numberFile, 'utf8')),
    ask: (format) => tmux('display-message', '-p', format).trim(),
    resize: (width, height) => void tmux('resize-window', '-x', String(width), '-y', String(height)),
  };
}

function holds(screen: string, wanted: Wanted): boolean {
  if (typeof wanted === 'string') return screen.includes(wanted);
  return wanted instanceof RegExp ? wanted.test(screen) : wanted(screen);
}
