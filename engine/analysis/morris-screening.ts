// In: how many inputs, a source of chance; then the outcome at every point. Out: trajectories to run; then how much each input moves it.
// Screening asks little: a dozen or two trajectories show which of many inputs can be left alone.
import { blockSumOf } from './block-sum.ts';
import { byInfluence, type EstimateWithError, withError } from './influence-error.ts';
import { checkSample, type Sample } from './sample.ts';
import type { UnitPoints } from './unit-points.ts';
import { worldOutputs } from './world-outputs.ts';

/** The points to run for a screening, and how they hang together. */
export interface MorrisDesign {
  readonly inputs: number;
  readonly trajectories: number;
  /** Levels of the grid, even; they are the middles of as many equal parts of (0, 1). */
  readonly levels: number;
  /** trajectories * (inputs + 1) points in the unit cube, one trajectory after the other; a longer design begins with a shorter one. */
  readonly points: readonly Float64Array[];
  /** For each trajectory, the input that each step moves. */
  readonly order: readonly (readonly number[])[];
}

/**
 * Trajectories of Morris 1991, Technometrics 33, 161-174: from a random point of the grid each input moves once, in random order, by half of
 * the range. His grid runs from 0 to 1; ours keeps to the middles of the levels, because an unbounded input has no value at 0 and 1.
 * `source` has 2 * inputs dimensions: start, then order.
 */
export function morrisDesign(inputs: number, trajectories: number, source: UnitPoints, levels = 4): MorrisDesign {
  if (!(Number.isInteger(inputs) && inputs >= 1))
    throw new RangeError(`inputs must be whole and at least 1: ${inputs}`);
  if (!(Number.isInteger(trajectories) && trajectories >= 2))
    throw new RangeError(`trajectories must be whole and at least 2: ${trajectories}`);
  if (!(Number.isInteger(levels / 2) && levels >= 2))
    throw new RangeError(`levels must be even and at least 2: ${levels}`);
  const columns = Array.from({ length: inputs }, (_, input) => input);
  const order = Array.from({ length: trajectories }, (_, row) =>
    [...columns].sort((a, b) => source(row, inputs + a) - source(row, inputs + b) || a - b),
  );
  const points = order.flatMap((steps, row) => {
    let point = Float64Array.from(columns, (input) => (Math.floor(source(row, input) * levels) + 0.5) / levels);
    return [point, ...steps.map((input) => (point = point.with(input, otherHalf(point[input]!))))];
  });
  return { inputs, trajectories, levels, points, order };
}

/** Half of the range further, or back. */
function otherHalf(value: number): number {
  return value < 0.5 ? value + 0.5 : value - 0.5;
}

/** Plain data; effects in the outcome's unit for the whole range of the input. */
export interface MorrisEffect {
  readonly name: string;
  /** Mean effect: the direction, if there is one. */
  readonly mu: EstimateWithError;
  /** Mean size of the effect: the importance (Campolongo, Cariboni and Saltelli 2007, Environ. Model. Softw. 22, 1509-1518). */
  readonly muStar: EstimateWithError;
  /** Standard deviation of the effect: curvature, interaction and chance. */
  readonly sigma: EstimateWithError;
  /** Effects that had both their values. */
  readonly effects: number;
  /** The part of sigma that chance alone would give, and the muStar of an input without any effect; null with one replication. */
  readonly noise: { readonly sigma: number; readonly muStar: number } | null;
}

/**
 * `sample`: the outcome at the points of the design, in their order, one world a point. Effect of a step: (f(after) - f(before)) / (x(after) -
 * x(before)). Means with Student's t over trajectories, sigma by the jackknife. Chance of variances v, v' in the two values adds (v + v') / step^2 to
 * sigma^2; if it is normal, an input without effect shows a muStar of that deviation times sqrt(2 / pi). Inputs without two effects are
 * left out. Throws a RangeError for a malformed sample or another number of points.
 */
export function morrisScreening(sample: Sample, design: MorrisDesign, names: readonly string[]): MorrisEffect[] {
  checkSample(sample);
  if (names.length !== design.inputs)
    throw new RangeError(`${design.inputs} inputs need as many names: ${names.length}`);
  if (sample.worlds !== design.points.length)
    throw new RangeError(`the design has ${design.points.length} points, the sample ${sample.worlds}`);
  const { means, noise } = worldOutputs(sample);
  return names.flatMap((name, input) => {
    const effects: number[] = [];
    const chances: number[] = [];
    for (let row = 0; row < design.trajectories; row++) {
      const before = row * (design.inputs + 1) + design.order[row]!.indexOf(input);
      const step = design.points[before + 1]![input]! - design.points[before]![input]!;
      const effect = (means[before + 1]! - means[before]!) / step;
      if (Number.isNaN(effect)) continue;
      effects.push(effect);
      if (noise !== null) chances.push((noise[before]! + noise[before + 1]!) / (step * step));
    }
    return effects.length < 2 ? [] : [summary(name, Float64Array.from(effects), noise === null ? null : chances)];
  });
}

function summary(name: string, effects: Float64Array, chances: readonly number[] | null): MorrisEffect {
  const known = chances?.filter((value) => !Number.isNaN(value)) ?? [];
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + value, 0) / known.length);
  return {
    name,
    mu: byInfluence(meanOf(effects), effects),
    muStar: byInfluence(meanOf(effects.map(Math.abs)), effects.map(Math.abs)),
    sigma: jackknifedDeviation(effects),
    effects: effects.length,
    noise: known.length === 0 ? null : { sigma: deviation, muStar: deviation * Math.sqrt(2 / Math.PI) },
  };
}

function meanOf(values: Float64Array): number {
  return blockSumOf(values.length, (i) => values[i]!) / values.length;
}

/** Error of a standard deviation by leaving out one value at a time (Efron and Tibshirani 1993, ch. 11); none from fewer than 3. */
function jackknifedDeviation(values: Float64Array): EstimateWithError {
  const n = values.length;
  const mean = meanOf(values);
  const squares = blockSumOf(n, (i) => (values[i]! - mean) ** 2);
  const estimate = Math.sqrt(squares / (n - 1));
  if (n < 3) return { estimate, error: null, interval: null };
  const without = values.map((value) =>
    Math.sqrt(Math.max(0, squares - ((value - mean) ** 2 * n) / (n - 1)) / (n - 2)),
  );
  const centre = meanOf(without);
  return withError(estimate, Math.sqrt(((n - 1) / n) * blockSumOf(n, (i) => (without[i]! - centre) ** 2)), n - 1);
}
