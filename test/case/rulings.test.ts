// What white is shown of rulings: the coming turn as proposed, how like questions were decided before, and the ledger of what was ruled.

import { expect, test } from 'vitest';
import type { CaseEntry } from '../../engine/case/entry.ts';
import { precedentsFor } from '../../engine/case/precedents.ts';
import { proposeTurn } from '../../engine/case/propose-turn.ts';
import { type ChanceRow, type LedgerRow, rulingsLedger } from '../../engine/case/rulings-ledger.ts';
import { firstStanding, follow, type Standing } from '../../engine/case/standing.ts';
import { umpireBias } from '../../engine/case/umpire-bias.ts';
import { groundOf, openingOf } from './played-case.ts';
import { lineOf, reseeded, ruledTurn, rulingOn, smallGround, standingAfter, withRulings } from './ruled-case.ts';

const TOWN = smallGround(`
labels: { estonia: Estonia, latvia: the land of Latvia }
stocks: { calm: { label: Calm in town, start: 0.5, range: [0, 1], why: w } }
incidents:
  riot: { each: country, label: street riot, phase: first, chance: 0.2, importance: 3, why: w, news: "Windows break in {country}." }
  leaflet: { phase: first, chance: 0.5, importance: 1, why: w }
  sure: { phase: first, chance: 1, importance: 3, why: w }
machines:
  ladder:
    label: the ladder
    phase: second
    initial: quiet
    states:
      quiet: [{ to: unrest_here, chance: 0.3 }, { to: ended, chance: 0.1 }]
      unrest_here: { label: open unrest, leave: [{ to: quiet, chance: 0.4 }, { to: ended, chance: 0.2 }] }
      ended: final
    why: w
`);

test('the proposal tells every open question with its odds, its draw, and words for it', () => {
  const standing = firstStanding(TOWN);
  const { turn, questions, lapsed } = proposeTurn(TOWN, standing);
  expect([turn, lapsed]).toEqual([1, []]);
  expect(questions.map(({ kind }) => kind)).toEqual(['incident', 'incident', 'machine', 'incident']);
  expect(
    questions
      .slice(0, 2)
      .map(({ label }) => label)
      .sort(),
  ).toEqual(['Street riot, Estonia', 'Street riot, Land of Latvia']);
  // The more open of two equals stands first.
  const [first, second] = questions.map(({ draw }) => Math.abs(draw - 0.2));
  expect(first).toBeLessThan(second!);
  const ladder = questions[2]!;
  expect(ladder).toMatchObject({
    channel: 'machine:ladder.quiet',
    state: 'quiet',
    phase: 'second',
    label: 'The ladder',
  });
  expect(ladder.answers.map(({ name, label }) => [name, label])).toEqual([
    ['unrest_here', 'open unrest'],
    ['ended', 'ended'],
    ['stays', 'stays: quiet'],
  ]);
  expect(ladder.answers.map(({ odds }) => odds)).toEqual([0.3, expect.closeTo(0.1, 12), expect.closeTo(0.6, 12)]);
  expect(questions[3]!.answers.map(({ label }) => label)).toEqual(['comes', 'does not come']);
});

test('under a ruling the model still proposes what it did, and the turn comes to what was ruled', () => {
  const standing = firstStanding(TOWN);
  const before = proposeTurn(TOWN, standing).questions;
  const riot = before.find(({ proposed }) => proposed === 'not')!;
  const ruling = rulingOn(1, riot.channel, { way: 'override', answer: 'comes' });
  const gone = rulingOn(1, 'machine:ladder.ended', { way: 'accept' });
  const after = proposeTurn(TOWN, withRulings(standing, [ruling, gone]));
  expect(after.questions.find(({ channel }) => channel === riot.channel)).toEqual({
    ...riot,
    answer: 'comes',
    ruled: ruling,
  });
  expect(after.lapsed).toEqual(['machine:ladder.ended']);
  const plain = proposeTurn(TOWN, standing).events;
  expect(after.events.filter((event) => !plain.includes(event))).toHaveLength(1);
});

test('the proposal is what the turn then is, in shipped scenarios too', () => {
  for (const id of ['tutorial', 'narva-spring']) {
    const ground = groundOf(openingOf(id, []));
    for (const turns of [0, 3]) {
      const standing = standingAfter(ground, turns);
      const { questions } = proposeTurn(ground, standing);
      expect(questions.length).toBeGreaterThan(0);
      for (const { answers, proposed, answer, label } of questions) {
        expect(answers.reduce((sum, { odds }) => sum + odds, 0)).toBeCloseTo(1, 9);
        expect(answer).toBe(proposed);
        expect(label).not.toMatch(/[_[\]]/);
      }
      const record = ruledTurn(ground, standing, []).records.at(-1)!;
      const came = record.phases.flatMap(({ incidents }) =>
        incidents.filter(({ times, draw }) => draw !== null && times > 0),
      );
      const named = questions.filter(({ kind, answer }) => kind === 'incident' && answer === 'comes');
      expect(came.map(({ name }) => name)).toEqual(expect.arrayContaining(named.map(({ name }) => name)));
    }
  }
});

/** Three turns with rulings in them, as a log would hold them. */
function ruledLine(): { standing: Standing; line: readonly CaseEntry[] } {
  const comes = rulingOn(1, 'incident:riot[estonia]', { way: 'override', answer: 'comes' });
  const replaced = rulingOn(1, 'incident:riot[latvia]', { way: 'override', answer: 'comes' });
  const kept = rulingOn(1, 'incident:riot[latvia]', { way: 'override', answer: 'not' });
  const unrest = rulingOn(1, 'machine:ladder.quiet', { way: 'override', answer: 'unrest_here' });
  const down = rulingOn(2, 'machine:ladder.unrest_here', { way: 'moderate', answer: 'quiet', chance: 0.7 });
  const lapsed = rulingOn(2, 'machine:ladder.quiet', { way: 'override', answer: 'ended' });
  const leaflet = rulingOn(2, 'incident:leaflet', { way: 'accept' });
  const set = {
    kind: 'ruling',
    turn: 3,
    reason: 'a curfew',
    stocks: { calm: 7 },
    machines: { ladder: 'quiet' },
  } as const;
  const turnOf = (turn: number) => ({ kind: 'turn', turn, state: '' }) as const;
  let standing = ruledTurn(TOWN, firstStanding(TOWN), [comes, kept, unrest]);
  standing = ruledTurn(TOWN, standing, [down, lapsed, leaflet]);
  standing = ruledTurn(TOWN, follow(TOWN, standing, set), []);
  const line = lineOf([comes, replaced, kept, unrest, turnOf(1), down, lapsed, leaflet, turnOf(2), set, turnOf(3)]);
  return { standing, line };
}

test('the ledger has a row for each ruling that was in force, with the model beside it', () => {
  const { standing, line } = ruledLine();
  const rows = rulingsLedger(TOWN, standing, line);
  expect(rows.map((row) => [row.turn, row.kind === 'chance' ? row.channel : row.name])).toEqual([
    [1, 'incident:riot[estonia]'],
    [1, 'incident:riot[latvia]'],
    [1, 'machine:ladder.quiet'],
    [2, 'machine:ladder.unrest_here'],
    [2, 'machine:ladder.quiet'],
    [2, 'incident:leaflet'],
    [3, 'calm'],
    [3, 'ladder'],
  ]);
  const chance = rows.filter((row): row is ChanceRow => row.kind === 'chance');
  const drawn = proposeTurn(TOWN, firstStanding(TOWN)).questions.find(({ name }) => name === 'riot[estonia]')!.proposed;
  expect(chance[0]).toMatchObject({
    date: 'November 2014',
    label: 'Street riot, Estonia',
    answer: 'comes',
    modelOdds: 0.2,
    ruledOdds: 1,
    proposed: drawn,
    came: 'comes',
    changed: drawn === 'not',
    lapsed: false,
    lean: 0.8,
    mode: 'semi-rigid',
    way: 'override',
    reason: 'a good one',
    at: '2015-03-01T10:00:00.000Z',
  });
  expect(chance[1]).toMatchObject({ answer: 'not', came: 'not', at: '2015-03-01T10:02:00.000Z' });
  expect(chance[1]!.lean).toBeCloseTo(-0.2, 12);
  // Up 0.3 + 0.1 by the model, up for certain as ruled.
  expect(chance[2]!.lean).toBeCloseTo(0.6, 12);
  // Down from 0.4 to 0.7; up from 0.2 to a third of what is left to ended and staying.
  expect(chance[3]).toMatchObject({ modelOdds: 0.4, ruledOdds: 0.7, lapsed: false });
  expect(chance[3]!.lean).toBeCloseTo((0.2 / 0.6) * 0.3 - 0.2 - 0.3, 12);
  expect(chance[4]).toMatchObject({ lapsed: true, answer: null, came: null, changed: false, answers: [] });
  expect(chance[5]).toMatchObject({ way: 'accept', changed: false, lean: null });
  expect(rows[6]).toMatchObject({ kind: 'by hand', label: 'Calm in town', before: '0.5', after: '1', changed: true });
  expect(rows[7]).toMatchObject({ label: 'The ladder', after: 'quiet', reason: 'a curfew' });
});

test('bias: how far rulings went from the model, and whether they leaned up', () => {
  const { standing, line } = ruledLine();
  const rows = rulingsLedger(TOWN, standing, line);
  const bias = umpireBias(rows);
  const departures = [0.8, 0.2, 0.7, 0.3];
  expect(bias.departure.count).toBe(4);
  expect(bias.departure.mean).toBeCloseTo(0.5, 12);
  const sd = Math.sqrt(departures.reduce((sum, x) => sum + (x - 0.5) ** 2, 0) / 3);
  // Student's t with three degrees of freedom, from any table: 3.182.
  expect(bias.departure.high! - bias.departure.mean!).toBeCloseTo((3.1824 * sd) / 2, 4);
  expect(bias.byMode.map(({ mode, count }) => [mode, count])).toEqual([
    ['free', 0],
    ['semi-rigid', 4],
    ['rigid', 0],
  ]);
  expect(bias.byMode[0]!.mean).toBeNull();
  expect(bias.escalation.mean).toBeCloseTo((0.8 - 0.2 + 0.6 - 0.4) / 4, 12);
  expect(bias).toMatchObject({ rulings: 6, lapsed: 1, reRolls: 0, byHand: 2 });
  expect(umpireBias([])).toMatchObject({ departure: { count: 0, mean: null }, rulings: 0 });
  expect(umpireBias(rows.slice(0, 1)).departure).toMatchObject({ count: 1, low: null, high: null });
});

test('an even-handed director who only follows the odds leans nowhere', () => {
  const rows: LedgerRow[] = [];
  for (let seed = 0; seed < 60; seed++) {
    const ground = reseeded(TOWN, `even ${seed}`);
    const standing = firstStanding(ground);
    // What the model drew, ruled word for word.
    const { answer } = proposeTurn(ground, standing).questions.find(({ kind }) => kind === 'machine')!;
    const ruling = rulingOn(1, 'machine:ladder.quiet', { way: 'override', answer });
    rows.push(...rulingsLedger(ground, ruledTurn(ground, standing, [ruling]), lineOf([ruling])));
  }
  const { escalation, changed } = umpireBias(rows);
  expect(changed).toBe(0);
  expect(escalation.low!).toBeLessThan(0);
  expect(escalation.high!).toBeGreaterThan(0);
});

test('precedents: rulings on the same element of any member, and what came by itself, newest first', () => {
  const { standing, line } = ruledLine();
  const riot = proposeTurn(TOWN, standing).questions.find(({ name }) => name === 'riot[latvia]')!;
  const found = precedentsFor(TOWN, standing, line, riot);
  const ruled = found.filter(({ origin }) => origin === 'ruled');
  expect(ruled.map(({ turn, channel, answer, ruledOdds }) => [turn, channel, answer, ruledOdds])).toEqual([
    [1, 'incident:riot[latvia]', 'not', 1],
    [1, 'incident:riot[estonia]', 'comes', 1],
  ]);
  expect(found.map(({ turn }) => turn)).toEqual(found.map(({ turn }) => turn).toSorted((a, b) => b - a));
  for (const { turn, channel, modelOdds, ruledOdds, mode } of found.filter(({ origin }) => origin === 'drawn')) {
    const name = channel.replace('incident:', '');
    const [first] = standing.records[turn - 1]!.phases;
    expect(first!.incidents.find((record) => record.name === name)!.times).toBe(1);
    expect([modelOdds, ruledOdds, mode]).toEqual([0.2, 0.2, '']);
  }
  const quiet = { kind: 'machine', name: 'ladder', state: 'quiet' } as const;
  expect(precedentsFor(TOWN, standing, line, quiet).filter(({ origin }) => origin === 'ruled')).toHaveLength(1);
  expect(precedentsFor(TOWN, standing, line, { ...quiet, state: 'ended' })).toEqual([]);
  const all = Array.from({ length: 20 }, (_, seed) => {
    const ground = reseeded(TOWN, `by itself ${seed}`);
    return precedentsFor(ground, standingAfter(ground, 3), [], riot);
  }).flat();
  expect(all.length).toBeGreaterThan(5);
  expect(all.every(({ origin, came }) => origin === 'drawn' && came === 'comes')).toBe(true);
});
