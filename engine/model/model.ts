// The intermediate representation: a checked scenario under one structural variant, with its sets unrolled into numbered slots.
// Plain data, JSON-able; both engines run it and nothing else. Names stand in side tables and carry no meaning.
//
// MANUAL
// Formulas are one shared table of nodes. A node's children have smaller ids than the node, equal formulas are one node, and
// a node is either a number or a condition (`model.conditions[id]`). Facts are folded into numbers. Auxiliaries are nodes with a name.
//
// Turns are counted from 0 in the engines and from 1 in formulas and texts. One turn:
//   1. views      `gated` and `late` views move on, `noisy` ones are drawn (in that order of the list; they read the state as it stands).
//   2. orders     each purse gets its income. For every lever in order: the first rule of the arm that holds and names it gives the
//                 ordered level, else the level stays. Rules are all read before any lever moves (they see the levers of the last turn).
//                 A purse that cannot pay takes the highest lower level it can pay for, else level 0; the cost is taken from it.
//                 Then the number in force moves towards the ordered level's number by at most rampUp or rampDown.
//   3. injects    those due (turn, condition on the state after the orders, or asked for in the last turn) and not fired yet; all
//                 effects commit together as in a phase.
//   4. phases     in order; see Phase.
//   5. end        reducers take their values; `endWhen` stops the run after this turn.
// Numbers are IEEE doubles; exp, log, pow and logistic are ours (../arithmetic). `min` and `max` are Math.min and Math.max (NaN stays NaN);
// the clamp of a stock is `x < low ? low : x > high ? high : x` on a finite x. Noise is drawn once a turn and is the same in every phase.
// Fine print that every engine must share:
//   - States active at the start were entered in turn 0; `turns-in` is the present turn less that of entry, also at the end step.
//   - Before turn 0 `turn` reads 1, noise is turn 0's draw, every cost is 0. Noise is drawn before the views; all views read one position.
//   - A late view shows what its source was at the views step of the turn before (at the start in turns 0 and 1).
//   - A purse can pay when cost <= purse, after its income (which it also gets in turn 0). Rules see purses as the last turn left them.
//   - Ramps: up `now + rampUp < goal ? now + rampUp : goal`, down `now - rampDown > goal ? now - rampDown : goal`.
//   - An incident whose `when` fails has times 0 in that phase. An added amount is amount * times; a `set` happens once if times > 0.
//   - A state whose first open candidate is certain draws nothing. Slices are compared as u < running sum, left to right.
//   - An inject with both `turn` and `when` needs either. What injects ask for in their step fires in the next turn.
//   - A `next` that is not finite is no fault when a `set` of the same step replaces it.
//   - `average` is the sum, left to right, divided by the turns played. `highest` starts at -Infinity, `lowest` at Infinity.
//   - `outcome not finite` is reported with the last turn played and phase -1.
// A failure stops the run where it happens; what is checked, and in which order, is written at FailureSite.

import type { Distribution } from '../chance/distribution.ts';
import type { Better, FailureReason, Reduction, TurnUnit } from '../vocabulary.ts';

/** Index into `model.nodes`. */
export type NodeId = number;

export type BinaryNumberOp = 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'min' | 'max';
export type UnaryNumberOp = 'negate' | 'abs' | 'sqrt' | 'exp' | 'log' | 'logistic' | 'floor';
export type CompareOp = 'less' | 'less-equal' | 'equal' | 'not-equal';

export type Node =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'boolean'; readonly value: boolean }
  /** The world's value of an uncertainty. */
  | { readonly op: 'parameter'; readonly index: number }
  | { readonly op: 'stock'; readonly index: number }
  /** Number in force of a lever (after its ramp). */
  | { readonly op: 'lever'; readonly index: number }
  /** Condition: the ordered level of the lever is `level`. */
  | { readonly op: 'at'; readonly index: number; readonly level: number }
  /** Cost of the lever's order this turn. */
  | { readonly op: 'cost'; readonly index: number }
  /** What a purse has left. */
  | { readonly op: 'funds'; readonly index: number }
  | { readonly op: 'noise'; readonly index: number }
  /** What a seat sees through view `index` (a number; a seen condition is 0 or 1). */
  | { readonly op: 'view'; readonly index: number }
  /** Number of the turn from 1, calendar month 1..12, calendar year. */
  | { readonly op: 'turn' }
  | { readonly op: 'month' }
  | { readonly op: 'year' }
  /** Condition: state `state` of machine `machine`, or a state inside it, is active. */
  | { readonly op: 'in'; readonly machine: number; readonly state: number }
  /** Full turns since the state was entered; 0 when it is not active. */
  | { readonly op: 'turns-in'; readonly machine: number; readonly state: number }
  /** How often the incident happened in its latest draw, and in the run so far. */
  | { readonly op: 'times'; readonly index: number }
  | { readonly op: 'count'; readonly index: number }
  /** Value of an outcome's reducer (in outcome formulas only). */
  | { readonly op: 'reduced'; readonly index: number }
  | { readonly op: BinaryNumberOp | CompareOp | 'and' | 'or'; readonly a: NodeId; readonly b: NodeId }
  | { readonly op: UnaryNumberOp | 'not'; readonly a: NodeId }
  /** `a` is a condition; `b` and `c` are both numbers or both conditions. */
  | { readonly op: 'if'; readonly a: NodeId; readonly b: NodeId; readonly c: NodeId };

/** The kind of node that has this op; several ops may share one. */
export type NodeOf<Op extends Node['op']> = Node extends infer One
  ? One extends { readonly op: infer All }
    ? Op extends All
      ? One
      : never
    : never
  : never;

/**
 * A chance. `probability`: fires iff u < p. `logit` (the formula was exactly `logistic(x)` and has the draw for itself):
 * fires iff u * (1 + exp(-x)) < 1, which needs no division. u = (w + 1/2) / 2^32 of the channel's 32-bit word.
 */
export type Chance =
  | { readonly kind: 'probability'; readonly p: NodeId }
  | { readonly kind: 'logit'; readonly x: NodeId };

/** A named stream of chance. `word`: one 32-bit word a turn; `real`: one 53-bit uniform a turn; `world`: one 53-bit uniform a world. */
export interface Channel {
  readonly name: string;
  readonly kind: 'word' | 'real' | 'world';
}

export interface Parameter {
  readonly name: string;
  readonly distribution: Distribution;
  /** Set by the caller to one number for every world (`--set`); the design is not asked. */
  readonly fixed: number | null;
}

export interface Stock {
  readonly name: string;
  /** Reads numbers and parameters only. Clamped (and rounded) like every value of the stock. */
  readonly start: NodeId;
  readonly low: number;
  readonly high: number;
  /** Rounded half up, floor(x + 0.5), before the clamp. */
  readonly integer: boolean;
}

export interface Lever {
  readonly name: string;
  readonly seat: number;
  readonly levels: readonly {
    readonly name: string;
    readonly value: number /** Reads numbers and parameters only. */;
    readonly cost: NodeId;
  }[];
  readonly start: number;
  /** Largest move of the number in force in one turn; Infinity is written as null. */
  readonly rampUp: number | null;
  readonly rampDown: number | null;
  /** Index into `model.purses`, or null when orders are free of a budget. */
  readonly purse: number | null;
}

export interface Purse {
  readonly seat: number;
  readonly start: number;
  readonly perTurn: number;
}

export interface Noise {
  readonly name: string;
  readonly distribution: Distribution;
  readonly channel: number;
}

/** What a seat sees of a number. `late`: as it stood one turn ago. `noisy`: plus normal noise. `gated`: the true value while `gate` holds, else the last one seen. All begin with the value at the start. */
export type View = { readonly name: string; readonly seat: number; readonly source: NodeId } & (
  | { readonly kind: 'late' }
  | { readonly kind: 'noisy'; readonly sd: number; readonly channel: number }
  | { readonly kind: 'gated'; readonly gate: NodeId }
);

/** A write to a stock. Within one step: base (next, or the present value), then sets in order, then adds in order, then rounding and clamp. */
export interface Effect {
  readonly stock: number;
  readonly mode: 'add' | 'set';
  readonly amount: NodeId;
}

/** What an event does. `news` is ready text; `asks` are injects requested for the next turn. */
export interface Consequence {
  readonly effects: readonly Effect[];
  readonly asks: readonly number[];
  readonly news: string | null;
}

export interface Incident extends Consequence {
  readonly name: string;
  /** The declared incident, and the member it is unrolled for (null without `each`). */
  readonly element: string;
  readonly member: string | null;
  readonly phase: number;
  readonly importance: number;
  readonly when: NodeId | null;
  /** At most one of the two. Neither: happens whenever `when` holds. */
  readonly chance: Chance | null;
  readonly rate: NodeId | null;
  /** Null when the incident draws nothing. A rate uses a `real` channel, a chance a `word`. */
  readonly channel: number | null;
}

export interface Transition extends Consequence {
  readonly target: number;
  /** Conditions, `after` included. */
  readonly when: NodeId | null;
  /** The `after` clause alone (already part of `when`), for texts. */
  readonly after: NodeId | null;
  readonly chance: Chance | null;
}

export interface State {
  readonly name: string;
  /** Index of the state around it, -1 at the top. A parent has a smaller index than its children. */
  readonly parent: number;
  /** Index of the child entered first, -1 for a leaf. */
  readonly initial: number;
  readonly final: boolean;
  readonly transitions: readonly Transition[];
  /** The `word` channel shared by the chances of this state; null when it has none. */
  readonly channel: number | null;
}

/**
 * One machine for one member. In its phase the innermost active state is asked first, then the states around it, until one has a
 * transition that fires. Asking a state: take its transitions whose `when` holds, in order, up to and including the first certain
 * one (no chance). The chances of these must each be in 0..1 and sum to at most 1 (+1e-9); with one draw u the first one whose running
 * sum exceeds u fires, else the certain one if there is one. (A `logit` chance is always alone among the state's chances.)
 * Firing leaves the source and enters the target anew, up to their nearest common ancestor that properly contains both, then initial children.
 */
export interface Machine {
  readonly name: string;
  readonly element: string;
  readonly member: string | null;
  readonly phase: number;
  readonly initial: number;
  readonly states: readonly State[];
}

/**
 * One synchronous step. Everything in it reads the state as it stood when the phase began: incidents are drawn, machines take
 * transitions, stocks get their `next`; then effects of incidents, then of machines (each in this order), commit together.
 */
export interface Phase {
  readonly name: string;
  readonly incidents: readonly number[];
  readonly machines: readonly number[];
  readonly moves: readonly { readonly stock: number; readonly next: NodeId }[];
}

export interface Inject extends Consequence {
  readonly name: string;
  readonly importance: number;
  /** 0-based turn, or a condition; neither: by hand or when asked for. Each fires at most once. */
  readonly turn: number | null;
  readonly when: NodeId | null;
}

/** `set` orders a level of one lever when the condition (already seen through the seat's eyes) holds. */
export interface Rule {
  readonly lever: number;
  readonly level: number;
  readonly when: NodeId | null;
  /** Which option, doctrine or strategy says so. */
  readonly origin: string;
}

export interface Policy {
  readonly name: string;
  /** Option taken of each group, in the order of `model.optionGroups`. */
  readonly options: readonly string[];
  readonly rules: readonly Rule[];
}

export interface Doctrine {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** Taken at the end of every turn. `first` gives the turn number from 1, or NaN (missing) when it never held. `start` is taken before the first turn. */
export interface Reducer {
  readonly reduction: Reduction;
  readonly of: NodeId;
}

export interface Outcome {
  readonly name: string;
  readonly element: string;
  readonly member: string | null;
  readonly label: string;
  readonly unit: string | null;
  readonly better: Better;
  /** `share`: 0 or 1 in every run. */
  readonly kind: 'mean' | 'share';
  /** Reads numbers and `reduced` nodes only. */
  readonly value: NodeId;
  /** Reducers of kind `first` in it: when one of them is missing, so is the outcome. */
  readonly firsts: readonly number[];
}

export interface Seat {
  readonly name: string;
  readonly label: string;
}

/** A scenario under one structural variant, as the engines run it: things are numbered slots, formulas one table of nodes. */
export interface Model {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly variant: string;
  /** SHA-256 of the scenario's texts, in hex. */
  readonly hash: string;
  readonly turns: number;
  readonly clock: {
    readonly unit: TurnUnit /** Name, calendar month and year of every turn. */;
    readonly dates: readonly { readonly label: string; readonly month: number; readonly year: number }[];
  };
  readonly nodes: readonly Node[];
  /** True where the node is a condition. */
  readonly conditions: readonly boolean[];
  readonly channels: readonly Channel[];
  readonly seats: readonly Seat[];
  readonly parameters: readonly Parameter[];
  readonly stocks: readonly Stock[];
  readonly auxiliaries: readonly { readonly name: string; readonly node: NodeId }[];
  readonly levers: readonly Lever[];
  readonly purses: readonly Purse[];
  readonly noises: readonly Noise[];
  readonly views: readonly View[];
  readonly incidents: readonly Incident[];
  readonly machines: readonly Machine[];
  readonly phases: readonly Phase[];
  readonly injects: readonly Inject[];
  readonly optionGroups: readonly { readonly name: string; readonly options: readonly string[] }[];
  readonly policies: readonly Policy[];
  readonly doctrines: readonly Doctrine[];
  /** Rules of the strategies, read after those of policy and doctrine. */
  readonly strategies: readonly Rule[];
  readonly reducers: readonly Reducer[];
  readonly outcomes: readonly Outcome[];
  readonly endWhen: NodeId | null;
}

/**
 * Where a run failed. The first fault in this order is the one reported, by every engine: `start not finite` (stocks in order, turn 0
 * before anything else); then in each turn: `cost not finite` (levers in order; the cost of the level asked for), injects' stocks, and in each phase
 * incidents in order (`chance out of range`: not in 0..1+1e-9 or NaN; `rate out of range`: not in 0..64), machines in order (`chance out of range`, each or their sum; a logit is out of range only when NaN),
 * then stocks in order of index (`stock not finite`: NaN or infinite before the clamp). After the last turn `outcome not finite`, outcomes in order.
 * `element` is the name of the incident, the machine's name + '.' + state, the stock, the lever or the outcome.
 */
export interface Failure {
  readonly reason: FailureReason;
  /** 0-based turn; `phase` is the index of the phase, -1 outside the phases. */
  readonly turn: number;
  readonly phase: number;
  readonly element: string;
}

/** One column of a comparison: which rules hold the seats. The variant is the model's own. */
export interface Arm {
  readonly policy: number;
  readonly doctrine: number;
}
