// In: a value and the truth. Out: how far off it is, as a share of the truth. Shared by the tests of the elementary functions.

export function relativeError(value: number, truth: number): number {
  if (Object.is(value, truth) || value === truth) return 0;
  return Math.abs(value - truth) / Math.abs(truth);
}

/** The largest relative error of f against g on count points spread evenly over [low, high]. */
export function worstError(
  f: (x: number) => number,
  g: (x: number) => number,
  low: number,
  high: number,
  count: number,
): number {
  let worst = 0;
  for (let i = 0; i < count; i++) {
    const x = low + ((high - low) * i) / (count - 1);
    worst = Math.max(worst, relativeError(f(x), g(x)));
  }
  return worst;
}
