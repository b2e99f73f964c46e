// Random models straight in the intermediate representation: every op, nested states, competing chances, rates, noise, views, purses, injects,
// reducers, an end. Most run well; some fail on purpose. Formulas are picked from one growing pool, so they share parts as real ones do.

import fc from 'fast-check';
import type { Distribution } from '../../engine/chance/distribution.ts';
import type {
  Chance,
  Channel,
  Consequence,
  Incident,
  Inject,
  Lever,
  Machine,
  Model,
  Node,
  NodeId,
  Outcome,
  Reducer,
  Rule,
  State,
  Transition,
  View,
} from '../../engine/model/model.ts';
import { REDUCTIONS } from '../../engine/vocabulary.ts';

/** A model is read from a tape of whole numbers; a shorter tape is a plainer model, so failures shrink. */
export const anyModel: fc.Arbitrary<Model> = fc
  .array(fc.nat({ max: 0x7fffffff }), { minLength: 200, maxLength: 900, size: 'max' })
  .map((tape) => new ModelMaker(tape).make());

const BINARY = ['add', 'subtract', 'multiply', 'divide', 'power', 'min', 'max'] as const;
const UNARY = ['negate', 'abs', 'sqrt', 'exp', 'log', 'logistic', 'floor'] as const;
const COMPARE = ['less', 'less-equal', 'equal', 'not-equal'] as const;
const CONSTANTS = [0, 1, -1, 0.5, 2, -0, 0.1, 3, -2.5, 10, 1e-3, 16, 700];

class ModelMaker {
  private readonly tape: readonly number[];
  private at = 0;
  private readonly nodes: Node[] = [];
  private readonly conditions: boolean[] = [];
  private readonly known = new Map<string, NodeId>();
  private readonly channels: Channel[] = [];
  private readonly numbers: NodeId[] = [];
  private readonly truths: NodeId[] = [];
  private readonly worldly: NodeId[] = [];
  private stocks = 0;
  private injects = 0;
  private levers: Lever[] = [];

  constructor(tape: readonly number[]) {
    this.tape = tape;
  }

  make(): Model {
    const turns = 1 + this.pick(7);
    const phases = 1 + this.pick(3);
    const parameters = this.list(3, (i) => ({
      name: `p${i}`,
      distribution: this.distribution(),
      fixed: this.pick(4) === 0 ? this.constant() : null,
    }));
    for (const value of CONSTANTS) this.worldly.push(this.add({ op: 'number', value }));
    for (const index of parameters.keys()) this.worldly.push(this.add({ op: 'parameter', index }));
    for (let i = 0; i < 4; i++) this.worldly.push(this.binary(this.worldly));
    const shapes = this.list(3, () => this.shape());
    const noises = this.list(2, (i) => ({
      name: `n${i}`,
      distribution: this.distribution(),
      channel: this.channel(`noise ${i}`, 'real'),
    }));
    this.stocks = 1 + this.pick(5);
    this.injects = this.pick(5);
    const purses = this.list(2, () => ({ seat: 0, start: this.pick(5), perTurn: this.pick(3) }));
    this.levers = this.list(3, (i) => this.lever(i, purses.length));
    const incidentCount = this.pick(5);
    const viewCount = this.pick(5);
    this.pool(shapes, noises.length, purses.length, incidentCount, viewCount);
    const views = Array.from({ length: viewCount }, (_, i) => this.view(i));
    const incidents = Array.from({ length: incidentCount }, (_, i) => this.incident(i, phases));
    const machines = shapes.map((shape, i) => this.machine(shape, i, phases));
    const injects = Array.from({ length: this.injects }, (_, i) => this.inject(i, turns));
    const stocks = Array.from({ length: this.stocks }, (_, i) => {
      const [low, high] = this.one([
        [-2, 2],
        [0, 1],
        [0, 9],
        [-1e6, 1e6],
        [0.3, 4.5],
        [1, 1],
      ] as const);
      return { name: `s${i}`, start: this.one(this.worldly), low, high, integer: this.pick(4) === 0 };
    });
    const moving = stocks.map(() => (this.pick(3) === 0 ? -1 : this.pick(phases)));
    const rules = (origin: string) => this.list(4, () => this.rule(origin)).filter((rule) => rule !== null);
    const policies = this.list(3, (i) => ({ name: `policy ${i}`, options: [], rules: rules('policy') }), 1);
    const doctrines = this.list(2, (i) => ({ name: `doctrine ${i}`, rules: rules('doctrine') }), 1);
    const strategies = rules('strategy');
    const endWhen = this.pick(4) === 0 ? this.truth() : null;
    const reducers = this.list(6, (): Reducer => this.reducer(), 1);
    const watched = this.list(2, (i) => ({ name: `a${i}`, node: this.number() }));
    const phaseList = Array.from({ length: phases }, (_, phase) => ({
      name: `phase ${phase}`,
      incidents: indexes(incidents, (incident) => incident.phase === phase),
      machines: indexes(machines, (machine) => machine.phase === phase),
      moves: indexes(moving, (at) => at === phase).map((stock) => ({ stock, next: this.tame() })),
    }));
    const outcomes = this.outcomes(reducers);
    return {
      id: 'any',
      version: '1',
      title: 'Any',
      variant: 'base',
      hash: '0',
      turns,
      clock: {
        unit: 'month',
        dates: Array.from({ length: turns }, (_, turn) => ({ label: `${turn}`, month: (turn % 12) + 1, year: 2014 })),
      },
      nodes: this.nodes,
      conditions: this.conditions,
      channels: this.channels,
      seats: [{ name: 'nato', label: 'NATO' }],
      parameters,
      stocks,
      auxiliaries: watched,
      levers: this.levers,
      purses,
      noises,
      views,
      incidents,
      machines,
      phases: phaseList,
      injects,
      optionGroups: [],
      policies,
      doctrines,
      strategies,
      reducers,
      outcomes,
      endWhen,
    };
  }

  private pick(count: number): number {
    return (this.tape[this.at++] ?? 0) % count;
  }

  private one<Item>(items: readonly Item[]): Item {
    return items[this.pick(items.length)]!;
  }

  private list<Item>(most: number, make: (index: number) => Item, least = 0): Item[] {
    const length = Math.max(least, this.pick(most + 1));
    return Array.from({ length }, (_, i) => make(i));
  }

  private constant(): number {
    return this.one(CONSTANTS);
  }

  private distribution(): Distribution {
    return this.one<Distribution>([
      { kind: 'uniform', low: -1, high: 2 },
      { kind: 'triangular', low: 0, mode: 0.3, high: 1 },
      { kind: 'normal', mean: 0.2, sd: 0.7 },
      { kind: 'lognormal', median: 0.5, sigma: 0.4 },
      { kind: 'discrete', values: [0, 1, 2], weights: [1, 2, 1] },
      { kind: 'pert', low: 0, mode: 1, high: 4 },
    ]);
  }

  private channel(name: string, kind: Channel['kind']): number {
    return this.channels.push({ name, kind }) - 1;
  }

  private add(node: Node): NodeId {
    const key = node.op === 'number' ? `number ${Object.is(node.value, -0) ? '-0' : node.value}` : JSON.stringify(node);
    const old = this.known.get(key);
    if (old !== undefined) return old;
    this.known.set(key, this.nodes.length);
    this.conditions.push(this.isCondition(node));
    return this.nodes.push(node) - 1;
  }

  private isCondition(node: Node): boolean {
    if (node.op === 'if') return this.conditions[node.b]!;
    return ['boolean', 'at', 'in', 'less', 'less-equal', 'equal', 'not-equal', 'and', 'or', 'not'].includes(node.op);
  }

  private binary(from: readonly NodeId[]): NodeId {
    return this.add({ op: this.one(BINARY), a: this.one(from), b: this.one(from) });
  }

  /** All leaves, then formulas of leaves and formulas. */
  private pool(shapes: readonly Shape[], noises: number, purses: number, incidents: number, views: number): void {
    const leaves: Node[] = [{ op: 'turn' }, { op: 'month' }, { op: 'year' }];
    const truths: Node[] = [{ op: 'boolean', value: this.pick(2) === 0 }];
    const each = (count: number, op: 'stock' | 'noise' | 'funds' | 'lever' | 'cost' | 'times' | 'count' | 'view') => {
      for (let index = 0; index < count; index++) leaves.push({ op, index });
    };
    each(this.stocks, 'stock');
    each(noises, 'noise');
    each(purses, 'funds');
    each(this.levers.length, 'lever');
    each(this.levers.length, 'cost');
    each(incidents, 'times');
    each(incidents, 'count');
    each(views, 'view');
    for (const [index, { levels }] of this.levers.entries())
      truths.push({ op: 'at', index, level: this.pick(levels.length) });
    for (const [machine, { parents }] of shapes.entries()) {
      for (const state of parents.keys()) {
        leaves.push({ op: 'turns-in', machine, state });
        truths.push({ op: 'in', machine, state });
      }
    }
    this.numbers.push(...this.worldly, ...leaves.map((node) => this.add(node)));
    this.truths.push(...truths.map((node) => this.add(node)));
    const size = 20 + this.pick(60);
    for (let i = 0; i < size; i++) this.grow();
  }

  private grow(): void {
    const recent = (from: readonly NodeId[]) => (this.pick(2) === 0 ? this.one(from) : this.one(from.slice(-12)));
    const [a, b] = [recent(this.numbers), recent(this.numbers)];
    switch (this.pick(10)) {
      case 0:
        this.truths.push(
          this.add({ op: this.one(['and', 'or'] as const), a: recent(this.truths), b: recent(this.truths) }),
        );
        return;
      case 1:
        this.truths.push(this.add({ op: 'not', a: recent(this.truths) }));
        return;
      case 2:
      case 3:
        this.truths.push(this.add({ op: this.one(COMPARE), a, b }));
        return;
      case 4:
        this.numbers.push(this.add({ op: 'if', a: recent(this.truths), b: a, c: b }));
        return;
      case 5:
        this.truths.push(
          this.add({ op: 'if', a: recent(this.truths), b: recent(this.truths), c: recent(this.truths) }),
        );
        return;
      case 6:
        this.numbers.push(this.add({ op: this.one(UNARY), a }));
        return;
      case 7:
        this.numbers.push(this.clamped(a, this.one([0, -1, -0]), this.one([1, 0, 3])));
        return;
      default:
        this.numbers.push(this.add({ op: this.one(BINARY), a, b }));
    }
  }

  private clamped(a: NodeId, low: number, high: number): NodeId {
    const floor = this.add({ op: 'max', a, b: this.add({ op: 'number', value: low }) });
    return this.add({ op: 'min', a: this.add({ op: 'number', value: high }), b: floor });
  }

  private number(): NodeId {
    return this.one(this.numbers);
  }

  private truth(): NodeId {
    return this.one(this.truths);
  }

  private maybeTruth(): NodeId | null {
    return this.pick(3) === 0 ? null : this.truth();
  }

  /** A number that mostly stays finite. */
  private tame(): NodeId {
    const x = this.number();
    const kind = this.pick(16);
    if (kind === 0) return x;
    if (kind < 6) return this.clamped(x, -1, 3);
    const chance = this.add({ op: 'logistic', a: x });
    const stock = this.add({ op: 'stock', index: this.pick(this.stocks) });
    return kind < 11 ? this.healed(chance) : this.add({ op: 'add', a: stock, b: this.healed(chance) });
  }

  /** NaN becomes 0: only a number equals itself. */
  private healed(x: NodeId): NodeId {
    const zero = this.add({ op: 'number', value: 0 });
    if (this.pick(12) === 0) return x;
    return this.add({ op: 'if', a: this.add({ op: 'equal', a: x, b: x }), b: x, c: zero });
  }

  private probability(most: number): NodeId {
    if (this.pick(40) === 0) return this.number();
    const scale = this.add({ op: 'number', value: most });
    return this.add({ op: 'multiply', a: scale, b: this.healed(this.add({ op: 'logistic', a: this.number() })) });
  }

  private logit(): Chance {
    const x = this.number();
    return { kind: 'logit', x: this.pick(20) === 0 ? x : this.healed(x) };
  }

  private shape(): Shape {
    const parents = [-1, ...this.list(6, (i) => (this.pick(2) === 0 ? -1 : this.pick(i + 1)), 1)];
    const initials = parents.map((_, state) => {
      const children = indexes(parents, (parent) => parent === state);
      return children.length === 0 ? -1 : this.one(children);
    });
    return { parents, initials };
  }

  private machine({ parents, initials }: Shape, index: number, phases: number): Machine {
    const name = `m${index}`;
    const states = parents.map((parent, at): State => {
      const final = initials[at]! < 0 && this.pick(6) === 0;
      const transitions = final ? [] : this.transitions(index, at, parents.length);
      const draws = transitions.some(({ chance }) => chance !== null);
      return {
        name: `q${at}`,
        parent,
        initial: initials[at]!,
        final,
        transitions,
        channel: draws ? this.channel(`${name} ${at}`, 'word') : null,
      };
    });
    const tops = indexes(parents, (parent) => parent < 0);
    return { name, element: name, member: null, phase: this.pick(phases), initial: this.one(tops), states };
  }

  private transitions(machine: number, state: number, states: number): Transition[] {
    const isLogit = this.pick(4) === 0;
    return this.list(3, (at) => {
      const after =
        this.pick(3) === 0
          ? this.add({
              op: 'less-equal',
              a: this.add({ op: 'number', value: this.pick(4) }),
              b: this.add({ op: 'turns-in', machine, state }),
            })
          : null;
      const other = this.maybeTruth();
      const when = after === null ? other : other === null ? after : this.add({ op: 'and', a: after, b: other });
      const probability = (): Chance => ({ kind: 'probability', p: this.probability(0.33) });
      const chance = isLogit ? (at === 0 ? this.logit() : null) : this.pick(4) === 0 ? null : probability();
      return { target: this.pick(states), when, after, chance, ...this.consequence() };
    });
  }

  private consequence(): Consequence {
    return {
      effects: this.list(2, () => ({
        stock: this.pick(this.stocks),
        mode: this.one(['add', 'add', 'set'] as const),
        amount: this.tame(),
      })),
      asks: this.injects === 0 ? [] : this.list(1, () => this.pick(this.injects)),
      news: null,
    };
  }

  private lever(index: number, purses: number): Lever {
    const ramp = () => (this.pick(2) === 0 ? null : this.one([0.25, 1, 5]));
    return {
      name: `l${index}`,
      seat: 0,
      levels: this.list(
        4,
        (at) => ({ name: `level ${at}`, value: at * this.one([1, 0.4, -0.5]), cost: this.cost() }),
        2,
      ),
      start: this.pick(2),
      rampUp: ramp(),
      rampDown: ramp(),
      purse: purses === 0 || this.pick(2) === 0 ? null : this.pick(purses),
    };
  }

  private cost(): NodeId {
    const kind = this.pick(20);
    if (kind === 0) return this.one(this.worldly);
    return this.add({ op: 'number', value: kind % 4 });
  }

  private view(index: number): View {
    const base = { name: `v${index}`, seat: 0, source: this.pick(4) === 0 ? this.truth() : this.number() };
    switch (this.pick(3)) {
      case 0:
        return { ...base, kind: 'late' };
      case 1:
        return { ...base, kind: 'noisy', sd: this.one([0.1, 1]), channel: this.channel(`view ${index}`, 'real') };
      default:
        return { ...base, kind: 'gated', gate: this.truth() };
    }
  }

  private incident(index: number, phases: number): Incident {
    const name = `i${index}`;
    const kind = this.pick(5);
    const chance =
      kind === 0 ? this.logit() : kind < 3 ? { kind: 'probability' as const, p: this.probability(1) } : null;
    const rate = kind === 3 ? this.probability(4) : null;
    return {
      name,
      element: name,
      member: null,
      phase: this.pick(phases),
      importance: 1,
      when: this.maybeTruth(),
      chance,
      rate,
      channel: rate !== null ? this.channel(name, 'real') : chance !== null ? this.channel(name, 'word') : null,
      ...this.consequence(),
    };
  }

  private inject(index: number, turns: number): Inject {
    const kind = this.pick(3);
    return {
      name: `j${index}`,
      importance: 1,
      turn: kind === 0 ? this.pick(turns) : null,
      when: kind === 1 ? this.truth() : null,
      ...this.consequence(),
    };
  }

  private rule(origin: string): Rule | null {
    if (this.levers.length === 0) return null;
    const lever = this.pick(this.levers.length);
    const level = this.pick(this.levers[lever]!.levels.length);
    return { lever, level, when: this.pick(4) === 0 ? null : this.truth(), origin };
  }

  private reducer(): Reducer {
    const reduction = this.one(REDUCTIONS);
    const isCondition = reduction === 'ever' || reduction === 'first' || reduction === 'turns';
    return { reduction, of: isCondition ? this.truth() : this.pick(3) === 0 ? this.number() : this.tame() };
  }

  private outcomes(reducers: readonly Reducer[]): Outcome[] {
    return reducers.map(({ reduction }, index): Outcome => {
      const reduced = this.add({ op: 'reduced', index });
      const other = this.add({ op: 'reduced', index: this.pick(reducers.length) });
      const isFirst = reduction === 'first';
      const value = isFirst || this.pick(2) === 0 ? reduced : this.add({ op: 'max', a: reduced, b: other });
      const healed = this.pick(4) === 0 ? value : this.healed(value);
      return {
        name: `o${index}`,
        element: `o${index}`,
        member: null,
        label: `o${index}`,
        unit: null,
        better: 'neither',
        kind: 'mean',
        value: isFirst ? value : healed,
        firsts: isFirst ? [index] : [],
      };
    });
  }
}

interface Shape {
  readonly parents: readonly number[];
  readonly initials: readonly number[];
}

function indexes<Item>(list: readonly Item[], test: (item: Item) => boolean): number[] {
  return list.flatMap((item, i) => (test(item) ? [i] : []));
}
