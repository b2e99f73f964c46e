// The whole program on a terminal that is emulated in memory: sizes, resizing, what terminals cannot show, keys, and what is left behind.

import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';
import type { FakeTerminal } from './fake-terminal.ts';
import type { Played, Wanted } from './played-program.ts';

// ink looks once, when it is loaded, at how many colours there are: all of them, so that leaving them out is up to the program.
process.env.FORCE_COLOR = '3';
const { playOn } = await import('./played-program.ts');

const TOWN = { scenario: 'tutorial', seats: ['town_hall'], seed: 'riverton' };
const ENTERS_SCREEN = '\x1b[?1049h';
const LEAVES_SCREEN = '\x1b[?1049l';
const SHOWS_CURSOR = '\x1b[?25h';
const HIDES_CURSOR = '\x1b[?25l';

function played(wanted: Partial<Wanted> = {}): Played {
  const program = playOn({ folder: tempFolder(), columns: 80, rows: 24, open: TOWN, ...wanted });
  onTestFinished(async () => {
    program.terminal.press('ctrl+c');
    await program.ended;
  });
  return program;
}

async function onBoard(wanted: Partial<Wanted> = {}): Promise<FakeTerminal> {
  const { terminal } = played(wanted);
  await terminal.until('Briefing');
  terminal.press('enter');
  await terminal.until('What stands where');
  await terminal.settled();
  return terminal;
}

/** Header and footer stand on the first and on the last row, and every box is closed: as many corners on the left as on the right. */
function expectWhole(terminal: FakeTerminal, rows: number): void {
  const lines = terminal.rows();
  expect(lines).toHaveLength(rows);
  expect(lines[0]).toMatch(/^ \S.*town|^ \S.*Town/);
  expect(lines.at(-1)).toContain('? help');
  const text = lines.join('');
  const count = (sign: string): number => text.split(sign).length - 1;
  expect(count('┌')).toBe(count('┘'));
  expect(count('┐')).toBe(count('└'));
}

for (const [columns, rows] of [
  [80, 24],
  [100, 30],
  [200, 60],
  [60, 16],
] as const)
  test(`every screen is whole at ${columns} x ${rows}`, async () => {
    const terminal = await onBoard({ columns, rows });
    expectWhole(terminal, rows);
    for (const [key, title] of [
      ['o', 'Orders'],
      ['f', 'Forecast'],
      ['n', 'Board'],
      ['w', 'Why'],
      ['t', 'Timeline'],
      ['c', 'Statechart'],
      ['b', 'Board'],
    ] as const) {
      terminal.press(key);
      await terminal.until((screen) => screen.startsWith(` ${title}`));
      await terminal.settled();
      expectWhole(terminal, rows);
    }
  });

test('below 60 x 16 it says what it has and what it needs, and goes on when there is room', async () => {
  const terminal = await onBoard();
  terminal.resize(59, 24);
  expect(await terminal.until('The screen is 59 x 24; at least 60 x 16 is needed.')).not.toContain('Board');
  terminal.resize(80, 15);
  await terminal.until('The screen is 80 x 15');
  terminal.resize(60, 16);
  await terminal.until(/^ Board/);
});

test('resizing while it runs leaves nothing behind', async () => {
  const terminal = await onBoard();
  const first = terminal.rows();
  for (const [columns, rows] of [
    [200, 60],
    [60, 16],
    [80, 24],
  ] as const) {
    terminal.resize(columns, rows);
    await terminal.settled();
    const fresh = await onBoard({ columns, rows });
    expect(terminal.rows()).toEqual(fresh.rows());
  }
  expect(terminal.rows()).toEqual(first);
});

test('several sizes at once end in the last one', async () => {
  const terminal = await onBoard();
  const first = terminal.rows();
  for (let columns = 80; columns <= 140; columns += 5) terminal.resize(columns, 40 - Math.floor(columns / 10));
  terminal.resize(80, 24);
  await terminal.settled();
  expect(terminal.rows()).toEqual(first);
});

/** Sequences that set a colour; bold, faint and inverse are none. */
function colourSequences(written: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are made of
  const sequences = written.match(/\x1b\[[\d;:]*m/g) ?? [];
  return sequences.filter((sequence) =>
    sequence
      .slice(2, -1)
      .split(/[;:]/)
      .some((code) => (Number(code) >= 30 && Number(code) <= 48) || Number(code) >= 90),
  );
}

async function tour(terminal: FakeTerminal): Promise<void> {
  for (const key of ['n', 'o', 'right', 'n', 'w', 't', 'c', 'f', '?']) {
    terminal.press(key);
    await terminal.settled();
  }
}

test('without colour no sequence sets one; with colour some do', async () => {
  const plain = await onBoard({ colour: false });
  await tour(plain);
  expect(colourSequences(plain.written())).toEqual([]);
  const coloured = await onBoard();
  await tour(coloured);
  expect(colourSequences(coloured.written()).length).toBeGreaterThan(20);
});

test('in ASCII every character is one', async () => {
  const terminal = await onBoard({ ascii: true });
  await tour(terminal);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are ASCII too
  expect(terminal.written().replace(/[\x00-\x7e]/g, '')).toBe('');
  expect(terminal.rows().join('')).toContain('+-');
});

test('for a screen reader there are sentences on the ordinary screen, and no boxes', async () => {
  const { terminal, ended } = played({ screenReader: true, columns: 100, rows: 60 });
  await terminal.until('You are Town hall.');
  terminal.press('enter');
  await terminal.until(/Keys: n end turn/);
  terminal.press('n');
  const screen = await terminal.until('The market square');
  expect(screen).not.toMatch(/[┌│└+|]-|--/);
  expect(terminal.written()).not.toContain(ENTERS_SCREEN);
  terminal.press('q');
  expect(await ended).toBe(0);
});

test('a key shows in the next picture', async () => {
  const terminal = await onBoard();
  terminal.press('o');
  await terminal.until(/^ Orders/);
  await terminal.settled();
  const times: number[] = [];
  for (const key of ['down', 'down', 'up', 'up', 'right', 'right', 'left', 'down', 'right', 'x']) {
    const before = terminal.rows().join('\n');
    const begun = performance.now();
    terminal.press(key);
    await terminal.until((screen) => screen !== before);
    times.push(performance.now() - begun);
  }
  // Half of what is promised would be 50 ms on a machine of its own; other work of a test run is on this one.
  expect(times.sort((a, b) => a - b)[5]).toBeLessThan(100);
});

test('? lists the keys of the screen, typing filters them, Enter does one, Esc closes', async () => {
  const terminal = await onBoard();
  const board = terminal.rows();
  terminal.press('?');
  await terminal.until('Help');
  expect(terminal.rows().join('\n')).toContain('end turn');
  for (const letter of 'orders') terminal.press(letter);
  const filtered = await terminal.until((screen) => screen.includes('/ orders_'));
  expect(filtered).not.toContain('statechart');
  terminal.press('esc');
  await terminal.until((screen) => !screen.includes('Help'));
  await terminal.settled();
  expect(terminal.rows()).toEqual(board);
});

test('the palette does what is chosen by name', async () => {
  const terminal = await onBoard();
  terminal.press('ctrl+p');
  await terminal.until('Do what?');
  for (const letter of 'timel') terminal.press(letter);
  await terminal.until('/ timel_');
  terminal.press('enter');
  await terminal.until(/^ Timeline/);
  terminal.press('esc');
  await terminal.until(/^ Board/);
});

test('/ filters a list as it is typed, and Esc shows all of it again', async () => {
  const { terminal } = played({ open: undefined });
  await terminal.until('Scenarios');
  terminal.press('/');
  for (const letter of 'narva') terminal.press(letter);
  const filtered = await terminal.until('narva_');
  expect(filtered).toContain('Narva spring');
  expect(filtered).not.toContain('Lithuania, the control case');
  terminal.press('esc');
  await terminal.until('Lithuania, the control case');
});

test('a whole practice from the home screen to its end', async () => {
  const { terminal, ended } = played({ open: undefined, columns: 100, rows: 30 });
  await terminal.until('Learn it in five minutes');
  terminal.press('enter');
  await terminal.until('You are Town hall');
  terminal.press('o', 'right', 'right');
  await terminal.until(/^ Orders/);
  for (let turn = 1; turn <= 6; turn++) {
    terminal.press('n');
    await terminal.until(turn < 6 ? `turn ${turn + 1} of 6` : 'The case is over after 6 turns');
  }
  terminal.press('q');
  expect(await ended).toBe(0);
});

test('leaving gives the terminal back: its screen, its cursor, its line mode', async () => {
  const { terminal, ended } = played();
  await terminal.until('Briefing');
  expect(terminal.isAlternate()).toBe(true);
  expect(terminal.written()).toContain(HIDES_CURSOR);
  expect(terminal.stdin.isRaw).toBe(true);
  terminal.press('q');
  expect(await ended).toBe(0);
  await terminal.settled();
  const written = terminal.written();
  expect(terminal.isAlternate()).toBe(false);
  expect(terminal.rows().join('')).toBe('');
  expect(written.lastIndexOf(LEAVES_SCREEN)).toBeGreaterThan(written.lastIndexOf(ENTERS_SCREEN));
  expect(written.lastIndexOf(SHOWS_CURSOR)).toBeGreaterThan(written.lastIndexOf(HIDES_CURSOR));
  expect(terminal.stdin.isRaw).toBe(false);
});
