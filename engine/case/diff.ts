// Two lines of play -> where and how they differ, turn by turn. With the same draws in both, everything that differs follows from the first difference.

import type { Standing } from './standing.ts';

/** How one turn went otherwise in the second line (B) than in the first (A). */
export interface TurnDifference {
  /** From 1. */
  readonly turn: number;
  readonly date: string;
  /** Orders given, as lever and level. */
  readonly orders: readonly Difference[];
  /** Names of what happened in one line only. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

export interface Difference {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** Only turns that both lines have and that differ. */
export function diffLines(a: Standing, b: Standing): readonly TurnDifference[] {
  const turns = Math.min(a.records.length, b.records.length);
  return Array.from({ length: turns }, (_, turn) => differenceOf(a, b, turn)).filter(
    ({ orders, onlyA, onlyB }) => orders.length + onlyA.length + onlyB.length > 0,
  );
}

function differenceOf(a: Standing, b: Standing, turn: number): TurnDifference {
  const [one, two] = [a.records[turn]!, b.records[turn]!];
  const orders = one.levers.flatMap(({ name, after }, index): Difference[] => {
    const other = two.levers[index]?.after ?? '';
    return after === other ? [] : [{ name, a: after, b: other }];
  });
  const [happenedA, happenedB] = [happenings(one), happenings(two)];
  return {
    turn: turn + 1,
    date: one.date,
    orders,
    onlyA: happenedA.filter((name) => !happenedB.includes(name)),
    onlyB: happenedB.filter((name) => !happenedA.includes(name)),
  };
}

/** `inject wales_summit`, `abduction[latvia]`, `ladder[riga]: quiet -> covert_acts`. */
function happenings({ injects, phases }: Standing['records'][number]): readonly string[] {
  return [
    ...injects.map(({ name }) => `inject ${name}`),
    ...phases.flatMap(({ incidents, transitions }) => [
      ...incidents.filter(({ times }) => times > 0).map(({ name, times }) => (times > 1 ? `${name} x${times}` : name)),
      ...transitions.map(({ name, from, leaf }) => `${name}: ${from} -> ${leaf}`),
    ]),
  ];
}
