// The series of a stored batch -> quantiles of stocks and shares of states, arm by arm and turn by turn. One column is in memory at a time.

import { quantile } from '../../analysis/quantiles.ts';
import { memberOf } from '../../model/slot-name.ts';
import type { Plan } from '../plan-batch.ts';
import type { TurnFan } from '../turn-fan.ts';
import { edgesOf, type SeriesKind, type SeriesPlan, type SeriesQuantity } from './series-plan.ts';
import { listOf, plainPath, quotedName, quotedText } from './sql-text.ts';

/** Runs that failed count nowhere. Arms are those of the plan, turns count from 0. */
export interface SeriesReading {
  readonly kind: SeriesKind;
  /** `runs[arm][turn]`: runs that reached the turn. */
  readonly runs: readonly (readonly number[])[];
  readonly quantities: readonly {
    readonly name: string;
    readonly slots: readonly string[];
    /** No quantile is further than half of it from that of the runs themselves; 0 where they are the same. */
    readonly width: number;
    /** `fans[arm][turn]`: 5, 25, 50, 75 and 95 %; null where no run came to. */
    readonly fans: readonly (readonly TurnFan[])[];
  }[];
  readonly machines: readonly {
    readonly name: string;
    readonly members: readonly string[];
    readonly states: readonly string[];
    /** `shares[arm][state][turn]`: mean over runs, and over members where the name is that of all; null where no run came to. */
    readonly shares: readonly (readonly (readonly (number | null)[])[])[];
  }[];
}

/** Rows of one query, some thousand at a time. */
export type Ask = (sql: string) => AsyncIterable<readonly (readonly unknown[])[]>;

interface Source {
  readonly series: SeriesPlan;
  readonly plan: Plan;
  readonly files: readonly string[];
  readonly ask: Ask;
}

/** `names`: stocks or means as they were kept, machines or members of them. Throws a RangeError for another name. */
export async function readSeries(source: Source, names: readonly string[]): Promise<SeriesReading> {
  const { series } = source;
  const quantities = names.flatMap((name) => series.quantities.find((one) => one.name === name) ?? []);
  const machines = names.flatMap((name) => {
    const own = series.machines.filter((one) => one.name === name || one.element === name);
    return own.length === 0 ? [] : [{ name, own }];
  });
  const unknown = names.find((name) => ![...quantities, ...machines].some((one) => one.name === name));
  if (unknown !== undefined) throw new RangeError(`no series of ${unknown} in this batch`);
  const runs = await runsOf(source);
  const fans: SeriesReading['quantities'][number][] = [];
  for (const quantity of quantities) {
    const { name, slots } = quantity;
    const own = series.kind === 'sketch' ? await sketchFans(source, quantity) : await fullFans(source, quantity);
    fans.push({ name, slots, width: widthOf(series, quantity), fans: own });
  }
  const shares: SeriesReading['machines'][number][] = [];
  for (const { name, own } of machines) shares.push(await sharesOf(source, name, own, runs));
  return { kind: series.kind, runs, quantities: fans, machines: shares };
}

function widthOf({ kind }: SeriesPlan, quantity: SeriesQuantity): number {
  if (kind === 'full' || quantity.whole) return 0;
  const [low, high] = edgesOf(quantity, 0);
  return high - low;
}

function rowsOf({ files }: Source): string {
  return `read_parquet(${listOf(files.map(plainPath))}, hive_partitioning = false)`;
}

const ARM = 'variant, policy, doctrine';

/** Number of an arm by its names. */
function armsByName({ plan }: Source): (row: readonly unknown[]) => number {
  const arms = new Map(
    plan.arms.map(({ index, names }) => [[names.variant, names.policy, names.doctrine].join('\0'), index]),
  );
  return (row) => arms.get(row.slice(0, 3).join('\0')) ?? -1;
}

function grid<T>({ plan }: Source, of: (arm: number, turn: number) => T): T[][] {
  const { turns } = plan.models[0]!;
  return plan.arms.map((_, arm) => Array.from({ length: turns }, (_, turn) => of(arm, turn)));
}

async function runsOf(source: Source): Promise<number[][]> {
  const runs = grid(source, () => 0);
  const armOf = armsByName(source);
  const { kind, quantities, machines } = source.series;
  const first = [...quantities, ...machines][0]?.name;
  // Each run is in one bin of every thing that is kept.
  const what =
    kind === 'full'
      ? `count(*) FROM ${rowsOf(source)} WHERE ${kept(source.plan)}`
      : `sum(count) FROM ${rowsOf(source)} WHERE name = ${quotedText(first ?? '')}`;
  for await (const rows of source.ask(`SELECT ${ARM}, turn, ${what} GROUP BY ${ARM}, turn`))
    for (const row of rows) runs[armOf(row)]![Number(row[3]) - 1] = Number(row[4]);
  return runs;
}

/** Every value stands for the middle of its bin. */
async function sketchFans(source: Source, quantity: SeriesQuantity): Promise<TurnFan[][]> {
  const counts = grid(source, (): [bin: number, count: number][] => []);
  const armOf = armsByName(source);
  const where = `kind = 'stock' AND name = ${quotedText(quantity.name)}`;
  const sql = `SELECT ${ARM}, turn, bin, sum(count) FROM ${rowsOf(source)} WHERE ${where} GROUP BY ${ARM}, turn, bin ORDER BY bin`;
  for await (const rows of source.ask(sql))
    for (const row of rows) counts[armOf(row)]![Number(row[3]) - 1]!.push([Number(row[4]), Number(row[5])]);
  return counts.map((turns) => turns.map((own) => binnedFan(quantity, own)));
}

/** `counts`: bins in rising order. As type-7 quantiles of that many values in the middles of the bins. */
function binnedFan(quantity: SeriesQuantity, counts: readonly (readonly [bin: number, count: number])[]): TurnFan {
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return null;
  const middleAt = (place: number): number => {
    let before = 0;
    for (const [bin, count] of counts) {
      before += count;
      if (place >= before) continue;
      const [low, high] = edgesOf(quantity, bin);
      return low + (high - low) / 2;
    }
    return Number.NaN;
  };
  return fan((probability) => {
    const place = (all - 1) * probability;
    const below = Math.floor(place);
    const low = middleAt(below);
    const high = middleAt(Math.min(below + 1, all - 1));
    return low === high ? low : low + (place - below) * (high - low);
  });
}

/** All values of one arm at a time. */
async function fullFans(source: Source, { column }: SeriesQuantity): Promise<TurnFan[][]> {
  const { plan } = source;
  const { turns } = plan.models[0]!;
  const all: TurnFan[][] = [];
  for (const { names } of plan.arms) {
    const values = new Float64Array(turns * plan.futures);
    const counts = new Int32Array(turns);
    const where = (['variant', 'policy', 'doctrine'] as const).map((key) => `${key} = ${quotedText(names[key])}`);
    const sql = `SELECT turn, ${quotedName(column)} FROM ${rowsOf(source)} WHERE ${where.join(' AND ')} AND ${quotedName(column)} IS NOT NULL AND ${kept(plan)}`;
    for await (const rows of source.ask(sql))
      for (const [turn, value] of rows) {
        const place = Number(turn) - 1;
        values[place * plan.futures + counts[place]!] = Number(value);
        counts[place]! += 1;
      }
    all.push(
      Array.from(counts, (count, turn) => {
        const sorted = values.subarray(turn * plan.futures, turn * plan.futures + count).sort();
        return count === 0 ? null : fan((probability) => quantile(sorted, probability));
      }),
    );
  }
  return all;
}

/** Worlds that count: of a batch that stopped by itself, those up to its stop. */
function kept({ question }: Plan): string {
  return `world < ${question.worlds}`;
}

function fan(at: (probability: number) => number): TurnFan {
  return [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)];
}

async function sharesOf(
  source: Source,
  name: string,
  own: SeriesPlan['machines'],
  runs: readonly (readonly number[])[],
): Promise<SeriesReading['machines'][number]> {
  const states = own[0]!.states;
  const sums = states.map(() => grid(source, () => 0));
  const armOf = armsByName(source);
  for (const machine of own) {
    const state = source.series.kind === 'sketch' ? 'state' : quotedName(machine.column);
    const [count, where] =
      source.series.kind === 'sketch'
        ? ['sum(count)', `kind = 'state' AND name = ${quotedText(machine.name)}`]
        : ['count(*)', `${state} IS NOT NULL AND ${kept(source.plan)}`];
    const sql = `SELECT ${ARM}, turn, ${state}, ${count} FROM ${rowsOf(source)} WHERE ${where} GROUP BY ALL`;
    for await (const rows of source.ask(sql))
      for (const row of rows) sums[states.indexOf(String(row[4]))]![armOf(row)]![Number(row[3]) - 1]! += Number(row[5]);
  }
  return {
    name,
    members: own.flatMap((machine) => memberOf(machine.name) ?? []),
    states,
    shares: runs.map((turns, arm) =>
      states.map((_, state) =>
        turns.map((alive, turn) => (alive === 0 ? null : sums[state]![arm]![turn]! / (alive * own.length))),
      ),
    ),
  };
}
