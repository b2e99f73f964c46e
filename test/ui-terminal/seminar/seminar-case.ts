// A seminar in a folder of its own, on a clock that stands still until it is moved; held up to some point by a script.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../../engine/index.ts';
import { openRoom, type Room } from '../../../engine/index.ts';
import { createShelf } from '../../../ui-terminal/play/case-shelf.ts';
import { NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { createGame, type Game } from '../../../ui-terminal/play/game.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import { playSeminarScript, seminarScriptFaults } from '../../../ui-terminal/seminar/play-seminar-script.ts';
import { createRoomController, type RoomController } from '../../../ui-terminal/seminar/room-controller.ts';
import { readSeminarScript } from '../../../ui-terminal/seminar/seminar-script.ts';
import { holdSeminarFromScript } from '../../../ui-terminal/seminar/seminar-without-terminal.ts';
import { type HandClock, handClock } from '../../../ui-terminal/seminar/wall-clock.ts';
import type { Terminal } from '../../../ui-terminal/terminal.ts';

export const NARVA = 'scenarios/narva-spring';
export const CELLS = ['estonia', 'latvia', 'nato', 'eu_osce', 'russia'];
export const NINE = '2026-03-04T09:00:00.000Z';

export interface HeldSeminar {
  readonly session: Session;
  readonly clock: HandClock;
  readonly file: string;
}

/** One shelf for all cases of a file of tests, which reads the scenario once; the clock is that of the seminar held last. */
let present = handClock(NINE);
const shelf = createShelf('', 'test', () => present.now());

/** Stops the test at a fault of the script. */
export function heldSeminar(folder: string, script = ''): HeldSeminar {
  const clock = handClock(NINE);
  present = clock;
  const file = join(folder, 'spring.case.jsonl');
  const opened = shelf.start(NARVA, { seats: CELLS, seed: 'demo', file, seminar: true });
  if ('fault' in opened) throw new Error(opened.fault);
  const { session } = opened;
  const { steps, problems } = readSeminarScript('script', script);
  const faults = [...problems, ...seminarScriptFaults(session, steps)];
  const fault = faults[0] ?? playSeminarScript(session, steps, clock, () => {});
  if (fault !== null && fault !== undefined) throw new Error(fault.message);
  return { session, clock, file };
}

export interface ConsoleOfSeminar extends HeldSeminar {
  readonly room: Room;
  readonly controller: RoomController;
  readonly game: Game;
}

/** The console without its terminal and without its timer: ticks come by hand. */
export function consoleOf(held: HeldSeminar): ConsoleOfSeminar {
  const opened = openRoom(held.file);
  if ('fault' in opened) throw new Error(opened.fault);
  const controller = createRoomController(held.session, opened.room, held.clock.now);
  controller.tick();
  const game = createGame({
    session: held.session,
    seat: 'white',
    looks: looksOf({ colour: true, ascii: false, screenReader: false }),
    shelf: {
      start: () => ({ fault: 'none', notes: [] }),
      resume: () => ({ fault: 'none', notes: [] }),
      library: () => ({ scenarios: [], cases: [], open: () => null }),
    },
    forecastingOf: () => ({ ...NO_FORECASTING, close: () => {} }),
    room: {
      context: controller.context,
      seen: controller.seen,
      tick: controller.tick,
      onNews: () => {},
      close: controller.close,
    },
  });
  return { ...held, room: opened.room, controller, game };
}

/** What `greyzone seminar --script` prints; a stop is thrown. */
export function scripted(folder: string, script: string): { readonly file: string; readonly text: string } {
  const [file, from] = [join(folder, 'evening.case.jsonl'), join(folder, 'evening.txt')];
  writeFileSync(from, script);
  const printed: string[] = [];
  const terminal: Terminal = {
    out: (text) => void printed.push(text),
    err: () => {},
    width: 80,
    liveWidth: null,
    paint: (_, text) => text,
  };
  holdSeminarFromScript(NARVA, { case: file, script: from }, terminal);
  return { file, text: printed.join('') };
}

export function linesOf(file: string): readonly Readonly<Record<string, unknown>>[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
