// A seminar -> its turns played on to the end of the move, until something needs the director: an entry that fell due, a watched condition that
// began to hold, a cell that asks.

import { dueEntries, type Session, type Taken, watchedNow } from '../../engine/index.ts';

/** Why it stopped, in one sentence; empty after turns that were just played. */
export type PlayedOn = Taken | { readonly kind: 'stopped'; readonly turns: number; readonly why: string };

/** What wants the director's eye now; each has a name, so that what was there before can be told from what is new. */
export interface Wanting {
  readonly key: string;
  readonly text: string;
}

/** Entries that are due, conditions that hold, requests without an answer. */
export function wantingNow({ ground, standing }: Session): readonly Wanting[] {
  const here = standing();
  return [
    ...dueEntries(ground, here).map((id) => ({ key: `due ${id}`, text: `${id} is due` })),
    ...watchedNow(ground, here).map((label) => ({ key: `watch ${label}`, text: `now it holds: ${label}` })),
    ...here.seminar.requests
      .filter(({ answer }) => answer === null)
      .map(({ id, text }) => ({ key: `request ${id}`, text: `${id} asks: ${text}` })),
  ];
}

/** One turn at least. Ends with the last turn of the move that the coming turn lies in, or with the case. */
export function playOn(session: Session): PlayedOn {
  const { seminar } = session.ground.scenario;
  const first = session.standing().played;
  const move = seminar?.moves.find(({ turns }) => turns[0] <= first && first <= turns[1]);
  const last = move?.turns[1] ?? first;
  const turns = (): number => session.standing().played - first;
  for (let turn = first; turn <= last; turn++) {
    const before = new Set(wantingNow(session).map(({ key }) => key));
    const taken = session.play();
    if (taken.kind === 'refused') return taken;
    if (session.standing().over) return { kind: 'stopped', turns: turns(), why: 'the case is over' };
    const fresh = wantingNow(session).filter(({ key }) => !before.has(key));
    if (fresh.length > 0) return { kind: 'stopped', turns: turns(), why: fresh.map(({ text }) => text).join('; ') };
  }
  const why = move === undefined ? 'this turn belongs to no move' : `the move "${move.title}" ends here`;
  return { kind: 'stopped', turns: turns(), why };
}
