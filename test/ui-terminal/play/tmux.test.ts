// Three runs of the built command in a real terminal multiplexer: a whole case, resizing at bad moments, and a crash with what comes after it.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';

const LAUNCHER = fileURLToPath(new URL('../../../dist/ui-terminal/launch.js', import.meta.url));
const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0;
if (!HAS_TMUX) console.warn('tmux is not here, so nothing is played in it: apt-get install tmux');

const PROMPT = 'ready> ';
let count = 0;

/** A shell in a terminal of its own, on a server of its own. */
function openTerminal(folder: string, columns: number, rows: number) {
  const socket = `greyzone-${process.pid}-${++count}`;
  const { TMUX: _, NO_COLOR: __, FORCE_COLOR: ___, NODE_OPTIONS: ____, ...outside } = process.env;
  const env = { ...outside, XDG_STATE_HOME: folder, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ENV: '' };
  const tmux = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync('tmux', ['-u', '-L', socket, ...args], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`tmux ${args[0]}: ${stderr}`);
    return stdout;
  };
  tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), 'sh');
  tmux('set-option', '-g', 'window-size', 'manual');
  tmux('send-keys', `PS1='${PROMPT}'; clear`, 'Enter');
  onTestFinished(() => void spawnSync('tmux', ['-L', socket, 'kill-server']));
  const screen = (): string => tmux('capture-pane', '-p').trimEnd();
  const until = async (wanted: string | RegExp | ((screen: string) => boolean)): Promise<string> => {
    const end = performance.now() + 30_000;
    for (;;) {
      const now = screen();
      const holds =
        typeof wanted === 'string' ? now.includes(wanted) : wanted instanceof RegExp ? wanted.test(now) : wanted(now);
      if (holds) return now;
      if (performance.now() > end) throw new Error(`never came: ${wanted}\n${now}`);
      await pause(30);
    }
  };
  return {
    screen,
    until,
    ask: (format: string): string => tmux('display-message', '-p', format).trim(),
    press: (...keys: readonly string[]): void => void tmux('send-keys', ...keys),
    resize: (width: number, height: number): void =>
      void tmux('resize-window', '-x', String(width), '-y', String(height)),
    /** Until three pictures in a row are the same. */
    settled: async (): Promise<string> => {
      const seen: string[] = [];
      for (;;) {
        seen.push(screen());
        const last = seen.slice(-3);
        if (last.length === 3 && last.every((one) => one === last[0])) return last[0]!;
        await pause(60);
      }
    },
    /** Types a command; a `greyzone` in front stands for the built one, whose process number is kept. */
    run: async (command: string): Promise<void> => {
      await until(/ready>\s*$/);
      const own = `sh -c 'echo $$ > ${folder}/pid; exec "${process.execPath}" "${LAUNCHER}" "$@"' greyzone`;
      tmux(
        'send-keys',
        '-l',
        command.replace(/^greyzone/, () => own),
      );
      tmux('send-keys', 'Enter');
    },
  };
}

/** Header on the first row, footer on the last. */
function isWhole(screen: string, rows: number): boolean {
  const lines = screen.split('\n');
  return lines.length === rows && /^ \S/.test(lines[0]!) && lines.at(-1)!.includes('? help');
}

describe.skipIf(!HAS_TMUX)('in a terminal', () => {
  test('the command is built', () => expect(existsSync(LAUNCHER)).toBe(true));

  test('a case is played from the first picture to the last line', async () => {
    const folder = tempFolder();
    const terminal = openTerminal(folder, 100, 30);
    await terminal.run('greyzone play tutorial --seat town_hall --seed riverton');
    expect(isWhole(await terminal.until('You are Town hall'), 30)).toBe(true);
    terminal.press('Enter');
    await terminal.until('What stands where');
    terminal.press('o', 'Right', 'Right', 'Down', 'Right');
    await terminal.until('2 drafted');
    for (let turn = 2; turn <= 6; turn++) {
      terminal.press('n');
      expect(isWhole(await terminal.until(`turn ${turn} of 6`), 30)).toBe(true);
    }
    terminal.press('n');
    await terminal.until('The case is over after 6 turns');
    terminal.press('q');
    const left = await terminal.until(/ready>\s*$/);
    expect(left).toContain('greyzone play --resume tutorial-town_hall-riverton');
    expect(left).not.toContain('┌');
  });

  test('resizing on the board, while a forecast grows, in the help and below the least size', async () => {
    const terminal = openTerminal(tempFolder(), 80, 24);
    await terminal.run('greyzone play baltic-2014 --seat latvia --seed riga');
    await terminal.until('You are Latvia');
    terminal.press('b');
    await terminal.until('What stands where');
    const board = await terminal.settled();
    expect(isWhole(board, 24)).toBe(true);
    terminal.resize(140, 40);
    await terminal.until((screen) => isWhole(screen, 40));
    terminal.press('f');
    await terminal.until(/^ Forecast/);
    for (const [columns, rows] of [
      [60, 16],
      [200, 60],
      [120, 40],
      [80, 24],
    ] as const) {
      terminal.resize(columns, rows);
      await pause(150);
    }
    const forecast = await terminal.until('4,096 futures');
    expect(isWhole(forecast, 24)).toBe(true);
    terminal.press('?');
    await terminal.until('Help');
    terminal.resize(50, 12);
    expect(await terminal.until('50 x 12')).not.toContain('Help');
    terminal.resize(80, 24);
    await terminal.until('Help');
    terminal.press('Escape');
    await terminal.until((screen) => !screen.includes('Help'));
    terminal.press('b');
    await terminal.until('What stands where');
    expect(await terminal.settled()).toBe(board);
    terminal.press('q');
    await terminal.until(/ready>\s*$/);
  });

  test('killed in the middle it goes on where it was; Ctrl-C gives the terminal back', async () => {
    const folder = tempFolder();
    const first = openTerminal(folder, 80, 24);
    await first.run('greyzone play tutorial --seat town_hall --seed riverton');
    await first.until('You are Town hall');
    first.press('o', 'Right', 'n');
    await first.until('turn 2 of 6');
    first.press('n');
    await first.until('turn 3 of 6');
    const board = await first.settled();
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');

    const second = openTerminal(folder, 80, 24);
    await second.run(`stty -a > ${folder}/before`);
    await second.run('greyzone play --resume');
    await second.until('turn 3 of 6');
    expect(await second.settled()).toBe(board);
    expect(second.ask('#{cursor_flag} #{alternate_on}')).toBe('0 1');
    second.press('C-c');
    const left = await second.until(/ready>\s*$/);
    expect(left.split('\n').at(-2)).toBe('Go on with: greyzone play --resume tutorial-town_hall-riverton');
    expect(second.ask('#{cursor_flag} #{alternate_on}')).toBe('1 0');
    await second.run(`echo "code $?"; stty -a > ${folder}/after`);
    await second.until('code 130');
    await second.until(/ready>\s*$/);
    expect(readFileSync(join(folder, 'after'), 'utf8')).toBe(readFileSync(join(folder, 'before'), 'utf8'));
  });
});
