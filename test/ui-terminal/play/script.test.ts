// Scripts: what a line means, and where it is wrong.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playScript, type ScriptEvent, scriptFaults, seatsOf } from '../../../ui-terminal/play/play-script.ts';
import { readScript } from '../../../ui-terminal/play/script.ts';
import { newSession } from '../../case/played-case.ts';

function faultsOf(text: string): readonly string[] {
  return readScript('orders.txt', text).problems.map(
    ({ place, message }) => `${place!.file}:${place!.line}:${place!.column} ${message}`,
  );
}

test('every step of the language is read', () => {
  const text = `# a plan
town_hall: evenings weekly, answers prompt   # and why
  turn
turn 2
undo
back 0
hold town_hall strategy
inject storm
rule trust = 0.4, square = gathering because the hall was closed
note it rains
note town_hall: we were late
bookmark before the storm
estimate town_hall shouting_seen 0.25
`;
  const { steps, problems } = readScript('orders.txt', text);
  expect(problems).toEqual([]);
  expect(steps.map(({ kind }) => kind)).toEqual([
    ...['orders', 'turn', 'turn', 'undo', 'back', 'hold', 'inject', 'rule', 'note', 'note', 'bookmark', 'estimate'],
  ]);
  expect(steps[0]).toMatchObject({ levers: [{ level: { text: 'weekly' } }, { level: { text: 'prompt' } }] });
  expect(steps[2]).toMatchObject({ count: 2, place: { line: 4, column: 1 } });
  expect(steps[7]).toMatchObject({
    reason: 'the hall was closed',
    sets: [{ value: { text: '0.4' } }, { value: { text: 'gathering' } }],
  });
  expect(steps[8]).toMatchObject({ seat: null, text: 'it rains' });
  expect(steps[9]).toMatchObject({ seat: { text: 'town_hall' }, text: 'we were late' });
  expect(seatsOf(steps)).toEqual(['town_hall']);
});

test('members, Windows line ends and tabs are read', () => {
  const { steps, problems } = readScript('o', 'latvia: schools[latvia] continue,\tmedia[latvia]  hold\r\nturn\r\n');
  expect(problems).toEqual([]);
  expect(steps[0]).toMatchObject({ levers: [{ lever: { text: 'schools[latvia]' } }, { level: { text: 'hold' } }] });
});

test.each([
  ['turm', 'orders.txt:1:1 expected a step'],
  ['\nturn x', 'orders.txt:2:6 expected how many turns'],
  ['turn 0', 'orders.txt:1:7 expected how many turns'],
  ['turn 2 3', 'orders.txt:1:8 expected the end of the line, got "3"'],
  ['latvia: schools', 'orders.txt:1:16 expected a lever and its level'],
  ['latvia: schools continue,', 'orders.txt:1:26 expected a lever and its level'],
  ['latvia: schools continue extra', 'orders.txt:1:26 expected the end of the line, got "extra"'],
  ['hold latvia nobody', 'orders.txt:1:13 expected a seat and "person" or "strategy"'],
  ['rule trust = 0.4', 'orders.txt:1:17 expected "because" and the reason'],
  ['rule trust 0.4 because x', 'orders.txt:1:12 expected what is set'],
  ['estimate latvia x much', 'orders.txt:1:19 expected a seat, an outcome and a probability'],
  ['note', 'orders.txt:1:5 expected the text of the note'],
  ['= 3', 'orders.txt:1:1 expected a step'],
])('%j says where and what', (text, message) => {
  const faults = faultsOf(text);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(message);
});

test('any text is read or refused, line by line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { steps, problems } = readScript('orders.txt', text);
      const lines = text.split(/\r?\n/);
      expect(steps.length + problems.length).toBeLessThanOrEqual(lines.length);
      for (const { place } of problems) {
        expect(place!.line).toBeLessThanOrEqual(lines.length);
        expect(place!.column).toBeGreaterThan(0);
      }
    }),
  );
});

describe('played', () => {
  test('unknown names are found before anything is played, with what was meant', () => {
    const session = newSession('tutorial', ['town_hall']);
    const text = 'town_hall: evenings wekly\nhold town strategy\nestimate town_hall shouting 0.5\nturn';
    const faults = scriptFaults(session, readScript('orders.txt', text).steps);
    expect(faults.map(({ place, message }) => `${place!.line}:${place!.column} ${message}`)).toEqual([
      '1:21 unknown level of evenings "wekly"',
      '2:6 unknown seat "town"',
      '3:20 unknown outcome "shouting"',
    ]);
    expect(faults[0]!.notes).toEqual(['did you mean "weekly"?']);
    session.close();
  });

  test('tells each thing as it happens and stops where it is refused', () => {
    const session = newSession('tutorial', ['town_hall']);
    const events: ScriptEvent[] = [];
    const text =
      'town_hall: evenings weekly\nturn 2\nundo\nturn\nback 1\nhold town_hall strategy\ntown_hall: evenings none\nturn';
    const fault = playScript(session, readScript('orders.txt', text).steps, (event) => events.push(event));
    expect(events.map(({ event }) => event)).toEqual(['step', 'turn', 'turn', 'step', 'turn', 'step', 'step']);
    expect(fault).toMatchObject({ place: { line: 7 } });
    expect(fault!.message).toContain('hold town_hall person');
    expect(session.standing().played).toBe(1);
    session.close();
  });

  test('a case that ends before the script says is no fault, one that is over is', () => {
    const session = newSession('tutorial', ['town_hall']);
    const events: ScriptEvent[] = [];
    const fault = playScript(session, readScript('orders.txt', 'turn 99\nturn').steps, (event) => events.push(event));
    expect(events.at(-1)).toEqual({ event: 'over' });
    expect(fault).toMatchObject({ place: { line: 2 }, message: 'the case is over' });
    session.close();
  });
});
