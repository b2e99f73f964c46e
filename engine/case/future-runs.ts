// A compiled kernel + chosen particles -> their futures under every option, more and more of them; and what has come of them so far.

import { difference } from '../analysis/difference.ts';
import { estimateMean } from '../analysis/estimate-mean.ts';
import { quantile } from '../analysis/quantiles.ts';
import { kernelStateOf } from '../kernel/kernel-state.ts';
import type { Model } from '../model/model.ts';
import type { FanRow, ForecastRequest, OptionForecast } from './forecast.ts';
import { type ForecastKernel, type ForecastQuestion, levelsOf } from './forecast-kernel.ts';
import type { Particle } from './reliving.ts';

/** Runs the futures world by world; keeps fans, counts and outcomes, never whole runs. */
export class FutureRuns {
  private readonly compiled: ForecastKernel;
  private readonly particles: readonly Particle[];
  private readonly request: ForecastRequest;
  private readonly from: number;
  private readonly left: number;
  private readonly futures: number;
  /** Streams of chance run so far in each world. */
  private readonly run: Int32Array;
  private readonly occupancy: readonly (readonly Float64Array[])[];
  private readonly outcomes: readonly (readonly Float64Array[])[];
  /** By turn, so that a row is one piece; NaN where nothing was run. */
  private readonly watched: readonly (readonly Float64Array[])[];
  private readonly failed: number[];

  constructor(compiled: ForecastKernel, question: ForecastQuestion, particles: readonly Particle[]) {
    const { standing, request } = question;
    const { model, watches, levers, now, kernel } = compiled;
    this.compiled = compiled;
    this.particles = particles;
    this.request = request;
    this.from = standing.played;
    this.left = model.turns - standing.played;
    this.futures = request.worlds * request.replications;
    this.run = new Int32Array(request.worlds);
    const each = <T>(of: () => T): T[] => request.options.map(of);
    this.occupancy = each(() => model.machines.map(({ states }) => new Float64Array(states.length * this.left)));
    this.outcomes = each(() => model.outcomes.map(() => new Float64Array(this.futures).fill(Number.NaN)));
    this.watched = each(() => watches.map(() => new Float64Array(this.futures * this.left).fill(Number.NaN)));
    this.failed = each(() => 0);
    const ordered = request.options.flatMap((option) => levelsOf(question, levers, option));
    const parameters = particles.map((one) => Float64Array.from([...one.parameters, one.doctrine, ...ordered]));
    const leafSlots = model.machines.map((_, machine) => kernel.program.layout.at.leaf[machine]!);
    const stateCounts = model.machines.map(({ states }) => states.length);
    now.parametersOf = (world) => parameters[world]!;
    now.onTurn = ({ arm, turn, wholes }) => {
      const counts = this.occupancy[arm]!;
      for (let machine = 0; machine < leafSlots.length; machine++)
        counts[machine]![(turn - this.from) * stateCounts[machine]! + wholes[leafSlots[machine]!]!]!++;
    };
  }

  done(): number {
    return this.run.reduce((sum, count) => sum + count, 0);
  }

  /** Until `replications` streams of chance have been run in the world. */
  runWorld(world: number, replications: number): void {
    const { kernel, model } = this.compiled;
    const options = this.request.options.length;
    const begun = this.run[world]!;
    const count = replications - begun;
    if (count <= 0) return;
    const columns = model.outcomes.map(() => new Float64Array(options * count));
    const watched = this.compiled.watches.map(() => new Float64Array(options * count * model.turns));
    const first = world * this.request.replications + begun;
    const state = kernelStateOf(kernel.program, this.particles[world]!.position);
    const faults = kernel.runBlock({ first, count, columns, watched }, { turn: this.from, state });
    for (const { arm } of faults) this.failed[arm]!++;
    for (let option = 0; option < options; option++) {
      for (const [o, column] of columns.entries())
        this.outcomes[option]![o]!.set(column.subarray(option * count, (option + 1) * count), first);
      for (const [w, column] of watched.entries())
        this.keepWatched(this.watched[option]![w]!, column, option * count, count, first);
    }
    this.run[world] = replications;
  }

  private keepWatched(into: Float64Array, column: Float64Array, row: number, count: number, first: number): void {
    const { turns } = this.compiled.model;
    for (let i = 0; i < count; i++) {
      const start = (row + i) * turns + this.from;
      for (let turn = 0; turn < this.left; turn++) into[turn * this.futures + first + i] = column[start + turn]!;
    }
  }

  /** Of the first `replications` streams of every world. */
  results(replications: number): readonly OptionForecast[] {
    const { model } = this.compiled;
    const firstColumns = this.outcomes[0]!.map((column) => this.begun(column, replications));
    return this.request.options.map(({ name }, option) => {
      const columns =
        option === 0 ? firstColumns : this.outcomes[option]!.map((column) => this.begun(column, replications));
      return {
        name,
        fans: this.request.numbers.map((number, w) => ({ name: number, rows: this.fan(this.watched[option]![w]!) })),
        machines: model.machines.map((machine, index) =>
          this.shares(machine.name, machine.states, this.occupancy[option]![index]!),
        ),
        outcomes: model.outcomes.map((outcome, o) =>
          this.outcome(outcome, columns[o]!, option === 0 ? null : firstColumns[o]!, replications),
        ),
        failed: this.failed[option]!,
      };
    });
  }

  private begun(column: Float64Array, replications: number): Float64Array {
    const { worlds, replications: all } = this.request;
    if (replications === all) return column;
    const begun = new Float64Array(worlds * replications);
    for (let world = 0; world < worlds; world++)
      begun.set(column.subarray(world * all, world * all + replications), world * replications);
    return begun;
  }

  private fan(column: Float64Array): readonly FanRow[] {
    return Array.from({ length: this.left }, (_, turn): FanRow => {
      const row = column
        .subarray(turn * this.futures, (turn + 1) * this.futures)
        .filter((value) => !Number.isNaN(value))
        .sort();
      const at = (p: number): number => quantile(row, p);
      return [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)];
    });
  }

  private shares(
    name: string,
    states: Model['machines'][number]['states'],
    counts: Float64Array,
  ): OptionForecast['machines'][number] {
    const leaves = states.flatMap(({ initial }, state) => (initial < 0 ? [state] : []));
    return {
      name,
      leaves: leaves.map((state) => states[state]!.name),
      shares: Array.from({ length: this.left }, (_, turn) => {
        const row = leaves.map((state) => counts[turn * states.length + state]!);
        const sum = row.reduce((total, count) => total + count, 0);
        return row.map((count) => (sum > 0 ? count / sum : 0));
      }),
    };
  }

  private outcome(
    { name, kind }: Model['outcomes'][number],
    values: Float64Array,
    first: Float64Array | null,
    replications: number,
  ): OptionForecast['outcomes'][number] {
    const { worlds } = this.request;
    const sample = { values, worlds, replications };
    const { estimate, mcse } = estimateMean(sample);
    if (first === null) return { name, estimate, mcse, against: null };
    const paired = difference(sample, { values: first, worlds, replications }, kind);
    const against = {
      estimate: paired.estimate,
      low: paired.interval?.low ?? null,
      high: paired.interval?.high ?? null,
      verdict: paired.verdict,
    };
    return { name, estimate, mcse, against };
  }
}
