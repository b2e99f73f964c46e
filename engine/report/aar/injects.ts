// A played seminar -> its master events list as planned and as it came.

import type { MselEntry, SeminarElement } from '../../language/scenario.ts';
import { WHITE_SEAT } from '../../vocabulary.ts';
import type { InjectRow, SeminarFacts } from './aar.ts';
import { entriesOf, type Played, seatWords } from './source.ts';

/** Entries in the order of the file, then what was made up on the day. Empty for a case that is no seminar. */
export function injectsOf(played: Played): readonly InjectRow[] {
  const { seminar } = played.scenario;
  if (played.ground.opening.seminar !== true || seminar === null) return [];
  const begun = movesBegun(played);
  return [
    ...seminar.msel.map((entry) => planned(played, seminar, entry, begun)),
    ...played.standing.seminar.adHoc.map((inject): InjectRow => {
      const { id, label, to, objective, reason, turn, at } = inject;
      const moment = { ...played.moments.ofTurn(turn), at, minute: played.moments.minuteAt(at) };
      return {
        ...{ id, label, reason, kind: 'ad hoc', status: 'released', lateTurns: null, lateMinutes: null },
        to: receivers(played, to),
        objectives: objective === null ? [] : [objective],
        planned: { turn: null, minute: null, words: 'not planned' },
        actual: { ...moment, ...placeInMove(begun, moment.minute) },
      };
    }),
  ];
}

interface Begun {
  readonly name: string;
  readonly minute: number | null;
}

function movesBegun(played: Played): readonly Begun[] {
  return entriesOf(played, 'move').map((entry) => ({
    name: entry.input.move,
    minute: played.moments.of(entry).minute,
  }));
}

/** The move that ran at a minute of exercise, and how far into it that was. */
function placeInMove(
  begun: readonly Begun[],
  minute: number | null,
): { readonly move: string | null; readonly minuteOfMove: number | null } {
  if (minute === null) return { move: null, minuteOfMove: null };
  const move = begun.findLast((one) => one.minute !== null && one.minute <= minute);
  return { move: move?.name ?? null, minuteOfMove: move === undefined ? null : minute - move.minute! };
}

function planned(played: Played, seminar: SeminarElement, entry: MselEntry, begun: readonly Begun[]): InjectRow {
  const { standing, moments } = played;
  const { id, label, kind, to, objectives, moment } = entry;
  const now = standing.seminar.entries.get(id);
  const turn = moment.kind === 'planned' ? moment.turn + 1 : null;
  const minute = moment.kind === 'planned' ? moment.minute : null;
  const released = now?.released ?? null;
  const at = now?.at ?? null;
  const when = released === null ? null : { ...moments.ofTurn(released), at, minute: moments.minuteAt(at) };
  const actual = when === null ? null : { ...when, ...placeInMove(begun, when.minute) };
  const isInItsMove = actual !== null && actual.move !== null && actual.move === entry.move;
  const late = isInItsMove && minute !== null && actual.minuteOfMove !== null ? actual.minuteOfMove - minute : null;
  return {
    ...{ id, label, kind, objectives, actual },
    to: receivers(played, to),
    planned: { turn, minute, words: plannedWords(seminar, entry) },
    status: now?.status ?? entry.status,
    reason: now?.reason ?? entry.reason ?? '',
    lateTurns: actual === null || turn === null ? null : actual.turn - turn,
    lateMinutes: late,
  };
}

function receivers({ scenario }: Played, to: readonly string[]): string {
  const cells = scenario.seats.filter(({ name }) => name !== WHITE_SEAT);
  if (cells.length === to.length && cells.every(({ name }) => to.includes(name))) return 'all cells';
  return to.map((seat) => seatWords(scenario, seat)).join(', ');
}

function plannedWords({ moves }: SeminarElement, { moment, move }: MselEntry): string {
  if (moment.kind === 'by-hand') return 'by hand';
  if (moment.kind === 'condition') return `when ${moment.words}`;
  const title = moves.find(({ name }) => name === move)?.title;
  const minute = moment.minute === null ? [] : [`minute ${moment.minute}${title === undefined ? '' : ` of ${title}`}`];
  return [`turn ${moment.turn + 1}`, ...minute].join(', ');
}

/** Null for a case that is no seminar. */
export function seminarFacts(played: Played): SeminarFacts | null {
  const { seminar } = played.scenario;
  if (played.ground.opening.seminar !== true || seminar === null) return null;
  const { aim, type, handling, minutes } = seminar;
  const clock = entriesOf(played, 'clock');
  const wall = (what: string): string | null => clock.findLast(({ input }) => input.what === what)?.input.at ?? null;
  const last = played.log.entries.findLast(({ at }) => at !== undefined)?.at ?? null;
  const end = wall('endex') ?? last;
  const begun = entriesOf(played, 'move');
  return {
    ...{ aim, type, handling, planned: minutes },
    startex: clock.find(({ input }) => input.what === 'startex')?.input.at ?? null,
    endex: wall('endex'),
    minutes: played.moments.minuteAt(end),
    moves: seminar.moves.map(({ name, title, turns, minutes }) => {
      const place = begun.findIndex(({ input }) => input.move === name);
      const began = place < 0 ? null : played.moments.of(begun[place]!);
      const next = begun[place + 1];
      const until = next === undefined ? played.moments.minuteAt(end) : played.moments.of(next).minute;
      const took = began === null || began.minute === null || until === null ? null : until - began.minute;
      return { name, title, plannedTurns: [turns[0] + 1, turns[1] + 1], plannedMinutes: minutes, began, minutes: took };
    }),
    objectives: [...seminar.objectives].map(([name, text]) => ({ name, text })),
  };
}
