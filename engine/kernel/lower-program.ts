// Model + arms -> Program: what is kept, in which slot, what is worked out where, and which checks are needed. The one lowering of all back ends.

import { MAX_POISSON_COUNT, MAX_POISSON_RATE } from '../chance/poisson.ts';
import type { Arm, Chance, Effect, Model, Node, NodeId, Rule } from '../model/model.ts';
import { type FaultCodes, numberFaults } from './fault-sites.ts';
import { type Asked, leavesRead, type Need, outcomeNeeds, runNeeds, turnNeeds } from './needs.ts';
import { type NodeRanges, rangeNodes } from './node-ranges.ts';
import {
  type Chain,
  type DrawColumn,
  type DrawUse,
  FIRST_PHASE,
  INJECTS_STAGE,
  type Layout,
  ORDERS_STAGE,
  type Program,
  type Slot,
  type SlotKind,
  type Step,
  type Touched,
  type Unsupported,
  type Watch,
} from './program.ts';
import { between, binaryRange, exactly, hullOf, isFiniteRange, isWithin, type Range, sumRange } from './range.ts';
import { refusalOf } from './refusal.ts';
import { isRestful, shareNodes } from './sharing.ts';

export interface ProgramOptions {
  /** Take the declared distributions as bounds of the uncertainties (default). */
  readonly trustWorlds?: boolean;
  /** Keep every part of the state, read or not, so that it can be compared. */
  readonly keepAll?: boolean;
  readonly watches?: readonly Watch[];
}

export const CHANCE_TOLERANCE = 1e-9;

export function lowerProgram(model: Model, arms: readonly Arm[], options: ProgramOptions = {}): Program | Unsupported {
  const refusal = refusalOf(model, arms);
  return refusal === null ? new Lowering(model, arms, options).program() : { unsupported: refusal };
}

class Lowering {
  private readonly model: Model;
  private readonly arms: readonly Arm[];
  private readonly options: ProgramOptions;
  private readonly nodes: Node[];
  private readonly conditions: boolean[];
  private readonly codes: FaultCodes;

  constructor(model: Model, arms: readonly Arm[], options: ProgramOptions) {
    this.model = model;
    this.arms = arms;
    this.options = options;
    this.nodes = [...model.nodes];
    this.conditions = [...model.conditions];
    this.codes = numberFaults(model);
  }

  program(): Program | Unsupported {
    const { model, arms, nodes, conditions, codes } = this;
    const watches = (this.options.watches ?? []).map((watch) => this.watchNode(watch));
    const { own, common } = splitChains(arms.map((arm) => chainsOf(model, arm)));
    const trustWorlds = this.options.trustWorlds ?? true;
    const fixedLevels = fixedLevelsOf(model, arms);
    const { early, late } = rangeNodes({ model, nodes, conditions, trustWorlds, fixedLevels });
    const asked = this.asked(own, common, watches, early, late);
    const needs = turnNeeds(model, asked);
    const once = runNeeds(model, asked);
    const beforeEnd = [...leavesOf(nodes, needs, early, late), ...leavesRead(nodes, once, early)];
    if (beforeEnd.some(({ op }) => op === 'reduced'))
      return { unsupported: 'a reduction is read before the run is over' };
    const worldOnly = [...model.stocks.map(({ start }) => start), ...costNodes(model)];
    const { world, shared, scratch } = shareNodes({ model, nodes, early, late }, needs, [
      ...once,
      ...outcomeNeeds(model),
      ...worldOnly,
    ]);
    const read = [...beforeEnd, ...leavesRead(nodes, outcomeNeeds(model), early)];
    return {
      model,
      arms,
      nodes,
      conditions,
      early,
      late,
      trustWorlds,
      layout: this.layout(read, asked),
      draws: this.draws(read, asked),
      sites: codes.sites,
      world,
      shared,
      scratch,
      startFaults: model.stocks.map(({ start }, index) =>
        needed(codes.starts[index]!, isFiniteRange(early.ranges[start]!)),
      ),
      views: asked.views,
      chains: own,
      commonChains: common,
      levers: model.levers.map(({ levels }, lever) => ({
        lever,
        fault: needed(
          codes.costs[lever]!,
          levels.every(({ cost }) => isFiniteRange(early.ranges[cost]!)),
        ),
      })),
      injects: this.injectsStep(late),
      phases: model.phases.map((_, phase) => this.phaseStep(phase, late)),
      reducers: asked.reducers,
      finals: asked.finals,
      endWhen: model.endWhen,
      watches,
      outcomeFaults: codes.outcomes,
      incidentFaults: this.incidentFaults(late),
      stateFaults: model.machines.map(({ states }, machine) =>
        states.map((_, state) => this.stateFault(machine, state, late)),
      ),
    };
  }

  /** The node that tells a watched quantity; conditions are told as 0 or 1. */
  private watchNode(watch: Watch): NodeId {
    if (watch.kind === 'auxiliary') return this.model.auxiliaries[watch.index]!.node;
    const node: Node =
      watch.kind === 'state'
        ? { op: 'in', machine: watch.machine, state: watch.state }
        : { op: watch.kind, index: watch.index };
    this.conditions.push(node.op === 'in');
    return this.nodes.push(node) - 1;
  }

  /** Views are needed as far as something that is needed reads them. */
  private asked(
    chains: readonly (readonly Chain[])[],
    commonChains: readonly Chain[],
    watches: readonly NodeId[],
    early: NodeRanges,
    late: NodeRanges,
  ): Asked {
    const { model, options } = this;
    const wanted = reducersRead(model);
    const taken = wanted.filter((index) => model.reducers[index]!.reduction !== 'start');
    const isFinal = (index: number) => model.reducers[index]!.reduction === 'final';
    let asked: Asked = {
      chains,
      commonChains,
      watches,
      views: options.keepAll === true ? [...model.views.keys()] : [],
      reducers: taken.filter((index) => !isFinal(index)),
      finals: taken.filter(isFinal),
    };
    for (;;) {
      const needs = turnNeeds(model, asked);
      const leaves = [
        ...leavesOf(this.nodes, needs, early, late),
        ...leavesRead(this.nodes, [...runNeeds(model, asked), ...outcomeNeeds(model)], early),
      ];
      const read = new Set([...asked.views, ...leaves.flatMap((node) => (node.op === 'view' ? [node.index] : []))]);
      if (read.size === asked.views.length) return asked;
      asked = { ...asked, views: [...read].sort((a, b) => a - b) };
    }
  }

  private layout(read: readonly Node[], asked: Asked): Layout {
    const { model, options } = this;
    const all = options.keepAll === true;
    const numbers: Slot[] = [];
    const wholes: Slot[] = [];
    const isRead = (op: Node['op'], index: number) =>
      all || read.some((node) => node.op === op && 'index' in node && node.index === index);
    const place = (list: Slot[], kind: SlotKind, count: number, keep: (index: number) => boolean): number[] =>
      Array.from({ length: count }, (_, index) => (keep(index) ? list.push({ kind, index, state: -1 }) - 1 : -1));
    const asks = asksOf(model);
    const reduced = new Set([...reducersRead(model)]);
    const at: Layout['at'] = {
      stock: place(numbers, 'stock', model.stocks.length, () => true),
      force: place(numbers, 'force', model.levers.length, () => true),
      cost: place(numbers, 'cost', model.levers.length, (index) => isRead('cost', index)),
      purse: place(numbers, 'purse', model.purses.length, (index) => isRead('funds', index) || isPursed(model, index)),
      view: place(numbers, 'view', model.views.length, (index) => asked.views.includes(index)),
      coming: place(
        numbers,
        'coming',
        model.views.length,
        (index) => asked.views.includes(index) && model.views[index]!.kind === 'late',
      ),
      times: place(numbers, 'times', model.incidents.length, (index) => isRead('times', index)),
      count: place(numbers, 'count', model.incidents.length, (index) => isRead('count', index)),
      reduced: place(numbers, 'reduced', model.reducers.length, (index) => reduced.has(index)),
      leaf: place(wholes, 'leaf', model.machines.length, () => true),
      ordered: place(wholes, 'ordered', model.levers.length, () => true),
      released: place(wholes, 'released', model.injects.length, (index) => hasConsequence(model, index)),
      asked: place(wholes, 'asked', model.injects.length, (index) => hasConsequence(model, index) && asks.has(index)),
    };
    const entered = model.machines.map(({ states }, machine) =>
      states.map((_, state) => {
        const keep =
          all || read.some((node) => node.op === 'turns-in' && node.machine === machine && node.state === state);
        return keep ? wholes.push({ kind: 'entered', index: machine, state }) - 1 : -1;
      }),
    );
    return { numbers, wholes, at, entered };
  }

  private draws(read: readonly Node[], asked: Asked): readonly DrawColumn[] {
    const { model } = this;
    const columns: DrawColumn[] = [];
    const add = (channel: number, use: DrawUse, noise: number) => {
      const word = model.channels[channel]!.kind === 'word';
      const column = { channel, use, noise, word };
      if (!columns.some((old) => old.channel === channel && old.use === use && old.noise === noise))
        columns.push(column);
    };
    for (const [noise, { channel }] of model.noises.entries()) {
      if (read.some((node) => node.op === 'noise' && node.index === noise)) add(channel, 'noise', noise);
    }
    for (const index of asked.views) {
      const view = model.views[index]!;
      if (view.kind === 'noisy') add(view.channel, 'normal', -1);
    }
    for (const { chance, channel } of model.incidents)
      if (channel !== null) add(channel, this.useOf(chance, channel), -1);
    for (const { states } of model.machines) {
      for (const { channel, transitions } of states) {
        for (const { chance } of transitions) {
          if (chance !== null) add(channel!, this.useOf(chance, channel!), -1);
        }
      }
    }
    return columns;
  }

  private useOf(chance: Chance | null, channel: number): DrawUse {
    return chanceUse(this.model, chance, channel);
  }

  private injectsStep(late: NodeRanges): Step {
    const { model } = this;
    const live = [...model.injects.keys()].filter((index) => hasConsequence(model, index));
    const writers = live.map((index) => ({ effects: model.injects[index]!.effects, most: 1 }));
    return {
      stage: INJECTS_STAGE,
      moves: [],
      injects: live,
      incidents: [],
      machines: [],
      touched: this.touched([], writers, this.codes.injectStocks, late),
      restless: model.stocks.some((stock) => !isRestful(stock)),
    };
  }

  private phaseStep(index: number, late: NodeRanges): Step {
    const { model } = this;
    const { moves, incidents, machines } = model.phases[index]!;
    const fromIncidents = incidents.map((at) => ({
      effects: model.incidents[at]!.effects,
      most: model.incidents[at]!.rate === null ? 1 : MAX_POISSON_COUNT,
    }));
    const fromMachines = machines.flatMap((at) =>
      model.machines[at]!.states.flatMap(({ transitions }) => transitions.map(({ effects }) => ({ effects, most: 1 }))),
    );
    return {
      stage: FIRST_PHASE + index,
      moves: lastMoves(moves),
      injects: [],
      incidents,
      machines,
      touched: this.touched(moves, [...fromIncidents, ...fromMachines], this.codes.phaseStocks[index]!, late),
      restless: moves.length > 0 || model.stocks.some((stock) => !isRestful(stock)),
    };
  }

  private touched(
    moves: Step['moves'],
    writers: readonly { readonly effects: readonly Effect[]; readonly most: number }[],
    codes: readonly number[],
    { ranges }: NodeRanges,
  ): readonly Touched[] {
    return this.model.stocks.flatMap((stock, index): Touched[] => {
      const move = moves.findLast((one) => one.stock === index);
      const own = between(stock.low, stock.high);
      const sets: Range[] = [];
      const adds: Range[] = [];
      for (const { effects, most } of writers) {
        for (const { stock: target, mode, amount } of effects) {
          if (target !== index) continue;
          if (mode === 'set') sets.push(ranges[amount]!);
          else adds.push(binaryRange('multiply', ranges[amount]!, between(most > 1 ? 0 : 1, most)));
        }
      }
      const writes = sets.length > 0 ? (adds.length > 0 ? 'both' : 'set') : adds.length > 0 ? 'add' : 'none';
      if (writes === 'none' && move === undefined && isRestful(stock)) return [];
      const base = sets.reduce(hullOf, move === undefined ? own : ranges[move.next]!);
      const sum = sumRange(base, adds);
      const range = stock.integer ? roundedRange(sum) : sum;
      return [
        {
          stock: index,
          moved: move !== undefined,
          writes,
          range,
          fault: needed(codes[index]!, isFiniteRange(sum)),
          clampLow: !(range.low >= stock.low),
          clampHigh: !(range.high <= stock.high),
        },
      ];
    });
  }

  private incidentFaults({ ranges }: NodeRanges): readonly number[] {
    return this.model.incidents.map(({ chance, rate }, index) => {
      const code = this.codes.incidents[index]!;
      if (rate !== null) return needed(code, isWithin(ranges[rate]!, 0, MAX_POISSON_RATE));
      return chance === null ? 0 : needed(code, isSound(chance, ranges));
    });
  }

  /** Proven when each chance is in range, and their sum is even if all of them are open. */
  private stateFault(machine: number, state: number, { ranges }: NodeRanges): number {
    const code = this.codes.states[machine]![state]!;
    const chances = this.model.machines[machine]!.states[state]!.transitions.flatMap(({ chance }) =>
      chance === null ? [] : [chance],
    );
    const slices = chances.flatMap((chance) => (chance.kind === 'logit' ? [] : [ranges[chance.p]!]));
    const sum = sumRange(exactly(0), slices);
    return needed(code, chances.every((chance) => isSound(chance, ranges)) && isWithin(sum, 0, 1 + CHANCE_TOLERANCE));
  }
}

/** What a chance takes from its channel. Thresholds are proven for the 32-bit numbers of words only. */
export function chanceUse(model: Model, chance: Chance | null, channel: number): DrawUse {
  return chance?.kind === 'logit' && model.channels[channel]!.kind === 'word' ? 'logit' : 'chance';
}

/** The stock's own bounds after rounding half up. */
function roundedRange(range: Range): Range {
  return { low: Math.floor(range.low + 0.5), high: Math.floor(range.high + 0.5), nan: range.nan };
}

function needed(code: number, proven: boolean): number {
  return proven ? 0 : code;
}

function isSound(chance: Chance, ranges: readonly Range[]): boolean {
  return chance.kind === 'logit' ? !ranges[chance.x]!.nan : isWithin(ranges[chance.p]!, 0, 1 + CHANCE_TOLERANCE);
}

/** A stock that moves twice in a phase ends with its last move. */
function lastMoves(moves: Step['moves']): Step['moves'] {
  return moves.filter((move, at) => moves.findLastIndex(({ stock }) => stock === move.stock) === at);
}

function leavesOf(
  nodes: readonly Node[],
  needs: readonly Need[],
  early: NodeRanges,
  late: NodeRanges,
): readonly Node[] {
  const ids = (isEarly: boolean) =>
    needs.filter(({ stage }) => stage <= ORDERS_STAGE === isEarly).map(({ node }) => node);
  return [...leavesRead(nodes, ids(true), early), ...leavesRead(nodes, ids(false), late)];
}

function costNodes(model: Model): readonly NodeId[] {
  return model.levers.flatMap(({ levels }) => levels.map(({ cost }) => cost));
}

function isPursed(model: Model, purse: number): boolean {
  return model.levers.some((lever) => lever.purse === purse);
}

/** Reducers that an outcome reads. */
function reducersRead(model: Model): readonly number[] {
  const read = new Set(model.outcomes.flatMap(({ firsts }) => firsts));
  const open = model.outcomes.map(({ value }) => value);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = model.nodes[id]!;
    if (node.op === 'reduced') read.add(node.index);
    if ('a' in node) open.push(node.a);
    if ('b' in node) open.push(node.b);
    if ('c' in node) open.push(node.c);
  }
  return [...read].sort((a, b) => a - b);
}

/** Injects that somebody asks for. */
function asksOf(model: Model): ReadonlySet<number> {
  const fromMachines = model.machines.flatMap(({ states }) => states.flatMap(({ transitions }) => transitions));
  return new Set([...model.injects, ...model.incidents, ...fromMachines].flatMap(({ asks }) => asks));
}

/** An inject that only tells news leaves no trace in a run. */
function hasConsequence(model: Model, index: number): boolean {
  const { effects, asks } = model.injects[index]!;
  return effects.length > 0 || asks.length > 0;
}

/** For each lever that the arm's rules name, the rules in order, up to the first that always holds. */
function chainsOf(model: Model, arm: Arm): readonly Chain[] {
  const rules: readonly Rule[] = [
    ...(model.policies[arm.policy]?.rules ?? []),
    ...(model.doctrines[arm.doctrine]?.rules ?? []),
    ...model.strategies,
  ];
  return model.levers.flatMap((_, lever): Chain[] => {
    const named = rules.filter((rule) => rule.lever === lever).map(({ when, level }) => ({ when, level }));
    const certain = named.findIndex(({ when }) => when === null);
    const chain = certain < 0 ? named : named.slice(0, certain + 1);
    return chain.length === 0 ? [] : [{ lever, rules: chain }];
  });
}

/** The chains that every arm has alike, and what is left of each arm. */
function splitChains(arms: readonly (readonly Chain[])[]): {
  own: readonly (readonly Chain[])[];
  common: readonly Chain[];
} {
  const textOf = (chains: readonly Chain[], lever: number) => JSON.stringify(chains.find((one) => one.lever === lever));
  const isCommon = ({ lever }: Chain) => arms.every((chains) => textOf(chains, lever) === textOf(arms[0]!, lever));
  return {
    own: arms.map((chains) => chains.filter((chain) => !isCommon(chain))),
    common: (arms[0] ?? []).filter(isCommon),
  };
}

/** A lever without budget and ramp, whose first rule holds always and says the same in every arm. */
function fixedLevelsOf(model: Model, arms: readonly Arm[]): readonly (number | null)[] {
  const byArm = arms.map((arm) => chainsOf(model, arm));
  return model.levers.map(({ purse, rampUp, rampDown }, lever) => {
    if (purse !== null || rampUp !== null || rampDown !== null) return null;
    const levels = byArm.map((chains) => firstAlways(chains.find((chain) => chain.lever === lever)));
    return levels.every((level) => level === levels[0]) ? (levels[0] ?? null) : null;
  });
}

function firstAlways(chain: Chain | undefined): number | null {
  const first = chain?.rules[0];
  return first === undefined || first.when !== null ? null : first.level;
}
