// A few lines that read like a scenario -> a model, so that each test can show the whole world it speaks of.
// Formulas are nested lists, ['multiply', 2, 'fear']; a word alone is a stock, lever, parameter, noise, view or auxiliary, or `turn`, `month`, `year`.

import type { Distribution } from '../../engine/chance/distribution.ts';
import type {
  Chance,
  Channel,
  Consequence,
  Effect,
  Incident,
  Machine,
  Model,
  Node,
  NodeId,
  Reducer,
  Rule,
  State,
  Transition,
  View,
} from '../../engine/model/model.ts';
import type { Reduction } from '../../engine/vocabulary.ts';

export type Expr = number | boolean | string | readonly [string, ...(Expr | number)[]];

/** Written by stock: a number or formula is added; a list of [mode, amount] pairs keeps its order. */
export type EffectsSpec = readonly (readonly [stock: string, mode: 'add' | 'set', amount: Expr])[];

export interface HappeningSpec {
  readonly effects?: EffectsSpec;
  readonly asks?: readonly string[];
  readonly news?: string;
}

export interface TransitionSpec extends HappeningSpec {
  readonly to: string;
  readonly when?: Expr;
  readonly after?: number;
  readonly chance?: Expr;
  readonly logit?: Expr;
}

export type StateSpec =
  | 'final'
  | readonly TransitionSpec[]
  | {
      readonly initial: string;
      readonly states: Readonly<Record<string, StateSpec>>;
      readonly leave?: readonly TransitionSpec[];
    };

export interface IncidentSpec extends HappeningSpec {
  readonly phase?: string;
  readonly when?: Expr;
  readonly chance?: Expr;
  readonly logit?: Expr;
  readonly rate?: Expr;
}

export interface RuleSpec {
  readonly set: readonly [lever: string, level: string];
  readonly when?: Expr;
  readonly origin?: string;
}

export interface LeverSpec {
  readonly levels: Readonly<Record<string, number>>;
  readonly costs?: Readonly<Record<string, Expr>>;
  readonly start?: string;
  readonly up?: number;
  readonly down?: number;
  readonly purse?: string;
}

export interface ModelSpec {
  readonly turns?: number;
  readonly phases?: readonly string[];
  readonly parameters?: Readonly<Record<string, Distribution>>;
  readonly stocks?: Readonly<
    Record<
      string,
      {
        readonly start?: Expr;
        readonly range?: readonly [number, number];
        readonly integer?: boolean;
        readonly phase?: string;
        readonly next?: Expr;
      }
    >
  >;
  readonly auxiliaries?: Readonly<Record<string, Expr>>;
  readonly noise?: Readonly<Record<string, Distribution>>;
  readonly purses?: Readonly<Record<string, { readonly start?: number; readonly perTurn?: number }>>;
  readonly levers?: Readonly<Record<string, LeverSpec>>;
  readonly views?: Readonly<
    Record<
      string,
      { readonly of: Expr; readonly kind: 'late' | 'noisy' | 'gated'; readonly sd?: number; readonly gate?: Expr }
    >
  >;
  readonly incidents?: Readonly<Record<string, IncidentSpec>>;
  readonly machines?: Readonly<
    Record<
      string,
      {
        readonly phase?: string;
        readonly initial: string;
        readonly states: Readonly<Record<string, StateSpec>>;
        readonly element?: string;
        readonly member?: string;
      }
    >
  >;
  readonly injects?: Readonly<Record<string, HappeningSpec & { readonly turn?: number; readonly when?: Expr }>>;
  readonly policies?: Readonly<Record<string, readonly RuleSpec[]>>;
  readonly doctrines?: Readonly<Record<string, readonly RuleSpec[]>>;
  readonly strategies?: readonly RuleSpec[];
  /** A number made of ['ever' | 'final' | ..., formula] parts; `missing: true` makes it missing when one of its `first` is. */
  readonly outcomes?: Readonly<Record<string, Expr | { readonly value: Expr; readonly missing: true }>>;
  readonly endWhen?: Expr;
}

const REDUCTIONS = ['ever', 'turns', 'first', 'final', 'start', 'highest', 'lowest', 'average', 'total'];
const UNARY = ['negate', 'abs', 'sqrt', 'exp', 'log', 'logistic', 'floor', 'not'];
const CONDITIONS = ['boolean', 'at', 'in', 'less', 'less-equal', 'equal', 'not-equal', 'and', 'or', 'not'];

/** The model of a spec. Indices follow the order of writing; a machine's states are numbered outside in, as they stand. */
export function buildModel(spec: ModelSpec): Model {
  const keys = (record: object | undefined): string[] => Object.keys(record ?? {});
  const nodes: Node[] = [];
  const channels: Channel[] = [];
  const reducers: Reducer[] = [];
  const phaseNames = spec.phases ?? ['main'];
  const stockNames = keys(spec.stocks);
  const leverNames = keys(spec.levers);
  const incidentNames = keys(spec.incidents);
  const machineNames = keys(spec.machines);
  const injectNames = keys(spec.injects);
  const flat = machineNames.map((name) => flatten(spec.machines![name]!.states, -1, []));

  const index = (names: readonly string[], name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw new Error(`no ${name} among ${names.join(', ')}`);
    return at;
  };
  const push = (node: Node): NodeId => nodes.push(node) - 1;
  const channel = (name: string, kind: Channel['kind']): number => channels.push({ name, kind }) - 1;

  const word = (name: string): NodeId => {
    if (name === 'turn' || name === 'month' || name === 'year') return push({ op: name });
    const homes = [
      ['stock', stockNames],
      ['lever', leverNames],
      ['parameter', keys(spec.parameters)],
      ['noise', keys(spec.noise)],
      ['view', keys(spec.views)],
    ] as const;
    for (const [op, names] of homes) if (names.includes(name)) return push({ op, index: names.indexOf(name) });
    return formula(spec.auxiliaries![name]!);
  };
  const list = (op: string, args: readonly (Expr | number)[]): NodeId => {
    const [a, b] = args as [string, string];
    const machine = (): number => index(machineNames, a);
    const state = (): number =>
      index(
        flat[machine()]!.map(({ name }) => name),
        b,
      );
    if (op === 'in' || op === 'turns-in') return push({ op, machine: machine(), state: state() });
    if (op === 'at') return push({ op, index: index(leverNames, a), level: index(keys(spec.levers![a]!.levels), b) });
    if (op === 'cost') return push({ op, index: index(leverNames, a) });
    if (op === 'funds') return push({ op, index: index(keys(spec.purses), a) });
    if (op === 'times' || op === 'count') return push({ op, index: index(incidentNames, a) });
    if (REDUCTIONS.includes(op)) {
      const at = reducers.push({ reduction: op as Reduction, of: formula(args[0]!) }) - 1;
      return push({ op: 'reduced', index: at });
    }
    const ids = args.map((arg) => formula(arg));
    if (op === 'if') return push({ op, a: ids[0]!, b: ids[1]!, c: ids[2]! });
    if (UNARY.includes(op)) return push({ op, a: ids[0]! } as Node);
    return ids.slice(1).reduce((left, right) => push({ op, a: left, b: right } as Node), ids[0]!);
  };
  const formula = (expr: Expr): NodeId => {
    if (typeof expr === 'number') return push({ op: 'number', value: expr });
    if (typeof expr === 'boolean') return push({ op: 'boolean', value: expr });
    if (typeof expr === 'string') return word(expr);
    const [op, ...args] = expr;
    return list(op, args);
  };
  const maybe = (expr: Expr | undefined): NodeId | null => (expr === undefined ? null : formula(expr));

  const consequence = (happening: HappeningSpec): Consequence => ({
    effects: (happening.effects ?? []).map(
      ([stock, mode, amount]): Effect => ({ stock: index(stockNames, stock), mode, amount: formula(amount) }),
    ),
    asks: (happening.asks ?? []).map((name) => index(injectNames, name)),
    news: happening.news ?? null,
  });
  const chance = ({ chance, logit }: { chance?: Expr; logit?: Expr }): Chance | null => {
    if (logit !== undefined) return { kind: 'logit', x: formula(logit) };
    return chance === undefined ? null : { kind: 'probability', p: formula(chance) };
  };
  const rules = (list: readonly RuleSpec[], origin: string): Rule[] =>
    list.map(({ set: [lever, level], when, origin: own }) => ({
      lever: index(leverNames, lever),
      level: index(keys(spec.levers![lever]!.levels), level),
      when: maybe(when),
      origin: own ?? origin,
    }));

  const transition = (machine: string, states: readonly FlatState[], from: string, one: TransitionSpec): Transition => {
    const after = one.after === undefined ? null : formula(['less-equal', one.after, ['turns-in', machine, from]]);
    const plain = maybe(one.when);
    const when = after === null ? plain : plain === null ? after : push({ op: 'and', a: plain, b: after });
    return {
      target: index(
        states.map(({ name }) => name),
        one.to,
      ),
      when,
      after,
      chance: chance(one),
      ...consequence(one),
    };
  };
  const machines = machineNames.map((name, at): Machine => {
    const { phase, initial, element, member } = spec.machines![name]!;
    const states = flat[at]!.map((state): State => {
      const drawn = state.transitions.some((one) => one.chance !== undefined || one.logit !== undefined);
      return {
        name: state.name,
        parent: state.parent,
        initial:
          state.initial === null
            ? -1
            : index(
                flat[at]!.map((other) => other.name),
                state.initial,
              ),
        final: state.final,
        transitions: state.transitions.map((one) => transition(name, flat[at]!, state.name, one)),
        channel: drawn ? channel(`${name}.${state.name}`, 'word') : null,
      };
    });
    const start = index(
      flat[at]!.map((state) => state.name),
      initial,
    );
    return {
      name,
      element: element ?? name,
      member: member ?? null,
      phase: index(phaseNames, phase ?? phaseNames[0]!),
      initial: start,
      states,
    };
  });
  const incidents = incidentNames.map((name): Incident => {
    const one = spec.incidents![name]!;
    return {
      name,
      element: name,
      member: null,
      phase: index(phaseNames, one.phase ?? phaseNames[0]!),
      importance: 1,
      when: maybe(one.when),
      chance: chance(one),
      rate: maybe(one.rate),
      channel:
        one.rate !== undefined
          ? channel(name, 'real')
          : one.chance !== undefined || one.logit !== undefined
            ? channel(name, 'word')
            : null,
      ...consequence(one),
    };
  });
  const turns = spec.turns ?? 4;
  const outcomes = Object.entries(spec.outcomes ?? {}).map(([name, given]) => {
    const [value, missing] = typeof given === 'object' && 'value' in given ? [given.value, true] : [given, false];
    const before = reducers.length;
    const node = formula(value);
    const firsts = reducers.flatMap(({ reduction }, at) =>
      missing && at >= before && reduction === 'first' ? [at] : [],
    );
    return {
      name,
      element: name,
      member: null,
      label: name,
      unit: null,
      better: 'neither' as const,
      kind: 'mean' as const,
      value: node,
      firsts,
    };
  });
  const model: Omit<Model, 'nodes' | 'conditions'> = {
    id: 'test',
    version: '1.0.0',
    title: 'Test',
    variant: 'base',
    hash: '0',
    turns,
    clock: {
      unit: 'month',
      dates: Array.from({ length: turns }, (_, turn) => {
        const month = (turn % 12) + 1;
        const year = 2014 + Math.floor(turn / 12);
        return { label: `${year}-${String(month).padStart(2, '0')}`, month, year };
      }),
    },
    channels,
    seats: [{ name: 'nato', label: 'NATO' }],
    parameters: Object.entries(spec.parameters ?? {}).map(([name, distribution]) => ({
      name,
      distribution,
      fixed: null,
    })),
    stocks: stockNames.map((name) => {
      const { start, range, integer } = spec.stocks![name]!;
      return {
        name,
        start: formula(start ?? 0),
        low: range?.[0] ?? -1e9,
        high: range?.[1] ?? 1e9,
        integer: integer ?? false,
      };
    }),
    auxiliaries: Object.entries(spec.auxiliaries ?? {}).map(([name, expr]) => ({ name, node: formula(expr) })),
    levers: leverNames.map((name) => {
      const { levels, costs, start, up, down, purse } = spec.levers![name]!;
      return {
        name,
        seat: 0,
        levels: Object.entries(levels).map(([level, value]) => ({
          name: level,
          value,
          cost: formula(costs?.[level] ?? 0),
        })),
        start: start === undefined ? 0 : index(keys(levels), start),
        rampUp: up ?? null,
        rampDown: down ?? null,
        purse: purse === undefined ? null : index(keys(spec.purses), purse),
      };
    }),
    purses: Object.values(spec.purses ?? {}).map(({ start, perTurn }) => ({
      seat: 0,
      start: start ?? 0,
      perTurn: perTurn ?? 0,
    })),
    noises: Object.entries(spec.noise ?? {}).map(([name, distribution]) => ({
      name,
      distribution,
      channel: channel(name, 'real'),
    })),
    views: Object.entries(spec.views ?? {}).map(([name, { of, kind, sd, gate }]): View => {
      const base = { name, seat: 0, source: formula(of) };
      if (kind === 'late') return { ...base, kind };
      if (kind === 'noisy') return { ...base, kind, sd: sd ?? 0, channel: channel(name, 'real') };
      return { ...base, kind, gate: formula(gate ?? true) };
    }),
    incidents,
    machines,
    phases: phaseNames.map((name, phase) => ({
      name,
      incidents: incidents.flatMap((incident, at) => (incident.phase === phase ? [at] : [])),
      machines: machines.flatMap((machine, at) => (machine.phase === phase ? [at] : [])),
      moves: stockNames.flatMap((stock, at) => {
        const { phase: own, next } = spec.stocks![stock]!;
        return next !== undefined && (own ?? phaseNames[0]) === name ? [{ stock: at, next: formula(next) }] : [];
      }),
    })),
    injects: Object.entries(spec.injects ?? {}).map(([name, one]) => ({
      name,
      importance: 1,
      turn: one.turn ?? null,
      when: maybe(one.when),
      ...consequence(one),
    })),
    optionGroups: [],
    policies: Object.entries(spec.policies ?? { none: [] }).map(([name, list]) => ({
      name,
      options: [],
      rules: rules(list, name),
    })),
    doctrines: Object.entries(spec.doctrines ?? { none: [] }).map(([name, list]) => ({
      name,
      rules: rules(list, name),
    })),
    strategies: rules(spec.strategies ?? [], 'strategy'),
    reducers,
    outcomes,
    endWhen: maybe(spec.endWhen),
  };
  return { ...model, nodes, conditions: conditionsOf(nodes) };
}

interface FlatState {
  readonly name: string;
  readonly parent: number;
  readonly initial: string | null;
  readonly final: boolean;
  readonly transitions: readonly TransitionSpec[];
}

function flatten(states: Readonly<Record<string, StateSpec>>, parent: number, into: FlatState[]): FlatState[] {
  for (const [name, state] of Object.entries(states)) {
    if (state === 'final') into.push({ name, parent, initial: null, final: true, transitions: [] });
    else if ('states' in state) {
      const at = into.push({ name, parent, initial: state.initial, final: false, transitions: state.leave ?? [] }) - 1;
      flatten(state.states, at, into);
    } else into.push({ name, parent, initial: null, final: false, transitions: state });
  }
  return into;
}

function conditionsOf(nodes: readonly Node[]): boolean[] {
  const conditions: boolean[] = [];
  for (const node of nodes) conditions.push(node.op === 'if' ? conditions[node.b]! : CONDITIONS.includes(node.op));
  return conditions;
}
