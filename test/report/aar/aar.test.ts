// The numbers of a report, each worked out again in another way: by hand, by the reference, or by the forecaster of the game.

import { describe, expect, test } from 'vitest';
import { createForecaster } from '../../../engine/case/forecaster.ts';
import type { Standing } from '../../../engine/case/standing.ts';
import { createWorlds } from '../../../engine/model/worlds.ts';
import { createDraws, type Draws } from '../../../engine/reference/draws.ts';
import type { ByHand } from '../../../engine/reference/open-step.ts';
import { createReference } from '../../../engine/reference/reference.ts';
import { isOver, playTurn, positionOf, type RunState } from '../../../engine/reference/run.ts';
import { simulate } from '../../../engine/reference/simulate.ts';
import { pointsOf } from '../../../engine/report/aar/beliefs.ts';
import { minutesRun, momentsOf } from '../../../engine/report/aar/moments.ts';
import { sectionsOf } from '../../../engine/report/aar/sections.ts';
import { shippedModel, shippedScenario } from '../../shipped.ts';
import { reportOf, seminarSource, sourceOf } from './reported.ts';
import { CELLS, playSeminar } from './seminar-case.ts';

const SIZE = { futures: 12, particles: 16 } as const;
const TURNS = 6;
const scenario = shippedScenario('narva-spring');
const source = seminarSource(scenario, TURNS);
const aar = reportOf(source, SIZE);
const { ground, standing } = source;
const { model } = ground;

/** Draws of a kernel's future: one world, another stream. */
function future(seed: string, replication: number): Draws {
  const draws = createDraws(model, seed);
  return { draw: (channel, _, __, turn) => draws.draw(channel, 0, replication, turn) };
}

/** To the end from a state, by the reference. */
function outcomesFrom(run: RunState, draws: Draws, byHand: (turn: number) => ByHand): readonly number[] {
  let state: RunState = { ...run, draws };
  for (let turn = positionOf(state).played; !isOver(state); turn++)
    state = playTurn(ground.reference, state, byHand(turn)).state;
  return positionOf(state).outcomes!;
}

/** Every lever of a cell as it was ordered in a turn (0-based); after the played turns as it stood last. */
function ordersAt(
  turn: number,
  change: (name: string, level: string) => string = (_, level) => level,
): ByHand['orders'] {
  return model.levers.flatMap((lever, index) => {
    if (!CELLS.includes(model.seats[lever.seat]!.name)) return [];
    const { asked } = standing.records[Math.min(turn, TURNS - 1)]!.levers.find((one) => one.lever === index)!;
    const level = change(lever.name, asked);
    return [{ lever: index, level: lever.levels.findIndex(({ name }) => name === level) }];
  });
}

/** Injects that white released into a turn. */
function releasedAt(turn: number): readonly number[] {
  return (standing.records[turn]?.injects ?? [])
    .filter(({ reason }) => reason === 'by hand')
    .map(({ inject }) => inject);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('time', () => {
  test('leaves pauses out, and tells nothing before STARTEX', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString();
    const clock = (what: 'startex' | 'pause' | 'resume' | 'endex', minute: number) =>
      ({ kind: 'clock', turn: 1, what, at: at(minute) }) as const;
    const day = [clock('startex', 5), clock('pause', 15), clock('resume', 25), clock('endex', 45)];
    expect([4, 5, 10, 15, 20, 30, 45, 55].map((minute) => minutesRun(day, at(minute)))).toEqual([
      null,
      0,
      5,
      10,
      10,
      15,
      30,
      30,
    ]);
  });

  test('stands in every row: the turn, its date, and the wall clock', () => {
    for (const row of [
      ...aar.timeline,
      ...aar.observations,
      ...aar.improvements,
      ...aar.feedback.words,
      ...aar.scores.rows,
    ]) {
      expect(row.at).toMatch(/^2026-03-01T09:/);
      expect(row.date).toBe(model.clock.dates[row.turn - 1]!.label);
    }
    expect(momentsOf(model, source.log.entries, source.log.entries).ofTurn(3).date).toBe('9 March 2015');
  });
});

describe('the seminar', () => {
  test('has entries as planned and as they came', () => {
    const row = (id: string) => aar.injects.find((one) => one.id === id)!;
    // Planned for turn 1, minute 1; released in turn 2, fifty seconds after STARTEX and forty after the move began.
    expect(row('N-01')).toMatchObject({ status: 'released', lateTurns: 1, planned: { turn: 1, minute: 1 } });
    expect(row('N-01').actual).toMatchObject({ turn: 2, date: '2 March 2015', move: 'flags' });
    const since = (Date.parse(row('N-01').actual!.at!) - Date.parse('2026-03-01T09:00:10Z')) / 60_000;
    expect(row('N-01').actual!.minuteOfMove).toBeCloseTo(since, 10);
    expect(row('N-01').lateMinutes).toBeCloseTo(since - 1, 10);
    expect(row('N-02')).toMatchObject({
      status: 'skipped',
      reason: 'the move was too full',
      actual: null,
      lateTurns: null,
    });
    // Five minutes of pause lie between the move and the release, and count for nothing.
    expect(row('N-05').actual!.minuteOfMove).toBeLessThan(2);
    expect(row('N-08').planned.words).toBe('when any(in(symbol, riot))');
    expect(row('A-1')).toMatchObject({
      kind: 'ad hoc',
      to: 'Estonia',
      objectives: ['tell_apart'],
      actual: { turn: 3 },
    });
    expect(aar.injects).toHaveLength(scenario.seminar!.msel.length + 1);
    expect(aar.seminar!.moves.map(({ began }) => began?.turn ?? null)).toEqual([1, 5, null]);
  });

  test('has decisions, injects, rulings and notes in the order in which they were', () => {
    const rows = aar.timeline.map(({ turn, kind, who, text }) => `${turn} ${kind} ${who}: ${text}`);
    for (const expected of [
      '1 clock White cell: STARTEX',
      '2 inject White cell: N-01 parade: released',
      '2 decision Estonia: Police: usual -> firm',
      '3 inject White cell: N-02 armour in riga: skipped: the move was too full',
      '3 request White cell: Answer: those of the brigade',
      '5 decision Russia: Statements about compatriots and monuments: routine -> loud',
      '5 note White cell: Estonia asked first',
    ])
      expect(rows).toContain(expected);
    expect(rows.find((row) => row.startsWith('3 ruling'))).toMatch(
      /Trust.* = 0\.6, because the school opened its doors$/,
    );
    const times = aar.timeline.map(({ at }) => at!);
    expect(times).toEqual(times.toSorted());
    const came = standing.records.flatMap(({ phases }) =>
      phases.flatMap(({ incidents, transitions }) => [...incidents.filter(({ times }) => times > 0), ...transitions]),
    );
    expect(aar.timeline.filter(({ kind }) => kind === 'event')).toHaveLength(came.length);
  });

  test('has every ruling with what the model had drawn, and how far they went', () => {
    const [byHand, chance] = aar.rulings;
    expect(aar.rulings).toHaveLength(2);
    expect(byHand).toMatchObject({ kind: 'by hand', turn: 3, after: '0.6', reason: 'the school opened its doors' });
    if (chance?.kind !== 'chance') throw new Error('no ruling on chance');
    expect(chance).toMatchObject({
      turn: 4,
      way: 'override',
      mode: 'free',
      changed: true,
      reason: 'the cells had talked to each other',
    });
    expect(chance.minute).toBeCloseTo((Date.parse(chance.at!) - Date.parse('2026-03-01T09:00:00Z')) / 60_000, 10);
    expect(chance.came).toBe(chance.answer);
    expect(aar.bias.departure.mean).toBeCloseTo(1 - chance.modelOdds!, 12);
    expect(aar.bias).toMatchObject({ rulings: 1, changed: 1, byHand: 1 });
    expect(
      aar.timeline.some(({ turn, kind, text }) => turn === 4 && kind === 'ruling' && text.includes('override')),
    ).toBe(true);
  });

  test('leaves out what was taken back, and keeps what was said', () => {
    const again = sourceOf(scenario, (file) => {
      const session = playSeminar(scenario, file, 2);
      session.take({ kind: 'orders', seat: 'nato', levers: { words: 'silent' } });
      session.take({ kind: 'note', seat: 'white', text: 'said in a turn that was taken back' });
      session.play();
      session.goTo(session.entries().findLast(({ input }) => input.kind === 'turn' && input.turn === 2)!.n);
      session.play();
      return session;
    });
    const report = reportOf(again, SIZE);
    expect(report.case).toMatchObject({ turns: 3, left: 1 });
    expect(report.timeline.filter(({ kind, who }) => kind === 'decision' && who === 'NATO')).toEqual([]);
    expect(report.observations.map(({ text }) => text)).toContain('said in a turn that was taken back');
    expect(report.timeline.filter(({ turn, kind }) => turn === 3 && kind === 'event').length).toBe(
      again.standing.records[2]!.phases.flatMap(({ incidents, transitions }) => [
        ...incidents.filter(({ times }) => times > 0),
        ...transitions,
      ]).length,
    );
  });

  test('has ratings, observations, improvements and feedback as they were given last', () => {
    const rated = aar.ratings.filter(({ rating }) => rating !== null);
    expect(rated.map(({ objective, rating, why }) => [objective, rating, why])).toEqual([
      ['tell_apart', 'P', 'after a second look'],
      ['choose_police', 'M', 'no reason was given'],
    ]);
    expect(aar.ratings).toHaveLength(scenario.seminar!.evaluation.flatMap(({ tasks }) => tasks).length);
    expect(aar.observations.map(({ mark, entry }) => [mark, entry])).toEqual([
      ['strength', null],
      ['improve', 'N-05'],
    ]);
    expect(aar.improvements).toMatchObject([
      { owner: 'Ministry', due: '2026-09-01', what: 'a telephone number in Narva' },
    ]);
    expect(aar.feedback).toMatchObject({
      forms: 2,
      questions: [{ count: 2, mean: 4.5, distribution: [0, 0, 0, 1, 1] }],
    });
    expect(aar.feedback.words.map(({ who, text }) => [who, text])).toEqual([['NATO', 'more time']]);
  });

  test('is said to be missing where there is none', () => {
    expect(aar.summary.join(' ')).toContain('Estonia, Latvia, NATO, EU and OSCE and Russia were held by persons');
    expect(aar.case.over).toBe(false);
    expect(aar.scores.rows.every(({ brier }) => brier === null)).toBe(true);
  });
});

describe('the cloud', () => {
  test('has the quantiles of futures that the reference runs, and the line as it was played', () => {
    const plain = shippedModel('narva-spring');
    const reference = createReference(plain);
    const seed = `${ground.opening.seed}/cloud`;
    const worlds = createWorlds(plain, { seed, design: 'lhs', worlds: SIZE.futures });
    const draws = createDraws(plain, seed);
    const runs = Array.from({ length: SIZE.futures }, (_, world) =>
      simulate(
        reference,
        { arm: ground.arm, parameters: worlds(world), draws, world, replication: 0 },
        { trace: false },
      ),
    );
    for (const [index, { played, mean: found, p50, kind }] of aar.cloud.outcomes.entries()) {
      const values = runs
        .map(({ outcomes }) => outcomes[index]!)
        .filter((value) => !Number.isNaN(value))
        .sort((a, b) => a - b);
      expect(played).toBeNull();
      expect(found).toBeCloseTo(mean(values), 12);
      if (values.length % 2 === 0 && kind === 'mean')
        expect(p50).toBeCloseTo((values[values.length / 2 - 1]! + values[values.length / 2]!) / 2, 12);
    }
    expect(aar.cloud.fans.length).toBeGreaterThan(3);
    for (const { name, played } of aar.cloud.fans) {
      expect(played).toHaveLength(TURNS);
      const stock = model.stocks.findIndex((one) => one.name === name);
      if (stock >= 0) expect(played).toEqual(standing.runs.slice(1).map((run) => positionOf(run).stocks[stock]));
    }
  });
});

describe('a model that no compiled engine takes', () => {
  test('is told so, and the rest of the report stands', () => {
    const long = { ...scenario, clock: { ...scenario.clock, turns: 5000 } };
    const report = reportOf({ ...source, scenario: long }, SIZE);
    for (const { why } of [report.cloud, report.beliefs, report.alternatives])
      expect(why).toMatch(/5000 turns are more than the 4096/);
    expect(report.timeline).toEqual(aar.timeline);
    expect(report.scores.rows.every(({ model }) => model === null)).toBe(true);
    expect(sectionsOf(report).find(({ id }) => id === 'beliefs')!.paragraphs[0]).toMatch(
      /^There is nothing to show: its model/,
    );
  });
});

describe('alternatives', () => {
  test('stand at the turns in which cells moved levers', () => {
    expect(aar.alternatives.points.map(({ turn, orders }) => [turn, orders.map(({ lever }) => lever).sort()])).toEqual([
      [2, ['policing[estonia]']],
      [3, ['words']],
      [5, ['statements', 'talks[latvia]']],
    ]);
  });

  test.each([2, 5])('of turn %i come to what the reference makes of the same orders and the same chance', (turn) => {
    const point = aar.alternatives.points.find((one) => one.turn === turn)!;
    const start = standing.starts[turn - 1]!;
    const seed = `${ground.opening.seed}/alternatives/${turn}`;
    const play = (change?: (name: string, level: string) => string) =>
      Array.from({ length: SIZE.futures }, (_, replication) =>
        outcomesFrom(start, future(seed, replication), (at) => ({
          orders: ordersAt(at, change)!,
          injects: releasedAt(at),
        })),
      );
    const done = play();
    const asDone = point.ways.find(({ way }) => way.kind === 'played')!;
    const level = point.ways.find(({ way }) => way.kind === 'level')!;
    const way = level.way as Extract<typeof level.way, { kind: 'level' }>;
    const changed = play((name, played) => (name === way.lever ? way.level : played));
    const differing = asDone.outcomes.filter(({ name, estimate }, i) => {
      const index = model.outcomes.findIndex((one) => one.name === name);
      const [was, is] = [done, changed].map((all) => mean(all.map((outcomes) => outcomes[index]!)));
      expect(estimate).toBeCloseTo(was!, 10);
      expect(level.outcomes[i]!.estimate).toBeCloseTo(is!, 10);
      expect(level.outcomes[i]!.difference).toBeCloseTo(is! - was!, 10);
      return was !== is;
    });
    expect(differing.length).toBeGreaterThan(0);
  });

  test('are told only where the interval leaves out 0', () => {
    const sentences = aar.alternatives.points
      .flatMap(({ sentences }) => sentences)
      .filter(({ outcome }) => outcome !== null);
    expect(sentences.length).toBeGreaterThan(0);
    for (const { ways } of aar.alternatives.points)
      for (const { outcomes } of ways)
        for (const { verdict, low, high } of outcomes) {
          if (verdict === 'higher') expect(low).toBeGreaterThan(0);
          if (verdict === 'lower') expect(high).toBeLessThan(0);
          if (verdict === 'not distinguishable' && low !== null) expect(low * high! <= 0).toBe(true);
        }
  });
});

describe('beliefs', () => {
  const played = {
    ...source,
    line: source.log.entries,
    moments: momentsOf(model, source.log.entries, source.log.entries),
  };
  const points: readonly Standing[] = pointsOf(played);

  test('begin with every doctrine as likely as another, and are probabilities', () => {
    const attribution = aar.beliefs.questions.find(({ name }) => name === 'doctrine')!;
    expect(attribution.truth).toEqual(points.map(() => 1));
    expect(attribution.cells.map(({ seat }) => seat).sort()).toEqual([...CELLS].sort());
    for (const { values } of attribution.cells) expect(values[0]).toBeCloseTo(1 / model.doctrines.length, 12);
    for (const { cells, truth } of aar.beliefs.questions)
      for (const value of [...truth, ...cells.flatMap(({ values }) => values)])
        expect(value! >= 0 && value! <= 1).toBe(true);
  });

  test('are those of the forecast that a cell can ask for in the game', () => {
    const forecaster = createForecaster(ground, 'estonia', SIZE.particles);
    const request = {
      options: [{ name: 'x', levers: {} }],
      worlds: aar.beliefs.futures / 2,
      replications: 2,
      numbers: [],
    };
    for (const [i, point] of points.entries()) {
      const { outcomes } = forecaster.forecast({ ...point, orders: {} }, request).options[0]!;
      for (const { name, cells } of aar.beliefs.questions.filter(({ name }) => name !== 'doctrine'))
        expect(cells.find(({ seat }) => seat === 'estonia')!.values[i]).toBe(
          outcomes.find((one) => one.name === name)!.estimate,
        );
    }
  });

  test('of the true world are what the reference makes of it', () => {
    const at = 4;
    const index = model.outcomes.findIndex(({ name }) => name === 'riots');
    const all = Array.from({ length: aar.beliefs.futures }, (_, replication) =>
      outcomesFrom(points[at]!.run, future(`${ground.opening.seed}/forecast/futures`, replication), () => ({
        orders: ordersAt(at - 1)!,
      })),
    );
    const riots = aar.beliefs.questions.find(({ name }) => name === 'riots')!;
    expect(riots.truth[at]).toBeCloseTo(mean(all.map((outcomes) => outcomes[index]!)), 12);
  });
});

describe('scores', () => {
  test('are Brier scores of what was said and of what the model would have said', () => {
    const whole = seminarSource(scenario, 18);
    const { scores, summary } = reportOf(whole, { futures: 12, particles: 16 });
    const ends = positionOf(whole.standing.run).outcomes!;
    const riots = ends[model.outcomes.findIndex(({ name }) => name === 'riots')]!;
    expect(scores.rows).toHaveLength(6);
    const estonia = scores.cells.find(({ seat }) => seat === 'estonia')!;
    expect(estonia.brier).toBeCloseTo((0.6 - riots) ** 2, 12);
    const own = scores.rows.filter(({ seat }) => seat === 'estonia');
    expect(estonia.modelBrier).toBeCloseTo(mean(own.map((row) => (row.model! - riots) ** 2)), 12);
    expect(summary.join(' ')).toContain('18 weeks, to its end');
  });
});
