// A machine's state + a position -> what may fire now and with which odds, and, with the draw, what does.
// This is the meaning of "asking a state" in the manual of the model; which states are asked is the statechart's business.

import { exp } from '../arithmetic/exp.ts';
import { logistic } from '../arithmetic/logistic.ts';
import type { Chance, State } from '../model/model.ts';
import { type Draws, drawAt } from './draws.ts';
import { holds, type Interpreter } from './interpreter.ts';
import type { Position } from './position.ts';

/** How far above 1 rounding may carry a sum of chances. */
export const CHANCE_TOLERANCE = 1e-9;

/** A transition whose conditions hold. Its slice of the draw is [from, until); a certain one takes what is left. */
export interface Candidate {
  /** Index into the state's transitions. */
  readonly transition: number;
  /** Null when it is certain once it is reached. */
  readonly odds: number | null;
  readonly from: number;
  readonly until: number;
}

/** A state that was asked. `chosen` indexes its transitions, -1 for none. `faulty`: chances out of range, so the run fails. */
export interface Asked {
  readonly machine: number;
  readonly state: number;
  readonly candidates: readonly Candidate[];
  readonly draw: number | null;
  readonly chosen: number;
  readonly faulty: boolean;
}

/** Asks a state once for each position: later questions about the same one get the same answer. */
export type Ask = (position: Position, draws: Draws, machine: number, state: number) => Asked;

export function createAsk(interpreter: Interpreter): Ask {
  const firstOf = offsets(interpreter.model.machines.map(({ states }) => states.length));
  let asked: Asked[] = [];
  let last: { readonly position: Position; readonly draws: Draws } | null = null;
  return (position, draws, machine, state) => {
    if (last?.position !== position || last.draws !== draws) {
      last = { position, draws };
      asked = [];
    }
    const at = firstOf[machine]! + state;
    asked[at] ??= askState(interpreter, position, draws, machine, state);
    return asked[at];
  };
}

/** Asks the innermost state and those around it until one has an answer (a transition or a fault), as the statechart does. */
export function askMachine(
  ask: Ask,
  interpreter: Interpreter,
  position: Position,
  draws: Draws,
  machine: number,
): readonly Asked[] {
  const answers: Asked[] = [];
  for (const state of interpreter.shapes[machine]!.paths[position.leaves[machine]!]!) {
    const answer = ask(position, draws, machine, state);
    answers.push(answer);
    if (answer.faulty || answer.chosen >= 0) break;
  }
  return answers;
}

function askState(interpreter: Interpreter, position: Position, draws: Draws, machine: number, index: number): Asked {
  const state = interpreter.model.machines[machine]!.states[index]!;
  const candidates = candidatesOf(interpreter, position, state);
  const nothing = { machine, state: index, candidates, draw: null, chosen: -1, faulty: false };
  if (candidates.length === 0) return nothing;
  if (isFaulty(candidates)) return { ...nothing, faulty: true };
  const draw = candidates[0]!.odds === null ? null : drawAt(draws, position, state.channel!);
  const chosen = candidates.find((candidate) => takes(interpreter, position, state, candidate, draw));
  return { ...nothing, draw, chosen: chosen?.transition ?? -1 };
}

/** The transitions whose conditions hold, in order, up to and including the first certain one. */
export function candidatesOf(interpreter: Interpreter, position: Position, state: State): readonly Candidate[] {
  const candidates: Candidate[] = [];
  let from = 0;
  for (const [transition, { when, chance }] of state.transitions.entries()) {
    if (!holds(interpreter, position, when)) continue;
    const odds = chance === null ? null : oddsOf(interpreter, position, chance);
    const until = odds === null ? 1 : from + odds;
    candidates.push({ transition, odds, from, until });
    if (odds === null) break;
    from = until;
  }
  return candidates;
}

/** The probability of a chance as a number. NaN for a logit that is NaN. */
export function oddsOf(interpreter: Interpreter, position: Position, chance: Chance): number {
  if (chance.kind === 'logit') return logistic(interpreter.evaluate(position, chance.x));
  return interpreter.evaluate(position, chance.p);
}

/** Whether a chance fires on the draw u, taken alone. */
export function fires(interpreter: Interpreter, position: Position, chance: Chance, u: number): boolean {
  if (chance.kind === 'logit') return u * (1 + exp(-interpreter.evaluate(position, chance.x))) < 1;
  return u < interpreter.evaluate(position, chance.p);
}

/** Neither in 0..1 (with the tolerance) nor a number: such a chance fails the run. */
export function isOutOfRange(odds: number): boolean {
  return !(odds >= 0 && odds <= 1 + CHANCE_TOLERANCE);
}

/** The chances each in range, and their sum. */
export function isFaulty(candidates: readonly Candidate[]): boolean {
  const chances = candidates.filter(({ odds }) => odds !== null);
  return chances.some(({ odds, until }) => isOutOfRange(odds!) || isOutOfRange(until));
}

function takes(
  interpreter: Interpreter,
  position: Position,
  state: State,
  candidate: Candidate,
  draw: number | null,
): boolean {
  if (draw === null || candidate.odds === null) return true;
  const chance = state.transitions[candidate.transition]!.chance!;
  return chance.kind === 'logit' ? fires(interpreter, position, chance, draw) : draw < candidate.until;
}

function offsets(lengths: readonly number[]): readonly number[] {
  let next = 0;
  return lengths.map((length) => {
    next += length;
    return next - length;
  });
}
