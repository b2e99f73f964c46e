// A seminar held from a script: what its lines mean, where its faults are, and that a whole one can be played again to the last bit.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { layGround, readCase, replayCase } from '../../../engine/index.ts';
import { readSeminarScript } from '../../../ui-terminal/seminar/seminar-script.ts';
import { tempFolder } from '../../case/played-case.ts';
import { shippedScenario } from '../../shipped.ts';
import { heldSeminar, linesOf, scripted } from './seminar-case.ts';

const EVENING = readFileSync(new URL('evening.txt', import.meta.url), 'utf8');

describe('a whole seminar from a script', () => {
  const folderOnce = (): { file: string; text: string } => scripted(tempFolder(), EVENING);

  test('stands in the log with its times, and every turn comes to the same state again', () => {
    const { file } = folderOnce();
    const read = readCase(file);
    if ('fault' in read) throw new Error(read.fault);
    const laid = layGround(shippedScenario('narva-spring'), read.log.opening);
    if ('faults' in laid) throw new Error(laid.faults.join());
    const { fault, standings } = replayCase(laid.ground, read.log);
    expect(fault).toBeNull();
    const last = standings.get(read.log.entries.length)!;
    expect(last.played).toBe(18);
    expect(last.over).toBe(true);
    const { seminar } = last;
    expect(seminar.clock.startex).toBe('2026-03-04T09:00:00.000Z');
    // 4 + 1 + 3 + 2 + 1 before the pause of ten minutes, 5 + 12 + 9 after it.
    expect(seminar.clock.before).toBe(37 * 60_000);
    expect(seminar.moves.map(({ name }) => name)).toEqual(['flags', 'stone', 'carnations']);
    expect(seminar.entries.get('N-01')).toMatchObject({
      status: 'complete',
      released: 1,
      at: '2026-03-04T09:05:00.000Z',
    });
    expect(seminar.entries.get('N-02')).toMatchObject({
      status: 'skipped',
      reason: 'the room had spoken of it already',
    });
    expect(seminar.requests).toMatchObject([{ id: 'nato-1', answer: { text: 'You may. It takes a week.' } }]);
    expect(seminar.adHoc).toMatchObject([{ id: 'A-1', to: ['estonia', 'latvia', 'nato', 'eu_osce', 'russia'] }]);
    expect(seminar.ratings.get('tell_apart/0')).toEqual({
      rating: 'S',
      why: 'they named two sources and mixed up a third',
    });
    expect(seminar.feedback[0]?.scores).toMatchObject({ role: 5, story: 4, rulings: 3, 'objective:name_the_case': 4 });
    expect(seminar.feedback[1]?.scores).not.toHaveProperty('rulings');
  });

  test('gives the same bytes every time', () => {
    const [one, two] = [folderOnce(), folderOnce()];
    expect(readFileSync(two.file, 'utf8')).toBe(readFileSync(one.file, 'utf8'));
  });

  test('tells where "play on" stopped, and why', () => {
    expect(folderOnce().text).toMatch(/Stopped: .*N-04 is due/);
  });
});

test('orders that nobody gave leave the levers of a cell where they are', () => {
  const { session } = heldSeminar(
    tempFolder(),
    'startex 2026-03-04T09:00:00Z\norders estonia policing[estonia]=firm\nplay 3',
  );
  const asked = session
    .standing()
    .records.map(({ levers }) => levers.find(({ name }) => name === 'policing[estonia]')?.asked);
  expect(asked).toEqual(['firm', 'firm', 'firm']);
});

describe('a fault of the script', () => {
  const place = (script: string): string => {
    const { problems } = readSeminarScript('evening.txt', script);
    return problems.map(({ place: at, message }) => `${at?.line}:${at?.column} ${message}`).join('\n');
  };

  test.each([
    ['startex nine', '1:9 expected a time in UTC, as 2026-03-04T09:00:00Z, got "nine"'],
    ['  relase N-01', /^1:3 expected a step \(startex, .*\), got "relase"/],
    ['skip N-04', '1:10 expected "because" and the reason, got the end of the line'],
    [
      'rule incident:riot[harju] comes',
      '1:32 expected "because" and the reason of the ruling, got the end of the line',
    ],
    ['rate tell_apart 0 S because x', /^1:17 expected an objective, its task/],
    ['orders estonia policing[estonia] firm', /^1:34 expected a lever and its level/],
    ['# a remark\n\nplay often', '3:6 expected "on" or how many turns, as "play 3", got "often"'],
    ['feedback estonia 6', /^1:18 expected marks 1 to 5/],
    ['move flags now', '1:12 expected the end of the line, got "now"'],
  ])('%s', (script, told) => {
    if (typeof told === 'string') expect(place(script)).toBe(told);
    else expect(place(script)).toMatch(told);
  });

  test('is told with its line, and no case is left behind', () => {
    const folder = tempFolder();
    expect(() => scripted(folder, 'startex 2026-03-04T09:00:00Z\nrelease N-99\n')).toThrow(
      /evening\.txt:2:9[\s\S]*N-99/,
    );
    expect(existsSync(join(folder, 'evening.case.jsonl'))).toBe(false);
    expect(existsSync(join(folder, 'evening.case.jsonl.lock'))).toBe(false);
  });

  test('that shows only in playing leaves no case behind either', () => {
    const folder = tempFolder();
    const script = 'startex 2026-03-04T09:00:00Z\nrelease N-01\nplay\nskip N-01 because it was too early\n';
    expect(() => scripted(folder, script)).toThrow(/evening\.txt:4:1[\s\S]*N-01 was released into turn 1/);
    expect(existsSync(join(folder, 'evening.case.jsonl'))).toBe(false);
  });

  test('a case that is there already is not written over', () => {
    const folder = tempFolder();
    const { file } = scripted(folder, 'startex 2026-03-04T09:00:00Z\n');
    const before = linesOf(file);
    expect(() => scripted(folder, 'startex 2026-03-04T09:00:00Z\nplay\n')).toThrow(/exists already/);
    expect(linesOf(file)).toEqual(before);
  });

  test('time does not go back', () => {
    expect(() => heldSeminar(tempFolder(), 'startex 2026-03-04T09:00:00Z\nat 2026-03-04T08:00:00Z')).toThrow(
      'time does not go back',
    );
  });
});

test('a ruling replaces the draw, and only within what the model allows', () => {
  const ruled = heldSeminar(
    tempFolder(),
    'startex 2026-03-04T09:00:00Z\nrule incident:officer_taken[latvia] comes because the room should meet it\nplay',
  );
  const incidents = ruled.session.standing().records[0]!.phases.flatMap((phase) => phase.incidents);
  expect(incidents.find(({ name }) => name === 'officer_taken[latvia]')?.times).toBe(1);
  expect(() => heldSeminar(tempFolder(), 'rule incident:riot[atlantis] comes because I say so')).toThrow();
});

test('the script of the guide is one, and can be held', () => {
  const guide = readFileSync(new URL('../../../docs/seminar.md', import.meta.url), 'utf8');
  const script = /```text\n(# evening\.txt[\s\S]*?)```/.exec(guide)![1]!;
  const { session } = heldSeminar(tempFolder(), script);
  expect(session.standing().played).toBeGreaterThan(1);
  expect(session.standing().seminar.clock.endex).not.toBeNull();
});

test('signs that could steer a terminal do not come from a script into the case', () => {
  const { file } = scripted(
    tempFolder(),
    'startex 2026-03-04T09:00:00Z\nnote "One\u0007 \u202etwo"\nrequest nato Why\u001b[2J?\n',
  );
  expect(linesOf(file).map(({ text }) => text)).toEqual([undefined, undefined, 'One two', 'Why[2J?']);
});
