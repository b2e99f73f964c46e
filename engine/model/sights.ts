// What every seat sees of everything: for each seat and each thing the node that holds what it is shown, and how it comes to see it.
// White sees all. What is null is hidden from the seat. Evaluated at a position, these nodes are the seat's observation.

import { bindingsOf } from '../expression/scope.ts';
import type { Scenario, SeenBy } from '../language/scenario.ts';
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

export function lowerSights(
  scenario: Scenario,
  terms: TermLowering,
  slots: Slots,
  { machines, levers }: { readonly machines: readonly Machine[]; readonly levers: readonly Lever[] },
): readonly SeatSights[] {
  return scenario.seats.map(({ name }, seat) => {
    const { table } = terms;
    const each = <E extends { readonly each: string | null }, T>(
      elements: ReadonlyMap<string, E>,
      look: (element: E, binding: ReadonlyMap<string, string>, index: number) => T,
    ): T[] => {
      let index = 0;
      return [...elements.values()].flatMap((element) =>
        bindingsOf(scenario.sets, element.each).map((binding) => look(element, binding, index++)),
      );
    };
    const sight = (source: NodeId, element: Seen, own: ReadonlyMap<string, string>): Sight | null => {
      const lens = terms.lens(element.seenBy, own, seat);
      return lens === null ? null : { how: lens.kind, node: terms.through(source, element, own, { seat, path: null }) };
    };
    const hearing = (seenBy: SeenBy, own: ReadonlyMap<string, string>): Hearing | null => {
      const lens = terms.lens(seenBy, own, seat);
      return lens === null ? null : { how: lens.kind, gate: lens.kind === 'gated' ? lens.gate : null };
    };
    return {
      stocks: each(scenario.stocks, (stock, own, index) => sight(table.add({ op: 'stock', index }), stock, own)),
      auxiliaries: each(scenario.auxiliaries, (auxiliary, own) => {
        const { node, hidden } = terms.auxiliaryAsSeen(auxiliary.name, auxiliary.each, own, seat);
        return hidden ? null : { how: 'exact' as const, node };
      }),
      levers: each(scenario.levers, (lever, own, index): LeverSight | null => {
        const isOwn = slots.seatOfLever(lever, own) === seat || name === WHITE_SEAT;
        const nodes = {
          levels: levers[index]!.levels.map((_, level) => table.add({ op: 'at', index, level })),
          node: table.add({ op: 'lever', index }),
        };
        if (isOwn) return { how: 'exact', ...nodes };
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
      }),
      machines: each(scenario.machines, (machine, own, index): MachineSight | null => {
        const heard = hearing(machine.seenBy, own);
        if (heard === null) return null;
        const { states } = machines[index]!;
        const eyes = { seat, path: null };
        // States have no error in between: who sees a machine with noise sees it.
        const look = (state: number): NodeId => {
          const source = table.add({ op: 'in', machine: index, state });
          return heard.how === 'noisy' ? source : terms.through(source, machine, own, eyes);
        };
        return { ...heard, states: states.map((_, state) => look(state)) };
      }),
      incidents: each(scenario.incidents, (incident, own, index) => {
        const heard = hearing(incident.seenBy, own);
        const seen = sight(table.add({ op: 'times', index }), incident, own);
        return heard === null || seen === null ? null : { ...heard, ...seen };
      }),
      injects: [...scenario.injects.values()].map((inject) => hearing(inject.seenBy, new Map())),
    };
  });
}
