// Explanations of played turns: the odds are those of the record, the formulas evaluate to them, and a seat reads no number that it does not see.

import { describe, expect, test } from 'vitest';
import { phasePositions } from '../../engine/case/explain-turn.ts';
import { HIDDEN, UNKNOWN } from '../../engine/case/told-event.ts';
import { explainComing, explainTurn, type Session } from '../../engine/index.ts';
import { openedCase } from '../ui-terminal/play/opened-case.ts';
import { evaluateText } from './evaluate-text.ts';

const FIXTURE = 'test/fixtures/every-word.yaml';
const TURNS = 6;

/** Orders by hand, a planned event and a ruling on the way: all that changes a turn from outside. */
function played(): Session {
  const session = openedCase({ scenario: FIXTURE, seats: ['nato', 'white'] });
  const { model } = session.ground;
  session.take({ kind: 'orders', seat: 'nato', levers: { presence: 'persistent', promise: 'covers_insurgency' } });
  session.play();
  session.take({
    kind: 'ruling',
    reason: 'what if the fear were high',
    stocks: { 'fear[latvia]': 0.9, 'grievance[riga]': 0.95 },
    machines: {},
  });
  const inject = model.injects.find(({ turn, when }) => turn === null && when === null);
  if (inject !== undefined) session.take({ kind: 'inject', inject: inject.name });
  while (session.standing().played < TURNS) session.play();
  return session;
}

const session = played();
const standing = session.standing();
const turns = Array.from({ length: TURNS }, (_, turn) => turn);

describe('white', () => {
  test('is told of everything that was drawn, with the odds, draws and slices of the record', () => {
    for (const turn of turns) {
      const { phases } = standing.records[turn]!;
      const told = explainTurn(session.ground, standing, 'white', turn);
      const incidents = phases.flatMap((phase) =>
        phase.incidents.map(({ name, kind, odds, draw, times }) => ({ name, form: kind, odds, draw, times })),
      );
      const asked = phases.flatMap((phase) =>
        phase.asked.map(({ name, draw, to, candidates }) => ({
          name,
          draw,
          taken: to === null ? [] : [to],
          ways: candidates.map((one) => ({
            to: one.to,
            odds: one.odds,
            from: one.from,
            until: Math.min(1, one.until),
          })),
        })),
      );
      expect(
        told
          .filter(({ kind }) => kind === 'incident')
          .map(({ name, form, draw, times, ways }) => ({ name, form, odds: ways[0]!.odds ?? 1, draw, times })),
      ).toEqual(incidents);
      expect(
        told
          .filter(({ kind }) => kind === 'machine')
          .map(({ name, draw, ways }) => ({
            name,
            draw,
            taken: ways.filter(({ taken }) => taken).map(({ to }) => to),
            ways: ways.map(({ to, odds, slice }) => ({ to, odds, from: slice[0], until: slice[1] })),
          })),
      ).toEqual(asked);
    }
  });

  test('reads formulas with numbers that evaluate to the odds, and conditions that held', () => {
    let formulas = 0;
    for (const turn of turns)
      for (const { ways } of explainTurn(session.ground, standing, 'white', turn))
        for (const { odds, formula, when } of ways) {
          if (when !== null) expect(evaluateText(when.numbers), when.names).toBe(1);
          if (formula === null || odds === null) continue;
          formulas++;
          const value = evaluateText(formula.numbers);
          expect(Math.abs(value - odds), `${formula.names}\n${formula.numbers}`).toBeLessThanOrEqual(
            1e-4 * Math.abs(odds) + 1e-9,
          );
        }
    expect(formulas).toBeGreaterThan(20);
  });

  test('is told the sources and reasons of facts and uncertainties', () => {
    const reads = turns.flatMap((turn) =>
      explainTurn(session.ground, standing, 'white', turn).flatMap(({ ways }) => ways.flatMap((way) => way.reads)),
    );
    const known = reads.filter(({ kind }) => kind === 'fact' || kind === 'uncertainty');
    expect(new Set(known.map(({ kind }) => kind))).toEqual(new Set(['fact', 'uncertainty']));
    for (const { provenance, name } of known) expect(provenance, name).not.toBeNull();
    expect(reads.some(({ value }) => value === HIDDEN || value === UNKNOWN)).toBe(false);
  });
});

describe('the positions of the phases', () => {
  test('end in the position that the case came to, rulings and orders by hand included', () => {
    for (const turn of turns) {
      const record = standing.records[turn]!;
      const positions = phasePositions(session.ground, standing.starts[turn]!, record);
      expect(positions).toHaveLength(record.phases.length);
      for (const [index, { moves }] of record.phases.entries())
        for (const { stock, before } of moves) expect(positions[index]!.stocks[stock]).toBe(before);
    }
  });
});

describe('a seat', () => {
  test('is told only of what came and of what it hears', () => {
    const own = session.ground.sights[session.ground.model.seats.findIndex(({ name }) => name === 'latvia')]!;
    for (const turn of turns)
      for (const { kind, name, times } of explainTurn(session.ground, standing, 'latvia', turn)) {
        expect(times).toBeGreaterThan(0);
        const { incidents, machines } = session.ground.model;
        const hearing =
          kind === 'incident'
            ? own.incidents[incidents.findIndex((one) => one.name === name)]
            : own.machines[machines.findIndex((one) => one.name === name)];
        expect(hearing, name).not.toBeNull();
      }
  });

  test('reads no value of an uncertainty, and no number that it does not see exactly', () => {
    const { model, sights } = session.ground;
    let hidden = 0;
    for (const [seat, { name: seatName }] of model.seats.entries()) {
      if (seatName === 'white') continue;
      const events = turns.flatMap((turn) => explainTurn(session.ground, standing, seatName, turn));
      for (const read of events.flatMap(({ ways }) => ways.flatMap((way) => way.reads))) {
        if (read.kind === 'uncertainty') expect(read.value).toBe(UNKNOWN);
        if (read.value === HIDDEN) hidden++;
        if (read.kind !== 'stock' || read.value === HIDDEN) continue;
        const stock = model.stocks.findIndex(({ name }) => name === read.name);
        expect(sights[seat]!.stocks[stock]?.how, `${seatName} reads ${read.name}`).toBe('exact');
      }
    }
    expect(hidden).toBeGreaterThan(0);
  });

  test('gets odds of the coming turn only where it sees all that they hang on', () => {
    const coming = explainComing(session.ground, standing, 'latvia');
    for (const { odds, formula } of coming) {
      const isVeiled = formula !== null && /hidden|unknown/.test(formula.numbers);
      if (isVeiled) expect(odds).toBe(HIDDEN);
    }
    expect(coming.some(({ odds }) => odds === HIDDEN)).toBe(true);
    expect(explainComing(session.ground, standing, 'white').some(({ odds }) => odds === HIDDEN)).toBe(false);
  });
});

test('what may come to white in the first phase is what then is drawn', () => {
  const [first] = session.ground.model.phases;
  const coming = explainComing(session.ground, standing, 'white').filter(({ phase }) => phase === first!.name);
  const other = played();
  const before = other.standing().played;
  other.play();
  const told = explainTurn(other.ground, other.standing(), 'white', before).filter(
    ({ phase }) => phase === first!.name,
  );
  const incidents = told.filter(({ kind }) => kind === 'incident').map(({ name, ways }) => [name, ways[0]!.odds]);
  expect(coming.filter(({ kind }) => kind === 'incident').map(({ name, odds }) => [name, odds])).toEqual(incidents);
});
