// What leaves the white cell: a view holds what its reader was told and sees, to the letter, and nothing else can change a byte of it.

import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineTo } from '../../engine/case/case-line.ts';
import type { CaseEntry, CaseInput } from '../../engine/case/entry.ts';
import type { Ground } from '../../engine/case/ground.ts';
import { newsFor, observe } from '../../engine/case/observation.ts';
import { cellsOf } from '../../engine/case/room-head.ts';
import { isRoomView } from '../../engine/case/room-shape.ts';
import { screenView } from '../../engine/case/screen-view.ts';
import { seatView } from '../../engine/case/seat-view.ts';
import { createSession, type Session, type SessionInput } from '../../engine/case/session.ts';
import type { Standing } from '../../engine/case/standing.ts';
import type { MselEntry, Scenario, SeminarElement } from '../../engine/language/scenario.ts';
import { amend } from '../../engine/reference/amend.ts';
import type { Position } from '../../engine/reference/position.ts';
import { positionOf } from '../../engine/reference/run.ts';
import type { TurnRecord } from '../../engine/reference/turn-record.ts';
import { scenarioOf } from '../model/small-model.ts';
import { shippedScenario } from '../shipped.ts';
import { groundFor, heldAmong, openingFor } from './made-case.ts';
import { choices, openedAt, tempFolder } from './played-case.ts';

/** Every manner of seeing in a few lines: a secret, an error, a delay, a gate, and a ladder on a map that not all see at once. */
const SMALL = `
seats: { nato: NATO, russia: Russia, estonia: Estonia, latvia: Latvia }
levers:
  police: { each: country, seat: country, levels: { calm: 0, firm: 1 }, start: calm, why: w, seen_by: { exactly: [own], one_turn_late: [nato] } }
  money: { seat: russia, levels: { none: 0, much: 1 }, start: none, why: w, seen_by: [russia] }
stocks:
  anger: { each: region, start: 0.4, range: [0, 1], phase: first, next: "min(1, anger + 0.1 * money)", seen_by: { exactly: [country], with_noise: { nato: 0.1 } } }
  plot: { start: 0.2, range: [0, 1], phase: first, next: "min(1, plot + 0.1)", seen_by: [russia] }
  talk: { start: 0.5, range: [0, 1], phase: first, next: "1 - talk", label: How much is said }
  doubt: { start: 0.7, range: [0, 1], phase: first, next: "1 - doubt", seen_by: { exactly: [nato], if: { seats: [country], when: talk > 0.6 }, one_turn_late: [russia] } }
auxiliaries:
  heat: { is: mean(anger), label: Heat }
  hum: { is: 2 * talk, label: Loudness }
incidents:
  leak: { phase: first, chance: 0.5, news: "A leak.", why: w, seen_by: { exactly: [nato, russia], one_turn_late: [country] } }
  deal: { phase: first, chance: 0.9, news: "A deal.", why: w, seen_by: [russia] }
  rumour: { phase: first, chance: 0.9, news: "A rumour.", why: w, seen_by: { exactly: [nato, russia], if: { seats: [country], when: talk > 0.4 } } }
  fair: { phase: first, chance: 0.6, news: "A fair.", why: w }
machines:
  ladder:
    each: region
    phase: second
    initial: quiet
    seen_by: { exactly: [russia, country], one_turn_late: [nato] }
    states: { quiet: [{ to: loud, chance: anger, news: "Loud in {region}.", why: w }], loud: [{ to: quiet, chance: 0.5, why: w }] }
  cellar:
    phase: second
    initial: empty
    seen_by: [russia]
    states: { empty: [{ to: full, chance: 0.5, why: w }], full: [{ to: empty, chance: 0.5, why: w }] }
  council:
    phase: second
    initial: idle
    states: { idle: [{ to: sits, chance: 0.4, news: They sit., why: w }], sits: [{ to: idle, chance: 0.4, why: w }] }
injects:
  visit: { by: hand, news: "Somebody visits." , why: w}
outcomes: { ever_loud: { is: "ever(any(in(ladder, loud)))", label: Loud once }, talk_at_end: { is: final(talk) } }
seminar:
  aim: a
  handling: h
  objectives: { see: To see }
  moves: { one: { turns: [1, 3], minutes: 5, situation: s, questions: { all: [q], latvia: [q] } }, two: { turns: [4, 6], minutes: 5, situation: s } }
  roles: { estonia: { who: w, aims: [a], brings: [b] }, latvia: { who: w, aims: [a], brings: [b], advice: [c] } }
  evaluation: [{ objective: see, capability: c, tasks: [t] }]
  msel:
    S-01: { inject: visit, by: hand, from: f, to: all, delivery: d, expected: e, objective: see }
    S-02: { text: t, at: { turn: 2 }, from: f, to: [latvia], delivery: d, expected: e, objective: see, notes: n }
    S-03: { text: t, when: talk > 0.1, from: f, to: [latvia, russia], delivery: d, expected: e, objective: see }
`;

const CASES: readonly { readonly id: string; readonly persons: readonly string[]; readonly turns: number }[] = [
  { id: 'small', persons: ['estonia', 'latvia', 'nato', 'russia'], turns: 5 },
  { id: 'narva-spring', persons: ['estonia', 'latvia', 'nato'], turns: 5 },
  { id: 'baltic-2014', persons: ['latvia', 'nato'], turns: 3 },
];

const checked = new Map<string, Scenario>();

function scenarioNamed(id: string): Scenario {
  const scenario = checked.get(id) ?? (id === 'small' ? scenarioOf(SMALL) : shippedScenario(id));
  checked.set(id, scenario);
  return scenario;
}

const mark = (path: string): string => `⟪${path}⟫`;

/** The scenario with a text of its own in every place that somebody in the room might read or should not. */
function planted(scenario: Scenario): Scenario {
  const seminar = scenario.seminar!;
  const secret = mark('secret');
  const msel = seminar.msel.map((entry): MselEntry => {
    const heard = mark(`entry ${entry.id}`);
    const words = { label: heard, text: heard, from: heard, delivery: heard };
    return { ...entry, ...words, id: mark(`secret ${entry.id}`), expected: secret, notes: secret, reason: secret };
  });
  return {
    ...scenario,
    seats: scenario.seats.map((seat) => ({ ...seat, brief: mark(`role ${seat.name}`) })),
    seminar: {
      ...seminar,
      aim: secret,
      constraints: [secret],
      limitations: [secret],
      assumptions: [secret],
      objectives: new Map([...seminar.objectives.keys()].map((name) => [name, secret])),
      evaluation: seminar.evaluation.map((guide) => ({
        ...guide,
        capability: secret,
        tasks: guide.tasks.map(() => secret),
      })),
      watch: seminar.watch.map((watched) => ({ ...watched, label: secret })),
      moves: seminar.moves.map((move) => {
        const all = mark(`move ${move.name}`);
        const bySeat = new Map(scenario.seats.map(({ name }) => [name, [mark(`role ${name}`)]]));
        return { ...move, title: all, situation: all, questions: { all: [all], bySeat } };
      }),
      roles: seminar.roles.map((role) => {
        const own = mark(`role ${role.seat}`);
        return { ...role, who: own, aims: [own], brings: [own], advice: [secret] };
      }),
      msel,
    },
  };
}

function opened(id: string, persons: readonly string[], seed = 'a room'): Session {
  const scenario = planted(scenarioNamed(id));
  const opening = openingFor(scenario, { seed, holders: heldAmong(scenario, persons), seminar: true });
  let minute = 0;
  const clock = (): string => new Date(Date.UTC(2026, 2, 1, 9, minute++)).toISOString();
  return createSession(
    groundFor(scenario, opening),
    openedAt(join(tempFolder(), 'one.case.jsonl'), opening),
    undefined,
    clock,
  );
}

/** Everything that may be published: the projector as `screen`, then every cell. */
function viewsOf(ground: Ground, standing: Standing, line: readonly CaseEntry[]): ReadonlyMap<string, string> {
  const cells = cellsOf(ground, standing).map((seat) => [seat, seatView(ground, standing, seat, line)] as const);
  const all = [['screen', screenView(ground, standing)] as const, ...cells];
  for (const [, view] of all) expect(isRoomView(view)).toBe(true);
  return new Map(all.map(([who, view]) => [who, JSON.stringify(view)]));
}

const lineOf = (session: Session): readonly CaseEntry[] => lineTo(session.entries(), session.head());

/** A white cell at work: releases, injects of its own, answers, remarks, orders; and who has been told which mark. */
function busyTurn(session: Session, random: () => number, told: Map<string, ReadonlySet<string>>): void {
  const { scenario, model } = session.ground;
  const seminar = scenario.seminar!;
  const seats = model.seats.map(({ name }) => name).filter((name) => name !== 'white');
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const take = (input: SessionInput): boolean => session.take(input).kind === 'taken';
  const n = session.entries().length;
  for (const entry of seminar.msel) {
    const fate = random();
    if (fate < 0.3) take({ kind: 'msel', entry: entry.id, status: 'deferred', reason: mark('secret') });
    else if (fate < 0.5 && take({ kind: 'msel', entry: entry.id, status: 'released' }))
      told.set(entry.text, new Set(entry.to));
  }
  const to = random() < 0.3 ? seats : seats.filter(() => random() < 0.4);
  const made = mark(`made up ${n}`);
  const id = `A-${session.standing().seminar.adHoc.length + 1}`;
  if (take({ kind: 'ad hoc', id, label: made, text: made, from: made, to, reason: mark('secret') }))
    told.set(made, new Set(to));
  const seat = pick(seats);
  const own = (what: string): string => {
    const text = mark(`${what} ${seat} ${n}`);
    told.set(text, new Set([seat]));
    return text;
  };
  expect(take({ kind: 'request', id: `${seat}-${n}-a`, seat, text: own('asks') })).toBe(true);
  if (random() < 0.6) expect(take({ kind: 'answer', request: `${seat}-${n}-a`, text: own('hears') })).toBe(true);
  expect(take({ kind: 'turned away', message: `${seat}-${n}-b`, seat, why: own('not taken') })).toBe(true);
  expect(take({ kind: 'note', seat: pick(['white', ...seats]), text: mark('secret') })).toBe(true);
  const [guide] = seminar.evaluation;
  if (guide !== undefined) {
    const { objective } = guide;
    expect(take({ kind: 'rating', objective, task: 0, rating: 'M', why: mark('secret') })).toBe(true);
    take({ kind: 'improvement', objective, what: mark('secret'), owner: mark('secret'), due: '' });
  }
  take({ kind: 'feedback', seat, scores: { 1: 3 }, words: [mark('secret')] });
  take({ kind: 'ruling', reason: mark('secret'), stocks: {}, machines: {} });
  for (const [index, { name }] of model.seats.entries()) {
    const levers = model.levers.filter((lever) => lever.seat === index && random() < 0.7);
    const orders = Object.fromEntries(levers.map(({ name: lever, levels }) => [lever, pick(levels).name]));
    if (random() < 0.7)
      take({ kind: 'orders', seat: name, levers: orders, ...(random() < 0.5 ? { message: `${name}-${n}-c` } : {}) });
    const outcome = pick(model.outcomes).name;
    if (random() < 0.5) take({ kind: 'estimate', seat: name, outcome, probability: Math.round(random() * 100) / 100 });
  }
}

/** Marks in a text that its reader was not told, and marks that it was told and that are missing. */
function wrongMarks(
  session: Session,
  told: ReadonlyMap<string, ReadonlySet<string>>,
  who: string,
  text: string,
): string[] {
  const { ground } = session;
  const standing = session.standing();
  const cells = cellsOf(ground, standing);
  const readers = who === 'screen' ? cells : [who];
  const expected = new Set([...told].filter(([, to]) => readers.every((one) => to.has(one))).map(([marked]) => marked));
  const { move } = standing.seminar;
  if (move !== null) expected.add(mark(`move ${move.name}`));
  if (who !== 'screen') expected.add(mark(`role ${who}`));
  const found = new Set(text.match(/⟪[^⟫]*⟫/g) ?? []);
  return [
    ...[...found].filter((one) => !expected.has(one)).map((one) => `${who} reads ${one}`),
    ...[...expected].filter((one) => !found.has(one)).map((one) => `${who} misses ${one}`),
  ];
}

describe.each(CASES)('$id', ({ id, persons, turns }) => {
  test('every screen holds all that its reader was told, and no word of anything else', () => {
    const told = new Map<string, ReadonlySet<string>>();
    const session = opened(id, persons);
    const random = choices(5);
    const moves = session.ground.scenario.seminar!.moves;
    let published = 0;
    for (let turn = 0; turn <= turns; turn++) {
      busyTurn(session, random, told);
      if (turn === 1) session.take({ kind: 'move', move: moves[0]!.name, at: '2026-03-01T12:00:00.000Z' });
      for (const [who, text] of viewsOf(session.ground, session.standing(), lineOf(session))) {
        expect(wrongMarks(session, told, who, text)).toEqual([]);
        published++;
      }
      if (turn < turns) session.play();
    }
    expect(told.size).toBeGreaterThan(turns * 3);
    expect(published).toBe((turns + 1) * (cellsOf(session.ground, session.standing()).length + 1));
    session.close();
  });

  test('nothing hidden changes a byte of any view', () => {
    const session = opened(id, persons);
    const random = choices(23);
    for (let turn = 0; turn <= turns; turn++) {
      busyTurn(session, random, new Map());
      const { ground } = session;
      const [standing, line] = [session.standing(), lineOf(session)];
      const before = viewsOf(ground, standing, line);
      fc.assert(
        fc.property(fc.nat(), fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (seed, words) => {
          for (const [who, text] of before) {
            const other = altered(ground, standing, line, who, choices(seed), words);
            expect(viewOf(other, who)).toBe(text);
          }
        }),
        { numRuns: 8 },
      );
      if (turn < turns) session.play();
    }
    session.close();
  });
});

interface Stand {
  readonly ground: Ground;
  readonly standing: Standing;
  readonly line: readonly CaseEntry[];
}

function viewOf({ ground, standing, line }: Stand, who: string): string {
  return JSON.stringify(who === 'screen' ? screenView(ground, standing) : seatView(ground, standing, who, line));
}

/** The same seminar to one reader's eyes: all that this reader was not told and does not see is drawn anew. */
function altered(
  ground: Ground,
  standing: Standing,
  line: readonly CaseEntry[],
  who: string,
  random: () => number,
  words: readonly string[],
): Stand {
  const cells = cellsOf(ground, standing);
  const readers = who === 'screen' ? cells : [who];
  const word = (): string => words[Math.floor(random() * words.length)]!;
  const isFor = (to: readonly string[]): boolean => readers.every((one) => to.includes(one));
  const isOwn = (seat: string): boolean => seat === who;
  const { seminar } = standing;
  const { scenario, model, opening } = ground;
  const entries = new Map(
    [...seminar.entries].map(([key, entry]) => {
      const isHeard = entry.released !== null;
      return [
        key,
        isHeard ? { ...entry, reason: word() } : { ...entry, status: 'skipped' as const, reason: word(), until: 3 },
      ];
    }),
  );
  const elsewhere = (seat: string): CaseInput => ({ kind: 'note', turn: 1, seat, text: word() });
  const others = model.seats.map(({ name }) => name).filter((name) => !isOwn(name));
  const asks = others.map((seat) => ({ id: `${seat}-9-z`, seat, turn: 1, text: word(), at: null, answer: null }));
  const orders = Object.fromEntries(
    others.map((seat) => [
      seat,
      { [model.levers.find((lever) => model.seats[lever.seat]?.name === seat)?.name ?? 'x']: word() },
    ]),
  );
  const changed: Standing = {
    ...standing,
    run: hiddenDrawnAnew(ground, standing, readers, random),
    records: standing.records.map((record) => untoldDrawnAnew(ground, standing, record, readers, word)),
    starts: [],
    injects: [],
    holders:
      who === 'screen'
        ? standing.holders
        : { ...standing.holders, ...Object.fromEntries(others.map((seat) => [seat, 'strategy'])) },
    orders: { ...orders, ...(standing.orders[who] === undefined ? {} : { [who]: standing.orders[who] }) },
    remarks: [
      ...others.map(elsewhere),
      ...standing.remarks.filter((remark) => remark.kind === 'estimate' && isOwn(remark.seat)),
      ...others.map(
        (seat): CaseInput => ({
          kind: 'estimate',
          turn: 1,
          seat,
          outcome: model.outcomes[0]!.name,
          probability: random(),
        }),
      ),
    ],
    seminar: {
      ...seminar,
      entries,
      adHoc: seminar.adHoc.map((one) =>
        isFor(one.to)
          ? { ...one, reason: word(), objective: null }
          : { ...one, label: word(), text: word(), from: word() },
      ),
      requests: [...asks, ...seminar.requests.filter(({ seat }) => isOwn(seat))],
      messages: new Map([
        ...others.map((seat) => [`${seat}-9-y`, { taken: false, why: word() }] as const),
        ...[...seminar.messages].filter(([key]) => isOwn(key.split('-')[0]!)),
      ]),
      adjudications: new Map([
        [word(), { channel: word(), ruling: { way: 'override', answer: word() }, mode: 'free', reason: word() }],
      ]),
      ratings: new Map([[word(), { rating: 'U', why: word() }]]),
      improvements: [{ objective: word(), what: word(), owner: word(), due: '' }],
      feedback: [{ seat: word(), scores: { 1: 1 }, words: [word()] }],
    },
  };
  const noise = others.map(
    (seat, i): CaseEntry => ({
      n: i,
      on: i,
      input: { kind: 'orders', turn: standing.played + 1, seat, levers: {}, message: word() },
    }),
  );
  return {
    ground: {
      ...ground,
      opening: { ...opening, seed: word(), world: 0, policy: word(), doctrine: word() },
      scenario: { ...scenario, seminar: textsDrawnAnew(scenario.seminar!, standing, isFor, isOwn, word) },
    },
    standing: changed,
    line: [...noise, ...line, ...others.map((seat, i) => ({ n: 900 + i, on: i, input: elsewhere(seat) })), ...noise],
  };
}

function textsDrawnAnew(
  seminar: SeminarElement,
  standing: Standing,
  isFor: (to: readonly string[]) => boolean,
  isOwn: (seat: string) => boolean,
  word: () => string,
): SeminarElement {
  const secrets = () => ({
    expected: word(),
    notes: word(),
    reason: word(),
    kind: 'contingency' as const,
    minutes: word().length,
  });
  return {
    ...seminar,
    aim: word(),
    constraints: [word()],
    limitations: [word()],
    assumptions: [word()],
    objectives: new Map([[word(), word()]]),
    evaluation: [],
    retired: [word()],
    watch: seminar.watch.map((watched) => ({ ...watched, label: word() })),
    roles: seminar.roles.map((role) => ({
      ...role,
      advice: [word()],
      ...(isOwn(role.seat) ? {} : { who: word(), aims: [word()], brings: [] }),
    })),
    moves: seminar.moves.map((move) =>
      move.name === standing.seminar.move?.name
        ? move
        : { ...move, title: word(), situation: word(), minutes: 1, questions: { all: [word()], bySeat: new Map() } },
    ),
    msel: seminar.msel.map((entry) => {
      const isReleased = (standing.seminar.entries.get(entry.id)?.released ?? null) !== null;
      if (isReleased && isFor(entry.to)) return { ...entry, ...secrets() };
      const to = isReleased ? entry.to : [];
      return { ...entry, ...secrets(), label: word(), text: word(), from: word(), delivery: word(), to };
    }),
  };
}

/** Stocks and machines that a reader does not see, or only as they stood a turn ago; uncertainties and the doctrine. */
function hiddenDrawnAnew(
  ground: Ground,
  standing: Standing,
  readers: readonly string[],
  random: () => number,
): Standing['run'] {
  const { model, sights, reference } = ground;
  const eyes = readers.map((seat) => sights[model.seats.findIndex(({ name }) => name === seat)]!);
  const isHidden = (manners: readonly (string | undefined)[]): boolean =>
    manners.length === 1 ? manners[0] === undefined || manners[0] === 'late' : manners.some((how) => how !== 'exact');
  const stocks = model.stocks.flatMap(({ low, high, integer }, stock) => {
    if (!isHidden(eyes.map((own) => own.stocks[stock]?.how))) return [];
    const top = Number.isFinite(high) ? high : low + 10;
    const value = low + random() * (top - low);
    return [{ stock, value: integer ? Math.round(value) : value }];
  });
  const machines = model.machines.flatMap(({ states }, machine) => {
    if (!isHidden(eyes.map((own) => own.machines[machine]?.how))) return [];
    const leaves = states.flatMap(({ initial }, state) => (initial < 0 ? [state] : []));
    return [{ machine, state: leaves[Math.floor(random() * leaves.length)]! }];
  });
  const amended = amend(reference, standing.run, { stocks, machines });
  const before = positionOf(amended);
  const position: Position = {
    ...before,
    arm: { ...before.arm, doctrine: Math.floor(random() * model.doctrines.length) },
    parameters: before.parameters.map((value) => value * (0.5 + random())),
  };
  const snapshot = { ...amended.snapshot, context: { ...amended.snapshot.context, position } };
  return { ...amended, snapshot: snapshot as typeof amended.snapshot };
}

/** What was played behind the scenes: news that a reader never hears, or not yet, and all odds, draws and orders. */
function untoldDrawnAnew(
  { model, sights }: Ground,
  { played }: Standing,
  record: TurnRecord,
  readers: readonly string[],
  word: () => string,
): TurnRecord {
  const eyes = readers.map((seat) => sights[model.seats.findIndex(({ name }) => name === seat)]!);
  const isUntold = (hearings: readonly ({ readonly how: string } | null | undefined)[]): boolean =>
    hearings.some(
      (one) => one === null || one === undefined || (one.how === 'late' && record.turn + 2 > Math.max(1, played)),
    );
  const news = (
    text: string | null,
    hearings: readonly ({ readonly how: string } | null | undefined)[],
  ): string | null => (isUntold(hearings) ? word() : text);
  return {
    ...record,
    views: [],
    levers: record.levers.map((lever) => ({ ...lever, before: word(), asked: word(), after: word() })),
    injects: record.injects.map((one) => ({
      ...one,
      news: news(
        one.news,
        eyes.map((own) => own.injects[one.inject]),
      ),
    })),
    injectMoves: [],
    phases: record.phases.map((phase) => ({
      ...phase,
      moves: [],
      asked: [],
      incidents: phase.incidents.map((one) => {
        const text =
          one.times > 0
            ? news(
                one.news,
                eyes.map((own) => own.incidents[one.incident]),
              )
            : one.news;
        return { ...one, odds: 0.5, draw: 0.5, news: text };
      }),
      transitions: phase.transitions.map((one) => ({
        ...one,
        from: word(),
        to: word(),
        news: news(
          one.news,
          eyes.map((own) => own.machines[one.machine]),
        ),
      })),
    })),
    outcomes: null,
  };
}

describe('these tests can fail', () => {
  const leaks: readonly (readonly [string, (stand: Stand, who: string) => unknown])[] = [
    ['a hidden stock', ({ ground, standing }) => observe(ground, standing, 'white').stocks],
    ['a hidden machine', ({ ground, standing }) => observe(ground, standing, 'white').machines],
    ['news of others', ({ ground, standing }) => newsFor(ground, standing, 'white').map(({ text }) => text)],
    ['orders of others', ({ standing }) => standing.orders],
    ['the list to come', ({ ground }) => ground.scenario.seminar?.msel.map(({ text }) => text)],
    ['notes of an entry', ({ ground }) => ground.scenario.seminar?.msel.map(({ notes }) => notes)],
    ['the moves to come', ({ ground }) => ground.scenario.seminar?.moves],
    ['requests of others', ({ standing }) => standing.seminar.requests],
    ['receipts of others', ({ standing }) => [...standing.seminar.messages]],
    ['words for others', ({ standing }) => standing.seminar.adHoc],
    ['rulings', ({ standing }) => [...standing.seminar.adjudications]],
    ['ratings', ({ standing }) => [...standing.seminar.ratings]],
    ['remarks', ({ standing }) => standing.remarks],
    ['the seed', ({ ground }) => ground.opening.seed],
    ['the log', ({ line }) => line],
  ];

  test.each(leaks)('a view that lets out %s is caught by what it changes', (_, leak) => {
    const session = opened('small', ['latvia', 'nato']);
    busyTurn(session, choices(3), new Map());
    session.play();
    busyTurn(session, choices(4), new Map());
    session.play();
    busyTurn(session, choices(5), new Map());
    const stand: Stand = { ground: session.ground, standing: session.standing(), line: lineOf(session) };
    for (const who of ['screen', 'latvia']) {
      const leaky = (one: Stand): string => `${viewOf(one, who)} ${JSON.stringify(leak(one, who))}`;
      const changed = [1, 2, 3, 4, 5, 6].filter((seed) => {
        const other = altered(stand.ground, stand.standing, stand.line, who, choices(seed), ['something else']);
        expect(viewOf(other, who)).toBe(viewOf(stand, who));
        return leaky(other) !== leaky(stand);
      });
      expect(changed).not.toEqual([]);
    }
    session.close();
  });

  test('a word too many and a word too few are caught by their marks', () => {
    const session = opened('small', ['latvia', 'nato']);
    const told = new Map<string, ReadonlySet<string>>();
    busyTurn(session, choices(3), told);
    const text = viewsOf(session.ground, session.standing(), lineOf(session)).get('latvia')!;
    expect(wrongMarks(session, told, 'latvia', text)).toEqual([]);
    expect(wrongMarks(session, told, 'latvia', text + mark('secret'))).toEqual(['latvia reads ⟪secret⟫']);
    expect(wrongMarks(session, told, 'latvia', text.replaceAll(mark('role latvia'), ''))).toEqual([
      'latvia misses ⟪role latvia⟫',
    ]);
    session.close();
  });
});

describe('what the room is shown', () => {
  test('the projector shows what all cells see, and waits with pictures and news for the last of them', () => {
    const session = opened('small', ['estonia', 'latvia', 'nato', 'russia']);
    for (let turn = 0; turn < 5; turn++) {
      const view = screenView(session.ground, session.standing());
      expect(view.numbers.map(({ name }) => name)).toEqual(['talk', 'hum']);
      expect(view.machines.map(({ name }) => name)).toEqual(['council']);
      // NATO sees the ladder a turn late, so that is what the whole room knows of it.
      expect(view.places).toEqual(seatView(session.ground, session.standing(), 'nato', []).places);
      expect(view.places.map(({ how }) => how)).toEqual(['late', 'late', 'late']);
      const late = newsFor(session.ground, session.standing(), 'latvia').filter(({ about }) => about.name === 'leak');
      expect(view.news.filter(({ text }) => text === 'A leak.').map((line) => line.turn)).toEqual(
        late.map((line) => line.turn),
      );
      expect(view.news.map(({ text }) => text)).not.toContain('A deal.');
      session.play();
    }
    const texts = screenView(session.ground, session.standing()).news.map(({ text }) => text);
    expect(texts).toContain('A fair.');
    expect(texts).toContain('A leak.');
    // Heard by all of them, but by some only because a gate of theirs was open, which the others need not know.
    for (const seat of ['estonia', 'latvia', 'nato', 'russia'])
      expect(newsFor(session.ground, session.standing(), seat).map(({ text }) => text)).toContain('A rumour.');
    expect(texts).not.toContain('A rumour.');
    expect(newsFor(session.ground, session.standing(), 'russia').map(({ text }) => text)).toContain('A deal.');
    session.close();
  });

  test('a cell sees the map as it comes to see it, and its own levers', () => {
    const session = opened('small', ['latvia', 'nato']);
    session.take({ kind: 'orders', seat: 'latvia', levers: { 'police[latvia]': 'firm' }, message: 'latvia-1-a' });
    const latvia = seatView(session.ground, session.standing(), 'latvia', lineOf(session));
    expect(latvia.places[2]).toEqual({ name: 'riga', label: 'Riga', state: 'quiet', rung: 0, how: 'exact' });
    expect(latvia.levers).toMatchObject([{ name: 'police[latvia]', label: 'Police', level: 'calm', ordered: 'firm' }]);
    expect(latvia.orders).toBe('sealed here');
    expect(latvia.receipts).toEqual([{ message: 'latvia-1-a', why: '' }]);
    expect(latvia.forecasts).toEqual([{ name: 'ever_loud', label: 'Loud once', given: null }]);
    session.take({ kind: 'orders', seat: 'latvia', levers: { 'police[latvia]': 'calm' } });
    session.take({ kind: 'estimate', seat: 'latvia', outcome: 'ever_loud', probability: 0.4 });
    const after = seatView(session.ground, session.standing(), 'latvia', lineOf(session));
    expect(after.levers[0]?.ordered).toBeNull();
    expect(after.orders).toBe('sealed by white');
    expect(after.forecasts[0]?.given).toBe(0.4);
    const nato = seatView(session.ground, session.standing(), 'nato', lineOf(session));
    expect([nato.orders, nato.places[2]?.how, nato.role]).toEqual(['open', 'late', null]);
    expect(seatView(session.ground, session.standing(), 'russia', lineOf(session)).orders).toBe('strategy');
    expect(() => seatView(session.ground, session.standing(), 'white', lineOf(session))).toThrow(/console/);
    session.close();
  });

  test('an inject is told at once in the words of the list, and not again when the model feels it', () => {
    const session = opened('small', ['latvia', 'nato']);
    session.take({ kind: 'msel', entry: mark('secret S-01'), status: 'released' });
    const words = mark('entry S-01');
    const told = screenView(session.ground, session.standing()).injects;
    expect(told).toMatchObject([
      { turn: 1, date: 'November 2014', text: words, at: expect.stringMatching(/^2026-03-01T/) },
    ]);
    session.play();
    expect(session.standing().records[0]?.injects.map(({ name }) => name)).toEqual(['visit']);
    expect(newsFor(session.ground, session.standing(), 'latvia').map(({ text }) => text)).toContain('Somebody visits.');
    for (const view of [
      screenView(session.ground, session.standing()),
      seatView(session.ground, session.standing(), 'latvia', []),
    ]) {
      expect(view.news.map(({ text }) => text)).not.toContain('Somebody visits.');
      expect(view.injects).toHaveLength(1);
    }
    session.close();
  });

  test('the cells are those with a role sheet or a person, and a room without any is shown nothing', () => {
    const session = opened('small', ['nato']);
    const { ground } = session;
    expect(cellsOf(ground, session.standing())).toEqual(['nato', 'estonia', 'latvia']);
    const bare: Ground = {
      ...ground,
      scenario: { ...ground.scenario, seminar: { ...ground.scenario.seminar!, roles: [] } },
    };
    const empty = { ...session.standing(), holders: {} };
    session.take({ kind: 'msel', entry: mark('secret S-01'), status: 'released' });
    expect(cellsOf(bare, empty)).toEqual([]);
    expect(screenView(bare, empty)).toMatchObject({ injects: [], news: [], numbers: [], machines: [] });
    session.close();
  });

  test('a move says how much of the exercise had run when it began, pauses left out', () => {
    const session = opened('small', ['nato']);
    const at = (minute: number): string => `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`;
    session.take({ kind: 'clock', what: 'startex', at: at(0) });
    session.take({ kind: 'clock', what: 'pause', at: at(5) });
    session.take({ kind: 'clock', what: 'resume', at: at(10) });
    session.take({ kind: 'move', move: 'two', at: at(12) });
    session.take({ kind: 'clock', what: 'pause', at: at(20) });
    const view = screenView(session.ground, session.standing());
    expect(view.move).toMatchObject({ number: 2, of: 2, minutes: 5, began: 7 * 60_000 });
    expect(view.clock).toEqual({ startex: at(0), endex: null, since: null, before: 15 * 60_000 });
    session.close();
  });
});
