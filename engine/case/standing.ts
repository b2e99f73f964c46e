// The fold: what a case stands at after an entry. Pure; keeping an old standing is undo, going on from it twice is a branch.

import { amend } from '../reference/amend.ts';
import { isOver, type PlayedTurn, playTurn, positionOf, type RunState } from '../reference/run.ts';
import { stateVector } from '../reference/state-vector.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import { ruledDraws } from './adjudication.ts';
import { byHandOf } from './by-hand.ts';
import { checksum } from './checksum.ts';
import type { CaseEntry, CaseInput, Holder } from './entry.ts';
import type { Ground } from './ground.ts';
import { followSeminar, isSeminarInput, whyNotSeminar, withRoomOf } from './seminar-fold.ts';
import { NO_SEMINAR, type SeminarStanding } from './seminar-standing.ts';

/** Where a case stands after an input. Never changed: every input makes a new one. */
export interface Standing {
  readonly run: RunState;
  /** Turns played so far, which is also the 0-based number of the turn to come. */
  readonly played: number;
  readonly over: boolean;
  readonly holders: Readonly<Record<string, Holder>>;
  /** Sealed orders for the coming turn, by seat. */
  readonly orders: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Injects released for the coming turn. */
  readonly injects: readonly string[];
  /** One for each turn played, and the run as it stood after it (the first: before any). */
  readonly records: readonly TurnRecord[];
  readonly runs: readonly RunState[];
  /** The run from which each turn was played: as the turn before left it, with what was ruled in between. */
  readonly starts: readonly RunState[];
  /** Notes, rulings, estimates and bookmarks so far. */
  readonly remarks: readonly CaseInput[];
  /** `NO_SEMINAR` where the case is none. */
  readonly seminar: SeminarStanding;
}

export function firstStanding({ start, opening }: Ground): Standing {
  return {
    run: start,
    played: 0,
    over: isOver(start),
    holders: opening.holders,
    orders: {},
    injects: [],
    records: [],
    runs: [start],
    starts: [],
    remarks: [],
    seminar: NO_SEMINAR,
  };
}

/** Why an input cannot be taken here, in one sentence; null when it can. */
export function whyNot(ground: Ground, standing: Standing, input: CaseInput): string | null {
  const { model } = ground;
  const why = whyNotSeminar(ground, standing, input);
  if (why !== null || isSeminarInput(input)) return why;
  if (input.kind === 'note' || input.kind === 'bookmark' || input.kind === 'back') return null;
  if (standing.over) return 'the case is over';
  if (input.turn !== standing.played + 1)
    return `it belongs to turn ${input.turn}, and turn ${standing.played + 1} comes next`;
  switch (input.kind) {
    case 'turn':
      return null;
    case 'orders':
      return whyNotOrders(ground, input.seat, input.levers);
    case 'holder':
      return model.seats.some(({ name }) => name === input.seat) ? null : `there is no seat "${input.seat}"`;
    case 'inject': {
      const index = model.injects.findIndex(({ name }) => name === input.inject);
      if (index < 0) return `there is no inject "${input.inject}"`;
      return positionOf(standing.run).released[index] || standing.injects.includes(input.inject)
        ? `the inject "${input.inject}" has been released already`
        : null;
    }
    case 'ruling':
      return whyNotRuling(ground, input);
    case 'estimate':
      if (!(input.probability >= 0 && input.probability <= 1)) return 'a probability lies between 0 and 1';
      return model.outcomes.some(({ name }) => name === input.outcome)
        ? null
        : `there is no outcome "${input.outcome}"`;
    default:
      return unknownKind(input);
  }
}

/** For what a program sends that speaks of other kinds than this one. */
function unknownKind(input: never): string {
  return `there is no input of kind "${(input as CaseInput).kind}"`;
}

function whyNotOrders({ model }: Ground, seat: string, levers: Readonly<Record<string, string>>): string | null {
  const seatIndex = model.seats.findIndex(({ name }) => name === seat);
  if (seatIndex < 0) return `there is no seat "${seat}"`;
  for (const [name, level] of Object.entries(levers)) {
    const lever = model.levers.find((candidate) => candidate.name === name);
    if (lever === undefined) return `there is no lever "${name}"`;
    if (lever.seat !== seatIndex) return `the lever "${name}" belongs to ${model.seats[lever.seat]?.label ?? 'nobody'}`;
    if (!lever.levels.some((candidate) => candidate.name === level))
      return `"${level}" is no level of "${name}"; there are ${lever.levels.map((candidate) => candidate.name).join(', ')}`;
  }
  return null;
}

function whyNotRuling(
  { model }: Ground,
  { reason, stocks, machines }: Extract<CaseInput, { kind: 'ruling' }>,
): string | null {
  if (reason.trim() === '') return 'a ruling needs its reason';
  for (const [name, value] of Object.entries(stocks)) {
    if (!model.stocks.some((stock) => stock.name === name)) return `there is no stock "${name}"`;
    if (!Number.isFinite(value)) return `expected a number for "${name}"`;
  }
  for (const [name, state] of Object.entries(machines)) {
    const machine = model.machines.find((candidate) => candidate.name === name);
    if (machine === undefined) return `there is no machine "${name}"`;
    if (!machine.states.some((candidate) => candidate.name === state)) return `"${name}" has no state "${state}"`;
  }
  return null;
}

/**
 * The standing after an input that `whyNot` lets pass; `at` is the wall time of its entry, if it has one.
 * A `turn` is played whatever its hash says; `stateHash` tells whether it agrees.
 */
export function follow(ground: Ground, standing: Standing, input: CaseInput, at: string | null = null): Standing {
  const after = followLine(ground, standing, input);
  if (ground.opening.seminar !== true) return after;
  return { ...after, seminar: followSeminar(standing.seminar, input, at, standing.played) };
}

/**
 * What an entry finds: the standing that it continues. In a seminar with the room as it is by then: the clock, notes, requests, messages, ratings
 * and moves are those after the entry written last, on whatever line it stands. `standingOf` gives the standing after an entry.
 */
export function standingBefore(
  { opening }: Ground,
  { n, on }: Pick<CaseEntry, 'n' | 'on'>,
  standingOf: (entry: number) => Standing,
): Standing {
  const line = standingOf(on);
  if (opening.seminar !== true || on === n - 1) return line;
  const room = standingOf(n - 1);
  const notes = room.remarks.filter((remark) => remark.kind === 'note' && !line.remarks.includes(remark));
  return { ...line, seminar: withRoomOf(line.seminar, room.seminar), remarks: [...line.remarks, ...notes] };
}

function followLine(ground: Ground, standing: Standing, input: CaseInput): Standing {
  switch (input.kind) {
    case 'orders':
      return { ...standing, orders: { ...standing.orders, [input.seat]: input.levers } };
    case 'holder':
      return { ...standing, holders: { ...standing.holders, [input.seat]: input.holder } };
    case 'inject':
      return { ...standing, injects: [...standing.injects, input.inject] };
    case 'ruling':
      return ruled(ground, standing, input);
    case 'turn':
      return played(ground, standing);
    case 'note':
    case 'estimate':
    case 'bookmark':
      return { ...standing, remarks: [...standing.remarks, input] };
    case 'msel':
      return { ...standing, injects: [...standing.injects, ...injectsOf(ground, input)] };
    default:
      return standing;
  }
}

function ruled(ground: Ground, standing: Standing, input: Extract<CaseInput, { kind: 'ruling' }>): Standing {
  const { model, reference } = ground;
  const run = amend(reference, standing.run, {
    stocks: Object.entries(input.stocks).map(([name, value]) => ({
      stock: model.stocks.findIndex((stock) => stock.name === name),
      value,
    })),
    machines: Object.entries(input.machines).map(([name, state]) => {
      const machine = model.machines.findIndex((candidate) => candidate.name === name);
      return { machine, state: model.machines[machine]!.states.findIndex((candidate) => candidate.name === state) };
    }),
  });
  return { ...standing, run, remarks: [...standing.remarks, input] };
}

/** A released entry brings its inject into the coming turn. */
function injectsOf({ scenario }: Ground, { entry, status }: Extract<CaseInput, { kind: 'msel' }>): readonly string[] {
  const named = scenario.seminar?.msel.find(({ id }) => id === entry)?.inject ?? null;
  return status === 'released' && named !== null ? [named] : [];
}

/** The coming turn with all that was ordered, released and ruled for it. Chance goes on after it as if nothing had been ruled. */
export function comingTurn(ground: Ground, standing: Standing): PlayedTurn & { readonly start: RunState } {
  const { run, seminar } = standing;
  const start = seminar.adjudications.size === 0 ? run : { ...run, draws: ruledDraws(ground, standing) };
  const { state, record } = playTurn(ground.reference, start, byHandOf(ground, standing));
  return { state: { ...state, draws: run.draws }, record, start };
}

function played(ground: Ground, standing: Standing): Standing {
  const { state, record, start } = comingTurn(ground, standing);
  return {
    ...standing,
    run: state,
    played: standing.played + 1,
    over: isOver(state),
    orders: {},
    injects: [],
    records: [...standing.records, record],
    runs: [...standing.runs, state],
    starts: [...standing.starts, start],
  };
}

/** Hash of everything that the run knows; equal hashes are equal states, bit for bit. */
export function stateHash(run: RunState): string {
  const bytes = new Uint8Array(stateVector(positionOf(run)).buffer);
  return checksum('', Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')).slice(0, 16);
}
