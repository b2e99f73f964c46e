// The log of a case: what was written is read again at every point, and nothing that happened to the file goes unnoticed.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLog } from '../../engine/case/case-log.ts';
import { readCase, resumeCase } from '../../engine/case/case-store.ts';
import { replayCase } from '../../engine/case/replay.ts';
import { createSession, type Session } from '../../engine/case/session.ts';
import { stateHash } from '../../engine/case/standing.ts';
import { choices, groundOf, newSession, openingOf, orderSomething, tempFolder } from './played-case.ts';

/** Orders, turns, remarks, a ruling, a turn taken back and another line; every kind of entry once or more. */
function playedThrough(folder = tempFolder()): Session {
  const session = newSession('tutorial', ['town_hall'], folder);
  const random = choices(7);
  for (let turn = 0; turn < 4; turn++) {
    orderSomething(session, 'town_hall', random);
    session.play();
  }
  session.take({ kind: 'note', seat: 'town_hall', text: 'Kāda īsa piezīme; eine Notiz; заметка' });
  session.take({ kind: 'estimate', seat: 'town_hall', outcome: 'shouting_seen', probability: 0.3 });
  session.undo();
  session.take({
    kind: 'ruling',
    reason: 'the bus stop was closed',
    stocks: { rumour: 0.7 },
    machines: { square: 'gathering' },
  });
  session.take({ kind: 'bookmark', name: 'here' });
  session.take({ kind: 'holder', seat: 'town_hall', holder: 'strategy' });
  while (!session.standing().over) session.play();
  return session;
}

test('saved and loaded at every prefix, a case goes on as if nothing had been', () => {
  const session = playedThrough();
  const entries = session.entries();
  expect(new Set(entries.map(({ input }) => input.kind)).size).toBeGreaterThanOrEqual(8);
  session.close();
  const lines = readFileSync(session.file, 'utf8').split('\n').slice(0, -1);
  for (let kept = 1; kept <= lines.length; kept++) {
    const file = join(tempFolder(), 'prefix.case.jsonl');
    writeFileSync(file, `${lines.slice(0, kept).join('\n')}\n`);
    const resumed = resumeCase(file);
    if ('fault' in resumed) throw new Error(resumed.fault);
    const again = createSession(groundOf(openingOf('tutorial', ['town_hall'])), resumed.opened);
    expect(stateHash(again.standing().run)).toBe(stateHash(session.standingAt(kept - 1).run));
    // The chance that was used up stays used up: the same inputs after the break give the same file.
    for (const { on, input } of entries.slice(kept - 1)) resumed.opened.add(on, input);
    expect(readFileSync(file, 'utf8')).toBe(`${lines.join('\n')}\n`);
    again.close();
  }
});

test('a replay comes to every state of the live case', () => {
  const session = playedThrough();
  const read = readCase(session.file);
  if ('fault' in read) throw new Error(read.fault);
  const replay = replayCase(session.ground, read.log);
  expect(replay.fault).toBeNull();
  expect(replay.agreeing).toBe(replay.turns);
  expect(replay.turns).toBeGreaterThan(5);
  for (const { n } of session.entries())
    expect(stateHash(replay.standings.get(n)!.run)).toBe(stateHash(session.standingAt(n).run));
  session.close();
});

test('a wrong state in a well-sealed log is found by the replay', () => {
  const session = newSession('tutorial', ['town_hall']);
  session.play();
  const { opening, reference } = session.ground;
  const log = {
    opening,
    seal: '',
    wholeLength: 0,
    entries: [{ n: 1, on: 0, input: { kind: 'turn', turn: 1, state: '0'.repeat(16) } as const }],
  };
  expect(reference.model.id).toBe('tutorial');
  expect(replayCase(session.ground, log)).toMatchObject({ turns: 1, agreeing: 0, fault: { entry: 1 }, standing: null });
  session.close();
});

test('torn at any byte of its last line, a log loses that line at most, and says so', () => {
  const session = playedThrough();
  session.take({ kind: 'note', seat: 'town_hall', text: 'ā last word — 終わり' });
  session.close();
  const bytes = readFileSync(session.file);
  const lastStart = bytes.lastIndexOf('\n', bytes.length - 2) + 1;
  const whole = session.entries().length;
  const file = join(tempFolder(), 'torn.case.jsonl');
  for (let length = lastStart; length <= bytes.length; length++) {
    writeFileSync(file, bytes.subarray(0, length));
    const read = resumeCase(file);
    if ('fault' in read) throw new Error(`${length}: ${read.fault}`);
    const isWhole = length === bytes.length;
    expect(read.torn).toBe(!isWhole && length > lastStart);
    expect(read.opened.log().entries).toHaveLength(isWhole ? whole : whole - 1);
    read.opened.close();
    // What was torn is gone from the file as well, so that the next line stands on its own.
    expect(readFileSync(file).length).toBe(isWhole ? bytes.length : lastStart);
  }
});

test('a changed byte is found wherever it is', () => {
  const session = playedThrough();
  session.close();
  const bytes = readFileSync(session.file);
  const file = join(tempFolder(), 'flipped.case.jsonl');
  const entries = session.entries().length;
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= flip;
      writeFileSync(file, changed);
      const read = readCase(file);
      // Without its end the last line may pass for one that was torn: then it is left out and said so, never taken as it stands.
      if ('fault' in read) return true;
      return at === bytes.length - 1 && read.torn && read.log.entries.length === entries - 1;
    }),
    // The line ends are where two lines could pass for one.
    {
      numRuns: 2000,
      examples: [...bytes.entries()].flatMap(([at, byte]) => (byte === 10 ? [[at, 1] as [number, number]] : [])),
    },
  );
});

test('lines that were left out, doubled or put in another order are found', () => {
  const session = playedThrough();
  session.close();
  const lines = readFileSync(session.file, 'utf8').split('\n').slice(0, -1);
  for (let at = 1; at < lines.length - 1; at++) {
    const without = [...lines.slice(0, at), ...lines.slice(at + 1)];
    const doubled = [...lines.slice(0, at), lines[at]!, ...lines.slice(at)];
    const swapped = [...lines.slice(0, at), lines[at + 1]!, lines[at]!, ...lines.slice(at + 2)];
    for (const changed of [without, doubled, swapped]) {
      const read = readLog(`${changed.join('\n')}\n`);
      // Where only the last line is left wrong, it counts as torn and is not taken.
      const taken = 'fault' in read ? 0 : read.log.entries.length + 1;
      expect('fault' in read || (read.torn && taken < changed.length)).toBe(true);
    }
  }
});
