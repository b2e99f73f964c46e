// In: performances over worlds, and what each world was like. Out: what it would be worth to know one of the uncertainties before choosing a policy.
// It needs no further runs, and it is not a share of variance: an uncertainty that moves every policy alike is worth nothing to know.
import type { Driver } from './driver-split.ts';
import { checkPerformance, largerIsBetter, type Performance } from './performance.ts';
import { splineSmoother } from './spline-smoother.ts';
import { againstBest, largestAt, meanOf, type ValueOfInformation, worthWithError } from './value-of-information.ts';

/** What it would be worth to know one uncertainty before choosing, in the outcome's unit. */
export interface Evppi extends ValueOfInformation {
  readonly driver: string;
}

const FEWEST_WORLDS = 20;

/**
 * Expected value of partial perfect information about each uncertainty x alone, by regression on a batch that was run anyway (Strong, Oakley and
 * Brennan 2014, Med. Decis. Making 34, 311-326): each policy's gain over the policy best on average is smoothed over x (`splineSmoother`), and
 * `estimate` = mean over worlds of max over policies of the smoothed gain. The max of fitted values leans upwards, most where x is worth nothing
 * (of the order of the error). `attained` is the mean true gain of the choices that smoothers fitted without that world would make: what the rule
 * earns on a world it has not seen. It leans downwards. Gains need no replications: chance is smoothed away with the rest.
 *
 * `drivers[].values` by world, as in `measured.values` (`driversAt` picks them). An uncertainty held at one value is worth 0. In the order given;
 * empty with fewer than 20 worlds. Throws a RangeError for other lengths or values that are not finite.
 */
export function evppi(measured: Performance, drivers: readonly Driver[]): Evppi[] {
  checkPerformance(measured);
  const { gains } = againstBest(largerIsBetter(measured));
  const worlds = gains[0]!.length;
  for (const { name, values } of drivers) {
    if (values.length !== worlds) throw new RangeError(`${name} needs a value for each of ${worlds} worlds`);
    if (!values.every(Number.isFinite)) throw new RangeError(`a value of ${name} is not finite`);
  }
  if (worlds < FEWEST_WORLDS) return [];
  return drivers.map(({ name, values }) => ({ driver: name, ...worthOf(gains, values) }));
}

/** Uncertainties of all worlds -> those of the worlds kept in a `performanceOf`. */
export function driversAt(drivers: readonly Driver[], worlds: readonly number[]): Driver[] {
  return drivers.map(({ name, values }) => ({ name, values: Float64Array.from(worlds, (world) => values[world]!) }));
}

function worthOf(gains: readonly Float64Array[], values: Float64Array): ValueOfInformation {
  if (values.every((value) => value === values[0])) return { estimate: 0, mcse: null, attained: 0, interval: null };
  const smooth = splineSmoother(values);
  const smoothed = gains.map(smooth);
  const fitted = smoothed.map((one) => one.fitted);
  const leftOut = smoothed.map((one) => one.leftOut);
  const expected = values.map((_, world) => fitted[largestAt(fitted, world)]![world]!);
  const earned = values.map((_, world) => gains[largestAt(fitted, world)]![world]!);
  const attained = meanOf(values.map((_, world) => gains[largestAt(leftOut, world)]![world]!));
  return worthWithError(Math.max(0, meanOf(expected)), earned, attained);
}
