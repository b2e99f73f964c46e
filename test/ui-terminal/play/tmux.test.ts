// Three runs of the built command in a real terminal multiplexer: a whole case, resizing at bad moments, and a crash with what comes after it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';
import { AT_PROMPT, HAS_TMUX, LAUNCHER, LONG, openTerminal } from '../tmux.ts';

if (!HAS_TMUX) console.warn('tmux is not here, so nothing is played in it: apt-get install tmux');

/** Header on the first row, footer on the last. */
function isWhole(screen: string, rows: number): boolean {
  const lines = screen.split('\n');
  return lines.length === rows && /^ \S/.test(lines[0]!) && lines.at(-1)!.includes('? help');
}

describe.skipIf(!HAS_TMUX)('in a terminal', { timeout: 5 * LONG }, () => {
  test('the command is built', () => expect(existsSync(LAUNCHER)).toBe(true));

  test('a case is played from the first picture to the last line', async () => {
    const folder = tempFolder();
    const terminal = openTerminal(folder, 100, 30);
    await terminal.run('greyzone play tutorial --seat town_hall --seed riverton');
    expect(isWhole(await terminal.until('You are Town hall'), 30)).toBe(true);
    await terminal.settled();
    terminal.press('Enter');
    await terminal.until('What stands where');
    // One key after the other: on a busy machine a burst may reach the program in pieces.
    for (const key of ['o', 'Right', 'Right', 'Down', 'Right']) {
      terminal.press(key);
      await terminal.settled();
    }
    await terminal.until('2 drafted');
    for (let turn = 2; turn <= 6; turn++) {
      terminal.press('n');
      expect(isWhole(await terminal.until(`turn ${turn} of 6`), 30)).toBe(true);
    }
    terminal.press('n');
    await terminal.until('The case is over after 6 turns');
    terminal.press('q');
    const left = await terminal.until(AT_PROMPT);
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
    await terminal.until(AT_PROMPT);
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
    process.kill(first.processNumber(), 'SIGKILL');

    const second = openTerminal(folder, 80, 24);
    await second.run(`stty -a > ${folder}/before`);
    await second.run('greyzone play --resume');
    await second.until('turn 3 of 6');
    expect(await second.settled()).toBe(board);
    expect(second.ask('#{cursor_flag} #{alternate_on}')).toBe('0 1');
    second.press('C-c');
    const left = await second.until(AT_PROMPT);
    expect(left.split('\n').at(-2)).toBe('Go on with: greyzone play --resume tutorial-town_hall-riverton');
    expect(second.ask('#{cursor_flag} #{alternate_on}')).toBe('1 0');
    await second.run(`echo "code $?"; stty -a > ${folder}/after`);
    await second.until('code 130');
    await second.until(AT_PROMPT);
    expect(readFileSync(join(folder, 'after'), 'utf8')).toBe(readFileSync(join(folder, 'before'), 'utf8'));
  });
});
