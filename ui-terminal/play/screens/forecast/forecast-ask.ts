// What the forecast screen asks for: options, and a handful of numbers at a time. The first ask is shared with other screens, so it is worked out once.

import {
  type ForecastOption,
  lineTo,
  type Observation,
  observeAll,
  type SeenNumber,
} from '../../../../engine/index.ts';
import type { ForecastAsk } from '../../forecasting.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { indicatorNames } from '../board/indicators.ts';
import { createMemory } from '../remembered.ts';

/** Fans asked for at once: each of them is kept for every future while it is drawn. */
export const FANS_AT_ONCE = 6;

export const AS_ORDERED: ForecastOption = { name: say('forecast.as-ordered'), levers: {} };

/** Notes, bookmarks and estimates change no future: the forecast starts from the last entry that does. */
function entryOf({ session }: Context): number {
  const entries = lineTo(session!.entries(), session!.head());
  const last = entries.findLast(({ input }) => !['note', 'bookmark', 'estimate', 'back'].includes(input.kind));
  return last?.n ?? 0;
}

const seenOnce = createMemory<readonly Observation[]>();

/** What the seat saw at each decision so far; the last is now. */
function observations({ session, seat }: Context): readonly Observation[] {
  const standing = session!.standing();
  return seenOnce(standing, seat, () => observeAll(session!.ground, standing, seat));
}

/** Values of a number that the seat sees, at each decision so far. */
export function seenSeries(context: Context, name: string): readonly number[] {
  return observations(context).flatMap(({ stocks, auxiliaries }) => {
    const seen = stocks.find((one) => one.name === name) ?? auxiliaries.find((one) => one.name === name);
    return seen === undefined ? [] : [seen.value];
  });
}

const orderedOnce = createMemory<readonly SeenNumber[]>();

/** Every number that the seat sees now, in the order of the board, and then what the board leaves out. */
export function seenNumbers(context: Context): readonly SeenNumber[] {
  const { session, seat } = context;
  return orderedOnce(session!.standing(), seat, () => {
    const { stocks, auxiliaries } = observations(context).at(-1)!;
    const seen = new Map([...stocks, ...auxiliaries].map((one) => [one.name, one]));
    const first = indicatorNames(session!.ground.scenario, seat, [...seen.keys()]);
    return [...new Set([...first, ...seen.keys()])].map((name) => seen.get(name)!);
  });
}

/** `number` is the one being looked at; its neighbours come with it. */
export function askFor(context: Context, options: readonly ForecastOption[], number: number): ForecastAsk {
  const first = Math.floor(number / FANS_AT_ONCE) * FANS_AT_ONCE;
  const numbers = seenNumbers(context)
    .slice(first, first + FANS_AT_ONCE)
    .map(({ name }) => name);
  return { seat: context.seat, entry: entryOf(context), options, numbers };
}

export function firstAsk(context: Context): ForecastAsk {
  return askFor(context, [AS_ORDERED], 0);
}
