// In: rows of values, one row a world, or a rule that makes them. Out: a sample, and generators of samples for property tests.
import fc from 'fast-check';
import type { Sample } from '../../engine/analysis/sample.ts';

/** A missing value, short enough to keep tables of numbers readable. */
export const NONE = Number.NaN;

export function sampleOf(rows: readonly (readonly number[])[]): Sample {
  return { worlds: rows.length, replications: rows[0]!.length, values: Float64Array.from(rows.flat()) };
}

/** A sample whose worlds each have their own row of values, made by `row(world)`. */
export function sampleBy(worlds: number, row: (world: number) => readonly number[]): Sample {
  return sampleOf(Array.from({ length: worlds }, (_, world) => row(world)));
}

/** `ones` ones among `n` independent worlds of one run. */
export function onesOf(ones: number, n: number): Sample {
  return sampleBy(n, (world) => [world < ones ? 1 : 0]);
}

export function mapSample(sample: Sample, change: (value: number) => number): Sample {
  return { ...sample, values: sample.values.map(change) };
}

/** The same sample with the replications of every world in reverse order. */
export function reverseReplications(sample: Sample): Sample {
  const { replications, values } = sample;
  const turned = values.map((_, i) => values[i - (i % replications) + (replications - 1 - (i % replications))]!);
  return { ...sample, values: turned };
}

const shape = fc.record({ worlds: fc.integer({ min: 2, max: 8 }), replications: fc.integer({ min: 1, max: 5 }) });

/** Samples of moderate integers, about one value in five missing when `holes`. */
export function anySample(holes: boolean): fc.Arbitrary<Sample> {
  return shape.chain(({ worlds, replications }) => anyRows(worlds, replications, holes));
}

/** Two samples over the same futures. */
export function anyPair(holes: boolean): fc.Arbitrary<readonly [Sample, Sample]> {
  return shape.chain(({ worlds, replications }) =>
    fc.tuple(anyRows(worlds, replications, holes), anyRows(worlds, replications, holes)),
  );
}

function anyRows(worlds: number, replications: number, holes: boolean): fc.Arbitrary<Sample> {
  const present = fc.integer({ min: -50, max: 50 });
  const value = holes
    ? fc.oneof({ weight: 4, arbitrary: present }, { weight: 1, arbitrary: fc.constant(NONE) })
    : present;
  const length = worlds * replications;
  return fc
    .array(value, { minLength: length, maxLength: length })
    .map((values) => ({ worlds, replications, values: Float64Array.from(values) }));
}
