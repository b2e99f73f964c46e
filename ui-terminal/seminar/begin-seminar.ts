// What the command line asks for -> the console of the white cell: a game that the room follows, and its first screen.

import { openRoom, readRoomView, type Session } from '../../engine/index.ts';
import { createBatchThread } from '../play/batch-client.ts';
import { createForecastThread } from '../play/forecast-client.ts';
import { createGame, type SeminarRoom } from '../play/game.ts';
import type { Looks } from '../play/looks.ts';
import type { Begun } from '../play/start.tsx';
import { say } from '../play/strings.ts';
import { openSeminar } from './open-seminar.ts';
import { createRoomController, type RoomController } from './room-controller.ts';
import type { SeminarOptions } from './seminar-options.ts';
import { realClock, type SteadyClock, steadyClock, type WallClock } from './wall-clock.ts';

const TICK_MS = 1000;

/** Stops with the reason when it cannot be opened. `farewell`: what to say when the console is left. */
export function beginSeminar(
  scenario: string | undefined,
  options: SeminarOptions,
  looks: Looks,
  clock: WallClock = realClock,
): Begun & { readonly farewell: string } {
  const steady = steadyClock(clock);
  const { session, remark, farewell, isNew } = openSeminar(scenario, options, steady.now);
  const { clock: exercise } = session.standing().seminar;
  for (const at of [exercise.last, session.entries().at(-1)?.at])
    if (at !== undefined && at !== null) steady.notBefore(at);
  const { controller, room } = openedRoom(session, steady, isNew);
  controller.tick();
  const game = createGame({
    session,
    seat: 'white',
    looks,
    // A console holds one case from beginning to end.
    shelf: { start: noOther, resume: noOther, library: () => ({ scenarios: [], cases: [], open: () => null }) },
    forecastingOf: createForecastThread,
    batchingOf: createBatchThread,
    room,
  });
  return { game, screen: 'control', message: remark ?? '', farewell };
}

function noOther(): { readonly fault: string; readonly notes: readonly string[] } {
  return { fault: 'the console of a seminar holds one case', notes: [] };
}

/** The room with its clock: ticking until it is closed. */
export function openedRoom(
  session: Session,
  steady: SteadyClock,
  isNew = false,
): { readonly controller: RoomController; readonly room: SeminarRoom } {
  const faults: string[] = [];
  const lastBeat = lastSignOfLife(session);
  const opened = openRoom(session.file, ({ fault }) => faults.push(fault), isNew);
  const heard = (): readonly string[] => [...faults.splice(0), ...setBack(steady)];
  const controller =
    'room' in opened
      ? createRoomController(session, opened.room, steady.now, { since: lastBeat, heard })
      : createRoomController(session, null, steady.now, { since: lastBeat, heard, fault: opened });
  const listeners = new Set<() => void>();
  const timer = setInterval(() => {
    controller.tick();
    for (const call of listeners) call();
  }, TICK_MS);
  const close = (): void => {
    clearInterval(timer);
    process.off('exit', closeAtExit);
    controller.close();
  };
  // The window was closed, or something broke: nobody comes back to close the game.
  const closeAtExit = (): void => {
    close();
    session.close();
  };
  process.once('exit', closeAtExit);
  const room: SeminarRoom = {
    context: controller.context,
    seen: controller.seen,
    tick: controller.tick,
    onNews: (call) => void listeners.add(call),
    close,
  };
  return { controller, room };
}

/** Told while the clock of the machine stands a minute or more behind that of the exercise; the controller tells the same text once. */
function setBack(steady: SteadyClock): readonly string[] {
  const minutes = Math.round(steady.ahead() / 60_000);
  return minutes === 0 ? [] : [say('room.set-back', { minutes })];
}

/** When the console before this one was alive for the last time: its last sign of life or, without one, its last line in the log. */
function lastSignOfLife(session: Session): string | null {
  const read = readRoomView(session.file, 'screen');
  const beat = 'view' in read ? (read.beat?.beat ?? null) : null;
  const written = session.entries().at(-1)?.at ?? null;
  if (beat === null || written === null) return beat ?? written;
  return Date.parse(beat) > Date.parse(written) ? beat : written;
}
