// A played line + a turn in which cells gave orders -> what else could have been ordered, and what would have come of it in the true world, against
// what was done. All ways meet the same chance, so differences are orders and not luck. For the hot wash.

import { difference, type Verdict } from '../analysis/difference.ts';
import { estimateMean } from '../analysis/estimate-mean.ts';
import { createJsKernel } from '../kernel/js-kernel.ts';
import { kernelStateOf } from '../kernel/kernel-state.ts';
import type { Model, Node, NodeId, Rule } from '../model/model.ts';
import { positionOf } from '../reference/run.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';

/** A turn in which a cell moved a lever. */
export interface DecisionPoint {
  /** From 1. */
  readonly turn: number;
  readonly date: string;
  /** The farthest moved first. */
  readonly orders: readonly MovedLever[];
  /** Shares of the levers' ranges that were moved, added up. */
  readonly moved: number;
}

export interface MovedLever {
  readonly lever: string;
  readonly seat: string;
  readonly before: string;
  readonly ordered: string;
}

export type Way =
  /** As the room ordered, to the end. */
  | { readonly kind: 'played' }
  /** None of the cells' orders of the turn and of later ones. */
  | { readonly kind: 'none' }
  /** Another level from this turn on, and left there. */
  | { readonly kind: 'level'; readonly lever: string; readonly level: string }
  /** What a policy of the scenario would order from this turn on, for the levers that it names. */
  | { readonly kind: 'policy'; readonly policy: string };

export interface WayOutcome {
  readonly way: Way;
  readonly outcomes: readonly {
    readonly name: string;
    readonly estimate: number | null;
    /** Against what was done; null for that itself. */
    readonly against: {
      readonly estimate: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly verdict: Verdict;
    } | null;
  }[];
}

/** Of each difference: many are looked at, and of these one in a hundred would stand out by luck. */
export const ALTERNATIVES_CONFIDENCE = 0.99;

/** At most so many levers of a turn are tried at other levels. */
const LEVERS_TRIED = 3;

/** Turns in which persons moved levers. Those that moved most, at most `count`, in order of time. */
export function decisionPoints({ model }: Ground, { records }: Standing, count: number): readonly DecisionPoint[] {
  return records
    .map((record): DecisionPoint => {
      const moves = record.levers
        .filter(({ origin, before, asked }) => origin === 'by hand' && before !== asked)
        .map(({ lever, name, before, asked }) => ({
          order: { lever: name, seat: model.seats[model.levers[lever]!.seat]!.name, before, ordered: asked },
          share: shareMoved(model.levers[lever]!, before, asked),
        }))
        .sort((a, b) => b.share - a.share);
      return {
        turn: record.turn + 1,
        date: record.date,
        orders: moves.map(({ order }) => order),
        moved: moves.reduce((sum, { share }) => sum + share, 0),
      };
    })
    .filter(({ orders }) => orders.length > 0)
    .sort((a, b) => b.moved - a.moved || a.turn - b.turn)
    .slice(0, count)
    .sort((a, b) => a.turn - b.turn);
}

function shareMoved({ levels }: Model['levers'][number], before: string, after: string): number {
  const values = levels.map(({ value }) => value);
  const range = Math.max(...values) - Math.min(...values);
  const numberOf = (name: string): number => levels.find((level) => level.name === name)?.value ?? 0;
  return range > 0 ? Math.abs(numberOf(after) - numberOf(before)) / range : 1;
}

/** What could have been done at a point: first what was done. */
export function waysAt({ model, scenario }: Ground, point: DecisionPoint): readonly Way[] {
  const levels = point.orders.slice(0, LEVERS_TRIED).flatMap(({ lever, ordered }): Way[] => {
    const others = model.levers.find(({ name }) => name === lever)!.levels.filter(({ name }) => name !== ordered);
    return others.map(({ name }) => ({ kind: 'level', lever, level: name }));
  });
  const policies = scenario.defaults.policies ?? model.policies.map(({ name }) => name);
  return [
    { kind: 'played' },
    { kind: 'none' },
    ...levels,
    ...policies
      .filter((name) => model.policies.some((policy) => policy.name === name && policy.rules.length > 0))
      .map((policy): Way => ({ kind: 'policy', policy })),
  ];
}

/** `futures` streams of chance from the true state before the turn, in the true world, under each way. Rulings of later turns are not repeated. */
export function alternativesAt(
  ground: Ground,
  standing: Standing,
  turn: number,
  ways: readonly Way[],
  futures: number,
): { readonly failed: number; readonly ways: readonly WayOutcome[] } {
  const from = turn - 1;
  const position = positionOf(standing.starts[from]!);
  const model = withWays(ground, standing, from, ways);
  const made = createJsKernel(model, {
    arms: ways.map((_, policy) => ({ policy, doctrine: 0 })),
    seed: `${ground.opening.seed}/alternatives/${turn}`,
    parametersOf: () => Float64Array.from(position.parameters),
    replications: futures,
  });
  if ('unsupported' in made) throw new Error(`no alternatives: ${made.unsupported}`);
  const columns = model.outcomes.map(() => new Float64Array(ways.length * futures));
  const state = kernelStateOf(made.program, position);
  const failed = made.runBlock({ first: 0, count: futures, columns }, { turn: from, state }).length;
  const sample = (outcome: number, way: number) => ({
    values: columns[outcome]!.slice(way * futures, (way + 1) * futures),
    worlds: 1,
    replications: futures,
  });
  return {
    failed,
    ways: ways.map((way, arm) => ({
      way,
      outcomes: model.outcomes.map(({ name, kind }, outcome) => {
        const { estimate } = estimateMean(sample(outcome, arm));
        if (arm === 0) return { name, estimate, against: null };
        const paired = difference(sample(outcome, arm), sample(outcome, 0), kind, ALTERNATIVES_CONFIDENCE);
        const { interval, verdict } = paired;
        const [low, high] = [interval?.low ?? null, interval?.high ?? null];
        return { name, estimate, against: { estimate: paired.estimate, low, high, verdict } };
      }),
    })),
  };
}

/** The model with one policy for each way. What people released comes when they released it; levers of persons follow no rules but those of the way. */
function withWays({ model, arm }: Ground, standing: Standing, from: number, ways: readonly Way[]): Model {
  const nodes: Node[] = [...model.nodes];
  const conditions = [...model.conditions];
  const add = (node: Node, isCondition: boolean): NodeId => {
    conditions.push(isCondition);
    return nodes.push(node) - 1;
  };
  const turnNode = add({ op: 'turn' }, false);
  const turns = new Map<number, NodeId>();
  const isTurn = (index: number): NodeId => {
    const known = turns.get(index);
    if (known !== undefined) return known;
    const made = add({ op: 'equal', a: turnNode, b: add({ op: 'number', value: index + 1 }, false) }, true);
    turns.set(index, made);
    return made;
  };
  const isPersons = (lever: number): boolean => personsLever(standing, lever);
  const script = scriptOf(model, standing, from);
  const playedBy = (skip: (lever: number) => boolean): readonly Rule[] =>
    script
      .filter(({ lever }) => !skip(lever))
      .map(({ lever, level, turn }) => ({ lever, level, when: isTurn(turn), origin: 'as played' }));
  const ofOthers = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ lever }) => !isPersons(lever));
  const own = ofOthers(model.policies[arm.policy]!.rules);
  const rulesOf = (way: Way): readonly Rule[] => {
    switch (way.kind) {
      case 'played':
        return [...playedBy(() => false), ...own];
      case 'none':
        return own;
      case 'level': {
        const lever = model.levers.findIndex(({ name }) => name === way.lever);
        const level = model.levers[lever]!.levels.findIndex(({ name }) => name === way.level);
        const other = { lever, level, when: isTurn(from), origin: 'another order' };
        return [other, ...playedBy((one) => one === lever), ...own];
      }
      case 'policy': {
        const { rules } = model.policies.find(({ name }) => name === way.policy)!;
        const named = new Set(rules.map(({ lever }) => lever));
        return [...rules, ...playedBy((lever) => named.has(lever))];
      }
    }
  };
  const policies = ways.map((way, index) => ({ name: `way ${index}`, options: [], rules: rulesOf(way) }));
  return {
    ...model,
    nodes,
    conditions,
    policies,
    doctrines: [{ name: 'played', rules: ofOthers(model.doctrines[arm.doctrine]?.rules ?? []) }],
    strategies: ofOthers(model.strategies),
    injects: model.injects.map((inject, index) => {
      const released = standing.records.find(({ injects }) =>
        injects.some((one) => one.inject === index && one.reason === 'by hand'),
      );
      return released === undefined ? inject : { ...inject, turn: released.turn };
    }),
  };
}

/** Was the lever ordered by hand in some turn? Persons hold all of their levers whether they move them or not. */
function personsLever({ records }: Standing, lever: number): boolean {
  return records.some(({ levers }) => levers.some((one) => one.lever === lever && one.origin === 'by hand'));
}

/** Orders by hand that changed a level, from a turn (0-based) on. */
function scriptOf(
  model: Model,
  { records }: Standing,
  from: number,
): readonly { readonly lever: number; readonly level: number; readonly turn: number }[] {
  return records
    .filter(({ turn }) => turn >= from)
    .flatMap(({ turn, levers }) =>
      levers
        .filter(({ origin, before, asked }) => origin === 'by hand' && before !== asked)
        .map(({ lever, asked }) => ({
          lever,
          turn,
          level: model.levers[lever]!.levels.findIndex(({ name }) => name === asked),
        })),
    );
}
