// Can the chances of a state sum above 1, or a chance or rate leave its range? Interval arithmetic with branch and bound over the
// declared ranges: proven, refuted with an example point, or not bounded within the effort allowed.

import { type Interval, isFalse, isPoint } from './interval.ts';
import type { Chance, Model, NodeId } from './model.ts';
import { type Atom, atomOf, type Box, evaluate, nodesBelow } from './ranges.ts';

export type Verdict =
  | { readonly kind: 'proven' }
  /** `value` is reached at `example`, a point inside the declared ranges. */
  | {
      readonly kind: 'refuted';
      readonly value: number;
      readonly example: readonly { readonly name: string; readonly value: string }[];
    }
  | { readonly kind: 'unbounded'; readonly range: Interval };

export interface BoundedChance {
  /** Which part of the scenario: an incident's `chance` or `rate`, or the chances of a machine's state. */
  readonly element: string;
  readonly state: string | null;
  readonly what: 'chance' | 'rate' | 'sum';
  readonly verdict: Verdict;
}

/** Boxes looked at for one question before it is given up. */
const EFFORT = 1500;
/** What a sum of chances may exceed 1 by without failing a run. */
const TOLERANCE = 1e-9;
const MAX_RATE = 64;

/** One verdict for each declared incident and state (the first member that is not proven speaks for all). */
export function boundChances(model: Model): BoundedChance[] {
  const found = new Map<string, BoundedChance>();
  const note = (bounded: BoundedChance) => {
    const key = `${bounded.element}.${bounded.state}.${bounded.what}`;
    const old = found.get(key);
    if (old === undefined || (old.verdict.kind === 'proven' && bounded.verdict.kind !== 'proven'))
      found.set(key, bounded);
  };
  for (const { element, when, chance, rate } of model.incidents) {
    if (chance?.kind === 'probability')
      note({ element, state: null, what: 'chance', verdict: bound(model, [{ when, p: chance.p }], 1 + TOLERANCE) });
    if (rate !== null)
      note({ element, state: null, what: 'rate', verdict: bound(model, [{ when, p: rate }], MAX_RATE) });
  }
  for (const machine of model.machines) {
    for (const state of machine.states) {
      const slices = state.transitions.flatMap(({ when, chance }) =>
        isProbability(chance) ? [{ when, p: chance.p }] : [],
      );
      if (slices.length > 0)
        note({
          element: machine.element,
          state: state.name,
          what: 'sum',
          verdict: bound(model, slices, 1 + TOLERANCE),
        });
    }
  }
  return [...found.values()];
}

function isProbability(chance: Chance | null): chance is Extract<Chance, { kind: 'probability' }> {
  return chance?.kind === 'probability';
}

interface Slice {
  readonly when: NodeId | null;
  readonly p: NodeId;
}

/** Is every slice at least 0, and their sum at most `most`, wherever their conditions hold? */
function bound(model: Model, slices: readonly Slice[], most: number): Verdict {
  const ids = slices.flatMap(({ when, p }) => (when === null ? [p] : [when, p]));
  const order = nodesBelow(model, ids);
  const atoms = atomsOf(model, order);
  const open: Box[] = [new Map(atoms.map((atom) => [atom.key, atom.range]))];
  for (let effort = 0; effort < EFFORT; effort++) {
    const box = open.pop();
    if (box === undefined) return { kind: 'proven' };
    const range = sumRange(model, order, slices, box);
    if (inside(range, most)) continue;
    const example = counterExample(model, order, slices, atoms, box, most);
    if (example !== null) return example;
    const halves = split(atoms, box);
    if (halves === null) return { kind: 'unbounded', range: sumRange(model, order, slices, new Map()) };
    open.push(...halves);
  }
  return { kind: 'unbounded', range: sumRange(model, order, slices, new Map()) };
}

function atomsOf(model: Model, order: readonly NodeId[]): Atom[] {
  const atoms = new Map<string, Atom>();
  for (const id of order) {
    const node = model.nodes[id];
    const atom = node === undefined ? null : atomOf(model, node);
    if (atom !== null) atoms.set(atom.key, atom);
  }
  return [...atoms.values()];
}

function inside([low, high]: Interval, most: number): boolean {
  return low >= 0 && high <= most;
}

/** [least slice or 0, sum of the slices whose conditions can hold]. */
function sumRange(model: Model, order: readonly NodeId[], slices: readonly Slice[], box: Box): Interval {
  const values = evaluate(model, order, box);
  let low = 0;
  let high = 0;
  for (const { when, p } of slices) {
    const condition = when === null ? undefined : values.get(when);
    if (condition !== undefined && isFalse(condition)) continue;
    const [pLow, pHigh] = values.get(p) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    low = Math.min(low, pLow);
    high += Math.max(0, pHigh);
  }
  return [low, high];
}

/** Looks at the middle and the corners of a box. */
function counterExample(
  model: Model,
  order: readonly NodeId[],
  slices: readonly Slice[],
  atoms: readonly Atom[],
  box: Box,
  most: number,
): Verdict | null {
  for (const at of PROBES) {
    const spot: Box = new Map(atoms.map((atom, i) => [atom.key, probe(atom, box.get(atom.key) ?? atom.range, at(i))]));
    const [low, high] = sumRange(model, order, slices, spot);
    if (Number.isFinite(low) && Number.isFinite(high) && !inside([low, high], most)) {
      const shown = atoms.map((atom) => ({ name: atom.label, value: atom.show(spot.get(atom.key)?.[0] ?? 0) }));
      return { kind: 'refuted', value: low < 0 ? low : high, example: shown };
    }
  }
  return null;
}

/** Positions (0 low end, 1 high end) of each atom in turn. */
const PROBES: readonly ((i: number) => number)[] = [
  () => 1,
  () => 0.5,
  () => 0,
  (i) => i % 2,
  (i) => (i + 1) % 2,
  (i) => (i >> 1) % 2,
  (i) => ((i >> 1) + 1) % 2,
];

function probe(atom: Atom, [low, high]: Interval, at: number): Interval {
  const choices = atom.choices?.filter((choice) => choice >= low && choice <= high);
  const value = choices
    ? (choices[Math.min(choices.length - 1, Math.floor(at * choices.length))] ?? low)
    : at === 1
      ? high
      : low + (high - low) * at;
  return [value, value];
}

/** Halves the atom that is widest in proportion to its whole range; choices first. */
function split(atoms: readonly Atom[], box: Box): Box[] | null {
  let widest: Atom | null = null;
  let width = 1e-6;
  for (const atom of atoms) {
    const [low, high] = box.get(atom.key) ?? atom.range;
    const whole = atom.range[1] - atom.range[0];
    const share = isPoint([low, high])
      ? 0
      : atom.choices
        ? 1 + (high - low) / whole
        : whole === Number.POSITIVE_INFINITY
          ? 0
          : (high - low) / whole;
    if (share > width) [widest, width] = [atom, share];
  }
  if (widest === null) return null;
  const { key, choices } = widest;
  const [low, high] = box.get(key) ?? widest.range;
  const parts: Interval[] = choices
    ? choices.filter((choice) => choice >= low && choice <= high).map((choice) => [choice, choice])
    : [
        [low, (low + high) / 2],
        [(low + high) / 2, high],
      ];
  return parts.map((part) => new Map([...box, [key, part]]));
}
