// Runs of rounds, arm by arm -> count, mean, variance and skewness of every paired difference and every arm, a world being one unit.
// Runs are let go as soon as every arm has reached their world: with equal numbers nothing but the sums stays.

import { addToMoments, type Moments, NO_MOMENTS } from '../../analysis/confidence-sequence.ts';

/** One difference that is summed: arm minus baseline of one outcome, all by their numbers. */
export interface Pair {
  readonly outcome: number;
  readonly arm: number;
  readonly baseline: number;
}

export interface PairedSums {
  /** The next worlds of one arm: `values[outcome]` holds the runs, world by world. `outcome` counts as the sums do. */
  add(arm: number, values: readonly Float64Array[]): void;
  /** Takes in all that has come, each pair over the worlds that both arms have. */
  fold(): void;
  pair(pair: Pair): Moments;
  /** Of the means of an arm's own worlds. */
  arm(outcome: number, arm: number): Moments;
  worldsOf(arm: number): number;
  /** Runs that wait for other arms. */
  held(): number;
}

/** Worlds in which a side has no value at all are left out, and so are single replications in which one side has none. */
export function createPairedSums(
  arms: number,
  outcomes: number,
  replications: number,
  pairs: readonly Pair[],
): PairedSums {
  const count = new Array<number>(arms).fill(0);
  const waiting = Array.from({ length: arms }, () => ({
    from: 0,
    columns: Array.from({ length: outcomes }, () => new Float64Array(0)),
  }));
  const keyOf = ({ outcome, arm, baseline }: Pair): string => `${outcome} ${arm} ${baseline}`;
  const pairStates = new Map(pairs.map((pair) => [keyOf(pair), { pair, done: 0, moments: NO_MOMENTS }]));
  const armStates = Array.from({ length: outcomes }, () =>
    Array.from({ length: arms }, () => ({ done: 0, moments: NO_MOMENTS })),
  );

  function* differences({ outcome, arm, baseline }: Pair, from: number, to: number): Generator<number> {
    const [one, other] = [waiting[arm]!, waiting[baseline]!];
    const [a, b] = [one.columns[outcome]!, other.columns[outcome]!];
    for (let world = from; world < to; world++)
      yield meanOf(
        replications,
        (i) => a[(world - one.from) * replications + i]! - b[(world - other.from) * replications + i]!,
      );
  }

  function* ownMeans(outcome: number, arm: number, from: number, to: number): Generator<number> {
    const { from: start, columns } = waiting[arm]!;
    for (let world = from; world < to; world++)
      yield meanOf(replications, (i) => columns[outcome]![(world - start) * replications + i]!);
  }

  return {
    add(arm, values) {
      const { columns } = waiting[arm]!;
      count[arm]! += values[0]!.length / replications;
      values.forEach((fresh, outcome) => {
        const joined = new Float64Array(columns[outcome]!.length + fresh.length);
        joined.set(columns[outcome]!);
        joined.set(fresh, columns[outcome]!.length);
        columns[outcome] = joined;
      });
    },
    fold() {
      for (const state of pairStates.values()) {
        const to = Math.min(count[state.pair.arm]!, count[state.pair.baseline]!);
        if (to <= state.done) continue;
        state.moments = addToMoments(state.moments, differences(state.pair, state.done, to));
        state.done = to;
      }
      armStates.forEach((states, outcome) => {
        states.forEach((state, arm) => {
          state.moments = addToMoments(state.moments, ownMeans(outcome, arm, state.done, count[arm]!));
          state.done = count[arm]!;
        });
      });
      const least = Math.min(...count);
      for (const one of waiting) {
        one.columns = one.columns.map((column) => column.slice((least - one.from) * replications));
        one.from = least;
      }
    },
    pair: (pair) => pairStates.get(keyOf(pair))!.moments,
    arm: (outcome, arm) => armStates[outcome]![arm]!.moments,
    worldsOf: (arm) => count[arm]!,
    held: () => waiting.reduce((sum, { columns }) => sum + (columns[0]?.length ?? 0), 0),
  };
}

/** Mean of the values present; NaN when there is none. */
function meanOf(replications: number, value: (replication: number) => number): number {
  let [sum, present] = [0, 0];
  for (let i = 0; i < replications; i++) {
    const one = value(i);
    if (Number.isNaN(one)) continue;
    sum += one;
    present++;
  }
  return present === 0 ? Number.NaN : sum / present;
}
