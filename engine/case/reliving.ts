// A particle + a turn of the case as a seat knows it -> the particle after that turn: what the seat has heard of is made to happen, and the weight
// is multiplied by the chance that the particle's world gave it; what is hidden is drawn anew. The proposal of the particle filter in particles.ts.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';
import type { SeatSights } from '../model/sights.ts';
import { amendPosition } from '../reference/amend.ts';
import { candidatesOf } from '../reference/asking.ts';
import type { ChartlessSteps } from '../reference/chartless-turn.ts';
import type { Draws } from '../reference/draws.ts';
import { incidentProspect } from '../reference/incident-draw.ts';
import { holds, type Interpreter } from '../reference/interpreter.ts';
import type { ByHand } from '../reference/open-step.ts';
import type { Position } from '../reference/position.ts';
import type { TurnRecord } from '../reference/turn-record.ts';

/** One belief of a seat. `logWeight`: natural logarithm of its weight, up to a constant that all particles share; -Infinity when it fits no longer. */
export interface Particle {
  readonly doctrine: number;
  readonly parameters: readonly number[];
  /** The normal score of each parameter in its distribution: where it stands, as a standard normal number. */
  readonly scores: readonly number[];
  readonly position: Position;
  readonly draws: Draws;
  readonly logWeight: number;
}

/** One turn of the case as it truly went. */
export interface TrueTurn {
  readonly record: TurnRecord;
  readonly after: Position;
}

/** What all particles of a seat share. */
export interface ParticleWorld {
  readonly interpreter: Interpreter;
  readonly steps: ChartlessSteps;
  readonly sights: SeatSights;
}

/** One turn of a particle. `isNewest`: what is seen late of this turn is not known yet. A run that ends or fails where the true one went on weighs nothing. */
export function relive(world: ParticleWorld, particle: Particle, truth: TrueTurn, isNewest: boolean): Particle {
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
function ordersSeen(sights: SeatSights, { record, after }: TrueTurn): ByHand {
  return {
    orders: record.levers.flatMap(({ lever }) => {
      const seen = sights.levers[lever];
      return seen === null || seen === undefined ? [] : [{ lever, level: after.ordered[lever]! }];
    }),
    injects: record.injects
      .filter(({ inject, reason }) => reason === 'by hand' && sights.injects[inject] !== null)
      .map(({ inject }) => inject),
  };
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
