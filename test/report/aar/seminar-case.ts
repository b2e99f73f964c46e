// A seminar in Narva, played in memory and written to a file: five cells, released and skipped entries, a ruling, notes, ratings, a hot wash.

import type { CaseOpening } from '../../../engine/case/entry.ts';
import { proposeTurn } from '../../../engine/case/propose-turn.ts';
import { createSession, type Session, type SessionInput } from '../../../engine/case/session.ts';
import type { Scenario } from '../../../engine/language/scenario.ts';
import { groundFor, heldBy, openingFor } from '../../case/made-case.ts';
import { openedAt } from '../../case/played-case.ts';

export const CELLS = ['estonia', 'latvia', 'nato', 'eu_osce', 'russia'];

/** STARTEX; every input takes ten seconds. */
const BEGIN = Date.parse('2026-03-01T09:00:00.000Z');
const STEP = 10_000;

export function openingOf(scenario: Scenario, isSeminar: boolean): CaseOpening {
  const seminar = isSeminar ? { seminar: true as const } : {};
  return openingFor(scenario, { seed: 'an evening', holders: heldBy(CELLS), ...seminar });
}

/** `write` is a text that people typed; with it every note, reason and name of the case is that text. */
export function playSeminar(scenario: Scenario, file: string, turns: number, write?: string): Session {
  const opening = openingOf(scenario, true);
  let ticks = 0;
  const now = (): string => new Date(BEGIN + STEP * ticks).toISOString();
  const session = createSession(groundFor(scenario, opening), openedAt(file, opening), undefined, () => {
    ticks++;
    return now();
  });
  const said = (text: string): string => write ?? text;
  const take = (input: SessionInput): void => {
    const taken = session.take(input);
    if (taken.kind === 'refused') throw new Error(`${input.kind}: ${taken.why}`);
  };
  take({ kind: 'clock', what: 'startex', at: now() });
  for (let turn = 1; turn <= turns; turn++) {
    const move = scenario.seminar!.moves.find((one) => one.turns[0] + 1 === turn);
    if (move !== undefined) {
      take({ kind: 'move', move: move.name, at: now() });
      take({ kind: 'estimate', seat: 'estonia', outcome: 'riots', probability: 0.6 });
      take({ kind: 'estimate', seat: 'nato', outcome: 'article5', probability: 0.05 });
    }
    if (turn === 2) {
      take({ kind: 'msel', entry: 'N-01', status: 'released' });
      take({ kind: 'orders', seat: 'estonia', levers: { 'policing[estonia]': 'firm' } });
    }
    if (turn === 3) {
      take({ kind: 'msel', entry: 'N-02', status: 'skipped', reason: said('the move was too full') });
      take({ kind: 'orders', seat: 'nato', levers: { words: 'covers_insurgency' } });
      take({ kind: 'request', id: 'r1', seat: 'nato', text: said('whose vehicles were they?') });
      take({ kind: 'answer', request: 'r1', text: said('those of the brigade') });
      take({
        kind: 'ad hoc',
        id: 'A-1',
        label: said('A letter'),
        text: said('The mayor writes.'),
        from: said('The mayor'),
        to: ['estonia'],
        objective: 'tell_apart',
        reason: said('the room asked for a voice from the town'),
      });
      const stock = session.ground.model.stocks.find(({ name }) => name.startsWith('trust['))!;
      take({
        kind: 'ruling',
        reason: said('the school opened its doors'),
        stocks: { [stock.name]: 0.6 },
        machines: {},
      });
    }
    if (turn === 4) {
      // The first question that the model asks is decided the other way.
      const { questions } = proposeTurn(session.ground, session.standing());
      const { channel, answers, proposed } = questions[0]!;
      const answer = answers.find(({ name, odds }) => name !== proposed && odds > 0)!.name;
      take({
        kind: 'adjudication',
        channel,
        ruling: { way: 'override', answer },
        mode: 'free',
        reason: said('the cells had talked to each other'),
      });
    }
    if (turn === 5) {
      take({ kind: 'clock', what: 'pause', at: now() });
      ticks += 30;
      take({ kind: 'clock', what: 'resume', at: now() });
      take({ kind: 'msel', entry: 'N-05', status: 'released' });
      take({
        kind: 'note',
        seat: 'white',
        text: said('Estonia asked first'),
        mark: 'strength',
        objective: 'tell_apart',
      });
      take({
        kind: 'note',
        seat: 'white',
        text: said('Nobody asked the town'),
        mark: 'improve',
        objective: 'tell_apart',
        entry: 'N-05',
      });
      take({ kind: 'orders', seat: 'latvia', levers: { 'talks[latvia]': 'mayors' } });
      take({ kind: 'orders', seat: 'russia', levers: { statements: 'loud' } });
    }
    if (session.play().kind === 'refused') throw new Error('not played');
  }
  take({ kind: 'clock', what: 'endex', at: now() });
  take({ kind: 'rating', objective: 'tell_apart', task: 0, rating: 'S', why: said('late, but said') });
  take({ kind: 'rating', objective: 'tell_apart', task: 0, rating: 'P', why: said('after a second look') });
  take({ kind: 'rating', objective: 'choose_police', task: 1, rating: 'M', why: said('no reason was given') });
  take({
    kind: 'improvement',
    objective: 'tell_apart',
    what: said('a telephone number in Narva'),
    owner: said('Ministry'),
    due: '2026-09-01',
  });
  take({
    kind: 'feedback',
    seat: 'nato',
    scores: { [said('I knew what my cell could do')]: 4 },
    words: [said('more time')],
  });
  take({ kind: 'feedback', seat: 'estonia', scores: { [said('I knew what my cell could do')]: 5 }, words: [] });
  return session;
}
