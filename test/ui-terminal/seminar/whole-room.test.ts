// A whole room in a real terminal multiplexer: the console, the projector and two cells, each on a terminal of its own, from STARTEX to the report.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../case/played-case.ts';
import { AT_PROMPT, HAS_TMUX, LAUNCHER, LONG, openTerminal, type TmuxTerminal } from '../tmux.ts';

if (!HAS_TMUX) console.warn('tmux is not here, so no room is held in it: apt-get install tmux');

function greyzone(folder: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [LAUNCHER, ...args], { cwd: folder, encoding: 'utf8' });
}

describe.skipIf(!HAS_TMUX)('in a room', () => {
  test('the command is built', () => expect(existsSync(LAUNCHER)).toBe(true));

  test('a seminar is held from STARTEX to the report', { timeout: 10 * LONG }, async () => {
    const folder = tempFolder();
    const white = openTerminal(folder, 120, 40);
    const [projector, estonia, latvia] = [100, 100, 100].map((columns) => openTerminal(folder, columns, 30)) as [
      TmuxTerminal,
      TmuxTerminal,
      TmuxTerminal,
    ];

    await white.run('greyzone seminar narva-spring --case spring.case.jsonl --seed demo');
    await white.until('N-01 is due');
    await projector.run('greyzone watch spring.case.jsonl');
    await estonia.run('greyzone seat spring.case.jsonl --as estonia');
    await latvia.run('greyzone seat spring.case.jsonl --as latvia');
    await projector.until('exercise not begun');
    await estonia.until(/Estonia . 23 February 2015, turn 1 of 18/);
    await latvia.until(/Latvia . 23 February 2015, turn 1 of 18/);

    await white.pressUntil('x', 'STARTEX at');
    await white.pressUntil('m', 'The move begins: Flags and flowers.');
    for (const screen of [projector, estonia, latvia]) await screen.until('Move 1 of 3: Flags and flowers');

    // What is for all comes to all; the list itself stays with white.
    await white.pressUntil('M', 'All entries');
    await white.pressUntil('r', 'N-01 is released');
    const shown = await projector.until('Independence Day is marched');
    expect(shown).not.toMatch(/N-0\d/);
    await estonia.pressUntil('2', 'Independence Day is marched');
    await latvia.pressUntil('2', 'Independence Day is marched');

    // A cell orders and asks; white sees both, and its answer reaches that cell.
    await estonia.pressUntil('3', 'Turn 1: no orders sealed yet.');
    await estonia.pressUntil('Right', '1 drafted (*): e seals.');
    await estonia.pressUntil('e', 'Turn 1: orders sealed by you.');
    await estonia.pressUntil('a', 'Ask white:');
    await estonia.answer('Who paid for the stage?', 'White has it');
    await white.pressUntil('C', 'Estonia asks: Who paid for the stage?');
    expect(await white.until(/Estonia +sealed \d\d:\d\d/)).toMatch(/Latvia +open/);
    await white.pressUntil('Enter', 'None yet.');
    await white.pressUntil('Enter', 'Your answer:');
    await white.answer('The county, as every year.', 'Answered;');
    await estonia.until('White: The county, as every year.');

    // A ruling among what the model allows, with its reason.
    await white.pressUntil('R', 'Turn 1, as it would go');
    const asked = await white.pressUntil('Enter', /How does it go \(/);
    const [, answer = ''] = /How does it go \((\w+)/.exec(asked)!;
    await white.answer(answer, 'Reason, as you would give it aloud:');
    await white.answer('the room should meet a case', 'Mode (');
    await white.pressUntil('Enter', 'Ruled.');
    await white.pressUntil('n', 'Turn 1 is played');
    await projector.until('turn 2 of 18');

    // A card for some cells is heard by those and nobody else.
    await white.pressUntil('C', 'What came in turn 1');
    await white.pressUntil('n', 'N-02 is due');
    await white.pressUntil('Enter', /› N-02/);
    await white.pressUntil('r', 'N-02 is released');
    await white.pressUntil('C', 'What came in turn 2');
    await white.pressUntil('p', 'N-03 is due');
    await white.pressUntil('Enter', /› N-03/);
    await white.pressUntil('r', 'N-03 is released');
    await latvia.until('Legion day');
    await latvia.until('turn 4 of 18');
    await estonia.pressUntil('2', 'A hundred allied vehicles');
    expect(estonia.screen()).not.toContain('Legion day');
    expect(await projector.until('turn 4 of 18')).not.toContain('Legion day');

    await white.pressUntil('N', 'Your note:');
    await white.answer('Latvia told both marches.', 'Strength, improve or plain');
    await white.answer('s', 'On which entry');
    await white.pressUntil('Enter', 'Which objective');
    await white.pressUntil('Enter', 'Noted.');
    await white.pressUntil('V', 'Not rated yet.');
    await white.pressUntil('Enter', 'P, S, M or U?');
    await white.answer('S', 'What did you see?');
    await white.answer('They named two sources.', 'Rated.');

    await white.pressUntil('C', 'N-04 is due');
    await white.pressUntil('X', 'Type endex:');
    await white.answer('endex', 'ENDEX at');
    await projector.until('ended after');
    await latvia.until('ended after');
    await white.pressUntil('q', 'Go on with: greyzone seminar');
    for (const screen of [projector, estonia, latvia]) await screen.pressUntil('q', AT_PROMPT);

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
