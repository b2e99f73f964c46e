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
  const kernels = new Map<string, ForecastKernel>();
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

/** ForecastKernel kernels kept: a person looks back and forth between a few kinds of question. */
const KERNELS = 4;

/** Worlds between two words on how far it is. */
const WORLDS_BETWEEN = 16;

/** Streams of chance in each world after which results are told. */
function stagesOf(replications: number): readonly number[] {
  return [...new Set([16, 4, 1].map((part) => Math.ceil(replications / part)))];
}
