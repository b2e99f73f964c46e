// Taking back and branching: nothing that was played is ever lost, and each line goes on as if it were the only one.

import { expect, test } from 'vitest';
import { lineTo } from '../../engine/case/case-line.ts';
import { diffLines } from '../../engine/case/diff.ts';
import { stateHash } from '../../engine/case/standing.ts';
import { choices, newSession, orderSomething } from './played-case.ts';

const ordersOf = (evenings: string) => ({ kind: 'orders', seat: 'town_hall', levers: { evenings } }) as const;

test('a turn taken back stays in the log, and both lines can be gone on with', () => {
  const session = newSession('tutorial', ['town_hall']);
  session.take(ordersOf('none'));
  session.play();
  session.play();
  const oldEnd = session.head();
  const oldState = stateHash(session.standing().run);
  session.undo();
  expect(session.standing().played).toBe(1);
  session.take(ordersOf('weekly'));
  session.play();
  session.play();
  const newEnd = session.head();
  expect(session.lines().map(({ n }) => n)).toEqual([oldEnd, newEnd]);
  session.goTo(oldEnd);
  expect(stateHash(session.standing().run)).toBe(oldState);
  session.play();
  expect(session.standing().played).toBe(3);
  expect(session.lines()).toHaveLength(2);
  expect(stateHash(session.standingAt(newEnd).run)).not.toBe(stateHash(session.standing().run));
  session.close();
});

test('the same orders on another line meet the same chance', () => {
  const session = newSession('tutorial', ['town_hall']);
  session.take(ordersOf('weekly'));
  for (let turn = 0; turn < 3; turn++) session.play();
  const first = session.standing();
  session.goTo(0);
  session.take(ordersOf('weekly'));
  for (let turn = 0; turn < 3; turn++) session.play();
  expect(stateHash(session.standing().run)).toBe(stateHash(first.run));
  expect(diffLines(first, session.standing())).toEqual([]);
  session.close();
});

test('whatever is taken back and gone over to, every entry that was written leads back to the opening', () => {
  const session = newSession('tutorial', ['town_hall']);
  const random = choices(3);
  const states = new Map<number, string>();
  for (let step = 0; step < 120; step++) {
    const dice = random();
    if (dice < 0.3) session.undo();
    else if (dice < 0.45) session.goTo(Math.floor(random() * (session.entries().length + 1)));
    else if (session.standing().over) session.goTo(0);
    else if (dice < 0.7) orderSomething(session, 'town_hall', random);
    else session.play();
    states.set(session.head(), stateHash(session.standing().run));
  }
  for (const [n, state] of states) {
    expect(stateHash(session.standingAt(n).run)).toBe(state);
    const line = lineTo(session.entries(), n);
    if (line.length > 0) expect(line[0]!.on).toBe(0);
  }
  session.close();
});
