// The orders screen: whole frames, what keys do to the draft, and that what it foretells is what the turn does.

import { describe, expect, test } from 'vitest';
import { readersOf } from '../../../engine/index.ts';
import { ORDERS } from '../../../ui-terminal/play/screens/orders/orders.ts';
import { ordersOf } from '../../../ui-terminal/play/screens/orders/orders-data.ts';
import { contextFor, playedCase, pressing, step, textOfFrame } from './board-case.ts';

const PRESENCE = { lever: 'presence' };

describe('the orders screen', () => {
  const session = playedCase({ scenario: 'baltic-2014', seat: 'nato', turns: 2 });
  for (const [columns, rows, ascii] of [
    [60, 16, false],
    [80, 24, false],
    [120, 40, false],
    [120, 40, true],
  ] as const)
    test(`at ${columns}x${rows}${ascii ? ' in ASCII' : ''}`, async () => {
      const context = contextFor(session, 'nato', { columns, rows, ascii });
      const state = pressing(ORDERS, ORDERS.start(context, PRESENCE), ['right', 'right', 'right', 'right'], context);
      const frame = textOfFrame(ORDERS.look(state, context));
      await expect(frame).toMatchFileSnapshot(`frames/orders-${columns}x${rows}${ascii ? '-ascii' : ''}.txt`);
    });

  test('with a purse', async () => {
    const capital = playedCase({ scenario: 'lisbon-2010', seat: 'united_states', turns: 6 });
    const context = contextFor(capital, 'united_states', { columns: 80, rows: 24 });
    const state = pressing(ORDERS, ORDERS.start(context), ['right', 'down', 'right', 'down', 'right'], context);
    const { rows, funds, left } = ordersOf(capital, 'united_states', state.draft);
    expect(funds! - left!).toBeCloseTo(
      rows.reduce((sum, row) => sum + row.preview.cost, 0),
      9,
    );
    await expect(textOfFrame(ORDERS.look(state, context))).toMatchFileSnapshot('frames/orders-purse-80x24.txt');
  });

  test('speaks in sentences', () => {
    const context = contextFor(session, 'nato', { columns: 80, rows: 24 });
    const told = ORDERS.tell!(ORDERS.start(context, PRESENCE), context).join('\n');
    expect(told).toMatch(/Size of the force in each country can be: none, visits, company/);
  });
});

describe('a draft', () => {
  const session = playedCase({ scenario: 'baltic-2014', seat: 'nato', turns: 2 });
  const context = contextFor(session, 'nato', { columns: 80, rows: 24 });
  const start = ORDERS.start(context, PRESENCE);

  test('moves with left and right, stops at the ends and goes round with space', () => {
    const most = pressing(
      ORDERS,
      start,
      Array.from({ length: 9 }, () => 'right'),
      context,
    );
    expect(most.draft).toEqual({ presence: 'brigade' });
    expect(pressing(ORDERS, most, ['space'], context).draft).toEqual({ presence: 'none' });
    expect(
      pressing(
        ORDERS,
        most,
        Array.from({ length: 9 }, () => 'h'),
        context,
      ).draft,
    ).toEqual({ presence: 'none' });
  });

  test('is discarded by x, and by X all of it', () => {
    const two = pressing(ORDERS, start, ['space', 'up', 'space'], context);
    expect(Object.keys(two.draft)).toHaveLength(2);
    expect(Object.keys(pressing(ORDERS, two, ['x'], context).draft)).toEqual(['presence']);
    expect(pressing(ORDERS, two, ['X'], context).draft).toEqual({});
  });

  test('goes to the forecast with what is sealed', () => {
    const drafted = pressing(ORDERS, start, ['space'], context);
    const [deed] = step(ORDERS, drafted, 'f', context)!.deeds!;
    expect(deed).toEqual({ kind: 'go', to: 'forecast', about: { levers: drafted.draft } });
  });

  test('warns once before it is left behind', () => {
    expect(step(ORDERS, start, 'esc', context)?.deeds).toEqual([{ kind: 'back' }]);
    const drafted = pressing(ORDERS, start, ['space'], context);
    const first = step(ORDERS, drafted, 'esc', context)!;
    expect(first.deeds?.[0]?.kind).toBe('say');
    expect(step(ORDERS, first.state, 'esc', context)?.deeds).toEqual([{ kind: 'back' }]);
  });

  test('sealed, and sealed with more on top', () => {
    const own = playedCase({ scenario: 'baltic-2014', seat: 'nato', turns: 1 });
    const at = contextFor(own, 'nato', { columns: 80, rows: 24 });
    const drafted = pressing(ORDERS, ORDERS.start(at, PRESENCE), ['right'], at);
    const sealed = step(ORDERS, drafted, 'e', at)!;
    expect(sealed.state.draft).toEqual({});
    expect(sealed.deeds).toEqual([{ kind: 'order', levers: drafted.draft }]);
    expect(own.take({ kind: 'orders', seat: 'nato', levers: drafted.draft })).toEqual({ kind: 'taken' });
    expect(step(ORDERS, sealed.state, 'e', at)).toBeNull();
    const more = pressing(ORDERS, sealed.state, ['up', 'space'], at);
    const deeds = step(ORDERS, more, 'n', at)!.deeds!;
    expect(deeds).toEqual([{ kind: 'order', levers: { ...drafted.draft, ...more.draft } }, { kind: 'play' }]);
  });

  test('foretells what the turn then does', () => {
    const own = playedCase({ scenario: 'baltic-2014', seat: 'nato', turns: 1 });
    const draft = { presence: 'brigade', naval_exercises: 'new_series', promise: 'covers_insurgency' };
    const { rows } = ordersOf(own, 'nato', draft);
    const foretold = rows.map(({ name, preview }) => ({ name, after: preview.after, inForce: preview.next }));
    own.take({ kind: 'orders', seat: 'nato', levers: draft });
    own.play();
    const { levers } = own.standing().records.at(-1)!;
    expect(foretold).toEqual(
      levers.slice(0, rows.length).map(({ name, after: level, inForce }) => ({ name, after: level, inForce })),
    );
    const presence = rows.find(({ name }) => name === 'presence')!;
    expect(presence.preview.turnsToGoal).toBe(Math.ceil((1 - presence.preview.inForce) / 0.06));
  });

  test('is not for a seat that a strategy holds', () => {
    const foreign = contextFor(session, 'latvia', { columns: 80, rows: 24 });
    const state = ORDERS.start(foreign);
    expect(step(ORDERS, state, 'right', foreign)).toBeNull();
    expect(textOfFrame(ORDERS.look(state, foreign))).toContain('No orders here');
  });
});

test('readers of a lever are what names it in a formula', () => {
  const { scenario } = playedCase({ scenario: 'baltic-2014', seat: 'nato', turns: 0 }).ground;
  const readers = readersOf(scenario, 'sponsorship').map(({ kind, name }) => `${kind} ${name}`);
  expect(readers).toEqual(
    expect.arrayContaining(['stock network', 'auxiliary opportunity', 'incident meddling', 'machine ladder']),
  );
  expect(readers).not.toContain('stock grievance');
  expect(readersOf(scenario, 'no_such_thing')).toEqual([]);
});
