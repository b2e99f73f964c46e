// A case + a seat + options -> thousands of its futures under each option: fans of indicators, shares of states, outcomes, and which differences are real.
// The seat forecasts with what it can see (see particles.ts). Every option meets the same futures, so differences are options and not luck.

import { difference, type Verdict } from '../analysis/difference.ts';
import { estimateMean } from '../analysis/estimate-mean.ts';
import { quantile } from '../analysis/quantiles.ts';
import { createJsKernel, type JsKernel, type TurnVisit } from '../kernel/js-kernel.ts';
import { kernelStateOf } from '../kernel/kernel-state.ts';
import type { Model, Node, NodeId, Parameter, Rule } from '../model/model.ts';
import { positionOf } from '../reference/run.ts';
import type { Ground } from './ground.ts';
import { createBeliever, normalisedWeights, type Particle, systematicSample } from './particles.ts';
import type { Standing } from './standing.ts';

/** What the seat would order from now on; levers that it does not name keep their level. */
export interface ForecastOption {
  readonly name: string;
  readonly levers: Readonly<Record<string, string>>;
}

export interface ForecastRequest {
  readonly options: readonly ForecastOption[];
  /** Worlds drawn from the seat's belief, and streams of chance in each. */
  readonly worlds: number;
  readonly replications: number;
  /** Stocks or auxiliaries to draw fans of, by slot, as `fear[latvia]`. */
  readonly numbers: readonly string[];
}

/** 5, 25, 50, 75 and 95 % of the futures in each turn to come. */
export type FanRow = readonly [p05: number, p25: number, p50: number, p75: number, p95: number];

export interface OptionForecast {
  readonly name: string;
  readonly fans: readonly { readonly name: string; readonly rows: readonly FanRow[] }[];
  /** For each machine the share of futures in each state (leaves in order of the model) after each turn to come. */
  readonly machines: readonly {
    readonly name: string;
    readonly leaves: readonly string[];
    readonly shares: readonly (readonly number[])[];
  }[];
  readonly outcomes: readonly {
    readonly name: string;
    readonly estimate: number | null;
    readonly mcse: number | null;
    /** Against the first option; null for the first one itself. */
    readonly against: {
      readonly estimate: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly verdict: Verdict;
    } | null;
  }[];
  readonly failed: number;
}

export interface Forecast {
  readonly seat: string;
  /** Turns played; row 0 of every series is the turn after them. */
  readonly played: number;
  readonly futures: number;
  /** Particles drawn, and how many equally likely ones the evidence leaves. */
  readonly particles: number;
  readonly effective: number;
  readonly options: readonly OptionForecast[];
}

/** Particles of a seat's belief. */
export const PARTICLES = 128;

/** What is known so far; `forecast` is null until the first futures are in. */
export interface Growing {
  readonly done: number;
  readonly total: number;
  readonly forecast: Forecast | null;
}

/** Keeps its belief and its compiled kernels between questions. A forecast of a case that is over throws. */
export interface Forecaster {
  /** Tells more and more: after a sixteenth of the futures, after a quarter, after all. The last one is the forecast. */
  grow(standing: Standing, request: ForecastRequest): Generator<Growing>;
  forecast(standing: Standing, request: ForecastRequest): Forecast;
  /** Works out the belief that a forecast from here will need. */
  prepare(standing: Standing): Generator<unknown>;
}

export function createForecaster(ground: Ground, seat: string, particles = PARTICLES): Forecaster {
  const believer = createBeliever(ground, seat, particles);
  const kernels = new Map<string, Compiled>();
  const grow = function* (standing: Standing, request: ForecastRequest): Generator<Growing> {
    if (standing.over) throw new Error('a case that is over has no future');
    const total = request.worlds * request.replications;
    const question = { ground, believed: believer.model, seat, standing, request };
    const relived = believer.relive(standing);
    let step = relived.next();
    for (; !step.done; step = relived.next()) yield { done: 0, total, forecast: null };
    const all = step.value;
    const key = keyOf(question);
    const compiled = kernels.get(key) ?? compile(question);
    kernels.delete(key);
    kernels.set(key, compiled);
    if (kernels.size > KERNELS) kernels.delete(kernels.keys().next().value!);
    yield { done: 0, total, forecast: null };
    const { weights, effective } = normalisedWeights(all);
    const chosen = systematicSample(weights, request.worlds, 0.5).map((index) => all[index]!);
    const runs = new FutureRuns(compiled, question, chosen);
    for (const replications of stagesOf(request.replications)) {
      for (const world of chosen.keys()) {
        runs.runWorld(world, replications);
        if (world % WORLDS_BETWEEN === WORLDS_BETWEEN - 1) yield { done: runs.done(), total, forecast: null };
      }
      const options = runs.results(replications);
      const done = request.worlds * replications;
      const { played } = standing;
      yield { done, total, forecast: { seat, played, futures: done, particles: all.length, effective, options } };
    }
  };
  return {
    grow,
    forecast: (standing, request) => {
      let latest: Forecast | null = null;
      for (const { forecast } of grow(standing, request)) latest = forecast ?? latest;
      return latest!;
    },
    prepare: (standing) => believer.relive(standing),
  };
}

/** Compiled kernels kept: a person looks back and forth between a few kinds of question. */
const KERNELS = 4;

/** Worlds between two words on how far it is. */
const WORLDS_BETWEEN = 16;

/** Streams of chance in each world after which results are told. */
function stagesOf(replications: number): readonly number[] {
  return [...new Set([16, 4, 1].map((part) => Math.ceil(replications / part)))];
}

interface Question {
  readonly ground: Ground;
  readonly believed: Model;
  readonly seat: string;
  readonly standing: Standing;
  readonly request: ForecastRequest;
}

/** A kernel for so many options of one seat; what the options order are parameters of it, so that other orders need no other kernel. */
interface Compiled {
  readonly model: Model;
  readonly kernel: JsKernel;
  readonly watches: readonly Watch[];
  /** Levers that people set, in the order of their parameters. */
  readonly levers: readonly number[];
  /** What the runs of the present question are given and tell. */
  readonly now: { parametersOf: (world: number) => Float64Array; onTurn: (visit: TurnVisit) => void };
}

function keyOf({ seat, standing, request }: Question): string {
  const { numbers, options, replications } = request;
  return JSON.stringify([seat, standing.holders, numbers, options.length, replications]);
}

function compile(question: Question): Compiled {
  const { ground, believed, request } = question;
  const levers = leversOfPersons(question);
  const model = withOptions(ground, believed, levers, request.options.length);
  const watches = request.numbers.map((name) => watchOf(model, name));
  const now: Compiled['now'] = { parametersOf: () => new Float64Array(), onTurn: () => {} };
  const setup = {
    arms: request.options.map((_, policy) => ({ policy, doctrine: 0 })),
    seed: `${ground.opening.seed}/forecast/futures`,
    parametersOf: (world: number) => now.parametersOf(world),
    replications: request.replications,
  };
  const made = createJsKernel(model, setup, { watches, onTurn: (visit) => now.onTurn(visit) });
  if ('unsupported' in made) throw new Error(`no forecast: ${made.unsupported}`);
  return { model, kernel: made, watches, levers, now };
}

function leversOfPersons({ believed, seat, standing }: Question): readonly number[] {
  return believed.levers.flatMap((lever, index) => {
    const holder = believed.seats[lever.seat]?.name ?? '';
    return holder === seat || standing.holders[holder] === 'person' ? [index] : [];
  });
}

/** Levels that an option orders on the levers of persons. Of another person nothing is known but what stands. */
function levelsOf({ believed, seat, standing }: Question, levers: readonly number[], option: ForecastOption): number[] {
  const { ordered } = positionOf(standing.run);
  return levers.map((index) => {
    const lever = believed.levers[index]!;
    const isOwn = believed.seats[lever.seat]?.name === seat;
    const wanted = isOwn ? (option.levers[lever.name] ?? standing.orders[seat]?.[lever.name]) : undefined;
    const level = lever.levels.findIndex(({ name }) => name === wanted);
    return level < 0 ? ordered[index]! : level;
  });
}

/**
 * The model with one policy for each option. Three things become parameters, after those of the scenario: which doctrine is played, since every
 * particle has its own belief of it, and then for every option the level of each lever that a person sets, for good.
 */
function withOptions({ arm }: Ground, model: Model, levers: readonly number[], options: number): Model {
  const nodes: Node[] = [...model.nodes];
  const conditions = [...model.conditions];
  const parameters: Parameter[] = [...model.parameters];
  const add = (node: Node, isCondition: boolean): NodeId => {
    conditions.push(isCondition);
    return nodes.push(node) - 1;
  };
  /** A parameter with the values 0, 1, ...; and for each of them the condition that it is this one. */
  const choice = (name: string, count: number): readonly NodeId[] => {
    const values = Array.from({ length: count }, (_, value) => value);
    const distribution = { kind: 'discrete' as const, values, weights: values.map(() => 1) };
    const chosen = add({ op: 'parameter', index: parameters.push({ name, distribution, fixed: null }) - 1 }, false);
    return values.map((value) => add({ op: 'equal', a: chosen, b: add({ op: 'number', value }, false) }, true));
  };
  const played = choice('doctrine', model.doctrines.length);
  const believed = model.doctrines.flatMap(({ rules }, doctrine) =>
    rules.map((rule) => {
      const when =
        rule.when === null ? played[doctrine]! : add({ op: 'and', a: played[doctrine]!, b: rule.when }, true);
      return { ...rule, when };
    }),
  );
  const policies = Array.from({ length: options }, (_, option) => {
    const name = `option ${option}`;
    const set = levers.flatMap((lever): Rule[] =>
      choice(`${name}: ${model.levers[lever]!.name}`, model.levers[lever]!.levels.length).map((when, level) => ({
        lever,
        level,
        when,
        origin: name,
      })),
    );
    return { name, options: [], rules: [...set, ...model.policies[arm.policy]!.rules, ...believed] };
  });
  return { ...model, nodes, conditions, parameters, policies, doctrines: [{ name: 'believed', rules: [] }] };
}

/** Runs the futures world by world; keeps fans, counts and outcomes, never whole runs. */
class FutureRuns {
  private readonly compiled: Compiled;
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

  constructor(compiled: Compiled, question: Question, particles: readonly Particle[]) {
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
    return Array.from({ length: this.left }, (_, turn) => {
      const row = column
        .subarray(turn * this.futures, (turn + 1) * this.futures)
        .filter((value) => !Number.isNaN(value))
        .sort();
      return [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantile(row, p)) as unknown as FanRow;
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

type Watch = { readonly kind: 'stock' | 'auxiliary'; readonly index: number };

function watchOf(model: Model, name: string): Watch {
  const stock = model.stocks.findIndex((one) => one.name === name);
  if (stock >= 0) return { kind: 'stock', index: stock };
  const auxiliary = model.auxiliaries.findIndex((one) => one.name === name);
  if (auxiliary < 0) throw new Error(`no stock or auxiliary ${name}`);
  return { kind: 'auxiliary', index: auxiliary };
}
