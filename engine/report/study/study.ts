// The document `greyzone.report/1`: all that a batch of many runs says about its scenario's question, as plain data. Types only.
//
// Numbers are full doubles in the outcome's own unit (shares 0..1), unknown is null; texts beside them carry the digits that their error supports.
// Everything is the same on every machine. A section that the batch cannot support has a `why` and empty lists: it says so and shows nothing.
// `sections.ts` lays the document out as titles, paragraphs, tables and places of figures; pages, Markdown and LaTeX are made of that.

import type { Interval } from '../../analysis/interval.ts';
import type { MetricName } from '../../analysis/robustness-metric.ts';
import type { CurvePoint } from '../../analysis/time-to-event.ts';
import type { Better, FailureReason, Trust } from '../../vocabulary.ts';
import type { QuestionFacts, ScenarioFacts } from '../batch-facts.ts';
import type { ClaimVerdict } from '../claims.ts';

export const REPORT_FORMAT = 'greyzone.report/1';

/** All that a report says, before it is given a form. */
export interface Study {
  readonly format: typeof REPORT_FORMAT;
  /** Version of this program. */
  readonly program: string;
  readonly scenario: ScenarioFacts & {
    readonly question: string;
    readonly purpose: string | null;
    readonly notFor: string | null;
    readonly turns: number;
    readonly unit: string;
    /** Names of the first and the last turn. */
    readonly from: string;
    readonly until: string;
  };
  readonly design: Design;
  /** The outcomes that are reported, in order; the first one that has a better direction decides which policy is best. */
  readonly outcomes: readonly StudyOutcome[];
  readonly policies: readonly StudyPolicy[];
  readonly headline: Headline;
  readonly estimates: EstimatesSection;
  readonly heatMaps: HeatMapSection;
  readonly overTime: OverTimeSection;
  readonly robustness: RobustnessSection;
  readonly game: GameSection;
  readonly front: FrontSection;
  readonly drivers: DriversSection;
  readonly boxes: BoxesSection;
  readonly claims: ClaimsPart;
  readonly assumptions: AssumptionsSection;
  readonly charts: ChartsSection;
  readonly reproduce: Reproduce;
  /** Sentences, made of facts. */
  readonly limits: readonly string[];
}

/** What all sections share. */
export interface Part {
  /** Plain sentences, one paragraph each; what a reader should take along. */
  readonly words: readonly string[];
  /** Of single outcomes, after the words, a paragraph each. */
  readonly about?: readonly OutcomeWords[];
  /** Why there is nothing to show, or null. */
  readonly why: string | null;
}

export interface OutcomeWords {
  readonly outcome: string;
  readonly text: string;
}

/** The arms under one variant and doctrine; policies are compared within one. */
export interface Group {
  readonly variant: string;
  readonly doctrine: string;
}

/** An estimate and its error. `text` and `range` have no more digits than the error supports and carry `%` or `pp`; `n/a` where unknown. */
export interface Measured {
  readonly estimate: number | null;
  /** Monte Carlo standard error. */
  readonly mcse: number | null;
  /** 95 % unless the place says otherwise. */
  readonly interval: Interval | null;
  /** `0.308 ± 0.028`, `30.8 ± 2.8 %`. */
  readonly text: string;
  /** `0.255 to 0.366`, `25.5 to 36.6 %`. */
  readonly range: string;
}

export interface Design extends QuestionFacts {
  readonly engine: string;
  readonly refusals: readonly string[];
  readonly variants: readonly string[];
  readonly policies: readonly string[];
  readonly doctrines: readonly string[];
  readonly baseline: string;
  readonly arms: number;
  readonly futures: number;
  readonly runs: number;
  readonly failed: number;
  readonly failures: readonly { readonly reason: FailureReason; readonly runs: number }[];
  /** The group that robustness, front, drivers, boxes and curves over time are about. */
  readonly main: Group;
  /** The question and the design as sentences. */
  readonly words: readonly string[];
}

export interface StudyOutcome {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  readonly better: Better;
  /** `share`: 0 or 1 in every run; `mean`: any number. */
  readonly kind: 'mean' | 'share';
  /** `share of runs`, `mean, turns`. */
  readonly measure: string;
}

export interface StudyPolicy {
  readonly name: string;
  /** By option group; empty where the scenario has none. */
  readonly options: readonly { readonly group: string; readonly option: string }[];
}

// ---------------------------------------------------------------------------------------------------------------- headline

export interface Headline {
  /** The outcome that it is about; null when no outcome has a better direction. */
  readonly outcome: string | null;
  /** First that of the main group; each stands alone. */
  readonly sentences: readonly string[];
  readonly rows: readonly HeadlineRow[];
}

export interface HeadlineRow extends Group {
  readonly best: string | null;
  readonly estimate: Measured;
  /** Best minus baseline; its interval is fair to all comparisons, since the best was chosen. Null when the baseline is best or nothing was measured. */
  readonly difference: Measured | null;
  /** Policies that this batch cannot tell from the best. */
  readonly notToldApart: readonly string[];
  /** Worlds in which the best policy's mean is better than the baseline's, those in which both are equal, and of how many; null as `difference`. */
  readonly betterIn: { readonly worlds: number; readonly equal: number; readonly of: number } | null;
}

// --------------------------------------------------------------------------------------------------------------- estimates

export interface EstimatesSection extends Part {
  /** Outcome by outcome, in it group by group, in it policy by policy as asked. */
  readonly rows: readonly EstimateRow[];
}

export interface EstimateRow extends Group {
  readonly outcome: string;
  readonly policy: string;
  readonly value: Measured;
  /** Arm minus baseline over the same futures; null for the baseline. */
  readonly difference: Measured | null;
  readonly verdict: 'higher' | 'lower' | 'not distinguishable' | null;
  /** The batch tells it apart from no better policy: it is the best or may equal it. Null where no direction is better. */
  readonly candidate: boolean | null;
  readonly runs: number;
  readonly missing: number;
  readonly note: string | null;
}

// --------------------------------------------------------------------------------------------------------------- heat maps

/** Two option groups as rows and columns; the groups with most options among the policies. */
export interface HeatMapSection extends Part {
  readonly maps: readonly HeatMap[];
}

export interface HeatMap extends Group {
  readonly outcome: string;
  readonly rowGroup: string;
  readonly columnGroup: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `cells[row][column]`; null where no policy of the batch has both options. */
  readonly cells: readonly (readonly (HeatCell | null)[])[];
}

export interface HeatCell {
  readonly policy: string;
  readonly value: Measured;
  /** Null for the baseline. */
  readonly difference: Measured | null;
  readonly verdict: 'higher' | 'lower' | 'not distinguishable' | null;
}

// --------------------------------------------------------------------------------------------------------------- over time

/** Of the main group. Shares, fans and machine events rest on `futures` futures for each policy, events that are outcomes on the whole batch. */
export interface OverTimeSection extends Part {
  /** Futures for each policy, and how many of all runs failed and are left out. */
  readonly futures: number;
  readonly failed: number;
  /** By turn, from 1. */
  readonly turns: readonly { readonly turn: number; readonly label: string }[];
  /** At most 4. */
  readonly policies: readonly { readonly policy: string; readonly role: 'baseline' | 'best' | 'worst' | 'contrast' }[];
  readonly machines: readonly MachineShares[];
  readonly stocks: readonly StockFans[];
  readonly events: readonly EventCurves[];
}

/** Share of runs (and of members, for a machine that stands in several places) by innermost state after each turn. */
export interface MachineShares {
  readonly machine: string;
  readonly label: string;
  /** Members over which is averaged; empty for a machine that exists once. */
  readonly members: readonly string[];
  /** Innermost states, in the order of the scenario. */
  readonly states: readonly { readonly name: string; readonly label: string }[];
  /** `shares[state][turn]`, 0..1; null for a turn that no run reached. */
  readonly policies: readonly {
    readonly policy: string;
    readonly shares: readonly (readonly (number | null)[])[];
    /** Runs that reached each turn. */
    readonly runs: readonly number[];
  }[];
}

/** 5, 25, 50, 75 and 95 % quantiles. */
export type Fan = readonly [number, number, number, number, number];

export interface StockFans {
  /** Of the stock or auxiliary. */
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  /** Members of which it is the mean; empty for what exists once. */
  readonly members: readonly string[];
  readonly policies: readonly { readonly policy: string; readonly fan: readonly (Fan | null)[] }[];
}

export interface EventCurves {
  readonly event: string;
  readonly label: string;
  /** `batch`: an outcome that is a turn, over every run; `over time`: a condition watched turn by turn, over `futures` runs for each policy. */
  readonly basis: 'batch' | 'over time';
  readonly horizon: number;
  readonly policies: readonly {
    readonly policy: string;
    readonly curve: readonly CurvePoint[];
    /** Turn by which it has come in half of the runs; null: in fewer. */
    readonly median: number | null;
    readonly restrictedMean: Measured;
    /** By the end of the horizon. */
    readonly atEnd: Measured;
    readonly runs: number;
  }[];
}

// -------------------------------------------------------------------------------------------------------------- robustness

export interface RobustnessSection extends Part {
  readonly worlds: number;
  readonly resamples: number;
  readonly outcomes: readonly OutcomeRobustness[];
}

export interface OutcomeRobustness {
  readonly outcome: string;
  /** Of Starr's criterion; null without one, then that metric is missing. */
  readonly threshold: number | null;
  readonly metrics: readonly MetricRow[];
  readonly regret: readonly RegretRow[];
  /** Where metrics disagree, or that they do not. */
  readonly sentence: string;
}

export interface MetricRow {
  readonly metric: MetricName;
  /** As a person says it. */
  readonly label: string;
  /** What it asks, in one sentence. */
  readonly reading: string;
  readonly robust: 'larger' | 'smaller';
  /** In the order of the policies. */
  readonly scores: readonly {
    readonly policy: string;
    readonly value: Measured;
    /** 1 is the most robust; null without a number. */
    readonly rank: number | null;
    /** Share of resamples in which it is the most robust; null for metrics of extremes. */
    readonly first: number | null;
  }[];
  readonly note: string | null;
}

/** Loss against the best policy of the same world, in the outcome's unit, at least 0. */
export interface RegretRow {
  readonly policy: string;
  readonly mean: Measured;
  readonly p90: number;
  readonly greatest: number;
  /** Worlds in which no policy is better. */
  readonly bestIn: number;
}

// -------------------------------------------------------------------------------------------------------------------- game

/** Only of batches with two doctrines or more; under the variant of the main group. */
export interface GameSection extends Part {
  readonly games: readonly Game[];
}

export interface Game {
  readonly variant: string;
  readonly outcome: string;
  readonly policies: readonly string[];
  readonly doctrines: readonly string[];
  /** `payoffs[policy][doctrine]`. */
  readonly payoffs: readonly (readonly Measured[])[];
  readonly worst: readonly {
    readonly policy: string;
    readonly doctrine: string | null;
    readonly value: Measured;
    readonly notToldApart: readonly string[];
  }[];
  /** Policy whose worst is best, and the doctrine that concedes least. */
  readonly maximin: string | null;
  readonly minimax: string | null;
  readonly saddle: boolean;
  /** Probabilities, each list sums to 1; null when a payoff is missing. */
  readonly equilibrium: {
    readonly policies: readonly number[];
    readonly doctrines: readonly number[];
    readonly value: Measured;
  } | null;
}

// ------------------------------------------------------------------------------------------------------------------- front

export interface FrontSection extends Part {
  /** Names of outcomes; two at least. */
  readonly criteria: readonly string[];
  readonly resamples: number;
  readonly policies: readonly {
    readonly policy: string;
    /** By criterion. */
    readonly values: readonly Measured[];
    readonly onFront: boolean;
    /** Share of resamples of the worlds in which it is on the front. */
    readonly share: number;
    readonly standing: 'surely' | 'maybe' | 'surely not';
    readonly dominatedBy: readonly string[];
  }[];
}

// ----------------------------------------------------------------------------------------------------------------- drivers

export interface DriversSection extends Part {
  readonly worlds: number;
  readonly outcomes: readonly OutcomeDrivers[];
}

export interface OutcomeDrivers {
  readonly outcome: string;
  /** The policies that are explained: under the best, and best minus baseline (null when the baseline is best). */
  readonly best: string;
  /** Largest share first; at most 12, the rest is counted in `others`. */
  readonly underBest: DriverShares;
  readonly ofDifference: DriverShares | null;
  /** Worth of knowing one uncertainty before choosing; the outcome's unit, largest first, at most 12. */
  readonly worth: readonly {
    readonly uncertainty: string;
    readonly label: string;
    readonly value: Measured;
    /** What a rule fitted without the world earns on it. */
    readonly attained: number | null;
  }[];
  /** Why `worth` is empty, or null. */
  readonly worthWhy: string | null;
  /** Worlds that `worth` rests on. */
  readonly worthWorlds: number;
  /** Worth of knowing the world altogether. */
  readonly perfect: Measured | null;
  readonly split: {
    readonly world: Measured | null;
    readonly chance: Measured | null;
    readonly reason: string | null;
  };
}

export interface DriverShares {
  readonly rows: readonly {
    readonly uncertainty: string;
    readonly label: string;
    readonly trust: Trust | null;
    /** First-order share of the variance of world means; an estimate below 0 is error. */
    readonly share: Measured;
    /** The interval lies above 0. */
    readonly told: boolean;
  }[];
  readonly others: number;
  /** Of all first-order shares, those not listed too; above 1 where few worlds make each uncertain. */
  readonly sum: number;
  /** Share of chance in the variance of world means; null with one replication a world. */
  readonly noiseShare: number | null;
  readonly reason: string | null;
}

// ------------------------------------------------------------------------------------------------------------------- boxes

/** Scenario discovery: in which worlds does the best policy fail? */
export interface BoxesSection extends Part {
  readonly boxes: readonly FailureBox[];
}

export interface FailureBox {
  readonly outcome: string;
  readonly policy: string;
  /** When a world counts as one in which the policy fails, in words. */
  readonly rule: string;
  readonly worlds: number;
  readonly failing: number;
  /** Uncertainties whose limits were sought, and how many there are: those that move failure most. */
  readonly inputs: { readonly tried: number; readonly of: number };
  /** Null when `reason` says why there is none. */
  readonly box: {
    /** `attribution skill below 0.31 and ...`. */
    readonly words: string;
    readonly limits: readonly {
      readonly uncertainty: string;
      readonly label: string;
      readonly low: number | null;
      readonly high: number | null;
      /** Full range of the worlds. */
      readonly least: number;
      readonly most: number;
      readonly quasiP: number;
      /** Share of random halves of the worlds whose own box also restricts it; null where it was not tried. */
      readonly again: number | null;
    }[];
    /** Of the failing worlds, how many the box holds; of the worlds in it, how many fail; of all worlds, how many are in it. */
    readonly coverage: number;
    readonly density: number;
    readonly mass: number;
  } | null;
  readonly baseDensity: number;
  /** Steps of the peeling, for a picture of coverage against density. */
  readonly trajectory: readonly {
    readonly coverage: number;
    readonly density: number;
    readonly mass: number;
    readonly restricted: number;
  }[];
  /** Means over random halves, on the worlds that made the box and on the others; null where it was not tried. */
  readonly halves: {
    readonly halves: number;
    readonly own: { readonly coverage: number; readonly density: number } | null;
    readonly others: { readonly coverage: number; readonly density: number } | null;
  } | null;
  /** Worlds by the two uncertainties of the box that matter most, at most 400, for a scatter; empty without a box of two. */
  readonly scatter: {
    readonly x: string;
    readonly y: string;
    readonly points: readonly (readonly [x: number, y: number, fails: 0 | 1])[];
  } | null;
  readonly reason: string | null;
}

// ------------------------------------------------------------------------------------------------------------------ claims

/** The claims of the scenario, put to the test. */
export interface ClaimsPart extends Part {
  readonly rows: readonly {
    readonly id: string;
    readonly says: string;
    readonly kind: string;
    readonly variant: string;
    readonly verdict: ClaimVerdict;
    /** One for each condition, as claimed above 0. */
    readonly effects: readonly { readonly text: string; readonly value: Measured }[];
    /** Worlds in which it is as claimed, and of how many. */
    readonly holdsIn: { readonly worlds: number; readonly of: number };
    readonly onlyIf: string | null;
    readonly reason: string | null;
  }[];
  /** The command that tests them. */
  readonly command: string;
}

// ------------------------------------------------------------------------------------------------------------- assumptions

export interface AssumptionsSection extends Part {
  /** Numbers that rest on judgement or weak evidence, weakest first. */
  readonly judgements: readonly {
    readonly name: string;
    readonly label: string;
    readonly kind: 'uncertainty' | 'fact';
    readonly value: string;
    readonly range: string;
    readonly unit: string | null;
    readonly trust: Trust | null;
    readonly why: string | null;
    readonly sources: readonly string[];
  }[];
  readonly sources: readonly { readonly id: string; readonly text: string }[];
  /** What the model leaves out. */
  readonly leavesOut: readonly string[];
  /** What changes under each structural variant but the base. */
  readonly variants: readonly { readonly variant: string; readonly changes: readonly string[] }[];
}

// ------------------------------------------------------------------------------------------------------------------ charts

export interface ChartsSection extends Part {
  /** Graphviz DOT, one for each main machine. */
  readonly charts: readonly { readonly machine: string; readonly label: string; readonly dot: string }[];
}

// --------------------------------------------------------------------------------------------------------------- reproduce

export interface Reproduce {
  readonly commands: readonly { readonly command: string; readonly makes: string }[];
  /** SHA-256 of the scenario's texts; `digest` of all outcomes, of a stored batch over the digests of its blocks. */
  readonly scenarioHash: string;
  readonly digest: string;
  readonly environment: readonly { readonly what: string; readonly version: string }[];
}

// ------------------------------------------------------------------------------------------------------------------ layout

export type FigureId =
  | 'estimates'
  | 'heat-maps'
  | 'machines'
  | 'stocks'
  | 'events'
  | 'regret'
  | 'game'
  | 'front'
  | 'drivers'
  | 'boxes'
  | 'charts';

/** One part of the page. Whoever shows it puts paragraphs first, then figures, then tables. */
export interface StudySection {
  /** For links and file names: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The outcome that stands first; a page folds the others. */
  readonly leading?: string;
  /** Further paragraphs, each on one outcome. */
  readonly about?: readonly OutcomeWords[];
  readonly bullets: readonly string[];
  readonly figures: readonly FigureId[];
  readonly tables: readonly StudyTable[];
  /** Text to be shown as it is. */
  readonly codes: readonly string[];
}

/** Every row can be read alone. */
export interface StudyTable {
  /** Name of its CSV file without ending. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string | null;
  /** The one outcome that it is about. A page shows those of the leading outcome at once and folds the others. */
  readonly outcome?: string;
  /** Of a long table: the places of the rows that paper shows, and what to say of the others. */
  readonly onPaper?: { readonly rows: readonly number[]; readonly note: string };
}
