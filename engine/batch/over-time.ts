// A model + some of its arms -> what stands after every turn of the first futures of a batch: fans of numbers, shares of states, first turns of
// events. The futures are those of the batch itself, with the same worlds and the same draws, run once more by the compiled JavaScript, or read
// where a stored batch kept them turn by turn.

import { quantile } from '../analysis/quantiles.ts';
import { createJsKernel } from '../kernel/js-kernel.ts';
import type { Arm, Model, Node, NodeId } from '../model/model.ts';
import { elementOf } from '../model/slot-name.ts';
import { createWorlds, type WorldsRequest } from '../model/worlds.ts';
import type { PlannedArm } from './plan-batch.ts';
import type { Manifest } from './store/manifest.ts';
import type { SeriesKind } from './store/series-plan.ts';
import type { StoredResult } from './store/stored-result.ts';
import type { SeriesReading } from './store/stored-series.ts';
import type { TurnFan } from './turn-fan.ts';

export interface OverTimeRequest extends WorldsRequest {
  readonly arms: readonly Arm[];
  readonly replications: number;
  /** Of each arm; no more than the batch has. */
  readonly futures: number;
  /** Elements that are stocks or auxiliaries; of several members the mean is taken. A condition counts as 0 or 1. */
  readonly quantities: readonly string[];
  /** Elements that are machines. */
  readonly machines: readonly string[];
  /** Conditions of the model by a name of the caller's. */
  readonly events: readonly { readonly name: string; readonly node: NodeId }[];
}

export interface OverTime {
  readonly futures: number;
  /** Runs of all arms that failed; they count nowhere. */
  readonly failed: number;
  /** By arm, then by turn: runs that reached it. */
  readonly runs: readonly (readonly number[])[];
  readonly quantities: readonly {
    readonly element: string;
    readonly slots: readonly string[];
    /** `fans[arm][turn]`. */
    readonly fans: readonly (readonly TurnFan[])[];
  }[];
  readonly machines: readonly {
    readonly element: string;
    readonly members: readonly string[];
    /** Innermost states in the order of the model. */
    readonly states: readonly string[];
    /** `shares[arm][state][turn]`: mean over runs and members; null for a turn that no run reached. */
    readonly shares: readonly (readonly (readonly (number | null)[])[])[];
  }[];
  readonly events: readonly {
    readonly name: string;
    /** `first[arm][future]`: turn from 1 after which the condition first held, turns + 1 when it never did, NaN for a failed run. */
    readonly first: readonly Float64Array[];
  }[];
  /** Where curves and shares were not run again but read from what the batch kept; events still are of `futures` futures. */
  readonly kept?: KeptCurves;
}

/** What curves that were kept are: all futures of the batch, and how exact. */
export interface KeptCurves {
  readonly kind: SeriesKind;
  /** Of each arm. */
  readonly futures: number;
  /** Of each quantity: no quantile is further than half of it from that of the runs; 0 where they are the same. */
  readonly widths: readonly number[];
}

/** Futures between two signs of life. */
const AT_ONCE = 128;

/** Yields how many futures are done. Throws for a name that the model does not have, and where the kernel cannot run the model. */
export function* overTime(model: Model, request: OverTimeRequest): Generator<number, OverTime> {
  const futures = Math.min(request.futures, request.worlds * request.replications);
  const watching = watchAll(model, request);
  const made = createJsKernel(
    watching.model,
    {
      arms: request.arms,
      seed: request.seed,
      parametersOf: createWorlds(model, request),
      replications: request.replications,
    },
    { watches: watching.nodes.map((_, index) => ({ kind: 'auxiliary', index: model.auxiliaries.length + index })) },
  );
  if ('unsupported' in made) throw new Error(`no curves over time: ${made.unsupported}`);
  const tally = createTally(watching, request, model.turns, futures);
  let failed = 0;
  for (let first = 0; first < futures; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, futures - first);
    const watched = watching.nodes.map(() => new Float64Array(request.arms.length * count * model.turns));
    const lost = made.runBlock({ first, count, columns: [], watched });
    failed += lost.length;
    const isLost = new Set(
      lost.map(({ arm, world, replication }) => arm * count + world * request.replications + replication - first),
    );
    tally.take(watched, first, count, isLost);
    yield first + count;
  }
  return { futures, failed, ...tally.finish() };
}

/** What of a stored batch `overTimeOf` reads. */
export type KeptSeries = Pick<StoredResult, 'series' | 'plan'> & { readonly manifest: Pick<Manifest, 'series'> };

/**
 * As `overTime`, but quantities and states are read from the stored batch where it kept all of them. `request.arms` are arms of its plan.
 * Then `failed` counts the failed runs of all its futures.
 */
export async function* overTimeOf(
  model: Model,
  request: Omit<OverTimeRequest, 'arms'> & { readonly arms: readonly PlannedArm[] },
  stored: KeptSeries | null,
): AsyncGenerator<number, OverTime> {
  const { quantities, machines, arms } = request;
  const names = [...quantities, ...machines];
  const series = stored?.manifest.series;
  const kept = new Set(series?.quantities.map(({ name }) => name));
  const states = new Set(series?.machines.map(({ element }) => element));
  const isKept = quantities.every((name) => kept.has(name)) && machines.every((name) => states.has(name));
  if (stored === null || series === undefined || names.length === 0 || !isKept) return yield* overTime(model, request);
  const reading = await stored.series(names);
  const rest = { ...request, quantities: [], machines: [] };
  const again: OverTime =
    request.events.length === 0
      ? { futures: request.futures, failed: 0, runs: [], quantities: [], machines: [], events: [] }
      : yield* overTime(model, rest);
  const { futures } = stored.plan;
  return {
    futures: again.futures,
    failed: arms.reduce((sum, { index }) => sum + futures - (reading.runs[index]?.[0] ?? 0), 0),
    runs: arms.map(({ index }) => reading.runs[index]!),
    quantities: reading.quantities.map(({ name, slots, fans }) => ({
      element: name,
      slots,
      fans: arms.map(({ index }) => fans[index]!),
    })),
    machines: reading.machines.map((machine) => keptShares(model, machine, arms)),
    events: again.events,
    kept: { kind: reading.kind, futures, widths: reading.quantities.map(({ width }) => width) },
  };
}

/** States that another variant has are left out. */
function keptShares(
  { machines }: Model,
  { name, members, states, shares }: SeriesReading['machines'][number],
  arms: readonly PlannedArm[],
): OverTime['machines'][number] {
  const own = machines.find(({ element }) => element === name)?.states ?? [];
  const innermost = own.flatMap((state) => (state.initial < 0 ? [state.name] : []));
  return {
    element: name,
    members,
    states: innermost,
    shares: arms.map(({ index }) => innermost.map((state) => shares[index]![states.indexOf(state)]!)),
  };
}

/** The model with everything that is watched as auxiliaries at its end: quantities, then states machine by machine, then events. */
interface Watching {
  readonly model: Model;
  readonly nodes: readonly NodeId[];
  readonly quantities: readonly { readonly element: string; readonly slots: readonly string[] }[];
  readonly machines: readonly {
    readonly element: string;
    readonly members: readonly string[];
    readonly states: readonly string[];
    /** How many machines stand behind one name. */
    readonly count: number;
  }[];
}

function watchAll(model: Model, request: OverTimeRequest): Watching {
  const nodes: Node[] = [...model.nodes];
  const conditions = [...model.conditions];
  const add = (node: Node, isCondition = false): NodeId => {
    conditions.push(isCondition);
    return nodes.push(node) - 1;
  };
  const number = (value: number): NodeId => add({ op: 'number', value });
  const [zero, one] = [number(0), number(1)];
  const counted = (node: NodeId): NodeId => (conditions[node] ? add({ op: 'if', a: node, b: one, c: zero }) : node);
  const sumOf = (parts: readonly NodeId[]): NodeId =>
    parts.reduce((sum, part) => add({ op: 'add', a: sum, b: part }), zero);
  const quantities = request.quantities.map((element) => {
    const found = slotsOf(model, element);
    const sum = sumOf(found.map((slot) => counted('node' in slot ? slot.node : add(slot.read))));
    const node = add({ op: 'divide', a: sum, b: number(found.length) });
    return { element, slots: found.map(({ name }) => name), node };
  });
  const machines = request.machines.map((element) => {
    const own = [...model.machines.entries()].filter(([, machine]) => machine.element === element);
    if (own.length === 0) throw new Error(`no machine ${element}`);
    const leaves = own[0]![1].states.flatMap(({ name, initial }, state) => (initial < 0 ? [{ name, state }] : []));
    return {
      element,
      members: own.flatMap(([, { member }]) => member ?? []),
      states: leaves.map(({ name }) => name),
      count: own.length,
      nodes: leaves.map(({ state }) => sumOf(own.map(([machine]) => counted(add({ op: 'in', machine, state }, true))))),
    };
  });
  const events = request.events.map(({ node }) => counted(node));
  const watched = [...quantities.map(({ node }) => node), ...machines.flatMap((machine) => machine.nodes), ...events];
  const auxiliaries = [...model.auxiliaries, ...watched.map((node, i) => ({ name: `watched ${i}`, node }))];
  return { model: { ...model, nodes, conditions, auxiliaries }, nodes: watched, quantities, machines };
}

function slotsOf(model: Model, element: string) {
  const stocks = model.stocks.flatMap(({ name }, index) =>
    elementOf(name) === element ? [{ name, read: { op: 'stock', index } as const }] : [],
  );
  const auxiliaries = model.auxiliaries.filter(({ name }) => elementOf(name) === element);
  const found = stocks.length > 0 ? stocks : auxiliaries;
  if (found.length === 0) throw new Error(`no stock or auxiliary ${element}`);
  return found;
}

interface Tally {
  take(watched: readonly Float64Array[], first: number, count: number, isLost: ReadonlySet<number>): void;
  finish(): Omit<OverTime, 'futures' | 'failed'>;
}

function createTally(watching: Watching, request: OverTimeRequest, turns: number, futures: number): Tally {
  const arms = request.arms.length;
  const { quantities, machines } = watching;
  const states = machines.flatMap((machine) => machine.states.map(() => machine));
  const values = quantities.map(() => new Float64Array(arms * turns * futures).fill(Number.NaN));
  const sums = states.map(() => new Float64Array(arms * turns));
  const runs = new Float64Array(arms * turns);
  const firsts = request.events.map(() =>
    Array.from({ length: arms }, () => new Float64Array(futures).fill(turns + 1)),
  );
  const byArm = <T>(of: (arm: number) => T): T[] => Array.from({ length: arms }, (_, arm) => of(arm));
  const byTurn = <T>(of: (turn: number) => T): T[] => Array.from({ length: turns }, (_, turn) => of(turn));
  return {
    take(watched, first, count, isLost) {
      const [numbers, counts, events] = [
        watched.slice(0, values.length),
        watched.slice(values.length, values.length + states.length),
        watched.slice(values.length + states.length),
      ];
      for (let arm = 0; arm < arms; arm++)
        for (let i = 0; i < count; i++) {
          const run = arm * count + i;
          if (isLost.has(run)) {
            for (const event of firsts) event[arm]![first + i] = Number.NaN;
            continue;
          }
          for (let turn = 0; turn < turns; turn++) {
            const from = run * turns + turn;
            const to = arm * turns + turn;
            if (Number.isNaN(watched[0]?.[from] ?? Number.NaN)) break;
            runs[to]! += 1;
            numbers.forEach((column, w) => {
              values[w]![to * futures + first + i] = column[from]!;
            });
            counts.forEach((column, w) => {
              sums[w]![to]! += column[from]!;
            });
            events.forEach((column, w) => {
              const own = firsts[w]![arm]!;
              if (column[from] === 1 && own[first + i]! > turns) own[first + i] = turn + 1;
            });
          }
        }
    },
    finish() {
      let at = 0;
      return {
        runs: byArm((arm) => byTurn((turn) => runs[arm * turns + turn]!)),
        quantities: quantities.map(({ element, slots }, w) => ({
          element,
          slots,
          fans: byArm((arm) => byTurn((turn) => fanOf(values[w]!, (arm * turns + turn) * futures, futures))),
        })),
        machines: machines.map(({ element, members, states: own, count }) => {
          const offset = at;
          at += own.length;
          return {
            element,
            members,
            states: own,
            shares: byArm((arm) =>
              own.map((_, state) =>
                byTurn((turn) => {
                  const place = arm * turns + turn;
                  return runs[place] === 0 ? null : sums[offset + state]![place]! / (runs[place]! * count);
                }),
              ),
            ),
          };
        }),
        events: request.events.map(({ name }, w) => ({ name, first: firsts[w]! })),
      };
    },
  };
}

function fanOf(values: Float64Array, from: number, count: number): TurnFan {
  const sorted = values
    .slice(from, from + count)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) return null;
  const at = (probability: number): number => quantile(sorted, probability);
  return [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)];
}
