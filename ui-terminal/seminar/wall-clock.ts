// The time of day, as everything in a seminar asks for it: the real one, or one that is moved by hand.

/** ISO 8601 in UTC, to the millisecond. */
export type WallClock = () => string;

export const realClock: WallClock = () => new Date().toISOString();

/** The time of day, except that it never goes back. */
export interface SteadyClock {
  readonly now: WallClock;
  /** From here on it is at least this (ISO 8601, UTC). */
  readonly notBefore: (at: string) => void;
  /** Milliseconds by which it is ahead of the machine's. */
  readonly ahead: () => number;
}

/** When the clock of the machine is set back, this one goes on from where it was: an exercise does not lose an hour, nor stand still for one. */
export function steadyClock(real: WallClock = realClock): SteadyClock {
  let [ahead, last] = [0, Number.NEGATIVE_INFINITY];
  const now = (): number => {
    const present = Date.parse(real());
    ahead = Math.max(ahead, last - present);
    last = present + ahead;
    return last;
  };
  return {
    now: () => new Date(now()).toISOString(),
    notBefore: (at) => {
      const least = Date.parse(at);
      if (!Number.isNaN(least)) last = Math.max(last, least);
    },
    ahead: () => ahead,
  };
}

/** A clock that stands still until it is told to go on. */
export interface HandClock {
  readonly now: WallClock;
  readonly set: (at: string) => void;
  readonly wait: (milliseconds: number) => void;
}

export function handClock(start: string): HandClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at).toISOString(),
    set: (to) => {
      at = Date.parse(to);
    },
    wait: (milliseconds) => {
      at += milliseconds;
    },
  };
}
