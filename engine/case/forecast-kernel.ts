// What a forecast asks + the model that the seat believes in -> a kernel that runs every option of it, its orders still open.

import { createJsKernel, type JsKernel, type TurnVisit } from '../kernel/js-kernel.ts';
import type { Model, Node, NodeId, Parameter, Rule } from '../model/model.ts';
import { positionOf } from '../reference/run.ts';
import type { ForecastOption, ForecastRequest } from './forecast.ts';
import type { Ground } from './ground.ts';
import type { Standing } from './standing.ts';

/** What is asked of whom, on which model: that of the case as one who plays it may know it. */
export interface ForecastQuestion {
  readonly ground: Ground;
  readonly believed: Model;
  readonly seat: string;
  readonly standing: Standing;
  readonly request: ForecastRequest;
}

/** A kernel for so many options of one seat; what the options order are parameters of it, so that other orders need no other kernel. */
export interface ForecastKernel {
  readonly model: Model;
  readonly kernel: JsKernel;
  readonly watches: readonly Watch[];
  /** Levers that people set, in the order of their parameters. */
  readonly levers: readonly number[];
  /** What the runs of the present question are given and tell. */
  readonly now: { parametersOf: (world: number) => Float64Array; onTurn: (visit: TurnVisit) => void };
}

/** Questions of one key can share a kernel: it hangs on who holds what and on sizes, not on what the options order. */
export function keyOf({ seat, standing, request }: ForecastQuestion): string {
  const { numbers, options, replications } = request;
  return JSON.stringify([seat, standing.holders, numbers, options.length, replications]);
}

/** Throws for a number to watch that is no stock or auxiliary, and when the model is more than a compiled engine can take. */
export function compile(question: ForecastQuestion): ForecastKernel {
  const { ground, believed, request } = question;
  const levers = leversOfPersons(question);
  const model = withOptions(ground, believed, levers, request.options.length);
  const watches = request.numbers.map((name) => watchOf(model, name));
  const now: ForecastKernel['now'] = { parametersOf: () => new Float64Array(), onTurn: () => {} };
  const setup = {
    arms: request.options.map((_, policy) => ({ policy, doctrine: 0 })),
    seed: `${ground.opening.seed}/forecast/futures`,
    parametersOf: (world: number) => now.parametersOf(world),
    replications: request.replications,
  };
  const made = createJsKernel(model, setup, { watches, onTurn: (visit) => now.onTurn(visit) });
  if ('unsupported' in made) throw new Error(`no forecast: ${made.unsupported}`);
  return { model, kernel: made, watches, levers, now };
}

function leversOfPersons({ believed, seat, standing }: ForecastQuestion): readonly number[] {
  return believed.levers.flatMap((lever, index) => {
    const holder = believed.seats[lever.seat]?.name ?? '';
    return holder === seat || standing.holders[holder] === 'person' ? [index] : [];
  });
}

/** Levels that an option orders on the levers of persons. Of another person nothing is known but what stands. */
export function levelsOf(
  { believed, seat, standing }: ForecastQuestion,
  levers: readonly number[],
  option: ForecastOption,
): number[] {
  const { ordered } = positionOf(standing.run);
  return levers.map((index) => {
    const lever = believed.levers[index]!;
    const isOwn = believed.seats[lever.seat]?.name === seat;
    const wanted = isOwn ? (option.levers[lever.name] ?? standing.orders[seat]?.[lever.name]) : undefined;
    const level = lever.levels.findIndex(({ name }) => name === wanted);
    return level < 0 ? ordered[index]! : level;
  });
}

/**
 * The model with one policy for each option. Three things become parameters, after those of the scenario: which doctrine is played, since every
 * particle has its own belief of it, and then for every option the level of each lever that a person sets, for good.
 */
function withOptions({ arm }: Ground, model: Model, levers: readonly number[], options: number): Model {
  const nodes: Node[] = [...model.nodes];
  const conditions = [...model.conditions];
  const parameters: Parameter[] = [...model.parameters];
  const add = (node: Node, isCondition: boolean): NodeId => {
    conditions.push(isCondition);
    return nodes.push(node) - 1;
  };
  /** A parameter with the values 0, 1, ...; and for each of them the condition that it is this one. */
  const choice = (name: string, count: number): readonly NodeId[] => {
    const values = Array.from({ length: count }, (_, value) => value);
    const distribution = { kind: 'discrete' as const, values, weights: values.map(() => 1) };
    const chosen = add({ op: 'parameter', index: parameters.push({ name, distribution, fixed: null }) - 1 }, false);
    return values.map((value) => add({ op: 'equal', a: chosen, b: add({ op: 'number', value }, false) }, true));
  };
  const played = choice('doctrine', model.doctrines.length);
  const believed = model.doctrines.flatMap(({ rules }, doctrine) =>
    rules.map((rule) => {
      const when =
        rule.when === null ? played[doctrine]! : add({ op: 'and', a: played[doctrine]!, b: rule.when }, true);
      return { ...rule, when };
    }),
  );
  const policies = Array.from({ length: options }, (_, option) => {
    const name = `option ${option}`;
    const set = levers.flatMap((lever): Rule[] =>
      choice(`${name}: ${model.levers[lever]!.name}`, model.levers[lever]!.levels.length).map((when, level) => ({
        lever,
        level,
        when,
        origin: name,
      })),
    );
    return { name, options: [], rules: [...set, ...model.policies[arm.policy]!.rules, ...believed] };
  });
  return { ...model, nodes, conditions, parameters, policies, doctrines: [{ name: 'believed', rules: [] }] };
}

export type Watch = { readonly kind: 'stock' | 'auxiliary'; readonly index: number };

/** Throws for a name that is neither. */
export function watchOf(model: Model, name: string): Watch {
  const stock = model.stocks.findIndex((one) => one.name === name);
  if (stock >= 0) return { kind: 'stock', index: stock };
  const auxiliary = model.auxiliaries.findIndex((one) => one.name === name);
  if (auxiliary < 0) throw new Error(`no stock or auxiliary ${name}`);
  return { kind: 'auxiliary', index: auxiliary };
}
