// A standing + a seat + what it would order -> what its levers would do in the coming turn: what is paid, what is in force, what is left.
// It runs the same step as the turn itself, so budget and ramp are the law's and not a copy of it.

import type { Lever } from '../model/model.ts';
import { beforeOrders } from '../reference/before-orders.ts';
import { ordersStep } from '../reference/orders-step.ts';
import type { Position } from '../reference/position.ts';
import { positionOf } from '../reference/run.ts';
import { contextOf } from '../reference/run-context.ts';
import { emptyRecord } from '../reference/turn-record.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';

/** One lever under these orders; values and costs are in its own unit. */
export interface PreviewedLever {
  readonly name: string;
  /** From least to most; the cost of ordering it in the coming turn. */
  readonly levels: readonly { readonly name: string; readonly value: number; readonly cost: number }[];
  /** Level that was in order in the last turn. */
  readonly stands: string;
  readonly asked: string;
  /** What the purse can pay for; differs from what was asked when it is too little. */
  readonly after: string;
  readonly cost: number;
  /** Number in force now, after the coming turn's orders, and where it is going. */
  readonly inForce: number;
  readonly next: number;
  readonly goal: number;
  /** Turns until the number ordered is in force, the coming one included; 0 when it is. */
  readonly turnsToGoal: number;
}

/** What orders would do in the coming turn, as far as the seat can know. */
export interface OrdersPreview {
  /** The seat's own levers, in the order of the scenario, which is also the order in which they are paid. */
  readonly levers: readonly PreviewedLever[];
  /** What the purse holds when the coming turn is paid (its income included), and after it; null without a budget. */
  readonly funds: number | null;
  readonly left: number | null;
}

/** Levers that `levers` does not name keep what stands. Of a case that is over: as it ended, with nothing to come. */
export function previewOrders(
  { model, reference }: Ground,
  { run, over }: Standing,
  seat: string,
  levers: Readonly<Record<string, string>>,
): OrdersPreview {
  const seatIndex = model.seats.findIndex(({ name }) => name === seat);
  const now = positionOf(run);
  const opened = beforeOrders(reference, run);
  const asked = model.levers.map((lever, index) => levelAsked(lever, now.ordered[index]!, levers[lever.name]));
  const hand = model.levers.flatMap((lever, index) =>
    lever.seat === seatIndex ? [{ lever: index, level: asked[index]! }] : [],
  );
  const after: Position = over
    ? now
    : ordersStep(reference.interpreter, contextOf(now, emptyRecord(now.turn, '')), run.draws, hand).position;
  const purse = model.purses.findIndex((candidate) => candidate.seat === seatIndex);
  return {
    levers: hand.map(({ lever: index }) => {
      const lever = model.levers[index]!;
      const level = lever.levels[after.ordered[index]!]!;
      return {
        name: lever.name,
        levels: lever.levels.map(({ name, value, cost }) => ({
          name,
          value,
          cost: reference.interpreter.evaluate(opened, cost),
        })),
        stands: lever.levels[now.ordered[index]!]!.name,
        asked: lever.levels[asked[index]!]!.name,
        after: level.name,
        cost: after.costs[index]!,
        inForce: now.inForce[index]!,
        next: after.inForce[index]!,
        goal: level.value,
        turnsToGoal: turnsBetween(lever, now.inForce[index]!, level.value),
      };
    }),
    funds: purse < 0 ? null : opened.purses[purse]!,
    left: purse < 0 ? null : after.purses[purse]!,
  };
}

function levelAsked({ levels }: Lever, stands: number, wanted: string | undefined): number {
  const level = levels.findIndex(({ name }) => name === wanted);
  return level < 0 ? stands : level;
}

function turnsBetween({ rampUp, rampDown }: Lever, now: number, goal: number): number {
  const way = goal - now;
  const step = way > 0 ? rampUp : rampDown;
  if (Math.abs(way) < 1e-9) return 0;
  return step === null ? 1 : Math.ceil(Math.abs(way) / step - 1e-9);
}
