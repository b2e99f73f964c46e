// What a seat may believe: worlds, doctrines and hidden states drawn from what the scenario says about them, and weighted by how likely they
// made the events that the seat has heard of. A particle filter: every particle relives the case under the orders that the seat saw; events
// that it heard of are made to happen (its weight is multiplied by the chance that its world gave them), everything hidden is drawn anew.
// Indicators that the seat reads exactly are taken as they stand; those seen late or with an error are not leaned on. The true world, the true
// doctrine and the case's own future draws are never looked at. White knows the true world.
// Gordon, Salmond and Smith 1993, Novel approach to nonlinear/non-Gaussian Bayesian state estimation; with the proposal conditioned on what was observed.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';
import { lower } from '../model/lower.ts';
import type { Model } from '../model/model.ts';
import type { SeatSights } from '../model/sights.ts';
import { createWorlds } from '../model/worlds.ts';
import { amendPosition } from '../reference/amend.ts';
import { candidatesOf } from '../reference/asking.ts';
import { type ChartlessSteps, createChartlessSteps } from '../reference/chartless-turn.ts';
import { createDraws, type Draws } from '../reference/draws.ts';
import { incidentProspect } from '../reference/incident-draw.ts';
import { createInterpreter, holds, type Interpreter } from '../reference/interpreter.ts';
import type { ByHand } from '../reference/open-step.ts';
import type { Position } from '../reference/position.ts';
import { positionOf } from '../reference/run.ts';
import { startContext } from '../reference/start-step.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';

export interface Particle {
  readonly doctrine: number;
  readonly parameters: readonly number[];
  readonly position: Position;
  readonly draws: Draws;
  readonly logWeight: number;
}

/** One turn of the case as it truly went. */
interface TrueTurn {
  readonly record: TurnRecord;
  readonly after: Position;
}

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
  const settings = new Map(opening.settings.map(({ name, value }) => [name, value]));
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
      noteLevels(model, records);
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
        const known = { particles, records: records.slice(0, at + 1) };
        if (isNewest) newest = known;
        else settled.push(known);
      }
      return records.length === 0 ? first : newest!.particles;
    },
  };
}

/** Is the one the beginning of the other? */
function isLine(beginning: readonly TurnRecord[], records: readonly TurnRecord[]): boolean {
  return beginning.every((known, i) => known === records[i]);
}

/** What all particles of a seat share. */
interface ParticleWorld {
  readonly interpreter: Interpreter;
  readonly steps: ChartlessSteps;
  readonly sights: SeatSights;
}

/** Weights that sum to 1, and how many equally weighted particles they are worth: 1 / sum of squares (Kong, Liu and Wong 1994). */
export function normalisedWeights(particles: readonly Particle[]): {
  readonly weights: readonly number[];
  readonly effective: number;
} {
  const most = Math.max(...particles.map(({ logWeight }) => logWeight));
  const raw = particles.map(({ logWeight }) => (logWeight === -Infinity ? 0 : exp(logWeight - most)));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  const weights = sum > 0 ? raw.map((weight) => weight / sum) : raw.map(() => 1 / particles.length);
  return { weights, effective: 1 / weights.reduce((total, weight) => total + weight * weight, 0) };
}

/** Systematic resampling (Kitagawa 1996): `count` indices, each particle about as often as its weight says. `offset` in [0, 1). */
export function systematicSample(weights: readonly number[], count: number, offset: number): readonly number[] {
  const chosen: number[] = [];
  let [index, reached] = [0, weights[0] ?? 1];
  for (let i = 0; i < count; i++) {
    const place = (i + offset) / count;
    while (reached < place && index < weights.length - 1) reached += weights[++index]!;
    chosen.push(index);
  }
  return chosen;
}

function priorParticles(ground: Ground, interpreter: Interpreter, count: number): readonly Particle[] {
  const { opening } = ground;
  const { model } = interpreter;
  const seed = `${opening.seed}/forecast`;
  const draws = createDraws(model, seed);
  const parametersOf = createWorlds(model, { seed, design: 'sobol', worlds: count });
  return Array.from({ length: count }, (_, world) => {
    const doctrine = world % model.doctrines.length;
    const parameters = Array.from(parametersOf(world));
    const arm = { policy: ground.arm.policy, doctrine };
    const { position } = startContext(interpreter, { arm, parameters, draws, world, replication: 0 });
    return { doctrine, parameters, logWeight: 0, position, draws };
  });
}

function trueParticles(ground: Ground, interpreter: Interpreter, count: number): readonly Particle[] {
  const { parameters } = positionOf(ground.start);
  const { arm } = ground;
  const draws = createDraws(interpreter.model, `${ground.opening.seed}/forecast`);
  return Array.from({ length: count }, (_, world) => {
    const { position } = startContext(interpreter, { arm, parameters, draws, world, replication: 0 });
    return { doctrine: arm.doctrine, parameters, logWeight: 0, position, draws };
  });
}

/** One turn of a particle. `isNewest`: what is seen late of this turn is not known yet. */
function relive(world: ParticleWorld, particle: Particle, truth: TrueTurn, isNewest: boolean): Particle {
  if (particle.position.over) return { ...particle, logWeight: -Infinity };
  const { interpreter, steps, sights } = world;
  const forced = new Map<number, number>();
  const { draws } = particle;
  const guided: Draws = {
    draw: (channel, world, replication, turn) => forced.get(channel) ?? draws.draw(channel, world, replication, turn),
  };
  let { logWeight } = particle;
  let position = steps.open(particle.position, guided, ordersSeen(sights, truth));
  for (const phase of interpreter.model.phases.keys()) {
    if (position.failure !== null) return { ...particle, logWeight: -Infinity };
    forced.clear();
    logWeight += force(interpreter, sights, position, truth, phase, isNewest, forced);
    position = steps.phase(position, guided, phase);
  }
  if (position.failure === null) position = steps.end(position);
  if (position.failure !== null) return { ...particle, logWeight: -Infinity };
  return { ...particle, position: asSeen(interpreter, sights, position, truth, isNewest), logWeight };
}

/** The orders that the seat saw or gave; levers hidden from it follow the particle's own doctrine. */
function ordersSeen(sights: SeatSights, { record }: TrueTurn): ByHand {
  return {
    orders: record.levers.flatMap(({ lever }, index) => {
      const seen = sights.levers[index];
      return seen === null || seen === undefined ? [] : [{ lever, level: levelOf(record, index) }];
    }),
    injects: record.injects
      .filter(({ inject, reason }) => reason === 'by hand' && sights.injects[inject] !== null)
      .map(({ inject }) => inject),
  };
}

const levelIndex = new WeakMap<TurnRecord, readonly number[]>();

/** Set by `noteLevels` when the record is first met: records tell levels by name. */
function levelOf(record: TurnRecord, lever: number): number {
  return levelIndex.get(record)?.[lever] ?? 0;
}

/** Records tell levels by name; particles order by index. */
function noteLevels(model: Model, records: readonly TurnRecord[]): void {
  for (const record of records) {
    if (levelIndex.has(record)) continue;
    levelIndex.set(
      record,
      record.levers.map(({ lever, after }) => model.levers[lever]!.levels.findIndex(({ name }) => name === after)),
    );
  }
}

/** Draws under which what the seat knows of this phase happens in the particle as it truly did; gives the log of its chance. */
function force(
  interpreter: Interpreter,
  sights: SeatSights,
  position: Position,
  { record, after }: TrueTurn,
  phaseIndex: number,
  isNewest: boolean,
  forced: Map<number, number>,
): number {
  const { model } = interpreter;
  const truth = record.phases[phaseIndex];
  if (truth === undefined) return 0;
  let logChance = 0;
  const isKnown = (hearing: { readonly how: string; readonly gate: number | null } | null | undefined): boolean => {
    if (hearing === null || hearing === undefined) return false;
    if (hearing.how === 'late') return !isNewest;
    // The gate is asked of the particle's model, which has the same nodes before those of the sights.
    return hearing.gate === null || (hearing.gate < model.nodes.length && holds(interpreter, after, hearing.gate));
  };
  for (const index of model.phases[phaseIndex]!.incidents) {
    if (!isKnown(sights.incidents[index])) continue;
    const incident = model.incidents[index]!;
    const prospect = incidentProspect(interpreter, position, incident);
    const times = truth.incidents.find((one) => one.incident === index)?.times ?? 0;
    if (prospect.fault !== null) return -Infinity;
    if (prospect.kind === 'idle' || prospect.kind === 'certain') {
      if ((prospect.kind === 'certain' ? 1 : 0) !== times) logChance = -Infinity;
      continue;
    }
    const slice = prospect.kind === 'rate' ? poissonSlice(prospect.odds, times) : chanceSlice(prospect.odds, times > 0);
    if (!(slice.until > slice.from)) {
      logChance = -Infinity;
      continue;
    }
    forced.set(incident.channel!, (slice.from + slice.until) / 2);
    logChance += log(slice.until - slice.from);
  }
  for (const index of model.phases[phaseIndex]!.machines) {
    if (isKnown(sights.machines[index])) logChance += forceMachine(interpreter, position, truth, index, forced);
  }
  return logChance;
}

/** States asked before the one that truly moved stay silent; then its own slice is drawn. */
function forceMachine(
  interpreter: Interpreter,
  position: Position,
  truth: TurnRecord['phases'][number],
  machine: number,
  forced: Map<number, number>,
): number {
  const { states } = interpreter.model.machines[machine]!;
  const moved = truth.transitions.find((one) => one.machine === machine);
  let logChance = 0;
  for (const state of interpreter.shapes[machine]!.paths[position.leaves[machine]!]!) {
    const { name, transitions, channel } = states[state]!;
    const candidates = candidatesOf(interpreter, position, states[state]!);
    if (candidates.length === 0) continue;
    const own =
      moved?.from === name
        ? candidates.find((one) => states[transitions[one.transition]!.target]!.name === moved.to)
        : undefined;
    const from = own?.from ?? candidates.at(-1)!.until;
    const until = Math.min(1, own?.until ?? 1);
    if (!(until > from)) return -Infinity;
    if (channel !== null && candidates[0]!.odds !== null) {
      forced.set(channel, (from + until) / 2);
      logChance += log(until - from);
    }
    if (own !== undefined) return logChance;
  }
  return moved === undefined ? logChance : -Infinity;
}

function chanceSlice(odds: number, came: boolean): { readonly from: number; readonly until: number } {
  return came ? { from: 0, until: Math.min(1, odds) } : { from: Math.min(1, odds), until: 1 };
}

/** The slice of u that gives `times` events: between the two values of the distribution function. */
function poissonSlice(rate: number, times: number): { readonly from: number; readonly until: number } {
  let probability = exp(-rate);
  let [from, until] = [0, probability];
  for (let k = 1; k <= times; k++) {
    probability = (probability * rate) / k;
    [from, until] = [until, until + probability];
  }
  return { from, until: Math.min(1, until) };
}

/** Stocks and machines that the seat sees exactly stand in every particle as it sees them. */
function asSeen(
  interpreter: Interpreter,
  sights: SeatSights,
  own: Position,
  { after }: TrueTurn,
  isNewest: boolean,
): Position {
  const { model } = interpreter;
  const stocks = model.stocks.flatMap((_, stock) => {
    const isSeen = sights.stocks[stock]?.how === 'exact' || (sights.stocks[stock]?.how === 'late' && !isNewest);
    return isSeen && own.stocks[stock] !== after.stocks[stock] ? [{ stock, value: after.stocks[stock]! }] : [];
  });
  const machines = model.machines.flatMap((_, machine) => {
    const sight = sights.machines[machine];
    const isSeen = sight?.how === 'exact' || (sight?.how === 'late' && !isNewest);
    return isSeen && own.leaves[machine] !== after.leaves[machine] ? [{ machine, state: after.leaves[machine]! }] : [];
  });
  return stocks.length + machines.length === 0 ? own : amendPosition(interpreter, own, { stocks, machines });
}
