// The console as it runs, on a terminal that is emulated in memory: it begins, ticks, is left, and gives the terminal back.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';
import { type FakeTerminal, fakeTerminal } from '../play/fake-terminal.ts';
import { linesOf, NARVA } from './seminar-case.ts';

// ink looks once, when it is loaded, at how many colours there are.
process.env.FORCE_COLOR = '3';
const { startPlay } = await import('../../../ui-terminal/play/start.tsx');
const { beginSeminar } = await import('../../../ui-terminal/seminar/begin-seminar.ts');
const { looksOf } = await import('../../../ui-terminal/play/looks.ts');

const LONG = 60_000;

function held(
  file: string,
  screenReader = false,
): { readonly terminal: FakeTerminal; readonly ended: Promise<number> } {
  const terminal = fakeTerminal(100, 30);
  const looks = looksOf({ colour: true, ascii: false, screenReader });
  const ended = startPlay({
    what: 'narva-spring',
    screenReader,
    on: terminal,
    begin: () => beginSeminar(NARVA, { case: file }, looks),
  });
  onTestFinished(async () => {
    terminal.press('ctrl+c');
    await ended;
  });
  return { terminal, ended };
}

test('the clock runs on the screen, and stands when the console is left', { timeout: 3 * LONG }, async () => {
  const file = join(tempFolder(), 'spring.case.jsonl');
  const { terminal, ended } = held(file);
  await terminal.until('Look at this', LONG);
  terminal.press('x');
  await terminal.until('running since', LONG);
  await terminal.until(/0:00:0[1-9]/, LONG);
  terminal.press('M');
  await terminal.until('All entries', LONG);
  terminal.press('r');
  await terminal.until('N-01 is released', LONG);
  terminal.press('f');
  await terminal.until('Forecast', LONG);
  terminal.press('q');
  expect(await ended).toBe(0);
  expect(terminal.isAlternate()).toBe(false);
  expect(linesOf(file).map(({ kind, what, status }) => what ?? status ?? kind)).toEqual([
    'open',
    'startex',
    'released',
    'pause',
  ]);
});

test('a pasted text is one line of what is typed; its lines are no keys', { timeout: 2 * LONG }, async () => {
  const file = join(tempFolder(), 'spring.case.jsonl');
  const { terminal } = held(file);
  await terminal.until('Look at this', LONG);
  const paste = (text: string): void => terminal.press(`\u001b[200~${text}\u001b[201~`);
  paste('x\nn\nq\n');
  terminal.press('N');
  await terminal.until('Your note: _', LONG);
  paste('They asked.\nn\nx\n');
  await terminal.until('Your note: They asked. n x _', LONG);
  expect(linesOf(file)).toHaveLength(1);
});

test('a console whose process ends by the way stops its clock and gives the case back', {
  timeout: 2 * LONG,
}, async () => {
  const file = join(tempFolder(), 'spring.case.jsonl');
  const { terminal } = held(file);
  await terminal.until('Look at this', LONG);
  terminal.press('x');
  await terminal.until('running since', LONG);
  const [hook] = process.listeners('exit').slice(-1);
  hook?.(1);
  expect(linesOf(file).at(-1)).toMatchObject({ kind: 'clock', what: 'pause' });
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test('is read aloud in sentences', { timeout: 2 * LONG }, async () => {
  const { terminal } = held(join(tempFolder(), 'spring.case.jsonl'), true);
  await terminal.until('Minutes of exercise: 0, not begun.', LONG);
  await terminal.until('N-01 is due from minute 1: Parade', LONG);
});
