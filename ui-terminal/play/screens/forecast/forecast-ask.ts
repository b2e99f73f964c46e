// What the forecast screen asks for: options, and a handful of numbers at a time. The first ask is shared with other screens, so it is worked out once.

import { type ForecastOption, lineTo, observeAll, type SeenNumber } from '../../../../engine/index.ts';
import type { ForecastAsk } from '../../forecasting.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
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

const seenOnce = createMemory<ReadonlyMap<string, readonly number[]>>();

/** Every number that the seat sees, stocks first, with its values at each decision so far (the last one is now). */
export function seenSeries({ session, seat }: Context): ReadonlyMap<string, readonly number[]> {
  const standing = session!.standing();
  return seenOnce(standing, seat, () => {
    const series = new Map<string, number[]>();
    for (const { stocks, auxiliaries } of observeAll(session!.ground, standing, seat))
      for (const { name, value } of [...stocks, ...auxiliaries]) series.set(name, [...(series.get(name) ?? []), value]);
    return series;
  });
}

const numbersOnce = createMemory<readonly Pick<SeenNumber, 'name' | 'label'>[]>();

export function seenNumbers({ session, seat }: Context): readonly Pick<SeenNumber, 'name' | 'label'>[] {
  const standing = session!.standing();
  return numbersOnce(standing, seat, () => {
    const last = observeAll(session!.ground, standing, seat).at(-1)!;
    return [...last.stocks, ...last.auxiliaries].map(({ name, label }) => ({ name, label }));
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
