// A case being played: the log that grows and the standing that follows it. Undo and branch go back to an older standing; nothing is ever lost.

import { lineEnds, undoTarget } from './case-line.ts';
import type { OpenCase } from './case-store.ts';
import type { CaseEntry, CaseInput } from './entry.ts';
import type { Ground } from './ground.ts';
import { comingTurn, type Standing, standingBefore, stateHash, whyNot } from './standing.ts';
import { createStandings } from './standings.ts';

/** What became of something that was asked for. A refusal changes nothing and says why in one sentence. */
export type Taken = { readonly kind: 'taken' } | { readonly kind: 'refused'; readonly why: string };

/** A case in play. What it refuses changes nothing. */
export interface Session {
  readonly ground: Ground;
  readonly file: string;
  /** All inputs so far, of every line, in the order in which they were given. */
  entries(): readonly CaseEntry[];
  /** Number of the entry that the case stands on, 0 for the opening. */
  head(): number;
  standing(): Standing;
  /** The standing after any entry of the log, as it was when the entry had been written. */
  standingAt(entry: number): Standing;
  /** Adds an input where the case stands; `turn` and the state hash are filled in. */
  take(input: SessionInput): Taken;
  /** Plays the turn with the orders that are in. */
  play(): Taken;
  undo(): Taken;
  /** Goes back (or over to another line): the next input continues the entry. In a seminar the room stays as it is; see `standingBefore`. */
  goTo(entry: number): Taken;
  lines(): ReturnType<typeof lineEnds>;
  close(): void;
}

type WithoutTurn<Input> = Input extends { readonly turn: number } ? Omit<Input, 'turn'> : never;
/** What can be put to a session: an input of a case, less the turn, which it fills in. */
export type SessionInput = WithoutTurn<Exclude<CaseInput, { readonly kind: 'turn' | 'back' }>>;

const TAKEN: Taken = { kind: 'taken' };

/** Folds the log, or goes on from the standings of a replay; with a clock every entry gets its wall time (ISO 8601, UTC). Throws nothing for a log that was checked by `replayCase`. */
export function createSession(
  ground: Ground,
  store: OpenCase,
  known?: ReadonlyMap<number, Standing>,
  clock?: () => string,
): Session {
  const standings = createStandings(ground, () => store.log().entries, known);
  let head = store.log().entries.length;
  const standingAt = (entry: number): Standing => standings.at(entry);
  const add = (input: CaseInput, on: number): Taken => {
    const n = store.log().entries.length + 1;
    const why = whyNot(ground, standingBefore(ground, { n, on }, standingAt), input);
    if (why !== null) return { kind: 'refused', why };
    head = store.add(on, input, clock?.()).n;
    standingAt(head);
    return TAKEN;
  };
  const goTo = (entry: number): Taken => {
    if (entry === head) return TAKEN;
    return add({ kind: 'back', turn: standingAt(entry).played + 1 }, entry);
  };
  return {
    ground,
    file: store.file,
    entries: () => store.log().entries,
    head: () => head,
    standing: () => standingAt(head),
    standingAt,
    // An input and its turn make the whole again, which the union does not remember.
    take: (input) => add({ ...input, turn: standingAt(head).played + 1 } as CaseInput, head),
    play: () => {
      const standing = standingAt(head);
      if (standing.over) return { kind: 'refused', why: 'the case is over' };
      const { state } = comingTurn(ground, standing);
      return add({ kind: 'turn', turn: standing.played + 1, state: stateHash(state) }, head);
    },
    undo: () => {
      const target = undoTarget(store.log().entries, head);
      return target === null ? { kind: 'refused', why: 'there is nothing to take back' } : goTo(target);
    },
    goTo,
    lines: () => lineEnds(store.log().entries, head),
    close: () => store.close(),
  };
}
