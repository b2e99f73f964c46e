// In: the values of one uncertainty over the worlds. Out: a smoother: how an outcome depends on it on average, with and without each world itself.
import { blockSumOf } from './block-sum.ts';
import { quantile } from './quantiles.ts';

export interface Smoothed {
  /** Expected outcome at each world's value of the uncertainty. */
  readonly fitted: Float64Array;
  /** The same, fitted to all other worlds. */
  readonly leftOut: Float64Array;
}

export type Smoother = (outcome: Float64Array) => Smoothed;

/** Up to this many different values each has a mean of its own; above, a spline. */
const MOST_LEVELS = 5;
const KNOTS = [0.05, 0.275, 0.5, 0.725, 0.95];
/** A column of which less than this share of its length is new adds nothing. */
const NEW = 1e-8;

/**
 * Least squares on a restricted cubic spline with knots at the 5, 27.5, 50, 72.5 and 95 % quantiles: cubic between them, straight beyond (Harrell
 * 2001, Regression Modeling Strategies, 2.4.5). It follows one or two bends; a sharper or wavier dependence is smoothed over. Without world w:
 * (fit_w - h_w y_w) / (1 - h_w), h the leverages, exact for least squares (Allen 1974's PRESS); a world alone at its level is predicted by the mean
 * of the others. Values finite, at least 2.
 */
export function splineSmoother(values: Float64Array): Smoother {
  const levels = [...new Set(values)];
  const columns =
    levels.length <= MOST_LEVELS ? levels.map((level) => values.map((x) => Number(x === level))) : spline(values);
  const basis = orthonormal([values.map(() => 1), ...columns]);
  const n = values.length;
  const leverage = values.map((_, i) => basis.reduce((sum, column) => sum + column[i]! * column[i]!, 0));
  return (outcome) => {
    const shares = basis.map((column) => dot(column, outcome));
    const mean = blockSumOf(n, (i) => outcome[i]!) / n;
    const fitted = outcome.map((_, i) => basis.reduce((sum, column, c) => sum + shares[c]! * column[i]!, 0));
    const leftOut = fitted.map((fit, i) => {
      const free = 1 - leverage[i]!;
      return free > NEW ? (fit - leverage[i]! * outcome[i]!) / free : (n * mean - outcome[i]!) / (n - 1);
    });
    return { fitted, leftOut };
  };
}

/** x itself and the truncated cubics of Harrell's formula 2.25, scaled to the range of the knots. */
function spline(values: Float64Array): Float64Array[] {
  const sorted = values.toSorted();
  const knots = [...new Set(KNOTS.map((share) => quantile(sorted, share)))];
  const [first, last, before] = [knots[0]!, knots.at(-1)!, knots.at(-2) ?? knots[0]!];
  const scale = last - first || 1;
  const cube = (x: number): number => (x > 0 ? (x / scale) ** 3 : 0);
  const bends = knots.slice(0, -2).map((knot) => {
    const [outer, inner] = [(last - knot) / (last - before), (before - knot) / (last - before)];
    return values.map((x) => cube(x - knot) - outer * cube(x - before) + inner * cube(x - last));
  });
  return [values.map((x) => (x - first) / scale), ...bends];
}

/** Modified Gram and Schmidt, twice over; columns that add nothing are left out. */
function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    let rest = column;
    for (const round of [1, 2]) {
      for (const done of basis) {
        const share = dot(done, rest);
        rest = rest.map((value, i) => value - share * done[i]!);
      }
      if (round === 1 && Math.sqrt(dot(rest, rest)) <= NEW * Math.sqrt(dot(column, column))) break;
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > NEW * Math.sqrt(dot(column, column))) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

function dot(a: Float64Array, b: Float64Array): number {
  return blockSumOf(a.length, (i) => a[i]! * b[i]!);
}
