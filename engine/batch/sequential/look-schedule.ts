// How many worlds may be run -> after how many of them to look. Hangs on nothing that a machine decides.

/** Before this many worlds nothing is said: the promise of an interval rests on the central limit theorem. */
export const FIRST_LOOK = 128;
/** Looks are at least so many worlds apart. */
export const LEAST_STEP = 32;

/** Looks of `spending` unless told: more of them cost width. */
const SPENT_LOOKS = 10;

/** The look after one at `worlds`: at multiples of 32, and from 1,024 worlds on sixteen times in each doubling. A larger budget adds looks and moves none. */
export function nextLook(worlds: number): number {
  if (worlds < FIRST_LOOK) return FIRST_LOOK;
  let step = LEAST_STEP;
  while (32 * step <= worlds) step *= 2;
  return (Math.floor(worlds / step) + 1) * step;
}

/** All looks up to `most` worlds; the last is at `most` itself. */
export function sequenceLooks(most: number): readonly number[] {
  const looks: number[] = [];
  for (let worlds = nextLook(0); worlds < most; worlds = nextLook(worlds)) looks.push(worlds);
  return [...looks, most];
}

/** Ten, evenly spread, the last at `most`. */
export function spendingLooks(most: number): readonly number[] {
  const looks = Array.from({ length: SPENT_LOOKS }, (_, look) => Math.floor((most * (look + 1)) / SPENT_LOOKS));
  return [...new Set(looks.filter((worlds) => worlds > 1))];
}
