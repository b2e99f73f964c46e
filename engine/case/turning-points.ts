// A line of play -> the turns in which most moved, with what moved in them.

import type { Model } from '../model/model.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import type { Standing } from './standing.ts';

export interface TurningPoint {
  /** From 1. */
  readonly turn: number;
  readonly date: string;
  readonly score: number;
  /** Names of machines with where they went, and of front-page incidents. */
  readonly events: readonly string[];
  /** Stocks by how far they moved, the farthest first. */
  readonly moves: readonly { readonly name: string; readonly before: number; readonly after: number }[];
}

const FRONT_PAGE = 3;

/**
 * Every change of a machine counts 1, every incident of the front page 1, and every stock the share of its range that it moved over the whole
 * turn. The turns with the highest counts, in order of time; turns in which nothing moved are never among them.
 */
export function turningPoints(model: Model, { records, runs }: Standing, count: number): readonly TurningPoint[] {
  return records
    .map((record, index) => {
      const [before, after] = [runs[index]!, runs[index + 1]!].map((run) => run.snapshot.context.position.stocks);
      return pointOf(model, record, before!, after!);
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.turn - b.turn)
    .slice(0, count)
    .sort((a, b) => a.turn - b.turn);
}

function pointOf(model: Model, record: TurnRecord, before: readonly number[], after: readonly number[]): TurningPoint {
  const events = record.phases.flatMap(({ incidents, transitions }) => [
    ...incidents
      .filter(({ incident, times }) => times > 0 && model.incidents[incident]!.importance >= FRONT_PAGE)
      .map(({ name }) => name),
    ...transitions.map(({ name, from, leaf }) => `${name}: ${from} -> ${leaf}`),
  ]);
  const moves = model.stocks
    .map(({ name, low, high }, stock) => {
      const [was, is] = [before[stock]!, after[stock]!];
      const range = high - low;
      return { name, before: was, after: is, share: Number.isFinite(range) ? Math.abs(is - was) / range : 0 };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  const score = events.length + moves.reduce((sum, { share }) => sum + share, 0);
  return {
    turn: record.turn + 1,
    date: record.date,
    score,
    events,
    moves: moves.map(({ name, before, after }) => ({ name, before, after })),
  };
}
