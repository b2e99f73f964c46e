// Clocks and medians for the bench. Programs take turns inside a round, and ratios are taken round by round: on a shared machine
// a ratio within one round means something, a rate alone little.

export interface Contestant {
  readonly name: string;
  /** One measurement: runs (times policies) per second. */
  measure(): number;
}

/** `rates[name][round]` */
export type Rounds = ReadonlyMap<string, readonly number[]>;

export function interleaved(contestants: readonly Contestant[], rounds: number, tell: (line: string) => void): Rounds {
  const rates = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (const { measure } of contestants) measure();
  for (let round = 0; round < rounds; round++) {
    for (const { name, measure } of contestants) rates.get(name)!.push(measure());
    tell(`round ${round + 1} of ${rounds}`);
  }
  return rates;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median over the rounds of a's rate divided by b's in the same round; null when one of them did not run. */
export function ratio(rates: Rounds, a: string, b: string): number | null {
  const [over, under] = [rates.get(a), rates.get(b)];
  if (over === undefined || under === undefined) return null;
  return median(over.map((rate, round) => rate / under[round]!));
}

/** Runs per second of a function that does `runs` runs, repeated for at least `least` seconds. */
export function rateOf(runs: number, work: () => void, least = 0.5): number {
  const began = performance.now();
  let done = 0;
  do {
    work();
    done += runs;
  } while (performance.now() - began < least * 1000);
  return (done / (performance.now() - began)) * 1000;
}
