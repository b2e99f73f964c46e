// Scenario + structural variant + settings -> Model: sets unrolled into numbered slots, formulas into one table of nodes,
// what a seat sees into views. Faults that only show once sets are unrolled come back as problems.

import { type Binding, bindingsOf, bindMember } from '../expression/scope.ts';
import type { Term } from '../expression/term.ts';
import { dateOfTurn, labelOfTurn } from '../language/calendar.ts';
import type {
  EffectTerm,
  Happening,
  MachineBody,
  MachineElement,
  RuleElement,
  Scenario,
  TransitionElement,
} from '../language/scenario.ts';
import { BASE_VARIANT } from '../vocabulary.ts';
import type {
  Chance,
  Consequence,
  Doctrine,
  Effect,
  Incident,
  Inject,
  Lever,
  Machine,
  Model,
  NodeId,
  Outcome,
  Phase,
  Policy,
  Rule,
  State,
  Stock,
  Transition,
} from './model.ts';
import { lowerSights, type SeatSights } from './sights.ts';
import { slotName } from './slot-name.ts';
import { type LowerFault, Slots } from './slots.ts';
import { TermLowering } from './term-lowering.ts';

export interface LowerOptions {
  /** One of `scenario.variants`. */
  readonly variant?: string;
  /** Facts and uncertainties (`name` or `name[member]`) held at a number in every world. */
  readonly settings?: ReadonlyMap<string, number>;
  /** Facts that become parameters, after the uncertainties: whoever runs the model gives their values. Everything else stays, bit for bit. */
  readonly vary?: ReadonlySet<string>;
  /** Also what every seat sees. Adds views and changes nothing else, bit for bit. */
  readonly sights?: boolean;
}

export type Lowered =
  | { readonly model: Model; readonly sights: readonly SeatSights[]; readonly faults: readonly [] }
  | { readonly model: null; readonly faults: readonly LowerFault[] };

/** The model of one variant, or every fault that shows only when sets are unrolled. Throws nothing for a scenario that was checked. */
export function lower(scenario: Scenario, options: LowerOptions = {}): Lowered {
  const variant = options.variant ?? BASE_VARIANT;
  if (!scenario.variants.includes(variant))
    return { model: null, faults: [unknownVariant(variant, scenario.variants)] };
  const lowering = new Lowering(scenario, variant, options.settings ?? new Map(), options.vary ?? new Set());
  const { model, sights } = lowering.lowered(options.sights === true);
  const { faults } = lowering.slots;
  return faults.length > 0 ? { model: null, faults } : { model, sights, faults: [] };
}

function unknownVariant(variant: string, variants: readonly string[]): LowerFault {
  const message = `no structural variant is called "${variant}"`;
  return { code: 'unknown-variant', path: [], message, notes: [`There are: ${variants.join(', ')}.`] };
}

class Lowering {
  readonly slots: Slots;
  private readonly scenario: Scenario;
  private readonly variant: string;
  private readonly terms: TermLowering;

  constructor(scenario: Scenario, variant: string, settings: ReadonlyMap<string, number>, vary: ReadonlySet<string>) {
    this.scenario = scenario;
    this.variant = variant;
    this.slots = new Slots(scenario, variant, settings, vary);
    this.terms = new TermLowering(scenario, variant, this.slots);
  }

  lowered(withSights: boolean): { readonly model: Model; readonly sights: readonly SeatSights[] } {
    const { scenario, slots, terms } = this;
    const stocks = this.stocks();
    const levers = this.levers();
    const incidents = this.incidents();
    const machines = this.machines();
    const injects = this.injects();
    const { policies, doctrines, strategies } = this.decisions();
    const outcomes = this.outcomes();
    const endWhen = this.condition(scenario.endWhen, new Map());
    const phases = this.phases(incidents, machines);
    const auxiliaries = [...scenario.auxiliaries.values()].flatMap(({ name, each }) =>
      bindingsOf(scenario.sets, each).map((binding) => ({
        name: slotName(name, each, binding),
        node: terms.auxiliary(name, each, binding, null),
      })),
    );
    // Last, so that nothing else gets another number for it.
    const sights = withSights ? lowerSights(scenario, terms, slots, { machines, levers }) : [];
    const model: Model = {
      id: scenario.id,
      version: scenario.version,
      title: scenario.title,
      variant: this.variant,
      hash: scenario.hash,
      turns: scenario.clock.turns,
      clock: this.clock(),
      nodes: terms.table.nodes,
      conditions: terms.table.conditions,
      channels: slots.channels,
      seats: scenario.seats.map(({ name, label }) => ({ name, label })),
      parameters: slots.parameters,
      stocks,
      auxiliaries,
      levers,
      purses: slots.purses,
      noises: slots.noises,
      views: terms.views,
      incidents,
      machines,
      phases,
      injects,
      optionGroups: scenario.optionGroups.map((group) => ({
        name: group.name,
        options: group.options.map((option) => option.name),
      })),
      policies,
      doctrines,
      strategies,
      reducers: terms.reducers,
      outcomes,
      endWhen,
    };
    return { model, sights };
  }

  private clock(): Model['clock'] {
    const { clock } = this.scenario;
    const dates = Array.from({ length: clock.turns }, (_, turn) => {
      const { month, year } = dateOfTurn(clock, turn);
      return { label: labelOfTurn(clock, turn), month, year };
    });
    return { unit: clock.unit, dates };
  }

  private number(term: Term, binding: Binding): NodeId {
    return this.terms.lower(term, binding, null);
  }

  private condition(term: Term | null, binding: Binding): NodeId | null {
    if (term === null) return null;
    const node = this.terms.lower(term, binding, null);
    return this.terms.table.truthOf(node) === true ? null : node;
  }

  private stocks(): Stock[] {
    return [...this.scenario.stocks.values()].flatMap((stock) =>
      bindingsOf(this.scenario.sets, stock.each).map((binding) => {
        const name = slotName(stock.name, stock.each, binding);
        const start = stock.start.get(stock.each === null ? '' : (binding.get(stock.each) ?? ''));
        return {
          name,
          start: start === undefined ? this.terms.table.number(0) : this.number(start, binding),
          low: stock.low,
          high: stock.high,
          integer: stock.integer,
        };
      }),
    );
  }

  private levers(): Lever[] {
    return [...this.scenario.levers.values()].flatMap((lever) =>
      bindingsOf(this.scenario.sets, lever.each).map((binding): Lever => {
        const seat = this.slots.seatOfLever(lever, binding);
        const levels = lever.levels.map((level) => ({
          name: level.name,
          value: level.value,
          cost: level.cost === null ? this.terms.table.number(0) : this.terms.cost(level.cost, binding, level.value),
        }));
        const start = lever.levels.findIndex((level) => level.name === lever.start);
        return {
          name: slotName(lever.name, lever.each, binding),
          seat,
          levels,
          start,
          rampUp: lever.rampUp,
          rampDown: lever.rampDown,
          purse: this.slots.purseOf(seat),
        };
      }),
    );
  }

  private incidents(): Incident[] {
    return [...this.scenario.incidents.values()].flatMap((incident) =>
      bindingsOf(this.scenario.sets, incident.each).map((binding): Incident => {
        const name = slotName(incident.name, incident.each, binding);
        const chance = incident.chance === null ? null : this.chance(incident.chance, binding, true);
        const rate = incident.rate === null ? null : this.number(incident.rate, binding);
        const channel =
          chance === null && rate === null
            ? null
            : this.slots.channel(`incident:${name}`, rate === null ? 'word' : 'real');
        return {
          name,
          element: incident.name,
          member: memberOf(incident.each, binding),
          phase: this.phase(incident.phase),
          importance: incident.importance,
          when: this.condition(incident.when, binding),
          chance,
          rate,
          channel,
          ...this.consequence(incident, binding),
        };
      }),
    );
  }

  private phase(name: string): number {
    return this.scenario.phases.indexOf(name);
  }

  /** A chance that is exactly a logistic and has the draw for itself needs no division. */
  private chance(term: Term, binding: Binding, alone: boolean): Chance {
    if (alone && term.op === 'apply' && term.operation === 'logistic' && term.args[0] !== undefined)
      return { kind: 'logit', x: this.number(term.args[0], binding) };
    return { kind: 'probability', p: this.number(term, binding) };
  }

  private consequence(happening: Happening, binding: Binding): Consequence {
    const asks = happening.asks.map((name) => this.slots.injectIndex(name));
    return {
      effects: happening.effects.flatMap((effect) => this.effects(effect, binding)),
      asks,
      news: happening.news === null ? null : this.news(happening.news, binding),
    };
  }

  private effects(effect: EffectTerm, binding: Binding): Effect[] {
    const each = this.scenario.stocks.get(effect.stock)?.each ?? null;
    const amount = this.number(effect.amount, binding);
    const targets =
      effect.whose === 'own'
        ? [binding]
        : effect.whose === 'all'
          ? bindingsOf(this.scenario.sets, each)
          : [bindMember(this.scenario.sets, each ?? '', effect.whose.member)];
    return targets
      .filter(() => this.slots.mayGoOn())
      .map((target) => ({
        stock: this.slots.index('stock', effect.stock, each, target),
        mode: effect.mode,
        amount,
      }));
  }

  private news(text: string, binding: Binding): string {
    return text.replace(
      /\{([a-z0-9_]+)\}/g,
      (whole, set: string) => this.scenario.labels.get(binding.get(set) ?? '') ?? whole,
    );
  }

  private machines(): Machine[] {
    return [...this.scenario.machines.values()].flatMap((machine) =>
      bindingsOf(this.scenario.sets, machine.each).map((binding) => this.machine(machine, binding)),
    );
  }

  private machine(machine: MachineElement, binding: Binding): Machine {
    const body = this.slots.bodyOf(machine);
    const name = slotName(machine.name, machine.each, binding);
    const index = this.slots.index('machine', machine.name, machine.each, binding);
    const states = body.states.map((state, i): State => {
      const transitions = this.transitions(state.transitions, body, index, i, binding);
      const draws = transitions.some((transition) => transition.chance !== null);
      return {
        name: state.name,
        parent: state.parent,
        initial: state.initial === null ? -1 : stateIndex(body, state.initial),
        final: state.final,
        transitions,
        channel: draws ? this.slots.channel(`machine:${name}.${state.name}`, 'word') : null,
      };
    });
    return {
      name,
      element: machine.name,
      member: memberOf(machine.each, binding),
      phase: this.phase(machine.phase),
      initial: stateIndex(body, body.initial),
      states,
    };
  }

  private transitions(
    list: readonly TransitionElement[],
    body: MachineBody,
    machine: number,
    state: number,
    binding: Binding,
  ): Transition[] {
    const alone = list.filter((transition) => transition.chance !== null).length === 1;
    return list.map((transition) => {
      const after =
        transition.after === null
          ? null
          : this.terms.table.binary(
              'less-equal',
              this.number(transition.after, binding),
              this.terms.table.add({ op: 'turns-in', machine, state }),
            );
      const when = this.condition(transition.when, binding);
      const both = after === null ? when : when === null ? after : this.terms.table.binary('and', after, when);
      return {
        target: stateIndex(body, transition.to),
        when: both,
        after,
        chance: transition.chance === null ? null : this.chance(transition.chance, binding, alone),
        ...this.consequence(transition, binding),
      };
    });
  }

  private phases(incidents: readonly Incident[], machines: readonly Machine[]): Phase[] {
    const moves = [...this.scenario.stocks.values()].flatMap((stock) =>
      bindingsOf(this.scenario.sets, stock.each).flatMap((binding) => {
        if (stock.next === null) return [];
        return [
          {
            phase: this.phase(stock.phase ?? ''),
            stock: this.slots.index('stock', stock.name, stock.each, binding),
            next: this.number(stock.next, binding),
          },
        ];
      }),
    );
    return this.scenario.phases.map((name, i) => ({
      name,
      incidents: indexesWhere(incidents, (incident) => incident.phase === i),
      machines: indexesWhere(machines, (machine) => machine.phase === i),
      moves: moves.filter((move) => move.phase === i).map(({ stock, next }) => ({ stock, next })),
    }));
  }

  private injects(): Inject[] {
    return [...this.scenario.injects.values()].map((inject) => ({
      name: inject.name,
      importance: inject.importance,
      turn: inject.turn,
      when: this.condition(inject.when, new Map()),
      ...this.consequence(inject, new Map()),
    }));
  }

  private decisions(): { policies: Policy[]; doctrines: Doctrine[]; strategies: Rule[] } {
    const { optionGroups, policies, doctrines, strategies } = this.scenario;
    const options = optionGroups.map(
      (group) => new Map(group.options.map((option) => [option.name, this.rules(option.rules, option.name)])),
    );
    const none: Doctrine[] = [{ name: 'none', rules: [] }];
    return {
      policies: policies.map((policy) => ({
        name: policy.name,
        options: policy.options,
        rules: policy.options.flatMap((option, i) => options[i]?.get(option) ?? []),
      })),
      doctrines:
        doctrines.length === 0
          ? none
          : doctrines.map((doctrine) => ({ name: doctrine.name, rules: this.rules(doctrine.rules, doctrine.name) })),
      strategies: strategies.flatMap((strategy) => this.rules(strategy.rules, `strategy of ${strategy.seat}`)),
    };
  }

  private rules(rules: readonly RuleElement[], origin: string): Rule[] {
    return rules.flatMap((rule) =>
      bindingsOf(this.scenario.sets, rule.each).flatMap((binding) =>
        specificFirst(rule.sets).flatMap((set) => this.rule(rule, set, binding, origin)),
      ),
    );
  }

  private rule(rule: RuleElement, set: RuleElement['sets'][number], binding: Binding, origin: string): Rule[] {
    const lever = this.scenario.levers.get(set.lever);
    if (lever === undefined) return [];
    const level = lever.levels.findIndex((candidate) => candidate.name === set.level);
    const targets =
      set.whose === 'own'
        ? [binding]
        : set.whose === 'all'
          ? bindingsOf(this.scenario.sets, lever.each)
          : [bindMember(this.scenario.sets, lever.each ?? '', set.whose.member)];
    return targets.flatMap((target) => {
      if (!this.slots.mayGoOn()) return [];
      const when = this.ruleCondition(rule, binding, this.slots.seatOfLever(lever, target));
      if (when !== null && this.terms.table.truthOf(when) === false) return [];
      return [{ lever: this.slots.index('lever', lever.name, lever.each, target), level, when, origin }];
    });
  }

  private ruleCondition(rule: RuleElement, binding: Binding, seat: number): NodeId | null {
    const { table } = this.terms;
    const turn = () => table.add({ op: 'turn' });
    const parts = [
      rule.from === null ? null : table.binary('less-equal', table.number(rule.from + 1), turn()),
      rule.until === null ? null : table.binary('less-equal', turn(), table.number(rule.until + 1)),
      rule.when === null ? null : this.terms.seen(rule.when, binding, seat, rule.path),
    ].filter((part) => part !== null);
    const all = parts.reduce<NodeId | null>(
      (whole, part) => (whole === null ? part : table.binary('and', whole, part)),
      null,
    );
    return all !== null && table.truthOf(all) === true ? null : all;
  }

  private outcomes(): Outcome[] {
    return [...this.scenario.outcomes.values()].flatMap((outcome) =>
      bindingsOf(this.scenario.sets, outcome.each).map((binding): Outcome => {
        const { value, firsts } = this.terms.outcome(outcome.is, binding);
        const member = memberOf(outcome.each, binding);
        return {
          name: slotName(outcome.name, outcome.each, binding),
          element: outcome.name,
          member,
          label: member === null ? outcome.label : `${outcome.label}, ${this.scenario.labels.get(member) ?? member}`,
          unit: outcome.unit,
          better: outcome.better,
          kind: outcome.is.type === 'condition' ? 'share' : 'mean',
          value,
          firsts,
        };
      }),
    );
  }
}

/** The first setting of a lever holds: one that names a member goes before one for all of them, in whichever order they are written. */
function specificFirst(sets: RuleElement['sets']): RuleElement['sets'] {
  const isNamed = ({ whose }: RuleElement['sets'][number]): boolean => typeof whose === 'object';
  return [...sets.filter(isNamed), ...sets.filter((set) => !isNamed(set))];
}

function memberOf(each: string | null, binding: Binding): string | null {
  return each === null ? null : (binding.get(each) ?? null);
}

function stateIndex(body: MachineBody, name: string): number {
  return body.states.findIndex((state) => state.name === name);
}

function indexesWhere<T>(list: readonly T[], test: (item: T) => boolean): number[] {
  return list.flatMap((item, i) => (test(item) ? [i] : []));
}
