// Can the chances of a state sum above 1, or a chance or rate leave its range? Interval arithmetic with branch and bound over the
// declared ranges: proven, refuted with an example point, or not bounded within the effort allowed.

import { ANYTHING, above, type Interval, isFalse, isPoint, isTrue } from './interval.ts';
import type { Chance, Model, NodeId } from './model.ts';
import { COMPARE } from './node-table.ts';
import { type Atom, atomOf, type Box, evaluate, isInside, nodesBelow } from './ranges.ts';

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

/** Boxes looked at for one question, and nodes of formulas for all questions together, before they are given up. */
const EFFORT = 1500;
const ALL_EFFORT = 4_000_000;
/** What a sum of chances may exceed 1 by without failing a run. */
const TOLERANCE = 1e-9;
const MAX_RATE = 64;

/** One verdict for each declared incident and state (the first member that is not proven speaks for all). */
export function boundChances(model: Model): BoundedChance[] {
  const found = new Map<string, BoundedChance>();
  const left = { nodes: ALL_EFFORT };
  for (const { slices, start, ...subject } of questions(model)) {
    const key = `${subject.element}.${subject.state}.${subject.what}`;
    const old = found.get(key)?.verdict.kind;
    if (old !== undefined && old !== 'proven') continue;
    const verdict = bound(model, slices, subject.what === 'rate' ? MAX_RATE : 1 + TOLERANCE, start, left);
    if (old === undefined || verdict.kind !== 'proven') found.set(key, { ...subject, verdict });
  }
  return [...found.values()];
}

/** `start` narrows what is asked to where it can be asked: a state's chances are drawn while the state is active. */
type ChanceQuestion = Omit<BoundedChance, 'verdict'> & { readonly slices: readonly Slice[]; readonly start: Box };

function* questions(model: Model): Generator<ChanceQuestion> {
  const start: Box = new Map();
  for (const { element, when, chance, rate } of model.incidents) {
    if (isProbability(chance)) yield { element, state: null, what: 'chance', slices: [{ when, p: chance.p }], start };
    if (rate !== null) yield { element, state: null, what: 'rate', slices: [{ when, p: rate }], start };
  }
  for (const [i, { element, states }] of model.machines.entries()) {
    for (const [s, { name, transitions }] of states.entries()) {
      const slices = transitions.flatMap(({ when, chance }) => (isProbability(chance) ? [{ when, p: chance.p }] : []));
      if (slices.length === 0) continue;
      yield { element, state: name, what: 'sum', slices, start: new Map([[`machine ${i}`, insideOf(states, s)]]) };
    }
  }
}

/** The states inside a state follow it in the list, without a gap. */
function insideOf(states: Model['machines'][number]['states'], state: number): Interval {
  const inside = states.flatMap((_, i) => (isInside(states, i, state) ? [i] : []));
  return [state, inside.at(-1) ?? state];
}

function isProbability(chance: Chance | null): chance is Extract<Chance, { kind: 'probability' }> {
  return chance?.kind === 'probability';
}

interface Slice {
  readonly when: NodeId | null;
  readonly p: NodeId;
}

/** Is every slice at least 0, and their sum at most `most`, wherever their conditions hold? */
function bound(model: Model, slices: readonly Slice[], most: number, start: Box, left: { nodes: number }): Verdict {
  const ids = slices.flatMap(({ when, p }) => (when === null ? [p] : [when, p]));
  const order = nodesBelow(model, ids);
  const atoms = atomsOf(model, order);
  const cuts = cutsOf(model, order);
  const whole: Box = new Map(atoms.map((atom) => [atom.key, start.get(atom.key) ?? atom.range]));
  const open: Box[] = [whole];
  for (let effort = 0; effort < EFFORT && left.nodes > 0; effort++) {
    left.nodes -= order.length;
    const box = open.pop();
    if (box === undefined) return { kind: 'proven' };
    const range = sumRange(evaluate(model, order, box), slices);
    if (inside(range, most)) continue;
    const example = counterExample(model, order, slices, atoms, box, most);
    if (example !== null) return example;
    const halves = splitAtCut(cuts, box) ?? split(atoms, box);
    if (halves === null) break;
    open.push(...halves);
  }
  return { kind: 'unbounded', range: sumRange(evaluate(model, order, whole), slices) };
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
function sumRange(values: ReadonlyMap<NodeId, Interval>, slices: readonly Slice[]): Interval {
  let low = 0;
  let high = 0;
  for (const { when, p } of slices) {
    const condition = when === null ? undefined : values.get(when);
    if (condition !== undefined && isFalse(condition)) continue;
    const [pLow, pHigh] = values.get(p) ?? ANYTHING;
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
    const values = evaluate(model, order, spot);
    if (!isDecided(values, slices)) continue;
    const [low, high] = sumRange(values, slices);
    if (Number.isFinite(low) && Number.isFinite(high) && !inside([low, high], most)) {
      const shown = atoms.map((atom) => ({ name: atom.label, value: atom.show(spot.get(atom.key)?.[0] ?? 0) }));
      return { kind: 'refuted', value: low < 0 ? low : high, example: shown };
    }
  }
  return null;
}

/** Is it known at the spot which conditions hold, and what the chances are? */
function isDecided(values: ReadonlyMap<NodeId, Interval>, slices: readonly Slice[]): boolean {
  return slices.every(({ when, p }) => {
    const condition = when === null ? undefined : values.get(when);
    if (condition !== undefined && isFalse(condition)) return true;
    return (condition === undefined || isTrue(condition)) && isPoint(values.get(p) ?? ANYTHING);
  });
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
  const between = at === 1 ? high : at === 0 ? low : low / 2 + high / 2;
  const value = choices
    ? (choices[Math.min(choices.length - 1, Math.floor(at * choices.length))] ?? low)
    : atom.whole
      ? Math.max(low, Math.floor(between))
      : between;
  return [value, value];
}

/** The numbers that each atom is compared with: there, and nowhere else, a condition on it changes. */
function cutsOf(model: Model, order: readonly NodeId[]): ReadonlyMap<string, readonly number[]> {
  const cuts = new Map<string, number[]>();
  for (const id of order) {
    const node = model.nodes[id];
    if (node === undefined || !('b' in node) || !(node.op in COMPARE)) continue;
    for (const [one, other] of [
      [model.nodes[node.a], model.nodes[node.b]],
      [model.nodes[node.b], model.nodes[node.a]],
    ]) {
      const atom = one === undefined || other?.op !== 'number' ? null : atomOf(model, one);
      if (atom !== null && !atom.whole && other?.op === 'number')
        cuts.set(atom.key, [...(cuts.get(atom.key) ?? []), other.value]);
    }
  }
  return cuts;
}

/** Below, at and above the number: in each part the condition is decided. */
function splitAtCut(cuts: ReadonlyMap<string, readonly number[]>, box: Box): Box[] | null {
  for (const [key, values] of cuts) {
    const [low, high] = box.get(key) ?? ANYTHING;
    const cut = values.find((value) => low <= value && value <= high && low < high);
    if (cut === undefined) continue;
    const parts: Interval[] = [
      [low, -above(-cut)],
      [cut, cut],
      [above(cut), high],
    ];
    return parts.filter(([from, to]) => from <= to).map((part) => new Map([...box, [key, part]]));
  }
  return null;
}

/** Halves the atom that is widest in proportion to its whole range; choices first. */
function split(atoms: readonly Atom[], box: Box): Box[] | null {
  let widest: Atom | null = null;
  let width = 1e-6;
  for (const atom of atoms) {
    const [low, high] = box.get(atom.key) ?? atom.range;
    const whole = atom.range[1] - atom.range[0];
    const share = isPoint([low, high]) || whole === Number.POSITIVE_INFINITY ? 0 : (high - low) / whole;
    const weighted = atom.choices && share > 0 ? 1 + share : share;
    if (weighted > width) [widest, width] = [atom, weighted];
  }
  if (widest === null) return null;
  const { key } = widest;
  return partsOf(widest, box.get(key) ?? widest.range).map((part) => new Map([...box, [key, part]]));
}

function partsOf({ choices, whole }: Atom, [low, high]: Interval): Interval[] {
  if (choices) return choices.filter((choice) => choice >= low && choice <= high).map((choice) => [choice, choice]);
  const middle = low / 2 + high / 2;
  const [end, begin] = whole ? [Math.floor(middle), Math.floor(middle) + 1] : [middle, middle];
  return [
    [low, end],
    [begin, high],
  ];
}
