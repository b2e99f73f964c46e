// A model and a list of arms made ready for code: plain data that every back end writes its text from, each in its own words.
//
// MANUAL
// State lives in numbered slots (`layout`): numbers are doubles (stocks first, so that slot = index of the stock), the rest are whole numbers.
// What nothing reads has no slot: entry turns, times, counts, costs, late values and flags of injects are kept only where a formula
// or a rule asks for them, auxiliaries only as far as something uses them. Incidents, machines and stocks are always carried out, for
// any of them may fail the run; a check that the ranges prove idle is left out, and so is an idle side of a clamp.
//
// One turn is: views, orders, injects, then the phases, then the end. Injects and phases are both a `Step`:
//   1. moves: the next value of every stock that moves by itself is put into its pending slot.
//   2. writers in order (injects; or incidents, then machines): decide, then write their effects to pending slots. Nothing that a
//      formula can read changes yet. A fault leaves at once: writers run in the order in which faults are reported.
//   3. commit: pending stocks are checked, rounded, clamped and stored in order of index, then times, counts and states.
// Between steps the pending slot of a stock equals the stock, so a step touches only what it writes. Within a step sets come before adds:
// a stock that gets both (`both`) is set by the writers and added to at the commit, from what each writer noted of itself; any other stock
// is written at once, in order, which is the same sum.
//
// A formula is worked out where it is needed, but for three kinds:
//   constants   `constants`: folded, also by ranges (a lever that every arm holds at one level is a number after the orders);
//   world       reads uncertainties only: once a world, kept in a world slot;
//   shared      needed in two pieces of a turn and by one of them always: once, before the first step that always needs it, kept in a
//               scratch slot. Later steps use it as long as nothing that it reads was written in between (`epoch`).
// Back ends share the rest inside one piece as they like: within a step all formulas read the same state.
//
// Chance: a draw column holds the number of one channel in every turn of one future, for all arms. `logit` columns hold u and the
// threshold ln(u / (1 - u)); see guard-band.ts for why comparing with it is exact.

import type { Arm, Failure, Model, Node, NodeId } from '../model/model.ts';
import type { NodeRanges } from './node-ranges.ts';
import type { Range } from './range.ts';

/** What cannot be compiled, in words. The reference runs it. */
export interface Unsupported {
  readonly unsupported: string;
}

/** Which part of the state a slot holds. `index` is that of the stock, lever, purse, view, incident, reducer, machine or inject. */
export type SlotKind =
  | 'stock'
  | 'force'
  | 'cost'
  | 'purse'
  | 'view'
  | 'coming'
  | 'times'
  | 'count'
  | 'reduced'
  | 'leaf'
  | 'ordered'
  | 'entered'
  | 'released'
  | 'asked';

export interface Slot {
  readonly kind: SlotKind;
  readonly index: number;
  /** For entry turns: the state. */
  readonly state: number;
}

/** Slot numbers by kind and index; -1 for what is not kept. `numbers` and `wholes` list what each slot is. */
export interface Layout {
  readonly numbers: readonly Slot[];
  readonly wholes: readonly Slot[];
  readonly at: Readonly<Record<Exclude<SlotKind, 'entered'>, readonly number[]>>;
  /** Entry turn of every state of every machine. */
  readonly entered: readonly (readonly number[])[];
}

/** `chance`: u of a word or a real. `logit`: u and its threshold. `noise`: the drawn value. `normal`: the normal quantile of u. */
export type DrawUse = 'chance' | 'logit' | 'noise' | 'normal';

export interface DrawColumn {
  readonly channel: number;
  readonly use: DrawUse;
  /** One 32-bit word a turn, or one 53-bit uniform. */
  readonly word: boolean;
  /** For noises: which. */
  readonly noise: number;
}

/** Where a run can fail; its code is its place in `program.sites` plus 1. */
export type FaultSite = Omit<Failure, 'turn'>;

/** A place for the value of a formula that is worked out ahead of its use. */
export interface Kept {
  readonly node: NodeId;
  readonly slot: number;
}

export interface SharedNode extends Kept {
  /** Stage in which it is worked out, and the stages in which it holds. */
  readonly stage: number;
  readonly until: number;
}

/** A stock that a step may write. `range`: what it can be before the clamp. */
export interface Touched {
  readonly stock: number;
  readonly moved: boolean;
  readonly writes: 'none' | 'add' | 'set' | 'both';
  readonly range: Range;
  /** Fault code, or 0 when the value is proven finite. */
  readonly fault: number;
  readonly clampLow: boolean;
  readonly clampHigh: boolean;
}

/** The injects of a turn, or a phase. */
export interface Step {
  readonly stage: number;
  readonly moves: readonly { readonly stock: number; readonly next: NodeId }[];
  readonly injects: readonly number[];
  readonly incidents: readonly number[];
  readonly machines: readonly number[];
  readonly touched: readonly Touched[];
  /** Some stock changes by settling alone, so the step commits even when nothing happened. */
  readonly restless: boolean;
}

/** What an arm's rules say of one lever, first rule first, up to and including the first that always holds. */
export interface Chain {
  readonly lever: number;
  readonly rules: readonly { readonly when: NodeId | null; readonly level: number }[];
}

export interface PaidLever {
  readonly lever: number;
  /** Fault code, or 0 when every cost is proven finite. */
  readonly fault: number;
}

/** A quantity to be told at the end of every turn. */
export type Watch =
  | { readonly kind: 'stock' | 'lever' | 'auxiliary' | 'parameter'; readonly index: number }
  | { readonly kind: 'state'; readonly machine: number; readonly state: number };

export interface Program {
  readonly model: Model;
  readonly arms: readonly Arm[];
  /** The model's formulas, then those made for the watches. */
  readonly nodes: readonly Node[];
  readonly conditions: readonly boolean[];
  readonly early: NodeRanges;
  readonly late: NodeRanges;
  readonly trustWorlds: boolean;
  readonly layout: Layout;
  readonly draws: readonly DrawColumn[];
  readonly sites: readonly FaultSite[];
  readonly world: readonly Kept[];
  readonly shared: readonly SharedNode[];
  readonly scratch: number;
  /** Stocks by index: the fault code of a start that is not finite, 0 when it is proven. */
  readonly startFaults: readonly number[];
  readonly views: readonly number[];
  /** By arm; rules that all arms have in common stand in `commonChains`. */
  readonly chains: readonly (readonly Chain[])[];
  readonly commonChains: readonly Chain[];
  readonly levers: readonly PaidLever[];
  readonly injects: Step;
  readonly phases: readonly Step[];
  /** Reducers taken every turn, and those (`final`) that are taken once the run is over. */
  readonly reducers: readonly number[];
  readonly finals: readonly number[];
  readonly endWhen: NodeId | null;
  readonly watches: readonly NodeId[];
  readonly outcomeFaults: readonly number[];
  /** Fault code of an incident or of a state's chances, 0 when the ranges prove that they are sound. */
  readonly incidentFaults: readonly number[];
  readonly stateFaults: readonly (readonly number[])[];
}

/** Stages of a turn in order. Phase p is FIRST_PHASE + p; the end is the one after the last phase. */
export const VIEWS_STAGE = 0;
export const ORDERS_STAGE = 1;
export const INJECTS_STAGE = 2;
export const FIRST_PHASE = 3;

export function endStage(model: Model): number {
  return FIRST_PHASE + model.phases.length;
}

/** What is known of a formula in a stage. */
export function rangesIn(program: Pick<Program, 'early' | 'late'>, stage: number): NodeRanges {
  return stage <= ORDERS_STAGE ? program.early : program.late;
}
