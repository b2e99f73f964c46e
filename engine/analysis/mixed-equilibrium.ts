// In: the payoffs of a zero-sum game. Out: the mixture that each side can be sure of, and the value of the game.
// The only file that knows the solver of linear programs.
import { type Constraint, solve } from 'yalps';
import { combine } from './claim-effect.ts';
import { estimateMean, type MeanEstimate } from './estimate-mean.ts';
import type { GameArms } from './payoff-matrix.ts';
import type { Better } from './ranking.ts';

/** Plain data. */
export interface MixedEquilibrium {
  /** What the policies get when both sides mix best, in the payoffs' unit. Unique, even where the mixtures are not. */
  readonly value: number;
  /** Probability of each policy and of each doctrine; each list sums to 1. One equilibrium of perhaps many. */
  readonly policies: readonly number[];
  readonly doctrines: readonly number[];
  /**
   * What the best replies would gain over the two mixtures, checked against the payoffs and not the solver's word: 0 but for rounding, at most
   * 1e-9 of the range of the payoffs.
   */
  readonly gap: number;
}

/** In parts of the range of the payoffs. */
const MOST_GAP = 1e-9;
/** Below this a probability is rounding. */
const DUST = 1e-11;

/**
 * Minimax solution by two linear programs (von Neumann 1928; Dantzig 1951): payoffs are scaled to B in 1..2, larger better for the policies; then
 * x = argmin sum x with B' x >= 1 and y = argmin sum y with (3 - B) y >= 1 give the mixtures x / sum x and y / sum y. Each side is solved by
 * itself, so that the gap between what x secures and what y concedes is a certificate. `payoffs[policy][doctrine]` finite, at least one of each,
 * else a RangeError.
 */
export function mixedEquilibrium(payoffs: readonly (readonly number[])[], better: Better): MixedEquilibrium {
  checkPayoffs(payoffs);
  const all = payoffs.flat();
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const range = most - least;
  const rise = (value: number): number => (better === 'higher' ? value - least : most - value);
  const scaled = payoffs.map((row) => row.map((value) => 1 + rise(value) / (range || 1)));
  const mirrored = scaled[0]!.map((_, column) => scaled.map((row) => 3 - row[column]!));
  const [policies, doctrines] = [secureMixture(scaled), secureMixture(mirrored)];
  const against = scaled[0]!.map((_, column) => expected(policies, (i) => scaled[i]![column]!));
  const replies = scaled.map((row) => expected(doctrines, (j) => row[j]!));
  const gap = Math.max(...replies) - Math.min(...against);
  if (!(gap <= MOST_GAP)) throw new Error(`the solver of the game left a gap of ${gap} of the range of its payoffs`);
  const value = expected(policies, (i) => expected(doctrines, (j) => payoffs[i]![j]!));
  return { value, policies, doctrines, gap: Math.max(0, gap) * range };
}

/**
 * The value with its Monte Carlo error: the mean of sum x_i y_j of the arms' values, future by future. That the mixtures were found from the same
 * batch adds no error of first order (the envelope theorem: at the equilibrium a small change of a mixture changes nothing). Near ties between
 * equilibria make it less sure than it says. Futures in which an arm that is played has no value are left out.
 */
export function equilibriumValue({ samples }: GameArms, equilibrium: MixedEquilibrium): MeanEstimate {
  const terms = samples.flatMap((row, i) =>
    row.flatMap((sample, j) => {
      const coefficient = equilibrium.policies[i]! * equilibrium.doctrines[j]!;
      return coefficient > 0 ? [{ coefficient, outcome: '', measure: 'mean' as const, sample }] : [];
    }),
  );
  return estimateMean(combine(terms, 0));
}

/** The mixture of rows of positive payoffs that secures the most against every column. */
function secureMixture(payoffs: readonly (readonly number[])[]): number[] {
  const atLeastOne = payoffs[0]!.map((_, column): [number, Constraint] => [column, { min: 1 }]);
  const rows = payoffs.map((row, i): [number, [number, number][]] => [i, [[-1, 1], ...row.map(pair)]]);
  const { status, variables } = solve<number, number>(
    { direction: 'minimize', objective: -1, constraints: atLeastOne, variables: rows },
    { precision: 1e-12, checkCycles: true },
  );
  if (status !== 'optimal') throw new Error(`the solver of the game ended ${status}`);
  const found = new Map(variables);
  const weights = payoffs.map((_, i) => found.get(i) ?? 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const clean = weights.map((weight) => (weight / total > DUST ? weight : 0));
  const kept = clean.reduce((sum, weight) => sum + weight, 0);
  return clean.map((weight) => weight / kept);
}

function pair(value: number, column: number): [number, number] {
  return [column, value];
}

function expected(mixture: readonly number[], payoff: (index: number) => number): number {
  return mixture.reduce((sum, share, i) => sum + share * payoff(i), 0);
}

function checkPayoffs(payoffs: readonly (readonly number[])[]): void {
  const columns = payoffs[0]?.length ?? 0;
  if (columns === 0 || payoffs.some(({ length }) => length !== columns))
    throw new RangeError('every policy needs a payoff against every doctrine');
  if (!payoffs.every((row) => row.every(Number.isFinite))) throw new RangeError('a payoff must be finite');
}
