// The whole program on a terminal that is emulated in memory: sizes, resizing, keys, and what is left behind.

import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';
import type { FakeTerminal } from './fake-terminal.ts';
import type { Played, Wanted } from './played-program.ts';

// ink's colours are counted when it is loaded: here a terminal that has them all, so that only the program can leave them out.
process.env.FORCE_COLOR = '3';
const { playOn } = await import('./played-program.ts');

const TOWN = { scenario: 'tutorial', seats: ['town_hall'], seed: 'riverton' };

function played(wanted: Partial<Wanted>): Played {
  const program = playOn({ folder: tempFolder(), columns: 80, rows: 24, open: TOWN, ...wanted });
  onTestFinished(async () => {
    program.terminal.press('ctrl+c');
    await program.ended;
  });
  return program;
}

/** Header, message and footer stand where they belong, and no line is wider than the screen. */
function expectWhole(terminal: FakeTerminal, columns: number, rows: number): void {
  const lines = terminal.rows();
  expect(lines).toHaveLength(rows);
  expect(lines[0]).toMatch(/^ \S/);
  expect(lines.at(-1)).toContain('? help');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
}

for (const [columns, rows] of [
  [80, 24],
  [100, 30],
  [200, 60],
  [60, 16],
] as const)
  test(`first the briefing, then the board, at ${columns} x ${rows}`, async () => {
    const { terminal } = played({ columns, rows });
    await terminal.until('Briefing');
    expectWhole(terminal, columns, rows);
    terminal.press('enter');
    await terminal.until(/^ Board/);
    await terminal.settled();
    expectWhole(terminal, columns, rows);
  });

test('show', async () => {
  const { terminal } = played({});
  await terminal.until('Briefing');
  console.log(await terminal.settled());
  terminal.press('enter');
  await terminal.until(/^ Board/);
  console.log(await terminal.settled());
});
