// What a seat is shown hangs on what it sees and on nothing else: hidden state may be anything, and no screen would tell.

import { describe, expect, test } from 'vitest';
import { observe } from '../../engine/case/observation.ts';
import type { Session } from '../../engine/case/session.ts';
import type { Standing } from '../../engine/case/standing.ts';
import type { Manner } from '../../engine/model/sights.ts';
import { amend } from '../../engine/reference/amend.ts';
import type { Position } from '../../engine/reference/position.ts';
import { positionOf } from '../../engine/reference/run.ts';
import { choices, newSession } from './played-case.ts';

const CASES = [
  { id: 'baltic-2014', seat: 'latvia', turns: 4 },
  { id: 'narva-spring', seat: 'estonia', turns: 5 },
  { id: 'tutorial', seat: 'town_hall', turns: 3 },
] as const;

describe.each(CASES)('$id', ({ id, seat, turns }) => {
  test('hidden stocks, machines, uncertainties and the doctrine change nothing that a seat observes', () => {
    const session = newSession(id, [seat]);
    const random = choices(11);
    for (let turn = 0; turn <= turns; turn++) {
      for (const one of session.ground.model.seats) {
        if (one.name === 'white') continue;
        for (let i = 0; i < 3; i++) {
          const altered = alter(session, one.name, random);
          expect(observe(session.ground, altered, one.name)).toEqual(
            observe(session.ground, session.standing(), one.name),
          );
        }
      }
      session.play();
    }
    session.close();
  });

  test('what is seen exactly does show', () => {
    const session = newSession(id, [seat]);
    session.play();
    const { ground } = session;
    const before = session.standing();
    let shown = 0;
    for (const [stock, { low, high }] of ground.model.stocks.entries()) {
      if (ground.sights.at(-1)!.stocks[stock]?.how !== 'exact') continue;
      const value = positionOf(before.run).stocks[stock] === low ? Math.min(high, low + 1) : low;
      const run = amend(ground.reference, before.run, { stocks: [{ stock, value }], machines: [] });
      const after = observe(ground, { ...before, run }, 'white');
      if (JSON.stringify(after) !== JSON.stringify(observe(ground, before, 'white'))) shown++;
    }
    expect(ground.model.seats.at(-1)!.name).toBe('white');
    expect(shown).toBe(ground.model.stocks.length);
    session.close();
  });
});

/** The same standing to the eyes of a seat: everything that it does not see exactly now is drawn anew. */
function alter({ ground, standing: stand }: Session, seat: string, random: () => number): Standing {
  const standing = stand();
  const { model, reference } = ground;
  const own = ground.sights[model.seats.findIndex(({ name }) => name === seat)]!;
  const before = positionOf(standing.run);
  const stocks = model.stocks.flatMap(({ low, high, integer }, stock) => {
    if (!isHidden(own.stocks[stock]?.how)) return [];
    const top = Number.isFinite(high) ? high : low + 10;
    const value = low + random() * (top - low);
    return [{ stock, value: integer ? Math.round(value) : value }];
  });
  const machines = model.machines.flatMap(({ states }, machine) => {
    if (!isHidden(own.machines[machine]?.how)) return [];
    const leaves = states.flatMap(({ initial }, state) => (initial < 0 ? [state] : []));
    return [{ machine, state: leaves[Math.floor(random() * leaves.length)]! }];
  });
  const amended = amend(reference, standing.run, { stocks, machines });
  const position: Position = {
    ...positionOf(amended),
    arm: { ...before.arm, doctrine: Math.floor(random() * model.doctrines.length) },
    parameters: before.parameters.map((value) => value * (0.5 + random())),
  };
  // Only the snapshot's context is looked at by an observation.
  const snapshot = { ...amended.snapshot, context: { ...amended.snapshot.context, position } };
  return { ...standing, run: { ...amended, snapshot: snapshot as typeof amended.snapshot } };
}

/** Not seen at all, or as it stood a turn ago: what it is now must not show. */
function isHidden(how: Manner | undefined): boolean {
  return how === undefined || how === 'late';
}
