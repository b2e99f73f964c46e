// The guide to an evening is followed: its scenarios are saved, its commands run, its keys looked up, its minutes held against the preflight.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SCREEN_IDS } from '../../ui-terminal/play/screen.ts';
import { SCREENS } from '../../ui-terminal/play/screens/screens.ts';
import { say } from '../../ui-terminal/play/strings.ts';
import { SEAT_KEYS } from '../../ui-terminal/room/seat-keys.ts';
import { WATCH_KEYS } from '../../ui-terminal/room/watch-keys.ts';
import { tempFolder } from '../case/played-case.ts';
import { consoleOf, heldSeminar } from '../ui-terminal/seminar/seminar-case.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const launcher = join(root, 'dist/ui-terminal/launch.js');
const guide = readFileSync(join(root, 'docs/facilitator-guide.md'), 'utf8');

/** Files that the guide tells to save: the first line of each says its name. */
const saved = [...guide.matchAll(/```(?:text|yaml)\n# (\S+?\.(?:txt|yaml))([\s\S]*?)```/g)].map(
  ([, name = '', text = '']) => ({ name, text: `# ${name}${text}` }),
);
const blocks = [...guide.matchAll(/```(\w*)\n([\s\S]*?)```/g)]
  .filter(([, language]) => language === '')
  .flatMap(([, , block = '']) => block.trimEnd().split('\n'));
const inSentences = [...guide.matchAll(/`npx (greyzone [^`\n]+)`/g)].map(([, command = '']) => command);
const commands = [...new Set([...blocks.map((line) => line.replace(/^npx /, '')), ...inSentences])];

/** The same answers in less time. */
const QUICKER: Readonly<Record<string, readonly string[]>> = {
  preflight: ['--runs', '100', '--quiet'],
  aar: ['--futures', '20', '--particles', '16', '--quiet'],
};

describe('the commands of the guide', () => {
  let folder = '';
  const run = (command: string) => {
    const [program, verb = '', ...args] = command.split(' ');
    expect(program).toBe('greyzone');
    const all = [launcher, verb, ...args, ...(QUICKER[verb] ?? [])];
    return spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  };

  test('are there, and so are the files that they need', () => {
    expect(saved.map(({ name }) => name)).toEqual([
      'rehearsal.txt',
      'spring-90/scenario.yaml',
      'spring-180/scenario.yaml',
    ]);
    expect(commands.length).toBeGreaterThan(12);
  });

  test('do what they are for', { timeout: 300_000 }, () => {
    folder = tempFolder();
    for (const { name, text } of saved) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    // The evening itself, with its console open, as far as the first turn.
    const evening = consoleOf(heldSeminar(folder, 'startex 2026-03-04T18:04:00Z\nmove flags\nrelease N-01\nplay'));
    onTestFinished(() => {
      evening.game.close();
      evening.controller.close();
    });
    for (const command of commands) {
      const { status, stdout, stderr } = run(command);
      // A console needs a terminal; that it asks for one means that the rest of the line was understood.
      const wantsTerminal = / seminar /.test(command) && !command.includes('--script');
      if (wantsTerminal) expect(stderr, command).toMatch(/^greyzone: the console of a seminar needs a terminal/);
      expect(status, `${command}\n${stderr}`).toBe(wantsTerminal ? 2 : 0);
      if (command.includes('--verify')) expect(stdout).toContain('the case holds');
      const minutes = / --minutes (\d+)$/.exec(command)?.[1];
      if (minutes !== undefined) fits(stdout, Number(minutes));
    }
    const { stdout } = run('greyzone replay rehearsal.case.jsonl --verify');
    expect(stdout).toContain('18 of 18 turns');
    for (const page of ['rehearsal.html', 'aar.html', 'narva-pack/index.html'])
      expect(readFileSync(join(folder, page), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  /** The row of the table of times is what the preflight counts. */
  function fits(printed: string, minutes: number): void {
    const row = guide.split('\n').find((line) => line.startsWith(`| ${minutes} |`))!;
    const [, , ...parts] = row.split('|').map((cell) => Number(cell.trim()));
    const spare = parts.at(-2)!;
    const counted = printed.matchAll(/^ {2}(?:(?:Briefing|Hot wash) +|\S.* \d+-\d+ +)(\d+)\b/gm);
    expect([...counted].map(([, one]) => Number(one))).toEqual(parts.slice(0, 5));
    const rest = spare === 0 ? 'nothing to spare' : `${spare} min to spare`;
    expect(printed).toContain(`It fits: ${minutes - spare} of ${minutes} min, ${rest}.`);
  }
});

describe('the rehearsal', () => {
  const { text } = saved[0]!;
  test('takes the minutes of the table, and releases what the table releases', () => {
    const { session } = heldSeminar(tempFolder(), text);
    const { seminar, played } = session.standing();
    expect(played).toBe(18);
    expect(seminar.clock.before).toBe(32 * 60_000);
    const plan = session.ground.scenario.seminar!;
    const planned = plan.msel.filter(({ moment }) => moment.kind === 'planned');
    const table = guide.slice(guide.indexOf('| clock |'), guide.indexOf('With the four minutes'));
    for (const { id, moment } of planned) {
      if (moment.kind !== 'planned') continue;
      expect(seminar.entries.get(id), id).toMatchObject({ status: 'released', released: moment.turn + 1 });
      expect(table, id).toContain(id);
    }
    // Each at the minute that the list of events plans for it, and the table has a line for that minute.
    const begun = { flags: 0, stone: 10, carnations: 22 };
    const startex = Date.parse(seminar.clock.startex!);
    for (const { id, moment } of planned) {
      if (moment.kind !== 'planned' || moment.minute === null) continue;
      const move = plan.moves.find(({ turns }) => turns[0] <= moment.turn && moment.turn <= turns[1])!;
      const minute = begun[move.name as keyof typeof begun] + moment.minute;
      const { at } = seminar.entries.get(id) as { at: string };
      expect((Date.parse(at) - startex) / 60_000, id).toBe(minute);
      expect(table).toMatch(new RegExp(`\\| 0:${String(minute).padStart(2, '0')} \\|[^\\n]*${id}`));
    }
  });
});

describe('the keys of the guide', () => {
  const tables: Readonly<Record<string, readonly { readonly keys: readonly string[]; readonly does: string }[]>> = {
    ...Object.fromEntries(SCREEN_IDS.map((id) => [say(`screen.${id}`), SCREENS[id].keys])),
    "a cell's terminal": SEAT_KEYS,
    'the projector': WATCH_KEYS,
  };
  const listed = guide.slice(guide.indexOf('## The keys you need'), guide.indexOf('## Hot wash'));
  const rows = [...listed.matchAll(/^\| (.+?) \| `(.+?)` \| (.+?) \|$/gm)];

  test('do on their screens what it says', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const [, screen = '', key = '', does = ''] of rows) {
      const found = (tables[screen] ?? []).some((row) => row.keys.includes(key) && row.does === does);
      expect(found, `${screen} ${key} ${does}`).toBe(true);
    }
  });

  test('are keys of the program wherever they are named', () => {
    const list = readFileSync(join(root, 'docs/play-keys.md'), 'utf8');
    for (const [, key = ''] of guide.matchAll(/`([A-Za-z?]|enter|esc)`/g)) expect(list, key).toContain(`\`${key}\``);
  });
});
