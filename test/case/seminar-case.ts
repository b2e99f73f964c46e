// A seminar in memory, for tests: the Narva season played by a room, with a wall clock that the test sets.

import type { CaseLog } from '../../engine/case/case-log.ts';
import type { CaseOpening } from '../../engine/case/entry.ts';
import { createSession, type Session } from '../../engine/case/session.ts';
import { caseInMemory } from './made-case.ts';
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
  const kept = caseInMemory(opening);
  const ground = opening === OPENING ? GROUND : groundOf(opening);
  const session = createSession(ground, kept, undefined, () => clockAt(kept.log().entries.length));
  return { session, log: kept.log, text: kept.text };
}

/** Minutes after nine. */
export function clockAt(minute: number): string {
  return new Date(Date.UTC(2026, 4, 4, 9, minute)).toISOString();
}
