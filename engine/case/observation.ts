// A standing + a seat -> what this seat sees, as a plain value: never the state. Screens and strategies get this and nothing else.
// It is made from the seat's sights alone, so hidden state cannot reach it.

import type { NodeId } from '../model/model.ts';
import type { Hearing, Manner, SeatSights } from '../model/sights.ts';
import { elementOf, memberOf } from '../model/slot-name.ts';
import { beforeOrders } from '../reference/before-orders.ts';
import type { Position } from '../reference/position.ts';
import { positionOf } from '../reference/run.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';

/** What a seat sees of a stock or an auxiliary, in its own unit. */
export interface SeenNumber {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly how: Manner;
}

/** What a seat sees of a machine. */
export interface SeenMachine {
  readonly name: string;
  readonly element: string;
  readonly member: string | null;
  /** Active states as far as seen, outermost first; empty when the seat has no picture yet. */
  readonly states: readonly string[];
  readonly how: Manner;
}

/** What a seat sees of a lever: the level ordered, or only what is in force. */
export interface SeenLever {
  readonly name: string;
  readonly seat: string;
  readonly isOwn: boolean;
  /** Null when only the number shows. */
  readonly level: string | null;
  readonly value: number;
  readonly how: Manner;
}

/** A line of news in the turn in which the seat hears of it. `turn` counts from 1. */
export interface NewsLine {
  readonly turn: number;
  readonly date: string;
  readonly text: string;
  /** 1 small .. 3 front page. */
  readonly importance: number;
  readonly about: { readonly kind: 'incident' | 'machine' | 'inject'; readonly name: string };
  readonly isLate: boolean;
}

/** All that a seat sees at one moment. */
export interface Observation {
  readonly seat: string;
  /** Turns played, and the name of the turn to come (of the last one when the case is over). */
  readonly played: number;
  readonly date: string;
  readonly over: boolean;
  readonly stocks: readonly SeenNumber[];
  readonly auxiliaries: readonly SeenNumber[];
  readonly machines: readonly SeenMachine[];
  readonly levers: readonly SeenLever[];
  /** What the seat's purse has left; null without a budget. */
  readonly funds: number | null;
}

/** Throws for a seat that there is not. */
export function observe(ground: Ground, standing: Standing, seat: string): Observation {
  return observeAt(ground, seat, beforeOrders(ground.reference, standing.run), standing);
}

/** What the seat saw when it decided on each turn so far, and what it sees now. */
export function observeAll(ground: Ground, standing: Standing, seat: string): readonly Observation[] {
  return standing.runs.map((run, played) => {
    const over = played === standing.played && standing.over;
    return observeAt(ground, seat, beforeOrders(ground.reference, run), { ...standing, played, over });
  });
}

function observeAt(
  ground: Ground,
  seat: string,
  position: Position,
  { played, over }: Pick<Standing, 'played' | 'over'>,
): Observation {
  const { model, sights, reference, scenario } = ground;
  const seatIndex = model.seats.findIndex(({ name }) => name === seat);
  const own = sights[seatIndex];
  if (own === undefined) throw new Error(`no seat ${seat}`);
  const value = (node: NodeId): number => reference.interpreter.evaluate(position, node);
  const labels = labelsOf(ground);
  const number = (name: string, sight: SeatSights['stocks'][number] | undefined): SeenNumber[] =>
    sight === null || sight === undefined
      ? []
      : [{ name, label: labels.get(name) ?? name, value: value(sight.node), how: sight.how }];
  const purse = model.purses.findIndex((candidate) => candidate.seat === seatIndex);
  return {
    seat,
    played,
    date: model.clock.dates[Math.min(played, scenario.clock.turns - 1)]?.label ?? '',
    over,
    stocks: model.stocks.flatMap(({ name }, index) => number(name, own.stocks[index])),
    auxiliaries: model.auxiliaries.flatMap(({ name }, index) => number(name, own.auxiliaries[index])),
    machines: model.machines.flatMap(({ name, element, member, states }, index): SeenMachine[] => {
      const sight = own.machines[index];
      if (sight === null || sight === undefined) return [];
      const active = states.filter((_, state) => value(sight.states[state]!) !== 0).map((state) => state.name);
      return [{ name, element, member, states: active, how: sight.how }];
    }),
    levers: model.levers.flatMap((lever, index): SeenLever[] => {
      const sight = own.levers[index];
      if (sight === null || sight === undefined) return [];
      const level = sight.levels.findIndex((node) => value(node) !== 0);
      const shown = { value: value(sight.node), how: sight.how, level: lever.levels[level]?.name ?? null };
      return [{ name: lever.name, seat: model.seats[lever.seat]!.name, isOwn: lever.seat === seatIndex, ...shown }];
    }),
    funds: purse < 0 ? null : position.purses[purse]!,
  };
}

/** Labels by slot: `fear[latvia]` -> `Fear, Latvia`. */
function labelsOf({ scenario, model }: Ground): ReadonlyMap<string, string> {
  const names = [...model.stocks, ...model.auxiliaries].map(({ name }) => name);
  return new Map(
    names.map((slot) => {
      const [name, member] = [elementOf(slot), memberOf(slot)];
      const element = scenario.stocks.get(name) ?? scenario.auxiliaries.get(name);
      const label = element?.label ?? name;
      return [slot, member === null ? label : `${label}, ${scenario.labels.get(member) ?? member}`];
    }),
  );
}

/** Everything that the seat has heard so far, in the order of hearing. */
export function newsFor(ground: Ground, standing: Standing, seat: string): readonly NewsLine[] {
  const { model, sights } = ground;
  const own = sights[model.seats.findIndex(({ name }) => name === seat)];
  if (own === undefined) throw new Error(`no seat ${seat}`);
  return standing.records
    .flatMap((record, turn) => newsOfTurn(ground, own, record, positionOf(standing.runs[turn + 1]!)))
    .filter((line) => line.turn <= Math.max(1, standing.played))
    .map((line, order) => ({ line, order }))
    .sort((a, b) => a.line.turn - b.line.turn || a.order - b.order)
    .map(({ line }) => line);
}

function newsOfTurn({ model, reference }: Ground, own: SeatSights, record: TurnRecord, after: Position): NewsLine[] {
  const heard = (
    hearing: Hearing | null | undefined,
    text: string | null,
    importance: number,
    about: NewsLine['about'],
  ): NewsLine[] => {
    if (hearing === null || hearing === undefined || text === null) return [];
    if (hearing.gate !== null && reference.interpreter.evaluate(after, hearing.gate) !== 1) return [];
    const isLate = hearing.how === 'late';
    const turn = record.turn + (isLate ? 2 : 1);
    return [{ turn, date: record.date, text, importance, about, isLate }];
  };
  return [
    ...record.injects.flatMap(({ inject, name, news }) =>
      heard(own.injects[inject], news, model.injects[inject]!.importance, { kind: 'inject', name }),
    ),
    ...record.phases.flatMap(({ incidents, transitions }) => [
      ...incidents
        .filter(({ times }) => times > 0)
        .flatMap(({ incident, name, news }) =>
          heard(own.incidents[incident], news, model.incidents[incident]!.importance, { kind: 'incident', name }),
        ),
      ...transitions.flatMap(({ machine, name, news }) =>
        heard(own.machines[machine], news, 2, { kind: 'machine', name }),
      ),
    ]),
  ];
}
