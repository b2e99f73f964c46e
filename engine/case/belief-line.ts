// A played line + a cell -> what this cell could believe at each point of it, with what it had heard by then: how likely the adversary's true doctrine
// was, and how likely each outcome. And the same for one who knew the true world: what hung on chance alone. For the hot wash, never for the play.

import { positionOf } from '../reference/run.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { Forecast, ForecastRequest } from './forecast.ts';
import { compile, type ForecastKernel, type ForecastQuestion, keyOf } from './forecast-kernel.ts';
import { FutureRuns } from './future-runs.ts';
import type { Ground } from './ground.ts';
import { normalisedWeights, systematicSample } from './particle-weights.ts';
import { createBeliever } from './particles.ts';
import type { Particle } from './reliving.ts';
import type { Standing } from './standing.ts';

export interface BeliefPoint {
  /** Turns played by then. */
  readonly played: number;
  /** Probability of the true doctrine. */
  readonly doctrine: number;
  /** By outcome of the model: share of the futures, or mean; null is unknown. */
  readonly outcomes: readonly (number | null)[];
  /** How many equally likely particles the belief is worth. */
  readonly effective: number;
}

export interface BeliefRequest {
  /** Points of the line at which it is asked, in order of turns; none of them over. */
  readonly points: readonly Standing[];
  readonly particles: number;
  /** Futures at each point. */
  readonly worlds: number;
  readonly replications: number;
}

/** Tells after each point how many are done. Orders that wait for the coming turn are left out: the belief is that before deciding. */
export function* beliefLine(
  ground: Ground,
  seat: string,
  { points, particles, worlds, replications }: BeliefRequest,
): Generator<number, readonly BeliefPoint[]> {
  const believer = createBeliever(ground, seat, particles);
  const request = asked(worlds, replications);
  const first = points[0];
  if (first === undefined) return [];
  const questionAt = (standing: Standing): ForecastQuestion => ({
    ...{ ground, believed: believer.model, seat, request },
    standing: { ...standing, orders: {} },
  });
  const line: BeliefPoint[] = [];
  const outcomesOf = createTeller();
  for (const standing of points) {
    const question = questionAt(standing);
    const relived = believer.relive(question.standing);
    let step = relived.next();
    for (; !step.done; step = relived.next()) yield line.length;
    const { weights, effective } = normalisedWeights(step.value);
    const chosen = systematicSample(weights, worlds, 0.5).map((index) => step.value[index]!);
    const doctrine = step.value.reduce(
      (sum, one, i) => sum + (one.doctrine === ground.arm.doctrine ? weights[i]! : 0),
      0,
    );
    line.push({ played: standing.played, doctrine, effective, outcomes: outcomesOf(question, chosen) });
    yield line.length;
  }
  return line;
}

/** The same with the true world, doctrine and state: futures differ by chance alone. */
export function trueLine(ground: Ground, { points, worlds, replications }: BeliefRequest): readonly BeliefPoint[] {
  const request = asked(1, worlds * replications);
  const outcomesOf = createTeller();
  return points.map((standing): BeliefPoint => {
    const position = positionOf(standing.run);
    const truth: Particle = {
      ...{ doctrine: ground.arm.doctrine, parameters: position.parameters, scores: [], position },
      ...{ draws: ground.draws, logWeight: 0 },
    };
    const question: ForecastQuestion = {
      ...{ ground, believed: ground.model, seat: WHITE_SEAT, request },
      standing: { ...standing, orders: {} },
    };
    return { played: standing.played, doctrine: 1, effective: 1, outcomes: outcomesOf(question, [truth]) };
  });
}

function asked(worlds: number, replications: number): ForecastRequest {
  return { options: [{ name: 'as it stands', levers: {} }], worlds, replications, numbers: [] };
}

/** Kernels are kept: only who holds what asks for another one. */
function createTeller(): (question: ForecastQuestion, chosen: readonly Particle[]) => readonly (number | null)[] {
  const kernels = new Map<string, ForecastKernel>();
  return (question, chosen) => {
    const key = keyOf(question);
    const compiled = kernels.get(key) ?? compile(question);
    kernels.set(key, compiled);
    const { worlds, replications } = question.request;
    const runs = new FutureRuns(compiled, question, chosen);
    for (let world = 0; world < worlds; world++) runs.runWorld(world, replications);
    const [option]: Forecast['options'] = runs.results(replications);
    return option!.outcomes.map(({ estimate }) => estimate);
  };
}
