// In: inputs of many runs and which runs are of interest. Out: the few limits on few inputs that describe most of them: scenario discovery.
// The patient rule induction method: take away a thin slice again and again, always where it helps most, and remember every step.
import {
  type BoxLimit,
  type BoxMeasure,
  casesInBox,
  checkColumns,
  measureBox,
  measureCases,
  type PrimBox,
  type PrimColumn,
  type QuasiP,
  quasiPValues,
} from './prim-box.ts';

/** How a box is sought; what is left out is usual. */
export interface PrimOptions {
  /** Share of the cases in the box that one slice of numbers takes away, 0 to 0.5; 0.05 unless told. */
  readonly peel?: number;
  /** No box holds a smaller share of all cases; 0.05 unless told. */
  readonly leastMass?: number;
  /** Grow the chosen box again where that costs no density; yes unless told. */
  readonly paste?: boolean;
  /** Limits of the chosen box with a greater quasi-p are dropped; 0.05 unless told, 1 keeps all. */
  readonly greatestQuasiP?: number;
  /** Which box of the trajectory is chosen; see `findBox`. */
  readonly choose?: 'balance' | { readonly densityAtLeast: number };
}

/** One box on the way from everything to the smallest one. */
export interface PrimStep extends BoxMeasure {
  readonly box: PrimBox;
  /** Restricted inputs. */
  readonly restricted: number;
  /** The input that this step cut; null for the first box, which holds everything. */
  readonly cut: string | null;
}

/** Plain data. */
export interface PrimResult {
  /** From the box that holds everything to the smallest; coverage and mass never rise along it. */
  readonly trajectory: readonly PrimStep[];
  /** Place in the trajectory of the box that was chosen; null when `reason` says why there is none. */
  readonly chosen: number | null;
  /** The chosen box after limits were dropped and pasted. Its density is at least that of all cases. */
  readonly box: PrimBox | null;
  readonly measure: BoxMeasure | null;
  readonly quasiP: readonly QuasiP[];
  /** Share of all cases that are of interest. */
  readonly baseDensity: number;
  readonly reason: string | null;
}

/**
 * Peeling (Friedman and Fisher 1999, Stat. Comput. 9, 123-143; for scenarios Bryant and Lempert 2010): each step takes, of all inputs, the slice
 * that raises density most for each case lost, (new density - density) / cases lost, since slices are not of one size where values repeat
 * (Kwakkel and Jaxa-Rozen 2016, Environ. Model. Softw. 79, 311-321). A slice of a number is its lowest or highest `peel` share of
 * the cases in the box; equal values are never parted: a slice stops before a run of them, or takes all if it begins with them. A slice of a
 * category is one of its values. Of equal slices the first column's, and the low one. It ends when the box is pure or no slice leaves `leastMass`.
 * Only the order of numbers matters, so a rising transformation of an input changes nothing but the limits themselves.
 *
 * Choice: `balance` takes the box with the greatest 2 coverage density / (coverage + density); `densityAtLeast` the one of greatest coverage
 * with at least that density, or none. Of equals the one with fewer restricted inputs, then the earlier. A person may choose another from
 * the trajectory; this rule is only where to look first. Then limits with a quasi-p above `greatestQuasiP` are dropped, worst first, each time
 * counted anew, but never below the density of all cases or the one asked for; then each end is moved out by `peel` of the box as long as
 * density does not fall. Throws a RangeError for malformed columns or options out of range.
 */
export function findBox(columns: readonly PrimColumn[], cases: Uint8Array, options: PrimOptions = {}): PrimResult {
  checkColumns(columns, cases);
  const { peel = 0.05, leastMass = 0.05, paste = true, greatestQuasiP = 0.05, choose = 'balance' } = options;
  if (!(peel > 0 && peel <= 0.5)) throw new RangeError(`a slice takes a share above 0 and at most 0.5: ${peel}`);
  if (!(leastMass > 0 && leastMass <= 1))
    throw new RangeError(`the least mass lies above 0 and at most at 1: ${leastMass}`);
  const all = measureBox(columns, cases, []);
  const baseDensity = all.density ?? 0;
  const nothing = { chosen: null, box: null, measure: null, quasiP: [], baseDensity };
  if (all.interesting === 0) return { ...nothing, trajectory: [], reason: 'no case is of interest' };
  if (all.interesting === all.cases) return { ...nothing, trajectory: [], reason: 'every case is of interest' };

  const field: Field = { columns, cases, ranked: columns.map(rank) };
  const trajectory = peelAway(field, peel, leastMass * cases.length);
  const chosen = choice(trajectory, choose);
  if (chosen === null) return { ...nothing, trajectory, reason: 'no box is as dense as was asked' };
  const floor = choose === 'balance' ? baseDensity : Math.max(baseDensity, choose.densityAtLeast);
  const kept = dropIdle(field, trajectory[chosen]!.box, greatestQuasiP, floor);
  const box = paste ? pasteOut(field, kept, peel) : kept;
  return {
    trajectory,
    chosen,
    box,
    measure: measureBox(columns, cases, box),
    quasiP: quasiPValues(columns, cases, box),
    baseDensity,
    reason: null,
  };
}

interface Field {
  readonly columns: readonly PrimColumn[];
  readonly cases: Uint8Array;
  /** For each number its cases in ascending order; for a category its values in the order of the alphabet. */
  readonly ranked: readonly Ranked[];
}

type Ranked =
  | { readonly kind: 'number'; readonly order: Uint32Array }
  | { readonly kind: 'category'; readonly words: readonly string[] };

function rank(column: PrimColumn): Ranked {
  if (column.kind === 'category') return { kind: 'category', words: [...new Set(column.values)].sort() };
  const { values } = column;
  return { kind: 'number', order: Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b) };
}

/** A slice that could be taken away: the limit that this would mean, and the cases that would go. */
interface Slice {
  readonly limit: () => BoxLimit;
  readonly lost: readonly number[];
}

function peelAway(field: Field, peel: number, leastCases: number): PrimStep[] {
  const { cases } = field;
  const inside = new Uint8Array(cases.length).fill(1);
  const step = (box: PrimBox, cut: string | null): PrimStep => ({
    ...measureCases(cases, inside),
    box,
    restricted: box.length,
    cut,
  });
  const trajectory = [step([], null)];
  for (;;) {
    const { box, cases: held, interesting } = trajectory.at(-1)!;
    if (interesting === held) return trajectory;
    let best: Slice | null = null;
    let most = Number.NEGATIVE_INFINITY;
    for (const slice of slicesOf(field, box, inside, peel)) {
      const left = held - slice.lost.length;
      if (left < leastCases || left === 0) continue;
      const leftInteresting = interesting - countInteresting(cases, slice.lost);
      const gain = (leftInteresting / left - interesting / held) / slice.lost.length;
      if (gain > most) [best, most] = [slice, gain];
    }
    if (best === null) return trajectory;
    for (const index of best.lost) inside[index] = 0;
    const limit = best.limit();
    trajectory.push(step(withLimit(field, box, limit), limit.name));
  }
}

function slicesOf(field: Field, box: PrimBox, inside: Uint8Array, peel: number): Slice[] {
  return field.columns.flatMap((column, place): Slice[] => {
    const ranked = field.ranked[place]!;
    const limit = box.find(({ name }) => name === column.name);
    if (column.kind === 'category' && ranked.kind === 'category') {
      const words = limit?.kind === 'category' ? limit.inside : ranked.words;
      if (words.length < 2) return [];
      return words.map((word) => ({
        limit: () =>
          categoryLimit(
            column.name,
            words.filter((other) => other !== word),
            ranked.words,
          ),
        lost: [...inside.keys()].filter((i) => inside[i] === 1 && column.values[i] === word),
      }));
    }
    if (column.kind !== 'number' || ranked.kind !== 'number') return [];
    const order = ranked.order.filter((i) => inside[i] === 1);
    const [low, high] = limit?.kind === 'number' ? [limit.low, limit.high] : [null, null];
    const fromLow = sliceLength(order, column.values, peel);
    const fromHigh = sliceLength(order.toReversed(), column.values, peel);
    if (fromLow === 0) return [];
    const end = order.length - fromHigh;
    return [
      {
        limit: () => numberLimit(field, place, column.values[order[fromLow]!]!, high),
        lost: [...order.subarray(0, fromLow)],
      },
      { limit: () => numberLimit(field, place, low, column.values[order[end - 1]!]!), lost: [...order.subarray(end)] },
    ];
  });
}

/** How many of the first cases a slice takes: 0 when all values are equal. */
function sliceLength(order: Uint32Array, values: Float64Array, peel: number): number {
  const at = (i: number): number => values[order[i]!]!;
  if (order.length === 0 || at(0) === at(order.length - 1)) return 0;
  let length = Math.max(1, Math.floor(peel * order.length));
  if (at(length - 1) !== at(length)) return length;
  const tied = at(length);
  if (at(0) === tied) {
    while (at(length) === tied) length += 1;
    return length;
  }
  while (at(length - 1) === tied) length -= 1;
  return length;
}

function numberLimit(field: Field, place: number, low: number | null, high: number | null): BoxLimit {
  const column = field.columns[place]!;
  const ranked = field.ranked[place]!;
  if (column.kind !== 'number' || ranked.kind !== 'number') throw new RangeError(`not a number: ${column.name}`);
  const { order } = ranked;
  const { values, name } = column;
  const below = low === null ? -1 : order.findLastIndex((i) => values[i]! < low);
  const above = high === null ? -1 : order.findIndex((i) => values[i]! > high);
  return {
    kind: 'number',
    name,
    low: below < 0 ? null : low,
    high: above < 0 ? null : high,
    below: below < 0 ? null : values[order[below]!]!,
    above: above < 0 ? null : values[order[above]!]!,
  };
}

function categoryLimit(name: string, inside: readonly string[], words: readonly string[]): BoxLimit {
  return { kind: 'category', name, inside, outside: words.filter((word) => !inside.includes(word)) };
}

/** The box with this limit instead of its own for that column; a limit that keeps nothing out is left away. */
function withLimit({ columns }: Field, box: PrimBox, limit: BoxLimit): PrimBox {
  const idle = limit.kind === 'number' ? limit.low === null && limit.high === null : limit.outside.length === 0;
  const place = (name: string): number => columns.findIndex((column) => column.name === name);
  const others = box.filter(({ name }) => name !== limit.name);
  return (idle ? others : [...others, limit]).sort((a, b) => place(a.name) - place(b.name));
}

function countInteresting(cases: Uint8Array, some: readonly number[]): number {
  let count = 0;
  for (const index of some) count += cases[index]!;
  return count;
}

function choice(trajectory: readonly PrimStep[], choose: NonNullable<PrimOptions['choose']>): number | null {
  let best: number | null = null;
  let most = 0;
  trajectory.forEach((step, place) => {
    const density = step.density ?? 0;
    if (choose !== 'balance' && density < choose.densityAtLeast) return;
    const worth = choose === 'balance' ? (2 * step.coverage * density) / (step.coverage + density || 1) : step.coverage;
    const simpler = best !== null && step.restricted < trajectory[best]!.restricted;
    if (best === null || worth > most || (worth === most && simpler)) [best, most] = [place, worth];
  });
  return best;
}

function dropIdle(field: Field, box: PrimBox, greatest: number, floor: number): PrimBox {
  const { columns, cases } = field;
  for (const { name } of quasiPValues(columns, cases, box)
    .filter(({ p }) => p > greatest)
    .sort((a, b) => b.p - a.p)) {
    const wider = box.filter((limit) => limit.name !== name);
    if ((measureBox(columns, cases, wider).density ?? 0) >= floor) return dropIdle(field, wider, greatest, floor);
  }
  return box;
}

/** Moves one end out at a time, always the one that leaves the densest box, while density does not fall. */
function pasteOut(field: Field, box: PrimBox, peel: number): PrimBox {
  const { columns, cases } = field;
  const now = measureBox(columns, cases, box);
  let best: { box: PrimBox; density: number; cases: number } | null = null;
  for (const limit of box) {
    for (const wider of widened(field, box, limit, Math.max(1, Math.floor(peel * now.cases)))) {
      const candidate = withLimit(field, box, wider);
      const { density, cases: held } = measureBox(columns, cases, candidate);
      if (density === null || density < now.density! || held <= now.cases) continue;
      if (best === null || density > best.density || (density === best.density && held > best.cases))
        best = { box: candidate, density, cases: held };
    }
  }
  return best === null ? box : pasteOut(field, best.box, peel);
}

/** The limit one slice wider at either end: by that many cases that meet all other limits, and those equal to the last of them. */
function widened(field: Field, box: PrimBox, limit: BoxLimit, slice: number): BoxLimit[] {
  const place = field.columns.findIndex(({ name }) => name === limit.name);
  const column = field.columns[place]!;
  const ranked = field.ranked[place]!;
  if (limit.kind === 'category' && ranked.kind === 'category')
    return limit.outside.map((word) =>
      categoryLimit(
        limit.name,
        ranked.words.filter((other) => other === word || limit.inside.includes(other)),
        ranked.words,
      ),
    );
  if (limit.kind !== 'number' || column.kind !== 'number' || ranked.kind !== 'number') return [];
  const { low, high } = limit;
  const others = casesInBox(
    field.columns,
    box.filter((other) => other !== limit),
  );
  const values = [...ranked.order].filter((i) => others[i] === 1).map((i) => column.values[i]!);
  const lower = low === null ? [] : values.filter((value) => value < low);
  const higher = high === null ? [] : values.filter((value) => value > high);
  return [
    ...(lower.length > 0 ? [numberLimit(field, place, lower.at(-slice) ?? lower[0]!, high)] : []),
    ...(higher.length > 0 ? [numberLimit(field, place, low, higher[slice - 1] ?? higher.at(-1)!)] : []),
  ];
}
