// A growing log -> the standing after any of its entries, each worked out once.

import { lineTo } from './case-line.ts';
import type { CaseEntry } from './entry.ts';
import type { Ground } from './ground.ts';
import { firstStanding, follow, type Standing } from './standing.ts';

export interface Standings {
  /** After entry `n`, 0 for the opening; the log must have it. */
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
      for (const { n, on, input } of lineTo(entries(), entry)) {
        if (!standings.has(n)) standings.set(n, follow(ground, standings.get(on)!, input));
      }
      return standings.get(entry)!;
    },
  };
}
