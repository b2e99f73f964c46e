// What the screens of the white cell say of a seminar: clock, move, cells, entries, in words. Everything from the case as it stands.

import {
  type CaseEntry,
  dueEntries,
  elapsedAt,
  entryStanding,
  lineTo,
  type MselEntry,
  type SeminarElement,
  type SeminarMove,
  type SeminarStanding,
  type Session,
  WHITE_SEAT,
  watchedNow,
} from '../../../../engine/index.ts';
import { seatLabel, sentence } from '../../labels.ts';
import type { Context } from '../../screen.ts';
import { type StringId, say } from '../../strings.ts';
import { createMemory } from '../remembered.ts';

/** What a screen of the white cell works on; only a console has it. */
export interface Seminar {
  readonly session: Session;
  readonly plan: SeminarElement;
  readonly stands: SeminarStanding;
  readonly now: string;
}

/** Null where no seminar is open. */
export function seminarIn({ session, seminar }: Context): Seminar | null {
  const plan = session?.ground.scenario.seminar ?? null;
  if (session === null || plan === null || session.ground.opening.seminar !== true) return null;
  return { session, plan, stands: session.standing().seminar, now: seminar?.now ?? new Date(0).toISOString() };
}

/** `0:07:05`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `09:05`, on the clock of the wall. */
export function wallText(at: string | null, withSeconds = false): string {
  if (at === null) return '';
  return new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
  });
}

export type ClockState = 'before' | 'running' | 'paused' | 'ended';

export function clockState({ clock }: SeminarStanding): ClockState {
  if (clock.startex === null) return 'before';
  if (clock.endex !== null) return 'ended';
  return clock.since === null ? 'paused' : 'running';
}

/** The move that was begun last, with the exercise time spent in it. */
export function presentMove({ plan, stands, now }: Seminar): {
  readonly move: SeminarMove;
  readonly number: number;
  readonly spent: number;
} | null {
  const index = plan.moves.findIndex(({ name }) => name === stands.move?.name);
  const move = plan.moves[index];
  if (move === undefined || stands.move === null) return null;
  return { move, number: index + 1, spent: elapsedAt(stands.clock, now) - (stands.move.elapsed ?? 0) };
}

/** The move that comes after the present one; the first before any. */
export function nextMove({ plan, stands }: Seminar): SeminarMove | null {
  const index = plan.moves.findIndex(({ name }) => name === stands.move?.name);
  return plan.moves[index + 1] ?? null;
}

export type CellState = 'open' | 'terminal' | 'white' | 'strategy';

export interface Cell {
  readonly seat: string;
  readonly label: string;
  readonly state: CellState;
  /** When its orders came in. */
  readonly at: string | null;
  readonly asks: number;
}

/** Every seat but white's, and how its orders for the coming turn stand. */
export function cellsOf({ session, stands }: Seminar): readonly Cell[] {
  const { model, scenario } = session.ground;
  const { holders, orders, played } = session.standing();
  const line = presentLine(session);
  const owners = new Set(model.levers.map(({ seat }) => model.seats[seat]?.name));
  return model.seats
    .filter(({ name }) => name !== WHITE_SEAT && (owners.has(name) || holders[name] === 'person'))
    .map(({ name: seat }) => {
      const sealed = line.findLast(
        ({ input }) => input.kind === 'orders' && input.seat === seat && input.turn === played + 1,
      );
      const asks = stands.requests.filter((request) => request.seat === seat && request.answer === null).length;
      const label = seatLabel(scenario, seat);
      if (holders[seat] !== 'person') return { seat, label, state: 'strategy', at: null, asks };
      if (orders[seat] === undefined || sealed === undefined) return { seat, label, state: 'open', at: null, asks };
      const isSent = sealed.input.kind === 'orders' && sealed.input.message !== undefined;
      return { seat, label, state: isSent ? 'terminal' : 'white', at: sealed.at ?? null, asks };
    });
}

const linesOnce = createMemory<readonly CaseEntry[]>();

/** The entries from the opening to where the case stands. */
export function presentLine(session: Session): readonly CaseEntry[] {
  return linesOnce(session.standing(), '', () => lineTo(session.entries(), session.head()));
}

export function cellText({ state, at }: Cell): string {
  const time = at === null ? '' : ` ${wallText(at)}`;
  return `${say(`cell.${state}`)}${time}`;
}

/** Something that the director should look at now. */
export interface Wanted {
  readonly kind: 'due' | 'late' | 'request' | 'watch';
  /** Id of the entry or of the request, label of the condition. */
  readonly id: string;
  readonly text: string;
}

const dueOnce = createMemory<readonly string[]>();
const watchOnce = createMemory<readonly string[]>();

export function watchedIn({ session }: Seminar): readonly string[] {
  const standing = session.standing();
  return watchOnce(standing, '', () => watchedNow(session.ground, standing));
}

export function dueIn({ session }: Seminar): readonly string[] {
  const standing = session.standing();
  return dueOnce(standing, '', () => dueEntries(session.ground, standing));
}

/** Requests first: somebody waits for those. */
export function wantedIn(seminar: Seminar): readonly Wanted[] {
  const { session, plan, stands } = seminar;
  const { scenario } = session.ground;
  const due = dueIn(seminar);
  const { played, over } = session.standing();
  const late = plan.msel.filter((entry) => {
    const { status } = entryStanding(stands, entry);
    const isOpen = status === 'draft' || status === 'approved';
    return isOpen && entry.moment.kind === 'planned' && (entry.moment.turn < played || over);
  });
  return [
    ...stands.requests
      .filter(({ answer }) => answer === null)
      .map(
        ({ id, seat, text }): Wanted => ({
          kind: 'request',
          id,
          text: say('control.asks', { cell: seatLabel(scenario, seat), text }),
        }),
      ),
    ...plan.msel
      .filter(({ id }) => due.includes(id))
      .map(
        (entry): Wanted => ({
          kind: 'due',
          id: entry.id,
          text: say('control.due', { id: entry.id, label: sentence(entry.label), when: whenDue(entry) }),
        }),
      ),
    ...late.map(
      ({ id, label }): Wanted => ({ kind: 'late', id, text: say('control.late', { id, label: sentence(label) }) }),
    ),
    ...watchedIn(seminar).map((label): Wanted => ({ kind: 'watch', id: label, text: say('control.holds', { label }) })),
  ];
}

function whenDue({ moment }: MselEntry): string {
  if (moment.kind === 'planned' && moment.minute !== null) return say('control.minute', { minute: moment.minute });
  return moment.kind === 'condition' ? say('control.condition') : '';
}

/** `turn 3, minute 5`, `when ...`, `by hand`. */
export function momentText({ moment }: MselEntry): string {
  if (moment.kind === 'by-hand') return say('msel.by-hand');
  if (moment.kind === 'condition') return say('msel.when', { words: moment.words });
  const turn = moment.turn + 1;
  return moment.minute === null ? say('msel.turn', { turn }) : say('msel.turn-minute', { turn, minute: moment.minute });
}

/** The same in seven columns. */
export function momentShort({ moment }: MselEntry): string {
  if (moment.kind === 'by-hand') return say('msel.short-hand');
  if (moment.kind === 'condition') return say('msel.short-when');
  return `t${moment.turn + 1}${moment.minute === null ? '' : `+${moment.minute}`}`;
}

export function statusText(status: string): string {
  return say(`status.${status}` as StringId);
}

export function seatsText({ session }: Seminar, seats: readonly string[]): string {
  return seats.map((seat) => seatLabel(session.ground.scenario, seat)).join(', ');
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** For questions that must be answered. */
export function notBlank(text: string): string | null {
  return isBlank(text) ? say('ask.nothing') : null;
}

/** For questions that one of these names answers. */
export function oneOf(names: readonly string[]): (text: string) => string | null {
  return (text) => (names.includes(text) ? null : say('white.one-of', { names: names.join(', ') }));
}

/** The same where nothing is an answer too. */
export function oneOfOrNothing(names: readonly string[]): (text: string) => string | null {
  return (text) => (isBlank(text) ? null : oneOf(names)(text));
}

/** Every seat but that of white. */
export function cellNames({ session }: Seminar): readonly string[] {
  return session.ground.model.seats.map(({ name }) => name).filter((name) => name !== WHITE_SEAT);
}
