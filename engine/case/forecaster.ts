// A case + a seat + options -> thousands of its futures under each option: fans of indicators, shares of states, outcomes, and which differences are real.
// The seat forecasts with what it can see (see particles.ts). Every option meets the same futures, so differences are options and not luck.

import type { Forecast, ForecastRequest, Growing } from './forecast.ts';
import { compile, type ForecastKernel, keyOf } from './forecast-kernel.ts';
import { FutureRuns } from './future-runs.ts';
import type { Ground } from './ground.ts';
import { normalisedWeights, systematicSample } from './particle-weights.ts';
import { createBeliever } from './particles.ts';
import type { Standing } from './standing.ts';

/** Particles of a seat's belief, unless told. */
const PARTICLES = 128;

/** Keeps its belief and its compiled kernels between questions. A forecast of a case that is over throws. */
export interface Forecaster {
  /** Tells more and more: after a sixteenth of the futures, after a quarter, after all. The last one is the forecast. */
  grow(standing: Standing, request: ForecastRequest): Generator<Growing>;
  forecast(standing: Standing, request: ForecastRequest): Forecast;
  /** Works out the belief that a forecast from here will need. */
  prepare(standing: Standing): Generator<unknown>;
}

/** `particles`: how many beliefs the seat holds at once. Throws where `compile` does. */
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

/** Compiled kernels kept: a person looks back and forth between a few kinds of question. */
const KERNELS = 4;

/** Worlds between two words on how far it is. */
const WORLDS_BETWEEN = 16;

/** Streams of chance in each world after which results are told. */
function stagesOf(replications: number): readonly number[] {
  return [...new Set([16, 4, 1].map((part) => Math.ceil(replications / part)))];
}
