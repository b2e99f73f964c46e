// What the console does for the room, after every deed and every second: tells the screens what they may show, gives a sign of life, takes what
// the cells send, and notices when the laptop slept. The clock and the folder are given, so that nothing here has to be waited for.

import {
  CaseWriteFault,
  type CellMessage,
  cellsOf,
  type Room,
  type RoomFault,
  type Session,
  type SessionInput,
} from '../../engine/index.ts';
import { seatLabel } from '../play/labels.ts';
import type { Notice, SeminarContext } from '../play/screen.ts';
import { viewsOf } from '../play/screens/white/room-views.ts';
import { say } from '../play/strings.ts';
import { cleaned, cleanText } from '../room/clean-text.ts';
import type { WallClock } from './wall-clock.ts';

export interface RoomController {
  /** Once a second, and after every deed. Gives whether there is anything new to draw beside the clock. */
  tick(): boolean;
  /** Somebody pressed a key: what was told has been seen. */
  seen(): void;
  context(): SeminarContext;
  close(): void;
}

/** Longer between two ticks than any machine takes that is awake. */
export const SLEPT_MS = 60_000;
const BEAT_MS = 5_000;
/** Messages that are taken in one tick: each is synced, and keys must not wait for hundreds of them. */
const MOST_MESSAGES = 20;
/** Notices that wait for a key at most. */
const MOST_NOTICES = 20;

export interface ControllerSetup {
  /** When the console was alive last, if it was before (ISO 8601, UTC). */
  readonly since?: string | null;
  /** Why there is no room. */
  readonly fault?: RoomFault;
  /** Faults that the room told since it was asked last, in words. */
  readonly heard?: () => readonly string[];
}

/** `room`: null where the folder could not be made. */
export function createRoomController(
  session: Session,
  room: Room | null,
  clock: WallClock,
  { since = null, fault, heard = () => [] }: ControllerSetup = {},
): RoomController {
  let [last, lastBeat]: [string, string | null] = [since ?? clock(), null];
  let notices: readonly Notice[] = [];
  let roomFault = fault === undefined ? null : toldRoomFault(fault);
  let shown = '';
  // What the controller heard and said at the last tick: a fault that lasts is told once.
  let [heardBefore, faultBefore]: [readonly string[], string | null] = [[], null];
  const tell = (text: string): void => {
    notices = [...notices, { at: clock(), text: cleanText(text) }].slice(-MOST_NOTICES);
  };
  const tellHeard = (): void => {
    const texts = heard();
    for (const text of texts) if (!heardBefore.includes(text)) tell(text);
    heardBefore = texts;
    if (roomFault !== null && roomFault !== faultBefore) tell(say('room.fault', { why: roomFault }));
    faultBefore = roomFault;
  };

  const noticeSleep = (now: string): void => {
    const gap = Date.parse(now) - Date.parse(last);
    const { since, endex } = session.standing().seminar.clock;
    if (gap <= SLEPT_MS || since === null || endex !== null) return;
    // It was started just now, by somebody who is awake.
    if (Date.parse(since) > Date.parse(last)) return;
    const taken = session.take({ kind: 'clock', what: 'pause', at: last });
    const minutes = Math.round(gap / 60_000);
    tell(
      taken.kind === 'taken' ? say('room.slept', { minutes }) : say('room.slept-refused', { minutes, why: taken.why }),
    );
  };

  const takeMessages = (): void => {
    for (const { message: sent } of room?.messages().slice(0, MOST_MESSAGES) ?? []) {
      // A message may be written by hand, and what it says stands on screens and in the report.
      const message = cleaned(sent);
      const { seminar } = session.standing();
      if (!seminar.messages.has(message.id)) {
        const told = takeMessage(session, message);
        if (told !== null) tell(told);
      }
      const stuck = room?.remove(message.id) ?? null;
      if (stuck !== null) roomFault = toldRoomFault(stuck);
    }
  };

  /** Nobody looks after a clock that runs without its console. */
  const pauseAtClosing = (): void => {
    if (session.standing().seminar.clock.since === null) return;
    try {
      session.take({ kind: 'clock', what: 'pause', at: clock() });
    } catch (error) {
      if (!(error instanceof CaseWriteFault)) throw error;
    }
  };

  const publish = (now: string): void => {
    if (room === null) return;
    const isDue = lastBeat === null || Math.abs(Date.parse(now) - Date.parse(lastBeat)) >= BEAT_MS;
    const fresh = viewsOf(session);
    const failed = room.publish(fresh) ?? (isDue ? room.beat(now) : null);
    if (isDue) lastBeat = now;
    roomFault = failed === null ? null : toldRoomFault(failed);
  };

  return {
    tick: () => {
      const now = clock();
      try {
        noticeSleep(now);
        takeMessages();
      } catch (error) {
        // The cell's file stays where it is, and is taken when there is room on the disk again.
        if (!(error instanceof CaseWriteFault)) throw error;
        const text = say('game.not-saved', { why: error.message });
        if (notices.at(-1)?.text !== text) tell(text);
      }
      publish(now);
      tellHeard();
      last = now;
      const before = shown;
      shown = `${session.head()} ${notices.length} ${notices.at(-1)?.at} ${roomFault}`;
      return shown !== before;
    },
    seen: () => {
      notices = [];
    },
    context: () => ({ now: clock(), notices, roomFault }),
    close: () => {
      pauseAtClosing();
      publish(clock());
      room?.close();
    },
  };
}

/** What the director is told of it; null where there is nothing to say. */
function takeMessage(session: Session, message: CellMessage): string | null {
  const { scenario } = session.ground;
  const cell = seatLabel(scenario, message.seat);
  const why = whyLate(session, message) ?? refusalOf(session, inputOf(message));
  if (why === null) {
    if (message.kind === 'orders') return say('room.sealed', { cell });
    return message.kind === 'request' ? say('room.asks', { cell, text: message.text }) : null;
  }
  const turned = session.take({ kind: 'turned away', message: message.id, seat: message.seat, why });
  return turned.kind === 'taken'
    ? say('room.turned-away', { cell, why })
    : say('room.not-even', { cell, why: turned.why });
}

function whyLate(session: Session, message: CellMessage): string | null {
  const { holders, played, over } = session.standing();
  if (!cellsOf(session.ground, session.standing()).includes(message.seat))
    return say('room.no-such-cell', { seat: message.seat });
  if (message.kind !== 'request' && over) return say('room.over');
  if (message.kind === 'orders' && message.turn !== played + 1)
    return say('room.late', { turn: message.turn, next: played + 1 });
  if (message.kind === 'orders' && holders[message.seat] !== 'person') return say('room.no-cell');
  return null;
}

function refusalOf(session: Session, input: SessionInput): string | null {
  const taken = session.take(input);
  return taken.kind === 'taken' ? null : taken.why;
}

function inputOf(message: CellMessage): SessionInput {
  const { id, seat } = message;
  switch (message.kind) {
    case 'orders':
      return { kind: 'orders', seat, levers: message.levers, message: id };
    case 'request':
      return { kind: 'request', id, seat, text: message.text };
    case 'estimate':
      return { kind: 'estimate', seat, outcome: message.outcome, probability: message.probability, message: id };
  }
}

export function toldRoomFault({ fault, notes }: RoomFault): string {
  return [fault, ...notes].join('. ').replaceAll('..', '.');
}
