// The folder between console and terminals: whole files or words about them, whoever dies, writes at once or sends nonsense.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  freshMessageId,
  MAX_MESSAGE_BYTES,
  openRoom,
  postMessage,
  type Room,
  type RoomFault,
  readRoomView,
  readSeatView,
  roomFolderOf,
  seatsOfRoom,
} from '../../engine/case/room-folder.ts';
import { isCellMessage, isConsoleAlive, isRoomView, seatOfMessage } from '../../engine/case/room-shape.ts';
import type { CellMessage, ScreenView, SeatView } from '../../engine/case/room-view.ts';
import { tempFolder } from './played-case.ts';

const source = JSON.stringify(fileURLToPath(new URL('../../engine/case/room-folder.ts', import.meta.url)));
const NOW = '2026-03-01T09:00:00.000Z';
const isRoot = process.getuid?.() === 0;

function caseFile(): string {
  return join(tempFolder(), 'one.case.jsonl');
}

function opened(file: string, told: RoomFault[] = []): Room {
  const made = openRoom(file, (fault) => told.push(fault));
  if ('fault' in made) throw new Error(made.fault);
  return made.room;
}

function screen(title = 'A season'): ScreenView {
  return {
    format: 'greyzone.room/1',
    kind: 'screen',
    title,
    handling: 'FOR TRAINING',
    played: 2,
    turns: 9,
    date: '2015-03',
    over: false,
    clock: { startex: NOW, endex: null, since: NOW, before: 0 },
    move: { title: 'Flags', number: 1, of: 3, minutes: 10, began: 0, situation: 'A winter.', questions: ['Why?'] },
    injects: [
      { turn: 1, date: '2015-02', at: NOW, from: 'A mayor', delivery: 'A card', label: 'List', text: 'Āā “x”' },
    ],
    news: [{ turn: 1, date: '2015-02', text: 'Quiet.', importance: 1 }],
    numbers: [{ name: 'fear[latvia]', label: 'Fear, Latvia', value: 0.25, unit: null, how: 'exact' }],
    machines: [{ name: 'council', label: 'Council', states: ['quiet'], how: 'exact' }],
    places: [
      { name: 'riga', label: 'Riga', state: 'quiet', rung: 0, how: 'exact' },
      { name: 'narva', label: 'Narva', state: null, rung: null },
    ],
  };
}

function cell(seat: string): SeatView {
  return {
    ...screen(),
    kind: 'seat',
    seat,
    label: seat,
    brief: null,
    role: { who: 'A government', aims: ['Quiet'], brings: ['Police'] },
    questions: [],
    levers: [
      { name: 'police', label: 'Police', level: 'calm', ordered: null, levels: [{ name: 'calm', label: 'calm' }] },
    ],
    funds: null,
    orders: 'open',
    requests: [{ id: `${seat}-1-a`, turn: 1, text: 'May we?', answer: null }],
    receipts: [{ message: `${seat}-1-a`, why: '' }],
    forecasts: [{ name: 'riot', label: 'A riot', given: 0.3 }],
  };
}

function request(seat: string, text = 'May we ask?', id = freshMessageId(seat)): CellMessage {
  return { kind: 'request', id, seat, text };
}

function inboxOf(file: string): string {
  return join(roomFolderOf(file), 'inbox');
}

/** A process of its own that has the room folder's functions; gone when the test is over. */
function child(body: string): ChildProcess {
  const started = spawn(process.execPath, ['--input-type=module', '-e', `import * as room from ${source};\n${body}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void started.kill('SIGKILL'));
  return started;
}

describe('publishing', () => {
  test('screens read what the console wrote, and when it last gave a sign of life', () => {
    const file = caseFile();
    const room = opened(file);
    expect(room.publish([screen(), cell('latvia'), cell('russia')])).toBeNull();
    expect(readRoomView(file, 'screen')).toEqual({ view: screen(), beat: null });
    expect(room.beat(NOW)).toBeNull();
    const read = readSeatView(file, 'latvia');
    if ('fault' in read) throw new Error(read.fault);
    expect(read.view).toEqual(cell('latvia'));
    expect(read.beat).toMatchObject({ pid: process.pid, beat: NOW });
    expect(isConsoleAlive(read.beat, '2026-03-01T09:00:15.000Z')).toBe(true);
    expect(isConsoleAlive(read.beat, '2026-03-01T09:00:15.001Z')).toBe(false);
    expect(isConsoleAlive(null, NOW)).toBe(false);
    expect(seatsOfRoom(file)).toEqual(['latvia', 'russia']);
    room.close();
    expect(readRoomView(file, 'screen')).toMatchObject({ beat: null });
  });

  test('a view that did not change is not written again; one that changed is; one of a former cell goes', () => {
    const file = caseFile();
    const room = opened(file);
    room.publish([screen(), cell('latvia')]);
    const long = new Date(0);
    for (const name of ['screen.json', 'seat-latvia.json']) utimesSync(join(room.folder, name), long, long);
    room.publish([screen('Another'), cell('latvia')]);
    expect(statSync(join(room.folder, 'seat-latvia.json')).mtimeMs).toBe(0);
    expect(statSync(join(room.folder, 'screen.json')).mtimeMs).toBeGreaterThan(0);
    // A console that is opened again finds them as they are.
    utimesSync(join(room.folder, 'screen.json'), long, long);
    opened(file).publish([screen('Another')]);
    expect(statSync(join(room.folder, 'screen.json')).mtimeMs).toBe(0);
    expect(seatsOfRoom(file)).toEqual([]);
  });

  test('torn at any byte, a view is a fault in words and never a view; whole again, it is read', () => {
    const file = caseFile();
    const room = opened(file);
    room.publish([cell('latvia')]);
    const path = join(room.folder, 'seat-latvia.json');
    const bytes = readFileSync(path);
    // The last byte is the line's end, without which the text is whole all the same.
    for (let length = 0; length < bytes.length - 1; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      const read = readRoomView(file, 'latvia');
      expect('fault' in read && read.fault).toMatch(/seat-latvia\.json/);
    }
    expect(room.publish([cell('latvia')])).toBeNull();
    expect(readRoomView(file, 'latvia')).toMatchObject({ view: cell('latvia') });
  });

  test.each([
    ['another format', { ...screen(), format: 'greyzone.room/9' }],
    ['a list for a text', { ...screen(), title: ['x'] }],
    ['a number that is missing', { ...screen(), numbers: [{ ...screen().numbers[0], value: null }] }],
    ['an unknown manner', { ...screen(), machines: [{ ...screen().machines[0], how: 'secret' }] }],
    ['a clock without a time', { ...screen(), clock: { ...screen().clock, since: 'now' } }],
    ['nothing', null],
    ['a list', [screen()]],
    ['the view of a cell', cell('latvia')],
  ])('a foreign file (%s) is a fault', (_, data) => {
    const file = caseFile();
    opened(file);
    writeFileSync(join(roomFolderOf(file), 'screen.json'), JSON.stringify(data));
    expect('fault' in readRoomView(file, 'screen')).toBe(true);
  });

  test('nobody reads another seat by a name that leads elsewhere, and a room that is not there says so', () => {
    const file = caseFile();
    const none = readRoomView(file, 'screen');
    expect('fault' in none && none.fault).toMatch(/there is no room at .*one\.room yet/);
    expect(postMessage(file, request('latvia'))).toMatchObject({ fault: expect.stringMatching(/no room/) });
    opened(file).publish([screen(), cell('latvia')]);
    expect(readRoomView(file, '../screen')).toMatchObject({ notes: ['The cells of this room are latvia.'] });
    expect('fault' in readRoomView(file, 'russia')).toBe(true);
    writeFileSync(join(roomFolderOf(file), 'seat-russia.json'), JSON.stringify(cell('latvia')));
    expect(readRoomView(file, 'russia')).toMatchObject({ fault: expect.stringMatching(/somebody else/) });
  });

  test('killed in the middle of publishing, it leaves whole views; what was half-written is swept away', async () => {
    const file = caseFile();
    const big = (title: string): ScreenView => ({
      ...screen(title),
      news: Array.from({ length: 5000 }, (_, turn) => ({ turn, date: '2015', text: title.repeat(20), importance: 1 })),
    });
    opened(file).publish([big('even')]);
    let whole = 0;
    for (let round = 0; round < 3; round++) {
      const writing = child(`
        const { room: own } = room.openRoom(${JSON.stringify(file)});
        const views = ${JSON.stringify(['even', 'odd'])}.map((title) => ({ ...${JSON.stringify(screen())}, title,
          news: Array.from({ length: 5000 }, (_, turn) => ({ turn, date: '2015', text: title.repeat(20), importance: 1 })) }));
        for (let i = 0; ; i++) { own.publish([views[i % 2]]); if (i === 1) console.log('going'); }`);
      await once(writing.stdout!, 'data');
      const gone = once(writing, 'exit');
      for (let i = 0; i < 10; i++) {
        const read = readRoomView(file, 'screen');
        if ('fault' in read) throw new Error(read.fault);
        expect([big('even'), big('odd')]).toContainEqual(read.view);
        whole++;
      }
      writing.kill('SIGKILL');
      await gone;
      expect('view' in readRoomView(file, 'screen')).toBe(true);
    }
    expect(whole).toBe(30);
    // Half of a view, as a crash before the rename would leave it.
    writeFileSync(join(roomFolderOf(file), '.screen.json.1-ab.part'), '{"format":');
    opened(file);
    expect(readdirSync(roomFolderOf(file)).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 60_000);

  test.skipIf(isRoot || process.platform === 'win32')('a folder that may not be written to is told', () => {
    const file = caseFile();
    const room = opened(file);
    chmodSync(room.folder, 0o500);
    onTestFinished(() => chmodSync(room.folder, 0o700));
    expect(room.publish([screen()])?.fault).toMatch(/permission denied/);
    expect(room.beat(NOW)?.fault).toMatch(/permission denied/);
  });

  test('a file where the folder should be, and a folder where a view should be, are told', () => {
    const file = caseFile();
    writeFileSync(roomFolderOf(file), 'x');
    expect(openRoom(file)).toMatchObject({ fault: expect.stringMatching(/a file stands where a folder should/) });
    rmSync(roomFolderOf(file));
    const room = opened(file);
    mkdirSync(join(room.folder, 'screen.json', 'inside'), { recursive: true });
    expect(room.publish([screen(), cell('latvia')])?.fault).toMatch(/cannot write .*screen\.json/);
    // The others are published all the same, and nothing half-written stays.
    expect('view' in readRoomView(file, 'latvia')).toBe(true);
    expect(readdirSync(room.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('a disk that takes no more is told and leaves the old view', async () => {
    const file = caseFile();
    opened(file).publish([screen()]);
    const before = readFileSync(join(roomFolderOf(file), 'screen.json'), 'utf8');
    const body = `import * as room from ${source};
      const { room: own } = room.openRoom(${JSON.stringify(file)});
      console.log(JSON.stringify(own.publish([{ ...${JSON.stringify(screen())}, title: 'x'.repeat(100000) }])));`;
    // A limit on the size of files stands for the full disk.
    const script = `ulimit -f 8; trap '' XFSZ; exec "$0" --input-type=module -e "$1"`;
    const limited = spawn('sh', ['-c', script, process.execPath, body], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [out] = (await once(limited.stdout!, 'data')) as [Buffer];
    expect(JSON.parse(out.toString())).toMatchObject({
      fault: expect.stringMatching(/the file would become too large/),
    });
    expect(readFileSync(join(roomFolderOf(file), 'screen.json'), 'utf8')).toBe(before);
    expect(readdirSync(roomFolderOf(file)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('messages', () => {
  test('two cells that write at once lose nothing, and nothing is read half', async () => {
    const file = caseFile();
    const told: RoomFault[] = [];
    const room = opened(file, told);
    const each = 40;
    const writers = ['latvia', 'russia'].map((seat) =>
      child(`for (let i = 0; i < ${each}; i++) {
        const fault = room.postMessage(${JSON.stringify(file)}, { kind: 'request', id: room.freshMessageId('${seat}'), seat: '${seat}', text: i + ' ' + 'x'.repeat(9000) });
        if (fault !== null) console.error(fault.fault);
      }`),
    );
    let running = writers.length;
    const ends = writers.map((writer) => once(writer, 'exit').then(() => void running--));
    const got = new Map<string, string>();
    const take = (): void => {
      for (const { message } of room.messages()) {
        expect(got.has(message.id)).toBe(false);
        got.set(message.id, message.kind === 'request' ? message.text.split(' ')[0]! : '?');
        expect(room.remove(message.id)).toBeNull();
      }
    };
    while (running > 0) {
      take();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(ends);
    take();
    expect(told).toEqual([]);
    for (const seat of ['latvia', 'russia']) {
      const own = [...got].filter(([id]) => id.startsWith(`${seat}-`)).map(([, text]) => Number(text));
      expect(own.sort((a, b) => a - b)).toEqual(Array.from({ length: each }, (_, i) => i));
    }
    expect(room.messages()).toEqual([]);
  }, 60_000);

  test('come in the order of their times, each under its own name', () => {
    const file = caseFile();
    const room = opened(file);
    const late = request('latvia', 'second', 'latvia-000000002-aa');
    const early = request('russia', 'first', 'russia-000000001-bb');
    expect([postMessage(file, late), postMessage(file, early)]).toEqual([null, null]);
    expect(room.messages().map(({ message }) => message)).toEqual([early, late]);
    expect(freshMessageId('latvia') < freshMessageId('latvia').replace(/-[^-]*-/, '-zzzzzzzzz-')).toBe(true);
  });

  test('a message that is sent twice lies there once; after it was removed, a copy comes with the same id', () => {
    const file = caseFile();
    const room = opened(file);
    const message = request('latvia');
    postMessage(file, message);
    postMessage(file, message);
    expect(room.messages().map((posted) => posted.message)).toEqual([message]);
    expect([room.remove(message.id), room.remove(message.id)]).toEqual([null, null]);
    expect(room.messages()).toEqual([]);
    // Whether it was taken before is for the log to know.
    postMessage(file, message);
    expect(room.messages().map((posted) => posted.message)).toEqual([message]);
  });

  const good = request('latvia', 'May we?', 'latvia-1-a');
  test.each<[string, string, string | Buffer]>([
    ['torn', 'latvia-1-a.json', JSON.stringify(good).slice(0, 30)],
    ['empty', 'latvia-1-a.json', ''],
    ['not text', 'latvia-1-a.json', Buffer.from([0x7b, 0xff, 0xfe])],
    ['of another shape', 'latvia-1-a.json', JSON.stringify({ ...good, kind: 'turn' })],
    ['a kind of the language', 'latvia-1-a.json', JSON.stringify({ ...good, kind: 'constructor' })],
    ['without words', 'latvia-1-a.json', JSON.stringify({ ...good, text: ' ' })],
    ['under another name', 'latvia-2-a.json', JSON.stringify(good)],
    ['for another seat', 'latvia-1-a.json', JSON.stringify({ ...good, seat: 'russia' })],
    ['under another seat', 'russia-1-a.json', JSON.stringify({ ...good, id: 'russia-1-a' })],
    ['too long', 'latvia-1-a.json', JSON.stringify({ ...good, text: 'x'.repeat(MAX_MESSAGE_BYTES) })],
    [
      'a chance of two',
      'latvia-1-a.json',
      JSON.stringify({ kind: 'estimate', id: 'latvia-1-a', seat: 'latvia', outcome: 'riot', probability: 2 }),
    ],
    ['another file', 'notes.txt', 'hello'],
  ])('one that is %s is put aside and told, and the next one is taken', (_, name, text) => {
    const file = caseFile();
    const told: RoomFault[] = [];
    const room = opened(file, told);
    writeFileSync(join(inboxOf(file), name), text);
    const next = request('russia');
    postMessage(file, next);
    expect(room.messages().map(({ message }) => message)).toEqual([next]);
    expect(told.map(({ fault }) => fault)).toEqual([expect.stringContaining(`${name} in the inbox was refused: `)]);
    expect(existsSync(join(inboxOf(file), name))).toBe(false);
    const [aside] = readdirSync(join(inboxOf(file), 'refused'));
    expect(readFileSync(join(inboxOf(file), 'refused', aside!))).toEqual(Buffer.from(text));
    room.messages();
    expect(told).toHaveLength(1);
  });

  test.skipIf(process.platform === 'win32')('a link or a folder in the inbox is not followed', () => {
    const file = caseFile();
    const told: RoomFault[] = [];
    const room = opened(file, told);
    const elsewhere = join(tempFolder(), 'secret.json');
    writeFileSync(elsewhere, JSON.stringify(good));
    symlinkSync(elsewhere, join(inboxOf(file), 'latvia-1-a.json'));
    mkdirSync(join(inboxOf(file), 'latvia-2-a.json'));
    expect(room.messages()).toEqual([]);
    expect(told).toHaveLength(2);
    expect(readFileSync(elsewhere, 'utf8')).toBe(JSON.stringify(good));
  });

  test('a terminal is told at once what the console would refuse', () => {
    const file = caseFile();
    const room = opened(file);
    const faults = [
      request('latvia', 'x'.repeat(MAX_MESSAGE_BYTES)),
      request('latvia', 'As russia', 'russia-1-a'),
      request('latvia', '   '),
      request('latvia', 'Elsewhere', 'latvia-../../x'),
    ].map((message) => postMessage(file, message));
    expect(faults.map((fault) => fault?.fault)).toEqual(faults.map(() => expect.stringMatching(/was not sent/)));
    expect(room.messages()).toEqual([]);
    expect(seatOfMessage('latvia-../x')).toBeNull();
    expect(room.remove('../../x')).toBeNull();
  });

  test('an inbox that is gone is told, not thrown', () => {
    const file = caseFile();
    const told: RoomFault[] = [];
    const room = opened(file, told);
    rmSync(inboxOf(file), { recursive: true });
    expect(room.messages()).toEqual([]);
    expect(told[0]?.fault).toMatch(/no such file or folder/);
  });

  test('a room that was tidied away is made again when it is published, though not without the folder of its case', () => {
    const file = caseFile();
    const room = opened(file);
    room.publish([screen()]);
    rmSync(room.folder, { recursive: true });
    expect(room.publish([screen()])).toBeNull();
    expect(existsSync(inboxOf(file))).toBe(true);
    rmSync(dirname(file), { recursive: true });
    expect(room.publish([screen()])?.fault).toMatch(/no such file or folder/);
  });

  test('what was sent to another case of the same name is put aside', () => {
    const file = caseFile();
    opened(file);
    postMessage(file, { kind: 'request', id: 'estonia-1-a', seat: 'estonia', text: 'Yesterday?' });
    const told: RoomFault[] = [];
    const next = openRoom(file, (fault) => told.push(fault), true);
    expect('room' in next && next.room.messages()).toEqual([]);
    expect(told[0]?.fault).toMatch(/another case of this name/);
  });
});

test('the shapes let pass what is well formed, and all three kinds of message', () => {
  expect(isRoomView(screen())).toBe(true);
  expect(isRoomView(cell('latvia'))).toBe(true);
  expect(isRoomView({ ...cell('latvia'), kind: 'white' })).toBe(false);
  const { levers: _, ...without } = cell('latvia');
  expect(isRoomView(without)).toBe(false);
  const id = 'latvia-1-a';
  expect(isCellMessage({ kind: 'orders', id, seat: 'latvia', turn: 3, levers: { police: 'calm' } })).toBe(true);
  expect(isCellMessage({ kind: 'estimate', id, seat: 'latvia', outcome: 'riot', probability: 1 })).toBe(true);
  expect(isCellMessage({ kind: 'orders', id, seat: 'latvia', turn: 3, levers: { police: 1 } })).toBe(false);
});
