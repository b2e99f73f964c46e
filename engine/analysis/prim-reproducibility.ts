// In: the cases of a scenario discovery and a source of chance. Out: how often random halves of the cases would name the same inputs, and
// how good their boxes are on the half that did not make them. A box that only fits the cases it was drawn around is no discovery.
import { findBox, type PrimOptions } from './prim.ts';
import { type BoxMeasure, measureBox, type PrimColumn } from './prim-box.ts';
import type { UnitPoints } from './unit-points.ts';

/** Plain data. */
export interface PrimReproducibility {
  readonly halves: number;
  /** For each column, the share of halves whose box restricts it, 0..1. */
  readonly restricted: readonly { readonly name: string; readonly share: number }[];
  /** Means over the halves that found a box, on their own cases and on the others; null when none did. */
  readonly own: HalfMeasure | null;
  readonly others: HalfMeasure | null;
}

export interface HalfMeasure {
  readonly coverage: number;
  readonly density: number;
}

/**
 * The resampling test of Bryant and Lempert 2010, section 3.3, with random halves: the same procedure and rule of choice on each. Half number h
 * holds the cases with the smaller numbers `source(case, h)`. Throws a RangeError as `findBox`, or for fewer than 1 half.
 */
export function primReproducibility(
  columns: readonly PrimColumn[],
  cases: Uint8Array,
  source: UnitPoints,
  options: PrimOptions = {},
  halves = 10,
): PrimReproducibility {
  if (!(Number.isInteger(halves) && halves >= 1)) throw new RangeError(`halves are whole and at least 1: ${halves}`);
  const counts = new Map(columns.map(({ name }) => [name, 0]));
  const own: BoxMeasure[] = [];
  const others: BoxMeasure[] = [];
  for (let half = 0; half < halves; half++) {
    const draws = Float64Array.from(cases, (_, i) => source(i, half));
    const mixed = [...draws.keys()].sort((a, b) => draws[a]! - draws[b]! || a - b);
    const middle = Math.floor(cases.length / 2);
    const [first, second] = [mixed.slice(0, middle), mixed.slice(middle)].map((some) =>
      someCases(columns, cases, some),
    );
    const { box, measure } = findBox(first!.columns, first!.cases, options);
    if (box === null || measure === null) continue;
    for (const { name } of box) counts.set(name, counts.get(name)! + 1);
    own.push(measure);
    others.push(measureBox(second!.columns, second!.cases, box));
  }
  return {
    halves,
    restricted: columns.map(({ name }) => ({ name, share: counts.get(name)! / halves })),
    own: meanMeasure(own),
    others: meanMeasure(others),
  };
}

function someCases(
  columns: readonly PrimColumn[],
  cases: Uint8Array,
  some: readonly number[],
): { columns: PrimColumn[]; cases: Uint8Array } {
  return {
    columns: columns.map((column) =>
      column.kind === 'number'
        ? { ...column, values: Float64Array.from(some, (i) => column.values[i]!) }
        : { ...column, values: some.map((i) => column.values[i]!) },
    ),
    cases: Uint8Array.from(some, (i) => cases[i]!),
  };
}

function meanMeasure(measures: readonly BoxMeasure[]): HalfMeasure | null {
  if (measures.length === 0) return null;
  const mean = (part: (measure: BoxMeasure) => number): number =>
    measures.reduce((sum, measure) => sum + part(measure), 0) / measures.length;
  return { coverage: mean(({ coverage }) => coverage), density: mean(({ density }) => density ?? 0) };
}
