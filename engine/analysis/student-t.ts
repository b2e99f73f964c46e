// In: a probability and degrees of freedom. Out: Student's t distribution, its tail and its quantile.
// Every interval from a few worlds needs it; the normal quantile would make small batches look too sure.
import { exp } from '../arithmetic/exp.ts';
import { incompleteBeta } from '../arithmetic/incomplete-beta.ts';
import { log } from '../arithmetic/log.ts';
import { logGamma } from '../arithmetic/log-gamma.ts';

/** P(T > t) for t >= 0 and df > 0 degrees of freedom: I_x(df/2, 1/2) / 2 with x = df / (df + t^2) (DLMF 8.17). */
export function studentTUpperTail(t: number, df: number): number {
  return incompleteBeta(df / 2, 0.5, df / (df + t * t)) / 2;
}

/**
 * The t with P(T <= t) = probability, for 0 < probability < 1 and df > 0; otherwise NaN. Newton's method from 0 on the convex
 * upper tail, which comes from the left and cannot overshoot. Rounded to 10 significant digits, so that machines whose logarithms differ in the
 * last bit still agree.
 */
export function studentTQuantile(probability: number, df: number): number {
  if (!(probability > 0 && probability < 1 && df > 0)) return Number.NaN;
  if (probability < 0.5) return -upperQuantile(probability, df);
  return probability === 0.5 ? 0 : upperQuantile(1 - probability, df);
}

function upperQuantile(tail: number, df: number): number {
  const logPeak = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * log(df * Math.PI);
  let t = 0;
  for (let i = 0; i < 200; i++) {
    const density = exp(logPeak - ((df + 1) / 2) * log(1 + (t * t) / df));
    const step = (studentTUpperTail(t, df) - tail) / density;
    t += step;
    if (!(step > 1e-12 * t)) break;
  }
  return Number(t.toPrecision(10));
}
