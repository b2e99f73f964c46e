// A door of the room + what the screen can do -> a running terminal: the state of the moment, what keys make of it, and what is drawn.

import { type CellMessage, freshMessageId, type ScreenView, type SeatView } from '../../engine/index.ts';
import type { Frame } from '../play/frame.ts';
import type { Looks } from '../play/looks.ts';
import { type RoomDoor, type Seen, timeOfWhite } from './room-door.ts';
import { pasted, pressSeat } from './seat-keys.ts';
import { lookOfSeat, tellSeat } from './seat-look.ts';
import { type Sent, startSeat, type Unsent } from './seat-state.ts';
import { say } from './strings.ts';
import { pressWatch } from './watch-keys.ts';
import { lookOfWatch, tellWatch } from './watch-look.ts';
import { startWatch } from './watch-state.ts';

/** What the terminal draws and asks. The size is handed in anew each time, so that nothing hangs on an old one. */
export interface RoomProgram {
  readonly looks: Looks;
  readonly frame: (columns: number, rows: number) => Frame;
  readonly tell: (columns: number, rows: number) => readonly string[];
  /** True when the key leaves the program. */
  readonly press: (key: string, columns: number, rows: number) => boolean;
  /** Pasted text goes into the line that is being typed, as one line; where none is, it does nothing. */
  readonly paste: (text: string) => void;
  /** Calls when there may be something new to draw; at least once a second, for the clock. What comes back ends it. */
  readonly onNews: (redraw: () => void) => () => void;
}

export interface RoomProgramInput<View extends ScreenView | SeatView> {
  readonly door: RoomDoor<View>;
  readonly looks: Looks;
  /** Milliseconds since 1970; the clock of the machine unless told. */
  readonly now?: () => number;
}

const SECOND = 1000;

/** The last look into the folder, and the way to take a new one. */
function following<View extends ScreenView | SeatView>({ look, follow }: RoomDoor<View>) {
  let seen: Seen<View> = look();
  return {
    seen: () => seen,
    onNews: (redraw: () => void): (() => void) => {
      let text = JSON.stringify(seen);
      const stop = follow(() => {
        seen = look();
        const next = JSON.stringify(seen);
        if (next === text) return;
        text = next;
        redraw();
      });
      const tick = setInterval(redraw, SECOND);
      return () => {
        clearInterval(tick);
        stop();
      };
    },
  };
}

function contextOf<View extends ScreenView | SeatView>(seen: () => Seen<View>, looks: Looks, now: () => number) {
  return (columns: number, rows: number) => ({
    looks,
    columns,
    rows,
    now: timeOfWhite(seen(), now()),
    seen: seen(),
  });
}

export function createWatch({ door, looks, now = Date.now }: RoomProgramInput<ScreenView>): RoomProgram {
  const { seen, onNews } = following(door);
  let state = startWatch();
  const context = contextOf(seen, looks, now);
  return {
    looks,
    onNews,
    frame: (columns, rows) => lookOfWatch(state, context(columns, rows)),
    tell: (columns, rows) => tellWatch(state, context(columns, rows)),
    paste: () => {},
    press: (key, columns, rows) => {
      const next = pressWatch(state, key, context(columns, rows));
      if (next === 'quit') return true;
      state = next;
      return false;
    },
  };
}

export function createSeat(seat: string, { door, looks, now = Date.now }: RoomProgramInput<SeatView>): RoomProgram {
  const { seen, onNews } = following(door);
  let state = startSeat();
  const context = contextOf(seen, looks, now);
  return {
    looks,
    onNews,
    frame: (columns, rows) => lookOfSeat(state, context(columns, rows)),
    tell: (columns, rows) => tellSeat(state, context(columns, rows)),
    paste: (text) => {
      state = pasted(state, text);
    },
    press: (key, columns, rows) => {
      const before = state;
      const { state: after, messages, isOver } = pressSeat(before, key, context(columns, rows));
      state = after;
      for (const unsent of messages) {
        const sent: Sent = { ...unsent, id: freshMessageId(seat) };
        const fault = door.post(messageOf(seat, sent));
        // What could not be sent is not lost: the draft, or the line that was typed, comes back.
        state =
          fault === ''
            ? { ...state, sent: [...state.sent, sent] }
            : { ...before, message: say('sent.failed', { why: fault }) };
      }
      return isOver;
    },
  };
}

export function messageOf(seat: string, { id, ...unsent }: Unsent & { readonly id: string }): CellMessage {
  return { ...unsent, id, seat };
}
