// The outlines of regions that the program knows, by the name of the member: rings of points in hundredths of a degree east and north.

import data from './outlines.json' with { type: 'json' };

export type Point = readonly [east: number, north: number];

export interface Outline {
  /** The country that the region lies in. */
  readonly country: string;
  readonly label: Point;
  /** Closed: the last point is the first one. Islands are rings of their own. */
  readonly rings: readonly (readonly Point[])[];
}

interface StoredRegion {
  readonly in: string;
  readonly label: readonly number[];
  readonly rings: readonly (readonly number[])[];
}

const ARCS: readonly (readonly Point[])[] = data.arcs.map(pointsOf);
const REGIONS: ReadonlyMap<string, StoredRegion> = new Map(Object.entries<StoredRegion>(data.regions));

/** Of a region, or of a country: all its regions. Null for a name that the data do not hold. */
export function outlineOf(member: string): Outline | null {
  const region = REGIONS.get(member);
  if (region !== undefined)
    return { country: region.in, label: pointOf(region.label), rings: region.rings.map(ringOf) };
  const parts = [...REGIONS.values()].filter((one) => one.in === member);
  if (parts.length === 0) return null;
  const largest = parts.reduce((a, b) => (ringOf(a.rings[0] ?? []).length >= ringOf(b.rings[0] ?? []).length ? a : b));
  return { country: member, label: pointOf(largest.label), rings: parts.flatMap(({ rings }) => rings.map(ringOf)) };
}

/** Lines between these members, and around them: each border once, also one that two of them share. Borders inside a country that is a member itself are left out. */
export function bordersOf(members: readonly string[]): readonly (readonly Point[])[] {
  const used = new Map<number, Set<string>>();
  const inner = new Map<number, number>();
  for (const member of members)
    for (const [name, { in: country, rings }] of REGIONS) {
      if (name !== member && country !== member) continue;
      for (const arc of rings.flat().map(plain)) {
        used.set(arc, (used.get(arc) ?? new Set()).add(member));
        inner.set(arc, (inner.get(arc) ?? 0) + 1);
      }
    }
  return [...used].filter(([arc, by]) => by.size > 1 || inner.get(arc) === 1).map(([arc]) => ARCS[arc]!);
}

function plain(arc: number): number {
  return arc >= 0 ? arc : ~arc;
}

function ringOf(arcs: readonly number[]): readonly Point[] {
  return arcs.flatMap((arc, index) => {
    const points = arc >= 0 ? ARCS[arc]! : ARCS[~arc]!.toReversed();
    return index === 0 ? points : points.slice(1);
  });
}

function pointsOf(deltas: readonly number[]): readonly Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < deltas.length; i += 2) {
    x += deltas[i]!;
    y += deltas[i + 1]!;
    points.push([x, y]);
  }
  return points;
}

function pointOf([east = 0, north = 0]: readonly number[]): Point {
  return [east, north];
}
