// Formulas of a machine's states that differ in one constant only, like logistic(c + x) with another c in each state, are worked out once for
// all of them: c is selected by the active state. In the lanes of a state this is its own formula, operation by operation.

import type { Node, NodeId, State } from '../model/model.ts';
import { childrenOf } from '../model/ranges.ts';
import type { NodeRanges } from './node-ranges.ts';
import { hullOf, type Range } from './range.ts';
import type { Lanes } from './wasm-lanes.ts';
import { expLanes, logisticLanes } from './wasm-math.ts';
import type { Piece } from './wasm-piece.ts';

interface Member {
  readonly state: number;
  readonly node: NodeId;
  readonly constant: number;
}

interface Family {
  readonly op: 'exp' | 'logistic';
  readonly sum: 'add' | 'subtract';
  /** The constant is the left operand. */
  readonly isLeft: boolean;
  readonly other: NodeId;
  readonly range: Range;
  readonly members: readonly Member[];
}

/** A family of fewer states saves nothing. */
const FEWEST = 3;
/** Operations that a state may have for itself and be asked without looking whether any lane is in it: a wrong guess costs more. */
const FEW_OPERATIONS = 14;
const DEAR: Partial<Record<Node['op'], number>> = { exp: 14, logistic: 16, divide: 4, sqrt: 4, power: 8, log: 16 };

/** What stands for a formula in the lanes of each state. */
export type Replacements = ReadonlyMap<number, ReadonlyMap<NodeId, Lanes>>;

export function tellFamilies(piece: Piece, machine: number, states: readonly number[]): Replacements {
  const replacements = new Map<number, Map<NodeId, Lanes>>();
  for (const family of familiesOf(piece, machine, states)) {
    const value = familyValue(piece, machine, family);
    for (const { state, node } of family.members) {
      const own = replacements.get(state) ?? new Map<NodeId, Lanes>();
      replacements.set(state, own.set(node, value));
    }
  }
  return replacements;
}

/** Whether a state is so cheap to ask that it is asked in any case. */
export function isCheap(piece: Piece, machine: number, state: number, states: readonly number[], replaced: Replacements): boolean {
  const { program } = piece.frame;
  const all = program.model.machines[machine]!.states;
  const others = new Set(
    states.filter((one) => one !== state).flatMap((one) => [...formulasBelow(piece, all[one]!, replaced.get(one))]),
  );
  let cost = 0;
  for (const id of formulasBelow(piece, all[state]!, replaced.get(state))) {
    if (!others.has(id)) cost += DEAR[program.nodes[id]!.op] ?? 1;
  }
  return cost <= FEW_OPERATIONS;
}

function familyValue(piece: Piece, machine: number, { op, sum, isLeft, other, range, members }: Family): Lanes {
  const { lanes } = piece;
  const x = piece.number(other);
  let constant = lanes.constant(members[0]!.constant);
  for (const member of members.slice(1)) {
    constant = lanes.select(piece.inLeaves(machine, [member.state]), lanes.constant(member.constant), constant);
  }
  const argument = lanes.binary(sum === 'add' ? 'f64x2.add' : 'f64x2.sub', isLeft ? constant : x, isLeft ? x : constant);
  return op === 'exp' ? expLanes(lanes, argument, range) : logisticLanes(lanes, argument, range);
}

function familiesOf(piece: Piece, machine: number, states: readonly number[]): readonly Family[] {
  const all = piece.frame.program.model.machines[machine]!.states;
  const families = new Map<string, Family & { members: Member[] }>();
  for (const state of states) {
    for (const node of formulasBelow(piece, all[state]!, undefined)) {
      const found = familyOf(piece, node, state);
      if (found === null) continue;
      const key = `${found.op} ${found.sum} ${found.isLeft} ${found.other}`;
      const old = families.get(key);
      if (old === undefined) families.set(key, { ...found, members: [...found.members] });
      else if (!old.members.some((member) => member.state === state)) {
        families.set(key, { ...old, range: hullOf(old.range, found.range), members: [...old.members, ...found.members] });
      }
    }
  }
  return [...families.values()].filter(({ members }) => new Set(members.map(({ node }) => node)).size >= FEWEST);
}

function familyOf(piece: Piece, id: NodeId, state: number): Family | null {
  const { nodes } = piece.frame.program;
  const ranges = piece.nodeRanges;
  const node = nodes[id]!;
  if (node.op !== 'exp' && node.op !== 'logistic') return null;
  const sum = nodes[ranges.same[node.a]!]!;
  if (sum.op !== 'add' && sum.op !== 'subtract') return null;
  const [left, right] = [constantOf(ranges, sum.a), constantOf(ranges, sum.b)];
  if ((left === null) === (right === null)) return null;
  const isLeft = left !== null;
  const other = ranges.same[isLeft ? sum.b : sum.a]!;
  const range = ranges.ranges[ranges.same[node.a]!]!;
  return { op: node.op, sum: sum.op, isLeft, other, range, members: [{ state, node: id, constant: (left ?? right)! }] };
}

function constantOf({ constants, same }: NodeRanges, id: NodeId): number | null {
  return constants[same[id]!]!;
}

/** What has to be worked out for a state's chances and conditions. */
function formulasBelow(piece: Piece, { transitions }: State, replaced: ReadonlyMap<NodeId, Lanes> | undefined): ReadonlySet<NodeId> {
  const { nodes } = piece.frame.program;
  const { same, constants } = piece.nodeRanges;
  const found = new Set<NodeId>();
  const open = transitions.flatMap(({ when, chance }) => [
    ...(when === null ? [] : [when]),
    ...(chance === null ? [] : [chance.kind === 'logit' ? chance.x : chance.p]),
  ]);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const real = same[id]!;
    if (found.has(real) || constants[real] !== null || piece.isKept(real) || replaced?.has(real) === true) continue;
    found.add(real);
    open.push(...childrenOf(nodes[real]!));
  }
  return found;
}
