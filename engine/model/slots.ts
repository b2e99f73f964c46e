// Numbers for names while a model is made: which slot `fear[latvia]` has, which channel, which seat; and the faults found on the way.

import type { Binding, SetTable } from '../expression/scope.ts';
import { bindingsOf, findSet } from '../expression/scope.ts';
import type { Fact, LeverElement, MachineBody, MachineElement, Scenario } from '../language/scenario.ts';
import type { Channel, Noise, Parameter, Purse } from './model.ts';
import { slotName } from './slot-name.ts';

/** A fault that shows only when sets are unrolled; `path` is the path of keys in the scenario file. */
export interface LowerFault {
  readonly code: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly notes: readonly string[];
}

export type SlotKind = 'stock' | 'lever' | 'parameter' | 'noise' | 'incident' | 'machine';

/** Most readings of formulas, effects and rules while a model is made, and deepest nesting of formulas through auxiliaries. */
const MAX_LOWERING_STEPS = 300_000;
const MAX_LOWERING_DEPTH = 500;

export class Slots {
  readonly faults: LowerFault[] = [];
  private steps = 0;
  readonly channels: Channel[] = [];
  readonly parameters: Parameter[];
  readonly noises: Noise[];
  readonly purses: Purse[];
  private readonly scenario: Scenario;
  private readonly variant: string;
  private readonly settings: ReadonlyMap<string, number>;
  private readonly tables: Readonly<Record<SlotKind, ReadonlyMap<string, number>>>;
  private readonly told = new Set<string>();

  constructor(
    scenario: Scenario,
    variant: string,
    settings: ReadonlyMap<string, number>,
    varied: ReadonlySet<string> = new Set(),
  ) {
    const variedFacts = new Map([...scenario.facts].filter(([name]) => varied.has(name)));
    this.scenario = scenario;
    this.variant = variant;
    this.settings = settings;
    this.tables = {
      stock: slotTable(scenario.sets, scenario.stocks),
      lever: slotTable(scenario.sets, scenario.levers),
      parameter: slotTable(scenario.sets, new Map<string, Slotted>([...scenario.uncertainties, ...variedFacts])),
      noise: slotTable(scenario.sets, scenario.noises),
      incident: slotTable(scenario.sets, scenario.incidents),
      machine: slotTable(scenario.sets, scenario.machines),
    };
    this.parameters = [
      ...[...scenario.uncertainties.values()].flatMap((uncertainty) =>
        this.names(uncertainty).map(({ name }) => ({
          name,
          distribution: uncertainty.distribution,
          fixed: this.setting(name, uncertainty.name),
        })),
      ),
      ...[...variedFacts.values()].flatMap((fact) =>
        this.names(fact).map(({ name }) => ({ name, distribution: reachOf(fact), fixed: null })),
      ),
    ];
    this.noises = [...scenario.noises.values()].flatMap((noise) =>
      this.names(noise).map(({ name }) => ({
        name,
        distribution: noise.distribution,
        channel: this.channel(`noise:${name}`, 'real'),
      })),
    );
    this.purses = scenario.seats.flatMap((seat, i) =>
      seat.budget === null ? [] : [{ seat: i, start: seat.budget.start, perTurn: seat.budget.perTurn }],
    );
    this.checkSettings();
  }

  fault(fault: LowerFault): void {
    const key = JSON.stringify(fault);
    if (!this.told.has(key)) this.faults.push(fault);
    this.told.add(key);
  }

  /** Counts one step of the work; false, with a fault, once it is too much. */
  mayGoOn(depth = 0): boolean {
    this.steps++;
    if (this.steps > MAX_LOWERING_STEPS)
      this.fault({
        code: 'too-large',
        path: [],
        message: 'the formulas become too many once sums over members are written out',
        notes: ['Sums inside sums multiply: give the inner one a name as an auxiliary, or use a smaller set.'],
      });
    if (depth > MAX_LOWERING_DEPTH)
      this.fault({
        code: 'too-large',
        path: ['auxiliaries'],
        message: 'auxiliaries need each other in too long a chain',
        notes: ['Make one of them a stock: a stock is read as it stood when the phase began.'],
      });
    return this.steps <= MAX_LOWERING_STEPS && depth <= MAX_LOWERING_DEPTH;
  }

  index(kind: SlotKind, name: string, each: string | null, binding: Binding): number {
    const slot = slotName(name, each, binding);
    const index = this.tables[kind].get(slot);
    if (index === undefined) throw new Error(`no ${kind} ${slot}: the checker let an unknown name pass`);
    return index;
  }

  /** The parameter that stands for a fact (by its slot) whose value is left open; null for a fact with its own. */
  variedIndex(slot: string): number | null {
    return this.tables.parameter.get(slot) ?? null;
  }

  injectIndex(name: string): number {
    return [...this.scenario.injects.keys()].indexOf(name);
  }

  channel(name: string, kind: Channel['kind']): number {
    const known = this.channels.findIndex((channel) => channel.name === name);
    return known >= 0 ? known : this.channels.push({ name, kind }) - 1;
  }

  /** The number set for a fact or an uncertainty, by its slot's name or for all its members. */
  setting(slot: string, name: string): number | null {
    return this.settings.get(slot) ?? this.settings.get(name) ?? null;
  }

  seatOfLever(lever: LeverElement, binding: Binding): number {
    const name = findSet(this.scenario.sets, lever.seat) === undefined ? lever.seat : binding.get(lever.seat);
    return this.scenario.seats.findIndex((seat) => seat.name === name);
  }

  purseOf(seat: number): number | null {
    const purse = this.purses.findIndex((candidate) => candidate.seat === seat);
    return purse < 0 ? null : purse;
  }

  bodyOf(machine: MachineElement): MachineBody {
    return machine.variants.get(this.variant) ?? machine.body;
  }

  private names({ name, each }: { readonly name: string; readonly each: string | null }): { name: string }[] {
    return bindingsOf(this.scenario.sets, each).map((binding) => ({ name: slotName(name, each, binding) }));
  }

  private checkSettings(): void {
    const { facts, uncertainties } = this.scenario;
    const known = new Set(
      [...facts.values(), ...uncertainties.values()].flatMap((element) => [
        element.name,
        ...this.names(element).map(({ name }) => name),
      ]),
    );
    for (const [name, value] of this.settings) {
      if (!known.has(name))
        this.fault({
          code: 'unknown-setting',
          path: [],
          message: `no fact or uncertainty is called "${name}"`,
          notes: [],
        });
      else if (!Number.isFinite(value))
        this.fault({
          code: 'setting',
          path: [],
          message: `expected a finite number for "${name}", got ${value}`,
          notes: [],
        });
    }
  }
}

type Slotted = { readonly name: string; readonly each: string | null };

/** Everything from the lowest to the highest number that its range or its values name. */
function reachOf({ range, values }: Fact): Parameter['distribution'] {
  const ends = [...(range ?? []), ...values.values()];
  return { kind: 'uniform', low: Math.min(...ends), high: Math.max(...ends) };
}

function slotTable(sets: SetTable, elements: ReadonlyMap<string, Slotted>): ReadonlyMap<string, number> {
  const names = [...elements.values()].flatMap(({ name, each }) =>
    bindingsOf(sets, each).map((binding) => slotName(name, each, binding)),
  );
  return new Map(names.map((name, i) => [name, i]));
}
