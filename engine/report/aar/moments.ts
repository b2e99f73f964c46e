// The log of a case -> when things were: names of turns, wall times, and minutes of exercise with pauses left out.

import type { CaseEntry, CaseInput } from '../../case/entry.ts';
import type { Model } from '../../model/model.ts';
import type { Moment } from './aar.ts';

export interface Moments {
  of(entry: CaseEntry): Moment;
  /** A turn by itself; its wall time is that at which it was played. */
  ofTurn(turn: number): Moment;
  /** Minutes of exercise at a wall time; null before STARTEX. */
  minuteAt(at: string | null): number | null;
}

export type Clocked = Extract<CaseInput, { readonly kind: 'clock' }>;

/** `entries`: the whole log; `line`: the entries that lead to where it stands. */
export function momentsOf(model: Model, entries: readonly CaseEntry[], line: readonly CaseEntry[]): Moments {
  const clock = entries.flatMap(({ input }) => (input.kind === 'clock' ? [input] : []));
  const minuteAt = (at: string | null): number | null => (at === null ? null : minutesRun(clock, at));
  const dateOf = (turn: number): string => model.clock.dates[Math.min(turn, model.turns) - 1]?.label ?? '';
  const moment = (turn: number, at: string | null): Moment => ({ turn, date: dateOf(turn), at, minute: minuteAt(at) });
  return {
    of: ({ input, at }) => moment(shownTurn(input.turn, model.turns), wallTime(input) ?? at ?? null),
    ofTurn: (turn) => {
      const played = line.find(({ input }) => input.kind === 'turn' && input.turn === turn);
      return moment(turn, played?.at ?? null);
    },
    minuteAt,
  };
}

/** What is written after the last turn belongs to it. */
function shownTurn(turn: number, turns: number): number {
  return Math.min(turn, turns);
}

/** A clock or a move may hold from before it was written down. */
function wallTime(input: CaseInput): string | null {
  return input.kind === 'clock' || input.kind === 'move' ? input.at : null;
}

/** Of STARTEX and after; null before it, or when it was never given. */
export function minutesRun(clock: readonly Clocked[], at: string): number | null {
  const now = Date.parse(at);
  let run = 0;
  let since: number | null = null;
  let isBegun = false;
  for (const { what, at: when } of clock) {
    const then = Date.parse(when);
    if (then > now) break;
    if (what === 'startex' || what === 'resume') {
      since ??= then;
      isBegun = true;
    } else if (since !== null) {
      run += then - since;
      since = null;
    }
  }
  if (!isBegun) return null;
  return (run + (since === null ? 0 : now - since)) / 60_000;
}
