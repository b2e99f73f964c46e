// The door to a real room folder, and the messages that a command line makes: what is checked before anything is sent.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRoom, roomFolderOf, type SeatView } from '../../../engine/index.ts';
import { seat } from '../../../ui-terminal/commands/seat.ts';
import { watch } from '../../../ui-terminal/commands/watch.ts';
import { caseOfRoom, stopWithoutRoom, stopWithoutSeat } from '../../../ui-terminal/room/room-case.ts';
import { clocksApart, screenDoor, seatDoor, signsOfLife } from '../../../ui-terminal/room/room-folder-door.ts';
import { messagesOf } from '../../../ui-terminal/room/seat-messages.ts';
import type { Terminal } from '../../../ui-terminal/terminal.ts';
import { tempFolder } from '../../case/played-case.ts';
import { SCREEN, SEAT } from './made-views.ts';

function opened() {
  const caseFile = join(tempFolder(), 'spring.case.jsonl');
  writeFileSync(caseFile, '');
  const made = openRoom(caseFile);
  if ('fault' in made) throw new Error(made.fault);
  return { caseFile, room: made.room };
}

test('what white publishes is seen, and what white does not do is told', () => {
  const { caseFile, room } = opened();
  const door = screenDoor(caseFile);
  expect(door.look()).toMatchObject({ view: null, lack: { kind: 'view' } });
  room.publish([{ ...SCREEN, title: 'A\x1b[2J spring' }]);
  room.beat(new Date().toISOString());
  expect(door.look()).toMatchObject({ view: { title: 'A[2J spring' }, lack: null, white: { isThere: true } });
  writeFileSync(join(room.folder, 'screen.json'), '{"kind":');
  expect(door.look()).toMatchObject({ view: { title: 'A[2J spring' }, lack: { kind: 'fault' } });
  room.publish([SCREEN]);
  room.close();
  expect(door.look()).toMatchObject({ view: { title: SCREEN.title }, lack: null, white: { isThere: false } });
});

test('a folder that opens later is followed', async () => {
  const caseFile = join(tempFolder(), 'spring.case.jsonl');
  const door = screenDoor(caseFile);
  expect(door.look().lack).toMatchObject({ kind: 'folder', folder: roomFolderOf(caseFile) });
  const came = new Promise<void>((resolve) => {
    const stop = door.follow(() => {
      if (door.look().view !== null) resolve();
    });
    onTestFinished(stop);
  });
  const made = openRoom(caseFile);
  if ('fault' in made) throw new Error(made.fault);
  made.room.publish([SCREEN]);
  await came;
});

test('white is gone 15 seconds after its last sign, by our own clock after the first one', () => {
  let now = Date.parse('2026-03-04T10:00:00Z');
  const signs = signsOfLife(() => now);
  expect(signs(null)).toEqual({ isThere: false, since: null });
  expect(signs('2026-03-04T10:00:00Z')).toEqual({ isThere: true });
  now += 15_001;
  expect(signs('2026-03-04T10:00:00Z')).toEqual({ isThere: false, since: Date.parse('2026-03-04T10:00:00Z') });
  // The clock of the other machine is an hour slow, and yet its sign is new.
  expect(signs('2026-03-04T09:00:20Z')).toEqual({ isThere: true });
  expect(signs(null)).toMatchObject({ isThere: false, since: now });
});

test('the clock of white counts where it is not ours; a sign that is a few seconds late is none', () => {
  let now = Date.parse('2026-03-04T10:00:00Z');
  const clocks = clocksApart(() => now);
  const at = (seconds: number): string => new Date(now + seconds * 1000).toISOString();
  // The first sign may have lain there for hours.
  expect([clocks(null), clocks(at(-7200)), clocks(at(-7200))]).toEqual([{}, {}, {}]);
  expect([clocks(at(-1)), clocks(at(-9))]).toEqual([{}, {}]);
  now -= 3_600_000;
  const ahead = 3_600_000;
  expect([clocks(at(3600)), clocks(at(3598)), clocks(null)]).toEqual([{ ahead }, { ahead }, { ahead }]);
  now += 3_600_000;
  expect(clocks(at(-1))).toEqual({});
});

test('a message lies in the inbox, whole', () => {
  const { caseFile, room } = opened();
  room.publish([SEAT]);
  const door = seatDoor(caseFile, 'latvia');
  const message = { kind: 'request', id: 'latvia-0m0000000-abcdef0123', seat: 'latvia', text: 'Õis?' } as const;
  expect(door.post(message)).toBe('');
  expect(door.post(message)).toBe('');
  const inbox = join(room.folder, 'inbox');
  const files = readdirSync(inbox).filter((name) => name.endsWith('.json'));
  expect(files).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(inbox, files[0]!), 'utf8'))).toEqual(message);
});

test('wrong paths and cells are one clear line', () => {
  const { caseFile, room } = opened();
  expect(() => caseOfRoom(join(tempFolder(), 'sprnig.case.jsonl'))).toThrow('there is no case');
  expect(caseOfRoom(room.folder)).toBe(caseFile);
  expect(() => stopWithoutSeat(caseFile, undefined)).toThrow('has no cells yet');
  room.publish([SEAT, { ...SEAT, seat: 'estonia' }]);
  expect(() => stopWithoutSeat(caseFile, undefined)).toThrow(
    'say which cell with --as; cells of this room: estonia, latvia',
  );
  expect(() => stopWithoutSeat(caseFile, 'latvai')).toThrow(
    'no cell "latvai" in this room; did you mean "latvia"? cells of this room: estonia, latvia',
  );
  const empty = join(tempFolder(), 'other.case.jsonl');
  writeFileSync(empty, '');
  expect(caseOfRoom(empty)).toBe(empty);
  expect(() => stopWithoutRoom(empty)).toThrow('greyzone seminar --case');
  mkdirSync(roomFolderOf(empty));
  expect(() => stopWithoutRoom(empty)).not.toThrow();
});

test('orders, questions and odds of a command line', () => {
  expect(messagesOf({ order: ['talks=mayors'], ask: [' Why? '], odds: ['riot=.3'] }, SEAT)).toEqual([
    { kind: 'orders', turn: 5, levers: { 'policing[latvia]': 'firm', 'talks[latvia]': 'mayors' } },
    { kind: 'request', text: 'Why?' },
    { kind: 'estimate', outcome: 'riot', probability: 0.3 },
  ]);
});

test.each([
  [{ order: ['polcing[latvia]=firm'] }, 'unknown lever "polcing[latvia]"; did you mean "policing[latvia]"?'],
  [{ order: ['talks=mayor'] }, 'talks[latvia] has no level "mayor"; did you mean "mayors"?'],
  [{ order: ['talks'] }, '"talks": write lever=level'],
  [{ order: ['talks=none', 'talks[latvia]=mayors'] }, 'talks[latvia] is given twice'],
  [{ odds: ['riots=0.2'] }, 'no event "riots" to give odds for; did you mean "riot"?'],
  [{ odds: ['riot=1.2'] }, '"1.2" is no chance from 0 to 1'],
  [{ odds: ['riot=30%'] }, '"30%" is no chance from 0 to 1'],
  [{ ask: ['  '] }, 'a question needs words'],
])('%o is turned away', (wishes, fault) => {
  expect(messagesOf(wishes, SEAT)).toEqual({ fault });
});

test('no orders for a strategy or after the end', () => {
  const asked = { order: ['talks=mayors'] };
  const at = (view: Partial<SeatView>) => messagesOf(asked, { ...SEAT, ...view });
  expect(at({ over: true })).toEqual({ fault: 'all turns are played: no orders any more' });
  expect(at({ orders: 'strategy' })).toMatchObject({
    fault: expect.stringContaining('a strategy gives the orders of Latvia'),
  });
});

test('without a terminal the commands print once, or send and tell the ids', async () => {
  const { caseFile, room } = opened();
  room.publish([SCREEN, SEAT]);
  room.beat(new Date().toISOString());
  const run = async (act: (terminal: Terminal) => Promise<void>): Promise<string> => {
    let printed = '';
    const paint: Terminal['paint'] = (_, text) => text;
    const out = (text: string): void => {
      printed += text;
    };
    await act({ out, err: () => {}, width: 80, liveWidth: null, paint });
    return printed;
  };
  expect(await run((terminal) => watch(caseFile, { json: true }, terminal))).toBe(
    `${JSON.stringify(SCREEN, null, 2)}\n`,
  );
  expect(JSON.parse(await run((terminal) => seat(caseFile, { as: 'latvia', json: true }, terminal)))).toEqual(SEAT);
  const wishes = { as: 'latvia', order: ['talks=mayors'], ask: ['Why?'] };
  const ids = (await run((terminal) => seat(caseFile, wishes, terminal))).trim().split('\n');
  const posted = room.messages().map(({ message }) => message);
  expect(posted.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(posted.map(({ kind }) => kind).sort()).toEqual(['orders', 'request']);
  const wrong = { as: 'latvia', ask: ['Why?'], odds: ['riots=1'] };
  await expect(run((terminal) => seat(caseFile, wrong, terminal))).rejects.toMatchObject({ exitCode: 2 });
  expect(room.messages()).toHaveLength(2);
});
