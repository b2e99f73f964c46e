// The beginning of a turn: views move on, purses get their income, every seat's rules are read, orders are paid and take force.

import { normalQuantile } from '../arithmetic/normal-quantile.ts';
import { quantile } from '../chance/distribution.ts';
import type { Lever, Model, NodeId, View } from '../model/model.ts';
import { type Draws, drawAt } from './draws.ts';
import { holds, type Interpreter } from './interpreter.ts';
import { failAt, type Position } from './position.ts';
import { contextOf, type RunContext } from './run-context.ts';
import { emptyRecord, type LeverRecord } from './turn-record.ts';

/** An order given by hand: it overrides the rules for this lever in this turn, but neither budget nor ramp. */
export interface HandOrder {
  readonly lever: number;
  readonly level: number;
}

export const BY_HAND = 'by hand';

/** What was asked for on a lever, and by whom (null: the last order stands). */
interface Asked {
  readonly level: number;
  readonly origin: string | null;
}

/** What a lever got: the level, its cost, and what its purse has left. */
interface Paid {
  readonly level: number;
  readonly cost: number;
  readonly left: number;
}

/** Opens turn `position.played` and gives its orders. Fails on the first lever whose asked level has no finite cost. */
export function ordersStep(
  interpreter: Interpreter,
  { position }: RunContext,
  draws: Draws,
  hand: readonly HandOrder[],
): RunContext {
  const { model } = interpreter;
  const opened = openTurn(interpreter, position, draws);
  const asked = model.levers.map((_, lever) => askedOf(interpreter, opened, hand, lever));
  const paid = payAll(interpreter, opened, asked);
  const ordered = paid.failure === null ? moveLevers(model, paid) : paid;
  const record = {
    ...emptyRecord(ordered.turn, model.clock.dates[ordered.turn]!.label),
    views: model.views.map(({ name }, view) => ({ view, name, shown: ordered.views[view]! })),
    levers: ordered.failure === null ? recordLevers(model, opened, ordered, asked) : [],
  };
  return contextOf(ordered, record);
}

/** This turn's draw of every noise. */
export function drawNoises(model: Model, position: Position, draws: Draws): readonly number[] {
  return model.noises.map(({ distribution, channel }) => quantile(distribution, drawAt(draws, position, channel)));
}

/** A turn before its orders. */
export function openTurn(interpreter: Interpreter, before: Position, draws: Draws): Position {
  const { model } = interpreter;
  const next = { ...before, turn: before.played };
  const standing = { ...next, noises: drawNoises(model, next, draws) };
  const sources = model.views.map(({ source }) => interpreter.evaluate(standing, source));
  return {
    ...standing,
    views: model.views.map((view, index) => shown(interpreter, standing, draws, view, index, sources[index]!)),
    coming: sources,
    purses: standing.purses.map((purse, index) => purse + model.purses[index]!.perTurn),
  };
}

/** What a view shows now that its source is worth `source`. A late view shows what its source was when the last turn began. */
function shown(
  interpreter: Interpreter,
  position: Position,
  draws: Draws,
  view: View,
  index: number,
  source: number,
): number {
  switch (view.kind) {
    case 'late':
      return position.coming[index]!;
    case 'noisy':
      return source + view.sd * normalQuantile(drawAt(draws, position, view.channel));
    case 'gated':
      return holds(interpreter, position, view.gate) ? source : position.views[index]!;
  }
}

function askedOf(interpreter: Interpreter, position: Position, hand: readonly HandOrder[], lever: number): Asked {
  const given = hand.findLast((order) => order.lever === lever);
  if (given !== undefined) return { level: given.level, origin: BY_HAND };
  const rule = interpreter.rulesOf(position.arm)[lever]!.find(({ when }) => holds(interpreter, position, when));
  return { level: rule?.level ?? position.ordered[lever]!, origin: rule?.origin ?? null };
}

/** Pays the levers in order, each from what those before it left. */
function payAll(interpreter: Interpreter, opened: Position, asked: readonly Asked[]): Position {
  const ordered = [...opened.ordered];
  const costs = [...opened.costs];
  const purses = [...opened.purses];
  const costOf = (node: NodeId): number => interpreter.evaluate(opened, node);
  for (const [index, lever] of interpreter.model.levers.entries()) {
    const wanted = costOf(lever.levels[asked[index]!.level]!.cost);
    if (!Number.isFinite(wanted)) return failAt(opened, 'cost not finite', -1, lever.name);
    const paid = pay(lever, asked[index]!.level, lever.purse === null ? Infinity : purses[lever.purse]!, costOf);
    ordered[index] = paid.level;
    costs[index] = paid.cost;
    if (lever.purse !== null) purses[lever.purse] = paid.left;
  }
  return { ...opened, ordered, costs, purses };
}

/** The level asked for, else the highest lower one that the purse can pay for, else the first. */
function pay(lever: Lever, asked: number, purse: number, costOf: (node: NodeId) => number): Paid {
  for (let level = asked; level >= 0; level--) {
    const cost = costOf(lever.levels[level]!.cost);
    if (cost <= purse || level === 0) return { level, cost, left: purse - cost };
  }
  throw new Error(`lever ${lever.name} has no level ${asked}`);
}

function moveLevers(model: Model, position: Position): Position {
  const inForce = model.levers.map((lever, index) =>
    follow(lever, position.inForce[index]!, lever.levels[position.ordered[index]!]!.value),
  );
  return { ...position, inForce };
}

/** One turn of the number in force towards the number ordered, by at most the ramp. */
function follow({ rampUp, rampDown }: Lever, now: number, goal: number): number {
  if (goal > now && rampUp !== null && now + rampUp < goal) return now + rampUp;
  if (goal < now && rampDown !== null && now - rampDown > goal) return now - rampDown;
  return goal;
}

function recordLevers(model: Model, before: Position, after: Position, asked: readonly Asked[]): LeverRecord[] {
  return model.levers.map(({ name, levels }, lever) => ({
    lever,
    name,
    before: levels[before.ordered[lever]!]!.name,
    asked: levels[asked[lever]!.level]!.name,
    after: levels[after.ordered[lever]!]!.name,
    refused: after.ordered[lever] !== asked[lever]!.level,
    origin: asked[lever]!.origin,
    cost: after.costs[lever]!,
    inForceBefore: before.inForce[lever]!,
    inForce: after.inForce[lever]!,
  }));
}
