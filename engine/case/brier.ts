// A probability given in advance and what came -> the score of the one who gave it.

/**
 * Brier score of one forecast of an event: (p - x)^2 with x = 1 if it came, else 0; 0 is perfect, 1 the worst, 0.25 what "one half" always gets.
 * Brier 1950, Verification of forecasts expressed in terms of probability (the two-category form, half of the original).
 */
export function brierScore(probability: number, came: boolean): number {
  const x = came ? 1 : 0;
  return (probability - x) ** 2;
}

/** Mean score; NaN for none. */
export function meanBrierScore(forecasts: readonly { readonly probability: number; readonly came: boolean }[]): number {
  const scores = forecasts.map(({ probability, came }) => brierScore(probability, came));
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
