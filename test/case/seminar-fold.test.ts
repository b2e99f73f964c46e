// The fold of a seminar: what the room may do when, what stays when a turn is taken back, and that a log says it all again.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLog } from '../../engine/case/case-log.ts';
import { dueEntries, watchedNow } from '../../engine/case/due-entries.ts';
import type { CaseInput } from '../../engine/case/entry.ts';
import { isCaseInput } from '../../engine/case/entry-shape.ts';
import { type Ground, layGround } from '../../engine/case/ground.ts';
import { observe } from '../../engine/case/observation.ts';
import type { ProposedQuestion } from '../../engine/case/proposal.ts';
import { proposeTurn } from '../../engine/case/propose-turn.ts';
import { replayCase } from '../../engine/case/replay.ts';
import { elapsedAt, entryStanding, NO_SEMINAR } from '../../engine/case/seminar-standing.ts';
import type { Session, SessionInput } from '../../engine/case/session.ts';
import { firstStanding, follow, type Standing, stateHash, whyNot } from '../../engine/case/standing.ts';
import { lower } from '../../engine/model/lower.ts';
import { withSeminarByHand } from '../../engine/model/seminar-model.ts';
import { positionOf } from '../../engine/reference/run.ts';
import { MSEL_STATUSES, RATINGS } from '../../engine/vocabulary.ts';
import { entryText } from '../../ui-terminal/commands/replay.ts';
import { shippedScenario } from '../shipped.ts';
import { groundOf, newSession, openingOf } from './played-case.ts';
import { clockAt, seminarCase, seminarOpening } from './seminar-case.ts';

const scenario = shippedScenario('narva-spring');
const SEMINAR = scenario.seminar!;

function why(session: Session, input: SessionInput): string {
  const before = session.entries().length;
  const taken = session.take(input);
  if (taken.kind === 'taken') throw new Error(`${input.kind} was taken`);
  expect(session.entries()).toHaveLength(before);
  return taken.why;
}

function take(session: Session, ...inputs: readonly SessionInput[]): void {
  for (const input of inputs) expect(session.take(input)).toEqual({ kind: 'taken' });
}

function playOn(session: Session, turns = 1): void {
  for (let i = 0; i < turns; i++) expect(session.play()).toEqual({ kind: 'taken' });
}

const startex: SessionInput = { kind: 'clock', what: 'startex', at: clockAt(0) };
const released = (entry: string): SessionInput => ({ kind: 'msel', entry, status: 'released' });
const adHoc = (id: string): SessionInput => ({
  kind: 'ad hoc',
  id,
  label: 'A bus is late',
  text: 'The bus from Narva is late.',
  from: 'A driver',
  to: ['estonia'],
  reason: 'the room asked for it',
});

describe('a scenario played by hand', () => {
  const { seminar: _, ...plain } = seminarOpening();
  const played = groundOf(plain);
  const byHand = groundOf(seminarOpening());

  test('keeps its hash, its channels and every name that a formula can read', () => {
    expect(byHand.scenario.hash).toBe(scenario.hash);
    expect(byHand.model.channels).toEqual(played.model.channels);
    expect(byHand.model.auxiliaries.map(({ name }) => name)).toEqual(played.model.auxiliaries.map(({ name }) => name));
    expect(byHand.model.injects.map(({ name }) => name)).toEqual(played.model.injects.map(({ name }) => name));
    const added = lower(withSeminarByHand(scenario, SEMINAR)).model!.auxiliaries.filter(({ name }) => /[ ]/.test(name));
    const waiting = SEMINAR.msel.filter(({ moment }) => moment.kind === 'condition').length;
    expect(waiting).toBeGreaterThan(3);
    expect(added).toHaveLength(waiting + SEMINAR.watch.length);
    expect([...byHand.asked.keys()]).toEqual(added.map(({ name }) => name));
    for (const { auxiliaries } of byHand.sights) expect(auxiliaries).toHaveLength(byHand.model.auxiliaries.length);
  });

  test('shows every seat the same', () => {
    // With nothing due yet to the model, both seasons are the same until the first planned inject.
    for (const { name } of played.model.seats)
      expect(observe(byHand, firstStanding(byHand), name)).toEqual(observe(played, firstStanding(played), name));
  });

  test('fires no inject of the list by itself, and each that is released', () => {
    const { session } = seminarCase();
    const listed = new Set(SEMINAR.msel.flatMap(({ inject }) => (inject === null ? [] : [inject])));
    take(session, released('N-01'));
    while (!session.standing().over) playOn(session);
    const fired = session.standing().records.flatMap(({ injects }) => injects.map(({ name }) => name));
    expect(fired.filter((name) => listed.has(name))).toEqual(['parade']);
    // The same season without a room brings more of them.
    let plainly = firstStanding(played);
    for (let turn = 1; !plainly.over; turn++) plainly = follow(played, plainly, { kind: 'turn', turn, state: '' });
    const alone = plainly.records.flatMap(({ injects }) => injects.map(({ name }) => name));
    expect(alone.filter((name) => listed.has(name)).length).toBeGreaterThan(4);
  });

  test('nothing asks for an inject of the list, whatever asks for others', () => {
    const parade = { ...scenario.injects.get('parade')!, asks: ['legion_day', 'elsewhere'] };
    const asking = { ...scenario, injects: new Map([...scenario.injects, ['parade', parade]]) };
    const { injects } = withSeminarByHand(asking, SEMINAR);
    expect(injects.get('parade')).toMatchObject({ asks: ['elsewhere'], turn: null, when: null });
  });

  test('is refused for a scenario without a seminar', () => {
    const laid = layGround(shippedScenario('tutorial'), { ...openingOf('tutorial', []), seminar: true });
    expect('faults' in laid && laid.faults[0]).toMatch(/has no seminar/);
  });
});

describe('what is due', () => {
  test('planned entries in their turn, until they are dealt with', () => {
    const { session } = seminarCase();
    const planned = SEMINAR.msel.filter(({ moment }) => moment.kind === 'planned' && moment.turn === 0);
    expect(planned.length).toBeGreaterThan(0);
    const due = (): readonly string[] => dueEntries(session.ground, session.standing());
    expect(due()).toEqual(planned.map(({ id }) => id));
    const [first] = planned;
    take(session, { kind: 'msel', entry: first!.id, status: 'deferred', reason: 'the room is late', until: 3 });
    expect(due()).not.toContain(first!.id);
    playOn(session);
    expect(due()).not.toContain(first!.id);
    playOn(session);
    expect(due()).toContain(first!.id);
    take(session, released(first!.id));
    expect(due()).not.toContain(first!.id);
    expect(session.standing().injects).toEqual([first!.inject]);
  });

  test('entries and watched conditions as soon as the model says so', () => {
    const { session } = seminarCase();
    const { ground } = session;
    expect(dueEntries(ground, session.standing())).not.toContain('N-12');
    expect(watchedNow(ground, session.standing())).not.toContain('A disputed Article 5 case');
    take(session, { kind: 'ruling', reason: 'to see it', stocks: {}, machines: { council: 'classified' } });
    expect(dueEntries(ground, session.standing())).toContain('N-12');
    expect(watchedNow(ground, session.standing())).toContain('A disputed Article 5 case');
    take(session, { kind: 'msel', entry: 'N-12', status: 'skipped', reason: 'no time' });
    expect(dueEntries(ground, session.standing())).not.toContain('N-12');
  });

  test('nothing in a case that is no seminar', () => {
    const ground = groundOf(openingOf('narva-spring', []));
    expect(dueEntries(ground, firstStanding(ground))).toEqual([]);
    expect(watchedNow(ground, firstStanding(ground))).toEqual([]);
  });
});

describe('what is refused', () => {
  test('what only a seminar takes, in a case that is none', () => {
    const session = newSession('tutorial', ['town_hall']);
    const all: readonly SessionInput[] = [
      startex,
      { kind: 'move', move: 'flags', at: clockAt(0) },
      released('N-01'),
      adHoc('A-1'),
      { kind: 'request', id: 'm', seat: 'town_hall', text: 'Who?' },
      { kind: 'orders', seat: 'town_hall', levers: {}, message: 'm' },
    ];
    for (const input of all) expect(why(session, input)).toMatch(/not a seminar/);
    expect(session.standing().seminar).toBe(NO_SEMINAR);
    session.close();
  });

  test('a clock against its own order', () => {
    const { session } = seminarCase();
    const clock = (what: 'startex' | 'pause' | 'resume' | 'endex', minute: number): SessionInput => ({
      kind: 'clock',
      what,
      at: clockAt(minute),
    });
    expect(why(session, clock('pause', 0))).toMatch(/STARTEX comes first/);
    expect(why(session, clock('endex', 0))).toMatch(/STARTEX comes first/);
    expect(why(session, { kind: 'clock', what: 'startex', at: 'nine' })).toMatch(/expected a time such as/);
    expect(why(session, { kind: 'clock', what: 'startex', at: '2026-13-04T09:00:00Z' })).toMatch(/expected a time/);
    take(session, clock('startex', 10));
    expect(why(session, clock('startex', 11))).toMatch(/already/);
    expect(why(session, clock('resume', 11))).toMatch(/running already/);
    expect(why(session, clock('pause', 9))).toMatch(/cannot be set/);
    take(session, clock('pause', 20));
    expect(why(session, clock('pause', 21))).toMatch(/paused already/);
    expect(why(session, clock('resume', 19))).toMatch(/cannot be set/);
    take(session, clock('resume', 30));
    take(session, { kind: 'move', move: 'flags', at: clockAt(32) });
    expect(session.standing().seminar.move).toEqual({ name: 'flags', began: clockAt(32), elapsed: 12 * 60_000 });
    expect(why(session, { kind: 'move', move: 'flags', at: clockAt(33) })).toMatch(/begun already/);
    expect(why(session, { kind: 'move', move: 'stone', at: clockAt(31) })).toMatch(/cannot be set/);
    expect(why(session, { kind: 'move', move: 'moon', at: clockAt(40) })).toMatch(/no move "moon"; there are flags/);
    expect(elapsedAt(session.standing().seminar.clock, clockAt(35))).toBe(15 * 60_000);
    take(session, clock('endex', 40));
    expect(elapsedAt(session.standing().seminar.clock, clockAt(90))).toBe(20 * 60_000);
    for (const what of ['startex', 'pause', 'resume', 'endex'] as const)
      expect(why(session, clock(what, 41))).toMatch(/ENDEX/);
  });

  test('the events list against its own order', () => {
    const { session } = seminarCase();
    const msel = (entry: string, status: (typeof MSEL_STATUSES)[number], more = {}): SessionInput => ({
      kind: 'msel',
      entry,
      status,
      ...more,
    });
    expect(why(session, released('N-99'))).toMatch(/no entry "N-99"/);
    expect(why(session, msel('N-02', 'skipped'))).toMatch(/needs a reason/);
    expect(why(session, msel('N-02', 'deferred', { reason: ' ' }))).toMatch(/needs a reason/);
    expect(why(session, msel('N-02', 'deferred', { reason: 'late', until: 99 }))).toMatch(/no turn 99/);
    expect(why(session, msel('N-02', 'approved', { until: 3 }))).toMatch(/only what is deferred/);
    expect(why(session, msel('N-02', 'complete'))).toMatch(/has not been released/);
    take(session, msel('N-02', 'skipped', { reason: 'no time' }), msel('N-02', 'approved'), released('N-02'));
    expect(why(session, released('N-02'))).toMatch(/was released into turn 1/);
    expect(why(session, msel('N-02', 'draft'))).toMatch(/was released into turn 1/);
    const at = session.entries().at(-1)!.at!;
    const stands = (): unknown => session.standing().seminar.entries.get('N-02');
    expect(stands()).toEqual({ status: 'released', reason: '', released: 1, at, until: null });
    playOn(session);
    expect(why(session, msel('N-02', 'deferred', { reason: 'late', until: 1 }))).toMatch(/was released/);
    expect(why(session, msel('N-03', 'deferred', { reason: 'late', until: 1 }))).toMatch(/turn 1 is played/);
    take(session, msel('N-02', 'complete'));
    expect(stands()).toEqual({ status: 'complete', reason: '', released: 1, at, until: null });
    expect(why(session, msel('N-02', 'complete'))).toMatch(/is complete/);
    take(session, { kind: 'inject', inject: 'legion_day' });
    expect(why(session, released('N-03'))).toMatch(/has been released already/);
    playOn(session);
    expect(why(session, released('N-03'))).toMatch(/has been released already/);
  });

  test('injects made up on the day out of order, or for nobody, or without a reason', () => {
    const { session } = seminarCase();
    expect(why(session, adHoc('A-2'))).toMatch(/is A-1/);
    take(session, adHoc('A-1'), adHoc('A-2'));
    expect(why(session, adHoc('A-2'))).toMatch(/is A-3/);
    const next = adHoc('A-3') as Extract<SessionInput, { kind: 'ad hoc' }>;
    expect(why(session, { ...next, to: [] })).toMatch(/who hears/);
    expect(why(session, { ...next, to: ['moon'] })).toMatch(/no seat "moon"/);
    expect(why(session, { ...next, reason: '' })).toMatch(/needs a reason/);
    expect(why(session, { ...next, text: ' ' })).toMatch(/words that the room hears/);
    expect(why(session, { ...next, objective: 'moon' })).toMatch(/no objective "moon"/);
    expect(session.standing().seminar.adHoc.map(({ id, objective }) => [id, objective])).toEqual([
      ['A-1', null],
      ['A-2', null],
    ]);
  });

  test('messages twice, from nobody, without words, or too late', () => {
    const { session } = seminarCase();
    take(session, { kind: 'orders', seat: 'estonia', levers: {}, message: 'm-1' });
    expect(why(session, { kind: 'orders', seat: 'estonia', levers: {}, message: 'm-1' })).toMatch(/dealt with already/);
    expect(why(session, { kind: 'request', id: 'm-1', seat: 'nato', text: 'Who?' })).toMatch(/dealt with already/);
    expect(why(session, { kind: 'request', id: '', seat: 'nato', text: 'Who?' })).toMatch(/needs an id/);
    expect(why(session, { kind: 'request', id: 'm-2', seat: 'moon', text: 'Who?' })).toMatch(/no seat/);
    expect(why(session, { kind: 'request', id: 'm-2', seat: 'nato', text: '' })).toMatch(/needs words/);
    take(session, { kind: 'turned away', message: 'm-2', seat: 'moon', why: 'there is no such seat' });
    expect(why(session, { kind: 'turned away', message: 'm-2', seat: 'nato', why: 'again' })).toMatch(/dealt with/);
    expect(why(session, { kind: 'answer', request: 'm-2', text: 'Nobody.' })).toMatch(/no cell has sent a request/);
    take(session, { kind: 'request', id: 'm-3', seat: 'nato', text: 'Who?' });
    take(session, { kind: 'answer', request: 'm-3', text: 'Nobody.' });
    expect(session.standing().seminar.requests[0]).toMatchObject({ id: 'm-3', answer: { text: 'Nobody.' } });
    expect([...session.standing().seminar.messages]).toEqual([
      ['m-1', { taken: true, why: '' }],
      ['m-2', { taken: false, why: 'there is no such seat' }],
      ['m-3', { taken: true, why: '' }],
    ]);
    playOn(session);
    const late: CaseInput = { kind: 'orders', turn: 1, seat: 'nato', levers: {}, message: 'm-4' };
    expect(whyNot(session.ground, session.standing(), late)).toBe('it belongs to turn 1, and turn 2 comes next');
  });

  test('ratings, improvements and forms that say nothing', () => {
    const { session } = seminarCase();
    const rating = { kind: 'rating', objective: 'tell_apart', task: 0, rating: 'P', why: '' } as const;
    take(session, rating, { ...rating, rating: 'M', why: 'nobody asked' });
    expect(session.standing().seminar.ratings.get('tell_apart/0')).toEqual({ rating: 'M', why: 'nobody asked' });
    expect(why(session, { ...rating, task: 3 })).toMatch(/3 tasks, and no task 4/);
    expect(why(session, { ...rating, objective: 'moon' })).toMatch(/no objective "moon"/);
    expect(why(session, { ...rating, rating: 'A' as 'P' })).toMatch(/a rating is P, S, M, U/);
    const better = { kind: 'improvement', objective: 'tell_apart', what: 'Ask first', owner: 'x', due: '' } as const;
    take(session, better, { ...better, due: '2026-06-01' });
    expect(why(session, { ...better, due: 'soon' })).toMatch(/expected a date/);
    expect(why(session, { ...better, what: '' })).toMatch(/needs words/);
    const form = { kind: 'feedback', seat: 'nato', scores: { time: 5, maps: 1 }, words: ['Thanks'] } as const;
    take(session, form);
    for (const score of [0, 6, 2.5]) expect(why(session, { ...form, scores: { time: score } })).toMatch(/from 1 to 5/);
    expect(why(session, { kind: 'note', seat: 'white', text: 'x', entry: 'N-99' })).toMatch(/no entry/);
    expect(why(session, { kind: 'note', seat: 'white', text: 'x', objective: 'moon' })).toMatch(/no objective/);
    expect(why(session, { kind: 'juggle' } as never)).toMatch(/no input of kind "juggle"/);
  });

  test('releases after the last turn, while the hot wash goes on', () => {
    const { session } = seminarCase();
    take(session, startex, released('N-01'));
    while (!session.standing().over) playOn(session);
    expect(why(session, released('N-02'))).toMatch(/over/);
    expect(why(session, adHoc('A-1'))).toMatch(/over/);
    expect(why(session, { kind: 'orders', seat: 'nato', levers: {} })).toMatch(/over/);
    const accept: SessionInput = {
      kind: 'adjudication',
      channel: 'x',
      ruling: { way: 'accept' },
      mode: 'rigid',
      reason: '',
    };
    expect(why(session, accept)).toMatch(/over/);
    take(
      session,
      { kind: 'msel', entry: 'N-01', status: 'complete' },
      { kind: 'msel', entry: 'N-02', status: 'skipped', reason: 'no time' },
      { kind: 'clock', what: 'endex', at: clockAt(50) },
      { kind: 'request', id: 'm', seat: 'nato', text: 'And now?' },
      { kind: 'answer', request: 'm', text: 'Coffee.' },
      { kind: 'turned away', message: 'late', seat: 'nato', why: 'the case is over' },
      { kind: 'rating', objective: 'tell_apart', task: 0, rating: 'S', why: '' },
      { kind: 'improvement', objective: 'tell_apart', what: 'Ask first', owner: '', due: '' },
      { kind: 'feedback', seat: 'nato', scores: {}, words: [] },
      { kind: 'note', seat: 'white', text: 'went well', mark: 'strength', objective: 'tell_apart', entry: 'N-01' },
    );
  });
});

describe('a turn taken back', () => {
  test('leaves the room as it is, and takes the line back', () => {
    const { session } = seminarCase();
    take(session, startex, { kind: 'move', move: 'flags', at: clockAt(1) });
    playOn(session);
    const [before] = [session.head()];
    take(
      session,
      released('N-02'),
      adHoc('A-1'),
      { kind: 'note', seat: 'white', text: 'they wait' },
      { kind: 'bookmark', name: 'here' },
      { kind: 'orders', seat: 'nato', levers: {}, message: 'm-1' },
      { kind: 'request', id: 'm-2', seat: 'nato', text: 'Who?' },
      { kind: 'rating', objective: 'tell_apart', task: 0, rating: 'S', why: '' },
      { kind: 'clock', what: 'pause', at: clockAt(9) },
    );
    playOn(session);
    const room = session.standing().seminar;
    take(session, { kind: 'answer', request: 'm-2', text: 'Nobody.' });
    expect(session.goTo(before)).toEqual({ kind: 'taken' });
    const back = session.standing();
    expect(stateHash(back.run)).toBe(stateHash(session.standingAt(before).run));
    expect(back.played).toBe(1);
    // The line: not released, no inject of the day, no orders, no bookmark.
    expect(back.seminar.entries.get('N-02')).toBeUndefined();
    expect(back.injects).toEqual([]);
    expect(back.seminar.adHoc).toEqual([]);
    expect(back.orders).toEqual({});
    // The room: what was said was said.
    expect(back.remarks.map(({ kind }) => kind)).toEqual(['note']);
    expect(back.seminar.clock).toEqual(room.clock);
    expect(back.seminar.moves).toEqual(room.moves);
    expect(back.seminar.ratings).toEqual(room.ratings);
    expect([...back.seminar.messages.keys()]).toEqual(['m-1', 'm-2']);
    expect(back.seminar.requests[0]!.answer?.text).toBe('Nobody.');
    expect(why(session, { kind: 'orders', seat: 'nato', levers: {}, message: 'm-1' })).toMatch(/dealt with already/);
    // And the older entry still knows the room as it was then.
    expect(session.standingAt(before).seminar.clock.since).toBe(clockAt(0));
    take(session, { kind: 'clock', what: 'resume', at: clockAt(12) }, released('N-02'), adHoc('A-1'));
    playOn(session);
    expect(elapsedAt(session.standing().seminar.clock, clockAt(15))).toBe(12 * 60_000);
    expect(session.standing().remarks.map(({ kind }) => kind)).toEqual(['note']);
  });

  test('undone by one step, a note or a clock stays, and orders go', () => {
    const { session } = seminarCase();
    take(session, { kind: 'orders', seat: 'nato', levers: {} }, startex);
    session.undo();
    session.undo();
    expect(session.standing().orders).toEqual({});
    expect(session.standing().seminar.clock.startex).toBe(clockAt(0));
  });
});

test('rulings hold for one turn', () => {
  const { session } = seminarCase();
  const ruling = { channel: 'x', ruling: { way: 'accept' }, mode: 'rigid', reason: '' } as const;
  const ruled = follow(session.ground, session.standing(), { kind: 'adjudication', turn: 1, ...ruling });
  expect(ruled.seminar.adjudications.get('x')).toEqual(ruling);
  const after = follow(session.ground, ruled, { kind: 'turn', turn: 1, state: '' });
  expect(after.seminar.adjudications.size).toBe(0);
  expect(after.run.draws).toBe(session.ground.draws);
});

test('a ruling decides the turn that is played, in the session as in a replay', () => {
  const { session, log } = seminarCase();
  const { ground } = session;
  const quiet = (question: ProposedQuestion): boolean =>
    question.kind === 'incident' && question.answer === 'not' && question.answers.some(({ name }) => name === 'comes');
  const question = proposeTurn(ground, session.standing()).questions.find(quiet)!;
  const times = (standing: Standing): number | undefined =>
    standing.records[0]!.phases.flatMap(({ incidents }) => incidents).find(({ name }) => name === question.name)?.times;
  const unruled = follow(ground, session.standing(), { kind: 'turn', turn: 1, state: '' });
  const override: SessionInput = {
    kind: 'adjudication',
    channel: question.channel,
    ruling: { way: 'override', answer: 'comes' },
    mode: 'free',
    reason: 'the room brought it about',
  };
  expect(why(session, { ...override, reason: '' } as SessionInput)).not.toBe('');
  take(session, override);
  playOn(session);
  expect(times(unruled) ?? 0).toBe(0);
  expect(times(session.standing())).toBe(1);
  expect(session.standing().run.draws).toBe(ground.draws);
  const replay = replayCase(ground, log());
  expect(replay).toMatchObject({ fault: null, turns: 1, agreeing: 1 });
  const hash = stateHash(unruled.run);
  const last = log().entries.at(-1)!;
  const forged = {
    ...log(),
    entries: [log().entries[0]!, { ...last, input: { kind: 'turn', turn: 1, state: hash } as const }],
  };
  expect(replayCase(ground, forged).fault?.message).toMatch(/comes to state/);
});

/** Anything that a hand could type, much of it wrong. */
const anyInput: fc.Arbitrary<SessionInput | 'turn' | 'undo'> = (() => {
  const some = (...words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words);
  const at = fc.nat(60).map(clockAt);
  const seat = some('nato', 'estonia', 'moon');
  const message = some('m-1', 'm-2', 'm-3', '');
  const objective = some('tell_apart', 'name_the_case', 'moon');
  const words = some('', 'words');
  const input = (
    kind: string,
    rest: Readonly<Record<string, fc.Arbitrary<unknown>>>,
    required: readonly string[] = Object.keys(rest),
  ): fc.Arbitrary<object> =>
    fc.record({ kind: fc.constant(kind), ...rest }, { requiredKeys: ['kind', ...required] as never[] });
  return fc.oneof(
    fc.constantFrom('turn', 'turn', 'undo'),
    input('clock', { what: some('startex', 'pause', 'resume', 'endex'), at }),
    input('move', { move: some('flags', 'stone', 'moon'), at }),
    input(
      'msel',
      {
        entry: some('N-01', 'N-02', 'N-08', 'N-99'),
        status: fc.constantFrom(...MSEL_STATUSES),
        reason: words,
        until: fc.nat(20),
      },
      ['entry', 'status'],
    ),
    input('ad hoc', {
      id: some('A-1', 'A-2'),
      label: words,
      text: words,
      from: words,
      to: fc.array(seat),
      reason: words,
    }),
    input('request', { id: message, seat, text: words }),
    input('answer', { request: message, text: words }),
    input('turned away', { message, seat, why: words }),
    input('orders', { seat, levers: fc.constant({}), message }, ['seat', 'levers']),
    input('rating', { objective, task: fc.nat(4), rating: fc.constantFrom(...RATINGS), why: words }),
    input('improvement', { objective, what: words, owner: words, due: some('', '2026-05-29', 'soon') }),
    input('feedback', { seat, scores: fc.dictionary(words, fc.integer({ min: 0, max: 6 })), words: fc.array(words) }),
    input('note', { seat, text: words, mark: some('strength', 'improve'), entry: some('N-01', 'N-99') }, [
      'seat',
      'text',
    ]),
  ) as fc.Arbitrary<SessionInput | 'turn' | 'undo'>;
})();

function told({ runs: _, starts: __, records: ___, run, ...rest }: Standing): unknown {
  return { ...rest, state: stateHash(run), turn: positionOf(run).turn };
}

test('whatever is typed is refused with a sentence or folded, and the log says it all again', () => {
  let [refused, taken] = [0, 0];
  const ground: Ground = groundOf(seminarOpening());
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 25, size: 'max' }), (inputs) => {
      const { session, log, text } = seminarCase();
      for (const input of inputs) {
        const came = input === 'turn' ? session.play() : input === 'undo' ? session.undo() : session.take(input);
        if (came.kind === 'refused') {
          refused++;
          expect(came.why).toMatch(/^\S.{8,}[^.\s]$/);
        } else taken++;
      }
      for (const { input } of log().entries) expect(isCaseInput(JSON.parse(JSON.stringify(input)))).toBe(true);
      const read = readLog(text());
      if ('fault' in read) throw new Error(read.fault.message);
      expect(read.log).toEqual(log());
      const replayed = replayCase(ground, read.log);
      expect(replayed.fault).toBeNull();
      expect(told(replayed.standing!)).toEqual(told(session.standing()));
      for (const { n } of log().entries) expect(told(replayed.standings.get(n)!)).toEqual(told(session.standingAt(n)));
    }),
    { numRuns: 80 },
  );
  expect(refused).toBeGreaterThan(40);
  expect(taken).toBeGreaterThan(40);
});

test('a changed wall time, status or rating is found', () => {
  const { session, text } = seminarCase();
  take(session, startex, released('N-01'), { kind: 'rating', objective: 'tell_apart', task: 0, rating: 'P', why: '' });
  expect('log' in readLog(text())).toBe(true);
  const changes: readonly (readonly [string, string])[] = [
    ['"written":"2026-05-04T09:01', '"written":"2026-05-04T09:02'],
    ['"at":"2026-05-04T09:00', '"at":"2026-05-04T08:00'],
    ['"status":"released"', '"status":"approved"'],
    ['"rating":"P"', '"rating":"U"'],
    ['"seminar":true', '"seminar":null'],
  ];
  for (const [from, to] of changes) {
    expect(text()).toContain(from);
    expect('fault' in readLog(text().replace(from, to))).toBe(true);
  }
});

test('every input of a seminar is told in one line, with its wall time', () => {
  const told: readonly (readonly [CaseInput, string])[] = [
    [{ kind: 'clock', turn: 1, what: 'startex', at: clockAt(0) }, `STARTEX at ${clockAt(0)}`],
    [{ kind: 'move', turn: 1, move: 'flags', at: clockAt(1) }, `move flags begins at ${clockAt(1)}`],
    [
      { kind: 'msel', turn: 1, entry: 'N-02', status: 'deferred', reason: 'no time', until: 3 },
      'N-02 is deferred until turn 3 because no time',
    ],
    [{ kind: 'msel', turn: 1, entry: 'N-01', status: 'released' }, 'N-01 is released'],
    [{ kind: 'request', turn: 1, id: 'm', seat: 'nato', text: 'Who?' }, 'nato asks (m): Who?'],
    [{ kind: 'answer', turn: 1, request: 'm', text: 'Nobody.' }, 'answer to m: Nobody.'],
    [
      { kind: 'turned away', turn: 1, message: 'm', seat: 'nato', why: 'too late' },
      'message m of nato is turned away: too late',
    ],
    [
      { kind: 'rating', turn: 1, objective: 'tell_apart', task: 0, rating: 'S', why: '' },
      'tell_apart, task 1, is rated S',
    ],
    [
      { kind: 'improvement', turn: 1, objective: 'tell_apart', what: 'Ask first', owner: 'Riga', due: '2026-06-01' },
      'to improve for tell_apart: Ask first (Riga) by 2026-06-01',
    ],
    [{ kind: 'feedback', turn: 1, seat: 'nato', scores: { time: 4, maps: 2 }, words: [] }, 'feedback of nato: 4, 2'],
    [
      {
        kind: 'adjudication',
        turn: 1,
        channel: 'incident:riot[riga]',
        ruling: { way: 'moderate', answer: 'comes', chance: 0.2 },
        mode: 'semi-rigid',
        reason: 'police are there',
      },
      'semi-rigid ruling on incident:riot[riga]: comes with odds 0.2 because police are there',
    ],
  ];
  for (const [input, text] of told)
    expect(entryText({ n: 1, on: 0, at: clockAt(9), input })).toBe(`> turn 1, ${text} [${clockAt(9)}]`);
});

test('a log without wall times stays without', () => {
  const session = newSession('tutorial', ['town_hall']);
  session.take({ kind: 'note', seat: 'town_hall', text: 'x' });
  expect(session.entries()[0]).toEqual({ n: 1, on: 0, input: { kind: 'note', turn: 1, seat: 'town_hall', text: 'x' } });
  session.close();
});

test('an entry stands as the file says until somebody touches it', () => {
  const entry = SEMINAR.msel.find(({ status }) => status === 'approved')!;
  expect(entryStanding(NO_SEMINAR, entry)).toEqual({
    status: 'approved',
    reason: '',
    released: null,
    at: null,
    until: null,
  });
});
