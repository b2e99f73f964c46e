// A log + its ground -> is it still the same case? Every input is taken again, and every turn must come to the state that was noted.

import type { CaseLog } from './case-log.ts';
import type { Ground } from './ground.ts';
import { firstStanding, follow, type Standing, standingBefore, stateHash, whyNot } from './standing.ts';

export interface Replay {
  /** Turns played over all lines, and how many of them came to the noted state. */
  readonly turns: number;
  readonly agreeing: number;
  /** The first entry that cannot be taken or comes to another state; null when the whole log holds. */
  readonly fault: { readonly entry: number; readonly message: string } | null;
  /** The standing at the end of the log; null with a fault. */
  readonly standing: Standing | null;
  /** After every entry that could be taken, by its number; 0 is the opening. */
  readonly standings: ReadonlyMap<number, Standing>;
}

/** Stops at the first entry that cannot be taken or comes to another state; `standings` are those before it. */
export function replayCase(ground: Ground, { entries }: CaseLog): Replay {
  const standings = new Map<number, Standing>([[0, firstStanding(ground)]]);
  let [turns, agreeing] = [0, 0];
  for (const { n, on, at, input } of entries) {
    const before = standingBefore(ground, { n, on }, (entry) => standings.get(entry)!);
    const why = whyNot(ground, before, input);
    if (why !== null) return { turns, agreeing, fault: { entry: n, message: why }, standing: null, standings };
    const after = follow(ground, before, input, at);
    standings.set(n, after);
    if (input.kind !== 'turn') continue;
    turns++;
    const hash = stateHash(after.run);
    if (hash !== input.state) {
      const message = `turn ${input.turn} comes to state ${hash}, the log says ${input.state}`;
      return { turns, agreeing, fault: { entry: n, message }, standing: null, standings };
    }
    agreeing++;
  }
  return { turns, agreeing, fault: null, standing: standings.get(entries.length)!, standings };
}
