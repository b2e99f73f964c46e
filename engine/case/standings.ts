// A growing log -> the standing after any of its entries, each worked out once.

import { lineTo } from './case-line.ts';
import type { CaseEntry } from './entry.ts';
import type { Ground } from './ground.ts';
import { firstStanding, follow, type Standing, standingBefore } from './standing.ts';

export interface Standings {
  /** After entry `n`, 0 for the opening; the log must have it. In a seminar the room is as all entries up to `n` left it, of every line. */
  at(n: number): Standing;
}

/** `known`: standings of a replay, by entry. Throws nothing for a log that was checked by `replayCase`. */
export function createStandings(
  ground: Ground,
  entries: () => readonly CaseEntry[],
  known?: ReadonlyMap<number, Standing>,
): Standings {
  const standings = new Map<number, Standing>(known ?? [[0, firstStanding(ground)]]);
  return {
    at: (entry) => {
      const there = standings.get(entry);
      if (there !== undefined) return there;
      // A room hears what was said on every line.
      const needed = ground.opening.seminar ? entries().slice(0, entry) : lineTo(entries(), entry);
      for (const one of needed) {
        if (standings.has(one.n)) continue;
        const before = standingBefore(ground, one, (n) => standings.get(n)!);
        standings.set(one.n, follow(ground, before, one.input, one.at));
      }
      return standings.get(entry)!;
    },
  };
}
