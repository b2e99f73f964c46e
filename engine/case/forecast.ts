// A case + a seat + options -> thousands of its futures under each option: fans of indicators, shares of states, outcomes, and which differences are real.
// The seat forecasts with what it can see (see particles.ts). Every option meets the same futures, so differences are options and not luck.

import { difference, type Verdict } from '../analysis/difference.ts';
import { estimateMean } from '../analysis/estimate-mean.ts';
import { quantile } from '../analysis/quantiles.ts';
import { createJsKernel, type JsKernel } from '../kernel/js-kernel.ts';
import { kernelStateOf } from '../kernel/kernel-state.ts';
import type { Model, Node, NodeId, Rule } from '../model/model.ts';
import { positionOf } from '../reference/run.ts';
import type { Ground } from './ground.ts';
import {
  type Believer,
  createBeliever,
  normalisedWeights,
  noteLevels,
  type Particle,
  systematicSample,
} from './particles.ts';
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

export interface Forecaster {
  forecast(standing: Standing, request: ForecastRequest): Forecast;
}

/** Goes on from turn to turn; a forecast of a case that is over throws. */
export function createForecaster(ground: Ground, seat: string, particles = PARTICLES): Forecaster {
  const believer = createBeliever(ground, seat, particles);
  return { forecast: (standing, request) => forecast(ground, believer, seat, standing, request) };
}

function forecast(
  ground: Ground,
  believer: Believer,
  seat: string,
  standing: Standing,
  request: ForecastRequest,
): Forecast {
  if (standing.over) throw new Error('a case that is over has no future');
  noteLevels(ground.model, standing.records);
  const particles = believer.particlesAt(standing);
  const { weights, effective } = normalisedWeights(particles);
  const chosen = systematicSample(weights, request.worlds, 0.5).map((index) => particles[index]!);
  const model = withOptions(ground, believer.model, standing, seat, request.options);
  const runner = new FutureRuns(model, ground, chosen, standing, request);
  return {
    seat,
    played: standing.played,
    futures: request.worlds * request.replications,
    particles: particles.length,
    effective,
    options: runner.run(),
  };
}

/**
 * The model with one policy for each option: the levers of persons as constant rules before everything else. Which doctrine is played becomes
 * one more parameter, the last, since every particle has its own belief of it.
 */
function withOptions(
  { arm }: Ground,
  model: Model,
  standing: Standing,
  seat: string,
  options: readonly ForecastOption[],
): Model {
  const { ordered } = positionOf(standing.run);
  const believed = believedDoctrine(model);
  const policies = options.map(({ name, levers }) => {
    const constant = model.levers.flatMap((lever, index): Rule[] => {
      const holder = model.seats[lever.seat]?.name ?? '';
      const isOwn = holder === seat;
      if (!isOwn && standing.holders[holder] !== 'person') return [];
      // Of another person nothing is known but what stands.
      const wanted = isOwn ? (levers[lever.name] ?? standing.orders[holder]?.[lever.name]) : undefined;
      const level =
        wanted === undefined ? ordered[index]! : lever.levels.findIndex((candidate) => candidate.name === wanted);
      return [{ lever: index, level, when: null, origin: name }];
    });
    return { name, options: [], rules: [...constant, ...model.policies[arm.policy]!.rules, ...believed.rules] };
  });
  return { ...model, ...believed.model, policies, doctrines: [{ name: 'believed', rules: [] }] };
}

function believedDoctrine(model: Model): {
  readonly model: Pick<Model, 'nodes' | 'conditions' | 'parameters'>;
  readonly rules: readonly Rule[];
} {
  const nodes: Node[] = [...model.nodes];
  const conditions = [...model.conditions];
  const add = (node: Node, isCondition: boolean): NodeId => {
    conditions.push(isCondition);
    return nodes.push(node) - 1;
  };
  const { doctrines, parameters } = model;
  const played = add({ op: 'parameter', index: parameters.length }, false);
  const rules = doctrines.flatMap((doctrine, index) => {
    const isPlayed = add({ op: 'equal', a: played, b: add({ op: 'number', value: index }, false) }, true);
    return doctrine.rules.map((rule) => ({
      ...rule,
      when: rule.when === null ? isPlayed : add({ op: 'and', a: isPlayed, b: rule.when }, true),
    }));
  });
  const values = doctrines.map((_, index) => index);
  const distribution = { kind: 'discrete' as const, values, weights: values.map(() => 1) };
  return {
    model: { nodes, conditions, parameters: [...parameters, { name: 'doctrine', distribution, fixed: null }] },
    rules,
  };
}

/** Runs the futures world by world; keeps fans, counts and outcomes, never whole runs. */
class FutureRuns {
  private readonly model: Model;
  private readonly particles: readonly Particle[];
  private readonly request: ForecastRequest;
  private readonly from: number;
  private readonly left: number;
  private readonly seed: string;

  constructor(
    model: Model,
    { opening }: Ground,
    particles: readonly Particle[],
    { played }: Standing,
    request: ForecastRequest,
  ) {
    this.model = model;
    this.particles = particles;
    this.request = request;
    this.from = played;
    this.left = model.turns - played;
    this.seed = `${opening.seed}/forecast/${played}`;
  }

  run(): readonly OptionForecast[] {
    const { worlds, replications, numbers } = this.request;
    const options = this.request.options.length;
    const futures = worlds * replications;
    const watches = numbers.map((name) => watchOf(this.model, name));
    const occupancy = Array.from({ length: options }, () =>
      this.model.machines.map(({ states }) => new Float64Array(states.length * this.left)),
    );
    const outcomes = Array.from({ length: options }, () => this.model.outcomes.map(() => new Float64Array(futures)));
    const watched = Array.from({ length: options }, () => watches.map(() => new Float64Array(futures * this.left)));
    const failed = Array.from({ length: options }, () => 0);
    const kernel = this.kernel(options, watches, occupancy);
    for (const [world, particle] of this.particles.entries()) {
      const state = kernelStateOf(kernel.program, positionOf(particle.run));
      const columns = this.model.outcomes.map(() => new Float64Array(options * replications));
      const seen = watches.map(() => new Float64Array(options * replications * this.model.turns));
      const faults = kernel.runBlock(
        { first: world * replications, count: replications, columns, watched: seen },
        { turn: this.from, state },
      );
      for (const { arm } of faults) failed[arm]!++;
      for (let option = 0; option < options; option++) {
        for (let i = 0; i < replications; i++) {
          const future = world * replications + i;
          for (const [o, column] of columns.entries())
            outcomes[option]![o]![future] = column[option * replications + i]!;
          for (const [w, column] of seen.entries()) {
            const start = (option * replications + i) * this.model.turns + this.from;
            const row = column.subarray(start, start + this.left);
            for (let turn = 0; turn < this.left; turn++) watched[option]![w]![turn * futures + future] = row[turn]!;
          }
        }
      }
    }
    return outcomes.map((columns, option) => ({
      name: this.request.options[option]!.name,
      fans: numbers.map((name, w) => ({ name, rows: this.fan(watched[option]![w]!, futures) })),
      machines: this.model.machines.map(({ name, states }, machine) =>
        this.shares(name, states, occupancy[option]![machine]!),
      ),
      outcomes: this.model.outcomes.map(({ name, kind }, o) =>
        this.outcome(name, kind, columns[o]!, option === 0 ? null : outcomes[0]![o]!),
      ),
      failed: failed[option]!,
    }));
  }

  private kernel(
    options: number,
    watches: readonly Watch[],
    occupancy: readonly (readonly Float64Array[])[],
  ): JsKernel {
    const { replications } = this.request;
    const arms = Array.from({ length: options }, (_, policy) => ({ policy, doctrine: 0 }));
    const parameters = this.particles.map((particle) => Float64Array.from([...particle.parameters, particle.doctrine]));
    const setup = { arms, seed: this.seed, parametersOf: (world: number) => parameters[world]!, replications };
    let leafSlots: readonly number[] = [];
    const made = createJsKernel(this.model, setup, {
      watches,
      onTurn: ({ arm, turn, wholes }) => {
        for (const [machine, slot] of leafSlots.entries()) {
          const { states } = this.model.machines[machine]!;
          occupancy[arm]![machine]![(turn - this.from) * states.length + wholes[slot]!]!++;
        }
      },
    });
    if ('unsupported' in made) throw new Error(`no forecast: ${made.unsupported}`);
    leafSlots = this.model.machines.map((_, machine) => made.program.layout.at.leaf[machine]!);
    return made;
  }

  private fan(column: Float64Array, futures: number): readonly FanRow[] {
    return Array.from({ length: this.left }, (_, turn) => {
      const row = column
        .subarray(turn * futures, (turn + 1) * futures)
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
    name: string,
    kind: 'mean' | 'share',
    values: Float64Array,
    first: Float64Array | null,
  ): OptionForecast['outcomes'][number] {
    const { worlds, replications } = this.request;
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
