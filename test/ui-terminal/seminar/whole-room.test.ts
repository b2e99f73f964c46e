// A whole room in a real terminal multiplexer: the console, the projector and two cells, each on a terminal of its own, from STARTEX to the report.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';

const LAUNCHER = fileURLToPath(new URL('../../../dist/ui-terminal/launch.js', import.meta.url));
const HAS_TMUX = spawnSync('tmux', ['-V']).status === 0;
if (!HAS_TMUX) console.warn('tmux is not here, so no room is held in it: apt-get install tmux');

/** For one screen to come, in milliseconds; a slow machine may be busy with other tests. */
const LONG = 60_000;
const PROMPT = 'ready> ';
let count = 0;

interface Screen {
  readonly now: () => string;
  readonly until: (wanted: string | RegExp) => Promise<string>;
  /** One key, and what must stand on the screen after it. */
  readonly press: (key: string, wanted: string | RegExp) => Promise<string>;
  /** Text into the line that is asked for, and enter. */
  readonly answer: (text: string, wanted: string | RegExp) => Promise<string>;
  readonly run: (command: string) => Promise<void>;
}

/** A server of its own for each, so that none can take the others with it. */
function openScreen(folder: string, columns: number, rows: number): Screen {
  const socket = `greyzone-room-${process.pid}-${++count}`;
  const { TMUX: _, NO_COLOR: __, FORCE_COLOR: ___, NODE_OPTIONS: ____, ...outside } = process.env;
  const env = { ...outside, XDG_STATE_HOME: folder, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', ENV: '' };
  const tmux = (...args: readonly string[]): string => {
    const done = spawnSync('tmux', ['-u', '-L', socket, ...args], { cwd: folder, env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`tmux ${args[0]}: ${done.stderr}`);
    return done.stdout;
  };
  tmux('-f', '/dev/null', 'new-session', '-d', '-x', String(columns), '-y', String(rows), 'sh');
  onTestFinished(() => void spawnSync('tmux', ['-L', socket, 'kill-server']));
  tmux('send-keys', `PS1='${PROMPT}'; clear`, 'Enter');
  const now = (): string => tmux('capture-pane', '-p').trimEnd();
  const until = async (wanted: string | RegExp): Promise<string> => {
    const end = performance.now() + LONG;
    for (;;) {
      const screen = now();
      if (typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen)) return screen;
      if (performance.now() > end) throw new Error(`never came: ${wanted}\n${screen}`);
      await pause(30);
    }
  };
  return {
    now,
    until,
    press: (key, wanted) => {
      tmux('send-keys', key);
      return until(wanted);
    },
    answer: async (text, wanted) => {
      tmux('send-keys', '-l', text);
      // The end of a long line shows, with the place where typing goes on.
      await until(`${text.slice(-8)}_`);
      tmux('send-keys', 'Enter');
      return until(wanted);
    },
    run: async (command) => {
      await until(/ready>\s*$/);
      tmux(
        'send-keys',
        '-l',
        command.replace(/^greyzone/, () => `"${process.execPath}" "${LAUNCHER}"`),
      );
      tmux('send-keys', 'Enter');
    },
  };
}

function greyzone(folder: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [LAUNCHER, ...args], { cwd: folder, encoding: 'utf8' });
}

describe.skipIf(!HAS_TMUX)('in a room', () => {
  test('the command is built', () => expect(existsSync(LAUNCHER)).toBe(true));

  test('a seminar is held from STARTEX to the report', { timeout: 10 * LONG }, async () => {
    const folder = tempFolder();
    const white = openScreen(folder, 120, 40);
    const [projector, estonia, latvia] = [100, 100, 100].map((columns) => openScreen(folder, columns, 30)) as [
      Screen,
      Screen,
      Screen,
    ];

    await white.run('greyzone seminar narva-spring --case spring.case.jsonl --seed demo');
    await white.until('N-01 is due');
    await projector.run('greyzone watch spring.case.jsonl');
    await estonia.run('greyzone seat spring.case.jsonl --as estonia');
    await latvia.run('greyzone seat spring.case.jsonl --as latvia');
    await projector.until('exercise not begun');
    await estonia.until(/Estonia . 23 February 2015, turn 1 of 18/);
    await latvia.until(/Latvia . 23 February 2015, turn 1 of 18/);

    await white.press('x', 'STARTEX at');
    await white.press('m', 'The move begins: Flags and flowers.');
    for (const screen of [projector, estonia, latvia]) await screen.until('Move 1 of 3: Flags and flowers');

    // What is for all comes to all; the list itself stays with white.
    await white.press('M', 'All entries');
    await white.press('r', 'N-01 is released');
    const shown = await projector.until('Independence Day is marched');
    expect(shown).not.toMatch(/N-0\d/);
    await estonia.press('2', 'Independence Day is marched');
    await latvia.press('2', 'Independence Day is marched');

    // A cell orders and asks; white sees both, and its answer reaches that cell.
    await estonia.press('3', 'Turn 1: no orders sealed yet.');
    await estonia.press('Right', '1 drafted (*): e seals.');
    await estonia.press('e', 'Turn 1: orders sealed by you.');
    await estonia.press('a', 'Ask white:');
    await estonia.answer('Who paid for the stage?', 'White has it');
    await white.press('C', 'Estonia asks: Who paid for the stage?');
    expect(await white.until(/Estonia +sealed \d\d:\d\d/)).toMatch(/Latvia +open/);
    await white.press('Enter', 'None yet.');
    await white.press('Enter', 'Your answer:');
    await white.answer('The county, as every year.', 'Answered;');
    await estonia.until('White: The county, as every year.');

    // A ruling among what the model allows, with its reason.
    await white.press('R', 'Turn 1, as it would go');
    const asked = await white.press('Enter', /How does it go \(/);
    const [, answer = ''] = /How does it go \((\w+)/.exec(asked)!;
    await white.answer(answer, 'Reason, as you would give it aloud:');
    await white.answer('the room should meet a case', 'Mode (');
    await white.press('Enter', 'Ruled.');
    await white.press('n', 'Turn 1 is played');
    await projector.until('turn 2 of 18');

    // A card for some cells is heard by those and nobody else.
    await white.press('C', 'What came in turn 1');
    await white.press('n', 'N-02 is due');
    await white.press('Enter', /› N-02/);
    await white.press('r', 'N-02 is released');
    await white.press('C', 'What came in turn 2');
    await white.press('p', 'N-03 is due');
    await white.press('Enter', /› N-03/);
    await white.press('r', 'N-03 is released');
    await latvia.until('Legion day');
    await latvia.until('turn 4 of 18');
    await estonia.press('2', 'A hundred allied vehicles');
    expect(estonia.now()).not.toContain('Legion day');
    expect(await projector.until('turn 4 of 18')).not.toContain('Legion day');

    await white.press('N', 'Your note:');
    await white.answer('Latvia told both marches.', 'Strength, improve or plain');
    await white.answer('s', 'On which entry');
    await white.press('Enter', 'Which objective');
    await white.press('Enter', 'Noted.');
    await white.press('V', 'Not rated yet.');
    await white.press('Enter', 'P, S, M or U?');
    await white.answer('S', 'What did you see?');
    await white.answer('They named two sources.', 'Rated.');

    await white.press('C', 'N-04 is due');
    await white.press('X', 'Type endex:');
    await white.answer('endex', 'ENDEX at');
    await projector.until('ended after');
    await latvia.until('ended after');
    await white.press('q', 'Go on with: greyzone seminar');
    for (const screen of [projector, estonia, latvia]) await screen.press('q', /ready>\s*$/);

    // What a cell could have read is what it saw, and what it was not told is in none of its files.
    const room = join(folder, 'spring.room');
    const files = readdirSync(room);
    const told = (name: string): string => {
      expect(files).toContain(name);
      return readFileSync(join(room, name), 'utf8');
    };
    expect(told('seat-estonia.json')).toContain('as every year');
    expect(told('seat-latvia.json')).not.toContain('as every year');
    expect(told('screen.json')).not.toContain('the room should meet a case');

    const replay = greyzone(folder, 'replay', 'spring.case.jsonl', '--verify');
    expect(replay.stdout).toContain('3 of 3 turns come to the noted state: the case holds.');
    const report = greyzone(
      folder,
      ...['aar', 'spring.case.jsonl', '--markdown', 'aar.md', '--futures', '20', '--particles', '16', '--quiet'],
    );
    expect(report.stderr).toBe('');
    const page = readFileSync(join(folder, 'aar.md'), 'utf8');
    for (const said of [
      'the room should meet a case',
      'Latvia told both marches.',
      'They named two sources.',
      'Who paid for the stage?',
      'The county, as every year.',
    ])
      expect(page).toContain(said);
  });
});
