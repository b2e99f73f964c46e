// In: how far one policy leads at some values of a number. Out: which values to look at next, and at the end where the lead is lost.
// A search by sections on paired differences over the same futures, so that neighbouring values differ by the number and not by luck.

import type { Interval } from './interval.ts';

/** The lead at one value: above 0 the policy is best in the mean. */
export interface LeadAt {
  readonly value: number;
  /** Null when nothing was measured there. A tie counts as leading. */
  readonly lead: number | null;
  /** What the batch can tell: `ahead` of every rival, `behind` some rival, or `open`. */
  readonly standing: 'ahead' | 'behind' | 'open';
}

/** Where the lead changes its sign. */
export interface Flip {
  /** The crossing of the line between the two nearest values looked at. */
  readonly value: number;
  /**
   * From the last value below to the first value above at which the batch can tell who is better; where it nowhere can, the end of the
   * range. With the confidence of a single verdict the flip lies in it.
   */
  readonly interval: Interval;
  /** The policy leads below the flip and loses above it, or the other way round. */
  readonly lost: 'above' | 'below';
  /** On the side where the lead is lost the batch can tell that it is. */
  readonly clear: boolean;
}

/** A flip is found to this share of the range, its interval to the other. */
const FLIP_WIDTH = 1 / 200;
const INTERVAL_WIDTH = 1 / 50;
/** Inner values looked at in one step: each step makes a stretch four times shorter. */
const INNER = [0.25, 0.5, 0.75] as const;
/** More changes of sign than this are noise around a tie; it is enough to know the first ones. */
const MOST_CHANGES = 4;

/** Points in increasing order of value, first and last at the ends of the range. Empty when the search is over. */
export function nextValues(points: readonly LeadAt[]): number[] {
  const width = rangeOf(points);
  const wanted = new Set<number>();
  const section = (from: LeadAt | undefined, to: LeadAt | undefined, share: number): void => {
    if (from === undefined || to === undefined || to.value - from.value <= share * width) return;
    for (const inner of INNER) {
      const value = from.value + inner * (to.value - from.value);
      if (value > from.value && value < to.value) wanted.add(value);
    }
  };
  for (const change of changesOf(points)) {
    section(points[change], points[change + 1], FLIP_WIDTH);
    const { left, right } = settledAround(points, change);
    if (left !== null && left < change) section(points[left], points[left + 1], INTERVAL_WIDTH);
    if (right !== null && right > change + 1) section(points[right - 1], points[right], INTERVAL_WIDTH);
  }
  return [...wanted].sort((a, b) => a - b);
}

/** The flips that the points show, from the lowest; changes between which the batch can tell nothing are one flip. */
export function flipsOf(points: readonly LeadAt[]): Flip[] {
  const flips: Flip[] = [];
  for (const change of changesOf(points)) {
    const flip = flipAt(points, change);
    const before = flips.at(-1);
    if (before === undefined || flip.interval.low >= before.interval.high) flips.push(flip);
  }
  return flips;
}

function flipAt(points: readonly LeadAt[], change: number): Flip {
  const [a, b] = [points[change]!, points[change + 1]!];
  const { left, right } = settledAround(points, change);
  const [low, high] = [points[left ?? 0]!, points[right ?? points.length - 1]!];
  const lost = leads(a) ? 'above' : 'below';
  const [leadA, leadB] = [a.lead ?? 0, b.lead ?? 0];
  const share = leadA === leadB ? 0.5 : leadA / (leadA - leadB);
  return {
    value: a.value + share * (b.value - a.value),
    interval: { low: low.value, high: high.value },
    lost,
    clear: (lost === 'above' ? high : low).standing === 'behind',
  };
}

/** Places i at which the lead has another sign at i + 1. */
function changesOf(points: readonly LeadAt[]): number[] {
  const changes = points.slice(1).flatMap((point, i) => (leads(point) === leads(points[i]!) ? [] : [i]));
  return changes.slice(0, MOST_CHANGES);
}

/** A tie is no loss, and where nothing was measured nothing was lost. */
function leads({ lead }: LeadAt): boolean {
  return lead === null || lead >= 0;
}

/** The nearest places on both sides of a change at which the batch can tell who is better. */
function settledAround(points: readonly LeadAt[], change: number): { left: number | null; right: number | null } {
  const left = points.findLastIndex(({ standing }, i) => i <= change && standing !== 'open');
  const right = points.findIndex(({ standing }, i) => i > change && standing !== 'open');
  return { left: left < 0 ? null : left, right: right < 0 ? null : right };
}

function rangeOf(points: readonly LeadAt[]): number {
  return (points.at(-1)?.value ?? 0) - (points[0]?.value ?? 0);
}
