// What the console does for the room: orders of the cells, late ones and double ones, a sleep of an hour, a full disk, a second console.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CaseWriteFault,
  openRoom,
  postMessage,
  type Room,
  readRoomView,
  readSeatView,
  roomFolderOf,
} from '../../../engine/index.ts';
import { openApp } from '../../../ui-terminal/play/app-state.ts';
import { withoutRoom } from '../../../ui-terminal/play/open-case.ts';
import { openSeminar } from '../../../ui-terminal/seminar/open-seminar.ts';
import { createRoomController, SLEPT_MS } from '../../../ui-terminal/seminar/room-controller.ts';
import { tempFolder } from '../../case/played-case.ts';
import { consoleOf, heldSeminar, NINE } from './seminar-case.ts';

const BEGUN = 'startex 2026-03-04T09:00:00Z\nmove flags';

function inbox(file: string): readonly string[] {
  return readdirSync(join(roomFolderOf(file), 'inbox')).filter((name) => name.endsWith('.json'));
}

function seat(file: string, name: string) {
  const read = readSeatView(file, name);
  if ('fault' in read) throw new Error(read.fault);
  return read.view;
}

describe('orders from a cell', () => {
  const firm = { 'policing[estonia]': 'firm' };

  test('are taken once, the cell reads so, and the file is gone', () => {
    const { session, controller, file, clock } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    postMessage(file, { kind: 'orders', id: 'estonia-1-a', seat: 'estonia', turn: 1, levers: firm });
    clock.wait(1000);
    expect(controller.tick()).toBe(true);
    expect(session.standing().orders.estonia).toEqual(firm);
    expect(seat(file, 'estonia')).toMatchObject({
      orders: 'sealed here',
      receipts: [{ message: 'estonia-1-a', why: '' }],
    });
    expect(seat(file, 'latvia').orders).toBe('open');
    expect(inbox(file)).toEqual([]);
    const before = session.entries().length;
    postMessage(file, { kind: 'orders', id: 'estonia-1-a', seat: 'estonia', turn: 1, levers: {} });
    controller.tick();
    expect(session.entries()).toHaveLength(before);
    expect(session.standing().orders.estonia).toEqual(firm);
    expect(inbox(file)).toEqual([]);
  });

  test('that come late, or name a level that there is not, are turned away with the reason', () => {
    const { session, controller, file } = consoleOf(heldSeminar(tempFolder(), `${BEGUN}\nplay`));
    postMessage(file, { kind: 'orders', id: 'estonia-1-a', seat: 'estonia', turn: 1, levers: firm });
    postMessage(file, {
      kind: 'orders',
      id: 'latvia-2-a',
      seat: 'latvia',
      turn: 2,
      levers: { 'policing[estonia]': 'firm' },
    });
    controller.tick();
    expect(session.standing().orders).toEqual({});
    expect(seat(file, 'estonia').receipts).toEqual([
      { message: 'estonia-1-a', why: 'these orders are for turn 1, and turn 2 comes next' },
    ]);
    expect(seat(file, 'latvia').receipts[0]?.why).toMatch(/belongs to Estonia/);
    expect(controller.context().notices.map(({ text }) => text)).toHaveLength(2);
    expect(inbox(file)).toEqual([]);
  });

  test('of a seat that white gave to its strategy are turned away', () => {
    const { controller, file } = consoleOf(heldSeminar(tempFolder(), `${BEGUN}\nhold estonia strategy`));
    postMessage(file, { kind: 'orders', id: 'estonia-1-a', seat: 'estonia', turn: 1, levers: firm });
    controller.tick();
    expect(seat(file, 'estonia').receipts[0]?.why).toBe('white has given this seat to its strategy');
  });
});

describe('a message that was written by hand', () => {
  test('does not hold up the console, however many there are', () => {
    const { session, controller, file } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    for (let n = 10; n < 35; n++)
      postMessage(file, { kind: 'request', id: `nato-${n}-a`, seat: 'nato', text: `Question ${n}` });
    controller.tick();
    expect(session.standing().seminar.requests).toHaveLength(20);
    controller.tick();
    expect(
      session
        .standing()
        .seminar.requests.map(({ id }) => id)
        .at(-1),
    ).toBe('nato-34-a');
    expect(inbox(file)).toEqual([]);
  });

  test('from a seat that is no cell is turned away, also from that of white', () => {
    const { session, controller, file } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    postMessage(file, { kind: 'request', id: 'white-1-a', seat: 'white', text: 'Play on.' });
    postMessage(file, { kind: 'estimate', id: 'nobody-1-a', seat: 'nobody', outcome: 'x', probability: 0.5 });
    controller.tick();
    const { requests, messages } = session.standing().seminar;
    expect(requests).toEqual([]);
    expect(messages.get('white-1-a')).toEqual({ taken: false, why: 'there is no cell "white" in this room' });
    expect(messages.get('nobody-1-a')?.taken).toBe(false);
    expect(inbox(file)).toEqual([]);
  });

  test('cannot steer a terminal: one line without control signs comes into the log', () => {
    const { session, controller, file } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    const text = 'Who?\n\u001b[2Jn\u202e\u0007 \ud800';
    postMessage(file, { kind: 'request', id: 'nato-1-a', seat: 'nato', text });
    postMessage(file, { kind: 'request', id: 'nato-2-a', seat: 'nato', text: '\u0007' });
    controller.tick();
    expect(session.standing().seminar.requests.map((one) => one.text)).toEqual(['Who? [2Jn \ufffd']);
    expect(controller.context().notices[0]?.text).toBe('NATO asks: Who? [2Jn \ufffd');
    expect(session.standing().seminar.messages.get('nato-2-a')).toMatchObject({ taken: false });
  });
});

test('a request comes to the director, and the answer goes to that cell alone', () => {
  const { session, controller, file } = consoleOf(heldSeminar(tempFolder(), BEGUN));
  postMessage(file, { kind: 'request', id: 'nato-1-a', seat: 'nato', text: 'Whose vehicles were they?' });
  controller.tick();
  expect(controller.context().notices.at(-1)?.text).toBe('NATO asks: Whose vehicles were they?');
  session.take({ kind: 'answer', request: 'nato-1-a', text: 'American ones.' });
  controller.tick();
  expect(seat(file, 'nato').requests).toMatchObject([{ answer: 'American ones.' }]);
  expect(JSON.stringify(seat(file, 'russia'))).not.toContain('American ones');
  controller.seen();
  expect(controller.context().notices).toEqual([]);
});

describe('the clock', () => {
  test('is stopped as of the last sign of life when the machine slept for an hour', () => {
    const { session, controller, clock } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    for (let second = 0; second < 90; second++) {
      clock.wait(1000);
      controller.tick();
    }
    expect(session.standing().seminar.clock.since).not.toBeNull();
    clock.wait(3_600_000);
    controller.tick();
    const stopped = session.standing().seminar.clock;
    expect(stopped.since).toBeNull();
    expect(stopped.before).toBe(90_000);
    expect(controller.context().notices.at(-1)?.text).toMatch(/60 minutes.*C, then x/);
  });

  test('is left alone while it is paused, and by a short delay', () => {
    const { session, controller, clock } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    clock.wait(SLEPT_MS);
    controller.tick();
    expect(session.standing().seminar.clock.since).not.toBeNull();
    session.take({ kind: 'clock', what: 'pause', at: clock.now() });
    const before = session.entries().length;
    clock.wait(3_600_000);
    controller.tick();
    expect(session.entries()).toHaveLength(before);
  });

  test('is stopped before anything is done after a sleep, and resumes when it is told to', () => {
    const { session, controller, clock, game } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    clock.wait(3_600_000);
    const app = openApp('control', game.context(80, 21));
    const at = clock.now();
    game.perform(app, [{ kind: 'take', inputs: [{ kind: 'move', move: 'stone', at }], said: '' }]);
    expect(session.standing().seminar.clock).toMatchObject({ since: null, before: 0 });
    expect(session.standing().seminar.move?.name).toBe('stone');
    clock.wait(3_600_000);
    game.perform(app, [{ kind: 'take', inputs: [{ kind: 'clock', what: 'resume', at: clock.now() }], said: '' }]);
    expect(session.standing().seminar.clock.since).toBe(clock.now());
    clock.wait(1000);
    controller.tick();
    expect(session.standing().seminar.clock.since).not.toBeNull();
  });

  test('of a console that crashed is stopped as of its last sign of life', () => {
    const held = heldSeminar(tempFolder(), BEGUN);
    held.clock.wait(3_600_000);
    const controller = createRoomController(held.session, null, held.clock.now, { since: '2026-03-04T09:02:00.000Z' });
    controller.tick();
    expect(held.session.standing().seminar.clock).toMatchObject({ since: null, before: 120_000 });
  });

  test('stands while the console is closed', () => {
    const { session, controller, clock } = consoleOf(heldSeminar(tempFolder(), BEGUN));
    clock.wait(30_000);
    controller.close();
    expect(session.standing().seminar.clock).toMatchObject({ since: null, before: 30_000 });
  });
});

test('the console gives a sign of life every five seconds', () => {
  const { controller, clock, file } = consoleOf(heldSeminar(tempFolder(), BEGUN));
  const beat = (): string | undefined => {
    const read = readRoomView(file, 'screen');
    return 'view' in read ? read.beat?.beat : undefined;
  };
  expect(beat()).toBe('2026-03-04T09:00:00.000Z');
  clock.wait(4000);
  controller.tick();
  expect(beat()).toBe('2026-03-04T09:00:00.000Z');
  clock.wait(1000);
  controller.tick();
  expect(beat()).toBe('2026-03-04T09:00:05.000Z');
});

test('a room that cannot be written is told, and the exercise goes on', () => {
  const { session, clock } = heldSeminar(tempFolder(), BEGUN);
  const full = { fault: 'cannot write screen.json: the disk is full', notes: ['Make room on the disk.'] };
  const room: Room = {
    folder: '',
    publish: () => full,
    beat: () => null,
    messages: () => [],
    remove: () => null,
    close: () => {},
  };
  const controller = createRoomController(session, room, clock.now);
  controller.tick();
  expect(controller.context().roomFault).toBe('cannot write screen.json: the disk is full. Make room on the disk.');
  // It is told once, on whatever screen, and not again while it lasts.
  expect(controller.context().notices).toHaveLength(1);
  controller.seen();
  controller.tick();
  expect(controller.context().notices).toEqual([]);
  expect(session.play().kind).toBe('taken');
});

test('what is heard of the folder at every tick is told once', () => {
  const { session, clock } = heldSeminar(tempFolder(), BEGUN);
  let faults: readonly string[] = ['the inbox is no folder'];
  const controller = createRoomController(session, null, clock.now, { heard: () => faults });
  const told = (): readonly string[] => {
    controller.tick();
    const texts = controller.context().notices.map(({ text }) => text);
    controller.seen();
    return texts;
  };
  expect([told(), told()]).toEqual([faults, []]);
  faults = [];
  expect(told()).toEqual([]);
  faults = ['the inbox is no folder'];
  expect(told()).toEqual(faults);
});

test('the clock stops when it is said, not when it was asked for', () => {
  const { session, clock, game } = consoleOf(heldSeminar(tempFolder(), BEGUN));
  const at = clock.now();
  clock.wait(20_000);
  const app = openApp('control', game.context(80, 21));
  game.perform(app, [{ kind: 'take', inputs: [{ kind: 'clock', what: 'endex', at }], said: '' }]);
  expect(session.standing().seminar.clock).toMatchObject({ endex: clock.now(), before: 20_000 });
});

test('a second console is told who holds the case, and how to watch it', () => {
  const { file, session } = heldSeminar(tempFolder(), BEGUN);
  onTestFinished(() => session.close());
  expect(() => openSeminar(undefined, { case: file }, () => '2026-03-04T09:00:00.000Z')).toThrow(
    new RegExp(`being written by process ${process.pid}.*greyzone watch`, 's'),
  );
});

test('a case that is gone on with keeps what was settled, and says so', () => {
  const folder = tempFolder();
  const { file, session } = heldSeminar(folder, BEGUN);
  session.close();
  expect(() => openSeminar(undefined, { case: file, seed: 'other' }, () => '')).toThrow(/--seed is settled/);
  const again = openSeminar(undefined, { case: file }, () => '2026-03-04T10:00:00.000Z');
  onTestFinished(() => again.session.close());
  expect(again.session.standing().seminar.move?.name).toBe('flags');
  expect(() => openSeminar(undefined, { case: join(folder, 'none.case.jsonl') }, () => '')).toThrow(/there is no case/);
  expect(() => openSeminar('tutorial', {}, () => '')).toThrow(/no section "seminar"/);
});

test('greyzone play does not go on with a seminar, and says what does', () => {
  const { file, session } = heldSeminar(tempFolder(), BEGUN);
  const left = withoutRoom({ session, remark: null });
  expect(left).toEqual({ fault: `${file} is a seminar`, notes: [`Go on with: greyzone seminar --case ${file}`] });
  // It was closed: the case can be opened again.
  const again = openSeminar(undefined, { case: file }, () => '2026-03-04T10:00:00.000Z');
  again.session.close();
});

test('a full disk is said, loses nothing, and a message of a cell waits in the inbox', () => {
  const held = heldSeminar(tempFolder(), BEGUN);
  const full = (): never => {
    throw new CaseWriteFault('the disk is full');
  };
  const { controller, game, file, session } = consoleOf({ ...held, session: { ...held.session, take: full } });
  postMessage(file, { kind: 'request', id: 'nato-1-a', seat: 'nato', text: 'Whose vehicles were they?' });
  controller.tick();
  expect(controller.context().notices.at(-1)?.text).toBe('Not saved, so not done: the disk is full.');
  expect(inbox(file)).toEqual(['nato-1-a.json']);
  const app = openApp('control', game.context(80, 21));
  const done = game.perform(app, [{ kind: 'take', inputs: [{ kind: 'move', move: 'stone', at: NINE }], said: 'no' }]);
  expect(done.app.message).toBe('Not saved, so not done: the disk is full.');
  expect(done.isUnsaved).toBe(true);
  expect(session.standing().seminar.move?.name).toBe('flags');
  const again = createRoomController(held.session, opened(file), held.clock.now);
  again.tick();
  expect(held.session.standing().seminar.requests).toHaveLength(1);
  expect(inbox(file)).toEqual([]);
});

function opened(file: string): Room {
  const room = openRoom(file);
  if ('fault' in room) throw new Error(room.fault);
  return room.room;
}
