// What every seat sees of everything: for each seat and each thing the node that holds what it is shown, and how it comes to see it.
// White sees all. What is null is hidden from the seat. Evaluated at a position, these nodes are the seat's observation.

import { type Binding, bindingsOf } from '../expression/scope.ts';
import type { LeverElement, MachineElement, Scenario, SeenBy } from '../language/scenario.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { Lever, Machine, NodeId } from './model.ts';
import type { Slots } from './slots.ts';
import type { TermLowering } from './term-lowering.ts';

/** `late`: as it stood a turn ago; `noisy`: with an error; `gated`: as it stood when the gate last held. */
export type Manner = 'exact' | 'late' | 'noisy' | 'gated';

export interface Sight {
  readonly how: Manner;
  /** What is shown. */
  readonly node: NodeId;
}

/** What happens is told in the same turn (`exact`, `noisy`), in the next one (`late`), or in the same turn if the gate holds. */
export interface Hearing {
  readonly how: Manner;
  readonly gate: NodeId | null;
}

/** For each state (in the order of the machine) a condition: does the seat believe the machine to be in it? */
export interface MachineSight extends Hearing {
  readonly states: readonly NodeId[];
}

/** For each level whether it is the one ordered, and the number in force. A seat always sees its own levers. */
export interface LeverSight {
  readonly how: Manner;
  readonly levels: readonly NodeId[];
  readonly node: NodeId;
}

/** Of one seat, by index into the model. */
export interface SeatSights {
  readonly stocks: readonly (Sight | null)[];
  readonly auxiliaries: readonly (Sight | null)[];
  readonly levers: readonly (LeverSight | null)[];
  readonly machines: readonly (MachineSight | null)[];
  readonly incidents: readonly ((Hearing & Sight) | null)[];
  readonly injects: readonly (Hearing | null)[];
}

type Seen = { readonly name: string; readonly each: string | null; readonly seenBy: SeenBy };

/** What is looked at with the eyes of one seat. */
interface Looking {
  readonly scenario: Scenario;
  readonly terms: TermLowering;
  readonly slots: Slots;
  readonly machines: readonly Machine[];
  readonly levers: readonly Lever[];
  /** Index of the seat, and whether it is white. */
  readonly seat: number;
  readonly isWhite: boolean;
}

/** By seat, in the order of the scenario. Adds nodes and views to the model that is being made. */
export function lowerSights(
  scenario: Scenario,
  terms: TermLowering,
  slots: Slots,
  things: { readonly machines: readonly Machine[]; readonly levers: readonly Lever[] },
): readonly SeatSights[] {
  return scenario.seats.map(({ name }, seat) =>
    seatSights({ scenario, terms, slots, ...things, seat, isWhite: name === WHITE_SEAT }),
  );
}

function seatSights(looking: Looking): SeatSights {
  const { scenario, terms, seat } = looking;
  const { table } = terms;
  return {
    stocks: bySlot(scenario, scenario.stocks, (stock, own, index) =>
      sightOf(looking, table.add({ op: 'stock', index }), stock, own),
    ),
    auxiliaries: bySlot(scenario, scenario.auxiliaries, (auxiliary, own) => {
      const { node, hidden } = terms.auxiliaryAsSeen(auxiliary.name, auxiliary.each, own, seat);
      return hidden ? null : { how: 'exact' as const, node };
    }),
    levers: bySlot(scenario, scenario.levers, (lever, own, index) => leverSight(looking, lever, own, index)),
    machines: bySlot(scenario, scenario.machines, (machine, own, index) => machineSight(looking, machine, own, index)),
    incidents: bySlot(scenario, scenario.incidents, (incident, own, index) => {
      const heard = hearingOf(looking, incident.seenBy, own);
      const seen = sightOf(looking, table.add({ op: 'times', index }), incident, own);
      return heard === null || seen === null ? null : { ...heard, ...seen };
    }),
    injects: [...scenario.injects.values()].map((inject) => hearingOf(looking, inject.seenBy, new Map())),
  };
}

/** One for each slot of the elements, with its binding and its index. */
function bySlot<E extends { readonly each: string | null }, T>(
  { sets }: Scenario,
  elements: ReadonlyMap<string, E>,
  look: (element: E, binding: Binding, index: number) => T,
): T[] {
  const slots = [...elements.values()].flatMap((element) =>
    bindingsOf(sets, element.each).map((binding) => ({ element, binding })),
  );
  return slots.map(({ element, binding }, index) => look(element, binding, index));
}

function sightOf({ terms, seat }: Looking, source: NodeId, element: Seen, own: Binding): Sight | null {
  const lens = terms.lens(element.seenBy, own, seat);
  return lens === null ? null : { how: lens.kind, node: terms.through(source, element, own, { seat, path: null }) };
}

function hearingOf({ terms, seat }: Looking, seenBy: SeenBy, own: Binding): Hearing | null {
  const lens = terms.lens(seenBy, own, seat);
  return lens === null ? null : { how: lens.kind, gate: lens.kind === 'gated' ? lens.gate : null };
}

function leverSight(looking: Looking, lever: LeverElement, own: Binding, index: number): LeverSight | null {
  const { terms, slots, levers, seat, isWhite } = looking;
  const nodes = {
    levels: levers[index]!.levels.map((_, level) => terms.table.add({ op: 'at', index, level })),
    node: terms.table.add({ op: 'lever', index }),
  };
  if (isWhite || slots.seatOfLever(lever, own) === seat) return { how: 'exact', ...nodes };
  const lens = terms.lens(lever.seenBy, own, seat);
  if (lens === null) return null;
  // A level is a word: with an error in the number it could not be told, so it is left to the number.
  const levels = lens.kind === 'noisy' ? [] : nodes.levels;
  const eyes = { seat, path: null };
  return {
    how: lens.kind,
    levels: levels.map((level) => terms.through(level, lever, own, eyes)),
    node: terms.through(nodes.node, lever, own, eyes),
  };
}

function machineSight(looking: Looking, machine: MachineElement, own: Binding, index: number): MachineSight | null {
  const { terms, machines, seat } = looking;
  const heard = hearingOf(looking, machine.seenBy, own);
  if (heard === null) return null;
  // States have no error in between: who sees a machine with noise sees it.
  const look = (state: number): NodeId => {
    const source = terms.table.add({ op: 'in', machine: index, state });
    return heard.how === 'noisy' ? source : terms.through(source, machine, own, { seat, path: null });
  };
  return { ...heard, states: machines[index]!.states.map((_, state) => look(state)) };
}
