// In: columns of inputs, which cases are of interest, a box. Out: which cases lie in the box, and how well it tells the interesting from the rest.
// A box is a list of limits; what it does not name may be anything.
import { incompleteBeta } from '../arithmetic/incomplete-beta.ts';
import type { Interval } from './interval.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** One input over all cases: a number (also one of few values, or a switch), or a category (policy, doctrine, variant). */
export type PrimColumn =
  | { readonly kind: 'number'; readonly name: string; readonly values: Float64Array }
  | { readonly kind: 'category'; readonly name: string; readonly values: readonly string[] };

/** low <= value <= high; null is no limit. `below` and `above`: the nearest values among the cases that are outside, null with no limit. */
export interface NumberLimit {
  readonly kind: 'number';
  readonly name: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly below: number | null;
  readonly above: number | null;
}

/** The categories inside and outside, each in the order of the alphabet. */
export interface CategoryLimit {
  readonly kind: 'category';
  readonly name: string;
  readonly inside: readonly string[];
  readonly outside: readonly string[];
}

export type BoxLimit = NumberLimit | CategoryLimit;

/** Restricted inputs only, each once, in the order of the columns. */
export type PrimBox = readonly BoxLimit[];

/** Plain data. */
export interface BoxMeasure {
  /** Cases in the box, and those of them that are of interest. */
  readonly cases: number;
  readonly interesting: number;
  /** Share of all interesting cases that the box holds. */
  readonly coverage: number;
  /** Share of the cases in the box that are of interest; null of an empty box. */
  readonly density: number | null;
  /** 95 % interval of the density if the box was found on other cases; on those it was found on, density flatters. */
  readonly densityInterval: Interval | null;
  /** Share of all cases that are in the box. */
  readonly mass: number;
}

/** Throws a RangeError for columns of other lengths, a name given twice, numbers that are not finite, or cases other than 0 and 1. */
export function checkColumns(columns: readonly PrimColumn[], cases: Uint8Array): void {
  if (new Set(columns.map(({ name }) => name)).size < columns.length) throw new RangeError('a column is named twice');
  for (const { kind, name, values } of columns) {
    if (values.length !== cases.length) throw new RangeError(`${name} needs ${cases.length} values: ${values.length}`);
    if (kind === 'number' && !values.every(Number.isFinite)) throw new RangeError(`a value of ${name} is not finite`);
  }
  if (!cases.every((value) => value === 0 || value === 1)) throw new RangeError('a case is 1 (of interest) or 0');
}

/** 1 for each case in the box. Throws a RangeError when the box names a column that is not there or of the other kind. */
export function casesInBox(columns: readonly PrimColumn[], box: PrimBox): Uint8Array {
  const inside = new Uint8Array(columns[0]?.values.length ?? 0).fill(1);
  for (const limit of box) {
    const column = columns.find(({ name }) => name === limit.name);
    if (column === undefined || column.kind !== limit.kind) throw new RangeError(`no such column: ${limit.name}`);
    column.values.forEach((value: number | string, i: number) => {
      if (!meets(limit, value)) inside[i] = 0;
    });
  }
  return inside;
}

function meets(limit: BoxLimit, value: number | string): boolean {
  if (limit.kind === 'category') return limit.inside.includes(String(value));
  return !(limit.low !== null && Number(value) < limit.low) && !(limit.high !== null && Number(value) > limit.high);
}

/** Coverage, density and mass (Bryant and Lempert 2010, Technol. Forecast. Soc. Change 77, 34-49) of a box, on any cases. */
export function measureBox(columns: readonly PrimColumn[], cases: Uint8Array, box: PrimBox): BoxMeasure {
  return measureCases(cases, box.length === 0 ? new Uint8Array(cases.length).fill(1) : casesInBox(columns, box));
}

export function measureCases(cases: Uint8Array, inside: Uint8Array): BoxMeasure {
  let [held, interesting, all] = [0, 0, 0];
  for (let i = 0; i < cases.length; i++) {
    held += inside[i]!;
    all += cases[i]!;
    interesting += inside[i]! * cases[i]!;
  }
  const density = held === 0 ? null : interesting / held;
  return {
    cases: held,
    interesting,
    coverage: all === 0 ? 0 : interesting / all,
    density,
    densityInterval: density === null ? null : wilsonInterval(density, held),
    mass: cases.length === 0 ? 0 : held / cases.length,
  };
}

export interface QuasiP {
  readonly name: string;
  /** 0..1; small: the box would be clearly worse without this limit. */
  readonly p: number;
}

/**
 * For each limit: without it the box holds n' cases, k' of interest, so its base rate is q = k'/n'. Quasi-p = P(Bin(n, q) >= k) for the n cases and k
 * interesting ones of the whole box: the chance of so dense a box if the limit were idle (Bryant and Lempert 2010, section 3.3). `quasi`, because
 * the limit was sought where it looks good; a box of a hundred tries will show small values by luck. P(X >= k) = I_q(k, n - k + 1).
 */
export function quasiPValues(columns: readonly PrimColumn[], cases: Uint8Array, box: PrimBox): QuasiP[] {
  const { cases: n, interesting: k } = measureBox(columns, cases, box);
  return box.map(({ name }) => {
    const wider = measureBox(
      columns,
      cases,
      box.filter((limit) => limit.name !== name),
    );
    return { name, p: binomialUpperTail(k, n, wider.density ?? 0) };
  });
}

function binomialUpperTail(k: number, n: number, chance: number): number {
  if (k <= 0) return 1;
  return incompleteBeta(k, n - k + 1, chance);
}
