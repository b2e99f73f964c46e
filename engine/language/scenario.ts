// A checked scenario: every name settled, every formula typed, sets still sets. What the lowering takes and the screens show.

import type { Distribution } from '../chance/distribution.ts';
import type { SetTable } from '../expression/scope.ts';
import type { Term } from '../expression/term.ts';
import type { Better, ClaimKind, DesignKind, MSEL_KINDS, MSEL_STATUSES, Trust, TurnUnit } from '../vocabulary.ts';
import type { Path } from './yaml-text.ts';

/** Where a number comes from. */
export interface Provenance {
  readonly sources: readonly string[];
  readonly why: string | null;
  readonly trust: Trust | null;
  readonly note: string | null;
}

export interface Element {
  readonly name: string;
  readonly label: string;
  readonly each: string | null;
  readonly unit: string | null;
  readonly provenance: Provenance;
  readonly path: Path;
}

/** By member; the key of something that exists once is ''. */
export type PerMember<T> = ReadonlyMap<string, T>;

export interface Fact extends Element {
  readonly values: PerMember<number>;
  readonly range: readonly [number, number] | null;
}

export interface Uncertainty extends Element {
  readonly distribution: Distribution;
}

export interface NoiseElement extends Element {
  readonly distribution: Distribution;
}

export interface SeatElement {
  readonly name: string;
  readonly label: string;
  readonly brief: string | null;
  readonly budget: { readonly start: number; readonly perTurn: number } | null;
}

/** Seats are named by seat, by a set (the seats of all its members) or by `own`. */
export interface SeenBy {
  /** Everybody sees it exactly. */
  readonly all: boolean;
  readonly exactly: readonly string[];
  readonly late: readonly string[];
  readonly noisy: readonly (readonly [seat: string, sd: number])[];
  readonly gated: { readonly seats: readonly string[]; readonly when: Term } | null;
}

export interface LeverElement extends Element {
  /** A seat, or a set whose members are seats. */
  readonly seat: string;
  readonly levels: readonly { readonly name: string; readonly value: number; readonly cost: Term | null }[];
  readonly start: string;
  readonly rampUp: number | null;
  readonly rampDown: number | null;
  readonly seenBy: SeenBy;
}

export interface StockElement extends Element {
  readonly start: PerMember<Term>;
  readonly low: number;
  readonly high: number;
  readonly integer: boolean;
  readonly phase: string | null;
  readonly next: Term | null;
  readonly seenBy: SeenBy;
}

export interface AuxiliaryElement extends Element {
  readonly isCondition: boolean;
  readonly is: Term;
  readonly variants: ReadonlyMap<string, Term>;
}

/** `whose`: my own (or the only) one, all, or a named member. */
export interface EffectTerm {
  readonly stock: string;
  readonly whose: 'own' | 'all' | { readonly member: string };
  readonly mode: 'add' | 'set';
  readonly amount: Term;
}

export interface Happening {
  readonly effects: readonly EffectTerm[];
  readonly asks: readonly string[];
  readonly news: string | null;
  readonly importance: number;
}

export interface IncidentElement extends Element, Happening {
  readonly phase: string;
  readonly when: Term | null;
  readonly chance: Term | null;
  readonly rate: Term | null;
  readonly seenBy: SeenBy;
}

export interface TransitionElement extends Happening {
  readonly to: string;
  readonly when: Term | null;
  readonly after: Term | null;
  readonly chance: Term | null;
  readonly path: Path;
}

export interface StateElement {
  readonly name: string;
  readonly label: string;
  /** Index of the state around it, -1 at the top. Parents come first. */
  readonly parent: number;
  /** Name of the state entered first; null for a leaf. */
  readonly initial: string | null;
  readonly final: boolean;
  readonly transitions: readonly TransitionElement[];
  readonly path: Path;
}

export interface MachineBody {
  readonly initial: string;
  readonly states: readonly StateElement[];
}

export interface MachineElement extends Element {
  readonly phase: string;
  readonly body: MachineBody;
  readonly variants: ReadonlyMap<string, MachineBody>;
  readonly seenBy: SeenBy;
}

export interface RuleElement {
  readonly each: string | null;
  /** 0-based turns, both included. */
  readonly from: number | null;
  readonly until: number | null;
  readonly when: Term | null;
  readonly sets: readonly {
    readonly lever: string;
    readonly whose: 'own' | 'all' | { readonly member: string };
    readonly level: string;
    readonly path: Path;
  }[];
  readonly path: Path;
}

export interface InjectElement extends Element, Happening {
  readonly turn: number | null;
  readonly when: Term | null;
  readonly seenBy: SeenBy;
}

export interface OutcomeElement extends Element {
  readonly is: Term;
  readonly better: Better;
}

/** One column of runs that a claim speaks of; what it does not say is settled from the defaults of the scenario. */
export interface ClaimArm {
  readonly name: string;
  readonly policy: string;
  /** Null in a scenario without doctrines. */
  readonly doctrine: string | null;
  /** Null: that of the row. */
  readonly variant: string | null;
  /** Facts and uncertainties (`name` or `name[member]`) held at a number. */
  readonly settings: ReadonlyMap<string, number>;
  readonly path: Path;
}

export interface ClaimTerm {
  readonly coefficient: number;
  /** With its member, as `insecurity[latvia]`. */
  readonly outcome: string;
  readonly arm: string;
}

/** The effect is constant + sum of coefficient * outcome of arm. It is claimed to be above 0, or (`within`) at most so far from 0. */
export interface ClaimCondition {
  readonly text: string;
  readonly terms: readonly ClaimTerm[];
  readonly constant: number;
  readonly within: number | null;
  /** 0 itself is as claimed. */
  readonly orEqual: boolean;
}

/** A statement that runs can bear out or contradict, as the scenario makes it. */
export interface Claim {
  readonly id: string;
  readonly says: string;
  readonly kind: ClaimKind;
  readonly sources: readonly string[];
  readonly note: string | null;
  readonly arms: readonly ClaimArm[];
  /** All of them together are the claim. */
  readonly conditions: readonly ClaimCondition[];
  /** Only worlds in which these uncertainties (all members of a bare name) lie in [low, high] count. */
  readonly where: readonly { readonly target: string; readonly low: number; readonly high: number }[];
  /** Structural variants, each tested by itself. */
  readonly under: readonly string[];
  readonly path: Path;
}

/** The claim of the same id stands in another scenario. */
export interface ClaimElsewhere {
  readonly id: string;
  readonly testedIn: string;
  readonly note: string | null;
  /** Of `tested_in`. */
  readonly path: Path;
}

/** One number on record and the value of a run that it is held against. */
export interface Observation {
  /** As written, `2015` or `2014-09/2014-12`; null for a whole run. */
  readonly period: string | null;
  /** First and last turn of the period, 0-based; null for a whole run. */
  readonly turns: readonly [first: number, last: number] | null;
  readonly observed: number;
  /** A reduction over the turns of a run; a condition is 1 where it holds. */
  readonly is: Term;
}

export interface SeriesElement extends Element {
  /** By period, earlier ones first. */
  readonly observations: readonly Observation[];
  /** Where its formula stands, and the formula as written over turns. */
  readonly formula: { readonly path: Path; readonly term: Term };
  /** Uncertainties that the series can teach something about. */
  readonly informs: readonly string[];
}

/** What really happened, under the policy that history had. */
export interface RecordElement {
  readonly policy: string;
  readonly doctrine: string | null;
  readonly variants: readonly string[] | null;
  readonly series: readonly SeriesElement[];
  readonly cannotTell: readonly string[];
}

/** When an entry of the master events list is released. Turns are 0-based, minutes count from the start of the move. */
export type MselMoment =
  | { readonly kind: 'planned'; readonly turn: number; readonly minute: number | null }
  | { readonly kind: 'condition'; readonly when: Term; readonly words: string }
  | { readonly kind: 'by-hand' };

/** One entry of the master scenario events list. Its id stays with it for good. */
export interface MselEntry {
  readonly id: string;
  /** The inject of the scenario that it plays; null for words alone, which move nothing in the model. */
  readonly inject: string | null;
  readonly label: string;
  /** Exact words. */
  readonly text: string;
  readonly moment: MselMoment;
  /** Name of the move that its planned turn lies in; null when it is not planned for a turn. */
  readonly move: string | null;
  /** Who speaks: a seat, a paper, a mayor. */
  readonly from: string;
  /** Seats; all but the white one where the file says `all`. */
  readonly to: readonly string[];
  readonly delivery: string;
  readonly expected: string;
  /** Names of objectives, at least one. */
  readonly objectives: readonly string[];
  readonly kind: (typeof MSEL_KINDS)[number];
  readonly status: (typeof MSEL_STATUSES)[number];
  /** Why it is deferred or skipped. */
  readonly reason: string | null;
  /** What it takes of the time of its move. */
  readonly minutes: number | null;
  /** For the white cell alone. */
  readonly notes: string | null;
  readonly sources: readonly string[];
  readonly path: Path;
}

/** A stretch of turns that a room plays in one go. */
export interface SeminarMove {
  readonly name: string;
  readonly title: string;
  /** 0-based, both included. */
  readonly turns: readonly [first: number, last: number];
  readonly minutes: number;
  readonly situation: string;
  /** For all cells, and by seat. */
  readonly questions: { readonly all: readonly string[]; readonly bySeat: ReadonlyMap<string, readonly string[]> };
  readonly path: Path;
}

/** What the persons of a seat are handed in a seminar. */
export interface RoleSheet {
  readonly seat: string;
  readonly who: string;
  readonly aims: readonly string[];
  readonly brings: readonly string[];
  readonly advice: readonly string[];
  readonly sources: readonly string[];
  readonly path: Path;
}

/** How a room plays the scenario. */
export interface SeminarElement {
  readonly aim: string;
  /** As `tabletop exercise`; `seminar` where the file says nothing. */
  readonly type: string;
  readonly handling: string;
  readonly objectives: ReadonlyMap<string, string>;
  readonly constraints: readonly string[];
  readonly limitations: readonly string[];
  readonly assumptions: readonly string[];
  /** Time at hand in minutes, from STARTEX to the end of the hot wash; null when the file does not say. */
  readonly minutes: number | null;
  /** Minutes before the first move and after the last one, 0 or more. */
  readonly briefing: number;
  readonly hotWash: number;
  /** In order of their turns. */
  readonly moves: readonly SeminarMove[];
  /** Turns (0-based, both included) that belong to no move. */
  readonly notPlayed: readonly { readonly turns: readonly [first: number, last: number]; readonly why: string }[];
  readonly roles: readonly RoleSheet[];
  readonly evaluation: readonly {
    readonly objective: string;
    readonly capability: string;
    readonly tasks: readonly string[];
  }[];
  /** In the order of the file. */
  readonly msel: readonly MselEntry[];
  /** Ids that are never used again. */
  readonly retired: readonly string[];
  readonly watch: readonly { readonly label: string; readonly condition: Term; readonly path: Path }[];
}

export interface OptionGroup {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly rules: readonly RuleElement[] }[];
}

/** One option of each group; `name` is how it is asked for. */
export interface PolicyElement {
  readonly name: string;
  readonly options: readonly string[];
}

export interface Defaults {
  readonly baseline: string | null;
  readonly policies: readonly string[] | null;
  readonly doctrines: readonly string[] | null;
  readonly variants: readonly string[] | null;
  readonly outcomes: readonly string[] | null;
  /** Where the file does not say: 64 worlds, 2 replications, Sobol' points. */
  readonly worlds: number;
  readonly replications: number;
  readonly design: DesignKind;
}

/** A scenario without a mistake in it. Numbers of turns count from 0; the maps are in the order of the file. */
export interface Scenario {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly question: string;
  readonly purpose: string | null;
  readonly notFor: string | null;
  readonly hash: string;
  readonly clock: {
    readonly year: number;
    readonly month: number;
    readonly day: number;
    readonly unit: TurnUnit;
    readonly turns: number;
  };
  readonly phases: readonly string[];
  readonly seats: readonly SeatElement[];
  readonly sets: SetTable;
  /** What members are called in texts. */
  readonly labels: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, string>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly uncertainties: ReadonlyMap<string, Uncertainty>;
  readonly levers: ReadonlyMap<string, LeverElement>;
  readonly stocks: ReadonlyMap<string, StockElement>;
  readonly auxiliaries: ReadonlyMap<string, AuxiliaryElement>;
  readonly noises: ReadonlyMap<string, NoiseElement>;
  readonly incidents: ReadonlyMap<string, IncidentElement>;
  readonly machines: ReadonlyMap<string, MachineElement>;
  readonly optionGroups: readonly OptionGroup[];
  readonly policies: readonly PolicyElement[];
  readonly doctrines: readonly { readonly name: string; readonly rules: readonly RuleElement[] }[];
  readonly strategies: readonly { readonly seat: string; readonly rules: readonly RuleElement[] }[];
  readonly injects: ReadonlyMap<string, InjectElement>;
  readonly outcomes: ReadonlyMap<string, OutcomeElement>;
  readonly claims: readonly Claim[];
  readonly claimsElsewhere: readonly ClaimElsewhere[];
  readonly record: RecordElement | null;
  readonly seminar: SeminarElement | null;
  readonly endWhen: Term | null;
  readonly defaults: Defaults;
  /** `base` first, then every structural variant that some element declares. */
  readonly variants: readonly string[];
}
