// In: paired differences of all other arms to the one that looks best. Out: how likely it is that it is the best, at least.
import { normalCdf } from '../arithmetic/normal-cdf.ts';
import { type Moments, normalEnough } from './confidence-sequence.ts';

/**
 * A lower bound of the approximate probability of correct selection: APCS = 1 - sum over the others i of Phi(-|d_i| / s_i), d_i the mean paired
 * difference to the best-looking arm and s_i its standard error, cut at 0 (Bonferroni; Chen, Lin, Yucesan and Chick 2000, Discrete Event Dyn.
 * Syst. 10, 251-270, where the error is that of unpaired means). Bayesian, with a flat prior and a normal likelihood. It knows nothing of
 * peeking, so it is no error rate. Null while some difference has shown too few events for a normal law, see `normalEnough`.
 */
export function correctSelection(differences: readonly Moments[]): number | null {
  if (!differences.every(normalEnough)) return null;
  const doubt = differences.reduce(
    (sum, { n, mean, variance }) => sum + normalCdf(-Math.abs(mean) / Math.sqrt(variance / n)),
    0,
  );
  return Math.max(0, 1 - doubt);
}
