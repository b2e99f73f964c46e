// In: a probability and two degrees of freedom. Out: the quantile of Fisher's F distribution.
// The interval of a variance share is made of two of these.
import { inverseIncompleteBeta } from '../arithmetic/incomplete-beta.ts';

/**
 * The f with P(F <= f) = probability, for 0 < probability < 1 and df1, df2 > 0; otherwise NaN. If X is Beta(df1/2, df2/2), then
 * F = df2 X / (df1 (1 - X)). Rounded to 10 significant digits, as Student's quantile is.
 */
export function fisherFQuantile(probability: number, df1: number, df2: number): number {
  if (!(probability > 0 && probability < 1 && df1 > 0 && df2 > 0)) return Number.NaN;
  const x = inverseIncompleteBeta(df1 / 2, df2 / 2, probability);
  return Number(((df2 * x) / (df1 * (1 - x))).toPrecision(10));
}
