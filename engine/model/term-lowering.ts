// Term + whose member + whose eyes -> node. Read by a seat, what is seen late, with noise or only at times becomes a view.

import { type Binding, bindingsOf, bindMember } from '../expression/scope.ts';
import type { Operation, Term, Whose } from '../expression/term.ts';
import type { Scenario, SeenBy } from '../language/scenario.ts';
import { BASE_VARIANT, WHITE_SEAT } from '../vocabulary.ts';
import type { NodeId, Reducer, View } from './model.ts';
import { NodeTable } from './node-table.ts';
import { slotName } from './slot-name.ts';
import type { Slots } from './slots.ts';

/** The seat that looks, and the path of the rule it reads (null: just looking, so that to be blind is no fault); null for the engine, which sees everything. */
type Eyes = { readonly seat: number; readonly path: readonly (string | number)[] | null } | null;

type Lens =
  | { readonly kind: 'exact' }
  | { readonly kind: 'late' }
  | { readonly kind: 'noisy'; readonly sd: number }
  | { readonly kind: 'gated'; readonly gate: NodeId };

export class TermLowering {
  readonly table = new NodeTable();
  readonly views: View[] = [];
  readonly reducers: Reducer[] = [];
  private readonly scenario: Scenario;
  private readonly variant: string;
  private readonly slots: Slots;
  private readonly auxiliaries = new Map<string, { readonly node: NodeId; readonly hidden: boolean }>();
  /** Did a seat that is just looking come upon something hidden from it? */
  private hidden = false;
  private firsts: number[] = [];
  private depth = 0;
  /** While the cost of a level is worked out, the lever's own number is that level's. */
  private levelValue: number | null = null;

  constructor(scenario: Scenario, variant: string, slots: Slots) {
    this.scenario = scenario;
    this.variant = variant;
    this.slots = slots;
  }

  lower(term: Term, binding: Binding, eyes: Eyes): NodeId {
    if (!this.slots.mayGoOn(this.depth)) return this.table.number(0);
    this.depth++;
    const node = this.lowered(term, binding, eyes);
    this.depth--;
    return node;
  }

  private lowered(term: Term, binding: Binding, eyes: Eyes): NodeId {
    const { table } = this;
    switch (term.op) {
      case 'number':
        return table.number(term.value);
      case 'boolean':
        return table.boolean(term.value);
      case 'horizon':
        return table.number(this.scenario.clock.turns);
      case 'turn':
      case 'month':
      case 'year':
        return table.add({ op: term.op });
      case 'member-is':
        return table.boolean(binding.get(term.set) === term.member);
      case 'apply':
        return this.apply(
          term.operation,
          term.args.map((arg) => this.lower(arg, binding, eyes)),
        );
      case 'aggregate':
        return this.aggregate(term, binding, eyes);
      case 'reduce':
        return this.reduce(term, binding);
      default:
        return this.reading(term, binding, eyes);
    }
  }

  /** A rule's condition as the seat sees it. */
  seen(term: Term, binding: Binding, seat: number, path: readonly (string | number)[]): NodeId {
    return this.lower(term, binding, { seat, path });
  }

  cost(term: Term, binding: Binding, level: number): NodeId {
    this.levelValue = level;
    const node = this.lower(term, binding, null);
    this.levelValue = null;
    return node;
  }

  outcome(term: Term, binding: Binding): { readonly value: NodeId; readonly firsts: readonly number[] } {
    this.firsts = [];
    const node = this.lower(term, binding, null);
    const value = term.type === 'condition' ? this.table.indicator(node) : node;
    return { value, firsts: [...new Set(this.firsts)] };
  }

  auxiliary(name: string, each: string | null, binding: Binding, eyes: Eyes): NodeId {
    const key = `${slotName(name, each, binding)} ${eyes?.seat ?? ''}`;
    const known = this.auxiliaries.get(key);
    if (known !== undefined) {
      this.hidden ||= known.hidden;
      return known.node;
    }
    const element = this.scenario.auxiliaries.get(name);
    if (element === undefined) throw new Error(`no auxiliary ${name}`);
    const own =
      each === null ? new Map<string, string>() : bindMember(this.scenario.sets, each, binding.get(each) ?? '');
    const before = this.hidden;
    this.hidden = false;
    const node = this.lower(
      (this.variant === BASE_VARIANT ? undefined : element.variants.get(this.variant)) ?? element.is,
      own,
      eyes,
    );
    this.auxiliaries.set(key, { node, hidden: this.hidden });
    this.hidden ||= before;
    return node;
  }

  /** An auxiliary worked out from what a seat sees; hidden when something in it is. */
  auxiliaryAsSeen(
    name: string,
    each: string | null,
    binding: Binding,
    seat: number,
  ): { readonly node: NodeId; readonly hidden: boolean } {
    this.hidden = false;
    const seesAll = this.scenario.seats[seat]?.name === WHITE_SEAT;
    const node = this.auxiliary(name, each, binding, seesAll ? null : { seat, path: null });
    return { node, hidden: this.hidden };
  }

  private reading(
    term: Exclude<
      Term,
      {
        op:
          | 'number'
          | 'boolean'
          | 'horizon'
          | 'turn'
          | 'month'
          | 'year'
          | 'member-is'
          | 'apply'
          | 'aggregate'
          | 'reduce';
      }
    >,
    binding: Binding,
    eyes: Eyes,
  ): NodeId {
    switch (term.op) {
      case 'read':
        return this.read(term, binding, eyes);
      case 'in':
      case 'turns-in':
        return this.machineRead(term, binding, eyes);
      case 'times':
      case 'count': {
        const incident = this.element(this.scenario.incidents, term.incident);
        const own = this.whose(term.whose, binding);
        const source = this.table.add({
          op: term.op,
          index: this.slots.index('incident', incident.name, incident.each, own),
        });
        return this.through(source, incident, own, eyes);
      }
      case 'at-level':
      case 'cost': {
        const lever = this.element(this.scenario.levers, term.lever);
        const own = this.whose(term.whose, binding);
        const index = this.slots.index('lever', lever.name, lever.each, own);
        const level = term.op === 'cost' ? 0 : lever.levels.findIndex((candidate) => candidate.name === term.level);
        return this.through(
          this.table.add(term.op === 'cost' ? { op: 'cost', index } : { op: 'at', index, level }),
          lever,
          own,
          eyes,
        );
      }
      case 'funds': {
        const purse = this.slots.purseOf(this.scenario.seats.findIndex((seat) => seat.name === term.seat));
        return purse === null ? this.table.number(0) : this.table.add({ op: 'funds', index: purse });
      }
    }
  }

  private read(term: Extract<Term, { op: 'read' }>, binding: Binding, eyes: Eyes): NodeId {
    const own = this.whose(term.whose, binding);
    const { name } = term;
    switch (term.what) {
      case 'fact': {
        const fact = this.element(this.scenario.facts, name);
        const varied = this.slots.variedIndex(slotName(name, fact.each, own));
        if (varied !== null) return this.table.add({ op: 'parameter', index: varied });
        const value =
          this.slots.setting(slotName(name, fact.each, own), name) ??
          fact.values.get(fact.each === null ? '' : (own.get(fact.each) ?? '')) ??
          0;
        return this.table.number(value);
      }
      case 'uncertainty': {
        const { each } = this.element(this.scenario.uncertainties, name);
        if (eyes !== null) this.unseen(name, 'it is an uncertainty, which nobody sees', eyes);
        return this.table.add({ op: 'parameter', index: this.slots.index('parameter', name, each, own) });
      }
      case 'noise': {
        const { each } = this.element(this.scenario.noises, name);
        if (eyes !== null) this.unseen(name, 'it is noise, which nobody sees', eyes);
        return this.table.add({ op: 'noise', index: this.slots.index('noise', name, each, own) });
      }
      case 'stock': {
        const stock = this.element(this.scenario.stocks, name);
        return this.through(
          this.table.add({ op: 'stock', index: this.slots.index('stock', name, stock.each, own) }),
          stock,
          own,
          eyes,
        );
      }
      case 'lever': {
        if (this.levelValue !== null) return this.table.number(this.levelValue);
        const lever = this.element(this.scenario.levers, name);
        return this.through(
          this.table.add({ op: 'lever', index: this.slots.index('lever', name, lever.each, own) }),
          lever,
          own,
          eyes,
        );
      }
      case 'auxiliary':
        return this.auxiliary(name, this.element(this.scenario.auxiliaries, name).each, own, eyes);
    }
  }

  private machineRead(term: Extract<Term, { op: 'in' | 'turns-in' }>, binding: Binding, eyes: Eyes): NodeId {
    const machine = this.element(this.scenario.machines, term.machine);
    const own = this.whose(term.whose, binding);
    const index = this.slots.index('machine', machine.name, machine.each, own);
    const { states } = this.slots.bodyOf(machine);
    const at = (name: string) => states.findIndex((state) => state.name === name);
    if (term.op === 'in') {
      // A state that only another variant has is never active in this one.
      const source =
        at(term.state) < 0
          ? this.table.boolean(false)
          : this.table.add({ op: 'in', machine: index, state: at(term.state) });
      return this.through(source, machine, own, eyes);
    }
    const wanted =
      term.state === null
        ? states.flatMap((state, i) => (state.initial === null ? [i] : []))
        : [at(term.state)].filter((i) => i >= 0);
    // Only one innermost state is active: the sum over all of them is its time.
    const times = wanted.map((state) => this.table.add({ op: 'turns-in', machine: index, state }));
    const source =
      times.reduce<NodeId | null>((sum, time) => (sum === null ? time : this.table.binary('add', sum, time)), null) ??
      this.table.number(0);
    return this.through(source, machine, own, eyes);
  }

  private element<T>(table: ReadonlyMap<string, T>, name: string): T {
    const found = table.get(name);
    if (found === undefined) throw new Error(`no element ${name}: the checker let an unknown name pass`);
    return found;
  }

  /** The binding of the member that is meant. */
  private whose(whose: Whose, binding: Binding): Binding {
    if (whose === null) return new Map();
    if ('own' in whose) return bindMember(this.scenario.sets, whose.own, binding.get(whose.own) ?? '');
    return bindMember(this.scenario.sets, whose.of, whose.member);
  }

  /** A number or condition as a seat sees it. */
  through(
    source: NodeId,
    element: { readonly name: string; readonly each: string | null; readonly seenBy: SeenBy },
    own: Binding,
    eyes: Eyes,
  ): NodeId {
    if (eyes === null || this.table.numberOf(source) !== null || this.table.truthOf(source) !== null) return source;
    const lens = this.lens(element.seenBy, own, eyes.seat);
    if (lens === null) {
      this.unseen(slotName(element.name, element.each, own), 'its seen_by leaves the seat out', eyes);
      return source;
    }
    if (lens.kind === 'exact') return source;
    const isCondition = this.table.conditions[source] ?? false;
    if (isCondition && lens.kind === 'noisy') {
      this.unseen(element.name, 'a condition cannot be seen with noise', eyes);
      return source;
    }
    const view = this.view(
      slotName(element.name, element.each, own),
      lens,
      isCondition ? this.table.indicator(source) : source,
      eyes.seat,
    );
    return isCondition ? this.table.binary('not-equal', view, this.table.number(0)) : view;
  }

  private view(name: string, lens: Exclude<Lens, { kind: 'exact' }>, source: NodeId, seat: number): NodeId {
    const same = (view: View) =>
      view.source === source &&
      view.kind === lens.kind &&
      (lens.kind === 'late' ||
        (view.seat === seat && (lens.kind !== 'gated' || (view.kind === 'gated' && view.gate === lens.gate))));
    const known = this.views.findIndex(same);
    if (known >= 0) return this.table.add({ op: 'view', index: known });
    const seatName = this.scenario.seats[seat]?.name ?? '';
    const base = { name: `${name} as ${seatName} sees it`, seat, source };
    const channel =
      lens.kind === 'noisy' ? this.slots.channel(`view:${seatName}/${name}/${this.viewsOf(seat, name)}`, 'real') : 0;
    const view: View =
      lens.kind === 'noisy'
        ? { ...base, kind: 'noisy', sd: lens.sd, channel }
        : lens.kind === 'gated'
          ? { ...base, kind: 'gated', gate: lens.gate }
          : { ...base, kind: 'late' };
    return this.table.add({ op: 'view', index: this.views.push(view) - 1 });
  }

  /** Several numbers of one element (times and count of an incident) are seen with errors of their own. */
  private viewsOf(seat: number, name: string): number {
    return this.views.filter((view) => view.seat === seat && view.name.startsWith(`${name} as `)).length;
  }

  /** How a seat sees something; null when it does not. */
  lens({ all, exactly, late, noisy, gated }: SeenBy, own: Binding, seatIndex: number): Lens | null {
    const seat = this.scenario.seats[seatIndex]?.name ?? '';
    const means = (word: string) =>
      word === seat || (word === 'own' && [...own.values()].includes(seat)) || this.isMember(word, seat);
    if (all || seat === WHITE_SEAT || exactly.some(means)) return { kind: 'exact' };
    if (late.some(means)) return { kind: 'late' };
    const noise = noisy.find(([word]) => means(word));
    if (noise !== undefined) return { kind: 'noisy', sd: noise[1] };
    if (gated?.seats.some(means)) return { kind: 'gated', gate: this.lower(gated.when, own, null) };
    return null;
  }

  private isMember(set: string, member: string): boolean {
    return this.scenario.sets.sets.some(
      (candidate) => candidate.name === set && candidate.members.some(({ name }) => name === member),
    );
  }

  private unseen(what: string, because: string, eyes: NonNullable<Eyes>): void {
    if (eyes.path === null) {
      this.hidden = true;
      return;
    }
    const seat = this.scenario.seats[eyes.seat]?.name ?? '';
    this.slots.fault({
      code: 'invisible',
      path: [...eyes.path, 'when'],
      message: `the seat "${seat}" cannot see ${what}: ${because}`,
      notes: ['A strategy reads what its seat sees. Change seen_by, or let the rule read something visible.'],
    });
  }

  private apply(operation: Operation, args: readonly NodeId[]): NodeId {
    const { table } = this;
    const [a = 0, b = 0, c = 0] = args;
    switch (operation) {
      case 'if':
        return table.choice(a, b, c);
      case 'indicator':
        return table.indicator(a);
      case 'clamp':
        return table.binary('max', table.binary('min', a, c), b);
      case 'round':
        return table.unary('floor', table.binary('add', a, table.number(0.5)));
      case 'min':
      case 'max':
        return args.slice(1).reduce((left, right) => table.binary(operation, left, right), a);
      case 'not':
      case 'negate':
      case 'abs':
      case 'sqrt':
      case 'exp':
      case 'log':
      case 'logistic':
      case 'floor':
        return table.unary(operation, a);
      default:
        return table.binary(operation, a, b);
    }
  }

  private aggregate(term: Extract<Term, { op: 'aggregate' }>, binding: Binding, eyes: Eyes): NodeId {
    const { table } = this;
    const { within } = term;
    const members = bindingsOf(this.scenario.sets, term.set).filter(
      (member) => within === null || member.get(within) === binding.get(within),
    );
    const values = members.map((member) => this.lower(term.body, member, eyes));
    const fold = (op: 'add' | 'min' | 'max' | 'and' | 'or', list: readonly NodeId[]) =>
      list.slice(1).reduce((left, right) => table.binary(op, left, right), list[0] ?? table.number(0));
    switch (term.aggregate) {
      case 'sum':
        return fold('add', values);
      case 'mean':
        return table.binary('divide', fold('add', values), table.number(values.length));
      case 'min':
      case 'max':
        return fold(term.aggregate, values);
      case 'any':
        return fold('or', values);
      case 'all':
        return fold('and', values);
      case 'count':
        return fold(
          'add',
          values.map((value) => table.indicator(value)),
        );
    }
  }

  private reduce(term: Extract<Term, { op: 'reduce' }>, binding: Binding): NodeId {
    const { table } = this;
    const body = this.lower(term.body, binding, null);
    const wantsCondition = term.reduction === 'ever' || term.reduction === 'turns' || term.reduction === 'first';
    const of = term.body.type === 'condition' && !wantsCondition ? table.indicator(body) : body;
    const known = this.reducers.findIndex((reducer) => reducer.reduction === term.reduction && reducer.of === of);
    const index = known >= 0 ? known : this.reducers.push({ reduction: term.reduction, of }) - 1;
    const value = table.add({ op: 'reduced', index });
    if (term.type === 'condition') return table.binary('not-equal', value, table.number(0));
    if (term.reduction !== 'first') return value;
    if (term.otherwise === null) {
      this.firsts.push(index);
      return value;
    }
    return table.choice(table.binary('not-equal', value, value), this.lower(term.otherwise, binding, null), value);
  }
}
