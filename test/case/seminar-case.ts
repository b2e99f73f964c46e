// A seminar in memory, for tests: the Narva season played by a room, with a wall clock that the test sets.

import { addInput, type CaseLog, openLog } from '../../engine/case/case-log.ts';
import type { CaseOpening } from '../../engine/case/entry.ts';
import { createSession, type Session } from '../../engine/case/session.ts';
import { groundOf, openingOf } from './played-case.ts';

export interface SeminarCase {
  readonly session: Session;
  readonly log: () => CaseLog;
  /** The log as it would stand on the disk. */
  readonly text: () => string;
}

export function seminarOpening(seed = 'a room'): CaseOpening {
  return { ...openingOf('narva-spring', ['estonia', 'latvia', 'nato', 'eu_osce', 'russia'], seed), seminar: true };
}

const OPENING = seminarOpening();
/** Nothing of a ground changes while a case is played on it. */
const GROUND = groundOf(OPENING);

/** Every entry is written a minute after the one before, from nine o'clock. */
export function seminarCase(opening: CaseOpening = OPENING): SeminarCase {
  const first = openLog(opening);
  let { log } = first;
  let text = first.line;
  const session = createSession(
    opening === OPENING ? GROUND : groundOf(opening),
    {
      file: 'memory',
      log: () => log,
      add: (on, input, at) => {
        const added = addInput(log, on, input, at);
        log = added.log;
        text += added.line;
        return added.entry;
      },
      close: () => {},
    },
    undefined,
    () => clockAt(log.entries.length),
  );
  return { session, log: () => log, text: () => text };
}

/** Minutes after nine. */
export function clockAt(minute: number): string {
  return new Date(Date.UTC(2026, 4, 4, 9, minute)).toISOString();
}
