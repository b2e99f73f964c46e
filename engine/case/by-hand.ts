// The orders and injects of a coming turn -> what people add to it, as the reference takes it.

import type { ByHand } from '../reference/open-step.ts';
import { positionOf, type RunState } from '../reference/run.ts';
import type { Holder } from './entry.ts';
import type { Ground } from './ground.ts';

/** What of a standing bears on the coming turn's orders. */
export interface Ordered {
  readonly run: RunState;
  readonly holders: Readonly<Record<string, Holder>>;
  readonly orders: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly injects: readonly string[];
}

/** A person's levers stand as ordered, whatever the rules of an empty seat would say. */
export function byHandOf({ model }: Ground, { run, holders, orders, injects }: Ordered): ByHand {
  const { ordered } = positionOf(run);
  return {
    orders: model.levers.flatMap(({ name, seat, levels }, lever) => {
      const holder = model.seats[seat]?.name ?? '';
      if (holders[holder] !== 'person') return [];
      const wanted = orders[holder]?.[name];
      const level = wanted === undefined ? -1 : levels.findIndex((candidate) => candidate.name === wanted);
      return [{ lever, level: level < 0 ? ordered[lever]! : level }];
    }),
    injects: injects.map((name) => model.injects.findIndex((inject) => inject.name === name)),
  };
}
