// What a seat may believe: worlds, doctrines and hidden states drawn from what the scenario says about them, and weighted by how likely they
// made the events that the seat has heard of. A particle filter: every particle relives the case under the orders that the seat saw; events
// that it heard of are made to happen (its weight is multiplied by the chance that its world gave them), everything hidden is drawn anew.
// Indicators that the seat reads exactly are taken as they stand; those seen late or with an error are not leaned on. The true world, the true
// doctrine and the case's own future draws are never looked at. White knows the true world.
// Gordon, Salmond and Smith 1993, Novel approach to nonlinear/non-Gaussian Bayesian state estimation; with the proposal conditioned on what was observed,
// and renewed (see renewal.ts) once the weights have become unequal.

import { normalQuantile } from '../arithmetic/normal-quantile.ts';
import { createDesign } from '../chance/design.ts';
import { quantile } from '../chance/distribution.ts';
import { MAX_SOBOL_DIMENSIONS } from '../chance/sobol.ts';
import { lower } from '../model/lower.ts';
import type { Model } from '../model/model.ts';
import { settingsByName } from '../model/setting.ts';
import { createChartlessSteps } from '../reference/chartless-turn.ts';
import { createDraws } from '../reference/draws.ts';
import { createInterpreter, type Interpreter } from '../reference/interpreter.ts';
import { positionOf } from '../reference/run.ts';
import { startContext } from '../reference/start-step.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import { type Particle, type ParticleWorld, relive } from './reliving.ts';
import { renewed } from './renewal.ts';
import type { Standing } from './standing.ts';

export interface Believer {
  readonly model: Model;
  /** Works out the particles as the case stands now, telling how far it is; weights are not normalised. */
  relive(standing: Standing): Generator<Progress, readonly Particle[]>;
}

/** Turns of particles. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Particles relived between two words on how far it is: some tens of milliseconds. */
const BATCH = 16;

/** What is known of a line of turns; `records` say which line, so that another one starts anew. */
interface Known {
  readonly particles: readonly Particle[];
  readonly records: readonly TurnRecord[];
}

/** `count` particles for one seat of a case; asked again later it goes on from where it was. */
export function createBeliever(ground: Ground, seat: string, count: number): Believer {
  const { scenario, opening } = ground;
  const settings = settingsByName(opening.settings);
  const lowered = lower(scenario, { variant: opening.variant, settings });
  if (lowered.model === null) throw new Error('the model of the case could not be made a second time');
  const { model } = lowered;
  const interpreter = createInterpreter(model);
  const world: ParticleWorld = {
    interpreter,
    steps: createChartlessSteps(interpreter),
    sights: ground.sights[model.seats.findIndex(({ name }) => name === seat)]!,
  };
  const first =
    seat === WHITE_SEAT ? trueParticles(ground, interpreter, count) : priorParticles(ground, interpreter, count);
  // White knows the true world, so there is nothing to narrow down.
  const renew = (particles: readonly Particle[], turn: number): readonly Particle[] =>
    seat === WHITE_SEAT ? particles : renewed(particles, model.parameters, forecastSeed(ground), turn);
  // After each turn: with all that is known of it by now.
  const settled: Known[] = [{ particles: first, records: [] }];
  // The last turn, of which what is seen late is not known yet.
  let newest: Known | null = null;
  return {
    model,
    *relive(standing) {
      const { records } = standing;
      if (newest !== null && isLine(newest.records, records) && newest.records.length === records.length)
        return newest.particles;
      const turns = records.map((record, turn) => ({ record, after: positionOf(standing.runs[turn + 1]!) }));
      let at = Math.min(settled.length - 1, Math.max(0, records.length - 1));
      while (!isLine(settled[at]!.records, records)) at--;
      settled.length = at + 1;
      const begun = at;
      const total = (records.length - begun) * count;
      for (; at < records.length; at++) {
        const isNewest = at === records.length - 1;
        const particles: Particle[] = [];
        for (const particle of settled[at]!.particles) {
          particles.push(relive(world, particle, turns[at]!, isNewest));
          if (particles.length % BATCH === 0) yield { done: (at - begun) * count + particles.length, total };
        }
        const line = records.slice(0, at + 1);
        if (isNewest) newest = { particles, records: line };
        else settled.push({ particles: renew(particles, at), records: line });
      }
      return records.length === 0 ? first : newest!.particles;
    },
  };
}

/** Is the one the beginning of the other? */
function isLine(beginning: readonly TurnRecord[], records: readonly TurnRecord[]): boolean {
  return beginning.every((known, i) => known === records[i]);
}

function priorParticles(ground: Ground, interpreter: Interpreter, count: number): readonly Particle[] {
  const { model } = interpreter;
  const seed = forecastSeed(ground);
  const draws = createDraws(model, seed);
  const names = model.parameters.map(({ name }) => name);
  const kind = names.length <= MAX_SOBOL_DIMENSIONS ? 'sobol' : 'lhs';
  const uniform = createDesign({ kind, seed, names, worlds: count });
  return Array.from({ length: count }, (_, world) => {
    const doctrine = world % model.doctrines.length;
    const shares = names.map((_, dimension) => uniform(world, dimension));
    const parameters = model.parameters.map(
      ({ fixed, distribution }, i) => fixed ?? quantile(distribution, shares[i]!),
    );
    const arm = { policy: ground.arm.policy, doctrine };
    const { position } = startContext(interpreter, { arm, parameters, draws, world, replication: 0 });
    return { doctrine, parameters, scores: shares.map(normalQuantile), logWeight: 0, position, draws };
  });
}

function trueParticles(ground: Ground, interpreter: Interpreter, count: number): readonly Particle[] {
  const { parameters } = positionOf(ground.start);
  const { arm } = ground;
  const draws = createDraws(interpreter.model, forecastSeed(ground));
  return Array.from({ length: count }, (_, world) => {
    const { position } = startContext(interpreter, { arm, parameters, draws, world, replication: 0 });
    return { doctrine: arm.doctrine, parameters, scores: [], logWeight: 0, position, draws };
  });
}

/** Other draws than those of the case itself. */
function forecastSeed({ opening }: Ground): string {
  return `${opening.seed}/forecast`;
}
