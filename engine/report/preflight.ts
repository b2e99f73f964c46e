// What the runs of a seminar showed -> the document `greyzone.preflight/1`: which entries come and when, what never does, what is watched
// move by move, and whether the schedule fits the time at hand.

import { estimateShare } from '../analysis/estimate-share.ts';
import type { Interval } from '../analysis/interval.ts';
import { ruleOfThree } from '../analysis/rule-of-three.ts';
import type { BatchResult } from '../batch/batch-result.ts';
import type { MselEntry, PreflightModel, SeminarElement } from '../model/preflight-model.ts';
import { neverSeen, type Reach, reachReport } from './reach-report.ts';

/** Name of the document; a change that breaks a reader counts it up. */
export const PREFLIGHT_FORMAT = 'greyzone.preflight/1';

/** A share of runs; the interval is Wilson's at 95 %, runs that share a world counted for what they are worth. */
export interface Chance {
  readonly share: number;
  readonly interval: Interval | null;
}

export interface PreflightEntry {
  readonly id: string;
  readonly label: string;
  readonly inject: string | null;
  readonly moment: MselEntry['moment']['kind'];
  readonly kind: MselEntry['kind'];
  readonly status: MselEntry['status'];
  readonly minutes: number | null;
  /** Comes in a turn that is played. Null for an entry that bots do not play. */
  readonly fires: Chance | null;
  /** Turn (from 1) by which it has come in 5, 50 and 95 % of the runs in which it comes; null when it never does. */
  readonly turn: { readonly p05: number; readonly p50: number; readonly p95: number } | null;
  /** Share of runs in which it comes in each move. */
  readonly byMove: readonly number[] | null;
  /** Played, and it came in no run. It may still come in so many: rule of three over worlds. */
  readonly dead: { readonly atMost: number } | null;
}

export interface PreflightMove {
  readonly name: string;
  readonly title: string;
  /** From 1, both included. */
  readonly turns: readonly [first: number, last: number];
  readonly minutes: number;
  /** Minutes that entries take in the mean, and if each of them that can come in this move does. Those without minutes count nothing. */
  readonly entryMinutes: { readonly expected: number; readonly most: number };
}

/** What bots made of a seminar; shares are 0..1. */
export interface Preflight {
  readonly format: typeof PREFLIGHT_FORMAT;
  readonly scenario: { readonly id: string; readonly version: string; readonly hash: string; readonly title: string };
  readonly engine: string;
  readonly seed: string;
  readonly policies: number;
  readonly doctrines: readonly string[];
  readonly worlds: number;
  readonly runs: number;
  readonly failed: number;
  readonly entries: readonly PreflightEntry[];
  /** As `machine.state`, over the whole clock. */
  readonly statesNeverReached: readonly string[];
  readonly states: number;
  /** `byMove[i]`: the condition has held at the end of a turn, by the end of move i. */
  readonly watch: readonly { readonly label: string; readonly byMove: readonly Chance[] }[];
  readonly schedule: {
    readonly briefing: number;
    readonly hotWash: number;
    readonly moves: readonly PreflightMove[];
    readonly total: number;
    /** Time at hand; null when nobody says. */
    readonly available: number | null;
    /** Minutes left over, below 0 when it does not fit. */
    readonly spare: number | null;
    /** Minutes of what the director keeps in hand, all of it together. */
    readonly inHand: number;
  };
}

/** The document of a preflight that was run. `minutes`: the time at hand, or null to take the scenario's. */
export function preflightReport(
  result: BatchResult,
  measured: PreflightModel,
  seminar: SeminarElement,
  minutes: number | null,
): Preflight {
  const { question, models, runs } = result.plan;
  const { id, version, hash, title } = models[0]!;
  const reach = reachReport([{ result, watched: measured.watched }]);
  const columns = { result, columnOf: (outcome: number) => byWorld(result, outcome) };
  const entries = seminar.msel.map((entry, i) => entryOf(entry, measured.entries[i] ?? null, seminar, columns));
  return {
    format: PREFLIGHT_FORMAT,
    scenario: { id, version, hash, title },
    engine: result.engine,
    seed: question.seed,
    policies: question.policies.length,
    doctrines: question.doctrines,
    worlds: question.worlds,
    runs,
    failed: result.failed.length,
    entries,
    ...statesOf(reach),
    watch: seminar.watch.map(({ label }, i) => {
      const turns = columns.columnOf(measured.watch[i]!);
      return {
        label,
        byMove: seminar.moves.map((move) => chanceOf(turns, result, (turn) => turn <= move.turns[1] + 1)),
      };
    }),
    schedule: scheduleOf(seminar, entries, minutes ?? seminar.minutes),
  };
}

interface Columns {
  readonly result: BatchResult;
  readonly columnOf: (outcome: number) => Float64Array;
}

/** First turns, world by world and in each arm by arm; NaN where the run failed. */
function byWorld({ columns, plan }: BatchResult, outcome: number): Float64Array {
  const { worlds } = plan.question;
  const arms = plan.arms.length;
  const column = columns[outcome]!;
  const values = new Float64Array(column.length);
  for (let arm = 0; arm < arms; arm++)
    for (let world = 0; world < worlds; world++) values[world * arms + arm] = column[arm * worlds + world]!;
  return values;
}

function chanceOf(turns: Float64Array, { plan }: BatchResult, holds: (turn: number) => boolean): Chance {
  const values = turns.map((turn) => (Number.isNaN(turn) ? turn : Number(holds(turn))));
  const { estimate, interval, basis, worlds, mcse } = estimateShare({
    worlds: plan.question.worlds,
    replications: plan.arms.length,
    values,
  });
  // All of many worlds show the same share: it is then the share of the policies and doctrines that lead there.
  const isSettled = basis === 'replications' && worlds > 1 && mcse !== null;
  return { share: estimate ?? 0, interval: isSettled ? null : interval };
}

function entryOf(entry: MselEntry, outcome: number | null, seminar: SeminarElement, columns: Columns): PreflightEntry {
  const { id, label, inject, kind, status, minutes } = entry;
  const said = { id, label, inject, moment: entry.moment.kind, kind, status, minutes };
  if (outcome === null) return { ...said, fires: null, turn: null, byMove: null, dead: null };
  const turns = columns.columnOf(outcome);
  const isPlayed = (turn: number) =>
    seminar.moves.some(({ turns: [first, last] }) => first + 1 <= turn && turn <= last + 1);
  const fires = chanceOf(turns, columns.result, isPlayed);
  const came = turns.filter(isPlayed).sort();
  const reached = (share: number) => came[Math.ceil(share * came.length) - 1]!;
  const present = turns.filter((turn) => !Number.isNaN(turn)).length;
  return {
    ...said,
    fires,
    turn: came.length === 0 ? null : { p05: reached(0.05), p50: reached(0.5), p95: reached(0.95) },
    byMove: seminar.moves.map(({ turns: [first, last] }) => {
      const within = turns.filter((turn) => first + 1 <= turn && turn <= last + 1).length;
      return present === 0 ? 0 : within / present;
    }),
    dead: came.length > 0 ? null : { atMost: ruleOfThree(columns.result.plan.question.worlds) },
  };
}

function statesOf(reach: Reach): Pick<Preflight, 'states' | 'statesNeverReached'> {
  const states = reach.rows.filter(({ kind, member }) => kind === 'state' && member === null);
  const never = neverSeen(reach).filter(({ kind }) => kind === 'state');
  return { states: states.length, statesNeverReached: never.map(({ element, part }) => `${element}.${part}`) };
}

function scheduleOf(
  seminar: SeminarElement,
  entries: readonly PreflightEntry[],
  available: number | null,
): Preflight['schedule'] {
  const { briefing, hotWash } = seminar;
  const moves = seminar.moves.map(({ name, title, turns: [first, last], minutes }, i): PreflightMove => {
    const here = entries.map((entry) => ({ share: entry.byMove?.[i] ?? 0, minutes: entry.minutes ?? 0 }));
    const expected = here.reduce((sum, entry) => sum + entry.share * entry.minutes, 0);
    const most = here.reduce((sum, entry) => sum + (entry.share > 0 ? entry.minutes : 0), 0);
    return { name, title, turns: [first + 1, last + 1], minutes, entryMinutes: { expected, most } };
  });
  const total = moves.reduce((sum, move) => sum + move.minutes, briefing + hotWash);
  const kept = seminar.msel.filter((entry) => entry.moment.kind === 'by-hand' && isToCome(entry));
  return {
    briefing,
    hotWash,
    moves,
    total,
    available,
    spare: available === null ? null : available - total,
    inHand: kept.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0),
  };
}

function isToCome({ status }: MselEntry): boolean {
  return status !== 'deferred' && status !== 'skipped';
}

/** What a strict director must look at: entries that never come, and a schedule or a move that is too full in the mean. */
export function preflightFaults({ entries, schedule }: Preflight): readonly string[] {
  const dead = entries.filter((entry) => entry.dead !== null).map(({ id }) => `${id} never comes`);
  const full = schedule.moves
    .filter(({ minutes, entryMinutes }) => entryMinutes.expected > minutes)
    .map(({ name }) => `the entries of ${name} take longer than the move`);
  const short =
    schedule.spare !== null && schedule.spare < 0 ? [`the schedule is ${-schedule.spare} min too long`] : [];
  return [...dead, ...full, ...short];
}
