// A seminar -> who its cells are, and what every screen of the room knows: title, turn, clock, move.

import type { SeminarMove } from '../language/scenario.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import { ROOM_FORMAT, type RoomHead, type RoomMove } from './room-view.ts';
import { elapsedAt, type SeminarStanding } from './seminar-standing.ts';
import type { Standing } from './standing.ts';

/** Seats with a role sheet and those that a person holds, in the order of the scenario; never the white one. */
export function cellsOf({ scenario }: Ground, { holders }: Pick<Standing, 'holders'>): readonly string[] {
  const roles = new Set((scenario.seminar?.roles ?? []).map(({ seat }) => seat));
  return scenario.seats
    .map(({ name }) => name)
    .filter((name) => name !== WHITE_SEAT && (roles.has(name) || holders[name] === 'person'));
}

export function roomHead({ scenario, model }: Ground, { played, over, seminar }: Standing): RoomHead {
  const { startex, endex, since, before } = seminar.clock;
  return {
    format: ROOM_FORMAT,
    title: scenario.title,
    handling: scenario.seminar?.handling ?? '',
    played,
    turns: model.turns,
    date: turnName(model.clock.dates, played + 1),
    over,
    clock: { startex, endex, since, before },
    move: moveNow(scenario.seminar?.moves ?? [], seminar),
  };
}

/** `turn` from 1; after the last turn its name stays. */
export function turnName(dates: readonly { readonly label: string }[], turn: number): string {
  return dates[Math.min(turn, dates.length) - 1]?.label ?? '';
}

/** Moves to come are nobody's business. */
function moveNow(moves: readonly SeminarMove[], { move: begun, clock }: SeminarStanding): RoomMove | null {
  const index = moves.findIndex(({ name }) => name === begun?.name);
  const move = moves[index];
  if (move === undefined || begun === null) return null;
  return {
    title: move.title,
    number: index + 1,
    of: moves.length,
    minutes: move.minutes,
    began: begun.elapsed ?? elapsedAt(clock, begun.began),
    situation: move.situation,
    questions: move.questions.all,
  };
}
