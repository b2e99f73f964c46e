// Where a stored batch stopped by itself -> the lines that say so: looks, goals, and what came out.

import type { Stopped } from '../engine/index.ts';

/** More differences than these are in `stopped.json`. */
const MOST_SHOWN = 12;
const MOST_LOOKS = 6;

/** Lines, each with a name before it. `most`: worlds that it could have come to. */
export function stoppedRows(stopped: Stopped, most: number): readonly (readonly [name: string, text: string])[] {
  const { status, looks, worlds, goals, confidence } = stopped;
  const first = looks.length > MOST_LOOKS ? '..., ' : '';
  const told = looks.slice(-MOST_LOOKS).map((look) => `${look.decided} of ${goals.length} at ${look.worlds}`);
  return [
    [
      'stopped',
      `${status} after ${looks.length} look${looks.length === 1 ? '' : 's'}, at ${worlds} of at most ${most} worlds; all verdicts hold together at ${Number((100 * confidence).toFixed(6))} %`,
    ],
    ['looks', `goals decided, and the worlds: ${first}${told.join(', ')}`],
    ...goals.flatMap(({ goal, variant, doctrine, status: own }, place): (readonly [string, string])[] => [
      ['goal', `${goal}; doctrine ${doctrine}, variant ${variant}: ${own}`],
      ...verdictsOf(stopped, place).map((text) => ['', `  ${text}`] as const),
    ]),
  ];
}

function verdictsOf({ comparisons }: Stopped, goal: number): readonly string[] {
  const own = comparisons.filter((comparison) => comparison.goal === goal);
  const lines = own.slice(0, MOST_SHOWN).map(verdictText);
  if (own.length <= MOST_SHOWN) return lines;
  const decided = own.filter(({ verdict }) => verdict !== null).length;
  return [
    ...lines,
    `and ${own.length - MOST_SHOWN} more in stopped.json; of all ${own.length}, ${decided} are decided`,
  ];
}

function verdictText({
  policy,
  baseline,
  verdict,
  estimate,
  interval,
  decidedAt,
}: Stopped['comparisons'][number]): string {
  const value = estimate === null ? 'no value' : short(estimate);
  const range =
    interval === null ? 'too few events for an interval' : `${short(interval.low)} to ${short(interval.high)}`;
  const said = verdict === null ? 'open' : `${verdict}, decided at ${decidedAt} worlds`;
  return `${policy} - ${baseline}: ${value} (${range}): ${said}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
